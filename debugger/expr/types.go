package expr

import (
	"slices"
	"strings"

	"github.com/wdbg/wdbg/symbols"
)

// builtin is a type that every program of a language has, whether or not its debug information mentions it.
type builtin struct {
	size int64 // 0: that of a pointer
	enc  symbols.Encoding
}

// builtinName returns the usual spelling of the name of a builtin type: "unsigned long" for "long unsigned int"; "" for other names.
func builtinName(name string, pointerSize int64) string {
	n, _, _ := builtinOf(name, symbols.LanguageUnknown, pointerSize)
	return n
}

// builtinOf finds a builtin type by its name.
func builtinOf(name string, lang symbols.Language, pointerSize int64) (string, builtin, bool) {
	switch lang {
	case symbols.Rust, symbols.Go, symbols.TinyGo, symbols.Zig, symbols.AssemblyScript:
		if b, ok := fixedType(name, lang); ok {
			return name, b, true
		}
	}
	if n, b, ok := wordsType(name, pointerSize); ok {
		return n, b, true
	}
	b, ok := fixedType(name, lang)
	if !ok {
		return "", b, false
	}
	return name, b, true
}

// wordsType finds a type that C puts together of words.
func wordsType(name string, pointerSize int64) (string, builtin, bool) {
	longs, sign, base, short := 0, "", "", false
	for _, w := range strings.Fields(name) {
		switch w {
		case "unsigned", "signed":
			if sign != "" {
				return "", builtin{}, false
			}
			sign = w
		case "long":
			longs++
		case "short":
			short = true
		case "int", "char", "float", "double", "bool", "_Bool", "void", "__int128", "wchar_t", "char8_t", "char16_t", "char32_t":
			if base != "" {
				return "", builtin{}, false
			}
			base = w
		default:
			return "", builtin{}, false
		}
	}
	switch base {
	case "", "int":
		if base == "" && longs == 0 && sign == "" && !short || longs > 2 || short && longs > 0 {
			return "", builtin{}, false
		}
		return intType(longs, sign == "unsigned", short, pointerSize)
	case "char":
		switch sign {
		case "":
			return "char", builtin{1, symbols.EncodingSignedChar}, longs == 0 && !short
		case "signed":
			return "signed char", builtin{1, symbols.EncodingSignedChar}, longs == 0 && !short
		}
		return "unsigned char", builtin{1, symbols.EncodingUnsignedChar}, longs == 0 && !short
	case "__int128":
		if sign == "unsigned" {
			return "unsigned __int128", builtin{16, symbols.EncodingUnsigned}, true
		}
		return base, builtin{16, symbols.EncodingSigned}, true
	case "double":
		if longs == 1 {
			return "long double", builtin{16, symbols.EncodingFloat}, sign == ""
		}
		return base, builtin{8, symbols.EncodingFloat}, longs == 0 && sign == "" && !short
	}
	if longs > 0 || sign != "" || short {
		return "", builtin{}, false
	}
	switch base {
	case "float":
		return base, builtin{4, symbols.EncodingFloat}, true
	case "bool", "_Bool":
		return base, builtin{1, symbols.EncodingBool}, true
	case "wchar_t":
		return base, builtin{4, symbols.EncodingSigned}, true
	case "char8_t":
		return base, builtin{1, symbols.EncodingUTF}, true
	case "char16_t":
		return base, builtin{2, symbols.EncodingUTF}, true
	case "char32_t":
		return base, builtin{4, symbols.EncodingUTF}, true
	}
	return base, builtin{0, symbols.EncodingNone}, base == "void"
}

// intType returns the integer type of C of some words.
func intType(longs int, unsigned, short bool, pointerSize int64) (string, builtin, bool) {
	b, name := builtin{4, symbols.EncodingSigned}, "int"
	switch {
	case short:
		b.size, name = 2, "short"
	case longs == 1:
		b.size, name = pointerSize, "long"
	case longs == 2:
		b.size, name = 8, "long long"
	}
	if unsigned {
		b.enc, name = symbols.EncodingUnsigned, "unsigned "+name
	}
	return name, b, true
}

