package validate_test

import (
	"testing"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

func TestMemoryInstructions(t *testing.T) {
	arg := func(align uint32, mem wasm.MemoryIndex, offset uint64) wasm.MemArg {
		return wasm.MemArg{Align: align, Memory: mem, Offset: offset}
	}
	drop := i(op.Drop)
	runBodies(t, []bodyTest{
		{name: "64-bit address", code: code(zero64, i(op.I32Load, arg(2, 1, 1<<40)), drop)},
		{name: "32-bit address of a 64-bit memory", code: code(zero, i(op.I32Load, arg(2, 1, 0)), drop),
			want: "type mismatch: i32.load expects [i64] but the stack has [i32]"},
		{name: "offset beyond 32 bits", code: code(zero, i(op.I32Load, arg(2, 0, 1<<32)), drop), want: "offset out of range"},
		{name: "alignment", code: code(zero, i(op.I32Load, arg(3, 0, 0)), drop), want: "alignment must not be larger than natural"},
		{name: "unknown memory", code: code(zero, i(op.I32Load, arg(2, 2, 0)), drop), want: "unknown memory 2: there are 2"},
		{name: "small alignment of an atomic", code: code(zero, i(op.I32AtomicLoad, arg(1, 0, 0)), drop), want: "atomic alignment must be natural"},
		{name: "atomic on unshared memory", code: code(zero, zero, i(op.MemoryAtomicNotify), drop)},
		{name: "atomic in a 64-bit memory", code: code(zero64, zero64, zero64, i(op.MemoryAtomicWait64, arg(3, 1, 0)), drop)},
		{name: "memory.size", results: types(wasm.I64), code: code(i(op.MemorySize, 1))},
		{name: "memory.grow", results: types(wasm.I64), code: code(zero64, i(op.MemoryGrow, 1))},
		{name: "memory.copy 64 to 32", code: code(zero, zero64, zero, i(op.MemoryCopy, 0, 1))},
		{name: "memory.copy 32 to 64", code: code(zero64, zero, zero, i(op.MemoryCopy, 1, 0))},
		{name: "memory.copy with a long size", code: code(zero, zero64, zero64, i(op.MemoryCopy, 0, 1)),
			want: "type mismatch: memory.copy expects [i32 i64 i32] but the stack has [i32 i64 i64]"},
		{name: "memory.copy 64 to 64", code: code(zero64, zero64, zero64, i(op.MemoryCopy, 1, 1))},
		{name: "memory.fill 64", code: code(zero64, zero, zero64, i(op.MemoryFill, 1))},
		{name: "memory.init 64", code: code(zero64, zero, zero, i(op.MemoryInit, 0, 1))},
		{name: "unknown data", code: code(i(op.DataDrop, 1)), want: "unknown data segment 1: there are 1"},
		{name: "table.copy 64 to 32", code: code(zero, zero64, zero, i(op.TableCopy, 0, 1))},
		{name: "table.copy of other elements", code: code(zero, zero, zero, i(op.TableCopy, 0, 2)),
			want: "type mismatch: table.copy from a table of externref to one of funcref"},
		{name: "table.init", code: code(zero64, zero, zero, i(op.TableInit, 0, 1))},
		{name: "table.init of other elements", code: code(zero, zero, zero, i(op.TableInit, 0, 2)),
			want: "type mismatch: table.init from a segment of (ref func) to one of externref"},
		{name: "table.fill", code: code(zero64, i(op.RefNull, wasm.HeapNoFunc), zero64, i(op.TableFill, 1))},
		{name: "table.grow", results: types(wasm.I64), code: code(i(op.RefNull, wasm.HeapFunc), zero64, i(op.TableGrow, 1))},
		{name: "unknown segment", code: code(i(op.ElemDrop, 2)), want: "unknown elem segment 2"},
		{name: "lane", params: types(wasm.V128), code: code(i(op.LocalGet, 0), i(op.I16x8ExtractLaneS, 8), drop),
			want: "invalid lane index 8: i16x8.extract_lane_s has 8 lanes"},
		{name: "last lane", params: types(wasm.V128), code: code(i(op.LocalGet, 0), i(op.I8x16ExtractLaneS, 15), drop)},
		{name: "lane of a load", params: types(wasm.V128), code: code(zero, i(op.LocalGet, 0), i(op.V128Load32Lane, 4), drop),
			want: "invalid lane index 4: v128.load32_lane has 4 lanes"},
		{name: "shuffle", params: types(wasm.V128),
			code: code(i(op.LocalGet, 0), i(op.LocalGet, 0), i(op.I8x16Shuffle, [16]byte{15: 32}), drop), want: "invalid lane index 32"},
	})
}

func TestReferences(t *testing.T) {
	drop := i(op.Drop)
	runBodies(t, []bodyTest{
		{name: "ref.func of an export", results: types(ref(tToSub)), code: code(i(op.RefFunc, 1))},
		{name: "ref.func of no mention", code: code(i(op.RefFunc, 0), drop), want: "undeclared function reference 0"},
		{name: "unknown function", code: code(i(op.RefFunc, 9), drop), want: "unknown function 9"},
		{name: "ref.eq", code: code(i(op.RefNull, tBase), i(op.RefNull, wasm.HeapI31), i(op.RefEq), drop)},
		{name: "ref.eq of functions", code: code(i(op.RefNull, tUnary), i(op.RefNull, wasm.HeapI31), i(op.RefEq), drop),
			want: "type mismatch: ref.eq expects [eqref eqref]"},
		{name: "ref.test across hierarchies", code: code(i(op.RefNull, tUnary), i(op.RefTest, wasm.HeapStruct), drop),
			want: "type mismatch: ref.test expects [anyref]"},
		{name: "ref.test of the bottom", code: code(i(op.RefNull, wasm.HeapExtern), i(op.RefTestNull, wasm.HeapNoExtern), drop)},
		{name: "br_on_null", results: types(ref(tBase)),
			code: code(i(op.Block), i(op.RefNull, tBase), i(op.BrOnNull, 0), i(op.Return), end, i(op.Call, 0))},
		{name: "br_on_non_null", results: types(ref(tBase)), code: code(i(op.RefNull, tBase), i(op.BrOnNonNull, 0), i(op.Call, 0))},
		{name: "br_on_non_null without a reference", code: code(i(op.RefNull, tBase), i(op.BrOnNonNull, 0)),
			want: "type mismatch: br_on_non_null passes (ref 0) last, but label 0 expects []"},
		{name: "br_on_cast", results: types(ref(tSub)),
			code: code(i(op.Call, 0), i(op.BrOnCast, 0, ref(tBase), ref(tSub)), drop, i(op.Call, 1))},
		{name: "br_on_cast upwards", results: types(ref(tBase)),
			code: code(i(op.Call, 1), i(op.BrOnCast, 0, ref(tSub), ref(tBase)), drop, i(op.Call, 1)),
			want: "type mismatch: br_on_cast from (ref 1) to (ref 0), which is no subtype"},
		{name: "br_on_cast of an unknown type", code: code(unreach, i(op.BrOnCast, 0, ref(tBase), ref(99))), want: "unknown type 99"},
		{name: "br_on_cast to an unknown label", code: code(unreach, i(op.BrOnCast, 5, ref(tBase), ref(tSub))), want: "unknown label 5"},
		{name: "br_on_cast to nullable leaves non-null", results: types(refNull(tSub)),
			code: code(i(op.RefNull, tBase), i(op.BrOnCast, 0, refNull(tBase), refNull(tSub)), i(op.RefAsNonNull), drop, i(op.Call, 1))},
		{name: "br_on_cast to non-null leaves null", results: types(ref(tSub)),
			code: code(i(op.RefNull, tSub), i(op.BrOnCast, 0, refNull(tSub), ref(tSub))),
			want: "type mismatch: the function at 0x"},
		{name: "br_on_cast_fail", results: types(ref(tBase)),
			code: code(i(op.RefNull, tBase), i(op.BrOnCastFail, 0, refNull(tBase), refNull(tSub)), drop, i(op.Call, 0))},
		{name: "br_on_cast_fail with null", results: types(ref(tBase)),
			code: code(i(op.RefNull, tBase), i(op.BrOnCastFail, 0, refNull(tBase), ref(tSub)), drop, i(op.Call, 0)),
			want: "type mismatch: br_on_cast_fail passes (ref null 0) last, but label 0 expects [(ref 0)]"},
		{name: "any.convert_extern keeps null", results: types(wasm.AnyRef()), code: code(i(op.RefNull, wasm.HeapNoExtern), i(op.AnyConvertExtern))},
		{name: "extern.convert_any keeps non-null", results: types(ref(wasm.HeapExtern)), code: code(zero, i(op.RefI31), i(op.ExternConvertAny))},
		{name: "extern.convert_any of extern", code: code(i(op.RefNull, wasm.HeapExtern), i(op.ExternConvertAny), drop),
			want: "type mismatch: extern.convert_any expects [anyref]"},
	})
}

func TestAggregates(t *testing.T) {
	drop := i(op.Drop)
	null := func(t wasm.TypeIndex) []byte { return i(op.RefNull, t) }
	runBodies(t, []bodyTest{
		{name: "struct.new", code: code(zero, zero64, i(op.StructNew, tSub), drop)},
		{name: "struct.new of other fields", code: code(zero, i(op.StructNew, tSub), drop),
			want: "type mismatch: struct.new expects [i32 i64] but the stack has [i32]"},
		{name: "struct.new of fields in another order", code: code(zero64, zero, i(op.StructNew, tSub), drop),
			want: "type mismatch: struct.new expects [i32 i64] but the stack has [i64 i32]"},
		{name: "struct.new in unreachable code", code: code(unreach, zero64, i(op.StructNew, tSub), drop)},
		{name: "array.get of a structure", code: code(unreach, i(op.ArrayGet, tBase), drop), want: "type mismatch: non-array type 0"},
		{name: "array of an unknown type", code: code(unreach, i(op.ArrayLen), i(op.ArrayNew, 99), drop), want: "unknown type 99"},
		{name: "struct.new of an array", code: code(i(op.StructNew, tBytes), drop), want: "type mismatch: non-structure type 3"},
		{name: "struct.new_default", code: code(i(op.StructNewDefault, tNoDef), drop), want: "field type is not defaultable: in type 6"},
		{name: "struct.get of a supertype", results: types(wasm.I32), code: code(i(op.Call, 1), i(op.StructGet, tBase, 0))},
		{name: "unknown field", code: code(i(op.Call, 1), i(op.StructGet, tBase, 1), drop), want: "unknown field 1: type 0 has 1"},
		{name: "struct.get of a packed field", code: code(null(tPacked), i(op.StructGet, tPacked, 0), drop), want: "field is packed: struct.get of i8"},
		{name: "struct.get_s of a packed field", code: code(null(tPacked), i(op.StructGetS, tPacked, 0), drop)},
		{name: "struct.get_u of i32", code: code(null(tBase), i(op.StructGetU, tBase, 0), drop), want: "field is unpacked: struct.get_u of i32"},
		{name: "struct.set of a constant", code: code(null(tSub), zero64, i(op.StructSet, tSub, 1)), want: "field is immutable: 1 of type 1"},
		{name: "array.new_fixed", code: code(zero, zero, zero, i(op.ArrayNewFixed, tBytes, 3), drop)},
		{name: "array.new_fixed of too few", code: code(zero, i(op.ArrayNewFixed, tBytes, 2), drop),
			want: "type mismatch: array.new_fixed expects 2 operands of i32 but the stack has 1"},
		{name: "array.new_fixed of any number", code: code(unreach, zero, i(op.ArrayNewFixed, tBytes, uint32(1<<32-1)), drop)},
		{name: "array.new_fixed of other elements", code: code(unreach, zero64, i(op.ArrayNewFixed, tBytes, 2), drop),
			want: "type mismatch: array.new_fixed expects operands of i32 but the stack has [i64]"},
		{name: "array.new_data", code: code(zero, zero, i(op.ArrayNewData, tBytes, 0), drop)},
		{name: "array.new_data of references", code: code(zero, zero, i(op.ArrayNewData, tRefs, 0), drop), want: "array type is not numeric or vector"},
		{name: "array.new_elem", code: code(zero, zero, i(op.ArrayNewElem, tRefs, 1), drop)},
		{name: "array.new_elem of other elements", code: code(zero, zero, i(op.ArrayNewElem, tRefs, 0), drop),
			want: "type mismatch: array.new_elem from a segment of (ref func) to one of (ref null 0)"},
		{name: "array.get of a packed element", code: code(null(tBytes), zero, i(op.ArrayGet, tBytes), drop), want: "field is packed"},
		{name: "array.set of a constant", code: code(null(tConst), zero, zero, i(op.ArraySet, tConst)), want: "immutable array: type 5"},
		{name: "array.fill of a constant", code: code(null(tConst), zero, zero, zero, i(op.ArrayFill, tConst)), want: "immutable array: type 5"},
		{name: "array.copy", code: code(null(tNumbers), zero, null(tConst), zero, zero, i(op.ArrayCopy, tNumbers, tConst))},
		{name: "array.copy to a constant", code: code(null(tConst), zero, null(tNumbers), zero, zero, i(op.ArrayCopy, tConst, tNumbers)),
			want: "immutable array: type 5"},
		{name: "array.copy of packed to unpacked", code: code(null(tNumbers), zero, null(tBytes), zero, zero, i(op.ArrayCopy, tNumbers, tBytes)),
			want: "array types do not match: elements of i8 copied to elements of i32"},
		{name: "array.init_data", code: code(null(tBytes), zero, zero, zero, i(op.ArrayInitData, tBytes, 0))},
		{name: "array.init_elem", code: code(null(tRefs), zero, zero, zero, i(op.ArrayInitElem, tRefs, 1))},
		{name: "array.len", code: code(null(tBytes), i(op.ArrayLen), drop)},
		{name: "i31", code: code(zero, i(op.RefI31), i(op.I31GetS), drop)},
	})
}

func TestDataCountRequired(t *testing.T) {
	b := newModule()
	f := b.Func(nil, nil, nil, i(op.DataDrop, 0))
	b.NoDataCount()
	checkMsg(t, mustModule(t, b.Bytes()).Func(f), "data count section required")
}
