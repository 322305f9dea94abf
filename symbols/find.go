package symbols

import "iter"

// NameSource is a Source that finds data and types by name.
type NameSource interface {
	DataSource
	// LookupGlobal returns the variables of static storage with a qualified name, static ones in functions among them.
	// Inline and unnamed namespaces may be left out of the name.
	LookupGlobal(name string) []*Variable
	// LookupEnumerator returns the enumerations that have a value of a name.
	LookupEnumerator(name string) []*Type
	// TypeNames yields the names of types, without what they are declared in; a name may come more than once.
	TypeNames() iter.Seq[string]
}

// GlobalsOf returns the variables of static storage with a qualified name.
func (t *Table) GlobalsOf(name string) []*Variable {
	for _, s := range t.sources {
		if ns, ok := s.(NameSource); ok {
			if found := ns.LookupGlobal(name); len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// Enumerations returns the enumerations that have a value of a name.
func (t *Table) Enumerations(enumerator string) []*Type {
	for _, s := range t.sources {
		if ns, ok := s.(NameSource); ok {
			if found := ns.LookupEnumerator(enumerator); len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// TypeNames yields the names of types, without what they are declared in; a name may come more than once.
func (t *Table) TypeNames() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, s := range t.sources {
			if ns, ok := s.(NameSource); ok {
				for name := range ns.TypeNames() {
					if !yield(name) {
						return
					}
				}
			}
		}
	}
}
