package dwarfsyms

import (
	"encoding/binary"

	"github.com/wdbg/wdbg/dwarf"
)

// staticPlace is what an expression says about an object of static storage.
type staticPlace struct {
	is      bool
	addr    uint64 // where hasAddr
	hasAddr bool   // false where it depends on a global of the module: thread-local, or of a library
	removed bool   // the linker dropped it
	// relative: hasAddr is false because addr is relative to a global.
	relative bool
}

// readStatic reads an expression that is nothing but the address of an object of static storage, or of its parts.
func readStatic(u *dwarf.Unit, code []byte) staticPlace {
	r := staticReader{u: u, code: code}
	n := 0
	for len(r.code) > 0 {
		if n++; n > maxStaticOps || !r.step() {
			return staticPlace{}
		}
	}
	p := r.out
	single := p.is && !r.computed && r.addresses == 1
	p.hasAddr, p.relative = single && r.globals == 0, single && r.globals == 1
	return p
}

const maxStaticOps = 32

type staticReader struct {
	u         *dwarf.Unit
	code      []byte
	out       staticPlace
	addresses int
	globals   int
	computed  bool
}

// step reads an operation; it returns false for those that are not part of such an expression.
func (r *staticReader) step() bool {
	op := r.code[0]
	r.code = r.code[1:]
	switch op {
	case opAddr:
		return r.address(r.uint(r.u.AddrSize()))
	case opAddrx, opGNUAddrIndex:
		index, ok := r.uleb()
		if !ok {
			return false
		}
		addr, err := r.u.AddrAt(index)
		return r.address(addr, err == nil)
	case opConst4u: // the offset of a thread-local variable
		_, ok := r.uint(4)
		r.computed = true
		return ok
	case opFormTLS, opGNUPushTLS:
		r.computed = true
		r.out.is = true
		return true
	case opWasmLocation:
		return r.global()
	case opPlus:
		return r.addresses > 0
	case opPlusUconst:
		n, ok := r.uleb()
		r.out.addr += n
		return ok && r.addresses > 0
	case opPiece:
		_, ok := r.uleb()
		r.computed = true
		return ok
	}
	return false
}

func (r *staticReader) address(addr uint64, ok bool) bool {
	r.addresses++
	r.out.is, r.out.addr = true, addr
	r.out.removed = r.out.removed || dwarf.Tombstone(addr, r.u.AddrSize())
	return ok
}

// global reads a global that an address is relative to. One that the linker dropped counts as 0.
func (r *staticReader) global() bool {
	if len(r.code) < 5 || r.code[0] != wasmGlobalReloc {
		return false
	}
	if binary.LittleEndian.Uint32(r.code[1:]) != 1<<32-1 {
		r.globals++
	}
	r.code = r.code[5:]
	return true
}

func (r *staticReader) uint(size int) (uint64, bool) {
	if len(r.code) < size {
		return 0, false
	}
	var b [8]byte
	copy(b[:], r.code[:size])
	r.code = r.code[size:]
	return binary.LittleEndian.Uint64(b[:]), true
}

func (r *staticReader) uleb() (uint64, bool) {
	n, size := binary.Uvarint(r.code)
	if size <= 0 {
		return 0, false
	}
	r.code = r.code[size:]
	return n, true
}
