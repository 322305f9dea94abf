package dwarfsyms_test

import (
	"path/filepath"
	"testing"

	"github.com/wdbg/wdbg/internal/fixture"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/dwarfsyms"
	"github.com/wdbg/wdbg/symbols/load"
)

// TestShortcuts compares shortcuts with what the expressions come to, for all variables wherever a function is entered or a line begins.
func TestShortcuts(t *testing.T) {
	for _, name := range []string{"c/values_O0_v5", "c/values_O2_v5", "c/values_O0_clang14", "cpp/values_O0_v4", "cpp/values_O2_v5", "rust/values_O0", "rust/values_O3"} {
		path := filepath.Join("..", "..", "testdata", "symbols", filepath.FromSlash(name)+".wasm")
		m := fixture.Read(t, path)
		table := load.Attach(m, path, load.Options{}).Table
		run := fixture.Start(t, m, "program")
		compared := 0
		for f := range table.Funcs(false) {
			if len(f.Ranges) == 0 {
				continue
			}
			for row := range table.Rows(f.Ranges[0].Start, f.Ranges[0].End) {
				if row.End || row.At < f.Ranges[0].Start {
					continue
				}
				seen := false
				run.At(row.At, func(s *fixture.Stop) {
					if !seen {
						seen = true
						compared += compareShortcuts(t, name, s.Logical(table))
					}
				})
			}
		}
		run.Finish() // the programs of Rust trap at their end
		if compared < 200 {
			t.Errorf("%s: only %d variables compared", name, compared)
		}
	}
}

func compareShortcuts(t *testing.T, name string, frames []fixture.Logical) (compared int) {
	for _, f := range frames {
		if f.Scope == nil {
			continue
		}
		vars, _ := f.Scope.Variables()
		for _, v := range vars {
			want, wantErr, ok := dwarfsyms.Evaluate(v.Locator, f.In.Machine)
			if v.Locator == nil || !ok {
				continue
			}
			got, err := v.Locator.Locate(f.In.Machine)
			if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
				t.Errorf("%s: %s of %s: error %v, want %v", name, v.Name, f.Func.Name, err, wantErr)
				continue
			}
			if !samePlace(got, want) {
				t.Errorf("%s: %s of %s: %+v, want %+v", name, v.Name, f.Func.Name, got, want)
			}
			compared++
		}
	}
	return compared
}

// samePlace compares locations; that of all of a value may have its size or not.
func samePlace(a, b symbols.Location) bool {
	if len(a.Pieces) != len(b.Pieces) {
		return false
	}
	for i, p := range a.Pieces {
		q := b.Pieces[i]
		if p.Kind != q.Kind || p.Addr != q.Addr || p.Index != q.Index || p.BitOffset != q.BitOffset || string(p.Bytes) != string(q.Bytes) {
			return false
		}
	}
	return true
}
