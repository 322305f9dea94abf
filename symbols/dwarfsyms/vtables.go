package dwarfsyms

import (
	"sort"
	"strings"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
)

// vtablePrefix begins the linkage names of virtual tables (Itanium C++ ABI §5.1.4.1).
const vtablePrefix = "_ZTV"

// linkageOf returns an entry's name for the linker, "" where it has none.
func (s *Source) linkageOf(e *dwarf.Entry) string {
	v, _ := s.attrOf(e, dwarf.AttrLinkageName)
	if !v.Present() {
		v, _ = s.attrOf(e, dwarf.AttrMIPSLinkageName)
	}
	return v.String()
}

// isTable reports whether a variable is a table of virtual functions, not one of the source.
func (s *Source) isTable(e *dwarf.Entry) bool {
	if strings.HasPrefix(s.linkageOf(e), vtablePrefix) {
		return true
	}
	name, _ := s.attrOf(e, dwarf.AttrName)
	return strings.HasSuffix(name.String(), "{vtable}")
}

// DataSymbol implements symbols.SymbolSource. Where compilers made one table of virtual functions of several that are alike, the
// class that a table belongs to is not known.
func (s *Source) DataSymbol(addr uint64) (symbols.DataSymbol, bool) {
	x := s.namedData()
	after := sort.Search(len(x.places), func(i int) bool { return x.places[i].addr > addr })
	if after == 0 {
		return symbols.DataSymbol{}, false
	}
	start := x.places[after-1].addr
	first := sort.Search(len(x.places), func(i int) bool { return x.places[i].addr >= start })
	var found symbols.DataSymbol
	for _, p := range x.places[first:after] {
		e, err := x.units.ref(p.at).Entry()
		if err != nil {
			continue
		}
		sym := s.dataSymbol(&e, start)
		if addr != start && addr-start >= sym.Size {
			continue
		}
		if found.Class != nil && sym.Class != nil && found.Class.QualifiedName() != sym.Class.QualifiedName() {
			return symbols.DataSymbol{}, false
		}
		if found.Name == "" || found.Class == nil && sym.Class != nil {
			found = sym
		}
	}
	return found, found.Name != ""
}

// dataSymbol describes a variable at an address.
func (s *Source) dataSymbol(e *dwarf.Entry, addr uint64) symbols.DataSymbol {
	name, _ := s.attrOf(e, dwarf.AttrName)
	at := s.declared(e)
	sym := symbols.DataSymbol{Name: symbols.Qualify(s.scopeName(at.Ref()), name.String()), Addr: addr}
	if linkage := s.linkageOf(e); strings.HasPrefix(linkage, vtablePrefix) {
		s.cppTable(&sym, &at, linkage)
		return sym
	}
	t, ok := s.resolve(&at)
	if !ok {
		return sym
	}
	sym.Size = uint64(max(s.sizeOf(&t, maxTypeDepth), 0))
	if ref, ok := t.Attr(dwarf.AttrContainingType).Ref(); ok && t.Tag() == dwarf.TagStructureType && strings.HasSuffix(sym.Name, "{vtable}") {
		sym.Class = s.typeAt(ref)
	}
	return sym
}

// cppTable completes the symbol of a virtual table. The declaration of clang's variable for it is in its class.
func (s *Source) cppTable(sym *symbols.DataSymbol, declared *dwarf.Entry, linkage string) {
	sym.Name = symbols.Demangle(linkage)
	for class := range s.enclosing(declared.Ref()) {
		switch class.Tag() {
		case dwarf.TagClassType, dwarf.TagStructureType:
			sym.Class = s.typeAt(class.Ref())
			t := tableSizer{s: s, left: maxTableClasses}
			sym.Size = uint64(t.group(&class, maxTypeDepth)) * uint64(class.Unit().AddrSize())
		}
		return
	}
}

// maxTableClasses bounds how many base classes are looked at.
const maxTableClasses = 1000

// tableSizer finds out how many words virtual tables have at least. Nothing in the debug information says how many there are.
type tableSizer struct {
	s    *Source
	left int
}

// group returns the words of a class's virtual table and of those for its bases that follow it (Itanium C++ ABI §2.5.2): for each the offset to
// the top, the type information, and the functions.
func (t *tableSizer) group(class *dwarf.Entry, depth int) int64 {
	return t.table(class, depth) + t.secondary(class, depth)
}

// table returns the words of a class's own table, which is also that of its first base.
func (t *tableSizer) table(class *dwarf.Entry, depth int) int64 { return 2 + t.functions(class, depth) }

// functions returns how many virtual functions a class has at least.
func (t *tableSizer) functions(class *dwarf.Entry, depth int) int64 {
	if t.left--; depth == 0 || t.left < 0 {
		return 0
	}
	most := int64(0)
	for child, err := range class.Children() {
		if err != nil {
			break
		}
		switch child.Tag() {
		case dwarf.TagSubprogram:
			most = max(most, vtableIndex(&child)+1)
		case dwarf.TagInheritance:
			if base, offset, ok := t.base(&child); ok && offset == 0 {
				most = max(most, t.functions(&base, depth-1))
			}
		}
	}
	return most
}

// secondary returns the words of the tables for bases that are not at the beginning of the class.
func (t *tableSizer) secondary(class *dwarf.Entry, depth int) int64 {
	if t.left--; depth == 0 || t.left < 0 {
		return 0
	}
	words := int64(0)
	for child, err := range class.Children() {
		if err != nil {
			break
		}
		if child.Tag() != dwarf.TagInheritance {
			continue
		}
		base, offset, ok := t.base(&child)
		switch {
		case !ok || !t.s.isPolymorphic(&base, maxTypeDepth):
		case offset == 0:
			words += t.secondary(&base, depth-1)
		default:
			words += t.group(&base, depth-1)
		}
	}
	return words
}

// base returns a base class that is not virtual, and where it begins.
func (t *tableSizer) base(e *dwarf.Entry) (class dwarf.Entry, offset int64, ok bool) {
	if virtuality, _ := e.Attr(dwarf.AttrVirtuality).Uint(); virtuality != 0 {
		return class, 0, false
	}
	offset, ok = memberOffset(e.Attr(dwarf.AttrDataMemberLocation))
	if !ok {
		return class, 0, false
	}
	if class, ok = t.s.resolve(e); ok {
		class, ok = t.s.complete(&class)
	}
	return class, offset, ok
}

// maxTableIndex bounds the number of a class's virtual functions.
const maxTableIndex = 1 << 16

// vtableIndex returns the number of a virtual function in its table, -1 for other functions.
func vtableIndex(e *dwarf.Entry) int64 {
	code, ok := e.Attr(dwarf.AttrVtableElemLocation).Block()
	if !ok || len(code) < 2 || code[0] != opConstu {
		return -1
	}
	r := staticReader{code: code[1:]}
	n, ok := r.uleb()
	if !ok || len(r.code) > 0 || n > maxTableIndex {
		return -1
	}
	return int64(n)
}

// opConstu is DW_OP_constu.
const opConstu = 0x10
