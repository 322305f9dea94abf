package dwarf_test

import (
	stddwarf "debug/dwarf"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/internal/dwarftest"
)

// readLineTable reads the header and the rows of a line table.
func readLineTable(s *dwarf.Sections, off uint64, compDir, unitName string, strs dwarf.StrOffsets) (*dwarf.LineTable, error) {
	h, err := dwarf.ReadLineHeader(s, off, compDir, unitName, strs)
	if err != nil {
		return nil, err
	}
	return h.ReadRows(nil)
}

// sectionsOf returns sections that were built.
func sectionsOf(b *dwarftest.Builder) *dwarf.Sections {
	s := &dwarf.Sections{}
	for name, data := range b.Sections() {
		s.Set(name, data)
	}
	return s
}

// rowsOf shows the rows of a table, a line for each sequence.
func rowsOf(t *dwarf.LineTable) string {
	var lines []string
	for _, s := range t.Sequences() {
		var rows []string
		for _, r := range t.Rows(s) {
			rows = append(rows, rowText(r))
		}
		lines = append(lines, fmt.Sprintf("%x-%x: %s", s.Start, s.End, strings.Join(rows, ", ")))
	}
	return strings.Join(lines, "\n")
}

// rowText shows a row: address, file:line:column, discriminator, flags.
func rowText(r dwarf.Row) string {
	text := fmt.Sprintf("%x %d:%d:%d", r.Addr, r.File, r.Line, r.Column)
	if r.Discriminator != 0 {
		text += fmt.Sprintf("#%d", r.Discriminator)
	}
	for i, flag := range "sbepg" {
		if r.Flags&(1<<i) != 0 {
			text += string(flag)
		}
	}
	return text
}

