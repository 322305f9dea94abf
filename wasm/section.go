package wasm

import "fmt"

// String returns the section's name as the specification gives it, such as "data count".
func (id SectionID) String() string {
	switch id {
	case SectionCustom:
		return "custom"
	case SectionType:
		return "type"
	case SectionImport:
		return "import"
	case SectionFunction:
		return "function"
	case SectionTable:
		return "table"
	case SectionMemory:
		return "memory"
	case SectionGlobal:
		return "global"
	case SectionExport:
		return "export"
	case SectionStart:
		return "start"
	case SectionElement:
		return "element"
	case SectionCode:
		return "code"
	case SectionData:
		return "data"
	case SectionDataCount:
		return "data count"
	case SectionTag:
		return "tag"
	}
	return fmt.Sprintf("section %d", uint8(id))
}

// place returns the section's rank in the order sections must come in (§5.5.15), which
// is not that of the identifiers; custom sections may stand anywhere.
func (id SectionID) place() int {
	switch id {
	case SectionTag:
		return 2*int(SectionMemory) + 1
	case SectionDataCount:
		return 2*int(SectionElement) + 1
	}
	return 2 * int(id)
}
