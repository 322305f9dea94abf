package agree

import (
	"fmt"
	"path"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/fixture"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/load"
	"github.com/wdbg/wdbg/wasm"
)

// TestLines compares functions, inlined calls, files, lines and columns at every instruction of modules.
func TestLines(t *testing.T) {
	tool(t, "llvm-symbolizer-22")
	known := readDifferences(t)
	code, modules := 0, 0
	paths, complete := modulesToCompare(t)
	for _, path := range paths {
		t.Run(name(path), func(t *testing.T) {
			c := &comparison{module: name(path), known: known}
			code += c.run(t, path)
			modules++
		})
	}
	t.Logf("%d modules with %d bytes of code compared", modules, code)
	if complete && !t.Failed() && known.unused(t) {
		t.Error("the list of differences has rows that nothing needs any more")
	}
}

// comparison compares one module.
type comparison struct {
	module              string
	known               *differences
	instrs, frames      int
	explained, unlikely map[string]int
	shown               int
	lastShown           wasm.FuncIndex
}

// run compares all instructions of a module, and returns the size of its code.
func (c *comparison) run(t *testing.T, path string) int {
	c.explained, c.unlikely = map[string]int{}, map[string]int{}
	m, err := load.Open(path, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	source := dwarfOf(t, m)
	var offsets []wasm.CodeOffset
	code := 0
	for f := range m.Module.NumFuncs() {
		body, _ := m.Module.Body(wasm.FuncIndex(f))
		code += int(body.End - body.Start)
		for at := range fixture.Instrs(m.Module, wasm.FuncIndex(f)) {
			offsets = append(offsets, at)
		}
	}
	var frames []symbols.Frame
	symbolize(t, withoutNames(t, m.Module), filepath.Dir(path), offsets, func(at wasm.CodeOffset, a *answer) {
		frames = source.Frames(frames[:0], at)
		c.instrs++
		c.compare(t, m.Module, at, ours(frames), theirs(a))
	})
	c.summary(t, code)
	return code
}

// dwarfOf returns the source of DWARF among a module's.
func dwarfOf(t *testing.T, m *load.Module) symbols.Source {
	t.Helper()
	for _, s := range m.Table.Sources() {
		if s.Origin() == symbols.OriginDWARF {
			return s
		}
	}
	t.Fatalf("no DWARF: %v", m.Notes)
	return nil
}

// place is a logical frame as both sides know it.
type place struct {
	function, file string
	line, column   int
}

func (p place) String() string {
	return fmt.Sprintf("%s at %s:%d:%d", p.function, p.file, p.line, p.column)
}

func ours(frames []symbols.Frame) []place {
	var all []place
	for _, f := range frames {
		p := place{line: f.Pos.Line, column: f.Pos.Column}
		if f.Func != nil {
			if p.function = f.Func.LinkageName(); p.function == "" {
				p.function = f.Func.Name
			}
		}
		if f.Pos.File != nil {
			p.file = f.Pos.File.Path
		}
		all = append(all, p.normal())
	}
	return all
}

func theirs(a *answer) []place {
	var all []place
	for _, s := range a.Symbol {
		if s.FunctionName == "" && s.FileName == "" && len(a.Symbol) == 1 {
			return nil
		}
		all = append(all, place{s.FunctionName, s.FileName, s.Line, s.Column}.normal())
	}
	return all
}

// normal leaves out what means nothing: where there is no line, the file and the column of code that belongs to none.
func (p place) normal() place {
	if p.line == 0 {
		p.file, p.column = "", 0
	}
	if p.file != "" {
		p.file = path.Clean(p.file)
	}
	return p
}

// compare compares the frames at one instruction.
func (c *comparison) compare(t *testing.T, m *wasm.Module, at wasm.CodeOffset, our, their []place) {
	c.frames += len(their)
	kind := difference(our, their)
	if kind == "" {
		return
	}
	f, _ := m.FuncAt(m.FileOffsetOf(at))
	if reason := c.known.explain(c.module, kind, m.Names().Func(f), our, their); reason != "" {
		c.explained[kind+": "+reason]++
		return
	}
	c.unlikely[kind]++
	if c.lastShown == f {
		return // one of a function is enough
	}
	c.lastShown = f
	if c.shown++; c.shown <= 10 {
		t.Errorf("0x%x in function %d: %s:\nwdbg: %s\nllvm: %s", uint64(at), f, kind, list(our), list(their))
	}
}

// difference says what differs first; "" is nothing.
func difference(our, their []place) string {
	if len(our) == 0 && len(their) == 1 && their[0].function == "" && their[0].line == 0 {
		return ""
	}
	if len(our) != len(their) {
		return "depth"
	}
	for i := range our {
		a, b := our[i], their[i]
		switch {
		case a.function != b.function:
			return "function"
		case a.line != b.line:
			return "line"
		case a.file != b.file:
			return "file"
		case a.column != b.column:
			return "column"
		}
	}
	return ""
}

func list(places []place) string {
	var parts []string
	for _, p := range places {
		parts = append(parts, p.String())
	}
	return strings.Join(parts, "\n      ")
}

// summary reports the counts.
func (c *comparison) summary(t *testing.T, code int) {
	t.Logf("%d bytes of code, %d instructions, %d frames compared", code, c.instrs, c.frames)
	for _, m := range []map[string]int{c.explained, c.unlikely} {
		var kinds []string
		for k := range m {
			kinds = append(kinds, k)
		}
		sort.Strings(kinds)
		for _, k := range kinds {
			t.Logf("%8d  %s", m[k], k)
		}
	}
}

// name returns the short name of a module: its file and folder.
func name(file string) string {
	return path.Join(filepath.Base(filepath.Dir(file)), strings.TrimSuffix(filepath.Base(file), ".wasm"))
}
