package agree

import (
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

// repository returns the root of the repository.
func repository(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// modulesToCompare returns the committed modules that have DWARF of their own code, and large ones that are built for this if that can
// be done here. WDBG_AGREE names more of them, separated like PATH. complete says that the large ones are there.
func modulesToCompare(t *testing.T) (paths []string, complete bool) {
	t.Helper()
	root := repository(t)
	var all []string
	for _, pattern := range []string{"symbols/c/*.wasm", "symbols/cpp/values_*.wasm", "symbols/rust/*.wasm", "symbols/variants/*.wasm",
		"symbols/split/v?/main.wasm", "programs/c/hello/*.wasm", "programs/c/threads/*.wasm", "programs/cpp/exceptions/*.wasm"} {
		found, err := filepath.Glob(filepath.Join(root, "testdata", filepath.FromSlash(pattern)))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %d modules, %v", pattern, len(found), err)
		}
		for _, path := range found {
			if filepath.Base(path) != "stale.wasm" {
				all = append(all, path)
			}
		}
	}
	sort.Strings(all)
	all = append(all, filepath.SplitList(os.Getenv("WDBG_AGREE"))...)
	large := largeModules(t, root)
	return append(all, large...), len(large) > 0
}

// largeModules builds the large modules, or says why not.
func largeModules(t *testing.T, root string) []string {
	t.Helper()
	if testing.Short() {
		return nil
	}
	for _, name := range []string{"make", "clang++-22", "wasm-ld-22"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("WDBG_NEED_LLVM") != "" {
				t.Fatalf("%s is not installed, though WDBG_NEED_LLVM is set", name)
			}
			t.Logf("NOT COMPARED: large modules, as %s is not installed", name)
			return nil
		}
	}
	cmd := exec.Command("make", "-s", "symbols-large")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil && os.Getenv("WDBG_NEED_LLVM") == "" {
		t.Logf("NOT COMPARED: large modules: make symbols-large: %v", err) // not all of the tools are here
		return nil
	}
	if err != nil {
		t.Fatalf("make symbols-large: %v", err)
	}
	folder := strings.TrimSpace(string(out))
	found, err := filepath.Glob(filepath.Join(folder, "*.wasm"))
	if err != nil || len(found) < 6 {
		t.Fatalf("%d large modules in %q, %v", len(found), folder, err)
	}
	return found
}
