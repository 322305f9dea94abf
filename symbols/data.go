package symbols

// DataSymbol is an object of static storage: a variable, or a table of virtual functions.
type DataSymbol struct {
	Name string // qualified: "app::config", "vtable for Circle", "<Circle as Shape>::{vtable}"
	Addr uint64
	// Size in bytes; 0 where it is unknown. Of a C++ virtual table it is what is certain: there may be more.
	Size uint64
	// Class is the class or type that a table of virtual functions belongs to; nil for other objects.
	Class *Type
}

// SymbolSource is a Source that knows what lies at addresses of static data.
type SymbolSource interface {
	Source
	// DataSymbol returns the object that contains an address of linear memory.
	DataSymbol(addr uint64) (DataSymbol, bool)
	// DataSymbolsReady reports whether DataSymbol answers at once. Where it does not, the source gets ready in the background.
	DataSymbolsReady() bool
}

// DataSymbolAtOnce is DataSymbol for who would rather do without than wait: of large debug information nothing is known at first.
func (t *Table) DataSymbolAtOnce(addr uint64) (DataSymbol, bool) {
	for _, s := range t.sources {
		if ss, ok := s.(SymbolSource); ok && !ss.DataSymbolsReady() {
			return DataSymbol{}, false
		}
	}
	return t.DataSymbol(addr)
}

// DataSymbol returns the object of static storage that contains an address of linear memory.
func (t *Table) DataSymbol(addr uint64) (DataSymbol, bool) {
	for _, s := range t.sources {
		if ss, ok := s.(SymbolSource); ok {
			if sym, found := ss.DataSymbol(addr); found {
				return sym, true
			}
		}
	}
	return DataSymbol{}, false
}
