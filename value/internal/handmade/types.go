package handmade

import "github.com/wdbg/wdbg/symbols"

// Lang makes types of a language.
type Lang symbols.Language

// parts is what a type refers to.
type parts struct {
	elem    *symbols.Type
	details symbols.Details
}

// LoadElem implements symbols.TypeLoader.
func (p *parts) LoadElem(*symbols.Type, uint64) *symbols.Type { return p.elem }

// LoadDetails implements symbols.TypeLoader.
func (p *parts) LoadDetails(*symbols.Type, uint64) symbols.Details { return p.details }

func (l Lang) make(info symbols.TypeInfo, p *parts) *symbols.Type {
	info.Language = symbols.Language(l)
	return symbols.NewType(info, p, 0)
}

// Base returns a base type.
func (l Lang) Base(name string, size int64, e symbols.Encoding) *symbols.Type {
	return l.make(symbols.TypeInfo{Kind: symbols.KindBase, Name: name, Size: size, Encoding: e}, &parts{})
}

// Int returns a signed integer of 4 bytes.
func (l Lang) Int() *symbols.Type { return l.Base("int", 4, symbols.EncodingSigned) }

// Char returns a character of 1 byte.
func (l Lang) Char() *symbols.Type { return l.Base("char", 1, symbols.EncodingSignedChar) }

// Byte returns an unsigned integer of 1 byte.
func (l Lang) Byte() *symbols.Type { return l.Base("u8", 1, symbols.EncodingUnsigned) }

// Pointer returns the type of a pointer, which may have a name.
func (l Lang) Pointer(name string, to *symbols.Type) *symbols.Type {
	return l.make(symbols.TypeInfo{Kind: symbols.KindPointer, Name: name, Size: 4}, &parts{elem: to})
}

// Array returns the type of n elements.
func (l Lang) Array(elem *symbols.Type, n int64) *symbols.Type {
	return l.make(symbols.TypeInfo{Kind: symbols.KindArray, Size: -1, Dims: []symbols.Dim{{Count: n}}}, &parts{elem: elem})
}

// Typedef returns another name for a type.
func (l Lang) Typedef(name string, t *symbols.Type) *symbols.Type {
	return l.make(symbols.TypeInfo{Kind: symbols.KindTypedef, Name: name, Size: t.Size}, &parts{elem: t})
}

// Struct returns a structure.
func (l Lang) Struct(scope, name string, size int64, args []symbols.TemplateArg, members ...symbols.Member) *symbols.Type {
	return l.make(symbols.TypeInfo{Kind: symbols.KindStruct, Scope: scope, Name: name, Size: size},
		&parts{details: symbols.Details{Members: members, TemplateArgs: args}})
}

// Union returns a union.
func (l Lang) Union(size int64, members ...symbols.Member) *symbols.Type {
	return l.make(symbols.TypeInfo{Kind: symbols.KindUnion, Size: size}, &parts{details: symbols.Details{Members: members}})
}

// Forward returns a type that is defined later: the first function makes what refers to it.
func (l Lang) Forward(scope, name string, size int64) (t *symbols.Type, define func(members ...symbols.Member)) {
	p := &parts{}
	t = l.make(symbols.TypeInfo{Kind: symbols.KindStruct, Scope: scope, Name: name, Size: size}, p)
	return t, func(members ...symbols.Member) { p.details.Members = members }
}

// Field returns a member.
func Field(name string, offset int64, t *symbols.Type) symbols.Member {
	return symbols.Member{Name: name, Type: t, Offset: offset}
}

// Base returns a base class.
func Base(offset int64, t *symbols.Type) symbols.Member {
	return symbols.Member{Type: t, Offset: offset, Base: true}
}

// Args returns template arguments that are types, by their parameters' names: "T", type, "U", type.
func Args(namesAndTypes ...any) []symbols.TemplateArg {
	var args []symbols.TemplateArg
	for i := 0; i+1 < len(namesAndTypes); i += 2 {
		a := symbols.TemplateArg{Name: namesAndTypes[i].(string)}
		switch x := namesAndTypes[i+1].(type) {
		case *symbols.Type:
			a.Type = x
		case int:
			n := int64(x)
			a.Value = &n
		}
		args = append(args, a)
	}
	return args
}
