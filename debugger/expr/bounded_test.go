package expr_test

import (
	"strings"
	"testing"
	"time"
)

// TestBounded evaluates expressions that nest deep or are long: none takes long, whatever it comes to.
func TestBounded(t *testing.T) {
	const limit = 5 * time.Second // hundreds of times what they take
	check := func(s *stop, texts ...string) {
		for _, text := range texts {
			started := time.Now()
			got := s.eval(text)
			if d := time.Since(started); d > limit {
				t.Errorf("%.40s… took %v: %s", text, d, got)
			}
		}
	}
	nest := func(open, middle, closing string, n int) string {
		return strings.Repeat(open, n) + middle + strings.Repeat(closing, n)
	}
	open(t, "c/values_O2_v5.wasm", "c/values.c").visit(t, map[string]func(*stop){"pointers": func(s *stop) {
		check(s, nest("*&", "list", "", 60), nest("*&", "value", "", 60), nest("*&*", "null", "", 60), "list"+strings.Repeat("->next", 150)+"->value",
			nest("&*", "in", "", 60), nest("global_array[", "0", "]", 90), nest("in[", "in", "]", 90), nest("(", "1", ")", 90), nest("(Node *)", "list", "", 60),
			nest("table[", "list->value", "]", 60), nest("op(1, ", "2", ")", 60), nest("(list = ", "list", ")", 60), nest("(called += ", "1", ")", 60),
			nest("(value ? ", "1", " : 2)", 60), nest("-", "list->value", "", 90), strings.Repeat("list->value + ", 1000)+"1", strings.Repeat("x<", 5000), strings.Repeat("x - ", 4000)+"1",
			strings.Repeat("a::", 4000)+"b", nest("a<", "b", ">", 2000), "list"+strings.Repeat("[0]", 3000), nest("*(&", "list", " + 0)", 60))
	}})
	open(t, "cpp/values_O0_v5.wasm", "cpp/values.cpp").visit(t, map[string]func(*stop){"objects": func(s *stop) {
		check(s, nest("(Left *)(Multiple *)", "right", "", 60), nest("(VirtualBase *)(Diamond *)", "&diamond", "", 60), nest("(Right *)(Multiple *)", "right", "", 60),
			nest("(*(Multiple *)&", "multiple", ")", 60), nest("derived.method(", "1", ")", 60), nest("animals[0]->speak(", "1", ")", 60), nest("a<", "b", ">", 2000),
			strings.Repeat("x<", 5000), strings.Repeat("a<b>::", 2000)+"c", nest("static_cast<Left *>(", "&multiple", ")", 60), nest("&(Base &)*&(Derived &)*", "&derived", "", 40))
	}})
	open(t, "rust/values_O0.wasm", "rust/values.rs").visit(t, map[string]func(*stop){"references": func(s *stop) {
		check(s, nest("*&", "slice[0]", "", 60), nest("&", "number", "", 60), nest("slice[slice[0] as usize - ", "1", "]", 40), strings.Repeat("TABLE[0] + ", 1000)+"1",
			nest("a::<", "b", ">", 2000), "slice"+strings.Repeat("[0..2]", 1000))
	}})
}
