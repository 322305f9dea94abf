package expr

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"testing"
)

// value64 and others write the value of an expression that has so many bytes.
func value64(v int64) string { return fmt.Sprintf("value %016x", bits.ReverseBytes64(uint64(v))) }
func value32(v int64) string { return fmt.Sprintf("value %08x", bits.ReverseBytes32(uint32(v))) }
func valueF64(f float64) string {
	return value64(int64(math.Float64bits(f)))
}
func valueF32(f float32) string { return value32(int64(math.Float32bits(f))) }

// signExtendOps is what LLVM writes to extend the sign of n bits before DWARF 5.
func signExtendOps(n int) []byte {
	return asm(OpDup, OpConstu, n-1, OpShr, OpLit0, OpNot, OpMul, OpConstu, n, OpShl, OpOr)
}

func TestGenericWidths(t *testing.T) {
	minus3 := asm(OpConstu, uleb128(^uint64(2))) // how LLVM writes -3
	tests := []evalTest{
		{"32 bits wrap", asm(local(1), OpPlusUconst, 8), value32(1)},
		{"64 bits do not", asm(local(2), OpPlusUconst, 8), value64(0x1_0000_0018)},
		{"64-bit multiplication", asm(local(3), OpLit0+3, OpMul), value64(-300)},
		{"signed 32-bit division", asm(local(1), OpLit0+3, OpDiv), value32(-2)},
		{"signed 64-bit division", asm(local(3), OpLit0+3, OpDiv), value64(-33)},
		{"division by a negative constant", asm(local(0), minus3, OpDiv), value32(-33)},
		{"multiplication by a negative constant", asm(local(0), minus3, OpMul), value32(-300)},
		{"the same with 64 bits", asm(local(3), minus3, OpMul), value64(300)},
		{"remainder", asm(local(1), OpLit0+5, OpMod), value32(-2)},
		{"remainder with 64 bits", asm(local(3), OpLit0+7, OpMod), value64(-2)},
		{"logical shift", asm(local(1), OpLit0+4, OpShr), value32(0x0fffffff)},
		{"arithmetic shift", asm(local(1), OpLit0+1, OpShra), value32(-4)},
		{"arithmetic shift of 64 bits", asm(local(3), OpLit0+2, OpShra), value64(-25)},
		{"shift by the width", asm(local(0), OpConst1u, 32, OpShl), value32(0)},
		{"shift by more", asm(local(1), OpConst1u, 99, OpShra), value32(-1)},
		{"shift by much more", asm(local(1), OpConst8u, uint64(1<<40), OpShr), value32(0)},
		{"constant shifted by a variable", asm(OpLit0+1, local(0), OpShl), value32(0)},
		{"constants are wide", asm(OpConstu, uleb128(5e9), OpLit0+2, OpMul), value64(1e10)},
		{"difference of pointers", asm(local(0), local(1), OpMinus, OpConsts, 4, OpDiv), value32(26)},
		{"mixed widths", asm(local(1), local(2), OpPlus), value64(0x1_0000_0010 + 0xfffffff9)},
		{"comparison yields a constant", asm(local(0), OpConsts, 5, OpGt), value64(1)},
		{"not", asm(local(0), OpNot), value32(^100)},
		{"neg", asm(local(3), OpNeg), value64(100)},
		{"abs", asm(local(3), OpAbs), value64(100)},
		{"abs of a constant", asm(OpConsts, 0x7f, OpAbs), value64(1)},
		{"xor", asm(local(0), OpConst1u, 0xff, OpXor), value32(100 ^ 0xff)},

		{"sign extension from 32 bits", asm(local(1), signExtendOps(32)), value64(-7)},
		{"sign extension and more", asm(local(1), signExtendOps(32), OpPlusUconst, 1), value64(-6)},
		{"sign extension from 8 bits", asm(local(10), signExtendOps(8)), value64(-1)},
		{"sign extension, for 32 bits", asm(local(10), signExtendOps(8), local(0), OpPlus), value32(99)},
		{"sign extension in other words", asm(local(10), OpDup, OpLit0+7, OpShr, OpLit0, OpNot, OpMul, OpLit0+8, OpShl, OpOr), value64(-1)},
		{"not a sign extension", asm(local(10), OpDup, OpLit0+6, OpShr, OpLit0, OpNot, OpMul, OpLit0+8, OpShl, OpOr), value32(-3<<8 | 0xff)},
		{"not all of one", asm(local(10), OpDup, OpLit0+7, OpShr, OpPlus), value32(0x100)},
		{"zero extension from 32 bits", asm(local(1), OpConstu, uleb128(0xffffffff), OpAnd, OpPlusUconst, 8), value64(0x1_0000_0001)},
		{"zero extension from 8 bits", asm(local(1), OpConstu, uleb128(0xff), OpAnd), value64(0xf9)},
		{"mask of 64 bits", asm(local(3), OpConstu, uleb128(0xffffffff), OpAnd), value64(0xffffff9c)},
		{"mask, first", asm(OpConstu, uleb128(0xff), local(1), OpAnd), value64(0xf9)},
		{"negative mask", asm(local(1), OpConsts, sleb128(-4), OpAnd), value32(-8)},
		{"negative mask as unsigned", asm(local(1), OpConstu, uleb128(^uint64(3)), OpAnd), value32(-8)},

		{"division by zero", asm(local(0), local(9), OpDiv), "unsupported"},
		{"remainder by zero", asm(local(0), OpLit0, OpMod), "unsupported"},
		{"least number by -1", asm(local(8), OpConsts, 0x7f, OpDiv), value32(math.MinInt32)},
	}
	for i := range tests {
		tests[i].code = asm(tests[i].code, OpStackValue)
	}
	checkAll(t, Params{}, tests)
}

