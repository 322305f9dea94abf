package validate

import "github.com/wdbg/wdbg/wasm"

// elemSegments checks the element segments.
func (c *Context) elemSegments() error {
	v := c.validator()
	defer c.release(v)
	c.elems = make([]wasm.ValType, len(c.m.Elems))
	for i := range c.m.Elems {
		e := &c.m.Elems[i]
		if err := c.valType(e.Type, "element", e.Offset); err != nil {
			return err
		}
		c.elems[i] = wasm.Canon(e.Type, c.ids)
		if e.Mode == wasm.SegmentActive {
			if err := c.activeElem(v, e, c.elems[i]); err != nil {
				return err
			}
		}
		for _, f := range e.Funcs {
			if int64(f) >= int64(c.m.NumFuncs()) {
				return invalid("element", e.Offset, "unknown function %d: there are %d", f, c.m.NumFuncs())
			}
			c.declare(f)
		}
		for _, x := range e.Exprs {
			if err := v.constExpr("element", x, c.elems[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *Context) activeElem(v *validator, e *wasm.Elem, elem wasm.ValType) error {
	if int64(e.Table) >= int64(len(c.tables)) {
		return invalid("element", e.Offset, "unknown table %d: there are %d", e.Table, len(c.tables))
	}
	t := c.tables[e.Table]
	if !c.types.Matches(elem, t.elem) {
		return invalid("element", e.Offset, "type mismatch: a segment of %s for table %d of %s",
			e.Type, e.Table, c.source(t.elem))
	}
	return v.constExpr("element", e.TableAddr, t.addr)
}

// dataSegments checks the data segments.
func (c *Context) dataSegments() error {
	v := c.validator()
	defer c.release(v)
	for i := range c.m.Datas {
		d := &c.m.Datas[i]
		if d.Mode != wasm.SegmentActive {
			continue
		}
		if int64(d.Memory) >= int64(len(c.memories)) {
			return invalid("data", d.Offset, "unknown memory %d: there are %d", d.Memory, len(c.memories))
		}
		if err := v.constExpr("data", d.Addr, c.memories[d.Memory]); err != nil {
			return err
		}
	}
	return nil
}
