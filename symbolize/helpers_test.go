package symbolize

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/stacktext"
	"github.com/wdbg/wdbg/wasm"
)

// dumps is the folder with crash.wasm and what engines wrote when it trapped.
var dumps = filepath.Join("..", "testdata", "symbols", "dumps")

// offsetSymbols say of each instruction that its line is its file offset.
type offsetSymbols struct {
	m    *wasm.Module
	file *symbols.File
	// inlined adds a call that was inlined.
	inlined bool
	funcs   map[wasm.FuncIndex]*symbols.Func
}

func (s offsetSymbols) Frames(dst []symbols.Frame, at wasm.CodeOffset) []symbols.Frame {
	off := s.m.FileOffsetOf(at)
	f, ok := s.m.FuncAt(off)
	if !ok {
		return dst
	}
	pos := symbols.Pos{File: s.file, Line: int(off)}
	if s.inlined {
		dst = append(dst, symbols.Frame{Func: &symbols.Func{Name: "inner"}, Pos: pos, Inlined: true})
		pos.Line++
	}
	b, _ := s.m.Body(f)
	if s.funcs[f] == nil {
		s.funcs[f] = &symbols.Func{Name: s.m.FuncName(f), Index: f, HasIndex: true, Decl: symbols.Pos{File: s.file, Line: int(b.Start)}, Origin: symbols.OriginDWARF}
	}
	return append(dst, symbols.Frame{Func: s.funcs[f], Pos: pos})
}

// readModule reads a module of dumps.
func readModule(t testing.TB, name string) *wasm.Module {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(dumps, name))
	if err != nil {
		t.Fatal(err)
	}
	m, err := wasm.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// offsetModule returns a module with offsetSymbols.
func offsetModule(name string, m *wasm.Module) *Module {
	return NewModule(name, m, newOffsetSymbols(m))
}

func newOffsetSymbols(m *wasm.Module) offsetSymbols {
	return offsetSymbols{m: m, file: &symbols.File{Path: "x.c"}, funcs: map[wasm.FuncIndex]*symbols.Func{}}
}

// rewrite rewrites a text.
func rewrite(t testing.TB, res *Resolver, text string, opts Options) string {
	t.Helper()
	var out strings.Builder
	if err := Rewrite(&out, strings.NewReader(text), res, opts); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// added returns the lines of the output that are not in the input, without their indentation.
func added(text, out string) (lines []string) {
	in := strings.Split(text, "\n")
	for line := range strings.SplitSeq(out, "\n") {
		if len(in) > 0 && line == in[0] {
			in = in[1:]
			continue
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	return lines
}

// brief returns answers as the offsets of their instructions, or why there are none.
func brief(answers []Answer) (list []string) {
	for i := range answers {
		a := &answers[i]
		s := a.Why
		if s == "" {
			s = fmt.Sprintf("%#x", uint64(a.At))
		}
		if a.Note != "" {
			s += " " + a.Note
		}
		list = append(list, s)
	}
	return list
}

// stack reads the frames of a text.
func stack(text string) (frames []stacktext.Frame, trap stacktext.Trap) {
	var r stacktext.Recognizer
	for line := range strings.Lines(text) {
		info := r.Line([]byte(line))
		frames = append(frames, info.Frames...)
		if info.HasTrap {
			trap = info.Trap
		}
	}
	return frames, trap
}
