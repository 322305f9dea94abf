package expr

import "math"

// unify returns two operands as ones of the same type, which is the result's. typed is set where both had that type
// already, so that its signedness counts.
func unify(a, b value) (x, y value, typed bool, err error) {
	switch {
	case a.kind == opaque || b.kind == opaque:
		return a, b, false, errorf(Unsupported, "operand is neither an integer nor a floating-point number of 4 or 8 bytes")
	case a.kind == float || b.kind == float:
		if a.kind != b.kind || a.width != b.width {
			return a, b, false, errorf(Malformed, "operands of different types")
		}
		return a, b, true, nil
	case a.kind != generic && a.kind == b.kind && a.width == b.width && a.size == b.size:
		return a, b, true, nil
	case a.kind == generic && a.width == 0:
		return as(a, b), b, false, nil
	case b.kind == generic && b.width == 0:
		return a, as(b, a), false, nil
	}
	t := value{width: max(a.width, b.width)}
	return as(a, t), as(b, t), false, nil
}

// as returns an integer with another's type.
func as(v, t value) value {
	bits := v.extended()
	v.kind, v.width, v.size = t.kind, t.width, t.size
	v.bits = bits.zeroExtend(v.computeWidth())
	return v
}

// computeWidth returns with how many bits the value is computed.
func (v value) computeWidth() int {
	if v.width == 0 {
		return literalWidth
	}
	return v.width
}

// signed returns the integer's bits, extended as of a signed number.
func (v value) signed() wide { return v.bits.signExtend(v.computeWidth()) }

// result returns bits as a value of a's type, computed from a and b.
func result(a, b value, bits wide) value {
	return value{kind: a.kind, width: a.width, size: a.size, bits: bits.zeroExtend(a.computeWidth()), mixed: a.mixed || b.mixed}
}

// compute executes a binary operation other than shifts: a is the lower entry of the stack.
func compute(op Op, a, b value) (value, error) {
	literals := [2]literal{a.literal, b.literal}
	x, y, typed, err := unify(a, b)
	if err != nil {
		return value{}, err
	}
	switch op {
	case OpEq, OpGe, OpGt, OpLe, OpLt, OpNe:
		return compare(op, x, y, typed, literals)
	}
	if x.kind == float {
		return computeFloat(op, x, y)
	}
	switch op {
	case OpPlus:
		return result(x, y, x.bits.add(y.bits)), nil
	case OpMinus:
		return result(x, y, x.bits.sub(y.bits)), nil
	case OpMul:
		return result(x, y, x.bits.mul(y.bits)), nil
	case OpAnd:
		return and(x, y, a, b), nil
	case OpOr:
		return result(x, y, x.bits.or(y.bits)), nil
	case OpXor:
		return result(x, y, x.bits.xor(y.bits)), nil
	case OpDiv, OpMod:
		return divide(op, x, y, typed)
	}
	return value{}, errorf(Unsupported, "not an operation with two operands")
}

// and masks. What is left of 32 bits by a constant of as many, or is less than 2^31, is the same number for every
// width: this is how LLVM writes zero extension before DWARF 5.
func and(x, y, a, b value) value {
	r := result(x, y, x.bits.and(y.bits))
	mask := a
	if a.literal != plainLiteral {
		mask = b
	}
	if r.kind != generic || mask.literal != plainLiteral {
		return r
	}
	if mask.bits.lo <= math.MaxInt32 || r.width == 32 && mask.bits.lo <= math.MaxUint32 {
		r.width = 0
	}
	return r
}

// divide divides: signed, unless both operands are of an unsigned type, and the meanings differ.
func divide(op Op, x, y value, typed bool) (value, error) {
	if y.bits.isZero() {
		return value{}, errorf(Unsupported, "division by zero")
	}
	pick := func(quotient, rest wide) wide {
		if op == OpMod {
			return rest
		}
		return quotient
	}
	r := result(x, y, pick(x.signed().divideSigned(y.signed())))
	if typed && x.kind == unsignedInt {
		if u := result(x, y, pick(x.bits.divide(y.bits))); u.bits != r.bits {
			return value{}, errorf(Unsupported, "the debug information does not say whether the division is signed")
		}
	}
	r.mixed = r.mixed || x.kind == generic && x.width > 0
	return r, nil
}

