// Package simd holds the lane arithmetic of the vector instructions of
// WebAssembly 3.0, relaxed ones included (spec sections "Numerics / Vector
// Operations" and "Numerics / Relaxed Operations").
//
// Everything is a pure function on [V128]. An interpreter asks for the function
// of an opcode once, when it prepares the code, with the lookup of the
// instruction's category ([Unary], [Binary], [Ternary], [Shift], [Test],
// [Splat], [ExtractLane], [ReplaceLane], [Load], [LaneWidth]); a lookup returns
// nil (or zero) for an opcode of another category. Four instructions have no
// entry in any of them: v128.load, v128.store and v128.const need no
// arithmetic, and i8x16.shuffle is [Shuffle].
//
// Integer lanes are worked on eight, four or two at a time inside the two
// 64-bit halves ("SIMD within a register"), see swar.go.
//
// A NaN result follows the operands as the host's floating-point unit does it.
// It is always quiet, and canonical if all NaN operands are canonical, which is
// what the spec asks for.
package simd

// V128 is a 128-bit vector value. Lane 0 of every shape is in the lowest bits of
// Lo; read as 16 little-endian bytes, Lo comes first.
type V128 struct{ Lo, Hi uint64 }
