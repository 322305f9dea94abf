package disasm

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// maxIndent is the nesting depth at which indentation stops growing.
const maxIndent = 32

// Options say how code is shown.
type Options struct {
	// Demangle turns a symbol into a readable name; nil shows symbols as they are. Its result should be bounded in length.
	Demangle func(string) string
	// NoNames shows indices only.
	NoNames bool
	// ShowBytes makes Func print the bytes of each instruction before its text.
	ShowBytes bool
}

// Printer disassembles the functions of one module. It keeps names and buffers from one
// function to the next and is for one goroutine.
type Printer struct {
	m        *wasm.Module
	names    *wasm.Names
	opts     Options
	spaces   [numSpaces]space
	external map[external]string
	exports  map[wasm.FuncIndex][]uint32 // positions in m.Exports

	// The function being printed.
	f       wasm.FuncIndex
	body    wasm.Body
	control control
	locals  []string // rendered operands of the first locals
	inners  map[innerKey]string
	reader  wasm.InstrReader
	err     error // of the local declarations

	line     Line
	text     []byte
	targets  []wasm.FileOffset
	out      []byte // pending output of Func
	offWidth int    // width of the offset column
}

// New returns a printer for a decoded module.
func New(m *wasm.Module, opts Options) *Printer {
	p := &Printer{m: m, names: m.Names(), opts: opts}
	p.initSpaces()
	p.forgetInner()
	p.exports = map[wasm.FuncIndex][]uint32{}
	for i := range m.Exports {
		if e := &m.Exports[i]; e.Kind == wasm.ExternFunc {
			f := wasm.FuncIndex(e.Index)
			p.exports[f] = append(p.exports[f], uint32(i))
		}
	}
	p.offWidth = len(strconv.FormatUint(uint64(len(m.Bytes)), 16)) + len("0x")
	return p
}

// ErrNoBody is the error for a function that the module imports or does not have.
var ErrNoBody = errors.New("the function has no body in this module")

// start makes f the current function and finds its blocks.
func (p *Printer) start(f wasm.FuncIndex) error {
	body, ok := p.m.Body(f)
	if !ok {
		return fmt.Errorf("function %d: %w", f, ErrNoBody)
	}
	p.f, p.body, p.err = f, body, nil
	p.locals = p.locals[:0]
	p.forgetInner()
	p.control.reset()
	p.reader.Reset(p.m.Bytes, body.Start, body.End)
	if p.reader.Locals(func(uint32, wasm.ValType) error { return nil }) == nil {
		for p.reader.Next() && p.control.find(p.reader.Op, p.funcOffset(p.reader.Offset)) {
		}
	} // else the second pass meets the same error and shows it
	p.control.rewind()
	p.reader.Reset(p.m.Bytes, body.Start, body.End)
	return nil
}

func (p *Printer) funcOffset(off wasm.FileOffset) wasm.FuncOffset {
	return wasm.FuncOffset(off - p.body.Start)
}

// Lines returns the lines of a defined function: its header, locals, instructions, and an error where
// decoding stops. The line is reused by the next. A function without a body has no lines.
func (p *Printer) Lines(f wasm.FuncIndex) iter.Seq[*Line] {
	return func(yield func(*Line) bool) {
		if p.start(f) != nil || !yield(p.header()) || !p.localLines(yield) {
			return
		}
		for p.next() {
			if !yield(p.instrLine()) {
				return
			}
			if p.line.Kind == LineFuncEnd {
				break
			}
		}
		if err := p.fault(); err != nil {
			yield(p.errorLine(err))
		}
	}
}

// next decodes the next instruction; false at an error or the body's end.
func (p *Printer) next() bool { return p.err == nil && p.reader.Next() }

// fault says what is wrong with the current function once its lines have been read as far as they go;
// nil if nothing is.
func (p *Printer) fault() *wasm.Error {
	var fault *wasm.Error
	err := p.err
	if err == nil {
		err = p.reader.Err()
	}
	switch ended := p.line.Kind == LineFuncEnd; {
	case errors.As(err, &fault):
		fault = wasm.Malformedf(fault.Offset, "%s", fault.Msg)
	case err != nil:
		fault = wasm.Malformedf(p.reader.Pos(), "%v", err)
	case !ended:
		fault = wasm.Malformedf(p.body.End, "unexpected end: the function's end is missing, %d blocks are open", len(p.control.open))
	case p.reader.More():
		fault = wasm.Malformedf(p.reader.Pos(), "%d bytes after the end of the function", uint64(p.body.End-p.reader.Pos()))
	default:
		return nil
	}
	fault.Section, fault.Func, fault.HasFunc = "code", p.f, true
	return fault
}

func (p *Printer) errorLine(err *wasm.Error) *Line {
	p.text = append(p.text[:0], ";; error: "...)
	p.text = append(p.text, err.Msg...)
	p.line = Line{Kind: LineError, Func: p.f, Offset: err.Offset, FuncOffset: p.funcOffset(err.Offset), Depth: 1, Text: p.text, Err: err}
	return &p.line
}

// instrLine renders the instruction just decoded and follows it through the block structure.
func (p *Printer) instrLine() *Line {
	in, line := &p.reader.Instr, &p.line
	line.Kind, line.Func, line.Err = LineInstr, p.f, nil // field by field: a whole Line costs twice the time
	line.Offset, line.FuncOffset, line.Op = in.Offset, p.funcOffset(in.Offset), in.Op
	line.Depth, line.Bytes = len(p.control.open)+1, p.m.Bytes[in.Offset:p.reader.Pos()]
	p.text = p.text[:0]
	info, _ := in.Op.Info()
	switch in.Op {
	case op.Block, op.Loop, op.If, op.Try, op.TryTable:
		p.openBlock(in, info)
	case op.Else, op.Catch, op.CatchAll:
		p.text = p.appendInstr(p.text, in, info)
		p.text = p.appendOpenBlock(p.text)
		line.Depth = max(line.Depth-1, 1)
	case op.End, op.Delegate:
		p.closeBlock(in, info)
	default:
		p.text = p.appendInstr(p.text, in, info)
	}
	line.Text, line.Targets = p.text, p.targets
	return line
}

