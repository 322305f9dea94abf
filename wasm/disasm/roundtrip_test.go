package disasm_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/disasm"
)

// TestAssembles checks that the listing is the text format: it assembles each module's code again and
// compares the listings. WDBG_WASM_TOOLS is the path of wasm-tools, without which the test is skipped.
func TestAssembles(t *testing.T) {
	tools := os.Getenv("WDBG_WASM_TOOLS")
	if tools == "" {
		t.Skip("WDBG_WASM_TOOLS does not name an assembler")
	}
	for name, file := range samples(t) {
		t.Run(name, func(t *testing.T) {
			m := decode(t, file)
			text, listing := moduleText(m)
			dir := t.TempDir()
			wat, out := filepath.Join(dir, "m.wat"), filepath.Join(dir, "m.wasm")
			if err := os.WriteFile(wat, text, 0o644); err != nil {
				t.Fatal(err)
			}
			if msg, err := exec.Command(tools, "parse", wat, "-o", out).CombinedOutput(); err != nil {
				t.Fatalf("%v: %.2000s", err, msg)
			}
			again, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			_, second := moduleText(decode(t, again))
			compareLines(t, listing, second)
		})
	}
}

func compareLines(t *testing.T, want, got []byte) {
	t.Helper()
	a, b := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("line %d: %q was assembled to %q", i, a[i], b[i])
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d lines were assembled to %d", len(a), len(b))
	}
}

var comment = regexp.MustCompile(` ?\(;.*?;\)|;;.*`)

// moduleText returns a module's index spaces and code as text, and the code without comments.
func moduleText(m *wasm.Module) (text, code []byte) {
	p := disasm.New(m, disasm.Options{NoNames: true})
	var out, listing bytes.Buffer
	out.WriteString("(module\n")
	for _, g := range m.RecGroups {
		out.WriteString("(rec\n")
		for i := range g.Count {
			out.Write(append(p.AppendTypeDef(nil, wasm.TypeIndex(g.Start+i)), '\n'))
		}
		out.WriteString(")\n")
	}
	for i := range m.Imports {
		imp := &m.Imports[i]
		line := append([]byte(`(import "m" "n" (`), imp.Kind.String()...)
		line = append(line, ' ')
		switch imp.Kind {
		case wasm.ExternFunc, wasm.ExternTag:
			line = p.AppendTypeUse(line, imp.Func)
		case wasm.ExternTable:
			line = p.AppendTableType(line, imp.Table)
		case wasm.ExternMemory:
			line = disasm.AppendLimits(line, imp.Memory.Limits)
		case wasm.ExternGlobal:
			line = p.AppendGlobalType(line, imp.Global)
		}
		out.Write(append(line, "))\n"...))
	}
	for i := range m.Code {
		f := wasm.FuncIndex(i + len(m.ImportedFuncs))
		out.Write(append(p.AppendTypeUse([]byte("(func "), m.FuncTypeIndex(f)), '\n'))
		for l := range p.Lines(f) {
			switch l.Kind {
			case disasm.LineLocal, disasm.LineInstr:
				line := append(bytes.Clone(l.Text), '\n')
				out.Write(line)
				listing.Write(comment.ReplaceAll(line, nil))
			case disasm.LineFuncEnd:
				out.WriteString(")\n")
				listing.WriteString(")\n")
			}
		}
	}
	out.WriteString(")\n")
	return out.Bytes(), listing.Bytes()
}
