package dwarftest_test

import (
	"debug/dwarf"
	"testing"

	"github.com/wdbg/wdbg/internal/dwarftest"
)

// open reads sections with Go's debug/dwarf.
func open(t *testing.T, b *dwarftest.Builder) *dwarf.Data {
	t.Helper()
	s := b.Sections()
	d, err := dwarf.New(s[".debug_abbrev"], nil, nil, s[".debug_info"], s[".debug_line"], nil, s[".debug_ranges"], s[".debug_str"])
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".debug_addr", ".debug_line_str", ".debug_str_offsets", ".debug_rnglists"} {
		if err := d.AddSection(name, s[name]); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestEntries(t *testing.T) {
	for _, f := range []dwarftest.Format{{Version: 4}, {Version: 5}, {Version: 5, Wide: true}, {Version: 4, AddrSize: 8}} {
		b := dwarftest.New(f)
		b.Unit(dwarftest.Header{}, dwarftest.Entry(0x11, dwarftest.A(0x03, 0x08, "first")))
		program := dwarftest.NewProgram(f).Address(0x10).Row(0x10, 3, 4).Row(0x18, 300, 0).End(0x20)
		line := b.Add(".debug_line", dwarftest.LineTable{Format: f, LineStr: b, Dirs: []string{"/src"}, Files: []dwarftest.LineFile{{Name: "/src/a.c"}, {Name: "/src/b.c"}}, Program: program.Bytes()}.Bytes())
		integer := dwarftest.Entry(0x24, dwarftest.A(0x03, 0x0e, "int"), dwarftest.A(0x0b, 0x0b, 4))
		root := dwarftest.Entry(0x11, dwarftest.A(0x03, 0x0e, "second"), dwarftest.A(0x10, 0x17, line), dwarftest.A(0x11, 0x01, 0x10))
		variable := dwarftest.Entry(0x34, dwarftest.A(0x03, 0x08, "x"), dwarftest.A(0x49, 0x13, integer), dwarftest.A(0x02, 0x18, []byte{0x91, 0x7f}), dwarftest.A(0x3f, 0x19, nil))
		if f.Version == 5 {
			root.Attrs = append(root.Attrs, dwarftest.A(0x72, 0x17, dwarftest.StrOffsetsBase), dwarftest.A(0x73, 0x17, dwarftest.AddrBase))
			variable.Attrs = append(variable.Attrs, dwarftest.A(0x6e, 0x25, "_x"), dwarftest.A(0x52, 0x1b, 0x1234), dwarftest.A(0x3b, 0x21, -7))
		}
		b.Unit(dwarftest.Header{}, root.With(dwarftest.Entry(0x2e, dwarftest.A(0x31, 0x10, variable)).With(variable), integer))
		checkEntries(t, f, open(t, b), root, integer, variable)
	}
}

func checkEntries(t *testing.T, f dwarftest.Format, d *dwarf.Data, root, integer, variable *dwarftest.DIE) {
	t.Helper()
	var found []*dwarf.Entry
	for r := d.Reader(); ; {
		e, err := r.Next()
		if err != nil {
			t.Fatalf("%+v: %v", f, err)
		}
		if e == nil {
			break
		}
		if e.Tag != 0 {
			found = append(found, e)
		}
	}
	if len(found) != 5 {
		t.Fatalf("%+v: %d entries", f, len(found))
	}
	for i, want := range []*dwarftest.DIE{root, nil, variable, integer} {
		if e := found[i+1]; want != nil && (uint64(e.Offset) != want.Off || uint64(e.Tag) != want.Tag) {
			t.Errorf("%+v: entry at %#x, want %#x", f, e.Offset, want.Off)
		}
	}
	x := found[3]
	if x.Val(dwarf.AttrName) != "x" || x.Val(dwarf.AttrType) != dwarf.Offset(integer.Off) || x.Val(dwarf.AttrExternal) != true ||
		string(x.Val(dwarf.AttrLocation).([]byte)) != "\x91\x7f" {
		t.Errorf("%+v: %v", f, x)
	}
	if f.Version == 5 && (x.Val(dwarf.AttrLinkageName) != "_x" || x.Val(dwarf.AttrEntrypc) != uint64(0x1234) || x.Val(dwarf.AttrDeclLine) != int64(-7)) {
		t.Errorf("%+v: %v", f, x)
	}
	if found[2].Val(dwarf.AttrAbstractOrigin) != dwarf.Offset(variable.Off) {
		t.Errorf("%+v: %v", f, found[2])
	}
	checkLines(t, d, found[1])
}

func checkLines(t *testing.T, d *dwarf.Data, unit *dwarf.Entry) {
	t.Helper()
	lines, err := d.LineReader(unit)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		addr         uint64
		line, column int
		end          bool
	}{{0x10, 3, 4, false}, {0x18, 300, 0, false}, {0x20, 300, 0, true}} {
		var e dwarf.LineEntry
		if err := lines.Next(&e); err != nil {
			t.Fatal(err)
		}
		if e.Address != want.addr || e.Line != want.line || e.Column != want.column || e.EndSequence != want.end {
			t.Errorf("%+v, want %+v", e, want)
		}
	}
}

func TestLists(t *testing.T) {
	f := dwarftest.Format{Version: 5}
	b := dwarftest.New(f)
	base := b.Add(".debug_rnglists", f.ListTable(dwarftest.U8(4, 1, 2, 0), dwarftest.U8(4, 3, 9, 0))) + f.ListsHeader()
	b.Unit(dwarftest.Header{}, dwarftest.Entry(0x11, dwarftest.A(0x11, 0x01, 0x100), dwarftest.A(0x74, 0x17, base), dwarftest.A(0x55, 0x23, 1)))
	d := open(t, b)
	e, err := d.Reader().Next()
	if err != nil {
		t.Fatal(err)
	}
	ranges, err := d.Ranges(e)
	if err != nil || len(ranges) != 1 || ranges[0] != [2]uint64{0x103, 0x109} {
		t.Errorf("%x, %v", ranges, err)
	}
}
