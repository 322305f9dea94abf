package wasm

import (
	"strconv"
	"strings"
)

// FileOffset is a byte position in the module file.
type FileOffset uint64

// CodeOffset is a byte position in the code section's payload, the address space DWARF uses.
type CodeOffset uint64

// FuncOffset is a byte position relative to a function body's first byte, its local declarations.
type FuncOffset uint32

// Index spaces of a module (Wasm 3.0 §2.5.1). Imports come first in each.
type (
	TypeIndex   uint32
	FuncIndex   uint32
	TableIndex  uint32
	MemoryIndex uint32
	GlobalIndex uint32
	TagIndex    uint32
	ElemIndex   uint32
	DataIndex   uint32
	LocalIndex  uint32
)

// HeapType is an abstract heap type (negative) or a type index (non-negative),
// with the value of its signed 33-bit encoding (Wasm 3.0 §5.3.4).
type HeapType int32

// Abstract heap types.
const (
	HeapNoExn    HeapType = -0x0c
	HeapNoFunc   HeapType = -0x0d
	HeapNoExtern HeapType = -0x0e
	HeapNone     HeapType = -0x0f
	HeapFunc     HeapType = -0x10
	HeapExtern   HeapType = -0x11
	HeapAny      HeapType = -0x12
	HeapEq       HeapType = -0x13
	HeapI31      HeapType = -0x14
	HeapStruct   HeapType = -0x15
	HeapArray    HeapType = -0x16
	HeapExn      HeapType = -0x17
	// HeapBot is the bottom of every hierarchy; only the validator makes it.
	HeapBot HeapType = -0x01
)

// MaxTypes bounds type indices, so that a HeapType fits a ValType.
const MaxTypes = 1 << 22

// IsIndex reports whether h is a concrete type, by index.
func (h HeapType) IsIndex() bool { return h >= 0 }

// IsAbstract reports whether h is one of the abstract heap types above, HeapBot excluded.
func (h HeapType) IsAbstract() bool { return h >= HeapExn && h <= HeapNoExn }

// String returns the text format's spelling.
func (h HeapType) String() string {
	switch h {
	case HeapNoExn:
		return "noexn"
	case HeapNoFunc:
		return "nofunc"
	case HeapNoExtern:
		return "noextern"
	case HeapNone:
		return "none"
	case HeapFunc:
		return "func"
	case HeapExtern:
		return "extern"
	case HeapAny:
		return "any"
	case HeapEq:
		return "eq"
	case HeapI31:
		return "i31"
	case HeapStruct:
		return "struct"
	case HeapArray:
		return "array"
	case HeapExn:
		return "exn"
	case HeapBot:
		return "bot"
	}
	return strconv.Itoa(int(h))
}

// ValType is a value type, or the packed storage type of a field. The low byte is
// the binary encoding of a number or vector type, or 0x63 (ref null) or
// 0x64 (ref); the upper 24 bits of a reference are its heap type. Equal values
// are the same type within one module, up to equivalence of type indices.
type ValType uint32

// Value types that are not references, storage types, and common abbreviations.
const (
	I32  ValType = 0x7f
	I64  ValType = 0x7e
	F32  ValType = 0x7d
	F64  ValType = 0x7c
	V128 ValType = 0x7b
	I8   ValType = 0x78
	I16  ValType = 0x77
	// Bot is the type of an operand in unreachable code; only the validator makes it.
	Bot ValType = 0

	refNull ValType = 0x63
	refNon  ValType = 0x64
)

// RefType returns the reference type (ref null? h).
func RefType(nullable bool, h HeapType) ValType {
	kind := refNon
	if nullable {
		kind = refNull
	}
	return kind | ValType(uint32(h)<<8)
}

// The abbreviations of Wasm 3.0 §6.4.4 that programs meet most.
func FuncRef() ValType { return RefType(true, HeapFunc) }

// ExternRef returns (ref null extern).
func ExternRef() ValType { return RefType(true, HeapExtern) }

// ExnRef returns (ref null exn).
func ExnRef() ValType { return RefType(true, HeapExn) }

// AnyRef returns (ref null any).
func AnyRef() ValType { return RefType(true, HeapAny) }

// IsRef reports whether t is a reference type.
func (t ValType) IsRef() bool { return t&0xff == refNull || t&0xff == refNon }

// Nullable reports whether t is a reference type that includes null.
func (t ValType) Nullable() bool { return t&0xff == refNull }

// Heap returns the heap type of a reference type.
func (t ValType) Heap() HeapType { return HeapType(int32(t) >> 8) }

// AsNonNull returns the reference type without null; other types are unchanged.
func (t ValType) AsNonNull() ValType {
	if t.Nullable() {
		return t&^0xff | refNon
	}
	return t
}

