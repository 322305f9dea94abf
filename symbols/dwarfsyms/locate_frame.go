package dwarfsyms

import (
	"encoding/binary"
	"fmt"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/dwarf/expr"
	"github.com/wdbg/wdbg/symbols"
)

// Operations that are looked for without evaluating an expression.
const (
	opAddr         = byte(expr.OpAddr)
	opConst4u      = byte(expr.OpConst4u)
	opPlus         = byte(expr.OpPlus)
	opPlusUconst   = byte(expr.OpPlusUconst)
	opPiece        = byte(expr.OpPiece)
	opFormTLS      = byte(expr.OpFormTLSAddress)
	opAddrx        = byte(expr.OpAddrx)
	opGNUPushTLS   = byte(expr.OpGNUPushTLSAddress)
	opWasmLocation = byte(expr.OpWasmLocation)
	opGNUAddrIndex = byte(expr.OpGNUAddrIndex)
)

// Kinds of places of DW_OP_WASM_location.
const (
	wasmGlobal      = 0x01 // its index is an LEB128 number
	wasmGlobalReloc = 0x03 // its index is a number of 4 bytes
)

// frameBase returns the frame base of the function that the code is of.
func (c *frameScope) frameBase(m symbols.Machine) (uint64, error) {
	if err := c.whetherSetUp(); err != nil {
		return 0, err
	}
	e, code, err := c.frameBaseExpr()
	if err != nil {
		return 0, err
	}
	if isGlobal(code) {
		// The stack pointer is that of the innermost frame, and a function with this frame base has no frame of its own, or has one that
		// begins elsewhere.
		return 0, errNoFrame()
	}
	ev := evaluation{s: c.s, unit: e.Unit(), in: nil, machine: m}
	n, err := ev.number(code)
	if err != nil {
		return 0, err
	}
	if n.Uint == 0 && !c.prologueKnown {
		return 0, &symbols.Unavailable{Reason: symbols.NotSetUp}
	}
	return n.Uint, nil
}

// frameBaseExpr returns the expression of the function's frame base at the instruction.
func (c *frameScope) frameBaseExpr() (e dwarf.Entry, code []byte, err error) {
	if e, err = c.frame.Entry(); err != nil {
		return e, nil, err
	}
	v, at := c.s.attrOf(&e, dwarf.AttrFrameBase)
	if !v.Present() {
		return e, nil, &symbols.Unavailable{Reason: symbols.Malformed, Detail: "the function has no frame base"}
	}
	p := place{s: c.s, unit: at.Unit(), value: v, in: c}
	code, err = p.code()
	return at, code, err
}

// whetherSetUp returns an error where the instruction is before the end of the function's prologue.
func (c *frameScope) whetherSetUp() error {
	c.setUpOnce.Do(func() {
		end, ok := c.s.prologueEnd(c.frame)
		c.prologueKnown = ok
		if ok && c.at < end {
			c.setUp = &symbols.Unavailable{Reason: symbols.NotSetUp}
		}
	})
	return c.setUp
}

// isGlobal reports whether an expression is no more than a global of the module.
func isGlobal(code []byte) bool {
	return len(code) >= 3 && code[0] == opWasmLocation && (code[1] == wasmGlobal || code[1] == wasmGlobalReloc)
}

// errNoFrame is why variables have no value for which the debug information gives an offset from an unknown place.
func errNoFrame() error {
	return &symbols.Unavailable{Reason: symbols.Unsupported, Detail: "the debug information does not say where the function's frame is"}
}

// frameless handles what LLVM before version 23 writes for variables of functions whose frame base it does not know: DW_OP_plus_uconst by itself,
// without anything that it would be added to. Most of these functions have no frame in memory: the variable is never used, and there is no
// place for it. Others find their frame by a local that is not named. Adding to the stack pointer would show memory of another
// function. A variable that takes no room needs no place; and for a reference, the number is that of a local. ok is
// false for other expressions.
func (ev *evaluation) frameless(code []byte, p *place) (loc symbols.Location, err error, ok bool) {
	n, isOffset := plusConstant(code)
	if !isOffset {
		if (p.reference || p.function && ev.hasReferences()) && code[0] != opWasmLocation {
			return loc, &symbols.Unavailable{Reason: symbols.Unsupported, Detail: "the compiler gives a place in memory for a reference"}, true
		}
		return loc, nil, false
	}
	switch {
	case p.size == 0 && !p.reference:
		return symbols.ConstantBytes(nil), nil, true
	case p.reference && n >= 0 && n < 1<<32:
		if w, err := ev.machine.Local(uint32(n)); err != nil {
			return loc, unavailable(err), true
		} else if w.Type.IsRef() {
			return symbols.Location{Pieces: []symbols.Piece{{Kind: symbols.InLocal, Index: uint32(n)}}}, nil, true
		}
	}
	return loc, errNoFrame(), true
}

