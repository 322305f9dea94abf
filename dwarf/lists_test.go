package dwarf_test

import (
	stddwarf "debug/dwarf"
	"fmt"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/internal/dwarftest"
)

// listParams returns what lists of a format depend on, with a few addresses: 0x100, 0x200, a tombstone, 0x300.
func listParams(f dwarftest.Format, base uint64) dwarf.ListParams {
	size := max(f.AddrSize, 4)
	tombstone := uint64(1)<<(8*size-1)<<1 - 1
	addr := f.AddrTable(0x100, 0x200, tombstone, 0x300)
	return dwarf.ListParams{Version: f.Version, AddrSize: size, Wide: f.Wide, Base: base, Addr: addr, AddrBase: uint64(len(addr) - 4*size)}
}

func rangesOf(s *dwarf.Sections, off uint64, p dwarf.ListParams) (string, error) {
	var spans []string
	err := s.RangeList(off, &p, func(lo, hi uint64) bool {
		spans = append(spans, fmt.Sprintf("%x-%x", lo, hi))
		return true
	})
	return strings.Join(spans, " "), err
}

func TestOldRanges(t *testing.T) {
	for _, test := range []struct {
		name  string
		base  uint64
		pairs []uint64 // -1 is the greatest address of the size
		want  string
		err   string
	}{
		{"offsets", 0x100, []uint64{1, 2, 0, 0x10, 0, 0}, "101-102 100-110", ""},
		{"addresses", 0, []uint64{0x10, 0x20, 0x30, 0x40, 0, 0, 1, 2}, "10-20 30-40", ""},
		{"another base", 0x100, []uint64{1, 2, ^uint64(0), 0x500, 1, 2, ^uint64(0), 0, 7, 8, 0, 0}, "101-102 501-502 7-8", ""},
		{"empty ranges", 0x100, []uint64{3, 3, 1, 2, 0, 0}, "101-102", ""},
		{"dropped code", 0, []uint64{^uint64(1), ^uint64(1), ^uint64(1), 0x10, 0, 0x10, 0x20, 0x21, 0, 0}, "20-21", ""},
		{"a base that was dropped", 0, []uint64{^uint64(0), ^uint64(1), 1, 2, ^uint64(0), ^uint64(0), 3, 4, ^uint64(0), 0x10, 5, 6, 0, 0}, "15-16", ""},
		{"a unit that was dropped", ^uint64(0), []uint64{1, 2, ^uint64(0), 0x10, 5, 6, 0, 0}, "15-16", ""},
		{"an end that was dropped", 0, []uint64{0x10, ^uint64(0), 0x20, 0x21, 0, 0}, "20-21", ""},
		{"an end before the beginning", 0, []uint64{0x10, 0x20, 0x30, 0x2f, 0x40, 0x41, 0, 0}, "10-20", "ends at 0x2f"},
		{"an end beyond all addresses", 0x100, []uint64{1, 2, 3, ^uint64(1) - 0x10, 0, 0}, "101-102", "range from 0x3"},
		{"no end of the list", 0x100, []uint64{1, 2}, "101-102", "unexpected end"},
	} {
		for _, f := range []dwarftest.Format{{Version: 4}, {Version: 2, AddrSize: 8}} {
			p := listParams(f, test.base)
			if f.AddrSize == 0 {
				p.Base = uint64(uint32(test.base))
			}
			s := &dwarf.Sections{Ranges: dwarftest.Cat(dwarftest.U8(1, 2, 3), f.Addrs(test.pairs...))}
			got, err := rangesOf(s, 3, p)
			if got != test.want {
				t.Errorf("%s: %s, want %s", test.name, got, test.want)
			}
			checkError(t, err, ".debug_ranges", test.err)
		}
	}
}

