package wasm

// Encodings of recursion groups, subtypes and composite types (§5.3.9 to §5.3.12).
const (
	encRec      = 0x4e
	encSubFinal = 0x4f
	encSub      = 0x50
	encArray    = 0x5e
	encStruct   = 0x5f
	encFunc     = 0x60
)

func (d *decoder) typeSection() {
	d.vec("recursion group", 0, MaxTypes, func(n uint32) {
		if d.m.Types == nil {
			d.m.Types = make([]SubType, 0, firstCap(n))
			d.m.RecGroups = make([]RecGroup, 0, firstCap(n))
		}
		d.recGroup()
	})
}

func (d *decoder) recGroup() {
	group := RecGroup{Start: uint32(len(d.m.Types)), Count: 1}
	if d.peek() == encRec {
		d.r.Byte()
		group.Count = d.count("types of a recursion group", MaxTypes)
	}
	for range group.Count {
		if len(d.m.Types) >= MaxTypes {
			d.r.Failf(d.r.Pos(), "implementation limit: more than %d types", MaxTypes)
		}
		t := d.subType()
		if d.r.err != nil {
			d.inEntry("type", len(d.m.Types))
			return
		}
		t.Group = uint32(len(d.m.RecGroups))
		d.m.Types = append(d.m.Types, t)
	}
	d.m.RecGroups = append(d.m.RecGroups, group)
}

func (d *decoder) subType() SubType {
	t := SubType{Final: true}
	if b := d.peek(); b == encSub || b == encSubFinal {
		d.r.Byte()
		t.Final = b == encSubFinal
		d.supertypes(&t)
	}
	at := d.r.Pos()
	switch b := d.r.Byte(); b {
	case encFunc:
		t.Func = FuncType{Params: d.valTypes("parameters", MaxParams), Results: d.valTypes("results", MaxResults)}
	case encStruct:
		t.Kind = CompStruct
		t.Fields = d.fields.take(int(d.count("fields", MaxFields)))
		for i := range t.Fields {
			t.Fields[i] = d.fieldType()
		}
	case encArray:
		t.Kind = CompArray
		t.Fields = d.fields.take(1)
		t.Fields[0] = d.fieldType()
	default:
		d.r.Failf(at, "malformed composite type 0x%02x: expected 0x60 (func), 0x5f (struct) or 0x5e (array)", b)
	}
	return t
}

func (d *decoder) supertypes(t *SubType) {
	at := d.r.Pos()
	switch n := d.r.U32(); n {
	case 0:
	case 1:
		t.Super, t.HasSuper = TypeIndex(d.r.U32()), true
	default:
		d.r.Failf(at, "a type has %d supertypes: at most 1 is allowed", n)
	}
}

func (d *decoder) valTypes(what string, limit uint32) []ValType {
	ts := d.types.take(int(d.count(what, limit)))
	for i := range ts {
		ts[i] = d.r.ValType()
	}
	return ts
}

func (d *decoder) fieldType() FieldType {
	var f FieldType
	if b := ValType(d.peek()); b.IsPacked() {
		d.r.Byte()
		f.Type = b
	} else {
		f.Type = d.r.ValType()
	}
	f.Mutable = d.mutability()
	return f
}

func (d *decoder) mutability() bool {
	at := d.r.Pos()
	b := d.r.Byte()
	if b > 1 {
		d.r.Failf(at, "malformed mutability 0x%02x: expected 0 (const) or 1 (var)", b)
	}
	return b == 1
}

func (d *decoder) refType() ValType {
	at := d.r.Pos()
	b := d.peek()
	t := d.r.ValType()
	if !t.IsRef() {
		d.r.Failf(at, "malformed reference type 0x%02x", b)
	}
	return t
}

// limits reads limits (§5.3.14; bit 1 is of the threads proposal), whose bounds have 64 bits whatever the address type.
func (d *decoder) limits(mayShare bool) Limits {
	at := d.r.Pos()
	flags := d.r.Byte()
	if flags > 7 || flags&2 != 0 && !mayShare {
		d.r.Failf(at, "malformed limits flags 0x%02x", flags)
		return Limits{}
	}
	l := Limits{HasMax: flags&1 != 0, Shared: flags&2 != 0, Is64: flags&4 != 0, Min: d.r.U64()}
	if l.HasMax {
		l.Max = d.r.U64()
	}
	return l
}

func (d *decoder) tableType() TableType { return TableType{Elem: d.refType(), Limits: d.limits(false)} }

func (d *decoder) memoryType() MemoryType { return MemoryType{Limits: d.limits(true)} }

func (d *decoder) globalType() GlobalType {
	return GlobalType{Type: d.r.ValType(), Mutable: d.mutability()}
}

// tagType reads a tag's type: an attribute, which can only be that of exceptions, and a type index.
func (d *decoder) tagType() TypeIndex {
	at := d.r.Pos()
	if b := d.r.Byte(); b != 0 {
		d.r.Failf(at, "zero byte expected: tag attribute 0x%02x", b)
	}
	return TypeIndex(d.r.U32())
}

// peek returns the next byte, or 0 at the end of the section.
func (d *decoder) peek() byte {
	if d.r.Len() == 0 {
		return 0
	}
	return d.r.buf[d.r.pos]
}

// firstCap returns the capacity to start a list of n elements with: n, unless it is so large that a false count
// would be costly. That n is at most the number of bytes left is known.
func firstCap(n uint32) int { return int(min(n, 1<<17)) }
