package symbolize

import (
	"sort"

	"github.com/wdbg/wdbg/symbols/stacktext"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// instr is an instruction of a body.
type instr struct {
	at, end wasm.FileOffset
	op      op.Op
	target  wasm.FuncIndex // of a direct call
}

// isCall reports whether execution can be within the instruction while a frame above it runs.
func (i *instr) isCall() bool {
	switch i.op {
	case op.Call, op.CallIndirect, op.CallRef, op.ReturnCall, op.ReturnCallIndirect, op.ReturnCallRef:
		return true
	}
	return false
}

// isDirect reports whether the instruction names the function it calls.
func (i *instr) isDirect() bool { return i.op == op.Call || i.op == op.ReturnCall }

// body is the instructions of a function.
type body struct {
	wasm.Body
	instrs []instr
}

// starting returns the instruction that begins at an offset.
func (b *body) starting(at wasm.FileOffset) *instr {
	i := sort.Search(len(b.instrs), func(i int) bool { return b.instrs[i].at >= at })
	if i < len(b.instrs) && b.instrs[i].at == at {
		return &b.instrs[i]
	}
	return nil
}

// ending returns the instruction that ends at an offset.
func (b *body) ending(end wasm.FileOffset) *instr {
	if i := b.covering(end - 1); i != nil && i.end == end {
		return i
	}
	return nil
}

// covering returns the instruction that a byte belongs to.
func (b *body) covering(at wasm.FileOffset) *instr {
	i := sort.Search(len(b.instrs), func(i int) bool { return b.instrs[i].end > at })
	if i < len(b.instrs) && b.instrs[i].at <= at {
		return &b.instrs[i]
	}
	return nil
}

func (b *body) contains(at wasm.FileOffset) bool { return b.Start <= at && at < b.End }

// maxInstrs bounds the instructions that are kept of all bodies of a module.
const maxInstrs = 1 << 20

// body returns the instructions of a function; nil for imported ones. Of a body that does not decode there is what does.
func (m *Module) body(f wasm.FuncIndex) *body {
	if b := m.bodies[f]; b != nil {
		return b
	}
	place, ok := m.Wasm.Body(f)
	if !ok {
		return nil
	}
	b := &body{Body: place}
	var r wasm.InstrReader
	r.Reset(m.Wasm.Bytes, place.Start, place.End)
	if r.Locals(func(uint32, wasm.ValType) error { return nil }) == nil {
		for r.More() && r.Next() {
			i := instr{at: r.Offset, end: r.Pos(), op: r.Op}
			if i.isDirect() {
				i.target = wasm.FuncIndex(r.Index)
			}
			b.instrs = append(b.instrs, i)
		}
	}
	if m.bodies == nil || m.instrs+len(b.instrs) > maxInstrs {
		m.bodies, m.instrs = map[wasm.FuncIndex]*body{}, 0
	}
	m.bodies[f] = b
	m.instrs += len(b.instrs)
	return b
}

// tailCalls says whether a module has tail calls, so that the caller of a frame need not be the frame after it.
type tailCalls uint8

const (
	tailCallsUnknown tailCalls = iota
	tailCallsNone
	tailCallsSome
)

// hasTailCalls reports whether a function of the module may be replaced by another one on the stack. It reads all code once.
func (m *Module) hasTailCalls() bool {
	if m.calls == tailCallsUnknown {
		m.calls = tailCallsNone
		var r wasm.InstrReader
		for _, b := range m.Wasm.Code {
			r.Reset(m.Wasm.Bytes, b.Start, b.End)
			if r.Locals(func(uint32, wasm.ValType) error { return nil }) != nil {
				continue
			}
			for r.More() && r.Next() {
				switch r.Op {
				case op.ReturnCall, op.ReturnCallIndirect, op.ReturnCallRef:
					m.calls = tailCallsSome
					return true
				}
			}
		}
	}
	return m.calls == tailCallsSome
}

// canRaise reports whether an instruction can be the one at fault in a trap. Of an unknown trap, whether it can trap at all
// without calling anything.
func canRaise(o op.Op, trap stacktext.Trap) bool {
	switch trap {
	case stacktext.TrapUnreachable:
		return o == op.Unreachable
	case stacktext.TrapDivideByZero:
		return isDivision(o)
	case stacktext.TrapOverflow:
		return isDivision(o) || isTruncation(o)
	case stacktext.TrapConversion:
		return isTruncation(o)
	case stacktext.TrapMemory:
		return accessesMemory(o)
	case stacktext.TrapIndirect:
		return o == op.CallIndirect || o == op.ReturnCallIndirect || o == op.CallRef || o == op.ReturnCallRef
	}
	return o == op.Unreachable || isDivision(o) || isTruncation(o) || accessesMemory(o)
}

func isDivision(o op.Op) bool {
	switch o {
	case op.I32DivS, op.I32DivU, op.I32RemS, op.I32RemU, op.I64DivS, op.I64DivU, op.I64RemS, op.I64RemU:
		return true
	}
	return false
}

func isTruncation(o op.Op) bool {
	switch o {
	case op.I32TruncF32S, op.I32TruncF32U, op.I32TruncF64S, op.I32TruncF64U,
		op.I64TruncF32S, op.I64TruncF32U, op.I64TruncF64S, op.I64TruncF64U:
		return true
	}
	return false
}

func accessesMemory(o op.Op) bool {
	switch o {
	case op.MemoryInit, op.MemoryCopy, op.MemoryFill:
		return true
	}
	info, ok := o.Info()
	return ok && (info.Imm == op.ImmMemArg || info.Imm == op.ImmMemArgLane)
}
