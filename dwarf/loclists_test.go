package dwarf_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/internal/dwarftest"
)

func locationsOf(s *dwarf.Sections, off uint64, p dwarf.ListParams) (string, error) {
	var spans []string
	err := s.LocationList(off, &p, func(lo, hi uint64, expr []byte, isDefault bool) bool {
		span := fmt.Sprintf("%x-%x:%s", lo, hi, expr)
		if isDefault {
			span = "default:" + string(expr)
		}
		spans = append(spans, span)
		return true
	})
	return strings.Join(spans, " "), err
}

func TestOldLocations(t *testing.T) {
	for _, f := range []dwarftest.Format{{Version: 4}, {Version: 3, AddrSize: 8}} {
		at := func(lo, hi uint64, expr string) []byte {
			return dwarftest.Cat(f.Addrs(lo, hi), dwarftest.U16(uint16(len(expr))), []byte(expr))
		}
		base := func(a uint64) []byte { return f.Addrs(^uint64(0), a) }
		end := f.Addrs(0, 0)
		for _, test := range []struct {
			name string
			list []byte
			want string
			err  string
		}{
			{"offsets", dwarftest.Cat(at(1, 2, "ab"), at(0, 0x10, ""), at(2, 3, "c"), end, at(8, 9, "x")), "101-102:ab 100-110: 102-103:c", ""},
			{"another base", dwarftest.Cat(base(0x200), at(1, 2, "a"), base(^uint64(0)), at(1, 2, "b"), base(0), at(1, 2, "c"), end), "201-202:a 1-2:c", ""},
			{"dropped and empty", dwarftest.Cat(at(^uint64(1), ^uint64(1), "a"), at(4, 4, "b"), at(5, 6, "c"), end), "105-106:c", ""},
			{"expression cut off", dwarftest.Cat(at(1, 2, "ab"), at(1, 2, "abc")[:2*max(f.AddrSize, 4)+3]), "101-102:ab", "unexpected end"},
			{"no end", at(1, 2, "ab"), "101-102:ab", "unexpected end"},
			{"backwards", dwarftest.Cat(at(2, 1, "ab"), end), "", "before it begins"},
		} {
			got, err := locationsOf(&dwarf.Sections{Loc: dwarftest.Cat([]byte("xxx"), test.list)}, 3, listParams(f, 0x100))
			if got != test.want {
				t.Errorf("%s: %s, want %s", test.name, got, test.want)
			}
			checkError(t, err, ".debug_loc", test.err)
		}
	}
}

func TestLocations(t *testing.T) {
	for _, f := range []dwarftest.Format{{Version: 5}, {Version: 5, AddrSize: 8}, {Version: 5, Wide: true}} {
		cat, u, k := dwarftest.Cat, dwarftest.U[int], dwarftest.U8
		expr := func(s string) []byte { return dwarftest.Block([]byte(s)) }
		tombstone, end := f.Addr(^uint64(0)), k(0)
		for _, test := range []struct {
			name string
			list []byte
			want string
			err  string
		}{
			{"offset pairs", cat(k(4), u(1), u(2), expr("ab"), k(4), u(0), u(9), expr(""), end, k(1)), "41-42:ab 40-49:", ""},
			{"base by index", cat(k(1), u(1), k(4), u(1), u(2), expr("a"), k(1), u(2), k(4), u(1), u(2), expr("b"), end), "201-202:a", ""},
			{"base", cat(k(6), f.Addr(0x1000), k(4), u(1), u(2), expr("a"), k(6), tombstone, k(4), u(1), u(2), expr("b"), end), "1001-1002:a", ""},
			{"addresses by index", cat(k(2), u(0), u(1), expr("a"), k(2), u(2), u(2), expr("b"), end), "100-200:a", ""},
			{"address by index and length", cat(k(3), u(0), u(0x90), expr("a"), k(3), u(2), u(0x90), expr("b"), end), "100-190:a", ""},
			{"addresses", cat(k(7), f.Addrs(0x10, 0x20), expr("a"), k(7), tombstone, tombstone, expr("b"), end), "10-20:a", ""},
			{"address and length", cat(k(8), f.Addr(0x10), u(0x200), expr("a"), k(8), tombstone, u(1), expr("b"), end), "10-210:a", ""},
			{"default", cat(k(5), expr("a"), k(4), u(1), u(2), expr("b"), end), "default:a 41-42:b", ""},
			{"view numbers", cat(k(9), u(200), u(1), k(4), u(1), u(2), expr("b"), end), "41-42:b", ""},
			{"an unknown kind", cat(k(4), u(1), u(2), expr("a"), k(10)), "41-42:a", "unknown kind of location 0x0a"},
			{"expression cut off", cat(k(4), u(1), u(2), expr("abc")[:2]), "", "unexpected end"},
			{"no end", cat(k(4), u(1), u(2), expr("a")), "41-42:a", "unexpected end"},
		} {
			got, err := locationsOf(&dwarf.Sections{LocLists: cat(k(9), test.list)}, 1, listParams(f, 0x40))
			if got != test.want {
				t.Errorf("%s: %s, want %s", test.name, got, test.want)
			}
			checkError(t, err, ".debug_loclists", test.err)
		}
	}
}

// TestSplitLocations is about .debug_loc.dwo before version 5.
func TestSplitLocations(t *testing.T) {
	cat, u, k, u32 := dwarftest.Cat, dwarftest.U[int], dwarftest.U8, dwarftest.U32
	expr := func(s string) []byte { return cat(dwarftest.U16(uint16(len(s))), []byte(s)) }
	for _, test := range []struct {
		name string
		list []byte
		want string
		err  string
	}{
		{"addresses by index", cat(k(2), u(0), u(1), expr("a"), k(2), u(2), u(2), expr("b"), k(0), k(1)), "100-200:a", ""},
		{"address by index and length", cat(k(3), u(0), u32(0x90), expr("a"), k(3), u(2), u32(0x90), expr("b"), k(0)), "100-190:a", ""},
		{"base and offsets", cat(k(1), u(1), k(4), u32(1), u32(0x300), expr("a"), k(1), u(2), k(4), u32(1), u32(2), expr("b"), k(0)), "201-500:a", ""},
		{"an unknown kind", cat(k(5), k(0)), "", "unknown kind of location 0x05"},
		{"no end", cat(k(3), u(0), u32(0x90), expr("a")), "100-190:a", "unexpected end"},
	} {
		got, err := locationsOf(&dwarf.Sections{Loc: test.list, DWO: true}, 0, listParams(dwarftest.Format{Version: 4}, 0))
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		checkError(t, err, ".debug_loc", test.err)
	}
}
