package value

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/symbols"
)

// Variant is what a tagged union contains.
type Variant struct {
	// Name of the variant: "Some".
	Name string
	// Index of the variant in the type's list; -1 where the discriminant matches none.
	Index int
	// Value is the content, where it is one member; for Rust a structure of the variant's fields, without any for "None".
	Value Value
	// Members are the variant's members, mostly one: Value.
	Members []Child
	// Err says why it is not known which variant it is.
	Err error
}

// Variant returns the active variant of a tagged union, such as an enum of Rust; false where the type is none.
// References are followed.
func (v Value) Variant() (Variant, bool) {
	v = v.object()
	if !isCompound(v.typ) || v.typ.Details().Variants == nil {
		return Variant{}, false
	}
	part := v.typ.Details().Variants
	i, err := v.activeVariant(part)
	if err == nil && v.err != nil {
		err = v.err
	}
	if err != nil {
		return Variant{Index: -1, Err: err, Value: v.fail(err)}, true
	}
	out := Variant{Index: i, Value: v.sub(symbols.NewType(symbols.TypeInfo{Kind: symbols.KindVoid}, nil, 0), 0)}
	members := part.Variants[i].Members
	for j := range members {
		out.Members = append(out.Members, v.child(&members[j]))
	}
	switch {
	case len(members) == 1:
		out.Name, out.Value = members[0].Name, out.Members[0].Value
	default:
		out.Name = v.discriminantName(part)
	}
	if t := out.Value.Strip().typ; out.Name == "" && t != nil {
		out.Name = t.Name
	}
	return out, true
}

// activeVariant returns the index of the variant that the discriminant means.
func (v Value) activeVariant(part *symbols.VariantPart) (int, error) {
	if part.Discr == nil {
		return v.ctx.onlyVariant(part)
	}
	n, err := v.member(part.Discr).number()
	if err != nil {
		return -1, err
	}
	otherwise := -1
	for i := range part.Variants {
		values := part.Variants[i].Values
		if len(values) == 0 && otherwise < 0 {
			otherwise = i
		}
		for _, r := range values {
			if n.within(r) {
				return i, nil
			}
		}
	}
	if otherwise < 0 {
		return -1, &symbols.Unavailable{Reason: symbols.Unsupported,
			Detail: fmt.Sprintf("the discriminant is %v, which no variant has", n.big())}
	}
	return otherwise, nil
}

// onlyVariant returns the index of the one variant that a tagged union without a discriminant may have: others contain
// types that have no values, such as Some(!).
func (c *Context) onlyVariant(part *symbols.VariantPart) (int, error) {
	only, count := -1, 0
	for i := range part.Variants {
		budget := maxSearch
		if !c.anyEmpty(part.Variants[i].Members, maxDepth, &budget) {
			only = i
			count++
		}
	}
	if count != 1 {
		return -1, malformed("%d of %d variants are possible, but there is no discriminant", count, len(part.Variants))
	}
	return only, nil
}

// anyEmpty reports whether one of the members has a type without values.
func (c *Context) anyEmpty(members []symbols.Member, depth int, budget *int) bool {
	for i := range members {
		if *budget--; *budget < 0 {
			return false
		}
		if c.isEmpty(members[i].Type, depth-1, budget) {
			return true
		}
	}
	return false
}

// isEmpty reports whether a type of Rust has no values.
func (c *Context) isEmpty(t *symbols.Type, depth int, budget *int) bool {
	t, err := c.strip(t)
	if err != nil || t == nil || depth <= 0 {
		return false
	}
	if t.Name == "!" {
		return true
	}
	if t.Kind != symbols.KindStruct {
		return false
	}
	d := t.Details()
	if c.anyEmpty(d.Members, depth, budget) {
		return true
	}
	if d.Variants == nil {
		return false
	}
	for i := range d.Variants.Variants {
		if !c.anyEmpty(d.Variants.Variants[i].Members, depth, budget) {
			return false
		}
	}
	return true
}

// within reports whether a number is in a range. The range's ends have the number's low bits, whatever
// their high ones are.
func (n number) within(r symbols.DiscrRange) bool {
	if n.bits > 128 || n.bits <= 0 {
		return false
	}
	x, low, high := n.order(n.bytes), n.order(wide(r.Low)), n.order(wide(r.High))
	return bytes.Compare(low, x) <= 0 && bytes.Compare(x, high) <= 0
}

// wide returns the 16 bytes of a number, little end first.
func wide(x [2]uint64) []byte {
	b := make([]byte, 16)
	for i := range 8 {
		b[i], b[8+i] = byte(x[0]>>(8*i)), byte(x[1]>>(8*i))
	}
	return b
}

// order returns bytes that are ordered as numbers of n's bits and sign are.
func (n number) order(b []byte) []byte {
	b = slices.Clone(shift(b, 0, uint64(n.bits)))
	if n.signed {
		b[(n.bits-1)/8] ^= 1 << ((n.bits - 1) % 8)
	}
	slices.Reverse(b)
	return b
}

// discriminantName returns the enumerator that the discriminant is, where it is one.
func (v Value) discriminantName(part *symbols.VariantPart) string {
	if part.Discr == nil {
		return ""
	}
	d := v.member(part.Discr).Strip()
	if d.err != nil || d.typ == nil || d.typ.Kind != symbols.KindEnum {
		return ""
	}
	x, err := d.Uint()
	if err != nil {
		return ""
	}
	for _, e := range d.typ.Details().Enumerators {
		if e.Value == x {
			return e.Name
		}
	}
	return ""
}
