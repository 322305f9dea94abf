package expr_test

import (
	"testing"

	"github.com/wdbg/wdbg/debugger/expr"
)

// BenchmarkCondition evaluates conditions as a breakpoint in a loop does.
func BenchmarkCondition(b *testing.B) {
	for _, module := range []string{"O0", "O2"} {
		open(b, "c/values_"+module+"_v5.wasm", "c/values.c").visit(b, map[string]func(*stop){"pointers": func(s *stop) {
			s.Context.Machine = s.machine.Machine
			for _, text := range []string{"$pc == 0", "called == -1", "list->value == 1 && list->next->value > 3", "global_int == 5"} {
				b.Run(module+"/"+text, func(b *testing.B) {
					p, err := expr.Compile(s.Env, text)
					if err != nil {
						b.Fatal(err)
					}
					b.ReportAllocs()
					for b.Loop() {
						if _, err := p.Truth(s.Env); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}})
	}
}