func TestRanges(t *testing.T) {
	for _, f := range []dwarftest.Format{{Version: 5}, {Version: 5, AddrSize: 8}, {Version: 5, Wide: true}} {
		cat, u, k := dwarftest.Cat, dwarftest.U[int], dwarftest.U8
		tombstone, end := f.Addr(^uint64(0)), k(0)
		for _, test := range []struct {
			name string
			base uint64
			list []byte
			want string
			err  string
		}{
			{"offset pairs", 0x40, cat(k(4), u(1), u(2), k(4), u(0), u(0x80), k(4), u(3), u(3), end), "41-42 40-c0", ""},
			{"base by index", 0, cat(k(1), u(1), k(4), u(1), u(2), k(1), u(2), k(4), u(1), u(2), k(1), u(3), k(4), u(0), u(2), end), "201-202 300-302", ""},
			{"base", 0, cat(k(5), f.Addr(0x1000), k(4), u(1), u(2), k(5), tombstone, k(4), u(1), u(2), end), "1001-1002", ""},
			{"addresses by index", 0, cat(k(2), u(0), u(1), k(2), u(2), u(2), k(2), u(1), u(3), end), "100-200 200-300", ""},
			{"address by index and length", 7, cat(k(3), u(0), u(0x90), k(3), u(2), u(0x90), k(3), u(1), u(0), end), "100-190", ""},
			{"addresses", 7, cat(k(6), f.Addrs(0x10, 0x20), k(6), tombstone, tombstone, k(6), f.Addrs(0, 5), end), "10-20", ""},
			{"address and length", 7, cat(k(7), f.Addr(0x10), u(0x200), k(7), tombstone, u(0x200), k(7), f.Addr(0), u(1), end), "10-210", ""},
			{"a unit that was dropped", 1<<(8*max(f.AddrSize, 4)-1)<<1 - 1, cat(k(4), u(1), u(2), k(3), u(0), u(1), end), "100-101", ""},
			{"an unknown kind", 1, cat(k(4), u(1), u(2), k(8)), "2-3", "unknown kind of range 0x08"},
			{"no end", 1, cat(k(4), u(1), u(2)), "2-3", "unexpected end"},
			{"length beyond all addresses", 1, cat(k(7), f.Addr(0x10), dwarftest.U(^uint64(0)), end), "", "range of 0xffffffffffffffff bytes"},
		} {
			s := &dwarf.Sections{RngLists: cat(k(9), test.list)}
			got, err := rangesOf(s, 1, listParams(f, test.base))
			if got != test.want {
				t.Errorf("%s: %s, want %s", test.name, got, test.want)
			}
			checkError(t, err, ".debug_rnglists", test.err)
		}
		for _, index := range []uint64{4, 1 << 40, 1<<64 - 1} {
			s := &dwarf.Sections{RngLists: cat(k(1), dwarftest.U(index), k(0))}
			_, err := rangesOf(s, 0, listParams(f, 0))
			if err == nil {
				t.Errorf("no error about address %d", index)
			}
		}
	}
}

func TestListIndices(t *testing.T) {
	for _, f := range []dwarftest.Format{{Version: 5}, {Version: 5, Wide: true}} {
		lists := f.ListTable(dwarftest.Cat(dwarftest.U8(4, 1, 2, 0)), dwarftest.Cat(dwarftest.U8(4, 3, 9, 0)))
		p := listParams(f, 0x10)
		p.ListsBase = 100 + f.ListsHeader()
		s := &dwarf.Sections{RngLists: dwarftest.Cat(make([]byte, 100), lists), LocLists: lists, DWO: true}
		off, err := s.RnglistxOffset(1, &p)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := rangesOf(s, off, p); got != "13-19" || err != nil {
			t.Errorf("list 1 is %s, %v", got, err)
		}
		p.ListsBase = 0 // a split unit
		split := &dwarf.Sections{RngLists: lists, DWO: true}
		if off, err = split.RnglistxOffset(0, &p); err != nil {
			t.Fatal(err)
		}
		if got, err := rangesOf(split, off, p); got != "11-12" || err != nil {
			t.Errorf("list 0 is %s, %v", got, err)
		}
		if l, err := s.LoclistxOffset(0, &p); l != off || err != nil {
			t.Errorf("location list 0 is at %#x, %v", l, err)
		}
		_, err = split.RnglistxOffset(1<<40, &p)
		checkError(t, err, ".debug_rnglists", "of a table of 2")
		_, err = s.LoclistxOffset(2, &p)
		checkError(t, err, ".debug_loclists", "list 2 of a table of 2")
		_, err = (&dwarf.Sections{LocLists: lists}).LoclistxOffset(0, &p)
		checkError(t, err, ".debug_loclists", "no table of lists")
		p.ListsBase = 1 << 40
		_, err = s.LoclistxOffset(0, &p)
		checkError(t, err, ".debug_loclists", "beyond the end")
	}
}

