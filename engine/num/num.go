// Package num holds the scalar numeric instructions of WebAssembly for which Go's
// own operators are not enough: their treatment of NaN, signed zero or
// out-of-range values differs, or Go leaves it to the machine (spec section
// "Numerics", "Floating-Point Operations" and "Conversions").
//
// A NaN result follows the operands as the host's floating-point unit does it.
// It is always quiet, and canonical if all NaN operands are canonical, which is
// what the spec asks for.
//
// The functions take and give Go's floating-point types; to come from raw bits,
// use math.Float32frombits and its siblings, which keep every bit. Negation and
// absolute value are not here: they must keep the payload of a NaN, also of a
// signalling one, so they are best done on the raw bits.
package num
