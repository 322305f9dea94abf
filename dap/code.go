package dap

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/disasm"
)

// code is the disassembly of functions.
type code struct {
	recent   []*codeText // the last used one last
	printers map[*wasm.Module]*disasm.Printer
}

// codeText is the code of a function.
type codeText struct {
	inst  target.InstanceID
	fn    wasm.FuncIndex
	text  string
	lines []codeLine
	// instrs are the lines that are instructions.
	instrs []int
}

// codeLine is a line of it.
type codeLine struct {
	at    wasm.FileOffset
	text  string // without offset and indentation
	bytes string // in base 16
}

// Limits of disassembly.
const (
	maxCodeTexts = 32
	maxCodeLines = 500000
)

// text returns the code of a function.
func (c *code) text(v *debugger.View, id target.InstanceID, fn wasm.FuncIndex) (*codeText, error) {
	if i := slices.IndexFunc(c.recent, func(t *codeText) bool { return t.inst == id && t.fn == fn }); i >= 0 {
		t := c.recent[i]
		c.recent = append(slices.Delete(c.recent, i, i+1), t)
		return t, nil
	}
	inst, ok := v.Instance(id)
	if !ok {
		return nil, fmt.Errorf("there is no module %d", id)
	}
	if _, ok := inst.Module.Body(fn); !ok {
		return nil, fmt.Errorf("function %d has no code in %s", fn, symbols.Printable(inst.Name))
	}
	t := c.disassemble(inst, fn)
	if len(c.recent) >= maxCodeTexts {
		c.recent = c.recent[1:]
	}
	c.recent = append(c.recent, t)
	return t, nil
}

func (c *code) disassemble(inst target.Instance, fn wasm.FuncIndex) *codeText {
	p := c.printers[inst.Module]
	if p == nil {
		p = disasm.New(inst.Module, disasm.Options{Demangle: symbols.Demangle})
		if c.printers == nil {
			c.printers = map[*wasm.Module]*disasm.Printer{}
		}
		c.printers[inst.Module] = p
	}
	t := &codeText{inst: inst.ID, fn: fn}
	var b strings.Builder
	var buf []byte
	for l := range p.Lines(fn) {
		if len(t.lines) == maxCodeLines {
			b.WriteString("…\n")
			break
		}
		if l.Kind == disasm.LineInstr || l.Kind == disasm.LineFuncEnd {
			t.instrs = append(t.instrs, len(t.lines))
		}
		buf = p.AppendLine(buf[:0], l)
		b.Write(bytes.TrimSuffix(buf, []byte("\n")))
		b.WriteByte('\n')
		t.lines = append(t.lines, codeLine{at: l.Offset, text: string(l.Text), bytes: fmt.Sprintf("%x", l.Bytes)})
	}
	t.text = b.String()
	return t
}

// line returns the number, from 1, of the line of the instruction at an offset; of the next one where none begins there.
func (t *codeText) line(at wasm.FileOffset) int {
	n := sort.Search(len(t.instrs), func(i int) bool { return t.lines[t.instrs[i]].at >= at })
	if n == len(t.instrs) {
		return max(1, len(t.lines))
	}
	return t.instrs[n] + 1
}

// instr returns the first instruction of a line, from 1, or after it.
func (t *codeText) instr(line int) (at wasm.FileOffset, ok bool) {
	n := sort.SearchInts(t.instrs, line-1)
	if n == len(t.instrs) {
		return 0, false
	}
	return t.lines[t.instrs[n]].at, true
}

// Addresses of code are numbers, since clients compute with them: the offset in the module's file, and the instance above 32 bits.

func codeAddress(inst target.InstanceID, at wasm.FileOffset) uint64 {
	return uint64(inst)<<32 | uint64(at)
}

func addressText(n uint64) string { return fmt.Sprintf("0x%x", n) }

// parseAddress reads an address with an offset, and returns the place in a module.
func parseAddress(v *debugger.View, text string, offset int) (target.Instance, wasm.FileOffset, error) {
	n, err := strconv.ParseUint(text, 0, 64)
	if err != nil {
		return target.Instance{}, 0, fmt.Errorf("%.60q is no address of code", text)
	}
	id, at := n>>32, int64(n&0xffffffff)+int64(offset)
	inst, ok := v.Instance(target.InstanceID(min(id, 1<<30)))
	switch {
	case !ok:
		return inst, 0, fmt.Errorf("%s is an address in module %d, which is not loaded", addressText(n), id)
	case at < 0 || at > 0xffffffff:
		return inst, 0, fmt.Errorf("%s%+d is outside of the module's file", addressText(n), offset)
	}
	return inst, wasm.FileOffset(at), nil
}
