package dwarfsyms

import (
	"iter"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
)

// namedEnumerators returns the index of enumerations by the names of their values.
func (s *Source) namedEnumerators() *nameIndex {
	s.enumIndexOnce.Do(func() {
		s.enumIndex = s.indexNames(indexEnumerators)
	})
	return &s.enumIndex
}

// indexEnumerators adds the enumerations of a unit for each of their values.
func indexEnumerators(x *unitNames, root *dwarf.Entry) error {
	scan := root.Scan()
	var enumeration uint32
	for scan.Next() {
		switch scan.Tag() {
		case dwarf.TagEnumerationType:
			enumeration = scan.Off
		case dwarf.TagEnumerator:
			if name := x.s.str(scan.Attr(dwarf.AttrName)); name != "" {
				x.named = append(x.named, named{hashName(name), enumeration + x.base})
			}
		}
	}
	return scan.Err()
}

// LookupEnumerator implements symbols.NameSource.
func (s *Source) LookupEnumerator(name string) []*symbols.Type {
	seen := map[typeKey]bool{}
	var found []*symbols.Type
	n := 0
	for ref := range s.namedEnumerators().find(name) {
		if n++; n > maxDefinitions {
			break
		}
		e, err := ref.Entry()
		if err != nil || seen[keyOf(&e)] {
			continue
		}
		seen[keyOf(&e)] = true
		t := s.typeAt(ref)
		for i := range t.Details().Enumerators {
			if t.Details().Enumerators[i].Name == name {
				found = append(found, t)
				break
			}
		}
	}
	return found
}

// TypeNames implements symbols.NameSource.
func (s *Source) TypeNames() iter.Seq[string] {
	return func(yield func(string) bool) {
		x := s.namedTypes()
		for _, n := range x.named {
			e, err := x.units.ref(n.at).Entry()
			if err == nil && !yield(s.typeName(&e)) {
				return
			}
		}
	}
}
