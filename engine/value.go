package engine

import (
	"fmt"
	"math"

	"github.com/wdbg/wdbg/engine/heap"
	"github.com/wdbg/wdbg/wasm"
)

// Ref is a reference value; see package heap for its representation.
type Ref = heap.Ref

// Value is a typed value outside a frame. Inside frames, arguments and results
// are 64-bit slots: i32 and f32 in the low half with the high half zero, v128 in two slots, low half first.
type Value struct {
	Type   wasm.ValType
	Lo, Hi uint64 // Hi is used by v128 only
}

// I32Value returns an i32.
func I32Value(v uint32) Value { return Value{Type: wasm.I32, Lo: uint64(v)} }

// I64Value returns an i64.
func I64Value(v uint64) Value { return Value{Type: wasm.I64, Lo: v} }

// F32Value returns an f32.
func F32Value(v float32) Value { return Value{Type: wasm.F32, Lo: uint64(math.Float32bits(v))} }

// F64Value returns an f64.
func F64Value(v float64) Value { return Value{Type: wasm.F64, Lo: math.Float64bits(v)} }

// RefValue returns a reference of a reference type.
func RefValue(t wasm.ValType, r Ref) Value { return Value{Type: t, Lo: uint64(r)} }

// String returns the value in plain notation: integers signed, floats in the shortest form that reads back as the
// same number (§6.3.2: inf, nan, nan:0x200001), v128 as hexadecimal, references by kind.
func (v Value) String() string {
	switch v.Type {
	case wasm.I32:
		return fmt.Sprint(int32(v.Lo))
	case wasm.I64:
		return fmt.Sprint(int64(v.Lo))
	case wasm.F32:
		return wasm.FloatText(v.Lo, 32)
	case wasm.F64:
		return wasm.FloatText(v.Lo, 64)
	case wasm.V128:
		return fmt.Sprintf("0x%016x%016x", v.Hi, v.Lo)
	}
	return refText(Ref(v.Lo))
}

func refText(r Ref) string {
	switch {
	case r.IsNull():
		return "null"
	case r.IsI31():
		return fmt.Sprintf("i31(%d)", r.I31S())
	case r.IsFunc():
		return fmt.Sprintf("func#%d", r.Func())
	case r.IsHost():
		return fmt.Sprintf("extern#%d", r.Host())
	case r.IsExn():
		return fmt.Sprintf("exn#%d", r.Handle())
	}
	return fmt.Sprintf("object#%d", r.Handle())
}

// SlotsOf returns how many slots values of the types take together.
func SlotsOf(types []wasm.ValType) int {
	n := 0
	for _, t := range types {
		n += t.Slots()
	}
	return n
}

// ToSlots appends values to slots.
func ToSlots(slots []uint64, values []Value) []uint64 {
	for _, v := range values {
		slots = append(slots, v.Lo)
		if v.Type == wasm.V128 {
			slots = append(slots, v.Hi)
		}
	}
	return slots
}

// FromSlots reads values of the given types from slots, which must be long enough.
func FromSlots(types []wasm.ValType, slots []uint64) []Value {
	values := make([]Value, len(types))
	for i, t := range types {
		values[i] = Value{Type: t, Lo: slots[0]}
		if t == wasm.V128 {
			values[i].Hi = slots[1]
		}
		slots = slots[t.Slots():]
	}
	return values
}
