package dwarfsyms

import (
	"encoding/binary"
	"errors"
	"sync"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/dwarf/expr"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// locator returns what finds a variable, nil where the debug information has no location at all; static says that its
// place is in static storage.
func (s *Source) locator(e *dwarf.Entry, t *symbols.Type, in *frameScope) (l symbols.Locator, static bool) {
	size := int64(-1)
	if t != nil {
		size = t.Size
	}
	if v, at := s.attrOf(e, dwarf.AttrLocation); v.Present() {
		p := &place{s: s, unit: at.Unit(), value: v, in: in, size: size, reference: isReference(t), function: isFuncPointer(t)}
		code, ok := v.Block()
		switch {
		case ok && len(code) == 0:
			return nil, false
		case ok:
			static = readStatic(at.Unit(), code).is
		}
		return p, static
	}
	if v, _ := s.attrOf(e, dwarf.AttrConstValue); v.Present() {
		return newConstant(v, t), false
	}
	return nil, false
}

// isReference reports whether a type is one of WebAssembly's references, which are not in linear memory.
func isReference(t *symbols.Type) bool {
	t = t.Strip()
	return t != nil && t.Kind == symbols.KindWasmRef
}

// isFuncPointer reports whether a type is a pointer to functions.
func isFuncPointer(t *symbols.Type) bool {
	if t = t.Strip(); t == nil || t.Kind != symbols.KindPointer {
		return false
	}
	t = t.Elem().Strip()
	return t != nil && t.Kind == symbols.KindFunc
}

// place finds a variable by its DW_AT_location. It implements symbols.Locator.
type place struct {
	s         *Source
	unit      *dwarf.Unit
	value     dwarf.Value // an expression or a location list
	in        *frameScope // nil for global variables
	size      int64       // of the variable in bytes, -1 where it is unknown
	reference bool        // its type is one of WebAssembly's references
	function  bool        // it is a pointer to a function

	shortOnce sync.Once
	shortcut  shortcut
}

// Live implements symbols.Locator.
func (p *place) Live() []symbols.Range {
	if !p.value.IsList() {
		return nil
	}
	live := []symbols.Range{}
	always := false
	err := p.unit.Locations(p.value, func(lo, hi uint64, code []byte, isDefault bool) bool {
		always = isDefault && hasPlace(code)
		if !isDefault && hasPlace(code) {
			live = append(live, symbols.Range{Start: wasm.CodeOffset(lo), End: wasm.CodeOffset(hi)})
		}
		return !always
	})
	p.s.report(err)
	if always {
		return nil
	}
	return live
}

// hasPlace reports whether an expression says more than that pieces of a value are missing.
func hasPlace(code []byte) bool {
	for len(code) > 0 && code[0] == opPiece {
		_, n := binary.Uvarint(code[1:])
		if n <= 0 {
			return true // wrong, which is for the evaluation to say
		}
		code = code[1+n:]
	}
	return len(code) > 0
}

// Locate implements symbols.Locator.
func (p *place) Locate(m symbols.Machine) (symbols.Location, error) {
	if loc, ok := p.short().locate(p, m); ok {
		return loc, nil
	}
	return p.evaluate(m)
}

// evaluate evaluates the expression.
func (p *place) evaluate(m symbols.Machine) (symbols.Location, error) {
	code, err := p.code()
	if err != nil {
		return symbols.Location{}, err
	}
	if err := p.gone(code); err != nil {
		return symbols.Location{}, err
	}
	ev := evaluation{s: p.s, unit: p.unit, in: p.in, machine: m}
	if loc, err, ok := ev.frameless(code, p); ok {
		return loc, err
	}
	if loc, ok := ev.unlinked(code); ok {
		return loc, nil
	}
	return ev.location(code, p.size)
}

// code returns the expression that holds at the instruction.
func (p *place) code() ([]byte, error) {
	var found, otherwise []byte
	any := false
	err := p.unit.Locations(p.value, func(lo, hi uint64, code []byte, isDefault bool) bool {
		switch {
		case isDefault:
			otherwise = code
		case p.in != nil && lo <= uint64(p.in.at) && uint64(p.in.at) < hi:
			found, any = code, true
		}
		return !any
	})
	switch {
	case any && len(found) > 0:
		return found, nil
	case !any && len(otherwise) > 0:
		return otherwise, nil
	case err != nil:
		return nil, &symbols.Unavailable{Reason: symbols.Malformed, Detail: err.Error()}
	}
	return nil, &symbols.Unavailable{Reason: symbols.OptimizedOut}
}

// evaluation evaluates expressions in the state of a frame.
type evaluation struct {
	s       *Source
	unit    *dwarf.Unit
	in      *frameScope // nil outside of functions
	machine symbols.Machine
	object  *uint64 // of DW_OP_push_object_address
}

// location evaluates an expression that locates a value of size bytes, -1 where that is unknown.
func (ev *evaluation) location(code []byte, size int64) (symbols.Location, error) {
	p := expr.Params{Format: formatOf(ev.unit)}
	if size > 0 && size <= maxFieldBits {
		p.Size = int(size)
	}
	r, err := expr.Eval(code, ev.context(), p)
	if err != nil {
		return symbols.Location{}, unavailable(err)
	}
	loc := symbols.Location{Pieces: make([]symbols.Piece, len(r.Pieces))}
	for i := range r.Pieces {
		loc.Pieces[i] = ev.piece(&r.Pieces[i])
	}
	return loc, nil
}

// number evaluates an expression that yields a number.
func (ev *evaluation) number(code []byte, initial ...uint64) (expr.Number, error) {
	n, err := expr.EvalNumber(code, ev.context(), expr.Params{Format: formatOf(ev.unit), Initial: initial})
	if err != nil {
		return n, unavailable(err)
	}
	return n, nil
}

// formatOf returns what the operands of a unit's expressions depend on.
func formatOf(u *dwarf.Unit) expr.Format {
	f := expr.Format{AddrSize: u.AddrSize(), OffsetSize: 4, Version: u.Version}
	if u.Wide() {
		f.OffsetSize = 8
	}
	return f
}

// piece translates a piece of a value.
func (ev *evaluation) piece(p *expr.Piece) symbols.Piece {
	out := symbols.Piece{Addr: p.Addr, Index: p.Index, Bytes: p.Bytes, Bits: p.Bits, BitOffset: p.BitOffset}
	switch p.Kind {
	case expr.Memory:
		out.Kind = symbols.InMemory
	case expr.Local:
		out.Kind = symbols.InLocal
	case expr.Operand:
		out.Kind = symbols.InOperand
	case expr.Global:
		out.Kind = symbols.InGlobal
	case expr.Value:
		out.Kind = symbols.IsValue
	case expr.ImplicitPointer:
		out.Kind, out.Offset, out.Pointee = symbols.IsPointer, p.Offset, ev.pointee(p.DIE)
		if out.Pointee == nil {
			out = symbols.Piece{Kind: symbols.IsMissing, Bits: p.Bits,
				Why: &symbols.Unavailable{Reason: symbols.Malformed, Detail: "an implicit pointer to no variable"}}
		}
	default:
		out.Kind, out.Why = symbols.IsMissing, &symbols.Unavailable{Reason: symbols.OptimizedOut}
	}
	return out
}

// pointee returns the variable that an implicit pointer points to, given its entry's offset in .debug_info.
func (ev *evaluation) pointee(off uint64) *symbols.Variable {
	u := ev.unit.Data().UnitAt(off)
	if u == nil {
		return nil
	}
	e, err := u.Entry(uint32(off))
	if err != nil {
		return nil
	}
	e = ev.in.instance(&e)
	if !e.Has(dwarf.AttrLocation) && !e.Has(dwarf.AttrConstValue) && e.Tag() != dwarf.TagVariable && e.Tag() != dwarf.TagFormalParameter {
		return nil
	}
	return ev.s.newVariable(&e, ev.in)
}

// unavailable says why there is no value.
func unavailable(err error) error {
	var u *symbols.Unavailable
	if errors.As(err, &u) {
		return u
	}
	out := &symbols.Unavailable{Reason: symbols.NoState, Detail: err.Error()}
	var x *expr.Error
	if errors.As(err, &x) {
		switch x.Kind {
		case expr.Malformed:
			out.Reason = symbols.Malformed
		case expr.Unsupported:
			out.Reason = symbols.Unsupported
		case expr.Removed:
			out.Reason, out.Detail = symbols.Removed, ""
		case expr.OptimizedOut:
			out.Reason, out.Detail = symbols.OptimizedOut, ""
		}
	}
	return out
}
