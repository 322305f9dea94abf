package validate_test

import (
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// The types of newModule.
const (
	tBase    wasm.TypeIndex = iota // open structure {mut i32}
	tSub                           // structure {mut i32, i64}, a subtype of tBase
	tPacked                        // structure {i8}
	tBytes                         // mutable array of i8
	tRefs                          // mutable array of (ref null tBase)
	tConst                         // constant array of i32
	tNoDef                         // structure {(ref tBase)}
	tUnary                         // function (i32) -> i32
	tPair                          // function (i32 i64) -> i32 i64
	tToBase                        // function () -> (ref tBase)
	tToSub                         // function () -> (ref tSub)
	tNumbers                       // mutable array of i32
)

// newModule returns a module with something of each kind, to write test functions in: memories of 32- and 64-bit
// addresses, tables 0 and 1 of funcref with either kind and 2 of externref, globals, tags, segments, and
// functions 0 (tToBase), 1 (tToSub, exported) and 2 (tUnary).
func newModule() *wasmtest.Builder {
	b := wasmtest.New()
	field := func(t wasm.ValType, mutable bool) wasm.FieldType { return wasm.FieldType{Type: t, Mutable: mutable} }
	b.Types(wasm.SubType{Kind: wasm.CompStruct, Fields: []wasm.FieldType{field(wasm.I32, true)}})
	b.Types(wasm.SubType{Final: true, HasSuper: true, Super: tBase, Kind: wasm.CompStruct,
		Fields: []wasm.FieldType{field(wasm.I32, true), field(wasm.I64, false)}})
	b.Struct(field(wasm.I8, false))
	b.Array(wasm.I8, true)
	b.Array(refNull(tBase), true)
	b.Array(wasm.I32, false)
	b.Struct(field(ref(tBase), false))
	b.FuncType(types(wasm.I32), types(wasm.I32))
	b.FuncType(types(wasm.I32, wasm.I64), types(wasm.I32, wasm.I64))
	b.FuncType(nil, types(ref(tBase)))
	b.FuncType(nil, types(ref(tSub)))
	b.Array(wasm.I32, true)

	b.Func(nil, types(ref(tBase)), nil, i(op.StructNewDefault, tBase))
	f := b.Func(nil, types(ref(tSub)), nil, i(op.StructNewDefault, tSub))
	b.ExportFunc("f", f)
	b.Func(types(wasm.I32), types(wasm.I32), nil, i(op.LocalGet, 0))

	b.Pages(1, 2)
	b.Memory(wasm.Limits{Min: 1, Is64: true})
	b.Table(wasm.FuncRef(), wasm.Limits{Min: 1})
	b.Table(wasm.FuncRef(), wasm.Limits{Min: 1, Is64: true})
	b.Table(wasm.ExternRef(), wasm.Limits{Min: 1})
	b.Global(wasm.I32, false, i(op.I32Const, 1))
	b.Global(wasm.I64, true, i(op.I64Const, 1))
	b.Tag(wasm.I32)
	b.Tag()
	b.PassiveData([]byte("abc"))
	b.PassiveElem(f)
	b.PassiveElemExprs(refNull(tBase), i(op.RefNull, tBase))
	return b
}

// bodyTest is a function with the error it should have, or none.
type bodyTest struct {
	name            string
	params, results []wasm.ValType
	locals          []wasm.ValType
	code            [][]byte
	want            string
}

func (tt *bodyTest) run(t *testing.T) {
	b := newModule()
	f := b.Func(tt.params, tt.results, tt.locals, tt.code...)
	checkMsg(t, mustModule(t, b.Bytes()).Func(f), tt.want)
}

func runBodies(t *testing.T, tests []bodyTest) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, tt.run)
	}
}

func code(instrs ...[]byte) [][]byte { return instrs }

// The instructions that the tests need most.
var (
	zero    = i(op.I32Const, 0)
	zero64  = i(op.I64Const, 0)
	unreach = i(op.Unreachable)
	end     = i(op.End)
)

