package dwarf_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/internal/dwarftest"
)

// nameAbbrevs are: 1 function, unit as data1, offset as ref4, parent as a flag; 2 variable, offset as udata; 3 type of a
// type unit as data1, offset as ref4, hash as data8; 4 without an offset; 5 of a form that is not one.
func nameAbbrevs() []byte {
	return dwarftest.U8(1, 0x2e, 1, 0x0b, 3, 0x13, 4, 0x19, 0, 0, 2, 0x34, 3, 0x0f, 0, 0, 3, 0x13, 2, 0x0b, 3, 0x13, 5, 0x07, 0, 0,
		4, 0x34, 1, 0x0b, 0, 0, 5, 0x34, 3, 0x08, 0, 0, 0)
}

func entriesOf(n *dwarf.NameIndex, name string) (string, error) {
	var found []string
	err := n.Lookup(name, func(e dwarf.NameEntry) bool {
		unit := fmt.Sprintf("%x", e.Unit)
		if !e.HasUnit {
			unit = fmt.Sprintf("signature %x", e.Signature)
		}
		found = append(found, fmt.Sprintf("tag %x unit %s entry %x", uint16(e.Tag), unit, e.DIE))
		return true
	})
	return strings.Join(found, ", "), err
}

func TestNames(t *testing.T) {
	for _, f := range []dwarftest.Format{{}, {Wide: true}} {
		for _, buckets := range []int{0, 1, 3, 16} {
			b := dwarftest.New(f)
			u, u32, cat := dwarftest.U[int], dwarftest.U32, dwarftest.Cat
			index := dwarftest.NameIndex{Format: f, Buckets: buckets, Abbrevs: nameAbbrevs(),
				Units: []uint64{0x1000, 0x2000}, LocalTypes: []uint64{0x3000}, ForeignTypes: []uint64{0xabcdef},
				Names: []dwarftest.IndexedName{
					{Name: "main", Entries: cat(dwarftest.U8(1, 1), u32(0x40), dwarftest.U8(1, 0), u32(0x50))},
					{Name: "x", Entries: cat(u(2), u(0x1234))},
					{Name: "X", Entries: cat(u(2), u(0x77))}, // of the same hash
					{Name: "Point", Entries: cat(dwarftest.U8(3, 0), u32(0x60), dwarftest.U64(1), dwarftest.U8(3, 1), u32(0x70), dwarftest.U64(2))},
					{Name: "bad1", Entries: dwarftest.U8(9)},
					{Name: "bad2", Entries: dwarftest.U8(4, 0)},
					{Name: "bad3", Entries: dwarftest.U8(5, 'a', 0)},
					{Name: "bad4", Entries: cat(dwarftest.U8(1, 7), u32(0x40))},
				}}
			b.Add(".debug_names", index.Bytes(b))
			b.Add(".debug_names", dwarftest.NameIndex{Format: f, Abbrevs: dwarftest.U8(0)}.Bytes(b))
			all, err := sectionsOf(b).ReadNames()
			if err != nil || len(all) != 2 {
				t.Fatalf("%d indexes, %v", len(all), err)
			}
			n := all[0]
			if got := n.Units(); !slices.Equal(got, []uint64{0x1000, 0x2000}) {
				t.Errorf("units %x", got)
			}
			for _, test := range []struct{ name, want, err string }{
				{"main", "tag 2e unit 2000 entry 40, tag 2e unit 1000 entry 50", ""},
				{"x", "tag 34 unit 1000 entry 1234", ""},
				{"X", "tag 34 unit 1000 entry 77", ""},
				{"Point", "tag 13 unit 3000 entry 60, tag 13 unit signature abcdef entry 70", ""},
				{"mai", "", ""}, {"main2", "", ""}, {"", "", ""}, {"größe", "", ""},
				{"bad1", "", "no abbreviation 9"},
				{"bad2", "", "without an offset"},
				{"bad3", "", "form 0x8"},
				{"bad4", "", "not in the index"},
			} {
				got, err := entriesOf(n, test.name)
				if got != test.want {
					t.Errorf("%d buckets: %s is %s, want %s", buckets, test.name, got, test.want)
				}
				checkError(t, err, ".debug_names", test.err)
			}
			if n.NumNames() != 8 || all[1].NumNames() != 0 {
				t.Errorf("%d and %d names", n.NumNames(), all[1].NumNames())
			}
			visited := 0
			for i := range n.NumNames() {
				if name, err := n.Name(i); err != nil || name == "main" {
					if _, err := n.Entries(i, func(dwarf.NameEntry) bool { visited++; return false }); err != nil {
						t.Error(err)
					}
				}
			}
			if visited != 1 {
				t.Errorf("%d entries visited", visited)
			}
			_, err = n.Name(8)
			checkError(t, err, ".debug_names", "name 8 of 8")
		}
	}
}

// TestNamesOfOtherLetters looks up names for which producers make different hashes.
func TestNamesOfOtherLetters(t *testing.T) {
	f := dwarftest.Format{}
	b := dwarftest.New(f)
	names := dwarftest.NameIndex{Format: f, Units: []uint64{0x10}, Buckets: 2, Abbrevs: nameAbbrevs(),
		Names: []dwarftest.IndexedName{{Name: "größe", Entries: dwarftest.U8(2, 5)}, {Name: "a", Entries: dwarftest.U8(2, 6)}}}
	b.Add(".debug_names", names.Bytes(b))
	all, err := sectionsOf(b).ReadNames()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := entriesOf(all[0], "größe"); got != "tag 34 unit 10 entry 5" || err != nil {
		t.Errorf("%s, %v", got, err)
	}
}

func TestNamesErrors(t *testing.T) {
	f := dwarftest.Format{}
	b := dwarftest.New(f)
	good := dwarftest.NameIndex{Format: f, Units: []uint64{0}, Buckets: 1, Abbrevs: nameAbbrevs(),
		Names: []dwarftest.IndexedName{{Name: "a", Entries: dwarftest.U8(2, 6)}}}.Bytes(b)
	changed := func(at int, to ...byte) []byte {
		names := dwarftest.Cat(good)
		copy(names[at:], to)
		return names
	}
	for _, test := range []struct {
		names []byte
		err   string
	}{
		{good[:30], "left in the section"},
		{changed(4, 4), "version 4"},
		{changed(8, 0xff, 0xff, 0xff, 0x7f), "unexpected end"},
		{changed(24, 0xff, 0xff, 0xff, 0xff), "unexpected end"},
		{changed(28, 0xff, 0xff), "unexpected end"}, // the size of the abbreviations
		{dwarftest.NameIndex{Format: f, Abbrevs: dwarftest.U8(1, 1, 0, 0, 1, 1, 0, 0, 0)}.Bytes(b), "abbreviation 1 twice"},
	} {
		all, err := (&dwarf.Sections{Names: dwarftest.Cat(good, test.names)}).ReadNames()
		if len(all) != 1 {
			t.Errorf("%d indexes before the error", len(all))
		}
		checkError(t, err, ".debug_names", test.err)
	}
	all, err := (&dwarf.Sections{Names: good}).ReadNames() // without .debug_str
	if err != nil {
		t.Fatal(err)
	}
	_, err = entriesOf(all[0], "a")
	checkError(t, err, ".debug_names", "name 0 at 0x0 in .debug_str")
}