func TestComparisons(t *testing.T) {
	five := asm(OpConsts, 5)
	tests := []evalTest{
		{"signed, by the constant", asm(local(1), five, OpLt), value64(1)},
		{"signed, constant first", asm(five, local(1), OpGt), value64(1)},
		{"unsigned and signed agree", asm(local(0), OpLit0+5, OpGt), value64(1)},
		{"they do not", asm(local(1), OpLit0+5, OpGt), "unsupported"},
		{"they do not, for variables", asm(local(1), local(0), OpGe), "unsupported"},
		{"equality does not care", asm(local(1), OpLit0+5, OpEq), value64(0)},
		{"equality with a negative constant", asm(local(1), OpConsts, sleb128(-7), OpEq), value64(1)},
		{"inequality", asm(local(1), OpLit0+5, OpNe), value64(1)},
		{"typed, signed", asm(local(1), OpConvert, tI32, local(0), OpConvert, tI32, OpLe), value64(1)},
		{"typed, unsigned", asm(local(1), OpConvert, tU32, local(0), OpConvert, tU32, OpLe), value64(0)},
		{"128 bits", asm(local(1), OpConvert, tI32, OpConvert, tI128, local(0), OpConvert, tI128, OpLt), value64(1)},
		{"128 bits unsigned", asm(local(1), OpConvert, tI32, OpConvert, tU128, local(0), OpConvert, tU128, OpLt), value64(0)},
		{"floating-point", asm(local(5), local(12), OpLt), value64(1)},
		{"floating-point, equal", asm(local(5), OpDup, OpGe), value64(1)},
		{"not a number is not less", asm(local(11), local(5), OpLt), value64(0)},
		{"nor greater", asm(local(11), local(5), OpGt), value64(0)},
		{"nor greater or equal", asm(local(11), local(5), OpGe), value64(0)},
		{"nor less or equal", asm(local(11), local(5), OpLe), value64(0)},
		{"nor equal", asm(local(11), OpDup, OpEq), value64(0)},
		{"but different", asm(local(11), OpDup, OpNe), value64(1)},
		{"of different types", asm(local(4), local(5), OpLt), "malformed"},
	}
	for i := range tests {
		tests[i].code = asm(tests[i].code, OpStackValue)
	}
	checkAll(t, Params{}, tests)
}

