package tui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/tui/tuitest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// hostile are texts that would do something to a terminal that obeyed them, or to a program that takes them for names.
func hostile() []string {
	return []string{
		"\x1b[31mcsi", "\x1b]0;title\x07", "\x1b]52;c;aGVsbG8=\x07clipboard", "\x1b[2J\x1b[H", "\x1b[?1049l", "\x1bP+q544e\x1b\\", "\x1b_apc\x1b\\", "\x1bc", "\x07bell",
		"\u009b31mc1", "\u009d0;c1\u009c", "\x9b31mraw", "\u202egnirts", "\u2066isolate", "zero\u200bwidth\u200d\ufeff", "表wide🦀\U0001F468\u200d\U0001F469", "e\u0301\u0301\u0301",
		"\xff\xfe\xc3bad", "over\rwritten", "back\b\b\bspace", "tab\ttab", "line\nline\u2028line\u0085line", "\x00nul\x7f", "\U000E0041\U000E0001tag", "",
		strings.Repeat("long表\x1b[1m", 10_000),
	}
}

// recursive is how many frames the program of hostileModule has at its deepest.
const recursive = 1000

// hostileModule is a program that writes texts to its output and its standard error, and whose functions and variables have them as names. It ends
// in a trap, deep in a recursion.
func hostileModule(t *testing.T, texts []string) string {
	t.Helper()
	b := wasmtest.New()
	i32 := wasm.I32
	write := b.ImportFunc("wasi_snapshot_preview1", "fd_write", []wasm.ValType{i32, i32, i32, i32}, []wasm.ValType{i32})
	b.ModuleName(texts[0] + texts[1])
	b.Pages(16, 16)
	var data, code []byte
	const base = 64
	for i, text := range texts {
		text += "\nplain text\n"
		code = append(code, wasmtest.Cat(
			wasmtest.I(op.I32Const, 0), wasmtest.I(op.I32Const, base+len(data)), wasmtest.I(op.I32Store),
			wasmtest.I(op.I32Const, 4), wasmtest.I(op.I32Const, len(text)), wasmtest.I(op.I32Store),
			wasmtest.I(op.I32Const, 1+i%2), wasmtest.I(op.I32Const, 0), wasmtest.I(op.I32Const, 1), wasmtest.I(op.I32Const, 8), wasmtest.I(op.Call, write), wasmtest.I(op.Drop),
		)...)
		data = append(data, text...)
	}
	b.Data(0, wasmtest.I(op.I32Const, base), data)
	var deep wasm.FuncIndex
	for i, text := range texts {
		b.Global(i32, true, wasmtest.I(op.I32Const, i))
		locals := make([]wasm.ValType, len(texts))
		for j := range locals {
			locals[j] = i32
		}
		deep = b.Declare(b.FuncType([]wasm.ValType{i32}, nil))
		b.Body(deep, locals, wasmtest.I(op.LocalGet, 0), wasmtest.I(op.I32Eqz), wasmtest.I(op.If), wasmtest.I(op.Unreachable), wasmtest.I(op.End),
			wasmtest.I(op.LocalGet, 0), wasmtest.I(op.I32Const, 1), wasmtest.I(op.I32Sub), wasmtest.I(op.Call, deep))
		b.FuncName(deep, text)
		for j, text := range texts {
			b.LocalName(deep, wasm.LocalIndex(j+1), text)
		}
		if text != "" && i < 20 && !strings.ContainsAny(text, "\xff\x9b") {
			b.ExportFunc(text, deep)
		}
	}
	code = append(code, wasmtest.Cat(wasmtest.I(op.I32Const, recursive), wasmtest.I(op.Call, deep))...)
	b.ExportFunc("_start", b.Func(nil, nil, nil, code))
	b.Export("memory", wasm.ExternMemory, 0)
	path := filepath.Join(t.TempDir(), "hostile.wasm")
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// tourOfPanes goes through all panes, and does in each what most can do.
func tourOfPanes(w *walker) {
	for _, id := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"} {
		w.send(tuitest.Key(id), true)
		for _, key := range strings.Fields("z G space right right enter down space enter b left g x y u z") {
			w.send(tuitest.Key(key), true)
		}
	}
	for _, key := range strings.Fields("? esc ctrl+p f u n esc L L L L L") {
		w.send(tuitest.Key(key), true)
	}
}

// TestHostileProgram: whatever a program writes and calls things, it is shown, not obeyed, and can be found.
func TestHostileProgram(t *testing.T) {
	s := tuitest.New(t, &debuggee.Program{Path: hostileModule(t, hostile())}, 120, 40)
	w := &walker{t: t, s: s, width: 120, height: 40}
	w.check("at first")
	w.send(tuitest.Key("s"), true)
	w.send(tuitest.Key("c"), true)
	sees(t, s, "trapped")
	s.Keys("9", "z", "g")
	for _, text := range []string{"^[[2J^[[H", "^[]52;c;aGVsbG8=^Gclipboard", `\u{9b}31mc1`, `\x9b31mraw`, `\u{202e}gnirts`, "written", "back", "表wide"} {
		s.Keys("/")
		for _, r := range text {
			s.Post(tuitest.Key(string(r)))
		}
		s.Keys("enter")
		sees(t, s, text)
		w.check(text)
	}
	s.Keys("z")
	tourOfPanes(w)
}