// fixedType finds a type whose name says its size: of Rust, Go, AssemblyScript and stdint.h.
func fixedType(name string, lang symbols.Language) (builtin, bool) {
	switch name {
	case "i8", "int8", "int8_t":
		return builtin{1, symbols.EncodingSigned}, true
	case "u8", "uint8", "byte", "uint8_t":
		return builtin{1, symbols.EncodingUnsigned}, true
	case "i16", "int16", "int16_t":
		return builtin{2, symbols.EncodingSigned}, true
	case "u16", "uint16", "uint16_t":
		return builtin{2, symbols.EncodingUnsigned}, true
	case "i32", "int32", "rune", "int32_t":
		return builtin{4, symbols.EncodingSigned}, true
	case "u32", "uint32", "uint32_t":
		return builtin{4, symbols.EncodingUnsigned}, true
	case "i64", "int64", "int64_t":
		return builtin{8, symbols.EncodingSigned}, true
	case "u64", "uint64", "uint64_t":
		return builtin{8, symbols.EncodingUnsigned}, true
	case "i128":
		return builtin{16, symbols.EncodingSigned}, true
	case "u128":
		return builtin{16, symbols.EncodingUnsigned}, true
	case "f32", "float32":
		return builtin{4, symbols.EncodingFloat}, true
	case "f64", "float64":
		return builtin{8, symbols.EncodingFloat}, true
	case "usize", "uintptr", "size_t", "uintptr_t":
		return builtin{0, symbols.EncodingUnsigned}, true
	case "isize", "ssize_t", "ptrdiff_t", "intptr_t":
		return builtin{0, symbols.EncodingSigned}, true
	case "bool":
		return builtin{1, symbols.EncodingBool}, true
	}
	switch {
	case name == "char" && lang == symbols.Rust:
		return builtin{4, symbols.EncodingUTF}, true
	case name == "int" && lang == symbols.Go:
		return builtin{8, symbols.EncodingSigned}, true
	case name == "uint" && lang == symbols.Go:
		return builtin{8, symbols.EncodingUnsigned}, true
	case name == "int" && lang == symbols.TinyGo:
		return builtin{0, symbols.EncodingSigned}, true
	case name == "uint" && lang == symbols.TinyGo:
		return builtin{0, symbols.EncodingUnsigned}, true
	}
	return builtin{}, false
}

// derivedType makes a type of another, which is its Elem.
type derivedType struct {
	elem    *symbols.Type
	details symbols.Details
}

func (d *derivedType) LoadElem(*symbols.Type, uint64) *symbols.Type      { return d.elem }
func (d *derivedType) LoadDetails(*symbols.Type, uint64) symbols.Details { return d.details }

// pointerSize returns the size of an address in bytes.
func (c *checker) pointerSize() int64 {
	if c.ctx.PointerSize == 8 {
		return 8
	}
	return 4
}

// builtin returns a builtin type of the language.
func (c *checker) builtin(name string) *symbols.Type {
	spelling, b, ok := builtinOf(name, c.lang, c.pointerSize())
	if !ok {
		return nil
	}
	info := symbols.TypeInfo{Kind: symbols.KindBase, Name: spelling, Size: b.size, Encoding: b.enc, Language: c.lang}
	if spelling == "void" {
		info.Kind = symbols.KindVoid
	} else if b.size == 0 {
		info.Size = c.pointerSize()
	}
	return symbols.NewType(info, nil, 0)
}

