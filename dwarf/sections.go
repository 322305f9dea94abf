package dwarf

import (
	"fmt"
	"strings"
)

// Sections holds the contents of the sections of one file, nil where there is none. They must not change.
type Sections struct {
	Abbrev, Addr, Info, Line, LineStr, Loc, LocLists, Macro, Names, Ranges, RngLists, Str, StrOffsets, Types []byte
	// CUIndex and TUIndex are in packages (.dwp) only.
	CUIndex, TUIndex []byte
	// DWO says that the sections are those of a split file (.debug_info.dwo and so on).
	DWO bool
}

// Set stores a section by its name; ok is false where the name is not one of those that are read. Names of
// split sections (".debug_info.dwo") set DWO.
func (s *Sections) Set(name string, data []byte) (ok bool) {
	base, dwo := strings.CutSuffix(name, ".dwo")
	p := s.field(base)
	if p == nil {
		return false
	}
	*p = data
	s.DWO = s.DWO || dwo
	return true
}

func (s *Sections) field(name string) *[]byte {
	switch name {
	case ".debug_abbrev":
		return &s.Abbrev
	case ".debug_addr":
		return &s.Addr
	case ".debug_info":
		return &s.Info
	case ".debug_line":
		return &s.Line
	case ".debug_line_str":
		return &s.LineStr
	case ".debug_loc":
		return &s.Loc
	case ".debug_loclists":
		return &s.LocLists
	case ".debug_macro":
		return &s.Macro
	case ".debug_names":
		return &s.Names
	case ".debug_ranges":
		return &s.Ranges
	case ".debug_rnglists":
		return &s.RngLists
	case ".debug_str":
		return &s.Str
	case ".debug_str_offsets":
		return &s.StrOffsets
	case ".debug_types":
		return &s.Types
	case ".debug_cu_index":
		return &s.CUIndex
	case ".debug_tu_index":
		return &s.TUIndex
	}
	return nil
}

// Error says what is wrong with a section, and where.
type Error struct {
	Section string // ".debug_info"
	Offset  uint64 // in the section
	Msg     string
}

func (e *Error) Error() string { return fmt.Sprintf("%s at 0x%x: %s", e.Section, e.Offset, e.Msg) }

// Tombstone reports whether an address stands for code or data that the linker dropped: -1, or -2 in the range
// and location lists before DWARF 5, in an address of size bytes.
func Tombstone(addr uint64, size int) bool {
	m := addrMask(size)
	return addr == m || addr == m-1
}

// addrMask returns the greatest address of size bytes.
func addrMask(size int) uint64 {
	if size >= 8 {
		return 1<<64 - 1
	}
	return 1<<(8*uint(size)) - 1
}
