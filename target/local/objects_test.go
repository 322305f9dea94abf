package local_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// objectProgram makes a target that stands at a nop, where there are: a node of value 7, which a node of value 2 in a global refers to
// and an array in table and operand stack; a node of value 9 that nothing refers to; and a throw after it.
func objectProgram(t *testing.T) (*target.Target, target.Frame) {
	t.Helper()
	i := wasmtest.I
	b := wasmtest.New()
	node := b.Struct(wasm.FieldType{Type: wasm.AnyRef(), Mutable: true}, wasm.FieldType{Type: wasm.I16, Mutable: true})
	pair := b.Array(wasm.AnyRef(), true)
	f := b.Func(nil, nil, []wasm.ValType{wasm.AnyRef()},
		i(op.RefNull, wasm.HeapAny), i(op.I32Const, -7), i(op.StructNew, node), i(op.LocalSet, 0),
		i(op.RefNull, wasm.HeapAny), i(op.I32Const, 9), i(op.StructNew, node), i(op.Drop),
		i(op.LocalGet, 0), i(op.I32Const, 2), i(op.StructNew, node), i(op.GlobalSet, 0),
		i(op.I32Const, 1), i(op.I32Const, -5), i(op.RefI31), i(op.LocalGet, 0), i(op.ArrayNewFixed, pair, 2), i(op.TableSet, 0),
		i(op.I32Const, 1), i(op.TableGet, 0), i(op.Nop), i(op.Throw, 0))
	b.Tag(wasm.AnyRef())
	b.Table(wasm.AnyRef(), wasm.Limits{Min: 3})
	b.Global(wasm.AnyRef(), true, i(op.RefNull, wasm.HeapAny))
	b.FuncName(f, "build")
	b.LocalName(f, 0, "last")
	b.NameSubsection(7, wasmtest.NameMap(uint32(0), "cache"))
	b.NameSubsection(10, wasmtest.Vec(wasmtest.Cat(wasmtest.U(node), wasmtest.NameMap(uint32(0), "next"))))
	tgt := assembled(t, b, nil, f)
	for {
		st := tgt.Resume(target.Resume{Instr: true, Thread: target.AnyThread})
		frames, err := tgt.Frames(st.Thread, 0, 1)
		if err != nil || st.Reason != target.Stepped {
			t.Fatalf("%+v, %v", st, err)
		}
		if instrAt(tgt, frames[0].Place) == op.Nop {
			return tgt, frames[0]
		}
	}
}

// kinds counts the objects of a target.
func kinds(tgt *target.Target) map[string]int {
	counts := map[string]int{}
	tgt.Objects.Each(func(_ symbols.Word, o target.ObjectInfo) bool {
		counts[fmt.Sprint(o.Kind, " of type ", o.Type, " with ", o.Len)]++
		return true
	})
	return counts
}

// TestObjects reads the objects of a program that stands still.
func TestObjects(t *testing.T) {
	tgt, at := objectProgram(t)
	if got, want := fmt.Sprint(kinds(tgt)), "map[array of type 1 with 2:1 struct of type 0 with 2:3]"; got != want {
		t.Errorf("objects %s, want %s", got, want)
	}
	if err := tgt.Objects.Collect(); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(kinds(tgt)), "map[array of type 1 with 2:1 struct of type 0 with 2:2]"; got != want {
		t.Errorf("after a collection objects %s, want %s", got, want)
	}
	operands, err := tgt.Operands(at.Thread, at.Depth)
	if err != nil || len(operands) != 1 {
		t.Fatalf("operands %v, %v", operands, err)
	}
	array, ok := tgt.Objects.Object(operands[0])
	if !ok || array.Kind != "array" || array.Bytes != 24 || !array.HasType {
		t.Fatalf("%+v, %v", array, ok)
	}
	checkFields(t, tgt, array)
	for _, w := range []symbols.Word{{Type: wasm.AnyRef()}, {Type: wasm.I64, Lo: operands[0].Lo}, {Type: wasm.FuncRef(), Lo: 4},
		{Type: wasm.AnyRef(), Lo: operands[0].Lo + 8}, {Type: wasm.AnyRef(), Lo: 1 << 60}} {
		if o, ok := tgt.Objects.Object(w); ok {
			t.Errorf("%+v is an object: %+v", w, o)
		}
		if _, err := tgt.Objects.Path(w); err == nil {
			t.Errorf("there is a path to %+v", w)
		}
	}
}