func TestTyped(t *testing.T) {
	to := func(types ...int) []byte {
		var b []byte
		for _, n := range types {
			b = asm(b, OpConvert, n)
		}
		return b
	}
	tests := []evalTest{
		{"sign extension", asm(local(1), to(tI32, tI64), OpPlusUconst, 1), value64(-6)},
		{"zero extension", asm(local(1), to(tU32, tU64), OpPlusUconst, 1), value64(0xfffffffa)},
		{"sign extension of a byte", asm(local(10), to(tI8, tI64)), value64(-1)},
		{"truncation", asm(local(2), to(tU64, tU32)), value32(0x10)},
		{"one bit", asm(local(0), OpConsts, 5, OpGt, to(tI1, tI32)), value32(-1)},
		{"one bit, unsigned", asm(local(0), OpConsts, 5, OpGt, to(tBool)), "value 01"},
		{"to the generic type", asm(local(1), to(tI32, 0)), value64(-7)},
		{"unsigned to the generic type", asm(local(1), to(tU32, 0)), value64(0xfffffff9)},
		{"128 bits", asm(local(3), to(tI64, tI128)), "value 9cffffffffffffffffffffffffffffff"},
		{"128 bits, wrapped", asm(local(3), to(tI64, tI128), OpDup, OpMul), "value 10270000000000000000000000000000"},
		{"128 bits to the generic type", asm(local(3), to(tI64, tI128, 0)), value64(-100)},
		{"constant for 128 bits", asm(local(3), to(tI64, tI128), OpConsts, 0x7f, OpPlus), "value 9bffffffffffffffffffffffffffffff"},
		{"address", asm(local(0), to(tAddress)), value32(100)},
		{"shra of an unsigned type is arithmetic", asm(local(1), to(tU32), OpLit0+1, OpShra), value32(-4)},
		{"shr of a signed type is logical", asm(local(1), to(tI32), OpLit0+28, OpShr), value32(15)},
		{"division by a constant is signed", asm(local(1), to(tU32), OpLit0+2, OpDiv), value32(-3)},
		{"unsigned division", asm(local(0), to(tU32), local(0), to(tU32), OpDiv), value32(1)},
		{"unsigned division, not certain", asm(local(1), to(tU32), local(0), to(tU32), OpDiv), "unsupported"},
		{"signed division", asm(local(1), to(tI32), local(0), to(tI32), OpMod), value32(-7)},
		{"types of different sign", asm(local(1), to(tU32), local(0), to(tI32), OpPlus), value32(93)},
		{"types of different size", asm(local(1), to(tI32), local(2), OpPlus), value64(0x1_0000_0010 - 7)},
		{"shift by a negative number", asm(local(0), local(1), to(tI32), OpShl), "malformed"},
		{"shift by a typed number", asm(local(0), OpLit0+2, to(tI8), OpShl), value32(400)},
		{"shift by a huge number", asm(local(0), local(1), to(tI32, tU128), OpShl), value32(0)},
		{"shift of a floating-point number", asm(local(5), OpLit0+2, OpShl), "malformed"},
		{"abs of an unsigned number", asm(local(1), to(tU32), OpAbs), value32(-7)},
		{"sign extension of a floating-point number", asm(local(5), signExtendOps(8)), "malformed"},

		{"floating-point sum", asm(local(5), OpDup, OpPlus), valueF64(-5.5)},
		{"difference", asm(local(4), OpDup, OpMinus), valueF32(0)},
		{"product", asm(local(4), OpDup, OpMul), valueF32(2.25)},
		{"quotient", asm(local(5), OpDup, OpDiv), valueF64(1)},
		{"quotient by zero", asm(local(5), local(9), to(tF64), OpDiv), valueF64(math.Inf(-1))},
		{"floating-point bits", asm(local(5), OpDup, OpAnd), "malformed"},
		{"and an integer", asm(local(5), OpPlusUconst, 1), "malformed"},
		{"neg of a floating-point number", asm(local(5), OpNeg), valueF64(2.75)},
		{"abs of a floating-point number", asm(local(5), OpAbs), valueF64(2.75)},
		{"not of a floating-point number", asm(local(5), OpNot), "malformed"},
		{"to double", asm(local(4), to(tF64)), valueF64(1.5)},
		{"to single", asm(local(5), to(tF32)), valueF32(-2.75)},
		{"floating-point to integer", asm(local(5), to(tI32)), value32(-2)},
		{"floating-point to the generic type", asm(local(5), to(0)), value64(-2)},
		{"negative to unsigned", asm(local(5), to(tU32)), "unsupported"},
		{"not a number to integer", asm(local(11), to(tI32)), "unsupported"},
		{"too great for the type", asm(local(12), to(tI64)), "unsupported"},
		{"too great for 64 bits", asm(local(12), to(tI128)), "unsupported"},
		{"integer to floating-point", asm(local(1), to(tI32, tF64)), valueF64(-7)},
		{"unsigned to floating-point", asm(local(1), to(tU32, tF64)), valueF64(0xfffffff9)},
		{"untyped to floating-point", asm(local(0), to(tF32)), valueF32(100)},
		{"untyped to floating-point, not certain", asm(local(1), to(tF32)), "unsupported"},
		{"constant to floating-point", asm(OpConsts, 0x7f, to(tF32)), valueF32(-1)},
		{"rounded once", asm(OpConst8u, uint64(1<<54+1<<30+1), to(tI64, tF32)), valueF32(float32(int64(1<<54 + 1<<30 + 1)))},
		{"wide to floating-point", asm(local(6), OpReinterpret, tU128, to(tF64)), "unsupported"},

		{"vector to integer", asm(local(6), to(tI32)), "unsupported"},
		{"vector to the generic type", asm(local(6), to(0)), "unsupported"},
		{"vector negated", asm(local(6), OpNeg), "unsupported"},
		{"to long double", asm(local(5), to(tF80)), "unsupported"},
		{"to a complex number", asm(local(5), to(tComplex)), "unsupported"},
		{"to a huge type", asm(local(0), to(tHuge)), "unsupported"},
		{"to no type", asm(local(0), to(0x7f)), "malformed"},
		{"to a type of no bytes", asm(local(0), to(tEmpty)), "unsupported"},
		{"reinterpreted", asm(local(5), OpReinterpret, tU64), valueF64(-2.75)},
		{"constant reinterpreted", asm(OpConst4u, uint32(0x3fc00000), OpReinterpret, tF32, to(tF64)), valueF64(1.5)},
		{"reinterpreted as untyped", asm(local(1), to(tI8), OpReinterpret, 0), "value f9"},
		{"untyped reinterpreted as untyped", asm(local(0), OpReinterpret, 0), value32(100)},
		{"reinterpreted with another size", asm(local(5), OpReinterpret, tU32), "malformed"},
		{"constant reinterpreted as much", asm(OpLit0, OpReinterpret, tU128), "malformed"},
		{"vector reinterpreted as untyped", asm(local(6), OpReinterpret, 0), "malformed"},
		{"typed constant of the wrong size", asm(OpConstType, tI16, 1, 1), "malformed"},
		{"typed constant, opaque", asm(OpConstType, tComplex, 8, "12345678"), "value 3132333435363738"},
		{"as an address", asm(OpLit0, OpDrop, local(0), to(tI32)), value32(100)},
	}
	for i := range tests {
		tests[i].code = asm(tests[i].code, OpStackValue)
	}
	checkAll(t, Params{}, tests)
	check(t, "typed address", asm(local(0), to(tI32, tI64)), Params{}, "memory 0x64")
}

