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

// TestHostileNames: nothing that a module calls its locals moves the terminal's cursor.
func TestHostileNames(t *testing.T) {
	b := wasmtest.New()
	f := b.Func(nil, nil, []wasm.ValType{wasm.I32, wasm.I32, wasm.I64}, wasmtest.I(op.Nop), wasmtest.I(op.Nop))
	b.LocalName(f, 0, "\x1b]0;title\x07")
	b.LocalName(f, 1, "\x1b[2J\r\n"+strings.Repeat("wide 表", 10000))
	b.LocalName(f, 2, "\x1f\x1e\x00")
	b.ExportFunc("_start", f)
	path := filepath.Join(t.TempDir(), "hostile.wasm")
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, p := range []pane.Pane{panes.NewVariables(), panes.NewMachine(), panes.NewWatches()} {
		pl := play(t, &debuggee.Program{Path: path}, p)
		pl.instructions(1)
		if l, ok := p.(pane.Listener); ok {
			l.Hear(&pl.c, pane.Watch{Text: "\x1b[31m表"})
			pl.settle()
		}
		pl.show("hostile")
		if text := pl.seen.String(); strings.ContainsAny(text, "\x1b\x07\r\x00\x1f\x1e") {
			t.Errorf("%s: %q", p.ID(), text)
		}
	}
}
