package symbols

import "sync"

// Kind is the kind of a type.
type Kind uint8

// Kinds of types.
const (
	KindUnknown   Kind = iota // the debug information is missing or corrupt; Name says what is known
	KindVoid                  // void, (), !
	KindBase                  // Encoding tells integers, characters, floating point and so on apart
	KindPointer               // to Elem
	KindReference             // to Elem: an lvalue reference
	KindRvalueRef             // to Elem
	KindMember                // pointer to a member of Details().Class; Elem is the member's type
	KindArray                 // of Elem, Dims long
	KindVector                // SIMD: of Elem, Dims long
	KindStruct                // also Rust's enums, which have Details().Variants
	KindClass
	KindUnion
	KindEnum    // of the underlying type Elem, which may be nil
	KindFunc    // returns Elem (nil: nothing), takes Details().Params
	KindTypedef // another name for Elem
	KindConst   // Elem with a qualifier, as the next ones
	KindVolatile
	KindRestrict
	KindAtomic
	KindUnspecified // decltype(nullptr), Name says which
	KindWasmRef     // externref, funcref
)

// Encoding is what the bits of a base type mean (DWARF 5 §7.8).
type Encoding uint8

// Encodings.
const (
	EncodingNone         Encoding = iota
	EncodingBool                  // DW_ATE_boolean
	EncodingSigned                // DW_ATE_signed
	EncodingUnsigned              // DW_ATE_unsigned
	EncodingSignedChar            // DW_ATE_signed_char
	EncodingUnsignedChar          // DW_ATE_unsigned_char
	EncodingUTF                   // DW_ATE_UTF: char8_t, char16_t, char32_t, Rust's char
	EncodingFloat                 // DW_ATE_float
	EncodingComplex               // DW_ATE_complex_float
	EncodingAddress               // DW_ATE_address
	EncodingOther                 // decimal, packed and fixed point numbers: shown as bytes
)

// TypeInfo is what is known of a type by itself.
type TypeInfo struct {
	Kind Kind
	// Name is the type's own name, "" where it has none. For pointers, arrays and so on use String.
	Name string
	// Scope is what it is declared in: "std::__2".
	Scope string
	// Size in bytes; -1 where it is not known before the program runs.
	Size     int64
	Encoding Encoding
	// BitSize is the number of significant bits where that is not 8*Size: _BitInt(17).
	BitSize int
	// Dims of an array, the outermost first.
	Dims []Dim
	// Incomplete: only declared. The definition may be found by name.
	Incomplete bool
	// Scoped: the names of an enumeration's values need its own, as with enum class (DW_AT_enum_class).
	Scoped bool
	// BigEndian: the bytes are in the order that is not wasm's (DW_AT_endianity).
	BigEndian bool
	Language  Language
	Decl      Pos
}

// Type is a type of the source. What it refers to is loaded when it is asked for, so that types may be circular.
// Two Types may stand for one type of the program.
type Type struct {
	TypeInfo
	loader      TypeLoader
	ref         uint64
	elemOnce    sync.Once
	elem        *Type
	detailsOnce sync.Once
	details     Details
}

// Dim is a dimension of an array.
type Dim struct {
	Lower int64 // of the first index
	// Count of elements; -1 where it is unknown: a flexible array, or one whose length Dynamic computes.
	Count   int64
	Dynamic func(m Machine) (int64, error)
}

// TypeLoader loads what a type refers to; ref is what was given to NewType.
type TypeLoader interface {
	LoadElem(t *Type, ref uint64) *Type
	LoadDetails(t *Type, ref uint64) Details
}

// NewType returns a type whose parts the loader, which may be nil, loads on demand.
func NewType(info TypeInfo, loader TypeLoader, ref uint64) *Type {
	return &Type{TypeInfo: info, loader: loader, ref: ref}
}

// Elem returns the type pointed to, of the elements, named, qualified, underlying or returned; nil stands for void.
func (t *Type) Elem() *Type {
	t.elemOnce.Do(func() {
		if t.loader != nil {
			t.elem = t.loader.LoadElem(t, t.ref)
		}
	})
	return t.elem
}

// Details returns what a type consists of.
func (t *Type) Details() *Details {
	t.detailsOnce.Do(func() {
		if t.loader != nil {
			t.details = t.loader.LoadDetails(t, t.ref)
		}
	})
	return &t.details
}

// Details is what a type consists of. Which fields are used depends on its kind.
type Details struct {
	// Members of a structure, class or union in order of declaration, base classes first.
	Members []Member
	// Variants of a Rust enum, or of another tagged union; nil without.
	Variants *VariantPart
	// Enumerators of an enumeration.
	Enumerators []Enumerator
	// Params of a function type; Variadic: more may follow.
	Params   []*Type
	Variadic bool
	// TemplateArgs of a class or structure: C++ template and Rust generic arguments.
	TemplateArgs []TemplateArg
	// Class of a pointer to member.
	Class *Type
	// Statics are a class's static members.
	Statics []*Variable
	// Polymorphic: objects begin with a pointer to a virtual table.
	Polymorphic bool
	// Err says that something could not be read; the rest is there.
	Err error
}

// Member is a data member, or a base class.
type Member struct {
	Name string // "" for an anonymous union and for base classes
	Type *Type
	// Offset from the beginning of the object, in bytes.
	Offset int64
	// BitSize is greater than 0 for a bit-field, which begins BitOffset bits after the beginning of the object.
	BitSize, BitOffset int64
	// Base is a base class; Virtual a virtual one, whose place Locate computes.
	Base, Virtual bool
	Artificial    bool // such as the pointer to the virtual table
	Access        Access
	// Locate returns the member's address, given the object's; nil where Offset says it.
	Locate func(m Machine, object uint64) (uint64, error)
}

// Access is who may use a member.
type Access uint8

// Accessibilities.
const (
	AccessDefault Access = iota
	Public
	Protected
	Private
)

// VariantPart is the part of a structure that depends on a discriminant (DWARF 5 §5.7.10).
type VariantPart struct {
	// Discr holds the discriminant; nil where there is but one variant.
	Discr    *Member
	Variants []Variant
}

// Variant is one of the possible contents.
type Variant struct {
	// Values of the discriminant that mean this variant; none: all values that no other variant has.
	Values  []DiscrRange
	Members []Member
}

// DiscrRange is an inclusive range of discriminants, of up to 128 bits: the low and the high half.
type DiscrRange struct{ Low, High [2]uint64 }

// Enumerator is a named value of an enumeration; Signed says how to read it.
type Enumerator struct {
	Name   string
	Value  uint64
	Signed bool
}

// TemplateArg is an argument of a template: a type, or a value of a type.
type TemplateArg struct {
	Name  string // of the parameter
	Type  *Type
	Value *int64 // nil for a type argument
	// Pack holds the arguments of a parameter pack.
	Pack   []TemplateArg
	IsPack bool
}

// Strip returns the type without typedefs and qualifiers.
func (t *Type) Strip() *Type {
	for range maxTypedefs {
		if t == nil {
			return nil
		}
		switch t.Kind {
		case KindTypedef, KindConst, KindVolatile, KindRestrict, KindAtomic:
			t = t.Elem()
		default:
			return t
		}
	}
	return nil // circular
}

// maxTypedefs bounds how many names a type may have one after the other.
const maxTypedefs = 64

// QualifiedName returns the type's name with its scope; "" where it has none.
func (t *Type) QualifiedName() string { return Qualify(t.Scope, t.Name) }

// Qualify joins a scope and a name.
func Qualify(scope, name string) string {
	if scope == "" || name == "" {
		return name
	}
	return scope + "::" + name
}
