package dwarfsyms

import (
	"encoding/binary"

	"github.com/wdbg/wdbg/dwarf/expr"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

const (
	opFbreg      = byte(expr.OpFbreg)
	opStackValue = byte(expr.OpStackValue)
	wasmLocal    = 0x00 // kind of place of DW_OP_WASM_location
)

// shortcut is what evaluating an expression comes to, where it is one of the usual ones: conditions of breakpoints locate the
// same variables very often. Where it does not apply, the expression is evaluated.
type shortcut struct {
	kind   shortcutKind
	addr   uint64 // of isFixed
	local  uint32 // of inFrame, the frame base; of inLocal, where the value is
	offset int64  // of inFrame
	mask   uint64 // the greatest address
}

type shortcutKind uint8

const (
	isLong  shortcutKind = iota
	isFixed              // at an address
	inFrame              // at an offset from what a local of the frame holds
	inLocal              // in a local
)

// short returns the shortcut, which depends on nothing but the place.
func (p *place) short() *shortcut {
	p.shortOnce.Do(func() {
		if code, err := p.code(); err == nil && !p.reference && !p.function && p.gone(code) == nil {
			p.shortcut = p.findShortcut(code)
		}
	})
	return &p.shortcut
}

func (p *place) findShortcut(code []byte) shortcut {
	s := shortcut{mask: maxAddress(p.unit.AddrSize())}
	switch code[0] {
	case opAddr, opAddrx:
		single := code[0] == opAddr && len(code) == 1+p.unit.AddrSize()
		if code[0] == opAddrx {
			_, n := binary.Uvarint(code[1:])
			single = n > 0 && len(code) == 1+n
		}
		ev := evaluation{s: p.s, unit: p.unit}
		if static := readStatic(p.unit, code); single && static.hasAddr && !static.removed && !ev.isSplit() {
			s.kind, s.addr = isFixed, static.addr
		}
	case opFbreg:
		offset, n := sleb(code[1:])
		if n <= 0 || len(code) != 1+n || p.in == nil || p.in.whetherSetUp() != nil {
			break
		}
		_, base, err := p.in.frameBaseExpr()
		if err != nil {
			break
		}
		if local, ok := onlyLocal(base); ok {
			s.kind, s.local, s.offset = inFrame, local, offset
		}
	case opWasmLocation:
		if local, ok := onlyLocal(code); ok && p.in != nil && p.size > 0 && p.size <= 8 {
			s.kind, s.local = inLocal, local
		}
	}
	return s
}

// onlyLocal reports whether an expression is the value of a wasm local.
func onlyLocal(code []byte) (local uint32, ok bool) {
	if len(code) < 4 || code[0] != opWasmLocation || code[1] != wasmLocal || code[len(code)-1] != opStackValue {
		return 0, false
	}
	n, size := binary.Uvarint(code[2:])
	return uint32(n), size > 0 && size == len(code)-3 && n < 1<<32
}

// sleb reads a signed LEB128 number and returns how many bytes it takes, 0 where it is wrong.
func sleb(b []byte) (x int64, n int) {
	for i := range min(len(b), 10) {
		x |= int64(b[i]&0x7f) << (7 * i)
		if b[i]&0x80 == 0 {
			if shift := 7 * (i + 1); shift < 64 && b[i]&0x40 != 0 {
				x |= -1 << shift
			}
			return x, i + 1
		}
	}
	return 0, 0
}

// locate returns where the variable is; ok is false where the expression has to be evaluated, which knows best what is wrong.
func (s *shortcut) locate(p *place, m symbols.Machine) (loc symbols.Location, ok bool) {
	switch s.kind {
	case isFixed:
		return symbols.Memory(s.addr), true
	case inFrame:
		w, err := m.Local(s.local)
		if err != nil || w.Type != wasm.I32 && w.Type != wasm.I64 || w.Lo == 0 && !p.in.prologueKnown {
			return loc, false
		}
		return symbols.Memory((w.Lo + uint64(s.offset)) & s.mask), true
	case inLocal:
		w, err := m.Local(s.local)
		size := int64(4)
		switch w.Type {
		case wasm.I64, wasm.F64:
			size = 8
		case wasm.I32, wasm.F32:
		default:
			return loc, false
		}
		if err != nil || size < p.size {
			return loc, false
		}
		return symbols.Location{Pieces: []symbols.Piece{{Kind: symbols.InLocal, Index: s.local}}}, true
	}
	return loc, false
}
