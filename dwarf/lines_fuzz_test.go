package dwarf_test

import (
	"fmt"
	"testing"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/internal/dwarftest"
)

func FuzzLineTable(f *testing.F) {
	b := dwarftest.New(dwarftest.Format{Version: 5})
	p := dwarftest.NewProgram(b.Format).Address(0x10).Row(0x10, 3, 1).Op(20).Extended(4, dwarftest.U(1)).Row(0x20, 1, 1).End(0x30).
		Address(0xffffffff).Row(0xffffffff, 1, 1).End(0x1_0000_0000)
	files := []dwarftest.LineFile{{Name: "a.c", MD5: []byte("0123456789abcdef"), Source: "text"}}
	f.Add(dwarftest.LineTable{Format: b.Format, LineStr: b, Dirs: []string{"/b", "lib"}, Files: files, Program: p.Bytes()}.Bytes(), []byte("a\x00/b\x00"))
	for version := 2; version <= 5; version++ {
		format := dwarftest.Format{Version: version, Wide: version%2 == 1}
		f.Add(dwarftest.LineTable{Format: format, Dirs: []string{"lib"}, Files: files, Program: p.Bytes(), MinInstLength: 2, MaxOps: 3}.Bytes(), []byte{})
	}
	f.Fuzz(func(t *testing.T, line, strs []byte) {
		s := &dwarf.Sections{Line: line, LineStr: strs, Str: strs}
		index := func(i uint64) (string, error) { return fmt.Sprint(i), nil }
		table, err := readLineTable(s, 0, "/build", "a.c", index)
		if table == nil {
			if err == nil {
				t.Fatal("neither a table nor an error")
			}
			return
		}
		if table.NumRows() > len(line) {
			t.Fatalf("%d rows from %d bytes", table.NumRows(), len(line))
		}
		checkSequences(t, table)
		for i := range uint64(min(table.NumFiles()+2, 50)) {
			if file, err := table.File(i); err == nil && file.Path == "" && file.Name != "" {
				t.Fatalf("file %q without a path", file.Name)
			}
		}
	})
}

// checkSequences checks what is promised about the order of sequences and rows, and looks up each row.
func checkSequences(t *testing.T, table *dwarf.LineTable) {
	t.Helper()
	last, rows := uint32(0), 0
	for n, s := range table.Sequences() {
		if s.Start == 0 || s.Start < last || s.Start >= s.End {
			t.Fatalf("sequence [%#x, %#x) after %#x", s.Start, s.End, last)
		}
		last = s.Start
		list := table.Rows(s)
		rows += len(list)
		for i, r := range list {
			end := i == len(list)-1
			if i > 0 && r.Addr < list[i-1].Addr || r.Addr > s.End || end != (r.Flags&dwarf.EndSequence != 0) || r.Line > 1<<31-1 {
				t.Fatalf("row %d of [%#x, %#x): %s", i, s.Start, s.End, rowText(r))
			}
			if n > 100 || i > 100 {
				continue
			}
			if got, at, ok := table.Lookup(r.Addr); ok && (got.Addr > r.Addr || table.Row(at) != got || got.Flags&dwarf.EndSequence != 0) || !ok && r.Addr < s.End {
				t.Fatalf("%#x is found as %s, %v", r.Addr, rowText(got), ok)
			}
		}
	}
	if rows != table.NumRows() {
		t.Fatalf("%d rows in sequences, %d in all", rows, table.NumRows())
	}
}

// checkSpans returns a function to visit ranges, which checks them.
func checkSpans(t *testing.T, p *dwarf.ListParams, most int) func(lo, hi uint64) bool {
	n := 0
	return func(lo, hi uint64) bool {
		if n++; lo == 0 || lo >= hi || dwarf.Tombstone(lo, p.AddrSize) || p.AddrSize == 4 && hi > 1<<32 || n > most {
			t.Fatalf("range %d [%#x, %#x)", n, lo, hi)
		}
		return true
	}
}

func fuzzParams(flags uint8, base uint64, addr []byte) dwarf.ListParams {
	p := dwarf.ListParams{Version: 4, AddrSize: 4, Wide: flags&2 != 0, Base: base, Addr: addr, AddrBase: base >> 56, ListsBase: base >> 60}
	if flags&1 != 0 {
		p.Version = 5
	}
	if flags&4 != 0 {
		p.AddrSize = 8
	}
	if flags&0xf0 == 0xf0 {
		p.AddrSize = int(flags & 0xf)
	}
	return p
}

func FuzzRanges(f *testing.F) {
	f.Add(dwarftest.U8(1, 0, 4, 1, 2, 2, 0, 1, 3, 0, 5, 0), dwarftest.Cat(dwarftest.U32(0x10), dwarftest.U32(0x20)), uint64(0x10), uint8(1))
	f.Add(dwarftest.U8(5, 1, 2, 3, 4, 4, 1, 2, 6, 1, 0, 0, 0, 2, 0, 0, 0, 7, 1, 0, 0, 0, 9, 0), []byte{}, uint64(0x10), uint8(1))
	f.Add(dwarftest.Format{}.Addrs(1, 2, ^uint64(0), 5, 1, 2, ^uint64(1), 5, 0, 0), []byte{}, uint64(0), uint8(0))
	f.Fuzz(func(t *testing.T, list, addr []byte, base uint64, flags uint8) {
		p := fuzzParams(flags, base, addr)
		s := &dwarf.Sections{Ranges: list, RngLists: list, DWO: flags&8 != 0}
		_ = s.RangeList(0, &p, checkSpans(t, &p, len(list)))
		if off, err := s.RnglistxOffset(base&3, &p); err == nil {
			_ = s.RangeList(off, &p, checkSpans(t, &p, len(list)))
		}
	})
}

