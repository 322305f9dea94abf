//go:build linux

package load_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/wdbg/wdbg/symbols/filemap"
	"github.com/wdbg/wdbg/symbols/load"
)

// TestFileShrinks truncates a module while it is mapped, as a linker does that writes it anew.
func TestFileShrinks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "main.wasm")
	copyFile(t, fixture("cpp", "values_O0_v5.wasm"), path)
	m := open(t, path, load.Options{Map: true})
	body := m.Module.Code[len(m.Module.Code)/2]
	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}
	err := filemap.Guard(func() error {
		for _, s := range m.Table.Frames(nil, m.Module.CodeOffsetOf(body.Start)) {
			if _, err := s.Scope.Variables(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && !errors.Is(err, filemap.ErrFileChanged) {
		t.Errorf("%v", err)
	}
	m.Table.Prepare()
}