// TestVisitStops stops visits of lists, and checks that they take no memory.
func TestVisitStops(t *testing.T) {
	f := dwarftest.Format{Version: 5}
	lists := dwarftest.U8(4, 1, 2, 4, 3, 4, 4, 5, 6, 0)
	locations := dwarftest.U8(4, 1, 2, 0, 4, 3, 4, 0, 4, 5, 6, 0, 0)
	s := &dwarf.Sections{RngLists: lists, LocLists: locations}
	p := listParams(f, 0x10)
	n, m := 0, 0
	allocated := testing.AllocsPerRun(10, func() {
		n, m = 0, 0
		_ = s.RangeList(0, &p, func(lo, hi uint64) bool { n++; return n < 2 })
		_ = s.LocationList(0, &p, func(lo, hi uint64, expr []byte, isDefault bool) bool { m++; return m < 2 })
	})
	if n != 2 || m != 2 || allocated != 0 {
		t.Errorf("%d ranges, %d locations, %v allocations", n, m, allocated)
	}
}

// TestRangesAsStandardLibrary compares the ranges of all entries with what Go's debug/dwarf reads.
func TestRangesAsStandardLibrary(t *testing.T) {
	for _, path := range modules(t) {
		sections := customSections(t, path)
		if sections[".debug_info"] == nil {
			continue
		}
		std := standard(t, sections)
		ranges := 0
		for _, u := range open(t, path).Units() {
			root, err := u.Root()
			if err != nil {
				t.Fatal(err)
			}
			r := std.Reader()
			r.Seek(stddwarf.Offset(root.Off))
			if _, err := r.Next(); err != nil { // so that it knows the unit's bases
				t.Fatal(err)
			}
			for s := root.Scan(); s.Next(); {
				if v := s.Attr(dwarf.AttrRanges); v.Present() {
					ranges += compareRanges(t, path, u, &s.Entry, std)
				}
			}
		}
		t.Logf("%s: %d ranges", path, ranges)
	}
}

func compareRanges(t *testing.T, path string, u *dwarf.Unit, e *dwarf.Entry, std *stddwarf.Data) (n int) {
	t.Helper()
	r := std.Reader()
	r.Seek(stddwarf.Offset(e.Off))
	entry, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	pairs, err := std.Ranges(entry)
	if err != nil {
		t.Fatalf("%s: the standard library: %v", path, err)
	}
	var want, got []string
	for _, p := range pairs {
		if p[0] != 0 && p[0] != p[1] && p[0] < 1<<32-2 { // beyond are tombstones, also with something added
			want = append(want, fmt.Sprintf("%x-%x", p[0], p[1]))
		}
	}
	if err := u.Ranges(e, func(lo, hi uint64) bool { got = append(got, fmt.Sprintf("%x-%x", lo, hi)); return true }); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("%s: ranges of the entry at %#x are %v, want %v", path, e.Off, got, want)
	}
	return len(got)
}

// standard opens sections with Go's debug/dwarf.
func standard(t *testing.T, sections map[string][]byte) *stddwarf.Data {
	t.Helper()
	std, err := stddwarf.New(sections[".debug_abbrev"], nil, nil, sections[".debug_info"], sections[".debug_line"], nil,
		sections[".debug_ranges"], sections[".debug_str"])
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".debug_addr", ".debug_line_str", ".debug_str_offsets", ".debug_rnglists"} {
		if err := std.AddSection(name, sections[name]); err != nil {
			t.Fatal(err)
		}
	}
	return std
}
