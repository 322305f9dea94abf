package wasmtest

import (
	"bytes"
	"fmt"
	"math"
	"reflect"

	"github.com/wdbg/wdbg/wasm"
)

// U encodes an unsigned LEB128 of any integer type.
func U[T ~int | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64](v T) []byte {
	var b []byte
	for u := uint64(v); ; u >>= 7 {
		if u < 0x80 {
			return append(b, byte(u))
		}
		b = append(b, byte(u)|0x80)
	}
}

// S encodes a signed LEB128.
func S(v int64) []byte {
	var b []byte
	for ; ; v >>= 7 {
		if v >= -0x40 && v < 0x40 {
			return append(b, byte(v&0x7f))
		}
		b = append(b, byte(v)|0x80)
	}
}

// Cat concatenates encodings.
func Cat(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// Name encodes a name: its length and its bytes, which need not be UTF-8.
func Name(s string) []byte { return append(U(len(s)), s...) }

// Vec encodes a vector: the count of the items and the items.
func Vec(items ...[]byte) []byte { return Cat(U(len(items)), Cat(items...)) }

// Sized encodes a size in bytes and what has that size.
func Sized(parts ...[]byte) []byte {
	b := Cat(parts...)
	return append(U(len(b)), b...)
}

// HeapType encodes a heap type.
func HeapType(h wasm.HeapType) []byte { return S(int64(h)) }

// ValType encodes a value or storage type, in its short form where there is one.
func ValType(t wasm.ValType) []byte {
	switch {
	case !t.IsRef():
		return []byte{byte(t)}
	case t.Nullable() && t.Heap().IsAbstract():
		return HeapType(t.Heap())
	}
	return append([]byte{byte(t)}, HeapType(t.Heap())...)
}

// ValTypes encodes a vector of value types.
func ValTypes(ts ...wasm.ValType) []byte {
	b := U(len(ts))
	for _, t := range ts {
		b = append(b, ValType(t)...)
	}
	return b
}

// Limits encodes the limits of a table or memory.
func Limits(l wasm.Limits) []byte {
	var flags byte
	if l.HasMax {
		flags |= 1
	}
	if l.Shared {
		flags |= 2
	}
	if l.Is64 {
		flags |= 4
	}
	b := append([]byte{flags}, U(l.Min)...)
	if l.HasMax {
		b = append(b, U(l.Max)...)
	}
	return b
}

// Field encodes a field type.
func Field(f wasm.FieldType) []byte { return append(ValType(f.Type), boolByte(f.Mutable)) }

// SubType encodes one type definition; Group is ignored.
func SubType(t wasm.SubType) []byte {
	var b []byte
	if !t.Final || t.HasSuper {
		b = append(b, 0x50)
		if t.Final {
			b[0] = 0x4f
		}
		if t.HasSuper {
			b = Cat(b, U(1), U(t.Super))
		} else {
			b = append(b, 0)
		}
	}
	switch t.Kind {
	case wasm.CompFunc:
		return Cat(b, []byte{0x60}, ValTypes(t.Func.Params...), ValTypes(t.Func.Results...))
	case wasm.CompStruct:
		b = Cat(b, []byte{0x5f}, U(len(t.Fields)))
		for _, f := range t.Fields {
			b = append(b, Field(f)...)
		}
		return b
	case wasm.CompArray:
		return Cat(b, []byte{0x5e}, Field(t.Fields[0]))
	}
	panic(fmt.Sprintf("wasmtest: type of unknown kind %d", t.Kind))
}

// Locals encodes local declarations, equal neighbours as one run.
func Locals(ts ...wasm.ValType) []byte {
	var runs [][]byte
	for i := 0; i < len(ts); {
		n := 1
		for i+n < len(ts) && ts[i+n] == ts[i] {
			n++
		}
		runs = append(runs, Cat(U(n), ValType(ts[i])))
		i += n
	}
	return Vec(runs...)
}

// Section encodes a section: id, size, payload.
func Section(id wasm.SectionID, payload ...[]byte) []byte {
	return append([]byte{byte(id)}, Sized(payload...)...)
}

// Custom encodes a custom section.
func Custom(name string, payload ...[]byte) []byte {
	return Section(wasm.SectionCustom, Name(name), Cat(payload...))
}

// Header returns the magic number and version of a core module.
func Header() []byte { return []byte("\x00asm\x01\x00\x00\x00") }

// Raw assembles a file from a header and sections, well-formed or not.
func Raw(sections ...[]byte) []byte { return append(Header(), Cat(sections...)...) }

// NameMap encodes the name map of a name subsection: pairs of an index and a
// name, such as NameMap(0, "main", 3, "exit"). It does not sort them.
func NameMap(pairs ...any) []byte {
	b := U(len(pairs) / 2)
	for i := 0; i < len(pairs); i += 2 {
		b = append(append(b, U(integer(pairs[i]))...), Name(pairs[i+1].(string))...)
	}
	return b
}

// NameSubsection encodes a subsection of the name section.
func NameSubsection(id byte, payload ...[]byte) []byte {
	return append([]byte{id}, Sized(payload...)...)
}

func boolByte(v bool) byte {
	if v {
		return 1
	}
	return 0
}

// integer returns the value of any integer type, named ones included, as 64 bits.
func integer(v any) uint64 {
	switch r := reflect.ValueOf(v); {
	case r.CanInt():
		return uint64(r.Int())
	case r.CanUint():
		return r.Uint()
	}
	panic(fmt.Sprintf("wasmtest: immediate %v is a %T, want an integer", v, v))
}

// floatBits returns the encoding of a floating-point immediate: a float is converted, an integer is the bits.
func floatBits(v any, bits int) []byte {
	u := uint64(0)
	r := reflect.ValueOf(v)
	switch {
	case !r.CanFloat():
		u = integer(v)
	case bits == 32:
		u = uint64(math.Float32bits(float32(r.Float())))
	default:
		u = math.Float64bits(r.Float())
	}
	var b []byte
	for i := 0; i < bits; i += 8 {
		b = append(b, byte(u>>i))
	}
	return b
}
