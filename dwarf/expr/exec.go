package expr

// load returns what an operation pushes.
func (m *machine) load(in *instr) (value, error) {
	switch ops[in.op].class {
	case pushAddress:
		return m.linked(in.args[0], true)
	case pushUnsigned:
		return value{bits: wideOf(in.args[0]), literal: plainLiteral}, nil
	case pushSigned:
		return value{bits: wideOf(in.args[0]), literal: signedLiteral}, nil
	case pushLiteral:
		return value{bits: wideOf(uint64(in.op - OpLit0)), literal: plainLiteral}, nil
	case pushIndexed:
		return m.indexed(in)
	case pushFrameBase:
		base, err := m.frameBase()
		return m.addressValue(base + in.args[0]), err
	case pushObject:
		return m.object()
	case pushEntryValue:
		return m.entryValue(in)
	case pushTyped:
		return m.typedConstant(in)
	}
	return m.wasm(in)
}

// linked returns an address, or a constant, that the linker wrote.
func (m *machine) linked(n uint64, isAddress bool) (value, error) {
	switch {
	case m.params.tombstone(n):
		return value{}, errorf(Removed, "what is at the address was removed by the linker")
	case isAddress:
		return m.addressValue(n), nil
	}
	return value{bits: wideOf(n), literal: plainLiteral}, nil
}

// indexed returns an entry of .debug_addr.
func (m *machine) indexed(in *instr) (value, error) {
	if m.ctx.Addr == nil {
		return value{}, errorf(Unsupported, "there is no .debug_addr")
	}
	n, err := m.ctx.Addr(in.args[0])
	if err != nil {
		return value{}, contextError(Malformed, err, "entry %d of .debug_addr", in.args[0])
	}
	return m.linked(n, in.op == OpAddrx || in.op == OpGNUAddrIndex)
}

// frameBase returns the frame base.
func (m *machine) frameBase() (uint64, error) {
	if m.baseKnown {
		return m.base, nil
	}
	if m.ctx.FrameBase == nil {
		return 0, errorf(NoState, "there is no frame base here")
	}
	base, err := m.ctx.FrameBase()
	if err != nil {
		return 0, contextError(NoState, err, "frame base")
	}
	m.base, m.baseKnown = base, true
	return base, nil
}

func (m *machine) object() (value, error) {
	if m.ctx.ObjectAddress == nil {
		return value{}, errorf(NoState, "there is no object here")
	}
	addr, err := m.ctx.ObjectAddress()
	if err != nil {
		return value{}, contextError(NoState, err, "address of the object")
	}
	return m.addressValue(addr), nil
}

func (m *machine) entryValue(in *instr) (value, error) {
	if m.ctx.EntryValue == nil {
		return value{}, errorf(NoState, "values at the entry of the function are not known")
	}
	w, err := m.ctx.EntryValue(in.block, m.params.Depth+m.calls)
	if err != nil {
		return value{}, contextError(NoState, err, "value at the entry of the function")
	}
	return wordValue(w)
}

// typedConstant returns the constant of DW_OP_const_type.
func (m *machine) typedConstant(in *instr) (value, error) {
	t, err := m.baseType(in.args[0])
	if err != nil {
		return value{}, err
	}
	if len(in.block) != t.Size {
		return value{}, errorf(Malformed, "constant of %d bytes for a base type of %d", len(in.block), t.Size)
	}
	return typedValue(t, fromBytes(in.block))
}

// baseType returns the base type at an offset in the unit.
func (m *machine) baseType(offset uint64) (BaseType, error) {
	if m.ctx.BaseType == nil {
		return BaseType{}, errorf(Unsupported, "base types are not known here")
	}
	t, err := m.ctx.BaseType(offset)
	if err != nil {
		return t, contextError(Malformed, err, "base type at 0x%x of the unit", offset)
	}
	return t, nil
}

// wasm returns what is at a WebAssembly location. It is read when it is needed.
func (m *machine) wasm(in *instr) (value, error) {
	kind, index := in.args[0], in.args[1]
	if index > noGlobal {
		return value{}, errorf(Malformed, "index %d of a WebAssembly location", index)
	}
	v := value{place: place{index: uint32(index)}, hasPlace: true, unread: true}
	switch kind {
	case wasmLocal:
		v.place.kind = Local
	case wasmOperand:
		v.place.kind = Operand
	case wasmGlobal, wasmGlobalReloc:
		if index == noGlobal {
			v = m.addressValue(0)
			v.removed = true
			return v, nil
		}
		v.place.kind = Global
	case wasmLocalIndirect:
		v.place.kind, v.hasPlace = Local, false
	default: // of DW_OP_WASM_location_int, whose operand is not looked at where it is decoded
		return value{}, errorf(Unsupported, "unknown kind %d of WebAssembly location", kind)
	}
	return v, nil
}

