package dwarfsyms_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/wdbg/wdbg/symbols"
)

// realModules are programs of compilers, with what is known to be in them.
var realModules = []struct {
	path    string
	types   map[string]int64 // sizes by name
	globals []string
}{
	{"c/threads/main.wasm", map[string]int64{"int": 4}, nil},
	{"c/memory64/main.wasm", map[string]int64{"unsigned long": 8}, nil},
	{"c/hello/main_O0.wasm", map[string]int64{"struct _IO_FILE": -1, "_IO_FILE": 112}, []string{"errno", "stderr"}},
	{"c/numeric/main_O2.wasm", map[string]int64{"double": 8}, nil},
	{"cpp/exceptions/main_exnref.wasm", map[string]int64{"int": 4}, nil},
	{"cpp/library/main_O0.wasm", map[string]int64{"std::string": 12, "std::__2::string": 12, "std::vector<int, std::allocator<int>>": 12}, nil},
	{"rust/library/main_O0.wasm", map[string]int64{"&str": 8, "alloc::string::String": 12, "core::option::Option<usize>": 8}, nil},
	{"rust/library/main_O3.wasm", map[string]int64{"&str": 8, "alloc::string::String": 12}, nil},
}

// realWalker collects what is wrong with variables and types.
type realWalker struct {
	walker
	variables, found int
}

func (w *realWalker) look(v *symbols.Variable) {
	w.variables++
	w.variable(v)
	if v.Locator == nil {
		return
	}
	_, err := v.Locator.Locate(stuck{})
	var why *symbols.Unavailable
	switch {
	case err == nil:
		w.found++
	case errors.As(err, &why) && why.Reason == symbols.Malformed:
		w.t.Errorf("%s: %v", v.Name, err)
	}
}

func TestRealModules(t *testing.T) {
	for _, c := range realModules {
		t.Run(c.path, func(t *testing.T) {
			t.Parallel()
			x := readMutant(t, c.path)
			s, err := x.patched(0, 0, nil)
			if err != nil {
				t.Fatal(err)
			}
			w := realWalker{walker: walker{t, map[*symbols.Type]bool{}}}
			step := max(len(x.m.Code)/60, 1)
			for i := 0; i < len(x.m.Code); i += step {
				body := x.m.Code[i]
				for off := body.Start; off < body.End; off += max((body.End-body.Start)/3, 1) {
					for _, f := range s.Frames(nil, x.m.CodeOffsetOf(off)) {
						if f.Scope == nil {
							continue
						}
						list, err := f.Scope.Variables()
						if err != nil {
							t.Errorf("variables at %#x: %v", x.m.CodeOffsetOf(off), err)
						}
						for _, v := range list {
							w.look(v)
						}
						w.walk(f.Scope.Result())
					}
				}
			}
			for v := range s.Globals() {
				w.look(v)
			}
			if w.variables == 0 || w.found == 0 || len(w.seen) == 0 {
				t.Errorf("%d variables, of which %d have a place, of %d types", w.variables, w.found, len(w.seen))
			}
			for got := range w.seen {
				if err := got.Details().Err; err != nil || got.Kind == symbols.KindUnknown {
					t.Errorf("type %s: %v", got, err)
				}
			}
			for n, size := range c.types {
				types := s.Types(n)
				if size < 0 && len(types) > 0 || size >= 0 && (len(types) != 1 || types[0].Size != size) {
					t.Errorf("%d types %s: %v", len(types), n, types)
				}
			}
			for _, n := range c.globals {
				if len(s.LookupGlobal(n)) != 1 {
					t.Errorf("%d variables %s", len(s.LookupGlobal(n)), n)
				}
			}
			for _, p := range s.Problems() {
				t.Errorf("problem: %v", p)
			}
		})
	}
}

func TestManyGoroutines(t *testing.T) {
	x := readMutant(t, "cpp/exceptions/main_exnref.wasm")
	s, err := x.patched(0, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	results := make([]string, 4)
	for i := range results {
		wg.Go(func() {
			var b strings.Builder
			for v := range s.Globals() {
				b.WriteString(v.Name + " " + v.Type.String() + "\n")
			}
			for _, body := range x.m.Code[:min(len(x.m.Code), 20)] {
				for _, f := range s.Frames(nil, x.m.CodeOffsetOf((body.Start+body.End)/2)) {
					list, _ := f.Scope.Variables()
					for _, v := range list {
						b.WriteString(shown(v, stuck{}) + " " + v.Type.String() + "\n")
					}
				}
			}
			results[i] = b.String()
		})
	}
	wg.Wait()
	for _, r := range results[1:] {
		if r != results[0] || r == "" {
			t.Errorf("results differ:\n%s\n%s", r, results[0])
		}
	}
}
