package interp

import (
	"fmt"
	"math"
	"math/bits"
	"unsafe"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/num"
	"github.com/wdbg/wdbg/wasm/op"
)

// numericHandlers adds the scalar instructions that are not in the loop: those that Go does by calls.
func numericHandlers(h *[opCount]handler) {
	set := func(o op.Op, f handler) { h[opWasm+uint16(o)] = f }
	set(op.I32Popcnt, unaryOp(func(x uint64) uint64 { return uint64(bits.OnesCount32(uint32(x))) }))
	set(op.I64Popcnt, unaryOp(func(x uint64) uint64 { return uint64(bits.OnesCount64(x)) }))
	floatHandlers(set)
	convertHandlers(set)
	truncHandlers(set)
}

func unaryOp(f func(uint64) uint64) handler {
	return func(_ *machine, in *ins, fp unsafe.Pointer) action {
		w64(fp, in.a, f(r64(fp, in.b)))
		return actNext
	}
}

func unary32(f func(float32) float32) handler {
	return func(_ *machine, in *ins, fp unsafe.Pointer) action {
		wf32(fp, in.a, f(rf32(fp, in.b)))
		return actNext
	}
}

func unary64(f func(float64) float64) handler {
	return func(_ *machine, in *ins, fp unsafe.Pointer) action {
		wf64(fp, in.a, f(rf64(fp, in.b)))
		return actNext
	}
}

func binary32(f func(x, y float32) float32) handler {
	return func(_ *machine, in *ins, fp unsafe.Pointer) action {
		wf32(fp, in.a, f(rf32(fp, in.b), rf32(fp, in.c)))
		return actNext
	}
}

func binary64(f func(x, y float64) float64) handler {
	return func(_ *machine, in *ins, fp unsafe.Pointer) action {
		wf64(fp, in.a, f(rf64(fp, in.b), rf64(fp, in.c)))
		return actNext
	}
}

func floatHandlers(set func(op.Op, handler)) {
	set(op.F32Ceil, unary32(num.F32Ceil))
	set(op.F32Floor, unary32(num.F32Floor))
	set(op.F32Trunc, unary32(num.F32Trunc))
	set(op.F32Nearest, unary32(num.F32Nearest))
	set(op.F64Ceil, unary64(num.F64Ceil))
	set(op.F64Floor, unary64(num.F64Floor))
	set(op.F64Trunc, unary64(num.F64Trunc))
	set(op.F64Nearest, unary64(num.F64Nearest))
	set(op.F32Min, binary32(num.F32Min))
	set(op.F32Max, binary32(num.F32Max))
	set(op.F64Min, binary64(num.F64Min))
	set(op.F64Max, binary64(num.F64Max))
	// Signs are bits: a NaN keeps its payload.
	set(op.F32Copysign, func(_ *machine, in *ins, fp unsafe.Pointer) action {
		w64(fp, in.a, uint64(r32(fp, in.b)&^(1<<31)|r32(fp, in.c)&(1<<31)))
		return actNext
	})
	set(op.F64Copysign, func(_ *machine, in *ins, fp unsafe.Pointer) action {
		w64(fp, in.a, r64(fp, in.b)&^(1<<63)|r64(fp, in.c)&(1<<63))
		return actNext
	})
}

func convertHandlers(set func(op.Op, handler)) {
	to32 := func(v float32) uint64 { return uint64(math.Float32bits(v)) }
	set(op.F32ConvertI32U, unaryOp(func(x uint64) uint64 { return to32(num.F32ConvertI32U(uint32(x))) }))
	set(op.F32ConvertI64S, unaryOp(func(x uint64) uint64 { return to32(num.F32ConvertI64S(int64(x))) }))
	set(op.F32ConvertI64U, unaryOp(func(x uint64) uint64 { return to32(num.F32ConvertI64U(x)) }))
	set(op.F64ConvertI64U, unaryOp(func(x uint64) uint64 { return math.Float64bits(num.F64ConvertI64U(x)) }))
	f32 := func(x uint64) float32 { return math.Float32frombits(uint32(x)) }
	f64 := math.Float64frombits
	set(op.I32TruncSatF32S, unaryOp(func(x uint64) uint64 { return uint64(uint32(num.I32TruncSatF32S(f32(x)))) }))
	set(op.I32TruncSatF32U, unaryOp(func(x uint64) uint64 { return uint64(num.I32TruncSatF32U(f32(x))) }))
	set(op.I32TruncSatF64S, unaryOp(func(x uint64) uint64 { return uint64(uint32(num.I32TruncSatF64S(f64(x)))) }))
	set(op.I32TruncSatF64U, unaryOp(func(x uint64) uint64 { return uint64(num.I32TruncSatF64U(f64(x))) }))
	set(op.I64TruncSatF32S, unaryOp(func(x uint64) uint64 { return uint64(num.I64TruncSatF32S(f32(x))) }))
	set(op.I64TruncSatF32U, unaryOp(func(x uint64) uint64 { return num.I64TruncSatF32U(f32(x)) }))
	set(op.I64TruncSatF64S, unaryOp(func(x uint64) uint64 { return uint64(num.I64TruncSatF64S(f64(x))) }))
	set(op.I64TruncSatF64U, unaryOp(func(x uint64) uint64 { return num.I64TruncSatF64U(f64(x)) }))
}

// truncOp converts a float, given as f64, to an integer, and traps where it has none.
func truncOp(single bool, f func(float64) (uint64, num.TruncStatus)) handler {
	return func(m *machine, in *ins, fp unsafe.Pointer) action {
		x := rf64(fp, in.b)
		if single {
			x = float64(rf32(fp, in.b))
		}
		v, status := f(x)
		switch status {
		case num.TruncInvalid:
			return m.trap(engine.TrapInvalidConversion, "the value is not a number")
		case num.TruncOverflow:
			return m.trap(engine.TrapIntegerOverflow, fmt.Sprintf("%g is out of the integer's range", x))
		}
		w64(fp, in.a, v)
		return actNext
	}
}

func truncHandlers(set func(op.Op, handler)) {
	i32s := func(x float64) (uint64, num.TruncStatus) {
		v, s := num.I32TruncF64S(x)
		return uint64(uint32(v)), s
	}
	i32u := func(x float64) (uint64, num.TruncStatus) {
		v, s := num.I32TruncF64U(x)
		return uint64(v), s
	}
	i64s := func(x float64) (uint64, num.TruncStatus) {
		v, s := num.I64TruncF64S(x)
		return uint64(v), s
	}
	set(op.I32TruncF32S, truncOp(true, i32s))
	set(op.I32TruncF64S, truncOp(false, i32s))
	set(op.I32TruncF32U, truncOp(true, i32u))
	set(op.I32TruncF64U, truncOp(false, i32u))
	set(op.I64TruncF32S, truncOp(true, i64s))
	set(op.I64TruncF64S, truncOp(false, i64s))
	set(op.I64TruncF32U, truncOp(true, num.I64TruncF64U))
	set(op.I64TruncF64U, truncOp(false, num.I64TruncF64U))
}
