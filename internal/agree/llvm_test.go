package agree

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/wdbg/wdbg/wasm"
)

// tool returns the path of one of LLVM's tools. Without it the test is skipped, or fails where WDBG_NEED_LLVM is set.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if os.Getenv("WDBG_NEED_LLVM") != "" {
		t.Fatalf("%s is not installed, though WDBG_NEED_LLVM is set", name)
	}
	t.Skipf("NOT COMPARED: %s is not installed (Debian: apt-get install llvm-22 clang-22 and what fixtures.mk lists)", name)
	return ""
}

// answer is what llvm-symbolizer says about an address.
type answer struct {
	Symbol []struct {
		FunctionName, FileName string
		Line, Column           int
	}
}

// withoutNames returns the path of a copy of a module that has no name section and exports nothing: llvm-symbolizer takes what these
// say of functions for offsets in the file, compares that with offsets in the code section, and so shows other functions' names.
func withoutNames(t *testing.T, m *wasm.Module) string {
	t.Helper()
	const exportSection = 7
	out := slices.Clone(m.Bytes[:8])
	for _, s := range m.Sections {
		if s.ID == exportSection || s.ID == wasm.SectionCustom && s.Name == wasm.CustomName {
			continue
		}
		out = append(out, m.Bytes[s.Header:s.End]...)
	}
	path := filepath.Join(t.TempDir(), "module.wasm")
	if err := os.WriteFile(path, out, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// symbolize asks llvm-symbolizer about offsets and passes its answers on, in the same order. Split units are looked for from a folder on.
func symbolize(t *testing.T, module, folder string, offsets []wasm.CodeOffset, visit func(at wasm.CodeOffset, a *answer)) {
	t.Helper()
	cmd := exec.Command(tool(t, "llvm-symbolizer-22"), "--obj="+module, "--no-demangle", "--functions=linkage", "--inlines",
		"--output-style=JSON", "--no-debuginfod")
	var in, errs bytes.Buffer
	for _, at := range offsets {
		fmt.Fprintf(&in, "0x%x\n", uint64(at))
	}
	cmd.Dir, cmd.Stdin, cmd.Stderr = folder, &in, &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bufio.NewReaderSize(out, 1<<20))
	for _, at := range offsets {
		var a answer
		if err := dec.Decode(&a); err != nil {
			t.Fatalf("answer about 0x%x: %v\n%s", uint64(at), err, errs.Bytes())
		}
		visit(at, &a)
	}
	if _, err := io.Copy(io.Discard, out); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("llvm-symbolizer: %v\n%s", err, errs.Bytes())
	}
}