// toBig returns a number of 128 bits.
func toBig(a wide) *big.Int {
	n := new(big.Int).SetUint64(a.hi)
	return n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(a.lo))
}

func fromBig(n *big.Int) wide {
	mod := new(big.Int).Lsh(big.NewInt(1), 128)
	n = new(big.Int).Mod(n, mod)
	lo := new(big.Int).And(n, new(big.Int).SetUint64(math.MaxUint64)).Uint64()
	return wide{lo, n.Rsh(n, 64).Uint64()}
}

func bigSigned(a wide) *big.Int {
	n := toBig(a)
	if a.negative() {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), 128))
	}
	return n
}

// TestWide compares with math/big.
func TestWide(t *testing.T) {
	numbers := []wide{{}, {1, 0}, {7, 0}, {^uint64(0), 0}, {0, 1}, {^uint64(0), ^uint64(0)}, {0, 1 << 63}, {5, 1 << 63}, {123456789, 987654321}, {^uint64(6), ^uint64(0)}, {1 << 63, 0}}
	eq := func(what string, a, b, got wide, want *big.Int) {
		t.Helper()
		if got != fromBig(want) {
			t.Errorf("%s of %x and %x: got %x, want %x", what, a, b, got, fromBig(want))
		}
	}
	for _, a := range numbers {
		for _, b := range numbers {
			eq("sum", a, b, a.add(b), new(big.Int).Add(toBig(a), toBig(b)))
			eq("difference", a, b, a.sub(b), new(big.Int).Sub(toBig(a), toBig(b)))
			eq("product", a, b, a.mul(b), new(big.Int).Mul(toBig(a), toBig(b)))
			if a.less(b) != (toBig(a).Cmp(toBig(b)) < 0) || a.lessSigned(b) != (bigSigned(a).Cmp(bigSigned(b)) < 0) {
				t.Errorf("comparison of %x and %x", a, b)
			}
			if b.isZero() {
				continue
			}
			q, r := a.divide(b)
			eq("quotient", a, b, q, new(big.Int).Quo(toBig(a), toBig(b)))
			eq("rest", a, b, r, new(big.Int).Rem(toBig(a), toBig(b)))
			q, r = a.divideSigned(b)
			eq("signed quotient", a, b, q, new(big.Int).Quo(bigSigned(a), bigSigned(b)))
			eq("signed rest", a, b, r, new(big.Int).Rem(bigSigned(a), bigSigned(b)))
		}
		for _, n := range []uint{0, 1, 31, 63, 64, 65, 100, 127, 128, 200} {
			eq("left shift", a, wideOf(uint64(n)), a.shl(n), new(big.Int).Lsh(toBig(a), n))
			eq("right shift", a, wideOf(uint64(n)), a.shr(n), new(big.Int).Rsh(toBig(a), n))
			eq("arithmetic shift", a, wideOf(uint64(n)), a.sar(n), new(big.Int).Rsh(bigSigned(a), n))
		}
	}
}
