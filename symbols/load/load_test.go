package load_test

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/load"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// fixture returns the path of a file of testdata/symbols.
func fixture(elem ...string) string {
	return filepath.Join(append([]string{"..", "..", "testdata", "symbols"}, elem...)...)
}

func open(t *testing.T, path string, opts load.Options) *load.Module {
	t.Helper()
	m, err := load.Open(path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	return m
}

// function returns what is known of a function of the split and external fixtures.
func function(m *load.Module, name string) *symbols.Func {
	for f := range m.Table.Funcs(false) {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// notes joins the notes and problems of a module.
func notes(m *load.Module) string {
	var b strings.Builder
	for _, err := range append(m.Notes, m.Table.Problems()...) {
		b.WriteString(err.Error() + "\n")
	}
	return b.String()
}

func TestWhereDebugInformationIs(t *testing.T) {
	tests := []struct {
		module string
		found  bool
		note   string // a part of what is said; "" for nothing
	}{
		{"split/v4/main.wasm", true, ""},
		{"split/v5/main.wasm", true, ""},
		{"split/v4/packed/main.wasm", true, ""},
		{"split/v5/packed/main.wasm", true, ""},
		{"external/named/main.wasm", true, ""},
		{"external/beside/main.wasm", true, ""},
		{"external/same_id/main.wasm", true, ""},
		{"external/other_id/main.wasm", false, "is of another build: its build id is "},
		{"external/missing/main.wasm", false, `is in "gone.wasm": `},
	}
	for _, tt := range tests {
		for _, mapped := range []bool{false, true} {
			t.Run(tt.module, func(t *testing.T) {
				m := open(t, fixture(filepath.FromSlash(tt.module)), load.Options{Map: mapped})
				f := function(m, "swap")
				if f == nil {
					t.Fatal("no function swap")
				}
				frames := m.Table.Frames(nil, f.Ranges[0].End-1)
				if got := frames[len(frames)-1].Scope != nil && f.Origin == symbols.OriginDWARF; got != tt.found {
					t.Errorf("found in the DWARF: %v, want %v", got, tt.found)
				}
				if tt.found {
					variables, err := frames[len(frames)-1].Scope.Variables()
					if err != nil || len(variables) == 0 || variables[0].Type == nil {
						t.Errorf("variables of swap: %v %v", variables, err)
					}
				}
				if got := notes(m); tt.note == "" && got != "" || !strings.Contains(got, tt.note) {
					t.Errorf("said: %q, want %q", got, tt.note)
				}
			})
		}
	}
}

// TestTypeUnitsOfPackages finds types that are units of their own in a package.
func TestTypeUnitsOfPackages(t *testing.T) {
	for _, folder := range []string{"types4", "types5"} {
		m := open(t, fixture("split", folder, "main.wasm"), load.Options{})
		f := function(m, "sum")
		if f == nil || f.Origin != symbols.OriginDWARF {
			t.Fatalf("%s: %+v; %s", folder, f, notes(m))
		}
		variables, err := m.Table.Frames(nil, f.Ranges[0].End-1)[0].Scope.Variables()
		if err != nil || len(variables) != 1 {
			t.Fatalf("%s: %v %v", folder, variables, err)
		}
		pair := variables[0].Type.Elem()
		if pair == nil || pair.QualifiedName() != "app::Pair" || pair.Size != 12 || pair.Incomplete || len(pair.Details().Members) != 2 {
			t.Fatalf("%s: %+v", folder, pair)
		}
		if first := pair.Details().Members[0].Type; first.Name != "Inner" || first.Incomplete || len(first.Details().Members) != 2 {
			t.Errorf("%s: %+v", folder, first)
		}
	}
}

// TestSplitFileMissing moves a module away from its split files: lines stay known, as they are in the module.
func TestSplitFileMissing(t *testing.T) {
	dir := t.TempDir()
	copyFile(t, fixture("split", "v5", "main.wasm"), filepath.Join(dir, "main.wasm"))
	m := open(t, filepath.Join(dir, "main.wasm"), load.Options{})
	f := function(m, "swap")
	if f == nil {
		t.Fatal("no function swap, which the name section has")
	}
	frames := m.Table.Frames(nil, f.Ranges[0].End-1)
	if len(frames) != 1 || frames[0].Pos.Line == 0 || frames[0].Func.Name != "swap" {
		t.Errorf("%+v", frames)
	}
	if got := notes(m); !strings.Contains(got, "the split debug information is missing; looked for ") {
		t.Errorf("said: %q", got)
	}
	with := open(t, filepath.Join(dir, "main.wasm"), load.Options{DebugDirs: []string{fixture("split", "v5")}})
	if f := function(with, "swap"); f == nil || f.Origin != symbols.OriginDWARF {
		t.Errorf("not found in a folder that was given: %+v, %s", f, notes(with))
	}
}

// TestBuildIDFolder finds a companion by its build id, as other debuggers lay them out.
func TestBuildIDFolder(t *testing.T) {
	module := fixture("external", "same_id", "main.wasm")
	id, err := open(t, module, load.Options{}).Module.BuildID()
	if err != nil || len(id) == 0 {
		t.Fatal(err)
	}
	name := hex.EncodeToString(id)
	for _, place := range []string{".build-id/" + name[:2] + "/" + name[2:] + ".debug", "buildid/" + name + "/debuginfo", "main.debug.wasm"} {
		dir := t.TempDir()
		alone := filepath.Join(t.TempDir(), "main.wasm")
		copyFile(t, module, alone)
		copyFile(t, module+".debug.wasm", filepath.Join(dir, filepath.FromSlash(place)))
		m := open(t, alone, load.Options{DebugDirs: []string{dir}})
		if f := function(m, "swap"); f == nil || f.Origin != symbols.OriginDWARF {
			t.Errorf("%s: %+v, %s", place, f, notes(m))
		}
	}
}

func TestExternalAddresses(t *testing.T) {
	dir := t.TempDir()
	companion := filepath.Join(dir, "with space.wasm")
	copyFile(t, fixture("external", "named", "debug", "main.debug.wasm"), companion)
	abs, err := filepath.Abs(companion)
	if err != nil {
		t.Fatal(err)
	}
	url := "file://" + strings.ReplaceAll(filepath.ToSlash(abs), " ", "%20")
	if !strings.HasPrefix(filepath.ToSlash(abs), "/") {
		url = "file:///" + strings.ReplaceAll(filepath.ToSlash(abs), " ", "%20")
	}
	for name, want := range map[string]string{
		url:                             "",
		"with%20space.wasm":             "",
		"with space.wasm":               "",
		"https://example.com/x.wasm":    "https: addresses are not fetched",
		"file://elsewhere/x/debug.wasm": "on another machine",
	} {
		b := wasmtest.New()
		b.Func(nil, nil, nil, wasmtest.I(op.Nop))
		b.Custom(wasm.CustomExternalDebugInfo, wasmtest.Name(name))
		path := filepath.Join(dir, "app.wasm")
		if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		m := open(t, path, load.Options{})
		got := notes(m)
		if found := m.Table.Sources()[0].Origin() == symbols.OriginDWARF; found != (want == "") {
			t.Errorf("%s: found: %v, %s", name, found, got)
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestSourceMaps(t *testing.T) {
	for _, name := range []string{"main_O0.wasm", "main_O3.wasm", "main_inline.wasm"} {
		m := open(t, fixture("assemblyscript", name), load.Options{})
		n := 0
		for _, f := range m.Table.Files() {
			if strings.HasSuffix(f.Path, "main.ts") {
				n++
			}
		}
		if n != 1 || notes(m) != "" {
			t.Errorf("%s: %d files main.ts; %s", name, n, notes(m))
		}
	}
	path := filepath.Join(t.TempDir(), "main_O0.wasm")
	copyFile(t, fixture("assemblyscript", "main_O0.wasm"), path)
	if got := notes(open(t, path, load.Options{})); !strings.Contains(got, "source map of ") {
		t.Errorf("said: %q", got)
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	empty, bad := filepath.Join(dir, "empty.wasm"), filepath.Join(dir, "bad.wasm")
	for path, data := range map[string]string{empty: "", bad: "not a module"} {
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, mapped := range []bool{false, true} {
		for _, path := range []string{empty, bad, dir, filepath.Join(dir, "none.wasm")} {
			if m, err := load.Open(path, load.Options{Map: mapped}); err == nil || !strings.Contains(err.Error(), path) {
				t.Errorf("%s: %v, %v", path, m, err)
			}
		}
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o666); err != nil {
		t.Fatal(err)
	}
}
