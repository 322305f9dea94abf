package debugger_test

import (
	"fmt"
	"testing"

	"github.com/wdbg/wdbg/debugger"
)

// compareValues compares expressions with what they are in a frame; an error is its message.
func compareValues(t *testing.T, v *debugger.View, f *debugger.Frame, want ...[2]string) {
	t.Helper()
	for _, w := range want {
		if got := evaluated(v, f, w[0]); got != w[1] {
			t.Errorf("%s: got %s, want %s", w[0], got, w[1])
		}
	}
}

// TestCalls calls functions of the program from expressions: everything but memory is afterwards as it was.
func TestCalls(t *testing.T) {
	p := newProgram(t, "symbols/c/values_O0_v5.wasm")
	p.breakAt("pointers")
	p.start()
	p.resume(debugger.ReasonBreakpoint)
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		compareValues(t, v, top,
			[2]string{"add(1, 2)", "3"},
			[2]string{"mul(add(2, 3), list->value + 1)", "10"},
			[2]string{"op(20, 22)", "42"},
			[2]string{"(*op)(20, 22)", "42"},
			[2]string{"factorial(5)", "120"},
			[2]string{"factorial(3) == 6 && even(4)", "1"},
			[2]string{"counter(1)", "1002"},
			[2]string{"counter(1)", "1004"},
			[2]string{"counter::calls", "2"},
			[2]string{"returns(1, 2)", "error: returns returns a Point; only functions that return numbers, pointers or nothing can be called"},
			[2]string{"add(1)", "error: add takes 2 arguments, not 1"},
			[2]string{"add(1, *point)", "error: '*point' has the type const Point, not int"},
			[2]string{"list->value", "1"},
		)
	})
}

// TestCallsSpareRedZone calls a function from one that keeps its variables below the stack pointer.
func TestCallsSpareRedZone(t *testing.T) {
	p := newProgram(t, "debug/locals/locals_O0.wasm")
	p.breakAt(fmt.Sprintf("locals.c:%d", markers(t, "debug/locals/locals.c")["inner"]))
	p.start()
	p.resume(debugger.ReasonBreakpoint)
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		compareValues(t, v, top,
			[2]string{"y", "5"},
			[2]string{"half(3.0)", "1.5"},
			[2]string{"x", "10"},
			[2]string{"y", "5"},
		)
	})
}

// TestWritesAreRead reads what an expression has written within the same expression: an optimised program keeps variables in locals.
func TestWritesAreRead(t *testing.T) {
	p := newProgram(t, "symbols/c/values_O2_v5.wasm")
	p.breakAt("pointers")
	p.start()
	p.resume(debugger.ReasonBreakpoint)
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		compareValues(t, v, top,
			[2]string{"list->value", "1"},
			[2]string{"(list = list->next)->value", "2"},
			[2]string{"list->value", "2"},
			[2]string{"$local1 = 4", "4"},
			[2]string{"$local1 += $local1", "8"},
			[2]string{"$local1", "8"},
		)
	})
}

// TestVirtualCalls calls functions that derived classes override.
func TestVirtualCalls(t *testing.T) {
	p := newProgram(t, "symbols/cpp/values_O0_v5.wasm")
	p.breakAt("Diamond::touch")
	p.start()
	p.resume(debugger.ReasonBreakpoint)
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		caller, err := v.Frame(top.Thread, 1)
		if err != nil {
			t.Fatal(err)
		}
		compareValues(t, v, caller,
			[2]string{"dog.speak(2)", "22"},
			[2]string{"animals[0]->speak(2)", "22"},
			[2]string{"animals[1]->speak(2)", "4"},
			[2]string{"animal.speak(3)", "31"},
			[2]string{"derived.get() + derived.both()", "48"},
			[2]string{"right->nothing(1)", "error: Right has no member 'nothing'"},
		)
	})
}
