package validate

import "github.com/wdbg/wdbg/wasm"

// memory returns the address type of a memory.
func (v *validator) memory(i uint32) wasm.ValType {
	if int64(i) >= int64(len(v.c.memories)) {
		v.failf("unknown memory %d: there are %d", i, len(v.c.memories))
		return wasm.I32
	}
	return v.c.memories[i]
}

// access checks a load, store or atomic access.
func (v *validator) access() {
	sig := v.sig
	arg := &v.r.Mem
	addr := v.memory(uint32(arg.Memory))
	switch {
	case arg.Align > uint32(sig.align):
		v.failf("alignment must not be larger than natural: 2^%d, but %s accesses 2^%d bytes", arg.Align, v.r.Op, sig.align)
	case sig.exact && arg.Align != uint32(sig.align):
		v.failf("atomic alignment must be natural: 2^%d, but %s accesses 2^%d bytes", arg.Align, v.r.Op, sig.align)
	case addr == wasm.I32 && arg.Offset > 1<<32-1:
		v.failf("offset out of range: %d in a memory with 32-bit addresses", arg.Offset)
	}
	v.atAddress(addr)
}

// atAddress checks the operands of the instruction, whose address type is addr.
func (v *validator) atAddress(addr wasm.ValType) {
	sig := v.sig
	params := sig.params
	if params[0] == addrType {
		params[0] = addr
	}
	v.popTypes(params[:sig.numParams])
	if !sig.hasResult {
		return
	}
	if sig.result == addrType {
		v.push(addr)
		return
	}
	v.push(sig.result)
}

func (v *validator) laneAccess() {
	v.lane()
	v.access()
}

func (v *validator) memorySized() { v.atAddress(v.memory(v.r.Index)) }

func (v *validator) lane() {
	if n := v.sig.lanes; v.r.Lane >= n {
		v.failf("invalid lane index %d: %s has %d lanes", v.r.Lane, v.r.Op, n)
	}
}

func (v *validator) shuffle() {
	for _, lane := range v.r.V128 {
		if lane >= 32 {
			v.failf("invalid lane index %d: i8x16.shuffle has 32 lanes", lane)
		}
	}
}

// dataSegment checks the index of a data segment, which only a data count section makes known in function bodies.
func (v *validator) dataSegment(i uint32) {
	if !v.c.m.HasDataCount {
		v.malformedf("data count section required: by %s", v.r.Op)
	} else if i >= v.c.m.DataCount {
		v.failf("unknown data segment %d: there are %d", i, v.c.m.DataCount)
	}
}

func (v *validator) dataIndex() { v.dataSegment(v.r.Index) }

func (v *validator) memoryInit() {
	addr := v.memory(v.r.Index2)
	v.dataSegment(v.r.Index)
	v.popEach(addr, wasm.I32, wasm.I32)
}

func (v *validator) memoryCopy() {
	dst, src := v.memory(v.r.Index), v.memory(v.r.Index2)
	v.popEach(dst, src, smaller(dst, src))
}

func (v *validator) memoryFill() {
	addr := v.memory(v.r.Index)
	v.popEach(addr, wasm.I32, addr)
}

// smaller returns the smaller of two address types.
func smaller(a, b wasm.ValType) wasm.ValType {
	if a == wasm.I32 {
		return a
	}
	return b
}
