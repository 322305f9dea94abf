package dwarfsyms

import (
	"cmp"
	"iter"
	"slices"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/filemap"
)

// dataIndex finds variables of static storage by name and by address.
type dataIndex struct {
	nameIndex
	order  []uint32    // places of the entries, in the order of the units
	places []dataPlace // by address
}

// dataPlace is a variable with an address.
type dataPlace struct {
	addr uint64
	at   uint32 // place in the unitList
}

// largeInfo is the size of debug information, in bytes, from which on the index of variables takes a time that a person notices.
const largeInfo = 16 << 20

// DataSymbolsReady implements symbols.SymbolSource.
func (s *Source) DataSymbolsReady() bool {
	if s.dataReady.Load() {
		return true
	}
	size := uint64(0)
	for _, u := range s.units {
		size += uint64(u.head.End - u.head.Off)
	}
	if size < largeInfo {
		return true
	}
	s.dataSoon.Do(func() {
		go func() {
			defer func() { _ = recover() }() // who asks for the index next gets the panic
			s.report(filemap.Guard(func() error {
				s.namedData()
				return nil
			}))
		}()
	})
	return false
}

// namedData returns the index of variables.
func (s *Source) namedData() *dataIndex {
	s.makeData()
	return &s.dataIndex
}

// makeDataIndex makes the index of variables.
func (s *Source) makeDataIndex() {
	x := &s.dataIndex
	x.units = s.numberUnits()
	parts := s.scanUnits(&x.units, indexData)
	x.merge(parts)
	for _, n := range x.named {
		x.order = append(x.order, n.at)
	}
	slices.Sort(x.order)
	for i := range parts {
		x.places = append(x.places, parts[i].data...)
	}
	slices.SortFunc(x.places, func(a, b dataPlace) int { return cmp.Or(cmp.Compare(a.addr, b.addr), cmp.Compare(a.at, b.at)) })
	s.dataReady.Store(true)
}

// indexData adds the variables of a unit that are in static storage, or have a value without a place outside of functions.
func indexData(x *unitNames, root *dwarf.Entry) error {
	scan := root.Scan()
	function := -1 // depth of the function that the scan is in
	for scan.Next() {
		if scan.Depth <= function {
			function = -1
		}
		switch scan.Tag() {
		case dwarf.TagVariable, dwarf.TagMember, dwarf.TagConstant:
			x.addData(&scan.Entry, function >= 0)
		case dwarf.TagSubprogram, dwarf.TagInlinedSubroutine:
			if function < 0 {
				function = scan.Depth
			}
		}
	}
	return scan.Err()
}

// addData adds a variable.
func (x *unitNames) addData(e *dwarf.Entry, inFunction bool) {
	var static staticPlace
	if e.Tag() != dwarf.TagMember && e.Has(dwarf.AttrLocation) {
		if code, ok := e.Attr(dwarf.AttrLocation).Block(); ok {
			static = readStatic(e.Unit(), code)
		}
	}
	switch {
	case inFunction && (!static.is || static.removed):
		return
	case static.is:
	case e.Has(dwarf.AttrConstValue):
		if e.Tag() == dwarf.TagMember && !isStatic(e) || isDeclaration(e) && !x.s.isConst(e) {
			return
		}
	case e.Tag() == dwarf.TagMember, e.Attr(dwarf.AttrDeclaration).Flag():
		return
	}
	name, _ := x.s.attrOf(e, dwarf.AttrName)
	if !name.Present() {
		return
	}
	x.add(e, x.s.str(name))
	if static.hasAddr && !static.removed {
		x.data = append(x.data, dataPlace{static.addr, e.Off + x.base})
	}
}

// Globals implements symbols.DataSource. Of a variable that several units describe, one is yielded; virtual tables are left out.
func (s *Source) Globals() iter.Seq[*symbols.Variable] {
	return func(yield func(*symbols.Variable) bool) {
		x := s.namedData()
		seen := map[globalKey]bool{}
		for _, at := range x.order {
			e, err := x.units.ref(at).Entry()
			if err != nil || s.isTable(&e) || s.isDefined(&e) {
				continue
			}
			key := s.globalKey(&e)
			if seen[key] {
				continue
			}
			seen[key] = true
			if !yield(s.global(&e)) {
				return
			}
		}
	}
}

// globalKey tells global variables apart, without what costs time to find out: a name and an address, or a declaration.
type globalKey struct {
	name string
	addr uint64
	decl dwarf.Ref
	line uint64
}

func (s *Source) globalKey(e *dwarf.Entry) globalKey {
	name, _ := s.attrOf(e, dwarf.AttrName)
	k := globalKey{name: name.String()}
	if code, ok := e.Attr(dwarf.AttrLocation).Block(); ok {
		if p := readStatic(e.Unit(), code); p.hasAddr && !p.removed {
			k.addr = p.addr
			return k
		}
	}
	if linkage := s.linkageOf(e); linkage != "" {
		k.name = linkage // the same in all units
		return k
	}
	if e.Has(dwarf.AttrConstValue) { // of a class that several units describe
		k.line, _ = e.Attr(dwarf.AttrDeclLine).Uint()
		k.name += "\x00" + s.scopeName(e.Ref())
		return k
	}
	k.decl = e.Ref()
	return k
}