func TestOperands(t *testing.T) {
	runBodies(t, []bodyTest{
		{name: "facts", code: code(zero64, i(op.I32Add)),
			want: "type mismatch: i32.add expects [i32 i32] but the stack has [i64]"},
		{name: "only of this block", results: types(wasm.I32), code: code(zero, zero, i(op.Block), i(op.I32Add), end),
			want: "type mismatch: i32.add expects [i32 i32] but the stack has []"},
		{name: "special", code: code(zero, zero64, i(op.TableSet, 0)),
			want: "type mismatch: table.set expects [i32 funcref] but the stack has [i32 i64]"},
		{name: "references as written", code: code(i(op.RefNull, tSub), i(op.RefCast, wasm.HeapFunc)),
			want: "type mismatch: ref.cast expects [funcref] but the stack has [(ref null 1)]"},
		{name: "many", code: code(zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero64, i(op.I32Add)),
			want: "type mismatch: i32.add expects [i32 i32] but the stack has [... i32 i32 i32 i32 i32 i32 i32 i32 i32 i64]"},
		{name: "left over", code: code(i(op.Block), zero, end),
			want: "type mismatch: the block at 0x"},
		{name: "function result", results: types(wasm.I64), code: code(zero),
			want: "type mismatch: the function at 0x"},
		{name: "polymorphic stack", results: types(wasm.I64), code: code(unreach, i(op.I32Add), i(op.Drop), i(op.I64Add))},
		{name: "but not above it", code: code(unreach, zero64, i(op.I32Add), i(op.Drop)),
			want: "type mismatch: i32.add expects [i32 i32] but the stack has [i64]"},
		{name: "select of references", results: types(wasm.FuncRef()),
			code: code(i(op.RefNull, wasm.HeapFunc), i(op.RefNull, wasm.HeapFunc), zero, i(op.Select)),
			want: "type mismatch: select expects two operands of one numeric or vector type and i32"},
		{name: "select of an unknown and a vector", params: types(wasm.V128), results: types(wasm.V128),
			code: code(unreach, i(op.LocalGet, 0), zero, i(op.Select))},
		{name: "select of different numbers", code: code(zero, zero64, zero, i(op.Select), i(op.Drop)), want: "type mismatch"},
		{name: "select of two types", code: code(unreach, i(op.SelectT, wasm.I32, wasm.I32)), want: "invalid result arity"},
		{name: "select of an unknown type", code: code(unreach, i(op.SelectT, ref(99)), i(op.Drop)), want: "unknown type 99"},
		{name: "ref.as_non_null of unknown", results: types(ref(tSub)), code: code(unreach, i(op.RefAsNonNull))},
		{name: "ref.is_null of a number", code: code(zero, i(op.RefIsNull), i(op.Drop)), want: "type mismatch: ref.is_null expects [a reference]"},
	})
}

func TestLocals(t *testing.T) {
	set := wasmtest.Cat(i(op.Call, 0), i(op.LocalSet, 0))
	get := wasmtest.Cat(i(op.LocalGet, 0), i(op.Drop))
	local := types(ref(tBase))
	runBodies(t, []bodyTest{
		{name: "unset", locals: local, code: code(get), want: "uninitialized local 0: its type (ref 0) has no default value"},
		{name: "set", locals: local, code: code(set, get, i(op.Block), get, end)},
		{name: "tee", locals: local, code: code(i(op.Call, 0), i(op.LocalTee, 0), i(op.Drop), get)},
		{name: "set in a block", locals: local, code: code(i(op.Block), set, get, end, get), want: "uninitialized local 0"},
		{name: "set again in a block", locals: local, code: code(set, i(op.Block), set, end, get)},
		{name: "set in the other branch", locals: local, code: code(zero, i(op.If), set, i(op.Else), get, end), want: "uninitialized local 0"},
		{name: "set in try", locals: local, code: code(i(op.Try), set, i(op.CatchAll), get, end), want: "uninitialized local 0"},
		{name: "set in unreachable code", locals: local, code: code(unreach, get), want: "uninitialized local 0"},
		{name: "parameter", params: local, code: code(get)},
		{name: "second of two", locals: types(ref(tBase), ref(tBase)), code: code(set, i(op.LocalGet, 1), i(op.Drop)), want: "uninitialized local 1"},
		{name: "a subtype", locals: local, code: code(i(op.Call, 1), i(op.LocalSet, 0), get)},
		{name: "nullable", locals: types(refNull(tBase)), code: code(get)},
		{name: "unknown", locals: types(wasm.I32), code: code(i(op.LocalGet, 1), i(op.Drop)), want: "unknown local 1: there are 1"},
		{name: "unknown type", locals: types(ref(77)), want: "unknown type 77"},
		{name: "immutable global", code: code(zero, i(op.GlobalSet, 0)), want: "immutable global 0"},
		{name: "unknown global", code: code(i(op.GlobalGet, 2), i(op.Drop)), want: "unknown global 2: there are 2"},
	})
}

