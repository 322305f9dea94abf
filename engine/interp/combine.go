package interp

import (
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// free reports whether the last prepared instruction may be changed by what follows: nothing jumps to where it ends.
func (tr *translator) free() bool { return len(tr.ins) > 0 && tr.bound != len(tr.ins) }

// take removes the last prepared instruction, to put another in its place, and returns its offset.
func (tr *translator) take() wasm.FuncOffset {
	n := len(tr.ins) - 1
	at := tr.at[n]
	tr.ins, tr.at = tr.ins[:n], tr.at[:n]
	return at
}

// pair puts one instruction in the place of two: the one that has just made x or y, and the binary one that
// takes both.
func (tr *translator) pair(x, y operand, o op.Op, f form) bool {
	n := tr.result
	if n < 0 || n != len(tr.ins)-1 {
		return false
	}
	other, swapped := y, false
	switch {
	case tr.madeBy(n, x):
	case tr.madeBy(n, y):
		other, swapped = x, !commutative(o)
	default:
		return false
	}
	second := f.op
	if other.kind == isConst {
		second = f.imm
		if f.imm == 0 || swapped {
			return false
		}
	}
	code := pairOf(tr.ins[n].op, second, swapped)
	if code == 0 {
		return false
	}
	both, ok := tr.combine(tr.ins[n], other, o)
	if !ok {
		return false
	}
	both.op = code
	tr.replace(both)
	return true
}

// combine puts the second instruction's other operand where the first leaves a place; false where a
// constant does not fit there.
func (tr *translator) combine(first ins, other operand, second op.Op) (ins, bool) {
	load := first.op == opI32Load || first.op == opI64Load
	constant := load || int(first.op) < len(hasConstant) && hasConstant[first.op]
	switch {
	case other.kind != isConst && constant:
		first.c = tr.where(other)
	case other.kind != isConst:
		first.imm = uint64(tr.where(other))
	case !constant:
		first.imm = other.value[0]
	default:
		// Two constants share imm, each in 32 bits.
		c := int64(other.value[0])
		wide := second >= op.I64Add && second <= op.I64Rotr
		if wide && (c != int64(int32(c)) || !load && int64(first.imm) != int64(int32(first.imm))) {
			return ins{}, false
		}
		first.imm = uint64(uint32(first.imm)) | uint64(c)<<32
	}
	return first, true
}

// replace puts an instruction with a result in the place of the last one, whose operand has been popped. It
// keeps that one's offset: what can fault in a pair is its first half.
func (tr *translator) replace(i ins) {
	at := tr.take()
	tr.emitResult(i, 1)
	tr.at[len(tr.at)-1] = at
}

// loadFrom emits a load of a popped address. An addition that has just made the address joins the load; the low half of
// a 64-bit sum is the sum of the low halves.
func (tr *translator) loadFrom(addr operand, o op.Op, code uint16, offset uint64) {
	if addr.kind == isConst {
		tr.loaded(o, ins{op: code - opI32Load + opI32LoadK, imm: uint64(uint32(addr.value[0])) + offset})
		return
	}
	n := tr.result
	// The pair has the load's offset, so it must not be where a loop or the function begins: execution stops there.
	if tr.madeBy(n, addr) && n == len(tr.ins)-1 && n != tr.bound && offset < 1<<32 {
		plusConst, plusSlot := addressedLoad(code)
		first := tr.ins[n]
		switch {
		case plusConst != 0 && (first.op == opI32AddI || addr.low && first.op == opI64AddI):
			tr.replaceAt(o, ins{op: plusConst, b: first.b, c: uint16(addr.home), imm: offset | first.imm<<32})
			return
		case plusSlot != 0 && (first.op == opI32Add || addr.low && first.op == opI64Add):
			tr.replaceAt(o, ins{op: plusSlot, b: first.b, c: first.c, imm: offset | uint64(addr.home)<<32})
			return
		}
	}
	tr.loaded(o, ins{op: code, b: tr.useLow(addr), imm: offset})
}

// replaceAt is replace for a pair whose second half can fault: it has the present offset.
func (tr *translator) replaceAt(o op.Op, i ins) {
	tr.take()
	tr.loaded(o, i)
}

// addressedLoad returns the forms of a load that compute the address from a slot and a constant, and from two
// slots; 0 where there is none.
func addressedLoad(code uint16) (plusConst, plusSlot uint16) {
	switch code {
	case opI32Load:
		return opI32LoadAtAddI, opI32LoadAtAdd
	case opI64Load:
		return opI64LoadAtAddI, opI64LoadAtAdd
	case opI32Load8U:
		return opI32Load8UAtAddI, opI32Load8UAtAdd
	case opI32Load16U:
		return opI32Load16UAtAddI, opI32Load16UAtAdd
	}
	return 0, 0
}

// count joins a branch back, about to be emitted, with the addition to its left operand before it.
func (tr *translator) count(branch ins) ins {
	if !tr.free() || int(branch.op) >= len(countingBranch) || countingBranch[branch.op] == 0 {
		return branch
	}
	add := tr.ins[len(tr.ins)-1]
	if add.op != opI32AddI || add.a != branch.b {
		return branch
	}
	joined := ins{op: countingBranch[branch.op], a: add.a, b: add.b, c: branch.c, imm: add.imm << 32}
	if usesConstant(branch.op) {
		// The constant of the comparison stays in imm, the addend goes to c.
		if int32(add.imm) != int32(int16(add.imm)) {
			return branch
		}
		joined.c, joined.imm = uint16(add.imm), branch.imm
	} else if branch.op != opBrI32NezBack && branch.c == add.a {
		return branch
	}
	tr.now = tr.take() // a place to stop before the addition
	return joined
}

func usesConstant(branch uint16) bool {
	switch branch {
	case opBrI32NeIBack, opBrI32LtSIBack, opBrI32LtUIBack, opBrI32GtSIBack, opBrI32GtUIBack:
		return true
	}
	return false
}

// maxThread is how many branches to branches are followed.
const maxThread = 8

// thread makes branches to unconditional branches go where those go.
func (tr *translator) thread() {
	for n := range tr.ins {
		i := &tr.ins[n]
		if int(i.op) >= len(forwardBranch) || !forwardBranch[i.op] {
			continue
		}
		target := n + int(int32(i.imm))/insSize
		for range maxThread {
			next := tr.ins[target]
			if next.op == opBr {
				target += int(int32(next.imm)) / insSize
				continue
			}
			if next.op == opBrBack {
				// The way back ticks once, here as there.
				target += int(int32(next.imm)) / insSize
				i.op = backward(i.op)
			}
			break
		}
		tr.patch(n, target)
	}
}
