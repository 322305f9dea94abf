package validate_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/validate"
)

// specCommand is what this test needs of a command of the specification's test suite.
type specCommand struct {
	Type       string        `json:"type"`
	Line       int           `json:"line"`
	Text       string        `json:"text"`
	ModuleType string        `json:"module_type"`
	Wasm       []byte        `json:"wasm"`
	Obsolete   bool          `json:"obsolete"`
	Group      string        `json:"group"`
	Commands   []specCommand `json:"commands"`
}

// specScripts returns the scripts of the suite in the folder WDBG_SPECTEST, else ../shared/spectest
// beside the repository; it says so if there are none.
func specScripts(t testing.TB) []string {
	t.Helper()
	dir := os.Getenv("WDBG_SPECTEST")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "spectest")
	}
	scripts, err := filepath.Glob(filepath.Join(dir, "*.json.gz"))
	if err != nil || len(scripts) == 0 {
		t.Logf("NO SPEC SUITE: nothing in %s; set WDBG_SPECTEST to its folder", dir)
	}
	return scripts
}

func readScript(t testing.TB, path string) specCommand {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var script specCommand
	if err := json.NewDecoder(z).Decode(&script); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return script
}

// binaryModules returns the commands that carry a binary module, those nested in threads too.
func binaryModules(cs []specCommand) []specCommand {
	var found []specCommand
	for _, c := range cs {
		if c.ModuleType == "binary" {
			found = append(found, c)
		}
		found = append(found, binaryModules(c.Commands)...)
	}
	return found
}

// validateFile decodes and validates a module.
func validateFile(file []byte) error {
	m, err := wasm.Decode(file)
	if err != nil {
		return err
	}
	c, err := validate.Module(m)
	if err != nil {
		return err
	}
	return c.All(context.Background(), 1)
}

// specCounts counts the modules of a group of scripts.
type specCounts struct {
	accepted, rejected, sameText, obsolete int
}

// TestSpec validates every binary module of the suite: those asserted invalid or malformed have to be
// rejected, all others accepted, those that fail to link or trap included.
func TestSpec(t *testing.T) {
	scripts := specScripts(t)
	if len(scripts) == 0 {
		t.Skip("NO SPEC SUITE")
	}
	groups := map[string]*specCounts{}
	var total specCounts
	for _, path := range scripts {
		script := readScript(t, path)
		n := groups[script.Group]
		if n == nil {
			n = &specCounts{}
			groups[script.Group] = n
		}
		for _, c := range binaryModules(script.Commands) {
			checkSpecModule(t, filepath.Base(path), c, n)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		n := groups[name]
		t.Logf("%-18s %4d accepted, %4d rejected (%d in the reference's words), %d obsolete",
			name, n.accepted, n.rejected, n.sameText, n.obsolete)
		total.accepted += n.accepted
		total.rejected += n.rejected
	}
	if total.accepted < 2000 || total.rejected < 3000 {
		t.Errorf("the suite is not all there: %d modules accepted, %d rejected", total.accepted, total.rejected)
	}
}

func checkSpecModule(t *testing.T, script string, c specCommand, n *specCounts) {
	t.Helper()
	if c.Obsolete {
		n.obsolete++
		return
	}
	err := validateFile(c.Wasm)
	if c.Type != "assert_invalid" && c.Type != "assert_malformed" {
		if n.accepted++; err != nil {
			t.Errorf("%s:%d: %s: %v", script, c.Line, c.Type, err)
		}
		return
	}
	n.rejected++
	switch {
	case err == nil:
		t.Errorf("%s:%d: %s: accepted, want %q", script, c.Line, c.Type, c.Text)
	case strings.Contains(err.Error(), c.Text):
		n.sameText++
	case testing.Verbose():
		t.Logf("%s:%d: the reference says %q: %v", script, c.Line, c.Text, err)
	}
}