// TestManyLocals checks locals beyond those that are written out one by one.
func TestManyLocals(t *testing.T) {
	for _, tt := range []struct {
		name string
		body []byte
		want string
	}{
		{"far", wasmtest.Cat(wasmtest.U(2), wasmtest.U(40000), []byte{byte(wasm.I64)}, wasmtest.U(10000), []byte{byte(wasm.F32)},
			i(op.LocalGet, 39999), i(op.I64Eqz), i(op.Drop), i(op.LocalGet, 40000), i(op.F32Neg), i(op.Drop),
			i(op.LocalGet, 49999), i(op.F32Neg), i(op.Drop), end), ""},
		{"beyond", wasmtest.Cat(wasmtest.U(1), wasmtest.U(40000), []byte{byte(wasm.I64)}, i(op.LocalGet, 40000), i(op.Drop), end),
			"unknown local 40000"},
		{"too many", wasmtest.Cat(wasmtest.U(2), wasmtest.U(40000), []byte{byte(wasm.I64)}, wasmtest.U(10001), []byte{byte(wasm.F32)}, end),
			"too many locals: 50001 with the parameters, at most 50000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newModule()
			f := b.Func(nil, nil, nil)
			b.RawBody(f, tt.body)
			checkMsg(t, mustModule(t, b.Bytes()).Func(f), tt.want)
		})
	}
}

func TestControl(t *testing.T) {
	runBodies(t, []bodyTest{
		{name: "block with parameters", params: types(wasm.I32, wasm.I64), results: types(wasm.I32, wasm.I64),
			code: code(i(op.LocalGet, 0), i(op.LocalGet, 1), i(op.Block, tPair), end)},
		{name: "loop label takes the parameters", code: code(zero, i(op.Loop, tUnary), i(op.Br, 0), end, i(op.Drop))},
		{name: "if without else", code: code(zero, zero, i(op.If, tUnary), end, i(op.Drop))},
		{name: "if without else and with a result", code: code(zero, i(op.If, wasm.I32), zero, end, i(op.Drop)),
			want: "type mismatch: an if without else expects [] to be [i32]"},
		{name: "not a function type", code: code(i(op.Block, tBase), end), want: "type mismatch: non-function type 0"},
		{name: "unknown block type", code: code(i(op.Block, 1234), end), want: "unknown type 1234"},
		{name: "unknown label", code: code(i(op.Br, 1)), want: "unknown label 1: there are 1"},
		{name: "br_if keeps the label's types", results: types(ref(tSub)),
			code: code(i(op.Block, ref(tBase)), i(op.Call, 1), zero, i(op.BrIf, 0), i(op.Return), end, unreach),
			want: "type mismatch: return expects [(ref 1)] but the stack has [(ref 0)]"},
		{name: "br_table of different arity", code: code(i(op.Block, wasm.I32), zero, zero, i(op.BrTable, 0, 1), end, i(op.Drop)),
			want: "type mismatch: br_table has labels of 0 and of 1 types"},
		{name: "br_table of different types", results: types(wasm.I64),
			code: code(i(op.Block, wasm.I32), zero64, zero, i(op.BrTable, 0, 1), end, i(op.Drop), zero64),
			want: "type mismatch: br_table expects [i32] but the stack has [i64 i32]"},
		{name: "br_table of different types, unreachable", results: types(wasm.I64),
			code: code(i(op.Block, wasm.I32), unreach, i(op.BrTable, 0, 1), end, i(op.Drop), zero64)},
		{name: "br_table of sub- and supertype", results: types(ref(tBase)),
			code: code(i(op.Block, ref(tSub)), i(op.Call, 1), zero, i(op.BrTable, 1, 0, 1, 0), end)},
		{name: "else without if", code: code(i(op.Block), i(op.Else), end), want: "else without if"},
		{name: "else twice", code: code(zero, i(op.If), i(op.Else), i(op.Else), end), want: "else without if"},
		{name: "not closed", code: code(i(op.Block)), want: "END opcode expected: the code ends with 1 blocks open"},
		{name: "closed twice", code: code(end), want: "END opcode expected: bytes follow the last end"},
		{name: "unknown function", code: code(i(op.Call, 99)), want: "unknown function 99"},
		{name: "tail call to a subtype's result", results: types(ref(tBase)), code: code(i(op.ReturnCall, 1))},
		{name: "tail call to a supertype's result", results: types(ref(tSub)), code: code(i(op.ReturnCall, 0)),
			want: "type mismatch: the function returns [(ref 1)] but the callee of return_call [(ref 0)]"},
		{name: "indirect call in a 64-bit table", code: code(zero, zero64, i(op.CallIndirect, tUnary, 1), i(op.Drop))},
		{name: "indirect call in a table of externref", code: code(zero, zero, i(op.CallIndirect, tUnary, 2), i(op.Drop)),
			want: "type mismatch: call_indirect needs a table of functions, table 2 is of externref"},
		{name: "call_ref", code: code(zero, i(op.RefNull, tUnary), i(op.CallRef, tUnary), i(op.Drop))},
		{name: "call_ref of another type", code: code(zero, i(op.RefNull, tPair), i(op.CallRef, tUnary), i(op.Drop)),
			want: "type mismatch: call_ref expects [(ref null 7)] but the stack has [i32 (ref null 8)]"},
		{name: "return_call_ref", results: types(ref(tBase)), code: code(i(op.RefNull, tToSub), i(op.ReturnCallRef, tToSub))},
		{name: "return_call_ref to a supertype's result", results: types(ref(tSub)), code: code(i(op.RefNull, tToBase), i(op.ReturnCallRef, tToBase)),
			want: "type mismatch: the function returns [(ref 1)] but the callee of return_call_ref [(ref 0)]"},
		{name: "return_call_ref of a structure", code: code(i(op.RefNull, tBase), i(op.ReturnCallRef, tBase)),
			want: "type mismatch: non-function type 0"},
		{name: "return_call_indirect", results: types(ref(tBase)), code: code(zero64, i(op.ReturnCallIndirect, tToSub, 1))},
		{name: "call_ref in unreachable code", code: code(unreach, i(op.CallRef, tUnary), i(op.Drop))},
	})
}

