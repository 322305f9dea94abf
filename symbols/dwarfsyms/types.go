package dwarfsyms

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
)

// Attributes of types only.
const (
	attrSignature    dwarf.Attr = 0x69 // of a declaration: the type unit with the definition (DWARF 5 §5.7.1)
	attrBitStride    dwarf.Attr = 0x2e
	attrTemplateName dwarf.Attr = 0x2110 // DW_AT_GNU_template_name
)

// maxTypeDepth bounds how many types are looked through one after the other.
const maxTypeDepth = 32

// typeCache keeps the types that were asked for, and the indexes of what they and variables are called.
type typeCache struct {
	typeMu sync.Mutex
	types  map[dwarf.Ref]*symbols.Type

	typeIndexOnce sync.Once
	typeIndex     nameIndex
	enumIndexOnce sync.Once
	enumIndex     nameIndex
	dataReady     atomic.Bool // dataIndex is made
	dataSoon      sync.Once   // it is being made in the background
	makeData      func()      // makes dataIndex, once
	dataIndex     dataIndex
}

// typeAt returns the type that an entry describes, of a declaration its definition where that is known. It is made once. An entry
// that cannot be read gives a type of KindUnknown.
func (s *Source) typeAt(ref dwarf.Ref) *symbols.Type {
	if t := s.cachedType(ref); t != nil {
		return t
	}
	t := s.makeType(ref, nil)
	s.typeMu.Lock()
	defer s.typeMu.Unlock()
	if known := s.types[ref]; known != nil {
		return known
	}
	if s.types == nil {
		s.types = map[dwarf.Ref]*symbols.Type{}
	}
	s.types[ref] = t
	return t
}

func (s *Source) cachedType(ref dwarf.Ref) *symbols.Type {
	s.typeMu.Lock()
	defer s.typeMu.Unlock()
	return s.types[ref]
}

// makeType reads a type. With a scope it is one of a variable there, whose arrays may have lengths that other
// variables of the scope hold.
func (s *Source) makeType(ref dwarf.Ref, in *frameScope) *symbols.Type {
	e, err := ref.Entry()
	if err != nil {
		s.report(err)
		return unknownType(err)
	}
	if isDeclaration(&e) {
		if def, ok := s.definition(&e); ok {
			return s.typeAt(def)
		}
	}
	info, err := s.typeInfo(&e, in)
	if err != nil {
		s.report(err)
		return unknownType(err)
	}
	return symbols.NewType(info, &typeLoader{s, ref, in}, uint64(ref.Off))
}

// typeOf returns the type of what an entry describes, as the entry says or those that it completes; nil for void.
func (s *Source) typeOf(e *dwarf.Entry) *symbols.Type { return s.typeIn(e, nil) }

// typeIn is typeOf for something in a scope.
func (s *Source) typeIn(e *dwarf.Entry, in *frameScope) *symbols.Type {
	v, _ := s.attrOf(e, dwarf.AttrType)
	if !v.Present() {
		return nil
	}
	ref, ok := v.Ref()
	if !ok {
		err := fmt.Errorf("entry at 0x%x: its type cannot be found", e.Off)
		s.report(err)
		return unknownType(err)
	}
	if in != nil && s.isDynamic(ref) {
		return s.makeType(ref, in)
	}
	return s.typeAt(ref)
}

// attrOf returns an attribute of an entry, or of those that it completes (DW_AT_specification) or is an instance
// of (DW_AT_abstract_origin), and the entry that has it.
func (s *Source) attrOf(e *dwarf.Entry, name dwarf.Attr) (dwarf.Value, dwarf.Entry) {
	at := *e
	for range maxChain {
		if v := at.Attr(name); v.Present() {
			return v, at
		}
		next, ok := originOf(&at)
		if !ok {
			break
		}
		var err error
		if at, err = next.Entry(); err != nil {
			s.report(err)
			break
		}
	}
	return dwarf.Value{}, *e
}

