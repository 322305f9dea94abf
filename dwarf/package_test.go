package dwarf_test

import (
	"slices"
	"testing"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/internal/dwarftest"
)

func TestPackageIndex(t *testing.T) {
	sections := func() *dwarf.Sections {
		return &dwarf.Sections{DWO: true,
			Info: []byte("infoINFO"), Types: []byte("typesTYPES"), Abbrev: []byte("abbrevABBREV"), Line: []byte("lineLINE"),
			Loc: []byte("locLOC"), LocLists: []byte("loclistsLOCLISTS"), StrOffsets: []byte("strSTR"), Macro: []byte("macroMACRO"),
			RngLists: []byte("rngRNG"), Str: []byte("all strings")}
	}
	second := func(n uint32) [][2]uint32 { // the halves of the sections above
		return [][2]uint32{{4, 4}, {6, 6}, {4, 4}, {n, n}, {3, 3}, {5, 5}, {3, 3}}
	}
	for _, test := range []struct {
		index dwarftest.PackageIndex
		types bool
		want  *dwarf.Sections
	}{
		{dwarftest.PackageIndex{Version: 5, Columns: []uint32{1, 3, 4, 5, 6, 7, 8}, Units: []dwarftest.PackageUnit{{Signature: 0x1_0000_0002, Parts: second(8)}}}, false,
			&dwarf.Sections{Info: []byte("INFO"), Abbrev: []byte("ABBREV"), Line: []byte("LINE"), Loc: []byte("locLOC"), LocLists: []byte("LOCLISTS"),
				StrOffsets: []byte("STR"), Macro: []byte("MACRO"), RngLists: []byte("RNG"), Str: []byte("all strings")}},
		{dwarftest.PackageIndex{Version: 2, Columns: []uint32{1, 3, 4, 5, 6, 8}, Units: []dwarftest.PackageUnit{{Signature: 0x1_0000_0002, Parts: second(3)[:6]}}}, false,
			&dwarf.Sections{Info: []byte("INFO"), Abbrev: []byte("ABBREV"), Line: []byte("LINE"), Loc: []byte("LOC"), LocLists: []byte("loclistsLOCLISTS"),
				StrOffsets: []byte("STR"), Macro: []byte("MACRO"), RngLists: []byte("rngRNG"), Str: []byte("all strings")}},
		{dwarftest.PackageIndex{Version: 2, Columns: []uint32{2, 7, 99}, Units: []dwarftest.PackageUnit{{Signature: 0x1_0000_0002, Parts: [][2]uint32{{5, 5}, {9, 9}, {9, 9}}}}}, true,
			&dwarf.Sections{Types: []byte("TYPES"), Abbrev: []byte("abbrevABBREV"), Line: []byte("lineLINE"), Loc: []byte("locLOC"), LocLists: []byte("loclistsLOCLISTS"),
				StrOffsets: []byte("strSTR"), Macro: []byte("macroMACRO"), RngLists: []byte("rngRNG"), Str: []byte("all strings")}},
	} {
		s := sections()
		if test.types {
			s.TUIndex = test.index.Bytes()
		} else {
			s.CUIndex = test.index.Bytes()
		}
		if other, err := s.ReadPackageIndex(!test.types); other != nil || err != nil {
			t.Errorf("an index that is not there: %v, %v", other, err)
		}
		p, err := s.ReadPackageIndex(test.types)
		if err != nil {
			t.Fatal(err)
		}
		got, ok, err := p.Find(0x1_0000_0002)
		if !ok || err != nil {
			t.Fatalf("not found, %v", err)
		}
		if show(got) != show(test.want) || !got.DWO {
			t.Errorf("version %d: %s\nwant %s", test.index.Version, show(got), show(test.want))
		}
		if _, ok, err := p.Find(3); ok || err != nil {
			t.Errorf("found what is not there, %v", err)
		}
		if show(s) != show(sections()) {
			t.Error("the package's sections were changed")
		}
	}
}

