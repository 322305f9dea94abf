package wasm_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/specsuite"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// specScripts returns the scripts of the test suite; it skips the test without them.
func specScripts(t *testing.T) []string {
	t.Helper()
	dir, err := specsuite.Dir()
	if err != nil {
		t.Skipf("NO SPEC SUITE: %v", err)
	}
	scripts, err := specsuite.Files(dir)
	if err != nil {
		t.Skipf("NO SPEC SUITE: %v", err)
	}
	return scripts
}

// specModules calls f for each command of a script that carries a binary module.
func specModules(t *testing.T, path string, f func(specsuite.Command)) {
	t.Helper()
	var script specsuite.Script
	if err := specsuite.Read(path, &script); err != nil {
		t.Fatal(err)
	}
	for _, c := range script.Modules() {
		f(c)
	}
}

// TestSpecDecode decodes every binary module of the suite, the bodies too. All but those asserted
// malformed have to decode: being invalid is for validation to find.
func TestSpecDecode(t *testing.T) {
	counts := map[bool]int{}
	for _, path := range specScripts(t) {
		specModules(t, path, func(c specsuite.Command) {
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
		specModules(t, path, func(c specsuite.Command) {
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
		specModules(t, path, func(c specsuite.Command) {
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