func FuzzLocLists(f *testing.F) {
	f.Add(dwarftest.U8(1, 0, 4, 1, 2, 1, 0x30, 5, 0, 2, 0, 1, 0, 3, 0, 5, 0, 9, 1, 2, 0), dwarftest.Cat(dwarftest.U32(0x10), dwarftest.U32(0x20)), uint64(0x10), uint8(1))
	f.Add(dwarftest.U8(6, 1, 2, 3, 4, 4, 1, 2, 0, 7, 1, 0, 0, 0, 2, 0, 0, 0, 0, 8, 1, 0, 0, 0, 9, 0, 0), []byte{}, uint64(0x10), uint8(1))
	f.Add(dwarftest.Cat(dwarftest.Format{}.Addrs(1, 2), dwarftest.U8(1, 0, 0x30), dwarftest.Format{}.Addrs(^uint64(0), 5, 0, 0)), []byte{}, uint64(0), uint8(0))
	f.Add(dwarftest.U8(3, 0, 1, 0, 0, 0, 1, 0, 0x30, 4, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0), dwarftest.U32(0x10), uint64(0), uint8(8))
	f.Fuzz(func(t *testing.T, list, addr []byte, base uint64, flags uint8) {
		p := fuzzParams(flags, base, addr)
		s := &dwarf.Sections{Loc: list, LocLists: list, DWO: flags&8 != 0}
		check := checkSpans(t, &p, len(list))
		visit := func(lo, hi uint64, expr []byte, isDefault bool) bool {
			if len(expr) > len(list) {
				t.Fatalf("expression of %d bytes", len(expr))
			}
			return isDefault || check(lo, hi)
		}
		_ = s.LocationList(0, &p, visit)
		if off, err := s.LoclistxOffset(base&3, &p); err == nil {
			check = checkSpans(t, &p, len(list))
			_ = s.LocationList(off, &p, visit)
		}
	})
}

func FuzzNames(f *testing.F) {
	b := dwarftest.New(dwarftest.Format{})
	for _, index := range []dwarftest.NameIndex{
		{Units: []uint64{0, 1}, ForeignTypes: []uint64{7}, Buckets: 2, Abbrevs: nameAbbrevs(), Names: []dwarftest.IndexedName{
			{Name: "a", Entries: dwarftest.U8(2, 6)}, {Name: "main", Entries: dwarftest.U8(1, 1, 9, 0, 0, 0)}}},
		{Format: dwarftest.Format{Wide: true}, LocalTypes: []uint64{3}, Abbrevs: nameAbbrevs(), Names: []dwarftest.IndexedName{
			{Name: "T", Entries: dwarftest.U8(3, 0, 9, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8)}}},
	} {
		f.Add(index.Bytes(b), b.Sections()[".debug_str"], "main")
	}
	f.Fuzz(func(t *testing.T, names, str []byte, name string) {
		all, _ := (&dwarf.Sections{Names: names, Str: str}).ReadNames()
		for _, n := range all {
			visit := func(e dwarf.NameEntry) bool { return true }
			_ = n.Lookup(name, visit)
			_ = n.Units()
			for i := range min(n.NumNames(), 50) {
				if s, err := n.Name(i); err == nil {
					_ = n.Lookup(s, visit)
				}
				_, _ = n.Entries(i, visit)
			}
		}
	})
}

func FuzzPackage(f *testing.F) {
	for _, version := range []int{2, 5} {
		f.Add(dwarftest.PackageIndex{Version: version, Columns: []uint32{1, 2, 3, 4, 5, 6, 7, 8, 9}, Units: []dwarftest.PackageUnit{
			{Signature: 1, Parts: make([][2]uint32, 9)}, {Signature: 1<<32 | 1, Parts: make([][2]uint32, 9)}}}.Bytes(), []byte("a section"), uint64(1))
	}
	f.Fuzz(func(t *testing.T, index, section []byte, signature uint64) {
		s := &dwarf.Sections{CUIndex: index, TUIndex: index, Info: section, Types: section, Abbrev: section, Line: section, LocLists: section}
		for _, types := range []bool{false, true} {
			p, err := s.ReadPackageIndex(types)
			if p == nil {
				if err == nil && len(index) > 0 {
					t.Fatal("neither an index nor an error")
				}
				continue
			}
			_, _, _ = p.Find(signature)
			for _, signature := range p.Signatures() {
				unit, ok, err := p.Find(signature)
				if err == nil && ok && len(unit.Info) > len(section) {
					t.Fatal("more than there is")
				}
			}
		}
	})
}
