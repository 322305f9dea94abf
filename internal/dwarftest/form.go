package dwarftest

// attr puts the value of an attribute.
func (u *unit) attr(a Attr) {
	if size := fixedSize(a.Form); size > 0 {
		u.fixed(a, size)
		return
	}
	switch a.Form {
	case 0x01: // DW_FORM_addr
		u.put(u.h.Addr(number(a.Value)))
	case 0x19, 0x21: // DW_FORM_flag_present, DW_FORM_implicit_const
	case 0x0d: // DW_FORM_sdata
		u.put(S(int64(number(a.Value))))
	case 0x0f: // DW_FORM_udata
		u.put(U(number(a.Value)))
	case 0x08: // DW_FORM_string
		u.put(Str(a.Value.(string)))
	case 0x0e, 0x1f, 0x1d: // DW_FORM_strp, DW_FORM_line_strp, DW_FORM_strp_sup
		u.offset(a)
	case 0x10, 0x17: // DW_FORM_ref_addr, DW_FORM_sec_offset
		u.offset(a)
	case 0x03: // DW_FORM_block2
		u.put(U16(uint16(len(a.Value.([]byte)))), a.Value.([]byte))
	case 0x04: // DW_FORM_block4
		u.put(U32(uint32(len(a.Value.([]byte)))), a.Value.([]byte))
	case 0x0a: // DW_FORM_block1
		u.put(U8(uint8(len(a.Value.([]byte)))), a.Value.([]byte))
	case 0x09, 0x18: // DW_FORM_block, DW_FORM_exprloc
		u.put(Block(a.Value.([]byte)))
	case 0x1e: // DW_FORM_data16
		u.put(a.Value.([]byte)[:16])
	case 0x1a, 0x1f02: // DW_FORM_strx, DW_FORM_GNU_str_index
		u.put(U(u.index(a)))
	case 0x1b, 0x1f01: // DW_FORM_addrx, DW_FORM_GNU_addr_index
		u.put(U(u.index(a)))
	case 0x15: // DW_FORM_ref_udata
		if d, ok := a.Value.(*DIE); ok { // before this one
			u.put(U(d.Off - u.start))
			return
		}
		u.put(U(number(a.Value)))
	case 0x22, 0x23: // DW_FORM_loclistx, DW_FORM_rnglistx
		u.put(U(number(a.Value)))
	case 0x16: // DW_FORM_indirect
		inner := a.Value.(Attr)
		u.put(U(inner.Form))
		u.attr(inner)
	default:
		u.bad(a)
	}
}

// fixedSize returns the size of the forms that always have the same.
func fixedSize(form uint64) int {
	switch form {
	case 0x0b, 0x0c, 0x11, 0x25, 0x29: // data1, flag, ref1, strx1, addrx1
		return 1
	case 0x05, 0x12, 0x26, 0x2a: // data2, ref2, strx2, addrx2
		return 2
	case 0x27, 0x2b: // strx3, addrx3
		return 3
	case 0x06, 0x13, 0x28, 0x2c, 0x1c: // data4, ref4, strx4, addrx4, ref_sup4
		return 4
	case 0x07, 0x14, 0x20, 0x24: // data8, ref8, ref_sig8, ref_sup8
		return 8
	}
	return 0
}

// fixed puts a value of a fixed size: a number, a reference to an entry of the unit, or an index.
func (u *unit) fixed(a Attr, size int) {
	switch a.Form {
	case 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x2b, 0x2c:
		u.put(Uint(size, u.index(a)))
		return
	}
	if d, ok := a.Value.(*DIE); ok {
		u.later(size, func() uint64 { return d.Off - u.start })
		return
	}
	u.put(Uint(size, number(a.Value)))
}

// offset puts an offset of a section: of a string, of an entry that is in this unit or one before, of what a Base says.
func (u *unit) offset(a Attr) {
	size := u.h.offsetSize()
	if a.Form == 0x10 && u.h.Version == 2 { // DW_FORM_ref_addr
		size = u.h.addrSize()
	}
	switch v := a.Value.(type) {
	case string:
		section := ".debug_str"
		if a.Form == 0x1f { // DW_FORM_line_strp
			section = ".debug_line_str"
		}
		u.put(Uint(size, u.b.String(section, v)))
	case *DIE:
		u.later(size, func() uint64 { return v.Off })
	case Base:
		u.later(size, func() uint64 { return u.bases[v] })
	default:
		u.put(Uint(size, number(v)))
	}
}

// index returns the index of a string or an address, which is added to the unit's if need be.
func (u *unit) index(a Attr) uint64 {
	if s, ok := a.Value.(string); ok {
		i, ok := u.strIndex[s]
		if !ok {
			i = uint64(len(u.strIndex))
			u.strIndex[s] = i
			u.offsets = append(u.offsets, u.h.Offset(u.b.String(".debug_str", s))...)
		}
		return i
	}
	n := number(a.Value)
	switch a.Form {
	case 0x1b, 0x1f01, 0x29, 0x2a, 0x2b, 0x2c: // DW_FORM_addrx and its kin
		i, ok := u.addrIdx[n]
		if !ok {
			i = uint64(len(u.addrIdx))
			u.addrIdx[n] = i
			u.addrs = append(u.addrs, u.h.Addr(n)...)
		}
		return i
	}
	return n
}