func TestExceptionHandling(t *testing.T) {
	clause := func(k wasm.CatchKind, label uint32) wasm.CatchClause { return wasm.CatchClause{Kind: k, Label: label} }
	runBodies(t, []bodyTest{
		{name: "catch label is outside", results: types(wasm.I32), code: code(i(op.TryTable, wasm.I32, clause(wasm.CatchTag, 0)), zero, end)},
		{name: "catch_all_ref", results: types(ref(wasm.HeapExn)), code: code(i(op.TryTable, clause(wasm.CatchAnyRef, 0)), end, unreach)},
		{name: "catch_all_ref to exnref", results: types(wasm.ExnRef()), code: code(i(op.TryTable, clause(wasm.CatchAnyRef, 0)), end, unreach)},
		{name: "catch_ref", results: types(wasm.I32, wasm.ExnRef()), code: code(i(op.TryTable, clause(wasm.CatchTagRef, 0)), end, unreach)},
		{name: "catch of wrong arity", code: code(i(op.TryTable, clause(wasm.CatchTag, 0)), end),
			want: "type mismatch: the catch clause's label expects [] but it passes [i32]"},
		{name: "catch of wrong type", results: types(wasm.I64), code: code(i(op.TryTable, clause(wasm.CatchTag, 0)), end, zero64),
			want: "type mismatch: the catch clause's label expects [i64] but it passes [i32]"},
		{name: "unknown tag", code: code(i(op.TryTable, wasm.CatchClause{Tag: 9}), end), want: "unknown tag 9"},
		{name: "throw", code: code(zero, i(op.Throw, 0))},
		{name: "throw_ref", code: code(i(op.RefNull, wasm.HeapNoExn), i(op.ThrowRef))},
		{name: "throw_ref of func", code: code(i(op.RefNull, wasm.HeapNoFunc), i(op.ThrowRef)), want: "type mismatch: throw_ref expects [exnref]"},
		{name: "try", results: types(wasm.I32), code: code(i(op.Try, wasm.I32), zero, i(op.Catch, 0), i(op.Catch, 1), zero, i(op.CatchAll), zero, end)},
		{name: "catch after catch_all", code: code(i(op.Try), i(op.CatchAll), i(op.Catch, 1), end), want: "catch without try"},
		{name: "catch_all outside", code: code(i(op.Block), i(op.CatchAll), end), want: "catch_all without try"},
		{name: "delegate", results: types(wasm.I32), code: code(i(op.Try, wasm.I32), zero, i(op.Delegate, 0))},
		{name: "delegate to nowhere", code: code(i(op.Try), i(op.Delegate, 1)), want: "unknown label 1: there are 1"},
		{name: "delegate after catch", code: code(i(op.Try), i(op.CatchAll), i(op.Delegate, 0)), want: "delegate without try"},
		{name: "rethrow", code: code(i(op.Try), i(op.CatchAll), i(op.Block), i(op.Rethrow, 1), end, end)},
		{name: "rethrow of try", code: code(i(op.Try), i(op.Rethrow, 0), i(op.CatchAll), end), want: "invalid rethrow label 0"},
	})
}
