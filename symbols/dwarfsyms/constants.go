package dwarfsyms

import (
	"encoding/binary"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
)

// constant is the locator of something that has a value and no place (DW_AT_const_value).
type constant struct {
	bytes []byte
	err   error
}

// newConstant returns the locator of a value of a type.
func newConstant(v dwarf.Value, t *symbols.Type) *constant {
	t = t.Strip()
	if b, ok := v.Block(); ok {
		return &constant{bytes: b}
	}
	size, signed := 8, v.IsSigned()
	if t != nil && t.Size >= 0 && t.Size <= 16 {
		size = int(t.Size)
		if t.Kind == symbols.KindEnum && t.Elem() != nil {
			t = t.Elem().Strip()
		}
	}
	if t != nil && (t.Encoding == symbols.EncodingSigned || t.Encoding == symbols.EncodingSignedChar) {
		signed = true
	}
	n, ok := v.Uint()
	if !ok {
		text, err := v.Str()
		if err != nil {
			return &constant{err: &symbols.Unavailable{Reason: symbols.Malformed, Detail: err.Error()}}
		}
		return &constant{bytes: append([]byte(text), 0)}
	}
	if t != nil && !isScalar(t) {
		return &constant{err: &symbols.Unavailable{Reason: symbols.OptimizedOut, Detail: "the compiler kept a part of it, but not which"}}
	}
	high := uint64(0)
	if signed {
		i, _ := v.Int()
		n, high = uint64(i), uint64(i>>63)
	}
	b := make([]byte, 16)
	binary.LittleEndian.PutUint64(b, n)
	binary.LittleEndian.PutUint64(b[8:], high)
	return &constant{bytes: b[:size]}
}

// isScalar reports whether a number can be all of a value. LLVM writes the number that one member or element is for the whole
// variable where it knows no more of it.
func isScalar(t *symbols.Type) bool {
	switch t.Kind {
	case symbols.KindArray, symbols.KindVector, symbols.KindStruct, symbols.KindClass, symbols.KindUnion:
		return false
	}
	return t.Encoding != symbols.EncodingComplex && t.Size <= 8
}

// Locate implements symbols.Locator.
func (c *constant) Locate(symbols.Machine) (symbols.Location, error) {
	if c.err != nil {
		return symbols.Location{}, c.err
	}
	return symbols.ConstantBytes(c.bytes), nil
}

// Live implements symbols.Locator.
func (c *constant) Live() []symbols.Range { return nil }
