package expr

import (
	"encoding/binary"
	"fmt"
)

// Format is what the encoding of operands depends on.
type Format struct {
	AddrSize   int // bytes of an address: 4 or 8; 0 means 4
	OffsetSize int // bytes of an offset in a section: 4, 8 in 64-bit DWARF; 0 means 4
	Version    int // of DWARF; 0 means one after 2
}

// addrSize returns the bytes of an address.
func (f Format) addrSize() int {
	if f.AddrSize == 8 {
		return 8
	}
	return 4
}

// refSize returns the bytes of a reference into .debug_info (DWARF 2 §7.5.4: those of an address; later: of an offset).
func (f Format) refSize() int {
	switch {
	case f.Version == 2:
		return f.addrSize()
	case f.OffsetSize == 8:
		return 8
	}
	return 4
}

// instr is a decoded operation.
type instr struct {
	op    Op
	pos   int // in the expression
	next  int // where the next operation begins
	args  [maxOperands]uint64
	kinds [maxOperands]operand
	block []byte // the operand of kind block or expression
}

// decoder reads operands. After the first error it returns zeros.
type decoder struct {
	code []byte
	pos  int
	err  error
}

func (d *decoder) bytes(n uint64) []byte {
	if d.err != nil {
		return nil
	}
	if left := len(d.code) - d.pos; n > uint64(left) {
		d.err = fmt.Errorf("operand of %d bytes, %d left", n, left)
		return nil
	}
	b := d.code[d.pos : d.pos+int(n)]
	d.pos += int(n)
	return b
}

// uint reads a number of 1, 2, 4 or 8 bytes.
func (d *decoder) uint(size int) uint64 {
	b := d.bytes(uint64(size))
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(binary.LittleEndian.Uint16(b))
	case 4:
		return uint64(binary.LittleEndian.Uint32(b))
	case 8:
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// sint reads a signed number of 1, 2, 4 or 8 bytes.
func (d *decoder) sint(size int) uint64 {
	unused := 64 - 8*size
	return uint64(int64(d.uint(size)<<unused) >> unused)
}

// leb reads a LEB128 number, which may be padded. One of more than 64 bits is an error.
func (d *decoder) leb(signed bool) uint64 {
	var v uint64
	for shift := 0; ; shift += 7 {
		b := d.uint(1)
		if d.err != nil {
			return 0
		}
		low := b & 0x7f
		if shift < 64 {
			v |= low << shift
		}
		if shift >= 63 && !d.fits(signed, v, low, shift) {
			return 0
		}
		if b < 0x80 {
			if signed && b&0x40 != 0 && shift+7 < 64 {
				v |= ^uint64(0) << (shift + 7)
			}
			return v
		}
	}
}

// fits checks that the bits of a byte of a LEB128 number that are beyond the 64th repeat its sign.
func (d *decoder) fits(signed bool, v, low uint64, shift int) bool {
	beyond := low
	if shift == 63 {
		beyond >>= 1
	}
	want := uint64(0)
	if signed && v>>63 != 0 {
		want = 0x7f
		if shift == 63 {
			want >>= 1
		}
	}
	if beyond != want {
		d.err = fmt.Errorf("LEB128 number of more than 64 bits")
		return false
	}
	return true
}

// decode decodes the operation at a position, which is within the expression.
func decode(code []byte, pos int, f Format) (instr, error) {
	in := instr{op: Op(code[pos]), pos: pos, next: len(code)}
	info := &ops[in.op]
	if info.class == unknown {
		return in, fmt.Errorf("unknown operation 0x%02x", uint8(in.op))
	}
	in.kinds = info.operands
	d := &decoder{code: code, pos: pos + 1}
	for i := 0; i < maxOperands && in.kinds[i] != none; i++ {
		in.operand(d, i, f)
		if d.err != nil {
			return in, d.err
		}
	}
	in.next = d.pos
	return in, nil
}

// operand decodes operand i.
func (in *instr) operand(d *decoder, i int, f Format) {
	switch in.kinds[i] {
	case address:
		in.args[i] = d.uint(f.addrSize())
	case u1:
		in.args[i] = d.uint(1)
	case u2:
		in.args[i] = d.uint(2)
	case u4:
		in.args[i] = d.uint(4)
	case u8:
		in.args[i] = d.uint(8)
	case s1:
		in.args[i] = d.sint(1)
	case s2:
		in.args[i] = d.sint(2)
	case s4:
		in.args[i] = d.sint(4)
	case s8:
		in.args[i] = d.sint(8)
	case uleb, baseType:
		in.args[i] = d.leb(false)
	case sleb:
		in.args[i] = d.leb(true)
	case reference:
		in.args[i] = d.uint(f.refSize())
	case wasmIndex:
		in.args[i] = d.wasmIndex(in.args[i-1])
	case block, expression:
		in.block = d.bytes(in.args[i-1])
	case subOpcode:
		in.subOpcode(d)
	case anyOperands:
		d.err = fmt.Errorf("operation with unknown operands")
	}
}

// wasmIndex decodes the index of DW_OP_WASM_location for the kind of place before it.
func (d *decoder) wasmIndex(kind uint64) uint64 {
	switch kind {
	case wasmLocal, wasmGlobal, wasmOperand, wasmLocalIndirect:
		return d.leb(false)
	case wasmGlobalReloc:
		return d.uint(4)
	}
	if d.err == nil {
		d.err = fmt.Errorf("unknown kind %d of WebAssembly location", kind)
	}
	return 0
}

// subOpcode decodes which operation of LLVM it is, and sets the operands that follow.
func (in *instr) subOpcode(d *decoder) {
	sub := d.leb(false)
	if d.err != nil {
		return
	}
	if sub >= uint64(len(subOps)) || subOps[sub].name == "" {
		d.err = fmt.Errorf("unknown operation %d of DW_OP_LLVM_user", sub)
		return
	}
	in.args[0] = sub
	in.kinds = subOps[sub].operands
}