// maxLocals bounds how many locals are looked at.
const maxLocals = 1000

// hasReferences reports whether a local of the function is a reference. A pointer to a function may be one then, and nothing else in the debug
// information tells.
func (ev *evaluation) hasReferences() bool {
	for i := range uint32(maxLocals) {
		w, err := ev.machine.Local(i)
		if err != nil {
			return false
		}
		if w.Type.IsRef() {
			return true
		}
	}
	return true
}

// memberAddress evaluates where a member is, given the object's address (DWARF 5 §5.7.6).
func (s *Source) memberAddress(u *dwarf.Unit, code []byte, m symbols.Machine, object uint64) (uint64, error) {
	ev := evaluation{s: s, unit: u, machine: m, object: &object}
	n, err := ev.number(code, object)
	return n.Uint & maxAddress(u.AddrSize()), err
}

// instance returns the entry of the scope for a variable that may be given by the entry it is an instance of.
func (c *frameScope) instance(e *dwarf.Entry) dwarf.Entry {
	if c == nil {
		return *e
	}
	c.once.Do(c.load)
	if own, ok := c.places[e.Ref()]; ok {
		return own
	}
	return *e
}

// number returns the number that a variable holds, or an expression computes.
func (c *frameScope) number(v dwarf.Value, m symbols.Machine) (int64, error) {
	if ref, ok := v.Ref(); ok {
		e, err := ref.Entry()
		if err != nil {
			return 0, &symbols.Unavailable{Reason: symbols.Malformed, Detail: err.Error()}
		}
		e = c.instance(&e)
		variable := c.s.newVariable(&e, c)
		if variable.Locator == nil {
			return 0, &symbols.Unavailable{Reason: symbols.OptimizedOut}
		}
		loc, err := variable.Locator.Locate(m)
		if err != nil {
			return 0, err
		}
		return readNumber(loc, variable.Type, m)
	}
	p := place{s: c.s, unit: c.frame.Unit, value: v, in: c}
	code, err := p.code()
	if err != nil {
		return 0, err
	}
	ev := evaluation{s: c.s, unit: c.frame.Unit, in: c, machine: m}
	n, err := ev.number(code)
	return n.Int, err
}

// readNumber reads an integer at a location.
func readNumber(loc symbols.Location, t *symbols.Type, m symbols.Machine) (int64, error) {
	t = t.Strip()
	if t == nil || t.Size < 1 || t.Size > 8 || len(loc.Pieces) != 1 {
		return 0, &symbols.Unavailable{Reason: symbols.Unsupported, Detail: "the length is not a number in one piece"}
	}
	var b [8]byte
	var w symbols.Word
	var err error
	p := &loc.Pieces[0]
	switch p.Kind {
	case symbols.InMemory:
		err = m.ReadMemory(b[:t.Size], p.Addr)
	case symbols.InLocal:
		w, err = m.Local(p.Index)
		binary.LittleEndian.PutUint64(b[:], w.Lo)
	case symbols.InOperand:
		w, err = m.Operand(p.Index)
		binary.LittleEndian.PutUint64(b[:], w.Lo)
	case symbols.InGlobal:
		w, err = m.Global(p.Index)
		binary.LittleEndian.PutUint64(b[:], w.Lo)
	case symbols.IsValue:
		copy(b[:], p.Bytes)
	default:
		err = &symbols.Unavailable{Reason: symbols.OptimizedOut}
	}
	if err != nil {
		return 0, unavailable(fmt.Errorf("the length of the array: %w", err))
	}
	n := binary.LittleEndian.Uint64(b[:])
	unused := uint(64 - 8*t.Size)
	if t.Encoding == symbols.EncodingSigned || t.Encoding == symbols.EncodingSignedChar {
		return int64(n<<unused) >> unused, nil
	}
	return int64(n << unused >> unused), nil
}