// popSpaced takes an address from the stack, and for DW_OP_xderef and others the address space below it. There is only one memory.
func (m *machine) popSpaced(spaced bool) (uint64, error) {
	addr, err := m.popAddress()
	if err != nil || !spaced {
		return addr, err
	}
	space, err := m.pop()
	if err != nil {
		return 0, err
	}
	if !space.isInteger() || !space.bits.isZero() {
		return 0, errorf(Unsupported, "address space other than 0")
	}
	return addr, nil
}

// dereference executes DW_OP_deref and others without a type.
func (m *machine) dereference(in *instr) error {
	size := uint64(m.params.addrSize())
	if in.op == OpDerefSize || in.op == OpXderefSize {
		size = in.args[0]
	}
	if size < 1 || size > 8 {
		return errorf(Malformed, "%d bytes of memory", size)
	}
	addr, err := m.popSpaced(in.op == OpXderef || in.op == OpXderefSize)
	if err != nil {
		return err
	}
	bits, err := m.memory(addr, int(size))
	if err != nil {
		return err
	}
	if size < 4 {
		return m.push(anyWidth(bits.lo)) // zero-extended
	}
	return m.push(genericValue(bits.lo, 8*int(size)))
}

// dereferenceTyped executes DW_OP_deref_type and DW_OP_xderef_type.
func (m *machine) dereferenceTyped(in *instr) error {
	t, err := m.baseType(in.args[1])
	if err != nil {
		return err
	}
	if in.args[0] != uint64(t.Size) || t.Size < 1 || t.Size > 16 {
		return errorf(Malformed, "%d bytes of memory for a base type of %d", in.args[0], t.Size)
	}
	addr, err := m.popSpaced(in.op == OpXderefType)
	if err != nil {
		return err
	}
	bits, err := m.memory(addr, t.Size)
	if err != nil {
		return err
	}
	v, err := typedValue(t, bits)
	if err != nil {
		return err
	}
	return m.push(v)
}

// branch executes DW_OP_skip and DW_OP_bra.
func (m *machine) branch(in *instr) error {
	if in.op == OpBra {
		v, err := m.pop()
		switch {
		case err != nil:
			return err
		case !v.isInteger():
			return errorf(Malformed, "condition is not an integer")
		case v.bits.isZero():
			return nil
		}
	}
	to := in.next + int(int64(in.args[0]))
	if to < 0 || to > len(m.code) {
		return errorf(Malformed, "branch to 0x%x, outside of the expression", to)
	}
	m.next = to
	return nil
}

// call executes the expression of another entry.
func (m *machine) call(in *instr) error {
	if m.ctx.Location == nil {
		return errorf(Unsupported, "expressions of other entries are not known here")
	}
	if m.calls >= maxDepth {
		return errorf(Malformed, "more than %d calls within one another", maxDepth)
	}
	ref := DIERef{Offset: in.args[0], InSection: in.op == OpCallRef}
	code, ctx, err := m.ctx.Location(ref)
	if err != nil {
		return contextError(Malformed, err, "entry at 0x%x", ref.Offset)
	}
	if ctx == nil {
		ctx = m.ctx
	}
	if err := m.run(code, ctx); err != nil {
		return contextError(err.Kind, err, "in the expression called")
	}
	return nil
}

// threadLocal replaces an offset in the thread's block by the address.
func (m *machine) threadLocal() error {
	v, err := m.pop()
	if err != nil {
		return err
	}
	offset, err := m.addressOf(v)
	if err != nil {
		return err
	}
	if m.params.tombstone(offset) {
		return errorf(Removed, "the thread-local variable was removed by the linker")
	}
	if m.ctx.TLS == nil {
		return errorf(NoState, "the block of thread-local variables is not known")
	}
	addr, err := m.ctx.TLS(offset)
	if err != nil {
		return contextError(NoState, err, "address of a thread-local variable")
	}
	return m.push(m.addressValue(addr))
}

// llvm executes what follows DW_OP_LLVM_user.
func (m *machine) llvm(in *instr) error {
	switch in.args[0] {
	case subNop:
		return nil
	case subUndefined:
		return m.locate(Piece{Kind: Empty})
	}
	return errorf(Unsupported, "DW_OP_LLVM_%s has no meaning on WebAssembly", subOps[in.args[0]].name)
}
