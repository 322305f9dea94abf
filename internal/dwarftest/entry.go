package dwarftest

import "fmt"

// DIE is a debugging information entry.
type DIE struct {
	Tag      uint64
	Attrs    []Attr
	Children []*DIE
	// Off is the entry's offset in its section, once its unit was added.
	Off uint64
}

// Attr is an attribute. What Value may be depends on the form:
//
//   - numbers and addresses: any integer; the index forms of addresses (DW_FORM_addrx ...) take the address
//   - strings: a string, whatever the form; or the integer to encode instead
//   - blocks, expressions, data16: []byte
//   - references: *DIE, or the integer to encode instead
//   - flags: bool, or an integer; DW_FORM_flag_present takes nil
//   - DW_FORM_implicit_const: an integer
//   - DW_FORM_sec_offset: an integer, or a Base
//   - DW_FORM_indirect: an Attr with the form and value
type Attr struct {
	Name, Form uint64
	Value      any
}

// Base stands for the offset of the unit's part of another section.
type Base int

// Parts of other sections, which are made of the values of the unit's attributes.
const (
	StrOffsetsBase Base = iota // DW_AT_str_offsets_base
	AddrBase                   // DW_AT_addr_base
)

// Entry returns an entry.
func Entry(tag uint64, attrs ...Attr) *DIE { return &DIE{Tag: tag, Attrs: attrs} }

// With adds children to an entry and returns it.
func (d *DIE) With(children ...*DIE) *DIE {
	d.Children = append(d.Children, children...)
	return d
}

// A returns an attribute.
func A(name, form uint64, value any) Attr { return Attr{name, form, value} }

// number returns the value of an integer of any type.
func number(v any) uint64 {
	switch v := v.(type) {
	case int:
		return uint64(v)
	case int64:
		return uint64(v)
	case int32:
		return uint64(v)
	case uint64:
		return v
	case uint32:
		return uint64(v)
	case uint8:
		return uint64(v)
	case uint:
		return uint64(v)
	case bool:
		if v {
			return 1
		}
		return 0
	}
	panic(fmt.Sprintf("dwarftest: %T is not a number", v))
}
