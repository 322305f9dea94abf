package panes_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/internal/panes"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
	"github.com/wdbg/wdbg/wasm/validate"
)

// manyLocals is a module with a function of as many named locals as there can be.
func manyLocals(t *testing.T) string {
	b := wasmtest.New()
	locals := make([]wasm.ValType, validate.MaxLocals)
	for i := range locals {
		locals[i] = wasm.I32
	}
	f := b.Func(nil, nil, locals, wasmtest.I(op.Nop), wasmtest.I(op.Nop))
	b.FuncName(f, "many")
	for i := range locals {
		b.LocalName(f, wasm.LocalIndex(i), fmt.Sprintf("v%d", i))
	}
	b.ExportFunc("_start", f)
	path := filepath.Join(t.TempDir(), "many.wasm")
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestManyLocals: of many values some are read, and more when they are asked for.
func TestManyLocals(t *testing.T) {
	path := manyLocals(t)
	for _, p := range []pane.Pane{panes.NewVariables(), panes.NewMachine()} {
		pl := play(t, &debuggee.Program{Path: path}, p)
		pl.instructions(1)
		pl.do(pane.Bottom)
		if !strings.Contains(pl.draw().Text(), "more") {
			t.Fatalf("%s shows all:\n%s", p.ID(), pl.draw().Text())
		}
		pl.on("…")
		if text := pl.draw().Text(); !strings.Contains(text, "… 49,900 more") {
			t.Errorf("%s:\n%s", p.ID(), text)
		}
		pl.do(pane.Enter)
		if text := pl.draw().Text(); !strings.Contains(text, "v100") {
			t.Errorf("%s has no more:\n%s", p.ID(), text)
		}
		pl.do(pane.Bottom)
		pl.on("…")
		if text := pl.draw().Text(); !strings.Contains(text, "… 49,800 more") {
			t.Errorf("%s:\n%s", p.ID(), text)
		}
	}
}