// AsNullable returns the reference type with null; other types are unchanged.
func (t ValType) AsNullable() ValType {
	if t.IsRef() {
		return t&^0xff | refNull
	}
	return t
}

// IsNum reports whether t is i32, i64, f32 or f64.
func (t ValType) IsNum() bool { return t >= F64 && t <= I32 }

// IsPacked reports whether t is the storage type i8 or i16.
func (t ValType) IsPacked() bool { return t == I8 || t == I16 }

// Unpacked returns the value type a field of storage type t is read as.
func (t ValType) Unpacked() ValType {
	if t.IsPacked() {
		return I32
	}
	return t
}

// Defaultable reports whether t has a default value (Wasm 3.0 §3.2.16).
func (t ValType) Defaultable() bool { return t&0xff != refNon }

// Slots returns how many 64-bit slots a value of the type occupies in a frame: 2 for v128, else 1.
func (t ValType) Slots() int {
	if t == V128 {
		return 2
	}
	return 1
}

// StorageBytes returns the size of a field of type t in bytes in an array segment (i8 1, i16 2, i32 and
// f32 4, i64 and f64 8, v128 16) and 0 for references.
func (t ValType) StorageBytes() int {
	switch t {
	case I8:
		return 1
	case I16:
		return 2
	case I32, F32:
		return 4
	case I64, F64:
		return 8
	case V128:
		return 16
	}
	return 0
}

// String returns the text format's spelling, abbreviations where they exist.
func (t ValType) String() string {
	switch t {
	case I32:
		return "i32"
	case I64:
		return "i64"
	case F32:
		return "f32"
	case F64:
		return "f64"
	case V128:
		return "v128"
	case I8:
		return "i8"
	case I16:
		return "i16"
	case Bot:
		return "bot"
	}
	if !t.IsRef() {
		return "type 0x" + strconv.FormatUint(uint64(t), 16)
	}
	return refString(t)
}

func refString(t ValType) string {
	h := t.Heap()
	if t.Nullable() && h.IsAbstract() {
		switch h {
		case HeapNone:
			return "nullref"
		case HeapNoFunc, HeapNoExtern, HeapNoExn:
			return "null" + strings.TrimPrefix(h.String(), "no") + "ref"
		}
		return h.String() + "ref"
	}
	if t.Nullable() {
		return "(ref null " + h.String() + ")"
	}
	return "(ref " + h.String() + ")"
}

// FieldType is the type of a structure field or of an array's elements.
type FieldType struct {
	Type    ValType // possibly packed
	Mutable bool
}

// CompKind says which kind of composite type a type is.
type CompKind uint8

// Kinds of composite types.
const (
	CompFunc CompKind = iota
	CompStruct
	CompArray
)

// FuncType is a function type.
type FuncType struct {
	Params, Results []ValType
}

// String returns the type as "(i32, i64) -> f32".
func (t FuncType) String() string {
	var b strings.Builder
	writeTypes(&b, t.Params, true)
	b.WriteString(" -> ")
	writeTypes(&b, t.Results, len(t.Results) != 1)
	return b.String()
}

func writeTypes(b *strings.Builder, ts []ValType, parens bool) {
	if parens {
		b.WriteByte('(')
	}
	for i, t := range ts {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(t.String())
	}
	if parens {
		b.WriteByte(')')
	}
}

// SubType is one type definition (Wasm 3.0 §2.3.10).
type SubType struct {
	Final  bool
	Super  TypeIndex // valid where HasSuper
	Kind   CompKind
	Func   FuncType    // CompFunc
	Fields []FieldType // CompStruct; one element for CompArray

	HasSuper bool
	// Group is the index of the recursion group in Module.RecGroups.
	Group uint32
}

// RecGroup is a run of type definitions that may refer to each other.
type RecGroup struct {
	Start, Count uint32
}

// Limits bound a memory (in pages) or a table (in elements).
type Limits struct {
	Min, Max uint64 // Max is valid where HasMax
	HasMax   bool
	Is64     bool // addresses are i64
	Shared   bool
}

// AddrType returns the type of addresses: i64 for 64-bit memories and tables, else i32.
func (l Limits) AddrType() ValType {
	if l.Is64 {
		return I64
	}
	return I32
}

// PageSize is the size of a memory page in bytes.
const PageSize = 1 << 16

// TableType is the type of a table.
type TableType struct {
	Elem ValType
	Limits
}

// MemoryType is the type of a memory, its limits in pages of PageSize bytes.
type MemoryType struct {
	Limits
}

// GlobalType is the type of a global.
type GlobalType struct {
	Type    ValType
	Mutable bool
}
