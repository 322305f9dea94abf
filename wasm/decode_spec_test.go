package wasm_test

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// specCommand is what these tests need of a command of the specification's test suite.
type specCommand struct {
	Type       string        `json:"type"`
	Line       int           `json:"line"`
	Text       string        `json:"text"`
	ModuleType string        `json:"module_type"`
	Wasm       []byte        `json:"wasm"`
	Commands   []specCommand `json:"commands"`
}

// specScripts returns the scripts of the suite in the folder WDBG_SPECTEST, else ../shared/spectest
// beside the repository; it skips the test without one.
func specScripts(t *testing.T) []string {
	t.Helper()
	dir := os.Getenv("WDBG_SPECTEST")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "spectest")
	}
	scripts, err := filepath.Glob(filepath.Join(dir, "*.json.gz"))
	if err != nil || len(scripts) == 0 {
		t.Skipf("NO SPEC SUITE: nothing in %s; set WDBG_SPECTEST to its folder", dir)
	}
	return scripts
}

// specModules calls f for each command of a script that carries a binary module.
func specModules(t *testing.T, path string, f func(specCommand)) {
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
	var walk func([]specCommand)
	walk = func(cs []specCommand) {
		for _, c := range cs {
			if c.ModuleType == "binary" {
				f(c)
			}
			walk(c.Commands)
		}
	}
	walk(script.Commands)
}

// TestSpecDecode decodes every binary module of the suite, the bodies too. All but those asserted
// malformed have to decode: being invalid is for validation to find.
func TestSpecDecode(t *testing.T) {
	counts := map[bool]int{}
	for _, path := range specScripts(t) {
		specModules(t, path, func(c specCommand) {
			err := decodeAll(c.Wasm)
			malformed := c.Type == "assert_malformed"
			counts[malformed]++
			if malformed && err == nil {
				t.Errorf("%s:%d: no error, want %q", filepath.Base(path), c.Line, c.Text)
			}
			if !malformed && err != nil {
				t.Errorf("%s:%d: %s: %v", filepath.Base(path), c.Line, c.Type, err)
			}
			if malformed && err != nil && !strings.Contains(err.Error(), c.Text) {
				t.Logf("%s:%d: the reference says %q: %v", filepath.Base(path), c.Line, c.Text, err)
			}
		})
	}
	t.Logf("%d malformed modules refused, %d others decoded", counts[true], counts[false])
	if counts[true] < 500 || counts[false] < 2000 {
		t.Errorf("the suite is not all there")
	}
}

// decodeAll decodes a module with its function bodies, and checks the rule about bodies that needs the whole module.
func decodeAll(file []byte) error {
	m, err := wasm.Decode(file)
	if err != nil {
		return err
	}
	for _, body := range m.Code {
		if err := readBody(file, body); err != nil {
			return err
		}
		if !m.HasDataCount && usesDatas(file, body) {
			return wasm.Malformedf(body.Start, "data count section required")
		}
	}
	return nil
}

// usesDatas reports whether a body names a data segment.
func usesDatas(file []byte, body wasm.Body) bool {
	var r wasm.InstrReader
	r.Reset(file, body.Start, body.End)
	if r.Locals(func(uint32, wasm.ValType) error { return nil }) != nil {
		return false
	}
	for r.Next() {
		switch info, _ := r.Op.Info(); info.Imm {
		case op.ImmData, op.ImmDataMemory, op.ImmTypeData:
			return true
		}
	}
	return false
}

// TestSpecNames reads the names of the suite's modules that have some.
func TestSpecNames(t *testing.T) {
	var first, funcs, tags []string
	for _, path := range specScripts(t) {
		if filepath.Base(path) != "custom.name_annot.json.gz" {
			continue
		}
		specModules(t, path, func(c specCommand) {
			n := mustDecode(t, c.Wasm).Names()
			if err := n.Err(); err != nil {
				t.Errorf("line %d: %v", c.Line, err)
			}
			first = append(first, n.Module)
			funcs = append(funcs, n.Func(1))
			tags = append(tags, n.Tag(1))
		})
	}
	if len(first) < 4 {
		t.Skip("NO custom.name_annot in the spec suite")
	}
	checkEqual(t, "module names", first, []string{"Modül", "Modül", "", ""})
	checkEqual(t, "names of function 1", funcs, []string{"", "", "λ", ""})
	checkEqual(t, "names of tag 1", tags, []string{"", "", "", "θ"})
}

// TestSpecBranchHints reads the branch hints that the suite asserts invalid. The valid ones are no use: the
// suite's encoder counts offsets from the size of a body, where the specification and engines count from
// what follows the size.
func TestSpecBranchHints(t *testing.T) {
	commands := 0
	for _, path := range specScripts(t) {
		specModules(t, path, func(c specCommand) {
			if c.Type != "assert_invalid_custom" {
				return
			}
			commands++
			_, err := mustDecode(t, c.Wasm).BranchHints()
			if err == nil || !asError(t, err).Invalid || !strings.Contains(err.Error(), "invalid target") {
				t.Errorf("%s:%d: got %v, want %q", filepath.Base(path), c.Line, err, c.Text)
			}
		})
	}
	if commands == 0 {
		t.Skip("NO custom.branch_hint in the spec suite")
	}
}
