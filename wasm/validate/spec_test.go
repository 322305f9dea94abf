package validate_test

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/specsuite"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/validate"
)

// specScripts returns the scripts of the test suite; it says so if there are none.
func specScripts(t testing.TB) []string {
	t.Helper()
	dir, err := specsuite.Dir()
	if err != nil {
		t.Logf("NO SPEC SUITE: %v", err)
		return nil
	}
	scripts, err := specsuite.Files(dir)
	if err != nil {
		t.Logf("NO SPEC SUITE: %v", err)
	}
	return scripts
}

func readScript(t testing.TB, path string) *specsuite.Script {
	t.Helper()
	script := &specsuite.Script{}
	if err := specsuite.Read(path, script); err != nil {
		t.Fatal(err)
	}
	return script
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
		for _, c := range script.Modules() {
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

func checkSpecModule(t *testing.T, script string, c specsuite.Command, n *specCounts) {
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
