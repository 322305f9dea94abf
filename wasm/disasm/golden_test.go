package disasm_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/golden"
	"github.com/wdbg/wdbg/internal/wasmtest"
)

var update = flag.Bool("update", false, "rewrite the expected listings")

// compareGolden compares a listing with testdata/<name>.txt.
func compareGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	golden.Compare(t, *update, filepath.Join("testdata", name+".txt"), string(got))
}

// samples returns modules to check properties of listings on: the program fixtures up to a size, and one
// made here.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	const maxSize = 1 << 20
	b := wasmtest.New()
	b.Tag()
	structured(b)
	found := map[string][]byte{"structured": b.Bytes()}
	root := filepath.Join("..", "..", "testdata", "programs")
	paths, err := filepath.Glob(filepath.Join(root, "*", "*", "*.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || info.Size() > maxSize {
			continue
		}
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := filepath.Rel(root, path)
		found[strings.TrimSuffix(filepath.ToSlash(name), ".wasm")] = file
	}
	return found
}
