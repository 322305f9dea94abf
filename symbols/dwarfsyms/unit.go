package dwarfsyms

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
)

// noUnit is the position of units that are not in Source.units.
const noUnit = 1<<32 - 1

// unit is what is kept for a unit.
type unit struct {
	s    *Source
	head *dwarf.Unit // in the module's own file: the unit or its skeleton
	pos  uint32      // in Source.units

	fullOnce sync.Once
	full     *dwarf.Unit // with the entries: head, or the split unit; nil if that is missing

	indexOnce sync.Once
	index     unitIndex

	linesOnce sync.Once
	lines     *dwarf.LineTable // nil without

	langOnce sync.Once
	lang     symbols.Language

	fileCache []atomic.Pointer[symbols.File] // by index; as long as lines lists files, and one

	mu         sync.Mutex
	scopePaths map[int32]string
}

// entries returns the unit that has the entries, nil where it is a split unit that cannot be found.
func (u *unit) entries() *dwarf.Unit {
	u.fullOnce.Do(func() {
		name, dir, ok := splitName(u.head)
		if !ok {
			u.full = u.head
			return
		}
		split, err := u.openSplit(name, dir)
		if err != nil {
			u.s.report(fmt.Errorf("%s: %w", name, err))
			return
		}
		u.full = split
		u.s.mu.Lock()
		u.s.byUnit[split] = u
		u.s.mu.Unlock()
	})
	return u.full
}

// splitName returns the file that a skeleton names; ok is false for units that are whole.
func splitName(du *dwarf.Unit) (name, dir string, ok bool) {
	root, err := du.Root()
	if err != nil {
		return "", "", false
	}
	for _, a := range []dwarf.Attr{dwarf.AttrDWOName, dwarf.AttrGNUDWOName} {
		if v := root.Attr(a); v.Present() {
			dir := root.Attr(dwarf.AttrCompDir)
			return v.String(), dir.String(), du.HasDWOID
		}
	}
	return "", "", false
}

func (u *unit) openSplit(name, dir string) (*dwarf.Unit, error) {
	if u.s.opts.Split == nil {
		return nil, fmt.Errorf("the split debug information is not looked for")
	}
	data, err := u.s.opts.Split(name, dir, u.head.DWOID)
	if err != nil {
		return nil, err
	}
	var found *dwarf.Unit
	for _, du := range data.Units() {
		if _, err := du.Root(); err != nil || du.Kind == dwarf.UnitType || du.Kind == dwarf.UnitSplitType {
			continue
		}
		if !du.HasDWOID || du.DWOID == u.head.DWOID {
			found = du
			break
		}
		found = du
	}
	if found == nil {
		return nil, fmt.Errorf("no unit in it")
	}
	return found, found.Join(u.head)
}

// lineTable returns the unit's line table, nil if there is none.
func (u *unit) lineTable() *dwarf.LineTable {
	u.linesOnce.Do(func() {
		w := u.s.takeWorkspace()
		defer u.s.workspaces.Put(w)
		t, err := u.head.LineTable(&w.rows)
		u.s.report(err)
		if t != nil {
			u.fileCache = make([]atomic.Pointer[symbols.File], t.NumFiles()+1)
		}
		u.lines = t
	})
	return u.lines
}

// language returns what the unit was written in. What the compiler says of itself counts more than the attribute: TinyGo and Zig
// call their code C.
func (u *unit) language() symbols.Language {
	u.langOnce.Do(func() {
		du := u.entries()
		if du == nil {
			du = u.head
		}
		root, err := du.Root()
		if err != nil {
			return
		}
		producer := root.Attr(dwarf.AttrProducer)
		lang, _ := root.Attr(dwarf.AttrLanguage).Uint()
		u.lang = languageOf(producer.String(), lang)
	})
	return u.lang
}

func (s *Source) language(du *dwarf.Unit) symbols.Language { return s.unitOf(du).language() }

func languageOf(producer string, lang uint64) symbols.Language {
	switch {
	case strings.HasPrefix(producer, "TinyGo"):
		return symbols.TinyGo
	case strings.HasPrefix(producer, "zig "):
		return symbols.Zig
	}
	switch lang { // DWARF 5 §7.12
	case 0x01, 0x02, 0x0c, 0x1d, 0x2c:
		return symbols.C
	case 0x04, 0x1a, 0x21, 0x2b:
		return symbols.CPlusPlus
	case 0x1c:
		return symbols.Rust
	case 0x16:
		return symbols.Go
	case 0x1e:
		return symbols.Swift
	case 0x13:
		return symbols.D
	case 0x27:
		return symbols.Zig
	case 0x10, 0x11:
		return symbols.ObjectiveC
	case 0x07, 0x08, 0x0e, 0x22, 0x23:
		return symbols.Fortran
	case 0x8001:
		return symbols.Assembler
	}
	return symbols.LanguageUnknown
}
