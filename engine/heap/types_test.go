package heap

import (
	"testing"

	"github.com/wdbg/wdbg/wasm"
)

// The types of the tests, by id.
const (
	tNode   wasm.TypeID = iota // struct: i32, (ref null 0)
	tMixed                     // struct: every storage type
	tSub                       // struct: tMixed and more
	tAnys                      // array of anyref
	tBytes                     // array of i8
	tShorts                    // array of i16
	tInts                      // array of i32
	tLongs                     // array of i64
	tVecs                      // array of v128
	tSelf                      // array of references to its own type
	tEmpty                     // struct without fields
	tTag                       // func: i32, anyref, v128, exnref
	tHolder                    // struct: exnref, externref, funcref
	tPair                      // struct: two anyrefs
	tWide                      // struct that is larger than the largest cell
)

func mut(types ...wasm.ValType) []wasm.FieldType {
	fields := make([]wasm.FieldType, len(types))
	for i, t := range types {
		fields[i] = wasm.FieldType{Type: t, Mutable: true}
	}
	return fields
}

func structOf(types ...wasm.ValType) wasm.SubType {
	return wasm.SubType{Kind: wasm.CompStruct, Fields: mut(types...)}
}

func arrayOf(elem wasm.ValType) wasm.SubType {
	return wasm.SubType{Kind: wasm.CompArray, Fields: mut(elem)}
}

var (
	mixedFields = []wasm.ValType{wasm.I8, wasm.AnyRef(), wasm.I16, wasm.V128, wasm.I8, wasm.I32, wasm.F32, wasm.F64}
	tagParams   = []wasm.ValType{wasm.I32, wasm.AnyRef(), wasm.V128, wasm.ExnRef()}
)

func testTypes(t testing.TB) *wasm.TypeSpace {
	t.Helper()
	sub := structOf(append(append([]wasm.ValType{}, mixedFields...), wasm.I8, wasm.AnyRef())...)
	sub.HasSuper, sub.Super = true, wasm.TypeIndex(tMixed)
	wide := make([]wasm.ValType, 2000)
	for i := range wide {
		wide[i] = wasm.I64
	}
	wide[len(wide)-1] = wasm.AnyRef()
	m := &wasm.Module{Types: []wasm.SubType{
		tNode:   structOf(wasm.I32, wasm.RefType(true, wasm.HeapType(tNode))),
		tMixed:  structOf(mixedFields...),
		tSub:    sub,
		tAnys:   arrayOf(wasm.AnyRef()),
		tBytes:  arrayOf(wasm.I8),
		tShorts: arrayOf(wasm.I16),
		tInts:   arrayOf(wasm.I32),
		tLongs:  arrayOf(wasm.I64),
		tVecs:   arrayOf(wasm.V128),
		tSelf:   arrayOf(wasm.RefType(true, wasm.HeapType(tSelf))),
		tEmpty:  structOf(),
		tTag:    {Kind: wasm.CompFunc, Func: wasm.FuncType{Params: tagParams}},
		tHolder: structOf(wasm.ExnRef(), wasm.ExternRef(), wasm.FuncRef()),
		tPair:   structOf(wasm.AnyRef(), wasm.AnyRef()),
		tWide:   structOf(wide...),
	}}
	for i := range m.Types {
		m.RecGroups = append(m.RecGroups, wasm.RecGroup{Start: uint32(i), Count: 1})
	}
	types := wasm.NewTypeSpace()
	ids, err := types.Add(m)
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range ids {
		if int(id) != i {
			t.Fatalf("type %d has id %d", i, id)
		}
	}
	return types
}

func newHeap(t testing.TB, cfg Config) *Heap {
	t.Helper()
	return New(testTypes(t), cfg)
}

// must returns the reference of an allocation that has to succeed.
func must(t testing.TB) func(Ref, error) Ref {
	return func(r Ref, err error) Ref {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
}

// collect collects with the given roots, and checks the arena.
func collect(t testing.TB, h *Heap, roots ...Ref) {
	t.Helper()
	h.Collect(func(visit func(Ref)) {
		for _, r := range roots {
			visit(r)
		}
	})
	sound(t, h)
}

func sound(t testing.TB, h *Heap) {
	t.Helper()
	if err := h.CheckInvariants(); err != nil {
		t.Fatal(err)
	}
}
