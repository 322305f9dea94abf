package dwarfsyms

import (
	"slices"
	"strings"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
)

// namedTypes returns the index of the types that are defined outside of functions.
func (s *Source) namedTypes() *nameIndex {
	s.typeIndexOnce.Do(func() {
		s.typeIndex = s.indexNames(indexTypes)
	})
	return &s.typeIndex
}

// indexTypes adds the definitions of types in a unit.
func indexTypes(x *unitNames, root *dwarf.Entry) error {
	scan := root.Scan()
	for scan.Next() {
		switch scan.Tag() {
		case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType, dwarf.TagInterfaceType:
			if !scan.Has(dwarf.AttrDeclaration) && !scan.Has(attrSignature) {
				x.addNamed(&scan.Entry)
			}
		case dwarf.TagEnumerationType:
			if !scan.Has(dwarf.AttrDeclaration) && !scan.Has(attrSignature) {
				x.addNamed(&scan.Entry)
			}
			scan.SkipChildren()
		case dwarf.TagTypedef, dwarf.TagBaseType, dwarf.TagTemplateAlias, dwarf.TagUnspecifiedType:
			x.addNamed(&scan.Entry)
			scan.SkipChildren()
		case dwarf.TagCompileUnit, dwarf.TagPartialUnit, dwarf.TagTypeUnit, dwarf.TagSkeletonUnit, dwarf.TagNamespace, dwarf.TagModule:
		default:
			scan.SkipChildren()
		}
	}
	return scan.Err()
}

// Types implements symbols.DataSource. Inline namespaces and unnamed ones may be left out of the name, and spaces do not count.
func (s *Source) Types(name string) []*symbols.Type {
	path := splitQualified(name)
	last := path[len(path)-1]
	seen := map[typeKey]bool{}
	var types []*symbols.Type
	for ref := range s.namedTypes().find(last) {
		e, err := ref.Entry()
		if err != nil {
			continue
		}
		key := keyOf(&e)
		if seen[key] || !sameName(s.typeName(&e), last) || !s.inScope(ref, path[:len(path)-1]) {
			continue
		}
		seen[key] = true
		types = append(types, s.typeAt(ref))
	}
	return types
}

// typeKey tells types of one name apart.
type typeKey struct {
	tag        dwarf.Tag
	name       string
	size, line uint64
	target     dwarf.Tag // of what is named
}

func keyOf(e *dwarf.Entry) typeKey {
	k := typeKey{tag: e.Tag(), name: e.Attr(dwarf.AttrName).String()}
	k.size, _ = e.Attr(dwarf.AttrByteSize).Uint()
	k.line, _ = e.Attr(dwarf.AttrDeclLine).Uint()
	if ref, ok := e.Attr(dwarf.AttrType).Ref(); ok {
		if t, err := ref.Entry(); err == nil {
			k.target = t.Tag()
		}
	}
	return k
}

// inScope reports whether an entry is declared in what the path names, the outermost first.
func (s *Source) inScope(ref dwarf.Ref, path []string) bool {
	for e := range s.enclosing(ref) {
		n := len(path)
		if n > 0 && sameName(s.typeName(&e), path[n-1]) {
			path = path[:n-1]
			continue
		}
		if !isTransparent(&e) {
			return false
		}
	}
	return len(path) == 0
}

// isTransparent reports whether names declared in an entry are visible without its own name.
func isTransparent(e *dwarf.Entry) bool {
	return e.Attr(dwarf.AttrExportSymbols).Flag() || !e.Has(dwarf.AttrName)
}

// maxDefinitions bounds how many definitions of a name are compared.
const maxDefinitions = 1000

// complete returns the definition of a type that may be a declaration, or the type itself where none is known. ok is false
// where there is none.
func (s *Source) complete(e *dwarf.Entry) (dwarf.Entry, bool) {
	if !isDeclaration(e) {
		return *e, true
	}
	ref, ok := s.definition(e)
	if !ok {
		return *e, false
	}
	def, err := ref.Entry()
	return def, err == nil
}

// definition returns the definition of a type that is only declared: the type unit that it names, or the type of the same
// qualified name. In C, where units may have different types of one name, all definitions must be alike, unless the unit itself has one.
func (s *Source) definition(e *dwarf.Entry) (dwarf.Ref, bool) {
	if v := e.Attr(attrSignature); v.Present() {
		ref, ok := v.Ref()
		def, err := ref.Entry()
		return ref, ok && err == nil && !isDeclaration(&def)
	}
	switch kindOf(e.Tag()) {
	case symbols.KindStruct, symbols.KindClass, symbols.KindUnion, symbols.KindEnum:
	default:
		return dwarf.Ref{}, false
	}
	name := s.typeName(e)
	if name == "" || isWasmRef(name) {
		return dwarf.Ref{}, false
	}
	scope := s.scopeName(e.Ref())
	local := strings.Contains(scope, "(anonymous namespace)")
	var found dwarf.Ref
	var first typeKey
	n := 0
	for ref := range s.namedTypes().find(name) {
		if local && ref.Unit != e.Unit() {
			continue
		}
		if n++; n > maxDefinitions {
			break
		}
		def, err := ref.Entry()
		if err != nil || isDeclaration(&def) || !mayDefine(e.Tag(), def.Tag()) || s.typeName(&def) != name || s.scopeName(ref) != scope {
			continue
		}
		if s.language(ref.Unit) != symbols.C || ref.Unit == e.Unit() {
			return ref, true
		}
		if key := keyOf(&def); found.Unit == nil {
			found, first = ref, key
		} else if key != first || !s.sameMembers(found, ref) {
			return dwarf.Ref{}, false
		}
	}
	return found, found.Unit != nil
}

// mayDefine reports whether an entry with a tag may define what was declared with another one: C++ takes struct and class for the same.
func mayDefine(declared, defined dwarf.Tag) bool {
	class := func(t dwarf.Tag) bool { return t == dwarf.TagStructureType || t == dwarf.TagClassType }
	return declared == defined || class(declared) && class(defined)
}

// sameMembers reports whether two structures have members of the same names.
func (s *Source) sameMembers(a, b dwarf.Ref) bool {
	names := func(ref dwarf.Ref) []string {
		var list []string
		e, err := ref.Entry()
		if err != nil {
			return nil
		}
		for child, err := range e.Children() {
			if err != nil {
				return nil
			}
			list = append(list, child.Attr(dwarf.AttrName).String())
		}
		return list
	}
	return slices.Equal(names(a), names(b))
}
