package wasm

func (d *decoder) elementSection() {
	d.vec("element segment", 0, MaxElems, func(uint32) {
		d.m.Elems = append(d.m.Elems, d.elem())
	})
}

// Bits of an element segment's kind (§5.5.12).
const (
	elemNotActive = 1 << 0
	// elemExplicit means a table index in an active segment and a declarative segment otherwise.
	elemExplicit = 1 << 1
	elemExprs    = 1 << 2
)

func (d *decoder) elem() Elem {
	e := Elem{Offset: d.r.Pos()}
	kind := d.r.U32()
	if kind > elemNotActive|elemExplicit|elemExprs {
		d.r.Failf(e.Offset, "malformed elements segment kind %d: expected 0 to 7", kind)
	}
	e.UsesExprs = kind&elemExprs != 0
	switch {
	case kind&elemNotActive == 0:
		if kind&elemExplicit != 0 {
			e.Table = TableIndex(d.r.U32())
		}
		e.TableAddr = d.constExpr()
	case kind&elemExplicit != 0:
		e.Mode = SegmentDeclarative
	default:
		e.Mode = SegmentPassive
	}
	d.elemType(&e, kind&(elemNotActive|elemExplicit) != 0)
	if e.UsesExprs {
		d.elemExprs(&e)
	} else {
		d.elemFuncs(&e)
	}
	return e
}

// elemType reads the type of a segment's elements, or for functions the byte that stands for it. Where
// the encoding leaves it out it is funcref for expressions and (ref func) for functions.
func (d *decoder) elemType(e *Elem, given bool) {
	if e.UsesExprs {
		e.Type = FuncRef()
		if given {
			e.Type = d.refType()
		}
		return
	}
	e.Type = RefType(false, HeapFunc)
	if given {
		at := d.r.Pos()
		if b := d.r.Byte(); b != 0 {
			d.r.Failf(at, "malformed element kind 0x%02x: expected 0 (functions)", b)
		}
	}
}

func (d *decoder) elemFuncs(e *Elem) {
	n := d.count("functions of a segment", MaxFunctions)
	if n == 0 {
		return
	}
	e.Funcs = make([]FuncIndex, 0, n) // at most the bytes left
	for range n {
		e.Funcs = append(e.Funcs, FuncIndex(d.r.U32()))
		if d.r.err != nil {
			return
		}
	}
}

func (d *decoder) elemExprs(e *Elem) {
	n := d.count("expressions of a segment", MaxFunctions)
	if n == 0 {
		return
	}
	e.Exprs = make([]ConstExpr, 0, firstCap(n))
	for range n {
		e.Exprs = append(e.Exprs, d.constExpr())
		if d.r.err != nil {
			return
		}
	}
}

func (d *decoder) dataSection() {
	at := d.r.Pos()
	d.vec("data segment", 0, MaxDatas, func(n uint32) {
		if d.m.HasDataCount && n != d.m.DataCount {
			d.r.Failf(at, "data count and data section have inconsistent lengths: %d segments are declared, %d are there", d.m.DataCount, n)
			return
		}
		if d.m.Datas == nil {
			d.m.Datas = make([]Data, 0, firstCap(n))
		}
		d.m.Datas = append(d.m.Datas, d.data())
	})
}

func (d *decoder) data() Data {
	s := Data{Offset: d.r.Pos()}
	switch kind := d.r.U32(); kind {
	case 0:
		s.Addr = d.constExpr()
	case 1:
		s.Mode = SegmentPassive
	case 2:
		s.Memory = MemoryIndex(d.r.U32())
		s.Addr = d.constExpr()
	default:
		d.r.Failf(s.Offset, "malformed data segment kind %d: expected 0 to 2", kind)
	}
	at := d.r.Pos()
	n := d.r.U32()
	if left := d.r.Len(); d.r.err == nil && uint64(n) > uint64(left) {
		d.r.Failf(at, "length out of bounds: the segment has %d bytes, the section only %d more", n, left)
		return s
	}
	s.InitPos = d.r.Pos()
	s.Init = d.r.Bytes(int(n))
	return s
}