// show shows the sections that packages have.
func show(s *dwarf.Sections) string {
	text := ""
	for _, b := range [][]byte{s.Info, s.Types, s.Abbrev, s.Line, s.Loc, s.LocLists, s.StrOffsets, s.Macro, s.RngLists, s.Str} {
		text += string(b) + "|"
	}
	return text
}

func TestPackageHash(t *testing.T) {
	var units []dwarftest.PackageUnit
	var want []uint64
	info := make([]byte, 200)
	for i := range uint64(100) { // many begin at the same slot
		signature := i%7<<40 | i<<10
		units = append(units, dwarftest.PackageUnit{Signature: signature, Parts: [][2]uint32{{uint32(i), uint32(i) + 1}}})
		want = append(want, signature)
	}
	for _, slots := range []int{0, 128, 200} {
		index := dwarftest.PackageIndex{Version: 5, Columns: []uint32{1}, Units: units, Slots: slots}
		if slots == 200 { // not a power of two: the units are in no particular place
			index.Slots = 256
		}
		encoded := index.Bytes()
		if slots == 200 {
			encoded = dwarftest.Cat(encoded[:12], dwarftest.U32(255), encoded[16:16+8*255], encoded[16+8*256:16+8*256+4*255], encoded[16+12*256:])
		}
		p, err := (&dwarf.Sections{Info: info, CUIndex: encoded}).ReadPackageIndex(false)
		if err != nil {
			t.Fatal(err)
		}
		missing := 0
		for i, u := range units {
			s, ok, err := p.Find(u.Signature)
			if !ok && slots == 200 { // the slot cut off
				missing++
				continue
			}
			if !ok || err != nil || len(s.Info) != i+1 {
				t.Fatalf("%d slots: unit %d not found, %v", slots, i, err)
			}
		}
		got := p.Signatures()
		slices.Sort(got)
		slices.Sort(want)
		if p.NumUnits() != 100 || len(got)+missing != 100 || missing > 1 || missing == 0 && !slices.Equal(got, want) {
			t.Errorf("%d units, signatures %x", p.NumUnits(), got)
		}
	}
}

func TestPackageErrors(t *testing.T) {
	good := dwarftest.PackageIndex{Version: 5, Columns: []uint32{1, 3}, Units: []dwarftest.PackageUnit{{Signature: 1, Parts: [][2]uint32{{0, 4}, {2, 2}}}}}
	changed := func(at int, to ...byte) []byte {
		b := good.Bytes()
		copy(b[at:], to)
		return b
	}
	for _, test := range []struct {
		index []byte
		err   string
	}{
		{[]byte{5, 0}, "unexpected end"},
		{changed(0, 3), "version 3"},
		{changed(4, 0xff, 0xff, 0xff, 0xff), "unexpected end"},
		{changed(8, 0xff, 0xff, 0xff, 0xff), "4294967295 units"},
		{changed(12, 0xff, 0xff, 0xff, 0xff), "unexpected end"},
		{good.Bytes()[:40], "unexpected end"},
	} {
		_, err := (&dwarf.Sections{CUIndex: test.index}).ReadPackageIndex(false)
		checkError(t, err, ".debug_cu_index", test.err)
	}
	find := func(s *dwarf.Sections) error {
		p, err := s.ReadPackageIndex(false)
		if err != nil {
			t.Fatal(err)
		}
		_, ok, err := p.Find(1)
		if !ok {
			t.Error("not found")
		}
		return err
	}
	checkError(t, find(&dwarf.Sections{CUIndex: good.Bytes(), Info: []byte("info"), Abbrev: []byte("abb")}), ".debug_abbrev", "2 bytes expected, 1 left")
	checkError(t, find(&dwarf.Sections{CUIndex: good.Bytes(), Abbrev: []byte("abbrev")}), ".debug_info", "4 bytes expected, 0 left")
	row := 16 + 8*2 + 4 // the second of two slots
	checkError(t, find(&dwarf.Sections{CUIndex: changed(row, 9)}), ".debug_cu_index", "row that does not exist")
}
