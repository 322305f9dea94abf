package symbolize

import (
	"fmt"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/stacktext"
	"github.com/wdbg/wdbg/wasm"
)

// place is an instruction that a frame's offset stands for.
type place struct {
	f  wasm.FuncIndex
	at wasm.FileOffset
	// certain: the instruction is a call of the function of the frame before, by name.
	certain bool
}

// read reads a frame's offset in one way, and returns the place it stands for, or why there is none.
func (c *claim) read(points stacktext.Points) (p place, why string) {
	off := wasm.FileOffset(c.frame.Offset)
	why = fmt.Sprintf("0x%x is not in %s", off, c.functionText())
	for _, f := range c.funcs {
		b := c.module.body(f)
		if b == nil {
			continue
		}
		i, problem := c.readIn(b, points, off)
		if problem != "" {
			why = problem
			continue
		}
		if i == nil {
			continue
		}
		certain := false
		if !c.frame.Innermost {
			var possible bool
			if certain, possible = c.reaches(i); !possible {
				why = fmt.Sprintf("the call at 0x%x is of %s", i.at, c.module.describe(i.target))
				continue
			}
		}
		return place{f, i.at, certain}, ""
	}
	return place{}, why
}

// readIn looks for the instruction in a body. It returns nil and no problem where the offset is not in the body.
func (c *claim) readIn(b *body, points stacktext.Points, off wasm.FileOffset) (i *instr, problem string) {
	switch {
	case points == stacktext.AtInstruction:
		if !b.contains(off) {
			return nil, ""
		}
		i = b.starting(off)
	case off == 0 || !b.contains(off-1):
		return nil, ""
	case c.frame.Innermost:
		// The classic interpreter has read the opcode, perhaps not yet what belongs to it.
		i = b.covering(off - 1)
	default:
		i = b.ending(off)
	}
	switch {
	case i == nil:
		return nil, fmt.Sprintf("0x%x is not at an instruction; is %s what ran?", off, c.module.Name)
	case !c.frame.Innermost && !i.isCall():
		return nil, fmt.Sprintf("there is no call at 0x%x; is %s what ran?", off, c.module.Name)
	case c.frame.Innermost && c.doubtsInnermost() && !canRaise(i.op, c.trap) && !c.hostCall(i):
		return nil, fmt.Sprintf("0x%x is stale: %v there cannot be what failed", off, i.op)
	}
	return i, ""
}

// doubtsInnermost reports whether the engine is known to print an innermost frame's offset that is not of the instruction at fault.
// WAMR does where the hardware finds an access out of bounds, Wasmer with its single-pass compiler for divisions.
func (c *claim) doubtsInnermost() bool {
	return c.frame.Engine == stacktext.WAMR || c.frame.Engine == stacktext.Wasmer
}

// hostCall reports whether an innermost frame may stand in a call of the host, whose own frame the engine does not show.
func (c *claim) hostCall(i *instr) bool {
	if c.frame.Engine != stacktext.Wasmer || !i.isCall() ||
		c.trap != stacktext.TrapUnknown && c.trap != stacktext.TrapHost {
		return false
	}
	if !i.isDirect() {
		return true
	}
	_, imported := c.module.Wasm.FuncImport(i.target)
	return imported
}

// reaches reports whether a call can have led to the frame before: for certain, or possibly.
func (c *claim) reaches(i *instr) (certain, possible bool) {
	if !i.isDirect() || c.inner == nil || c.inner.module != c.module || len(c.inner.funcs) == 0 {
		return false, true
	}
	for _, f := range c.inner.funcs {
		if f == i.target {
			return true, true
		}
	}
	if _, imported := c.module.Wasm.FuncImport(i.target); imported {
		return false, true // the host called back
	}
	return false, c.module.hasTailCalls()
}

// functionText names the function of a frame in a message.
func (c *claim) functionText() string {
	switch {
	case c.frame.HasFunc:
		return fmt.Sprintf("function %d", c.frame.Func)
	case c.frame.Name != "":
		return symbols.Printable(c.frame.Name)
	case len(c.funcs) == 1:
		return fmt.Sprintf("function %d", c.funcs[0])
	}
	return "the function"
}

// isHost reports whether the frame is of a function that the module imports.
func (c *claim) isHost() bool {
	if c.module == nil || len(c.funcs) == 0 {
		return false
	}
	for _, f := range c.funcs {
		if _, imported := c.module.Wasm.FuncImport(f); !imported {
			return false
		}
	}
	return true
}

// whyHost is why a function of the host has no place.
const whyHost = "a function of the host"

// answer resolves a frame by itself, given how offsets of its stack are to be read.
func (c *claim) answer(mode Mode) Answer {
	a := Answer{Frame: *c.frame, Module: c.module, Why: c.why}
	if a.Why != "" {
		return a
	}
	if len(c.funcs) == 1 {
		a.Func, a.HasFunc = c.funcs[0], true
	}
	if c.isHost() {
		a.Why = whyHost
		return a
	}
	p, why := c.place(mode)
	if why != "" {
		a.Why = why
		c.declare(&a)
		return a
	}
	c.settle(&a, p)
	return a
}

// settle completes an answer whose instruction is known.
func (c *claim) settle(a *Answer, p place) {
	a.Func, a.HasFunc, a.At, a.HasAt, a.Why = p.f, true, p.at, true, ""
	if c.module.symbols != nil {
		a.Frames = c.module.symbols.Frames(nil, c.module.Wasm.CodeOffsetOf(p.at))
	}
	if !positioned(a.Frames) {
		a.Why = fmt.Sprintf("%s has no line information for 0x%x", c.module.Name, p.at)
		if n := len(a.Frames); n > 0 {
			a.Decl = a.Frames[n-1].Func
		}
	}
}

// declare adds the function's declaration.
func (c *claim) declare(a *Answer) {
	if a.HasFunc {
		a.Decl = c.module.function(a.Func)
	}
}

func positioned(frames []symbols.Frame) bool {
	for i := range frames {
		if frames[i].Pos.IsValid() {
			return true
		}
	}
	return false
}

// place returns where a frame stands, or why that is not known.
func (c *claim) place(mode Mode) (p place, why string) {
	f := c.frame
	switch f.Meaning {
	case stacktext.NoOffset:
		return p, fmt.Sprintf("%s prints no offset here", engineText(f.Engine))
	case stacktext.OpaqueOffset:
		return p, "the offset is not a place in the module"
	case stacktext.CodeOffset:
		moved := *f
		moved.Offset, moved.Meaning = uint64(c.module.Wasm.FileOffsetOf(wasm.CodeOffset(f.Offset))), stacktext.FileOffset
		other := *c
		other.frame = &moved
		return other.place(mode)
	}
	if f.Points == stacktext.AtOrAfter {
		return c.placeByMode(mode)
	}
	p, why = c.read(f.Points)
	if why != "" && f.Points == stacktext.AtInstruction && !f.Innermost {
		if after, problem := c.read(stacktext.AfterInstruction); problem == "" && after.certain {
			return after, ""
		}
	}
	return p, why
}