// compare compares. The result, 1 or 0, is untyped.
func compare(op Op, x, y value, typed bool, literals [2]literal) (value, error) {
	if x.kind == float {
		p, q := x.float(), y.float()
		return truth(op, p < q, p == q, p != p || q != q), nil
	}
	equal := x.bits == y.bits
	unsigned := x.bits.less(y.bits)
	signed := x.signed().lessSigned(y.signed())
	switch {
	case op == OpEq || op == OpNe || unsigned == signed:
	case typed && x.kind == unsignedInt:
		signed = unsigned
	case typed && x.kind == signedInt:
	case literals[0] != signedLiteral && literals[1] != signedLiteral:
		return value{}, errorf(Unsupported, "the debug information does not say whether the comparison is signed")
	}
	return truth(op, signed, equal, false), nil
}

// truth returns what a comparison of a and b yields, knowing a < b and a == b; NaN is neither less nor greater nor equal.
func truth(op Op, less, equal, unordered bool) value {
	var is bool
	switch op {
	case OpEq:
		is = equal
	case OpNe:
		is = !equal
	case OpLt:
		is = less
	case OpLe:
		is = less || equal
	case OpGt:
		is = !less && !equal && !unordered
	case OpGe:
		is = !less && !unordered
	}
	if is {
		return anyWidth(1)
	}
	return anyWidth(0)
}

// float returns the value of a floating-point number.
func (v value) float() float64 {
	if v.width == 32 {
		return float64(math.Float32frombits(uint32(v.bits.lo)))
	}
	return math.Float64frombits(v.bits.lo)
}

// floatValue returns a floating-point number of a width.
func floatValue(f float64, width int) value {
	if width == 32 {
		return value{kind: float, width: 32, size: 4, bits: wideOf(uint64(math.Float32bits(float32(f))))}
	}
	return value{kind: float, width: 64, size: 8, bits: wideOf(math.Float64bits(f))}
}

// computeFloat computes in double precision and rounds: for these operations on single precision that gives the
// same as computing in it.
func computeFloat(op Op, x, y value) (value, error) {
	p, q := x.float(), y.float()
	switch op {
	case OpPlus:
		return floatValue(p+q, x.width), nil
	case OpMinus:
		return floatValue(p-q, x.width), nil
	case OpMul:
		return floatValue(p*q, x.width), nil
	case OpDiv:
		return floatValue(p/q, x.width), nil
	}
	return value{}, errorf(Malformed, "operand is a floating-point number")
}

// shift shifts a by b bits. By the width of a or more, all bits are lost.
func shift(op Op, a, b value) (value, error) {
	if !a.isInteger() || !b.isInteger() {
		return value{}, errorf(Malformed, "operand is not an integer")
	}
	if b.kind == signedInt && b.signed().negative() {
		return value{}, errorf(Malformed, "shift by a negative number")
	}
	if a.kind == generic && a.width == 0 && b.width > 0 {
		a = as(a, value{width: b.width})
	}
	n := uint(min(b.bits.lo, 128))
	if b.bits.hi != 0 {
		n = 128
	}
	var bits wide
	switch op {
	case OpShl:
		bits = a.bits.shl(n)
	case OpShr:
		bits = a.bits.shr(n)
	case OpShra:
		bits = a.signed().sar(n)
	}
	r := result(a, b, bits)
	r.mixed = r.mixed || op != OpShl && a.kind == generic && a.width > 0
	return r, nil
}

// single executes an operation on one entry.
func single(op Op, v value) (value, error) {
	switch {
	case v.kind == opaque:
		return v, errorf(Unsupported, "operand is neither an integer nor a floating-point number of 4 or 8 bytes")
	case v.kind == float && op == OpNot:
		return v, errorf(Malformed, "operand is a floating-point number")
	case v.kind == float:
		f := v.float()
		if op == OpNeg || math.Signbit(f) {
			f = -f
		}
		return floatValue(f, v.width), nil
	}
	switch {
	case op == OpNot:
		return result(v, v, v.bits.not()), nil
	case op == OpNeg, op == OpAbs && v.kind != unsignedInt && v.signed().negative():
		return result(v, v, v.bits.neg()), nil
	}
	return result(v, v, v.bits), nil
}