// LookupGlobal returns the variables of static storage with a qualified name, static ones in functions among them. Inline and
// unnamed namespaces may be left out of the name.
func (s *Source) LookupGlobal(name string) []*symbols.Variable {
	path := splitQualified(name)
	last := path[len(path)-1]
	seen := map[globalKey]bool{}
	var found []*symbols.Variable
	for ref := range s.namedData().find(last) {
		e, err := ref.Entry()
		if err != nil {
			continue
		}
		own, _ := s.attrOf(&e, dwarf.AttrName)
		at := s.declared(&e)
		key := s.globalKey(&e)
		if seen[key] || !sameName(own.String(), last) && !sameName(s.instanceName(&e, own.String()), last) ||
			!s.inScope(at.Ref(), path[:len(path)-1]) || s.isTable(&e) || s.isDefined(&e) {
			continue
		}
		seen[key] = true
		found = append(found, s.global(&e))
	}
	return found
}

// isConst reports whether a variable's type has the const qualifier, or it is a constant expression. The value that the declaration of another static
// member has is what it begins with.
func (s *Source) isConst(e *dwarf.Entry) bool {
	if e.Attr(dwarf.AttrConstExpr).Flag() {
		return true
	}
	at := s.declared(e)
	for range maxTypeDepth {
		t, ok, err := s.target(&at)
		if err != nil || !ok {
			return false
		}
		switch t.Tag() {
		case dwarf.TagConstType, dwarf.TagImmutableType:
			return true
		case dwarf.TagTypedef, dwarf.TagVolatileType, dwarf.TagArrayType:
			at = t
		default:
			return false
		}
	}
	return false
}

// isDefined reports whether an entry declares a variable of which there is a definition with a place.
func (s *Source) isDefined(e *dwarf.Entry) bool {
	if !isDeclaration(e) {
		return false
	}
	name, scope := s.str(e.Attr(dwarf.AttrName)), s.scopeName(e.Ref())
	n := 0
	for ref := range s.namedData().find(name) {
		if n++; n > maxDefinitions {
			break
		}
		def, err := ref.Entry()
		if err != nil || !def.Has(dwarf.AttrLocation) {
			continue
		}
		if own, _ := s.attrOf(&def, dwarf.AttrName); own.String() != name {
			continue
		}
		if at := s.declared(&def); s.scopeName(at.Ref()) == scope {
			return true
		}
	}
	return false
}

// instanceName returns the name of a variable with the arguments of its template, if it is an instance of one.
func (s *Source) instanceName(e *dwarf.Entry, name string) string {
	if !e.HasChildren() || name == "" || name[len(name)-1] == '>' {
		return name
	}
	n := namer{s, maxNameParts}
	return name + n.templateSuffix(e, maxTypeDepth)
}

// global returns a variable of static storage.
func (s *Source) global(e *dwarf.Entry) *symbols.Variable {
	v := s.newVariable(e, nil)
	at := s.declared(e)
	v.Name, v.Scope = s.instanceName(e, v.Name), s.scopeName(at.Ref())
	for outer := range s.enclosing(at.Ref()) {
		switch outer.Tag() {
		case dwarf.TagNamespace, dwarf.TagModule:
			continue
		}
		if v.Kind == symbols.Global { // within a function or a class
			v.Kind = symbols.Static
		}
		break
	}
	return v
}

// staticMember returns a static member of a class, given its declaration. Its place is that of the definition, which is looked for when
// it is asked for.
func (s *Source) staticMember(e *dwarf.Entry) *symbols.Variable {
	v := s.newVariable(e, nil)
	v.Scope = s.scopeName(e.Ref())
	if v.Kind == symbols.Constant && s.isConst(e) {
		return v
	}
	v.Kind = symbols.Static
	if v.Locator == nil || isDeclaration(e) {
		v.Locator = &definedElsewhere{s: s, name: symbols.Qualify(v.Scope, v.Name)}
	}
	return v
}

// definedElsewhere finds a variable by the definition of the same name. It implements symbols.Locator.
type definedElsewhere struct {
	s    *Source
	name string
}

// Locate implements symbols.Locator.
func (d *definedElsewhere) Locate(m symbols.Machine) (symbols.Location, error) {
	if l := d.find(); l != nil {
		return l.Locate(m)
	}
	return symbols.Location{}, &symbols.Unavailable{Reason: symbols.OptimizedOut}
}

// Live implements symbols.Locator.
func (d *definedElsewhere) Live() []symbols.Range {
	if l := d.find(); l != nil {
		return l.Live()
	}
	return []symbols.Range{}
}

// find returns the locator of the definition; nil where there is none, or more than one.
func (d *definedElsewhere) find() symbols.Locator {
	found := d.s.LookupGlobal(d.name)
	if len(found) != 1 {
		return nil
	}
	return found[0].Locator
}