func TestLinePrograms(t *testing.T) {
	f4 := dwarftest.Format{Version: 4}
	f8 := dwarftest.Format{Version: 4, AddrSize: 8}
	program := dwarftest.NewProgram
	u := dwarftest.U[int]
	for _, test := range []struct {
		name    string
		table   dwarftest.LineTable
		program *dwarftest.Program
		want    string
		err     string
	}{
		{name: "standard opcodes",
			program: program(f4).Address(0x10).Op(7).Op(10).Row(0x12, 5, 3).Op(11).Op(6).Op(4, u(2)).Op(12, u(9)).Row(0x15, 4, 0).End(0x20),
			want:    "12-20: 12 1:5:3sbp, 15 2:4:0g, 20 2:4:0e"},
		{name: "special opcodes", // 13 + 5 + 1 is a line and no address; each 14 is an address
			program: program(f4).Address(0x10).Op(3, u(20)).Op(19).Op(13+14*3).Op(8).Op(255).Op(2, u(1)).Extended(1),
			want:    "10-36: 10 1:22:0s, 13 1:17:0s, 35 1:16:0s, 36 1:16:0se"},
		{name: "fixed advance",
			program: program(f4).Address(0x10).Op(1).Op(9, dwarftest.U16(0x1234)).Op(1).Op(2, u(1)).Extended(1),
			want:    "10-1245: 10 1:1:0s, 1244 1:1:0s, 1245 1:1:0se"},
		{name: "discriminators hold for one row",
			program: program(f4).Address(0x10).Extended(4, u(7)).Op(1).Op(1).Extended(4, u(1<<20)).Row(0x12, 1, 1).End(0x13),
			want:    "10-13: 10 1:1:0#7s, 10 1:1:0s, 12 1:1:1#65535s, 13 1:1:1se"},
		{name: "columns and files beyond 16 bits",
			program: program(f4).Address(0x10).Op(4, u(70000)).Row(0x10, 1, 70000).Row(0x11, 1, 65535).End(0x12),
			want:    "10-12: 10 65535:1:0s, 11 65535:1:65535s, 12 65535:1:65535se"},
		{name: "a line below 0 is none",
			program: program(f4).Address(0x10).Row(0x10, -2, 1).Row(0x11, 3, 1).End(0x12),
			want:    "10-12: 10 1:0:1s, 11 1:3:1s, 12 1:3:1se"},
		{name: "dropped code",
			program: program(f4).Address(0xffffffff).Row(0xffffffff, 1, 1).End(0x1_0000_0010).
				Address(0xfffffffe).Row(0xfffffffe, 1, 1).Extended(4, u(300)).Op(3, dwarftest.S(-9000)).Op(9, u(1), u(1)).End(0x1_0000_0010).
				Address(0).Row(0, 1, 1).End(0x10).
				Op(1).End(0x30).
				Address(0x40).Row(0x40, 8, 1).End(0x41),
			want: "40-41: 40 1:8:1s, 41 1:8:1se"},
		{name: "dropped code of 64 bits",
			program: program(f8).Address(1<<64-1).Row(1<<64-1, 1, 1).Extended(1).Address(0x40).Row(0x40, 8, 1).End(0x41),
			want:    "40-41: 40 1:8:1s, 41 1:8:1se"},
		{name: "dropped code within a sequence",
			program: program(f4).Address(0xffffffff).Row(0xffffffff, 2, 1).Address(0x40).Row(0x40, 8, 1).Address(0xffffffff).Row(0xffffffff, 1, 1).
				Address(0x50).Row(0x50, 9, 1).End(0x51),
			want: "40-51: 40 1:8:1s, 50 1:9:1s, 51 1:9:1se"},
		{name: "dropped code at the end of a sequence", // how far the last live row holds is not known
			program: program(f4).Address(0x40).Row(0x40, 8, 1).Row(0x42, 9, 1).Address(0xffffffff).Row(0xffffffff, 1, 1).End(0x1_0000_0000),
			want:    "40-42: 40 1:8:1s, 42 1:9:1se"},
		{name: "advance from 0 without an address",
			program: program(f4).Row(0x10, 1, 1).End(0x12),
			want:    "10-12: 10 1:1:1s, 12 1:1:1se"},
		{name: "empty sequences",
			program: program(f4).Address(0x10).End(0x10).Address(0x10).Row(0x10, 1, 1).End(0x10).Extended(1),
			want:    ""},
		{name: "sequences in another order",
			program: program(f4).Address(0x30).Row(0x30, 3, 0).End(0x31).Address(0x10).Row(0x10, 1, 0).End(0x11),
			want:    "10-11: 10 1:1:0s, 11 1:1:0se\n30-31: 30 1:3:0s, 31 1:3:0se"},
		{name: "rows in another order",
			program: program(f4).Address(0x30).Row(0x30, 3, 0).Address(0x10).Row(0x10, 1, 0).Row(0x10, 2, 0).Address(0x20).Row(0x20, 9, 0).End(0x40),
			want:    "10-40: 10 1:1:0s, 10 1:2:0s, 20 1:9:0s, 30 1:3:0s, 40 1:9:0se"},
		{name: "rows beyond the end", // how far they hold is not known
			program: program(f4).Address(0x30).Row(0x30, 3, 0).Address(0x10).Row(0x10, 1, 0).End(0x12),
			want:    "10-30: 10 1:1:0s, 30 1:3:0s, 30 1:1:0se"},
		{name: "addresses beyond 4 GiB",
			program: program(f8).Address(0x40).Row(0x40, 8, 1).End(0x41).Address(1<<32).Row(1<<32, 8, 1).End(1<<32+1).Address(0x50).Row(0x50, 8, 1).End(0x51),
			want:    "40-41: 40 1:8:1s, 41 1:8:1se\n50-51: 50 1:8:1s, 51 1:8:1se",
			err:     "addresses beyond 4 GiB"},
		{name: "long operands",
			program: program(f4).Address(0x10).Op(4, u(200)).Row(0x10, 3000, 300).Row(0x300, 100, 128).Op(4, u(20000)).Row(0x301, 70000, 20000).Row(0x70000, 5, 127).End(0x70010),
			want:    "10-70010: 10 200:3000:300s, 300 200:100:128s, 301 20000:70000:20000s, 70000 20000:5:127s, 70010 20000:5:127se"},
		{name: "unknown opcodes",
			table: dwarftest.LineTable{OpcodeBase: 16, Lengths: []uint8{0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1, 2, 0, 1}},
			program: program(f4).
				Address(0xffffffff).Op(13, u(1000), u(5)).Op(14).Extended(0x80, u(1), u(2)).Op(15, u(3)).Op(1).Extended(1).
				Address(0x10).Op(13, u(1000), u(5)).Op(14).Extended(0x80, u(1), u(2)).Op(15, u(3)).Op(0, u(0)).Op(1).Op(2, u(1)).Extended(1),
			want: "10-11: 10 1:1:0s, 11 1:1:0se"},
		{name: "an opcode base of version 2",
			table:   dwarftest.LineTable{Format: dwarftest.Format{Version: 2}, OpcodeBase: 10},
			program: program(f4).Address(0x10).Op(3, u(20)).Op(10).Op(12+14).Op(2, u(1)).Extended(1),
			want:    "10-12: 10 1:16:0s, 11 1:13:0s, 12 1:13:0se"},
		{name: "several operations in an instruction",
			table:   dwarftest.LineTable{MinInstLength: 4, MaxOps: 3},
			program: program(f4).Address(0x10).Op(2, u(2)).Op(1).Op(2, u(2)).Op(1).Op(9, dwarftest.U16(2)).Op(2, u(2)).Op(1).Op(2, u(1)).Extended(1),
			want:    "10-1a: 10 1:1:0s, 14 1:1:0s, 16 1:1:0s, 1a 1:1:0se"},
		{name: "statements by default",
			table:   dwarftest.LineTable{NotStmt: true},
			program: program(f4).Address(0x10).Op(1).Op(6).Op(1).Op(2, u(1)).Extended(1),
			want:    "10-11: 10 1:1:0, 10 1:1:0s, 11 1:1:0se"},
		{name: "no end of the last sequence",
			program: program(f4).Address(0x10).Op(1).Op(2, u(1)).Extended(1).Address(0x20).Op(1),
			want:    "10-11: 10 1:1:0s, 11 1:1:0se",
			err:     "no end"},
		{name: "an operand missing",
			program: program(f4).Address(0x10).Op(1).Op(2, u(1)).Extended(1).Op(5),
			want:    "10-11: 10 1:1:0s, 11 1:1:0se",
			err:     "unexpected end"},
		{name: "an address of 3 bytes",
			program: program(f4).Extended(2, u(1), u(2), u(3)).Op(1).Extended(1),
			err:     "address of 3 bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			table := test.table
			table.Files = []dwarftest.LineFile{{Name: "a.c"}}
			table.Program = test.program.Bytes()
			if table.Version == 0 {
				table.Version = 4
			}
			for _, wide := range []bool{false, true} {
				table.Wide = wide
				s := &dwarf.Sections{Line: dwarftest.Cat(dwarftest.U32(0x55), table.Bytes(), dwarftest.U32(1))}
				got, err := readLineTable(s, 4, "", "", nil)
				if got == nil {
					t.Fatal(err)
				}
				if text := rowsOf(got); text != test.want {
					t.Errorf("rows\n%s\nwant\n%s", text, test.want)
				}
				checkError(t, err, ".debug_line", test.err)
			}
		})
	}
}

