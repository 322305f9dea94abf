package expr

import "math"

// toGeneric converts to the generic type.
func toGeneric(v value) (value, error) {
	switch v.kind {
	case generic:
		return v, nil
	case float:
		r, err := floatToInt(v, value{kind: signedInt, width: 64, size: 8})
		return anyWidth(r.bits.lo), err
	case opaque:
		return v, errorf(Unsupported, "operand is neither an integer nor a floating-point number of 4 or 8 bytes")
	}
	return value{bits: wideOf(v.extended().lo), mixed: v.mixed}, nil
}

// toType converts to a base type. Integers are truncated or extended, what is a floating-point number is rounded towards zero.
func toType(v value, t BaseType) (value, error) {
	target, err := typedValue(t, wide{})
	if err != nil {
		return target, err
	}
	switch {
	case v.kind == opaque || target.kind == opaque:
		return v, errorf(Unsupported, "conversion between a type of encoding 0x%x with %d bytes and one of %d bytes", t.Encoding, t.Size, v.byteSize())
	case v.kind == float && target.kind == float:
		return floatValue(v.float(), target.width), nil
	case v.kind == float:
		return floatToInt(v, target)
	case target.kind == float:
		return intToFloat(v, target)
	}
	target.bits = v.extended().zeroExtend(target.width)
	target.mixed = false // the conversion says how wide the operand was meant to be
	return target, nil
}

// floatToInt converts to an integer of up to 64 bits.
func floatToInt(v, target value) (value, error) {
	f := math.Trunc(v.float())
	low, high := 0.0, math.Ldexp(1, target.width)
	if target.kind == signedInt {
		low, high = -math.Ldexp(1, target.width-1), math.Ldexp(1, target.width-1)
	}
	if !(f >= low && f < high) { // false for NaN too
		return target, errorf(Unsupported, "%g is not in the range of the type that it is converted to", v.float())
	}
	if f < -math.Ldexp(1, 63) || f >= math.Ldexp(1, 64) {
		return target, errorf(Unsupported, "conversion of %g to an integer of %d bits", f, target.width)
	}
	if f < 0 {
		target.bits = wideOf(uint64(-f)).neg().zeroExtend(target.width)
	} else {
		target.bits = wideOf(uint64(f))
	}
	return target, nil
}

// intToFloat converts an integer of up to 64 bits.
func intToFloat(v, target value) (value, error) {
	bits := v.extended()
	negative := bits.negative()
	if negative {
		bits = bits.neg()
	}
	if bits.hi != 0 {
		return target, errorf(Unsupported, "conversion of an integer of more than 64 bits to a floating-point number")
	}
	if v.kind == generic && v.width > 0 && v.signed().negative() {
		return target, errorf(Unsupported, "the debug information does not say whether the number converted is signed")
	}
	f := float64(bits.lo)
	if target.width == 32 {
		f = float64(float32(bits.lo)) // directly: rounding twice may give another number
	}
	if negative {
		f = -f
	}
	return floatValue(f, target.width), nil
}

// reinterpretAs returns the bits of a value as of another type of the same size.
func reinterpretAs(v value, t BaseType) (value, error) {
	if v.byteSize() != t.Size && !(v.kind == generic && v.width == 0 && t.Size <= literalWidth/8) {
		return v, errorf(Malformed, "%d bytes reinterpreted as %d", v.byteSize(), t.Size)
	}
	return typedValue(t, fromBytes(v.raw()))
}

// reinterpretAsGeneric returns the bits of a value as untyped.
func reinterpretAsGeneric(v value) (value, error) {
	if v.kind == generic {
		return v, nil
	}
	if n := v.byteSize(); n > 8 {
		return v, errorf(Malformed, "%d bytes reinterpreted as an address", n)
	}
	return genericValue(fromBytes(v.raw()).lo, 8*v.byteSize()), nil
}
