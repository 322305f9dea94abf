package symbolize

import (
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/stacktext"
	"github.com/wdbg/wdbg/wasm"
)

// How WAMR's offsets are to be read is not in its text. It is found out from the outer frames: their offsets have to
// lie in the named functions, at calls (of compiled code) or after calls (of the classic interpreter) which can lead to the
// frame before. The fast interpreter's offsets do neither, but for chance, so that one frame to the contrary decides against a reading.

// chooseMode decides how the offsets of a stack are to be read, if the stack tells.
func (r *Resolver) chooseMode(cases []claim, before *Context) {
	if r.Mode != ModeUnknown {
		before.mode = r.Mode
		return
	}
	if before.mode != ModeUnknown {
		return
	}
	votes := 0
	classic, aot := true, true
	for i := range cases {
		c := &cases[i]
		f := c.frame
		if f.Points != stacktext.AtOrAfter || f.Meaning != stacktext.FileOffset || f.Offset == 0 || f.Innermost ||
			c.why != "" || c.isHost() {
			continue
		}
		votes++
		_, notAfter := c.read(stacktext.AfterInstruction)
		_, notAt := c.read(stacktext.AtInstruction)
		classic = classic && notAfter == ""
		aot = aot && notAt == ""
	}
	switch {
	case votes == 0:
	case classic && !aot:
		before.mode = ModeClassic
	case aot && !classic:
		before.mode = ModeAOT
	case !aot && !classic:
		before.mode = ModeFast
	}
}

// placeByMode reads an offset as the mode says; without one, in both ways, which then have to agree on the source line.
func (c *claim) placeByMode(mode Mode) (p place, why string) {
	if c.frame.Offset == 0 && mode != ModeFast {
		why = "WAMR recorded no offset"
		if c.frame.Innermost && mode == ModeUnknown {
			why += "; compiled code has offsets after wamrc --enable-dump-call-stack"
		}
		return p, why
	}
	switch mode {
	case ModeClassic:
		return c.read(stacktext.AfterInstruction)
	case ModeAOT:
		return c.read(stacktext.AtInstruction)
	case ModeFast:
		return p, fmt.Sprintf("0x%x is no place in %s; WAMR's fast interpreter prints such offsets", c.frame.Offset, c.module.Name)
	}
	after, notAfter := c.read(stacktext.AfterInstruction)
	at, notAt := c.read(stacktext.AtInstruction)
	switch {
	case notAfter != "" && notAt != "":
		return p, notAfter
	case !c.supported():
	case notAfter != "":
		return at, ""
	case notAt != "":
		return after, ""
	case c.sameLines(at, after):
		return at, ""
	}
	return p, "what WAMR's offset means depends on how it ran the module; see --engine"
}

// supported reports whether there is more than the offset for a place. Of outer frames the call has to fit the frame before; of an
// innermost frame the trap has to be known, so that the instruction is one that can have raised it.
func (c *claim) supported() bool { return !c.frame.Innermost || c.trap != stacktext.TrapUnknown }

// sameLines reports whether two places are the same in the source.
func (c *claim) sameLines(a, b place) bool {
	if a.f != b.f || c.module.symbols == nil {
		return false
	}
	m := c.module
	one := m.symbols.Frames(nil, m.Wasm.CodeOffsetOf(a.at))
	two := m.symbols.Frames(nil, m.Wasm.CodeOffsetOf(b.at))
	return slices.EqualFunc(one, two, func(x, y symbols.Frame) bool {
		if x.Pos.IsValid() != y.Pos.IsValid() {
			return false
		}
		return !x.Pos.IsValid() || x.Pos.File.Path == y.Pos.File.Path && x.Pos.Line == y.Pos.Line && x.Pos.Column == y.Pos.Column
	})
}

// engineText returns an engine's name as people write it.
func engineText(e stacktext.Engine) string {
	switch e {
	case stacktext.Wasmtime:
		return "Wasmtime"
	case stacktext.SpiderMonkey:
		return "SpiderMonkey"
	case stacktext.JavaScriptCore:
		return "JavaScriptCore"
	case stacktext.Wasm3:
		return "Wasm3"
	case stacktext.WasmEdge:
		return "WasmEdge"
	case stacktext.Wasmer:
		return "Wasmer"
	case stacktext.WAMR:
		return "WAMR"
	case stacktext.EngineUnknown:
		return "the engine"
	}
	return e.String()
}

// deduce finds the call of an outer frame whose offset says nothing, if there is only one that can have led to the frame
// before. It is for engines that leave no frame out.
func (c *claim) deduce(a *Answer, mode Mode) {
	if a.HasAt || a.Why == whyHost || c.module == nil || !a.HasFunc || c.frame.Innermost {
		return
	}
	if c.inner == nil || c.inner.module != c.module || len(c.inner.funcs) != 1 {
		return
	}
	switch e := c.frame.Engine; {
	case e == stacktext.WAMR && mode == ModeFast, e == stacktext.Wazero && c.frame.Meaning == stacktext.NoOffset:
	default:
		return
	}
	b := c.module.body(a.Func)
	if b == nil || c.module.hasTailCalls() {
		return
	}
	var only *instr
	for i := range b.instrs {
		in := &b.instrs[i]
		if !in.isCall() || in.isDirect() && in.target != c.inner.funcs[0] {
			continue
		}
		if only != nil {
			return
		}
		only = in
	}
	if only == nil || !only.isDirect() {
		return
	}
	c.settle(a, place{f: a.Func, at: only.at})
	if a.Why == "" {
		a.Note = "the only call of " + c.module.describe(c.inner.funcs[0])
	}
}

// narrow drops functions that cannot have called the one of the frame before, where a name is that of several.
func (c *claim) narrow() {
	if len(c.funcs) < 2 || c.frame.Innermost {
		return
	}
	var able []wasm.FuncIndex
	for _, f := range c.funcs {
		b := c.module.body(f)
		if b == nil {
			continue
		}
		for i := range b.instrs {
			in := &b.instrs[i]
			if !in.isCall() {
				continue
			}
			if _, possible := c.reaches(in); possible {
				able = append(able, f)
				break
			}
		}
	}
	if len(able) > 0 {
		c.funcs = able
	}
}
