package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// objdumpModule has functions with a C++, a Rust, and a plain name.
func objdumpModule() []byte {
	b := wasmtest.New()
	add := b.Func([]wasm.ValType{wasm.I32}, []wasm.ValType{wasm.I32}, nil, wasmtest.I(op.LocalGet, 0))
	show := b.Func(nil, nil, nil, wasmtest.I(op.I32Const, 1), wasmtest.I(op.Call, add), wasmtest.I(op.Drop))
	run := b.Func(nil, nil, nil, wasmtest.I(op.Call, show))
	b.FuncName(add, "_ZN4calc3addEi")
	b.FuncName(show, "_ZN4core3fmt9Formatter9write_str17h0123456789abcdefE")
	b.FuncName(run, "run")
	return b.Bytes()
}

// runObjdump runs the command on a module given by standard input.
func runObjdump(t *testing.T, file []byte, args ...string) (string, error) {
	t.Helper()
	cmd := newObjdumpCmd()
	var out bytes.Buffer
	cmd.SetIn(bytes.NewReader(file))
	cmd.SetOut(&out)
	cmd.SetErr(&out)
	cmd.SilenceUsage, cmd.SilenceErrors = true, true
	cmd.SetArgs(args)
	err := cmd.Execute()
	return out.String(), err
}

func TestObjdumpCommand(t *testing.T) {
	tests := []struct {
		args       string
		want, miss []string
	}{
		{"-h -", []string{"Sections:", "code", "name"}, []string{"Usage", "local.get"}},
		{"-", []string{"Sections:"}, []string{"Usage"}},
		{"--help", []string{"Usage:", "wdbg objdump -d --func main"}, nil},
		{"-x -", []string{`(func $"calc::add(int)" (;0;)`, "function names: 3"}, []string{"local.get"}},
		{"-d -", []string{`call $"calc::add(int)" (;0;)`, "call $core::fmt::Formatter::write_str (;1;)", "symbol $_ZN4calc3addEi"}, nil},
		{"-d --no-demangle -", []string{"call $_ZN4calc3addEi (;0;)"}, []string{"calc::"}},
		{"-d --func calc::add -", []string{"local.get 0"}, []string{"call"}},
		{"-d --func 1-2 -", []string{"i32.const 1", "$run"}, []string{"local.get"}},
		{"-d --bytes --func run -", []string{"10 01"}, nil},
		{"-j code -", []string{"local.get 0"}, nil},
		{"-j name -", []string{"0 $_ZN4calc3addEi"}, nil},
		{"--json --func run -", []string{`"kind":"code"`, `"op":"call"`}, []string{"local.get"}},
	}
	for _, tt := range tests {
		out, err := runObjdump(t, objdumpModule(), strings.Fields(tt.args)...)
		if err != nil {
			t.Errorf("objdump %s: %v", tt.args, err)
		}
		for _, want := range tt.want {
			if !strings.Contains(out, want) {
				t.Errorf("objdump %s: %q is not in\n%s", tt.args, want, out)
			}
		}
		for _, miss := range tt.miss {
			if strings.Contains(out, miss) {
				t.Errorf("objdump %s: %q is in\n%s", tt.args, miss, out)
			}
		}
	}
}

func TestObjdumpErrors(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing.wasm")
	for args, want := range map[string]string{
		"":                  "arg",
		"a b":               "arg",
		missing:             "missing.wasm",
		"--func nobody -":   "no function is called",
		"-j .debug_info -":  "no section",
		"-d --func 7 -":     "there is no function 7",
		"--no-such-flag -":  "unknown flag",
		"-d --func 0x1-0 -": "no function is called",
	} {
		if _, err := runObjdump(t, objdumpModule(), strings.Fields(args)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("objdump %s: %v, want %q", args, err, want)
		}
	}
	if out, err := runObjdump(t, []byte("(module)"), "-"); err == nil || out != "" {
		t.Errorf("objdump of text: %v, %q", err, out)
	}
}

// TestObjdumpPrograms lists all of each program fixture.
func TestObjdumpPrograms(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "programs", "*", "*", "*.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || info.Size() > 1<<20 {
			continue
		}
		out, err := runObjdump(t, nil, "-h", "-x", "-d", path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		if i := strings.Index(out, "(;unknown;)"); i >= 0 {
			t.Errorf("%s refers to something unknown: %s", path, out[max(0, i-80):i])
		}
	}
}
