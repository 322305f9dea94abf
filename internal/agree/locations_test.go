package agree

import (
	"bufio"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/dwarf/expr"
	"github.com/wdbg/wdbg/internal/fixture"
	"github.com/wdbg/wdbg/wasm"
)

// TestLocations compares where variables are, over their whole lives, with what llvm-dwarfdump says: all variables and parameters of
// modules, by the offset of their entries.
func TestLocations(t *testing.T) {
	tool(t, "llvm-dwarfdump-22")
	variables := 0
	paths, _ := modulesToCompare(t)
	for _, path := range paths {
		if strings.Contains(path, "split") {
			continue // most of it is not in the module
		}
		t.Run(name(path), func(t *testing.T) { variables += compareLocations(t, path) })
	}
	t.Logf("locations of %d variables compared", variables)
}

// located is a variable with a location: an expression, or the ranges of code of a list with one each.
type located struct {
	name, text string
}

func compareLocations(t *testing.T, path string) int {
	our, their := ourLocations(t, path), theirLocations(t, path)
	shown := 0
	for off, want := range their {
		if got := our[off]; got != want {
			if shown++; shown <= 5 {
				t.Errorf("entry 0x%x:\nwdbg: %+v\nllvm: %+v", off, got, want)
			}
		}
	}
	if len(our) != len(their) || len(our) == 0 {
		t.Errorf("%d variables have locations, with llvm-dwarfdump %d", len(our), len(their))
	}
	t.Logf("%d variables, %d differ", len(their), shown)
	return len(their)
}

// sectionsOf returns the debug sections of a module.
func sectionsOf(m *wasm.Module) *dwarf.Sections {
	s := &dwarf.Sections{}
	for _, c := range m.Sections {
		if c.ID == wasm.SectionCustom {
			s.Set(c.Name, m.Payload(c))
		}
	}
	return s
}

func ourLocations(t *testing.T, path string) map[uint64]located {
	t.Helper()
	found := map[uint64]located{}
	data := dwarf.New(sectionsOf(fixture.Read(t, path)))
	for _, u := range data.Units() {
		root, err := u.Root()
		if err != nil {
			t.Fatal(err)
		}
		s := root.Scan()
		for s.Next() {
			e := &s.Entry
			v := e.Attr(dwarf.AttrLocation)
			if !isVariable(e.Tag()) || !v.Present() {
				continue
			}
			name, err := e.Attr(dwarf.AttrName).Str()
			if err != nil && e.Has(dwarf.AttrName) {
				t.Fatal(err)
			}
			found[uint64(e.Ref().Off)] = located{name, ourLocation(t, u, v)}
		}
		if err := s.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func isVariable(tag dwarf.Tag) bool {
	return tag == dwarf.TagVariable || tag == dwarf.TagFormalParameter
}

// ourLocation writes a location as llvm-dwarfdump does.
func ourLocation(t *testing.T, u *dwarf.Unit, v dwarf.Value) string {
	format := expr.Format{AddrSize: u.AddrSize(), Version: u.Version}
	if code, ok := v.Block(); ok {
		return expr.String(code, format, typeName(u))
	}
	var lines []string
	err := u.Locations(v, func(lo, hi uint64, code []byte, isDefault bool) bool {
		lines = append(lines, fmt.Sprintf("[0x%x, 0x%x): %s", lo, hi, expr.String(code, format, typeName(u))))
		return true
	})
	if err != nil {
		t.Errorf("%v", err)
	}
	return strings.Join(lines, "\n")
}

// typeName returns what finds a unit's base types for expr.String.
func typeName(u *dwarf.Unit) expr.TypeName {
	return func(offset uint64) (inSection uint64, name string, ok bool) {
		e, err := u.Entry(u.Off + uint32(offset))
		if err != nil {
			return 0, "", false
		}
		name, err = e.Attr(dwarf.AttrName).Str()
		return uint64(u.Off) + offset, name, err == nil
	}
}

// Patterns of lines that llvm-dwarfdump writes.
var (
	entryPattern    = regexp.MustCompile(`^0x([0-9a-f]+): +(DW_TAG_\w+|NULL)`)
	namePattern     = regexp.MustCompile(`^ +DW_AT_name\t\("(.*)"\)$`)
	locationPattern = regexp.MustCompile(`^ +DW_AT_location\t\((.*)$`)
	rangePattern    = regexp.MustCompile(`^ +\[0x([0-9a-f]+), 0x([0-9a-f]+)\): (.*)$`)
)

// dropped is where ranges begin of code that the linker dropped, for llvm-dwarfdump, which adds offsets to the base address -2.
const dropped = 0xfffffffe

func theirLocations(t *testing.T, path string) map[uint64]located {
	t.Helper()
	cmd := exec.Command(tool(t, "llvm-dwarfdump-22"), "--debug-info", filepath.Base(path))
	cmd.Dir = filepath.Dir(path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	found := map[uint64]located{}
	var off uint64
	var variable located
	var ranges []string
	inList, has := false, false
	finish := func() {
		if has {
			if ranges != nil {
				variable.text = strings.Join(ranges, "\n")
			}
			found[off] = variable
		}
		variable, ranges, inList, has = located{}, nil, false, false
	}
	isVar := false
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		line := lines.Text()
		if m := entryPattern.FindStringSubmatch(line); m != nil {
			finish()
			isVar = m[2] == "DW_TAG_variable" || m[2] == "DW_TAG_formal_parameter"
			off, _ = strconv.ParseUint(m[1], 16, 64)
			continue
		}
		if !isVar {
			continue
		}
		if m := rangePattern.FindStringSubmatch(line); m != nil && inList {
			lo, _ := strconv.ParseUint(m[1], 16, 64)
			hi, _ := strconv.ParseUint(m[2], 16, 64)
			text := m[3]
			if strings.Count(text, "(") < strings.Count(text, ")") {
				text, inList = strings.TrimSuffix(text, ")"), false
			}
			if ranges == nil {
				ranges = []string{}
			}
			if lo < dropped {
				ranges = append(ranges, fmt.Sprintf("[0x%x, 0x%x): %s", lo, hi, text))
			}
		} else if m := locationPattern.FindStringSubmatch(line); m != nil {
			has = true
			if inList = strings.HasSuffix(m[1], ": "); !inList {
				variable.text = strings.TrimSuffix(m[1], ")")
			}
		} else if m := namePattern.FindStringSubmatch(line); m != nil {
			variable.name = m[1]
		}
	}
	finish()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	return found
}
