package dump

import (
	"strconv"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/disasm"
)

// elem writes an element segment: a line for the segment and one for each element, with its
// index in the table where that is constant.
func (d *dumper) elem(i int) error {
	e := &d.m.Elems[i]
	text := d.p.AppendDefined([]byte("(elem "), disasm.SpaceElem, uint32(i))
	it := item{Kind: "elem", Index: ptr(uint32(i)), Offset: ptr(e.Offset), Size: ptr(uint64(e.Len()))}
	var fault error
	switch e.Mode {
	case wasm.SegmentActive:
		text = d.p.AppendIndex(append(text, " (table "...), disasm.SpaceTable, uint32(e.Table))
		text, fault = d.constExpr(append(text, ") (offset "...), e.TableAddr)
		text = append(text, ')')
		if base, ok := d.constant(e.TableAddr); ok {
			it.Address = &base
		}
	case wasm.SegmentDeclarative:
		text = append(text, " declare"...)
	}
	text = d.p.AppendValType(append(text, ' '), e.Type)
	it.Text = string(text) + ") ;; " + plural(e.Len(), "element", "elements")
	if err := d.itemAndFault(it, fault); err != nil {
		return err
	}
	return each(e.Len(), func(n int) error { return d.element(e, it.Address, n) })
}

// element writes element n of a segment. Its number is the table's index if the segment has a constant
// one, else counted from the segment's start.
func (d *dumper) element(e *wasm.Elem, base *uint64, n int) error {
	it := item{Kind: "element", Entry: ptr(uint64(n)), indent: 1}
	text := []byte("[+")
	number := uint64(n)
	if base != nil {
		number += *base
		text, it.Address = text[:1], &number
	}
	text = append(strconv.AppendUint(text, number, 10), "] "...)
	var fault error
	if e.UsesExprs {
		it.Offset = ptr(e.Exprs[n].Start)
		text, fault = d.constExpr(text, e.Exprs[n])
	} else {
		it.Index = ptr(uint32(e.Funcs[n]))
		text = d.p.AppendIndex(text, disasm.SpaceFunc, uint32(e.Funcs[n]))
	}
	it.Text = string(text)
	return d.itemAndFault(it, fault)
}

// data writes a data segment and its bytes.
func (d *dumper) data(i int) error {
	s := &d.m.Datas[i]
	text := d.p.AppendDefined([]byte("(data "), disasm.SpaceData, uint32(i))
	end := s.InitPos + wasm.FileOffset(len(s.Init))
	it := item{Kind: "data", Index: ptr(uint32(i)), Offset: ptr(s.Offset), Size: ptr(uint64(len(s.Init)))}
	var fault error
	if s.Mode == wasm.SegmentActive {
		if s.Memory != 0 {
			text = append(d.p.AppendIndex(append(text, " (memory "...), disasm.SpaceMemory, uint32(s.Memory)), ')')
		}
		text, fault = d.constExpr(append(text, " (offset "...), s.Addr)
		text = append(text, ')')
		if base, ok := d.constant(s.Addr); ok {
			it.Address = &base
		}
	}
	it.Text = string(text) + ") ;; " + plural(len(s.Init), "byte", "bytes") + " at " + hexOffset(s.InitPos) + "-" + hexOffset(end)
	if err := d.itemAndFault(it, fault); err != nil {
		return err
	}
	return d.hexdump(s.InitPos, end, it.Address)
}

func appendHex(dst []byte, v uint64) []byte {
	return strconv.AppendUint(append(dst, "0x"...), v, 16)
}