// checkFields reads the array's elements: an i31 and a structure.
func checkFields(t *testing.T, tgt *target.Target, array target.Object) {
	t.Helper()
	var number, next, value symbols.Word
	w, err := array.Field(0)
	small, ok := tgt.Objects.Object(w)
	if err != nil || !ok || small.Kind != "i31" {
		t.Fatalf("element 0: %v, %v, %+v", w, err, small)
	}
	number, err = small.Field(0)
	if err != nil || int32(number.Lo) != -5 {
		t.Errorf("the i31 is %v, %v", number, err)
	}
	w, err = array.Field(1)
	node, ok := tgt.Objects.Object(w)
	if err != nil || !ok || node.Kind != "struct" {
		t.Fatalf("element 1: %v, %v, %+v", w, err, node)
	}
	next, err = node.Field(0)
	if err != nil || next.Lo != 0 || !next.Type.IsRef() {
		t.Errorf("next is %v, %v", next, err)
	}
	value, err = node.Field(1)
	if err != nil || value != (symbols.Word{Type: wasm.I32, Lo: 0xfff9}) {
		t.Errorf("value is %+v, %v", value, err)
	}
	for _, f := range []func(uint64) (symbols.Word, error){array.Field, node.Field, small.Field} {
		if w, err := f(2); err == nil {
			t.Errorf("field 2 is %v", w)
		}
	}
}

// texts returns links as text.
func texts(links []target.Link, err error) []string {
	if err != nil {
		return []string{err.Error()}
	}
	var list []string
	for _, l := range links {
		list = append(list, l.Text)
	}
	return list
}

// TestLinks finds out who refers to an object, and why it is alive.
func TestLinks(t *testing.T) {
	tgt, at := objectProgram(t)
	locals, err := tgt.Locals(at.Thread, at.Depth)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"local 0 (last) of frame 0 (build)", ".next", "[1]"}
	if got := texts(tgt.Objects.Referrers(locals[0], 10)); !slices.Equal(got, want) {
		t.Errorf("referrers %q, want %q", got, want)
	}
	if got := texts(tgt.Objects.Referrers(locals[0], 2)); !slices.Equal(got, want[:2]) {
		t.Errorf("two referrers %q, want %q", got, want[:2])
	}
	if err := tgt.Mutate.SetLocal(at.Thread, at.Depth, 0, symbols.Word{}); err != nil {
		t.Fatal(err)
	}
	links, err := tgt.Objects.Path(locals[0])
	if got, want := texts(links, err), []string{"global 0 (cache) of main", ".next"}; !slices.Equal(got, want) {
		t.Errorf("path %q, want %q", got, want)
	}
	if len(links) == 2 && (!links[0].Root || links[0].To != links[1].From || links[1].To.Lo != locals[0].Lo) {
		t.Errorf("the links do not hang together: %+v", links)
	}
	if err := tgt.Mutate.SetGlobal(0, 0, symbols.Word{}); err != nil {
		t.Fatal(err)
	}
	if got, want := texts(tgt.Objects.Path(locals[0])), []string{"element 1 of table 0 of main", "[1]"}; !slices.Equal(got, want) {
		t.Errorf("path %q, want %q", got, want)
	}
	if err := tgt.Objects.Collect(); err != nil {
		t.Fatal(err)
	}
	checkException(t, tgt)
}

// checkException runs on to the throw, whose exception then holds the array.
func checkException(t *testing.T, tgt *target.Target) {
	t.Helper()
	st := tgt.Resume(target.Resume{})
	if st.Reason != target.Trapped || st.Trap.Exception == nil {
		t.Fatalf("%+v", st)
	}
	exn, ok := tgt.Objects.Object(st.Trap.Exception.Ref)
	if !ok || exn.Kind != "exception" || exn.HasType {
		t.Fatalf("%+v, %v", exn, ok)
	}
	array, err := exn.Field(0)
	if o, ok := tgt.Objects.Object(array); err != nil || !ok || o.Kind != "array" {
		t.Errorf("the exception's value is %+v, %v, %v", o, ok, err)
	}
	want := []string{fmt.Sprintf("exception of thread %d", st.Thread)}
	if got := texts(tgt.Objects.Path(st.Trap.Exception.Ref)); !slices.Equal(got, want) {
		t.Errorf("path %q, want %q", got, want)
	}
	referrers := texts(tgt.Objects.Referrers(array, 10))
	if !slices.Contains(referrers, ".0") || !slices.Contains(referrers, "element 1 of table 0 of main") {
		t.Errorf("referrers of the array: %q", referrers)
	}
}

// TestCollectAnywhere collects garbage at every instruction.
func TestCollectAnywhere(t *testing.T) {
	tgt, _ := objectProgram(t)
	for {
		st := tgt.Resume(target.Resume{Instr: true, Thread: target.AnyThread})
		if err := tgt.Objects.Collect(); err != nil {
			t.Fatal(err)
		}
		if st.Reason == target.Trapped {
			if text := st.Trap.Detail; text == "" {
				t.Error("no detail")
			}
			return
		}
	}
}
