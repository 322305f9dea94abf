package wasm

import "github.com/wdbg/wdbg/wasm/op"

// FuncHints are the branch hints of one function.
type FuncHints struct {
	Func  FuncIndex
	Hints []BranchHint
}

// BranchHint says whether a br_if or if is likely taken.
type BranchHint struct {
	Offset FuncOffset
	Likely bool
}

// BranchHints returns the module's branch hints in the order of functions and offsets (branch-hinting
// proposal); nil if it has none. A section that breaks a rule gives an *Error and no
// hints: the rules are one section, before the code; defined functions and offsets
// in increasing order; every offset that of a br_if or if.
func (m *Module) BranchHints() ([]FuncHints, error) {
	c, ok := m.customReader(CustomBranchHint)
	if !ok {
		return nil, nil
	}
	h := hintReader{m: m, c: c}
	h.checkPlace()
	var hints []FuncHints
	for range c.count() {
		f, ok := h.function()
		if !ok {
			break
		}
		hints = append(hints, f)
	}
	if err := c.finish(); err != nil {
		return nil, err
	}
	return hints, nil
}

// hintReader reads the branch hint section.
type hintReader struct {
	m      *Module
	c      customReader
	next   uint64 // the least function index still allowed
	instrs InstrReader
}

// checkPlace checks that there is one section and that it stands before the code.
func (h *hintReader) checkPlace() {
	if all := h.m.Custom(CustomBranchHint); len(all) > 1 {
		h.c.r.Failf(all[1].Header, "there are %d sections of branch hints: at most 1 is allowed", len(all))
	}
	if h.m.CodeStart != 0 && h.c.section.Header > h.m.CodeStart {
		h.c.r.Failf(h.c.section.Header, "the branch hints must come before the code section")
	}
}

func (h *hintReader) function() (f FuncHints, ok bool) {
	r := h.c.r
	at := r.Pos()
	f.Func = FuncIndex(r.U32())
	imported := len(h.m.ImportedFuncs)
	switch {
	case r.err != nil:
		return f, false
	case uint64(f.Func) < h.next:
		h.invalid(at, "function %d repeats or is out of order", f.Func)
	case int(f.Func) < imported || uint64(f.Func) >= uint64(imported+len(h.m.Code)):
		h.invalid(at, "unknown function %d: hints are for defined functions", f.Func)
	}
	if r.err != nil {
		return f, false
	}
	h.next = uint64(f.Func) + 1
	body := h.m.Code[int(f.Func)-imported]
	h.instrs.Reset(h.m.Bytes, body.Start, body.End)
	if err := h.instrs.Locals(func(uint32, ValType) error { return nil }); err != nil {
		h.invalid(at, "the body of function %d is malformed: %v", f.Func, err)
		return f, false
	}
	for range h.c.count() {
		hint, ok := h.hint(body)
		if !ok {
			return f, false
		}
		f.Hints = append(f.Hints, hint)
	}
	return f, r.err == nil
}

// hint reads one hint and follows the body's instructions up to it.
func (h *hintReader) hint(body Body) (hint BranchHint, ok bool) {
	r := h.c.r
	at := r.Pos()
	hint.Offset = FuncOffset(r.U32())
	if size := r.U32(); size != 1 {
		r.Failf(at, "malformed branch hint: a hint of %d bytes, expected 1", size)
	}
	value := r.Byte()
	if value > 1 {
		r.Failf(at, "malformed branch hint 0x%02x: expected 0 (unlikely) or 1 (likely)", value)
	}
	if r.err != nil {
		return hint, false
	}
	hint.Likely = value == 1
	target := body.Start + FileOffset(hint.Offset)
	for h.instrs.Pos() <= target && h.instrs.Next() {
		if h.instrs.Offset == target && (h.instrs.Op == op.BrIf || h.instrs.Op == op.If) {
			return hint, true
		}
	}
	h.invalid(at, "invalid target: no br_if or if at offset 0x%x of the body, or the hints are out of order", uint32(hint.Offset))
	return hint, false
}

// invalid records an error that lies not in the encoding but in what it means.
func (h *hintReader) invalid(off FileOffset, format string, args ...any) {
	if h.c.r.err == nil {
		h.c.r.err = Invalidf(off, format, args...)
	}
}
