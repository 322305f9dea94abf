package dap

import (
	"fmt"
	"sort"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// maxInstructions bounds the instructions of one answer.
const maxInstructions = 100000

// disassemble lists instructions, as many as are asked for: where there are none, it says so of each.
func (c *conn) disassemble(r *request, a *proto.DisassembleArguments) (any, error) {
	if a.InstructionCount < 0 || a.InstructionCount > maxInstructions {
		return nil, fmt.Errorf("instructionCount %d: 0 to %d are possible", a.InstructionCount, maxInstructions)
	}
	if a.InstructionOffset < -1<<30 || a.InstructionOffset > 1<<30 {
		return nil, fmt.Errorf("instructionOffset %d is too far away", a.InstructionOffset)
	}
	body := disassembleBody{Instructions: []disassembledInstruction{}}
	err := c.inspect(r, func(in *inspection) error {
		inst, at, err := parseAddress(in.v, a.MemoryReference, a.Offset)
		if err != nil {
			return err
		}
		w := &walker{in: in, inst: inst, names: a.ResolveSymbols}
		if err := w.seek(at, a.InstructionOffset); err != nil {
			return err
		}
		for range a.InstructionCount {
			if err := r.stop(); err != nil {
				return err
			}
			body.Instructions = append(body.Instructions, w.next())
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return body, nil
}

// walker goes over the instructions of a module, from function to function.
type walker struct {
	in    *inspection
	inst  target.Instance
	names bool
	// fn and n are the next instruction: number n of the function's.
	fn wasm.FuncIndex
	t  *codeText
	n  int
	// before is how many instructions are to come that lie before the first one there is; end says that there are no more.
	before int
	end    bool
	at     wasm.FileOffset // of the last instruction
	pos    symbols.Pos
}

// seek goes to the instruction that is some instructions away from the one at an offset.
func (w *walker) seek(at wasm.FileOffset, by int) error {
	m := w.inst.Module
	fn, ok := m.FuncAt(at)
	if !ok { // between functions, or outside: the next one
		first, count := wasm.FuncIndex(len(m.ImportedFuncs)), len(m.Funcs)
		i := sort.Search(count, func(i int) bool {
			b, ok := m.Body(first + wasm.FuncIndex(i))
			return ok && b.Start >= at
		})
		if i == count {
			w.end, w.at = true, at
			return nil
		}
		fn = first + wasm.FuncIndex(i)
	}
	if err := w.enter(fn); err != nil {
		return err
	}
	w.n = sort.Search(len(w.t.instrs), func(i int) bool { return w.t.lines[w.t.instrs[i]].at >= at })
	return w.move(by)
}

func (w *walker) enter(fn wasm.FuncIndex) (err error) {
	w.fn, w.n = fn, 0
	w.t, err = w.in.c.code.text(w.in.v, w.inst.ID, fn)
	return err
}

// move goes some instructions on or back.
func (w *walker) move(by int) error {
	for by < 0 {
		if err := w.in.r.stop(); err != nil {
			return err
		}
		if step := min(-by, w.n); step > 0 {
			w.n -= step
			by += step
			continue
		}
		if int(w.fn) == len(w.inst.Module.ImportedFuncs) {
			w.before = -by
			return nil
		}
		if err := w.enter(w.fn - 1); err != nil {
			return err
		}
		w.n = len(w.t.instrs)
	}
	for by > 0 && !w.end {
		if err := w.in.r.stop(); err != nil {
			return err
		}
		if step := min(by, len(w.t.instrs)-w.n); step > 0 {
			w.n += step
			by -= step
			continue
		}
		w.advance()
	}
	return nil
}

// advance goes to the next function, or to the end.
func (w *walker) advance() {
	if int(w.fn)+1 >= w.inst.Module.NumFuncs() || w.enter(w.fn+1) != nil {
		w.end = true
	}
}

// next returns the next instruction.
func (w *walker) next() disassembledInstruction {
	if w.before > 0 {
		w.before--
		return invalidInstruction(w.inst.ID, w.inst.Module.CodeStart, -w.before-1)
	}
	for !w.end && w.n >= len(w.t.instrs) {
		w.advance()
	}
	if w.end {
		w.at++
		return invalidInstruction(w.inst.ID, w.at, 0)
	}
	l := &w.t.lines[w.t.instrs[w.n]]
	out := disassembledInstruction{DisassembledInstruction: proto.DisassembledInstruction{
		Address: addressText(codeAddress(w.inst.ID, l.at)), InstructionBytes: spaced(l.bytes), Instruction: l.text,
	}}
	if w.n == 0 {
		w.pos = symbols.Pos{}
		if w.names {
			out.Symbol = w.in.v.FuncName(funcRef(w.inst, w.fn))
		}
	}
	w.source(l.at, &out)
	w.n, w.at = w.n+1, l.at
	return out
}

// source says which line an instruction is of, where that is another one than before.
func (w *walker) source(at wasm.FileOffset, out *disassembledInstruction) {
	frames := w.in.v.Table(w.inst.ID).Frames(nil, w.inst.Module.CodeOffsetOf(at))
	if len(frames) == 0 || !frames[0].Pos.IsValid() || frames[0].Pos == w.pos {
		return
	}
	w.pos = frames[0].Pos
	src, line, column := w.in.c.at(w.pos)
	if src == nil {
		return
	}
	out.Location, out.Line = src, number(line)
	if w.pos.Column > 0 {
		out.Column = number(column)
	}
}

// invalidInstruction stands where there is no code.
func invalidInstruction(inst target.InstanceID, at wasm.FileOffset, by int) disassembledInstruction {
	n := int64(codeAddress(inst, at)) + int64(by)
	return disassembledInstruction{
		DisassembledInstruction: proto.DisassembledInstruction{Address: addressText(uint64(max(0, n))), Instruction: "(no code)"}, PresentationHint: "invalid",
	}
}

// spaced writes bytes in base 16 with spaces between them.
func spaced(hex string) string {
	var b []byte
	for i := 0; i+1 < len(hex); i += 2 {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, hex[i], hex[i+1])
	}
	return string(b)
}

func lastFunc(n int) wasm.FuncIndex { return wasm.FuncIndex(n - 1) }