// originOf returns the entry that another one completes or is an instance of.
func originOf(e *dwarf.Entry) (dwarf.Ref, bool) {
	for _, a := range [...]dwarf.Attr{dwarf.AttrAbstractOrigin, dwarf.AttrSpecification} {
		if e.Has(a) {
			return e.Attr(a).Ref()
		}
	}
	return dwarf.Ref{}, false
}

// declared returns the entry that stands where something is declared: the last of those that an entry completes or is an instance of.
func (s *Source) declared(e *dwarf.Entry) dwarf.Entry {
	at := *e
	for range maxChain {
		ref, ok := originOf(&at)
		if !ok {
			break
		}
		next, err := ref.Entry()
		if err != nil {
			break
		}
		at = next
	}
	return at
}

// isDeclaration reports whether an entry stands for one that is elsewhere.
func isDeclaration(e *dwarf.Entry) bool {
	return e.Has(attrSignature) || e.Has(dwarf.AttrDeclaration) && e.Attr(dwarf.AttrDeclaration).Flag()
}

// unknownType stands for a type that cannot be read.
func unknownType(err error) *symbols.Type {
	return symbols.NewType(symbols.TypeInfo{Kind: symbols.KindUnknown, Size: -1}, failedType{err}, 0)
}

// failedType is the loader of an unknown type.
type failedType struct{ err error }

func (failedType) LoadElem(*symbols.Type, uint64) *symbols.Type { return nil }

func (f failedType) LoadDetails(*symbols.Type, uint64) symbols.Details {
	return symbols.Details{Err: f.err}
}

// typeInfo reads what a type says of itself. An error means that nothing is known.
func (s *Source) typeInfo(e *dwarf.Entry, in *frameScope) (symbols.TypeInfo, error) {
	info := symbols.TypeInfo{Kind: kindOf(e.Tag()), Language: s.language(e.Unit())}
	if info.Kind == symbols.KindUnknown && !isOtherType(e.Tag()) {
		return info, fmt.Errorf("entry at 0x%x: a type was expected, this is of tag 0x%x", e.Off, e.Tag())
	}
	info.Size = s.sizeOf(e, maxTypeDepth)
	info.Name = s.typeName(e)
	switch info.Kind {
	case symbols.KindBase:
		s.baseInfo(e, &info)
	case symbols.KindArray:
		s.arrayInfo(e, &info, in)
	case symbols.KindUnspecified:
		if info.Name == "void" {
			info.Kind, info.Size = symbols.KindVoid, 0
		}
	case symbols.KindStruct, symbols.KindClass, symbols.KindUnion, symbols.KindEnum, symbols.KindTypedef:
		s.namedInfo(e, &info)
	}
	return info, nil
}

// namedInfo reads what types have that programs declare.
func (s *Source) namedInfo(e *dwarf.Entry, info *symbols.TypeInfo) {
	info.Decl = s.declPos(e)
	info.Scoped = info.Kind == symbols.KindEnum && e.Attr(dwarf.AttrEnumClass).Flag()
	if info.Name != "" {
		info.Scope = s.typeScope(e.Ref())
	}
	if !isDeclaration(e) || info.Kind == symbols.KindTypedef {
		return
	}
	if isWasmRef(info.Name) && info.Scope == "" && info.Kind == symbols.KindStruct {
		info.Kind, info.Size = symbols.KindWasmRef, 0
		return
	}
	info.Incomplete, info.Size = true, -1
}

// typeScope returns what a type is declared in. The name of a function is not part of the names of types in it.
func (s *Source) typeScope(ref dwarf.Ref) string {
	inner := ""
	for e := range s.enclosing(ref) {
		if e.Tag() == dwarf.TagSubprogram {
			return inner
		}
		inner = symbols.Qualify(s.typeName(&e), inner)
		if inner == "" {
			inner = s.typeName(&e)
		}
	}
	return s.scopeName(ref)
}

