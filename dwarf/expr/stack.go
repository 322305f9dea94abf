package expr

// rearrange executes operations that move entries of the stack.
func (m *machine) rearrange(in *instr) error {
	index := 0
	switch in.op {
	case OpOver, OpSwap:
		index = 1
	case OpRot:
		index = 2
	case OpPick:
		index = int(in.args[0])
	}
	v, err := m.entry(index)
	if err != nil {
		return err
	}
	s := m.stack
	n := len(s)
	switch in.op {
	case OpDrop:
		m.stack = s[:n-1]
	case OpSwap:
		s[n-1], s[n-2] = s[n-2], s[n-1]
	case OpRot:
		s[n-1], s[n-2], s[n-3] = s[n-2], s[n-3], s[n-1]
	case OpDup:
		if bits, next, ok := signExtension(m.code, in, m.params.Format); ok {
			return m.signExtend(bits, next)
		}
		return m.push(v)
	default:
		return m.push(v)
	}
	return nil
}

// signExtension recognizes the operations that LLVM writes before DWARF 5 to extend the sign of a number of so many bits, of which
// a DW_OP_dup is the first: x | (x >> (bits-1)) * ~0 << bits. next is where they end. They are right only in a
// generic type that is wider than the bits, so they are not executed one by one.
func signExtension(code []byte, dup *instr, f Format) (bits, next int, ok bool) {
	pos := dup.next
	var counts [2]uint64
	for i, want := range [...]Op{OpConstu, OpShr, OpLit0, OpNot, OpMul, OpConstu, OpShl, OpOr} {
		if pos >= len(code) {
			return 0, 0, false
		}
		in, err := decode(code, pos, f)
		if err != nil {
			return 0, 0, false
		}
		switch class := ops[in.op].class; {
		case want == OpConstu && class == pushLiteral:
			counts[i/4] = uint64(in.op - OpLit0)
		case want == OpConstu && class == pushUnsigned:
			counts[i/4] = in.args[0]
		case in.op != want:
			return 0, 0, false
		}
		pos = in.next
	}
	n := counts[1]
	return int(n), pos, 1 <= n && n < 64 && counts[0] == n-1
}

// signExtend replaces the top of the stack, of which only the lowest bits count, and goes on after the operations that say so.
func (m *machine) signExtend(bits, next int) error {
	v, err := m.pop()
	if err != nil {
		return err
	}
	if !v.isInteger() {
		return errorf(Malformed, "operand is not an integer")
	}
	m.next = next
	r := anyWidth(v.bits.signExtend(bits).lo)
	r.mixed = v.mixed
	return m.push(r)
}

// replace executes operations on the top of the stack.
func (m *machine) replace(in *instr) error {
	v, err := m.pop()
	if err != nil {
		return err
	}
	switch class := ops[in.op].class; {
	case class == unary:
		v, err = single(in.op, v)
	case in.args[0] == 0 && class == convert:
		v, err = toGeneric(v)
	case in.args[0] == 0:
		v, err = reinterpretAsGeneric(v)
	default:
		var t BaseType
		if t, err = m.baseType(in.args[0]); err != nil {
			return err
		}
		if class == convert {
			v, err = toType(v, t)
		} else {
			v, err = reinterpretAs(v, t)
		}
	}
	if err != nil {
		return err
	}
	v.hasPlace, v.removed = false, false
	return m.push(v)
}

func (m *machine) binary(op Op) error {
	b, err := m.pop()
	if err != nil {
		return err
	}
	a, err := m.pop()
	if err != nil {
		return err
	}
	m.impossible = m.impossible || m.tooNarrow(op, a, b)
	var v value
	if op == OpShl || op == OpShr || op == OpShra {
		v, err = shift(op, a, b)
	} else {
		v, err = compute(op, a, b)
	}
	if err != nil {
		return err
	}
	return m.push(v)
}

// tooNarrow reports whether an operation would make no sense if its left operand had no more bits than were left of it: a
// shift by as many, or a constant that they cannot hold.
func (m *machine) tooNarrow(op Op, a, b value) bool {
	if m.truncate == 0 || a.kind != generic || a.width != m.truncate || b.literal == computed {
		return false
	}
	switch op {
	case OpShl, OpShr, OpShra:
		return b.bits.lo >= uint64(a.width)
	case OpDiv, OpMod:
		return b.bits.signExtend(a.width).lo != b.bits.lo && b.bits.zeroExtend(a.width) != b.bits
	}
	return false
}

// plusUconst adds a constant; on the empty stack to the frame base.
func (m *machine) plusUconst(n uint64) error {
	if len(m.stack) == 0 && len(m.params.Initial) == 0 && m.ctx.FrameBase != nil {
		base, err := m.frameBase()
		if err != nil {
			return err
		}
		return m.push(m.addressValue(base + n))
	}
	v, err := m.pop()
	if err != nil {
		return err
	}
	sum, err := compute(OpPlus, v, value{bits: wideOf(n), literal: plainLiteral})
	if err != nil {
		return err
	}
	return m.push(sum)
}
