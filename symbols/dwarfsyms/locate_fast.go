package dwarfsyms

import (
	"github.com/wdbg/wdbg/dwarf/expr"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// localBase is a frame base that is the value of a wasm local, as in all code that is not optimised.
type localBase struct {
	is   bool
	unit int // the size of an address
	n    uint32
}

// framed handles the most frequent expression: an offset from a frame base that a wasm local holds. Conditions of breakpoints need it fast. ok
// is false for others.
func (ev *evaluation) framed(code []byte) (loc symbols.Location, err error, ok bool) {
	if ev.in == nil || len(code) < 2 || code[0] != byte(expr.OpFbreg) {
		return loc, nil, false
	}
	offset, n := sleb(code[1:])
	if n != len(code)-1 {
		return loc, nil, false
	}
	c := ev.in
	c.baseOnce.Do(func() { c.base = c.findLocalBase() })
	if !c.base.is {
		return loc, nil, false
	}
	if err := c.whetherSetUp(); err != nil {
		return loc, err, true
	}
	w, err := ev.machine.Local(c.base.n)
	if err != nil {
		return loc, unavailable(err), true
	}
	if w.Type != wasm.I32 && w.Type != wasm.I64 {
		return loc, nil, false
	}
	if w.Lo == 0 && !c.prologueKnown {
		return loc, &symbols.Unavailable{Reason: symbols.NotSetUp}, true
	}
	return symbols.Memory((w.Lo + uint64(offset)) & maxAddress(c.base.unit)), nil, true
}

// findLocalBase reads the function's frame base.
func (c *frameScope) findLocalBase() localBase {
	e, code, err := c.frameBaseExpr()
	if err != nil || len(code) < 4 || code[0] != opWasmLocation || code[1] != 0 || code[len(code)-1] != byte(expr.OpStackValue) {
		return localBase{}
	}
	n, size := uleb(code[2 : len(code)-1])
	if size != len(code)-3 || n >= 1<<32 {
		return localBase{}
	}
	return localBase{is: true, n: uint32(n), unit: e.Unit().AddrSize()}
}

// uleb and sleb read a LEB128 number (DWARF 5 §7.6) and return its size, 0 where there is none.
func uleb(b []byte) (n uint64, size int) {
	for i := 0; i < len(b) && i < 10; i++ {
		n |= uint64(b[i]&0x7f) << (7 * i)
		if b[i] < 0x80 {
			return n, i + 1
		}
	}
	return 0, 0
}

func sleb(b []byte) (n int64, size int) {
	u, size := uleb(b)
	if size == 0 {
		return 0, 0
	}
	if shift := uint(64 - 7*size); size < 10 {
		return int64(u<<shift) >> shift, size
	}
	return int64(u), size
}