// checkError checks that an error is one of a section and says something; "" stands for no error.
func checkError(t *testing.T, err error, section, says string) {
	t.Helper()
	var e *dwarf.Error
	switch {
	case says == "" && err == nil:
	case says == "":
		t.Errorf("unexpected error: %v", err)
	case err == nil:
		t.Errorf("no error, want one that says %q", says)
	case !errors.As(err, &e) || e.Section != section || !strings.Contains(e.Msg, says):
		t.Errorf("error %q, want one about %s that says %q", err, section, says)
	}
}

func TestLineLookup(t *testing.T) {
	f := dwarftest.Format{Version: 4}
	p := dwarftest.NewProgram(f).
		Address(0x10).Row(0x10, 1, 0).Row(0x14, 2, 0).Row(0x14, 3, 0).Row(0x18, 4, 0).End(0x20).
		Address(0x20).Row(0x20, 5, 0).End(0x24).
		Address(0x30).Row(0x30, 6, 0).End(0x60). // two sequences overlap this one
		Address(0x38).Row(0x38, 7, 0).End(0x40).
		Address(0x3c).Row(0x3c, 8, 0).End(0x3e)
	s := &dwarf.Sections{Line: dwarftest.LineTable{Format: f, Program: p.Bytes()}.Bytes()}
	table, err := readLineTable(s, 0, "", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		addr uint32
		line int // -1: no row
	}{
		{0, -1}, {0xf, -1}, {0x10, 1}, {0x13, 1}, {0x14, 3}, {0x17, 3}, {0x18, 4}, {0x1f, 4},
		{0x20, 5}, {0x23, 5}, {0x24, -1}, {0x2f, -1},
		{0x30, 6}, {0x37, 6}, {0x38, 7}, {0x3b, 7}, {0x3c, 8}, {0x3d, 8}, {0x3e, 7}, {0x3f, 7}, {0x40, 6}, {0x5f, 6}, {0x60, -1}, {0xffffffff, -1},
	} {
		row, i, ok := table.Lookup(test.addr)
		if ok != (test.line >= 0) || ok && (int(row.Line) != test.line || table.Row(i) != row) {
			t.Errorf("%#x: %s (row %d), %v; want line %d", test.addr, rowText(row), i, ok, test.line)
		}
	}
}

