package expr_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger/expr"
)

func TestComplete(t *testing.T) {
	check := func(s *stop, lines string) {
		for line := range strings.Lines(lines) {
			text, want, ok := strings.Cut(strings.TrimSpace(line), " => ")
			if !ok {
				continue
			}
			list, from := expr.Complete(s.Env, text, len(text))
			var got []string
			for _, c := range list {
				got = append(got, c.Name)
			}
			if strings.Join(got, " ") != strings.TrimSpace(want) {
				t.Errorf("%q: got %s, want %s", text, strings.Join(got, " "), want)
			}
			if from > len(text) || strings.ContainsAny(text[from:], ".>: ") {
				t.Errorf("%q: the word begins at %d", text, from)
			}
		}
	}
	open(t, "c/values_O0_v5.wasm", "c/values.c").visit(t, map[string]func(*stop){"structures": func(s *stop) {
		check(s, `
			mov => moved
			1 + an => anonymous
			copy.sty => style
			copy.style. => fill title
			shape->corners[0]. => x y
			shape->corners[1 + (2 - 2)].x => x
			to_moved-> => x y
			moved.x + moved. => x y
			anonymous. => first kind named number real second
			(p). => x y
			*to_moved => 
			nothing. =>
			p.x. =>
			global_ => global_array global_chars global_double global_int global_point global_pointer global_text
			Sha => Shape
			$__ => $__stack_pointer
			$p => $pc
			Color:: =>
		`)
	}})
	open(t, "cpp/values_O0_v5.wasm", "cpp/values.cpp").visit(t, map[string]func(*stop){
		"objects": func(s *stop) {
			check(s, `
				animals[0]-> => bark legs speak
				derived.b => base_value both
				app::Level:: => HIGH LOW
				app::Counter::c => count
				app::con => config
			`)
		},
		"method": func(s *stop) { check(s, "base => base_value\n") },
	})
	open(t, "rust/values_O0.wasm", "rust/values.rs").visit(t, map[string]func(*stop){"enums": func(s *stop) {
		check(s, `
			rect. => height width
			some. => 0 as_ref
		`)
	}})
}