// openBlock renders "block $label (result i32) (;@3 0x1f2;)": the block's number and where a branch to it goes.
func (p *Printer) openBlock(in *wasm.Instr, info *op.Info) {
	id := p.control.opened
	b := &p.control.blocks[id]
	p.text = append(p.text, info.Name...)
	if name := p.labelName(id); name != "" {
		p.text = AppendIdent(append(p.text, ' '), cutName(name))
	}
	p.targets = p.targets[:0]
	if in.Op == op.TryTable {
		p.text = p.appendTryTable(p.text, in)
	} else {
		p.text = p.appendBlockType(p.text, in.Block)
	}
	p.text = strconv.AppendUint(append(p.text, " (;@"...), uint64(id), 10)
	p.text = p.appendTarget(p.text, b.target())
	if b.alt != 0 {
		what := " catch"
		if in.Op == op.If {
			what = " else"
		}
		p.text = append(p.text, what...)
		p.text = p.appendTarget(p.text, b.alt)
	}
	p.text = append(p.text, ";)"...)
	p.control.enter()
}

// closeBlock renders end and delegate, whose label counts from outside the block.
func (p *Printer) closeBlock(in *wasm.Instr, info *op.Info) {
	id, ok := p.control.leave()
	p.text = p.appendInstr(p.text, in, info)
	if !ok {
		p.line.Kind, p.line.Depth = LineFuncEnd, 0
		return
	}
	p.text = append(p.appendBlockID(append(p.text, " (;"...), id), ";)"...)
	p.line.Depth--
}

// appendOpenBlock appends the number of the innermost block, for else and catch.
func (p *Printer) appendOpenBlock(dst []byte) []byte {
	n := len(p.control.open)
	if n == 0 {
		return append(dst, " (;outside of any block;)"...)
	}
	return append(p.appendBlockID(append(dst, " (;"...), p.control.open[n-1]), ";)"...)
}

// Instr returns the line of the instruction at a file offset. The error says so where the offset lies in no
// function or inside an instruction.
func (p *Printer) Instr(off wasm.FileOffset) (*Line, error) {
	f, ok := p.m.FuncAt(off)
	if !ok {
		return nil, fmt.Errorf("offset 0x%x is in no function", uint64(off))
	}
	if err := p.start(f); err != nil {
		return nil, err
	}
	last := p.body.Start
	p.line.Kind = LineFunc
	if p.err = p.reader.Locals(func(uint32, wasm.ValType) error { return nil }); p.err != nil {
		return nil, p.fault()
	}
	for p.next() && p.reader.Offset <= off {
		last = p.reader.Offset
		if last == off {
			return p.instrLine(), nil
		}
		if !p.follow() {
			break
		}
	}
	if err := p.reader.Err(); err != nil {
		return nil, p.fault()
	}
	return nil, fmt.Errorf("offset 0x%x is inside of what starts at 0x%x", uint64(off), uint64(last))
}

// follow tracks the block structure over an instruction that is not shown; false after the function's end.
func (p *Printer) follow() bool {
	switch o := p.reader.Op; {
	case opens(o):
		p.control.enter()
	case o == op.End || o == op.Delegate:
		_, open := p.control.leave()
		return open
	}
	return true
}

// maxConstInstrs bounds the instructions shown of a constant expression, which stands on one line.
const maxConstInstrs = 256

// AppendConstExpr appends a constant expression as folded instructions: (i32.const 1024). err says
// where it does not decode; what does is appended.
func (p *Printer) AppendConstExpr(dst []byte, c wasm.ConstExpr) (out []byte, err error) {
	p.control.reset()
	p.reader.Reset(p.m.Bytes, c.Start, c.End)
	for n := 0; p.reader.Next() && (p.reader.Op != op.End || p.reader.More()); n++ {
		if n > 0 {
			dst = append(dst, ' ')
		}
		if n == maxConstInstrs {
			dst = appendHex(append(dst, "(;more, from "...), uint64(p.reader.Offset))
			return append(dst, ";)"...), nil
		}
		info, _ := p.reader.Op.Info()
		dst = append(p.appendInstr(append(dst, '('), &p.reader.Instr, info), ')')
	}
	return dst, p.reader.Err()
}

// Func writes the disassembly of a defined function. The error is w's, or a *wasm.Error that says
// where decoding stopped, or wraps ErrNoBody.
func (p *Printer) Func(w io.Writer, f wasm.FuncIndex) error {
	if _, ok := p.m.Body(f); !ok {
		return fmt.Errorf("function %d: %w", f, ErrNoBody)
	}
	var fault error
	p.out = p.out[:0]
	for line := range p.Lines(f) {
		p.out = p.AppendLine(p.out, line)
		if line.Kind == LineError {
			fault = line.Err
		}
		if len(p.out) >= outputChunk {
			if _, err := w.Write(p.out); err != nil {
				return err
			}
			p.out = p.out[:0]
		}
	}
	if _, err := w.Write(p.out); err != nil {
		return err
	}
	return fault
}

// outputChunk is how many bytes Func collects before it writes them.
const outputChunk = 32 << 10