// TestLinesAsStandardLibrary compares the rows of live code with what Go's debug/dwarf reads.
func TestLinesAsStandardLibrary(t *testing.T) {
	for _, path := range modules(t) {
		sections := customSections(t, path)
		if sections[".debug_line"] == nil {
			continue
		}
		std := standard(t, sections)
		rows := 0
		for _, u := range open(t, path).Units() {
			table, err := u.LineTable(nil)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if table != nil {
				rows += compareLines(t, path, table, standardUnit(t, std, u))
			}
		}
		if rows < 100 {
			t.Errorf("%s: only %d rows", path, rows)
		}
	}
}

// standardUnit returns the lines of a unit as Go's debug/dwarf reads them.
func standardUnit(t *testing.T, std *stddwarf.Data, u *dwarf.Unit) *stddwarf.LineReader {
	t.Helper()
	r := std.Reader()
	root, err := u.Root()
	if err != nil {
		t.Fatal(err)
	}
	r.Seek(stddwarf.Offset(root.Off))
	entry, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	lines, err := std.LineReader(entry)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// compareLines compares rows, and files once for each that is used. It returns how many rows there are.
func compareLines(t *testing.T, path string, table *dwarf.LineTable, std *stddwarf.LineReader) (n int) {
	t.Helper()
	var want, got []string
	files := map[uint16]string{}
	var sequence []stddwarf.LineEntry
	for {
		var e stddwarf.LineEntry
		if err := std.Next(&e); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%s: the standard library: %v", path, err)
		}
		sequence = append(sequence, e)
		if !e.EndSequence {
			continue
		}
		if first := sequence[0].Address; first != 0 && !dwarf.Tombstone(first, 4) && first < e.Address {
			for _, e := range sequence {
				want = append(want, fmt.Sprintln(e.Address, e.Line, e.Column, e.Discriminator, e.IsStmt, e.PrologueEnd, e.EpilogueBegin, e.EndSequence, cleanPath(e.File.Name)))
			}
		}
		sequence = nil
	}
	inOrder := slices.Clone(table.Sequences())
	slices.SortFunc(inOrder, func(a, b dwarf.Sequence) int { return a.First - b.First })
	for _, s := range inOrder {
		for _, r := range table.Rows(s) {
			if files[r.File] == "" {
				f, err := table.File(uint64(r.File))
				if err != nil {
					t.Fatalf("%s: %v", path, err)
				}
				files[r.File] = cleanPath(f.Path)
			}
			flag := func(f dwarf.RowFlags) bool { return r.Flags&f != 0 }
			got = append(got, fmt.Sprintln(r.Addr, r.Line, r.Column, r.Discriminator, flag(dwarf.IsStmt), flag(dwarf.PrologueEnd),
				flag(dwarf.EpilogueBegin), flag(dwarf.EndSequence), files[r.File]))
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d", path, len(got), len(want))
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("%s: row %d is %swant %s", path, i, got[i], want[i])
		}
	}
	return len(got)
}

// cleanPath leaves out what Go's debug/dwarf does about "." in paths.
func cleanPath(p string) string {
	for strings.Contains(p, "/./") {
		p = strings.ReplaceAll(p, "/./", "/")
	}
	return strings.TrimPrefix(p, "./")
}