// typeOf returns the type that a name and what is derived of it mean.
func (c *checker) typeOf(t *typeNode) (*symbols.Type, error) {
	var typ *symbols.Type
	if t.elem != nil {
		elem, err := c.typeOf(t.elem)
		if err != nil {
			return nil, err
		}
		typ = c.ctx.ArrayOf(elem, t.len)
	} else if typ = c.namedType(t.name); typ == nil {
		return nil, c.noType(t)
	}
	var dims []int64
	for _, d := range t.derived {
		switch d.kind {
		case '*':
			if typ.Kind == symbols.KindVoid && typ.Name == "void" {
				typ = nil
			}
			info := symbols.TypeInfo{Kind: symbols.KindPointer, Size: c.pointerSize(), Language: c.lang}
			typ = symbols.NewType(info, &derivedType{elem: typ}, 0)
		case '&':
			info := symbols.TypeInfo{Kind: symbols.KindReference, Size: c.pointerSize(), Language: c.lang}
			typ = symbols.NewType(info, &derivedType{elem: typ}, 0)
		case 'c', 'v':
			info := symbols.TypeInfo{Kind: symbols.KindConst, Size: typ.Size, Language: c.lang}
			if d.kind == 'v' {
				info.Kind = symbols.KindVolatile
			}
			typ = symbols.NewType(info, &derivedType{elem: typ}, 0)
		case '[':
			dims = append(dims, d.n)
		}
	}
	slices.Reverse(dims)
	for _, n := range dims {
		typ = c.ctx.ArrayOf(typ, n)
	}
	return typ, nil
}

// noType is the error of a type that does not exist.
func (c *checker) noType(t *typeNode) error {
	message := "no type '" + symbols.Printable(t.name) + "'"
	if c.env.Symbols != nil {
		message += c.suggest(t.name, c.env.Symbols.typeNames())
	} else {
		message += ": there is no debug information"
	}
	return errorAt(c.text, t.span, "%s", message)
}

// namedType returns the type of a name: as seen from the function; nil where there is none.
func (c *checker) namedType(name string) *symbols.Type {
	plain := strings.TrimPrefix(name, "::")
	if c.isPlainBuiltin(plain) {
		return c.builtin(plain)
	}
	if types := c.types(name); len(types) > 0 {
		return c.nearestType(types)
	}
	return c.builtin(plain)
}

// isPlainBuiltin reports whether a name is a builtin one that debug information cannot give another meaning.
func (c *checker) isPlainBuiltin(name string) bool {
	for i, w := range strings.Fields(name) {
		if !isBuiltinWord(w) && i == 0 {
			return false
		}
	}
	return c.builtin(name) != nil && (c.lang == symbols.C || c.lang == symbols.CPlusPlus || strings.Contains(name, " ") || name == "void")
}

// nearestType chooses among types of one name: the one of the function's file, else a complete one.
func (c *checker) nearestType(types []*symbols.Type) *symbols.Type {
	if c.env.Func != nil && c.env.Func.Decl.File != nil {
		for _, t := range types {
			if t.Decl.File == c.env.Func.Decl.File && !t.Incomplete {
				return t
			}
		}
	}
	for _, t := range types {
		if !t.Incomplete {
			return t
		}
	}
	return types[0]
}

// sameType reports whether two types, stripped, are one, as far as their names and sizes say.
func sameType(a, b *symbols.Type) bool {
	a, b = a.Strip(), b.Strip()
	for range maxDerived {
		if a == b {
			return true
		}
		if a == nil || b == nil || a.Name != b.Name || a.Scope != b.Scope || a.Encoding != b.Encoding {
			return false
		}
		switch a.Kind {
		case symbols.KindPointer, symbols.KindReference, symbols.KindRvalueRef:
			if b.Kind != a.Kind {
				return false
			}
			a, b = a.Elem().Strip(), b.Elem().Strip()
			continue
		case symbols.KindArray, symbols.KindVector:
			if b.Kind != a.Kind || !slices.EqualFunc(a.Dims, b.Dims, func(x, y symbols.Dim) bool { return x.Count == y.Count && x.Count >= 0 }) {
				return false
			}
			a, b = a.Elem().Strip(), b.Elem().Strip()
			continue
		case symbols.KindStruct, symbols.KindClass:
			return (b.Kind == symbols.KindStruct || b.Kind == symbols.KindClass) && a.Size == b.Size && a.Name != ""
		}
		return a.Kind == b.Kind && a.Size == b.Size && a.Name != ""
	}
	return false
}
