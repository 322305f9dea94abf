package dwarfsyms

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"sort"
	"strings"

	"github.com/wdbg/wdbg/dwarf"
)

// nameIndex finds entries by what they are called in their scope, template arguments left out. There are eight bytes for each entry.
type nameIndex struct {
	named []named
	units unitList
}

// named is an entry with a name.
type named struct {
	hash uint32 // of the name
	at   uint32 // place in the unitList
}

// unitList numbers the bytes of all units: place is where each begins.
type unitList struct {
	units []*dwarf.Unit
	place []uint32
}

// ref returns the entry at a place.
func (l *unitList) ref(at uint32) dwarf.Ref {
	i := sort.Search(len(l.place), func(i int) bool { return l.place[i] > at }) - 1
	return dwarf.Ref{Unit: l.units[i], Off: l.units[i].Off + at - l.place[i]}
}

// unitNames is what is found in a unit.
type unitNames struct {
	s     *Source
	base  uint32 // what is added to an entry's offset
	named []named
	data  []dataPlace
}

func (x *unitNames) addNamed(e *dwarf.Entry) { x.add(e, x.s.str(e.Attr(dwarf.AttrName))) }

// add adds an entry with a name, if it is not empty.
func (x *unitNames) add(e *dwarf.Entry, name string) {
	if name != "" {
		x.named = append(x.named, named{hashName(name), e.Off + x.base})
	}
}

// entryUnits returns all units that have entries: those with code, split ones for their skeletons, and type units.
func (s *Source) entryUnits() []*dwarf.Unit {
	var units []*dwarf.Unit
	seen := map[*dwarf.Data]bool{}
	addTypes := func(d *dwarf.Data) {
		if seen[d] {
			return
		}
		seen[d] = true
		for _, du := range d.Units() {
			if du.Kind == dwarf.UnitType || du.Kind == dwarf.UnitSplitType {
				units = append(units, du)
			}
		}
	}
	addTypes(s.data)
	for _, u := range s.units {
		if du := u.entries(); du != nil {
			units = append(units, du)
			addTypes(du.Data())
		}
	}
	return units
}

// numberUnits gives each unit its place. Units beyond 4 GB of entries are left out.
func (s *Source) numberUnits() unitList {
	var l unitList
	next := uint64(0)
	for _, du := range s.entryUnits() {
		size := uint64(du.End - du.Off)
		if next+size >= 1<<32 {
			s.report(fmt.Errorf("more than 4 GB of entries: what is behind them is not found by name"))
			break
		}
		l.units = append(l.units, du)
		l.place = append(l.place, uint32(next))
		next += size
	}
	return l
}

// scanUnits calls scan for all units, in parallel, and returns what it finds in each.
func (s *Source) scanUnits(l *unitList, scan func(*unitNames, *dwarf.Entry) error) []unitNames {
	out := make([]unitNames, len(l.units))
	s.inParallel(len(out), func(i int) {
		x := unitNames{s: s, base: l.place[i] - l.units[i].Off}
		root, err := l.units[i].Root()
		if err == nil {
			err = scan(&x, &root)
		}
		s.report(err)
		out[i] = x
	})
	return out
}

// indexNames makes an index of what scan finds.
func (s *Source) indexNames(scan func(*unitNames, *dwarf.Entry) error) nameIndex {
	x := nameIndex{units: s.numberUnits()}
	x.merge(s.scanUnits(&x.units, scan))
	return x
}

// merge sorts what was found.
func (x *nameIndex) merge(parts []unitNames) {
	n := 0
	for i := range parts {
		n += len(parts[i].named)
	}
	x.named = make([]named, 0, n)
	for i := range parts {
		x.named = append(x.named, parts[i].named...)
	}
	slices.SortFunc(x.named, func(a, b named) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.at, b.at)) })
}

// find yields the entries that may have a name, in the order of the units.
func (x *nameIndex) find(name string) iter.Seq[dwarf.Ref] {
	return func(yield func(dwarf.Ref) bool) {
		hash := hashName(name)
		i := sort.Search(len(x.named), func(i int) bool { return x.named[i].hash >= hash })
		for ; i < len(x.named) && x.named[i].hash == hash; i++ {
			if !yield(x.units.ref(x.named[i].at)) {
				return
			}
		}
	}
}

// hashName returns the hash (FNV-1a) of a name without template arguments and spaces.
func hashName(name string) uint32 {
	name = strings.TrimPrefix(name, "_STN|")
	h := uint32(2166136261)
	for i := 0; i < len(name); i++ {
		c := name[i]
		if (c == '<' || c == '|') && i > 0 {
			break
		}
		if c != ' ' {
			h = (h ^ uint32(c)) * 16777619
		}
	}
	return h
}

// sameName reports whether two names differ in nothing but spaces where these do not count, and the inline namespaces of C++ libraries
// that their arguments are in.
func sameName(a, b string) bool {
	if a == b {
		return true
	}
	a, b = withoutVersion(a), withoutVersion(b)
	for {
		a, b = trimSpace(a), trimSpace(b)
		switch {
		case a == "" || b == "":
			return a == b
		case a[0] != b[0]:
			return false
		}
		wordA := isWord(a[0]) && len(a) > 1 && a[1] == ' ' && joinsWords(a[1:])
		wordB := isWord(b[0]) && len(b) > 1 && b[1] == ' ' && joinsWords(b[1:])
		if wordA != wordB {
			return false
		}
		a, b = a[1:], b[1:]
	}
}

// withoutVersion drops the namespaces that tell versions of a C++ library apart.
func withoutVersion(name string) string {
	if !strings.Contains(name, "::__") {
		return name
	}
	for _, v := range [...]string{"::__1::", "::__2::", "::__cxx11::"} {
		name = strings.ReplaceAll(name, v, "::")
	}
	return name
}

func trimSpace(s string) string { return strings.TrimLeft(s, " ") }

// joinsWords reports whether the spaces at the beginning of s stand before a word.
func joinsWords(s string) bool {
	s = trimSpace(s)
	return s != "" && isWord(s[0])
}

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// splitQualified splits a qualified name at those "::" that are not within brackets. There is at least one part; unnamed
// namespaces are left out.
func splitQualified(name string) []string {
	var parts []string
	depth, from := 0, 0
	for i := 0; i < len(name); i++ {
		switch name[i] {
		case '<', '(', '[', '{':
			depth++
		case '>':
			if i > 0 && name[i-1] == '-' || depth == 0 {
				continue // an arrow, or an operator
			}
			depth--
		case ')', ']', '}':
			depth = max(depth-1, 0)
		case ':':
			if depth == 0 && strings.HasPrefix(name[i:], "::") {
				if i > from && name[from:i] != "(anonymous namespace)" {
					parts = append(parts, name[from:i])
				}
				i++
				from = i + 1
			}
		}
	}
	return append(parts, name[from:])
}