// isWasmRef reports whether a structure without definition, as clang describes it, is a reference type.
func isWasmRef(name string) bool {
	return name == "externref_t" || name == "__externref_t" || name == "__funcref_t"
}

// kindOf returns the kind of the types with a tag, KindUnknown where it is of none, or of types with no kind of their own.
func kindOf(tag dwarf.Tag) symbols.Kind {
	switch tag {
	case dwarf.TagBaseType:
		return symbols.KindBase
	case dwarf.TagPointerType:
		return symbols.KindPointer
	case dwarf.TagReferenceType:
		return symbols.KindReference
	case dwarf.TagRvalueRefType:
		return symbols.KindRvalueRef
	case dwarf.TagPtrToMemberType:
		return symbols.KindMember
	case dwarf.TagArrayType:
		return symbols.KindArray
	case dwarf.TagStructureType:
		return symbols.KindStruct
	case dwarf.TagClassType, dwarf.TagInterfaceType:
		return symbols.KindClass
	case dwarf.TagUnionType:
		return symbols.KindUnion
	case dwarf.TagEnumerationType:
		return symbols.KindEnum
	case dwarf.TagSubroutineType, dwarf.TagSubprogram:
		return symbols.KindFunc
	case dwarf.TagTypedef, dwarf.TagTemplateAlias, dwarf.TagSubrangeType:
		return symbols.KindTypedef
	case dwarf.TagConstType, dwarf.TagImmutableType:
		return symbols.KindConst
	case dwarf.TagVolatileType:
		return symbols.KindVolatile
	case dwarf.TagRestrictType:
		return symbols.KindRestrict
	case dwarf.TagAtomicType:
		return symbols.KindAtomic
	case dwarf.TagUnspecifiedType:
		return symbols.KindUnspecified
	}
	return symbols.KindUnknown
}

// isOtherType reports whether entries with a tag are types of languages that are shown by name and size only.
func isOtherType(tag dwarf.Tag) bool {
	switch tag {
	case dwarf.TagStringType, dwarf.TagSetType, dwarf.TagPackedType, dwarf.TagGenericSubrange:
		return true
	}
	return false
}

// declPos returns where something is declared.
func (s *Source) declPos(e *dwarf.Entry) symbols.Pos {
	v, at := s.attrOf(e, dwarf.AttrDeclLine)
	line, ok := v.Uint()
	if !ok || line == 0 {
		return symbols.Pos{}
	}
	column, _ := at.Attr(dwarf.AttrDeclColumn).Uint()
	pos := symbols.Pos{Line: int(min(line, maxLine)), Column: int(min(column, maxLine))}
	fileIn, from := s.attrOf(&at, dwarf.AttrDeclFile)
	if file, ok := fileIn.Uint(); ok {
		pos.File = s.file(from.Unit(), file)
	}
	return pos
}

// typeLoader loads what a type refers to.
type typeLoader struct {
	s   *Source
	ref dwarf.Ref
	in  *frameScope // nil for types that mean the same everywhere
}

// LoadElem implements symbols.TypeLoader.
func (l *typeLoader) LoadElem(t *symbols.Type, _ uint64) *symbols.Type {
	e, err := l.ref.Entry()
	if err != nil {
		return unknownType(err)
	}
	switch t.Kind {
	case symbols.KindStruct, symbols.KindClass, symbols.KindUnion, symbols.KindBase:
		return nil
	}
	return l.s.typeIn(&e, l.in)
}

// LoadDetails implements symbols.TypeLoader.
func (l *typeLoader) LoadDetails(t *symbols.Type, _ uint64) symbols.Details {
	e, err := l.ref.Entry()
	if err != nil {
		return symbols.Details{Err: err}
	}
	d := detailer{s: l.s, kind: t.Kind}
	d.read(&e)
	d.out.Err = errors.Join(d.errs...)
	l.s.report(d.out.Err)
	return d.out
}
