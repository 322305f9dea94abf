package dwarfsyms

import (
	"encoding/binary"
	"fmt"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
)

// Kinds of a list of discriminants (DWARF 5 §7.5.4, DW_DSC).
const (
	discrLabel = 0x00
	discrRange = 0x01
)

// variantPart reads a variant part (DWARF 5 §5.7.10).
func (d *detailer) variantPart(e *dwarf.Entry) *symbols.VariantPart {
	part := &symbols.VariantPart{}
	discr := discriminant{size: 16}
	var discrType dwarf.Entry
	if ref, ok := e.Attr(dwarf.AttrDiscr).Ref(); ok {
		m, err := ref.Entry()
		if err != nil || m.Tag() != dwarf.TagMember {
			d.fail(fmt.Errorf("variant part at 0x%x: its discriminant is not a member", e.Off))
			return nil
		}
		member := d.member(&m)
		part.Discr = &member
		discrType, _ = d.s.resolve(&m)
	} else if e.Has(dwarf.AttrDiscr) {
		d.fail(fmt.Errorf("variant part at 0x%x: its discriminant cannot be found", e.Off))
		return nil
	} else {
		discrType, _ = d.s.resolve(e) // a discriminant that has no place of its own has only a type
	}
	if discrType.IsValid() {
		discr = d.s.discriminant(&discrType)
	}
	for child, err := range e.Children() {
		if err != nil {
			d.fail(err)
			break
		}
		if child.Tag() == dwarf.TagVariant {
			part.Variants = append(part.Variants, d.variant(&child, discr))
		}
	}
	return part
}

// discriminant is what the values of a discriminant's type look like.
type discriminant struct {
	size   int // in bytes
	signed bool
}

// discriminant returns what the values of a type look like, an integer or an enumeration of some.
func (s *Source) discriminant(t *dwarf.Entry) discriminant {
	size := s.sizeOf(t, maxTypeDepth)
	if t.Tag() == dwarf.TagEnumerationType {
		if under, ok := s.resolve(t); ok {
			t = &under
		}
	}
	if size < 1 || size > 16 {
		size = 16
	}
	code, _ := t.Attr(dwarf.AttrEncoding).Uint()
	enc := encodingOf(code)
	return discriminant{int(size), enc == symbols.EncodingSigned || enc == symbols.EncodingSignedChar}
}

// variant reads a variant: its values and members.
func (d *detailer) variant(e *dwarf.Entry, discr discriminant) symbols.Variant {
	var v symbols.Variant
	if value := e.Attr(dwarf.AttrDiscrValue); value.Present() {
		n, ok := discr.constant(value)
		if !ok {
			d.fail(fmt.Errorf("variant at 0x%x: its discriminant cannot be read", e.Off))
			n = [2]uint64{1<<64 - 1, 1<<64 - 1}
		}
		v.Values = []symbols.DiscrRange{{Low: n, High: n}}
	} else if list, ok := e.Attr(dwarf.AttrDiscrList).Block(); ok {
		var err error
		if v.Values, err = discr.list(list); err != nil {
			d.fail(fmt.Errorf("variant at 0x%x: %w", e.Off, err))
		}
	}
	for child, err := range e.Children() {
		if err != nil {
			d.fail(err)
			break
		}
		if child.Tag() == dwarf.TagMember {
			v.Members = append(v.Members, d.member(&child))
		}
	}
	return v
}

// constant returns a discriminant's value as its bits, the higher ones zero.
func (c discriminant) constant(v dwarf.Value) ([2]uint64, bool) {
	if b, ok := v.Block(); ok {
		if len(b) > 16 {
			return [2]uint64{}, false
		}
		var p [16]byte
		copy(p[:], b)
		return c.mask([2]uint64{binary.LittleEndian.Uint64(p[:]), binary.LittleEndian.Uint64(p[8:])}), true
	}
	n, ok := v.Uint()
	if c.signed || v.IsSigned() {
		i, _ := v.Int()
		return c.extend(i), ok
	}
	return c.mask([2]uint64{n, 0}), ok
}

// extend returns the bits of a signed number.
func (c discriminant) extend(i int64) [2]uint64 { return c.mask([2]uint64{uint64(i), uint64(i >> 63)}) }

// mask clears what is above the discriminant's bytes.
func (c discriminant) mask(n [2]uint64) [2]uint64 {
	switch {
	case c.size < 8:
		return [2]uint64{n[0] & (1<<(8*uint(c.size)) - 1), 0}
	case c.size == 8:
		return [2]uint64{n[0], 0}
	case c.size < 16:
		return [2]uint64{n[0], n[1] & (1<<(8*uint(c.size-8)) - 1)}
	}
	return n
}

// list reads a list of values and ranges. A range of signed numbers through zero becomes two.
func (c discriminant) list(b []byte) ([]symbols.DiscrRange, error) {
	var out []symbols.DiscrRange
	for len(b) > 0 {
		kind := b[0]
		b = b[1:]
		low, n := c.leb(b)
		if n == 0 || kind > discrRange {
			return out, fmt.Errorf("malformed list of discriminants")
		}
		b = b[n:]
		high := low
		if kind == discrRange {
			if high, n = c.leb(b); n == 0 {
				return out, fmt.Errorf("malformed list of discriminants")
			}
			b = b[n:]
		}
		if c.signed && low < 0 && high >= 0 {
			out = append(out, symbols.DiscrRange{Low: c.extend(low), High: c.extend(-1)})
			low = 0
		}
		if c.signed {
			out = append(out, symbols.DiscrRange{Low: c.extend(low), High: c.extend(high)})
		} else {
			out = append(out, symbols.DiscrRange{Low: c.mask([2]uint64{uint64(low)}), High: c.mask([2]uint64{uint64(high)})})
		}
	}
	return out, nil
}

// leb reads a LEB128 number, signed if the discriminant is; n is its length, 0 if it does not end.
func (c discriminant) leb(b []byte) (v int64, n int) {
	for i, x := range b {
		shift := uint(7 * i)
		if shift < 64 {
			v |= int64(x&0x7f) << shift
		}
		if x < 0x80 {
			if c.signed && x&0x40 != 0 && shift+7 < 64 {
				v |= -1 << (shift + 7)
			}
			return v, i + 1
		}
	}
	return 0, 0
}
