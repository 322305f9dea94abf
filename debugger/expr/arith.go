package expr

import (
	"math"
	"math/big"
)

// What is wrong with an operation on numbers.
const (
	byZero   = "division by zero"
	overflow = "overflow"
)

// operation computes an operator on two numbers of one type; problem says why it has no result.
type operation func(a, b num) (n num, problem string)

// arithmetic returns the operation of an operator for a type, with wrap-around or, where it is checked, errors on overflow;
// nil where the type has no such operator.
func arithmetic(op string, s scalar, checked bool) operation {
	if s.class == floating {
		return floatArithmetic(op, s)
	}
	if s.bits > 64 || checked && op != "&" && op != "|" && op != "^" {
		return bigArithmetic(op, s, checked)
	}
	switch op {
	case "+":
		return func(a, b num) (num, string) { return s.wrap(num{lo: a.lo + b.lo}), "" }
	case "-":
		return func(a, b num) (num, string) { return s.wrap(num{lo: a.lo - b.lo}), "" }
	case "*":
		return func(a, b num) (num, string) { return s.wrap(num{lo: a.lo * b.lo}), "" }
	case "/", "%":
		return func(a, b num) (num, string) { return divide(op, a, b, s) }
	case "&":
		return func(a, b num) (num, string) { return num{a.lo & b.lo, a.hi & b.hi}, "" }
	case "|":
		return func(a, b num) (num, string) { return num{a.lo | b.lo, a.hi | b.hi}, "" }
	case "^":
		return func(a, b num) (num, string) { return num{a.lo ^ b.lo, a.hi ^ b.hi}, "" }
	}
	return nil
}

// divide divides numbers of at most 64 bits.
func divide(op string, a, b num, s scalar) (num, string) {
	switch {
	case b.lo == 0:
		return num{}, byZero
	case s.signed && int64(b.lo) == -1:
		if op == "%" {
			return num{}, ""
		}
		n := s.wrap(num{lo: -a.lo})
		if n.lo == a.lo && a.lo != 0 {
			return num{}, overflow
		}
		return n, ""
	case s.signed && op == "/":
		return intNum(int64(a.lo) / int64(b.lo)), ""
	case s.signed:
		return intNum(int64(a.lo) % int64(b.lo)), ""
	case op == "/":
		return uintNum(a.lo / b.lo), ""
	}
	return uintNum(a.lo % b.lo), ""
}

// floatArithmetic computes with float64, and rounds where the type is smaller; that is exact for these operators.
func floatArithmetic(op string, s scalar) operation {
	round := func(x float64) (num, string) {
		if s.bits == 32 {
			x = float64(float32(x))
		}
		return floatNum(x), ""
	}
	switch op {
	case "+":
		return func(a, b num) (num, string) { return round(a.float() + b.float()) }
	case "-":
		return func(a, b num) (num, string) { return round(a.float() - b.float()) }
	case "*":
		return func(a, b num) (num, string) { return round(a.float() * b.float()) }
	case "/":
		return func(a, b num) (num, string) { return round(a.float() / b.float()) }
	case "%":
		return func(a, b num) (num, string) { return round(math.Mod(a.float(), b.float())) }
	}
	return nil
}

// bigArithmetic computes without limits, and then checks or wraps.
func bigArithmetic(op string, s scalar, checked bool) operation {
	var f func(z, x, y *big.Int) *big.Int
	switch op {
	case "+":
		f = (*big.Int).Add
	case "-":
		f = (*big.Int).Sub
	case "*":
		f = (*big.Int).Mul
	case "/":
		f = (*big.Int).Quo
	case "%":
		f = (*big.Int).Rem
	case "&":
		f = (*big.Int).And
	case "|":
		f = (*big.Int).Or
	case "^":
		f = (*big.Int).Xor
	default:
		return nil
	}
	return func(a, b num) (num, string) {
		x, y := s.big(a), s.big(b)
		if (op == "/" || op == "%") && y.Sign() == 0 {
			return num{}, byZero
		}
		z := f(x, x, y)
		if (checked || op == "/") && !s.has(z) {
			return num{}, overflow
		}
		return s.wrap(fromBig(z)), ""
	}
}

// shift shifts a number; the number of bits is of another type.
func shift(op string, a num, s scalar, by num, bys scalar, checked bool) (num, string) {
	if bys.signed && int64(by.hi) < 0 {
		return num{}, "shift by a negative number of bits"
	}
	if by.hi != 0 || by.lo >= uint64(s.bits) {
		return num{}, "shift by more bits than the type has"
	}
	if s.bits <= 64 {
		switch {
		case op == "<<":
			return s.wrap(num{lo: a.lo << by.lo}), ""
		case s.signed:
			return intNum(int64(a.lo) >> by.lo), ""
		}
		return uintNum(a.lo >> by.lo), ""
	}
	x := s.big(a)
	if op == "<<" {
		x.Lsh(x, uint(by.lo))
	} else {
		x.Rsh(x, uint(by.lo))
	}
	return s.wrap(fromBig(x)), ""
}

// comparison returns the comparison of an operator for a type.
func comparison(op string, s scalar) func(a, b num) bool {
	switch op {
	case "==":
		return s.equal
	case "!=":
		return func(a, b num) bool { return !s.equal(a, b) }
	case "<":
		return s.less
	case ">":
		return func(a, b num) bool { return s.less(b, a) }
	case "<=":
		return func(a, b num) bool { return s.less(a, b) || s.equal(a, b) }
	case ">=":
		return func(a, b num) bool { return s.less(b, a) || s.equal(a, b) }
	}
	return nil
}
