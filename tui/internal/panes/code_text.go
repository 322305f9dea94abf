package panes

import (
	"slices"
	"sort"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/disasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// codeKey says what was read.
type codeKey struct {
	codeFunc
	source bool
	starts int // a module that is loaded anew after a restart
}

// codeText are the lines of a function.
type codeText struct {
	codeKey
	err   error // why there are none
	name  string
	inst  target.Instance
	lines []codeLine
}

// codeLine is an instruction, or a line of source that begins with the next one.
type codeLine struct {
	at     wasm.FileOffset
	instr  bool
	depth  int
	text   string
	target wasm.FileOffset // where a branch leads
}

// maxCodeLines bounds the lines of a function.
const maxCodeLines = 500000

// maxKeptLines bounds the lines of functions that are kept beside the one that was read last.
const maxKeptLines = 200_000

// readCode disassembles a function.
func readCode(v *debugger.View, key codeKey, sources *srcfile.Finder, dir string) *codeText {
	inst, ok := v.Instance(key.instance)
	if !ok {
		return &codeText{codeKey: key, err: noModule(key.instance)}
	}
	t := &codeText{codeKey: key, inst: inst, name: v.FuncName(target.FuncRef{Instance: key.instance, Func: key.fn})}
	printer := disasm.New(inst.Module, disasm.Options{Demangle: symbols.Demangle})
	between := listing.Interleaver{Module: inst.Module, Table: v.Table(inst.ID), Sources: sources, Dir: dir}
	for l := range printer.Lines(key.fn) {
		if len(t.lines) >= maxCodeLines {
			t.lines = append(t.lines, codeLine{text: "… the function is longer"})
			break
		}
		instr := l.Kind == disasm.LineInstr || l.Kind == disasm.LineFuncEnd
		if key.source && instr {
			for i, text := range between.Lines(l.Offset) {
				if i == 0 {
					text = "; " + text
				} else {
					text = ";   " + strings.TrimSpace(text)
				}
				t.lines = append(t.lines, codeLine{at: l.Offset, text: text})
			}
		}
		t.lines = append(t.lines, codeRow(l, instr))
	}
	return t
}

// codeRow is a line of disassembly that is kept.
func codeRow(l *disasm.Line, instr bool) codeLine {
	row := codeLine{at: l.Offset, instr: instr, depth: l.Depth, text: string(l.Text)}
	if len(l.Targets) > 0 {
		row.target = l.Targets[0]
	}
	return row
}

// callee returns the function that an instruction calls, or makes a reference to.
func (t *codeText) callee(l *codeLine) (wasm.FuncIndex, bool) {
	body, ok := t.inst.Module.Body(t.fn)
	if !ok || !l.instr {
		return 0, false
	}
	var r wasm.InstrReader
	r.Reset(t.inst.Module.Bytes, l.at, body.End)
	if !r.Next() {
		return 0, false
	}
	switch r.Op {
	case op.Call, op.ReturnCall, op.RefFunc:
		return wasm.FuncIndex(r.Index), true
	}
	return 0, false
}

// row returns the line of the instruction at an offset, or of the next one.
func (t *codeText) row(at wasm.FileOffset) (int, bool) {
	n := sort.Search(len(t.lines), func(i int) bool { return t.lines[i].at >= at })
	for ; n < len(t.lines); n++ {
		if t.lines[n].instr {
			return n, true
		}
	}
	return 0, false
}

// codeTexts are functions that were read, those that were shown last first: steps go to and fro between a few.
type codeTexts []*codeText

func (l *codeTexts) keep(t *codeText) {
	*l = slices.Insert(*l, 0, t)
	lines := 0
	for i, k := range *l {
		if lines += len(k.lines) + 1; i > 0 && lines > maxKeptLines {
			*l = slices.Delete(*l, i, len(*l))
			return
		}
	}
}

// find returns a function that was read; nil where it was not, or is not kept any more.
func (l *codeTexts) find(key codeKey) *codeText {
	for i, t := range *l {
		if t.codeKey == key {
			copy((*l)[1:], (*l)[:i])
			(*l)[0] = t
			return t
		}
	}
	return nil
}
