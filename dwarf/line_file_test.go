package dwarf_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/internal/dwarftest"
)

func TestLinePaths(t *testing.T) {
	for _, test := range []struct {
		version            int
		comp, dir0, dir1   string // dir0 is what version 5 has at index 0
		dir                uint64
		name, path, wantIn string // wantIn is the directory of the table
	}{
		{4, "/build", "", "lib", 0, "a.c", "/build/a.c", ""},
		{4, "/build", "", "lib", 1, "a.c", "/build/lib/a.c", "lib"},
		{4, "/build", "", "/usr/lib", 1, "a.c", "/usr/lib/a.c", "/usr/lib"},
		{4, "/build/", "", "lib/", 1, "a.c", "/build/lib/a.c", "lib/"},
		{4, "/build", "", "lib", 1, "/src/a.c", "/src/a.c", "lib"},
		{4, "/build", "", "./lib", 1, "././/a.c", "/build/lib/a.c", "./lib"},
		{4, "/build", "", ".", 1, "../a.c", "/build/../a.c", "."},
		{4, "", "", "lib", 1, "a.c", "lib/a.c", "lib"},
		{4, "", "", "lib", 0, "./a.c", "./a.c", ""},
		{4, ".", "", "lib", 1, "a.c", "./lib/a.c", "lib"},
		{4, `C:\build`, "", "lib", 1, "a.c", `C:\build\lib\a.c`, "lib"},
		{4, `C:\build\`, "", `.\lib`, 1, "a.c", `C:\build\lib\a.c`, `.\lib`},
		{4, `C:/build`, "", "lib", 1, "a.c", "C:/build/lib/a.c", "lib"},
		{4, "/build", "", `D:\x`, 1, "a.c", `D:\x\a.c`, `D:\x`},
		{4, "/build", "", "lib", 1, `\\srv\share\a.c`, `\\srv\share\a.c`, "lib"},
		{4, `\\srv\share`, "", "lib", 0, "a.c", `\\srv\share\a.c`, ""},
		{4, "/build", "", "lib", 1, `odd\name.c`, `/build/lib/odd\name.c`, "lib"},
		{5, "/build", "/build", "lib", 0, "a.c", "/build/a.c", "/build"},
		{5, "/build", "/build", "lib", 1, "a.c", "/build/lib/a.c", "lib"},
		{5, "", "/build", "lib", 1, "a.c", "/build/lib/a.c", "lib"},
		{5, "", "/build", "/usr", 1, "a.c", "/usr/a.c", "/usr"},
		{5, "src", "src", "lib", 0, "a.c", "src/a.c", "src"},
		{5, "src", "src", "lib", 1, "a.c", "src/lib/a.c", "lib"},
		{5, "/build", "src", "lib", 0, "a.c", "/build/src/a.c", "src"},
		{5, "./build", "./build", "lib", 0, "./a.c", "./build/a.c", "./build"},
	} {
		table := dwarftest.LineTable{Format: dwarftest.Format{Version: test.version}, Dirs: []string{test.dir1}}
		table.Files = []dwarftest.LineFile{{Name: "x"}, {Name: test.name, Dir: test.dir}}
		if test.version == 5 {
			table.Dirs = []string{test.dir0, test.dir1}
		}
		h, err := dwarf.ReadLineHeader(&dwarf.Sections{Line: table.Bytes()}, 0, test.comp, "", nil)
		if err != nil {
			t.Errorf("%+v: %v", test, err)
			continue
		}
		f, err := h.File(h.FirstFile() + 1)
		if err != nil || f.Path != test.path || f.Name != test.name || f.Dir != test.wantIn {
			t.Errorf("%+v: %+v, %v", test, f, err)
		}
	}
}

func TestLineFilesOfVersion5(t *testing.T) {
	for _, wide := range []bool{false, true} {
		b := dwarftest.New(dwarftest.Format{Version: 5, Wide: wide})
		table := dwarftest.LineTable{Format: b.Format, LineStr: b, Dirs: []string{"/build", "lib"}, Files: []dwarftest.LineFile{
			{Name: "a.c", MD5: []byte("0123456789abcdef"), Source: "int a;\n"},
			{Name: "b.h", Dir: 1, MD5: []byte("fedcba9876543210")},
		}}
		b.Add(".debug_line", table.Bytes())
		h, err := dwarf.ReadLineHeader(sectionsOf(b), 0, "/build", "a.c", nil)
		if err != nil {
			t.Fatal(err)
		}
		if h.NumFiles() != 2 || h.Version != 5 || h.Wide != wide {
			t.Errorf("header of %d files, version %d", h.NumFiles(), h.Version)
		}
		a, err := h.File(0)
		if err != nil || a.Path != "/build/a.c" || !a.HasMD5 || string(a.MD5[:]) != "0123456789abcdef" || !a.HasSource || a.Source != "int a;\n" {
			t.Errorf("%+v, %v", a, err)
		}
		f, err := h.File(1)
		if err != nil || f.Path != "/build/lib/b.h" || string(f.MD5[:]) != "fedcba9876543210" || f.HasSource {
			t.Errorf("%+v, %v", f, err)
		}
		_, err = h.File(2)
		checkError(t, err, ".debug_line", "file 2 of a table of 2")
		_, err = h.File(dwarf.NoFile)
		checkError(t, err, ".debug_line", "65535")
		_, err = h.File(1 << 63)
		checkError(t, err, ".debug_line", "beyond")
	}
}

// TestLineFileIndex0 is about files before version 5, which count from 1.
func TestLineFileIndex0(t *testing.T) {
	table := dwarftest.LineTable{Format: dwarftest.Format{Version: 4}, Files: []dwarftest.LineFile{{Name: "a.c"}}}
	s := &dwarf.Sections{Line: table.Bytes()}
	h, err := dwarf.ReadLineHeader(s, 0, "/build", "main.c", nil)
	if err != nil {
		t.Fatal(err)
	}
	if f, err := h.File(0); err != nil || f.Path != "/build/main.c" {
		t.Errorf("%+v, %v", f, err)
	}
	if f, err := h.File(1); err != nil || f.Path != "/build/a.c" || h.FirstFile() != 1 {
		t.Errorf("%+v, %v", f, err)
	}
	if h, err = dwarf.ReadLineHeader(s, 0, "/build", "", nil); err != nil {
		t.Fatal(err)
	}
	_, err = h.File(0)
	checkError(t, err, ".debug_line", "file 0")
}

func TestDefineFile(t *testing.T) {
	f := dwarftest.Format{Version: 4}
	p := dwarftest.NewProgram(f).Address(0x10).
		Extended(3, dwarftest.Str("b.c"), dwarftest.U(1), dwarftest.U8(0, 0)).
		Op(4, dwarftest.U(2)).Row(0x10, 1, 1).End(0x11)
	table := dwarftest.LineTable{Format: f, Dirs: []string{"lib"}, Files: []dwarftest.LineFile{{Name: "a.c"}}, Program: p.Bytes()}
	h, err := dwarf.ReadLineHeader(&dwarf.Sections{Line: table.Bytes()}, 0, "/x", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := h.ReadRows(nil)
	if err != nil {
		t.Fatal(err)
	}
	if f, err := rows.File(uint64(rows.Row(0).File)); err != nil || f.Path != "/x/lib/b.c" || rows.NumFiles() != 2 {
		t.Errorf("%+v, %v", f, err)
	}
	if h.NumFiles() != 1 {
		t.Error("the header was changed")
	}
}

// headerOf5 is a header of version 5 with tables of directories and files as given.
func headerOf5(tables ...[]byte) *dwarf.Sections {
	f := dwarftest.Format{Version: 5}
	fields := dwarftest.Cat(dwarftest.U8(1, 1, 1, 0xfb, 14, 13, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1), dwarftest.Cat(tables...))
	return &dwarf.Sections{Line: f.Length(dwarftest.U16(5), dwarftest.U8(4, 0), dwarftest.U32(uint32(len(fields))), fields),
		Str: []byte("zero\x00one\x00endless"), LineStr: []byte("line\x00")}
}

func TestLineFileForms(t *testing.T) {
	strs := func(index uint64) (string, error) {
		if index > 1000 {
			return "", errors.New("no such string")
		}
		return fmt.Sprint("string", index), nil
	}
	dirs := dwarftest.U8(1, 1, 8, 1, 'd', 0)
	entry := func(form int, value ...byte) []byte { // a path of a form, a directory as DW_FORM_data1
		return dwarftest.Cat(dwarftest.U8(2, 2, 0x0b, 1), dwarftest.U(form), dwarftest.U8(1, 0), value)
	}
	extra := func(form int, value ...byte) []byte { // a field of an unknown content type before the path
		return dwarftest.Cat(dwarftest.U8(2), dwarftest.U(0x2345), dwarftest.U(form), dwarftest.U8(1, 8, 1), value, dwarftest.Str("name"))
	}
	for _, test := range []struct {
		files []byte
		name  string
		err   string
		where string
	}{
		{files: entry(0x08, 'x', 0), name: "x"},
		{files: entry(0x0e, 5, 0, 0, 0), name: "one"},
		{files: entry(0x1f, 1, 0, 0, 0), name: "ine"},
		{files: entry(0x1a, 0x81, 1), name: "string129"},
		{files: entry(0x25, 200), name: "string200"},
		{files: entry(0x26, 1, 2), name: "string513"},
		{files: entry(0x27, 3, 0, 0), name: "string3"},
		{files: entry(0x28, 4, 0, 0, 0), name: "string4"},
		{files: entry(0x28, 4, 0, 0, 1), err: "no such string"},
		{files: entry(0x0e, 9, 0, 0, 0), err: "string without end", where: ".debug_str"},
		{files: entry(0x1f, 9, 0, 0, 0), err: "beyond the end", where: ".debug_line_str"},
		{files: entry(0x0b, 1), err: "string of form 0xb", where: ".debug_line"},
		{files: extra(0x0f, 0x80, 1), name: "name"},
		{files: extra(0x0d, 0x80, 1), name: "name"},
		{files: extra(0x0b, 1), name: "name"},
		{files: extra(0x05, 1, 2), name: "name"},
		{files: extra(0x06, 1, 2, 3, 4), name: "name"},
		{files: extra(0x07, 1, 2, 3, 4, 5, 6, 7, 8), name: "name"},
		{files: extra(0x1e, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8), name: "name"},
		{files: extra(0x09, 2, 1, 1), name: "name"},
		{files: extra(0x0a, 2, 1, 1), name: "name"},
		{files: extra(0x03, 2, 0, 1, 1), name: "name"},
		{files: extra(0x04, 2, 0, 0, 0, 1, 1), name: "name"},
	} {
		h, err := dwarf.ReadLineHeader(headerOf5(dirs, test.files), 0, "", "", strs)
		if err != nil {
			t.Errorf("%x: %v", test.files, err)
			continue
		}
		f, err := h.File(0)
		switch {
		case test.err == "" && (err != nil || f.Name != test.name || f.Path != "d/"+test.name):
			t.Errorf("%x: %+v, %v; want %s", test.files, f, err, test.name)
		case test.where != "":
			checkError(t, err, test.where, test.err)
		case test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)):
			t.Errorf("%x: error %v, want one that says %s", test.files, err, test.err)
		}
	}
}

func TestLineHeaderErrors(t *testing.T) {
	good := dwarftest.LineTable{Format: dwarftest.Format{Version: 4}, Files: []dwarftest.LineFile{{Name: "a.c"}}}
	changed := func(at int, b byte) *dwarf.Sections {
		line := good.Bytes()
		line[at] = b
		return &dwarf.Sections{Line: line}
	}
	noDirs, noFiles := dwarftest.U8(0, 0), dwarftest.U8(0, 0)
	for _, test := range []struct {
		s   *dwarf.Sections
		off uint64
		err string
	}{
		{&dwarf.Sections{}, 0, "unexpected end"},
		{&dwarf.Sections{Line: good.Bytes()}, 1 << 40, "beyond the end"},
		{&dwarf.Sections{Line: good.Bytes()[:20]}, 0, "left in the section"},
		{changed(4, 1), 0, "version 1"},
		{changed(4, 6), 0, "version 6"},
		{changed(7, 1), 0, "left in the table"},
		{changed(14, 0), 0, "line range of 0"},
		{changed(15, 0), 0, "opcode is 0"},
		{changed(16, 1), 0, "opcode 1 with 1 operands instead of 0"},
		{changed(15, 200), 0, "unexpected end"},
		{headerOf5(noDirs, dwarftest.U8(0), dwarftest.U(1<<40)), 0, "files without names"},
		{headerOf5(noDirs, dwarftest.U8(1, 2, 0x0b), dwarftest.U(3)), 0, "3 files without names"},
		{headerOf5(dwarftest.U8(1, 1, 8), dwarftest.U(1<<40), noFiles), 0, "directories in"},
		{headerOf5(noDirs, dwarftest.U8(1, 1, 0x55, 1, 0)), 0, "form 0x55"},
		{headerOf5(noDirs, dwarftest.U8(1, 1), dwarftest.U(0x10008), dwarftest.U8(1, 0)), 0, "form 0xffff"},
		{headerOf5(noDirs, dwarftest.U8(1, 1, 8, 1, 'a')), 0, "string without end"},
		{headerOf5(noDirs), 0, "unexpected end"},
	} {
		_, err := dwarf.ReadLineHeader(test.s, test.off, "", "", nil)
		checkError(t, err, ".debug_line", test.err)
	}
	noTable := headerOf5(noDirs, dwarftest.U8(1, 1, 0x25, 1, 0))
	h, err := dwarf.ReadLineHeader(noTable, 0, "", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.File(0)
	checkError(t, err, ".debug_line", "no table of strings")
	old := dwarftest.LineTable{Format: dwarftest.Format{Version: 4}, Files: []dwarftest.LineFile{{Name: "a.c", Dir: 3}}}
	if h, err = dwarf.ReadLineHeader(&dwarf.Sections{Line: old.Bytes()}, 0, "", "", nil); err != nil {
		t.Fatal(err)
	}
	f, err := h.File(1)
	if checkError(t, err, ".debug_line", "directory 3 of a table of 0"); f.Name != "a.c" || f.Path != "" {
		t.Errorf("%+v", f)
	}
}

// TestLineMemory reads tables that claim or repeat much in few bytes.
func TestLineMemory(t *testing.T) {
	f := dwarftest.Format{Version: 4}
	rows := dwarftest.NewProgram(f).Address(0x10)
	for range 1 << 16 {
		rows.Op(1)
	}
	rows.End(0x11)
	table := dwarftest.LineTable{Format: f, Program: rows.Bytes()}
	s := &dwarf.Sections{Line: table.Bytes()}
	got, err := readLineTable(s, 0, "", "", nil)
	if err != nil || got.NumRows() != 1<<16+1 {
		t.Fatalf("%d rows, %v", got.NumRows(), err)
	}
	long := bytes.Repeat([]byte{'x'}, 1<<20)
	files := bytes.Repeat([]byte{0, 0, 0, 0}, 1<<16) // all have one name of 1 MiB
	header := headerOf5(dwarftest.U8(0, 0), dwarftest.U8(1, 1, 0x1f), dwarftest.U(1<<16), files)
	header.LineStr = long
	allocated := testing.AllocsPerRun(1, func() {
		if _, err := dwarf.ReadLineHeader(header, 0, "", "", nil); err != nil {
			t.Error(err)
		}
	})
	if allocated > 20 {
		t.Errorf("%v allocations for a header", allocated)
	}
}
