package dump

import (
	"fmt"
	"unicode"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/disasm"
)

// moduleRecord is the first line of a listing.
type moduleRecord struct {
	Kind     string `json:"kind"`
	File     string `json:"file,omitempty"`
	Name     string `json:"name,omitempty"` // in the name section
	Size     int    `json:"size"`
	Sections int    `json:"sections"`
}

// sectionRecord is a line of the table of sections.
type sectionRecord struct {
	Kind   string          `json:"kind"`
	ID     wasm.SectionID  `json:"id"`
	Name   string          `json:"name"`
	Header wasm.FileOffset `json:"header"`
	Start  wasm.FileOffset `json:"start"`
	End    wasm.FileOffset `json:"end"`
	Size   uint64          `json:"size"`
	Count  *int            `json:"count,omitempty"`
}

// module writes the line about the module as a whole.
func (d *dumper) module(sections []wasm.Section) error {
	rec := moduleRecord{Kind: "module", File: d.opts.Name, Size: len(d.file), Sections: len(sections)}
	if d.m != nil {
		rec.Name = d.m.Names().Module
	}
	if d.opts.JSON {
		return d.json(rec)
	}
	name := ""
	if rec.Name != "" {
		name = " " + printable(rec.Name)
	}
	return d.printf("%s: module%s, %d bytes, %d sections\n", printable(rec.File), name, rec.Size, rec.Sections)
}

// headers writes the table of the selected sections.
func (d *dumper) headers() error {
	var selected []wasm.Section
	for _, s := range d.m.Sections {
		if d.sectionSelected(s) {
			selected = append(selected, s)
		}
	}
	if len(selected) == 0 && d.opts.Section != "" {
		return d.errNoSection()
	}
	return d.sectionTable(selected)
}

func (d *dumper) sectionTable(sections []wasm.Section) error {
	if d.opts.JSON {
		for _, s := range sections {
			rec := sectionRecord{
				Kind: "section", ID: s.ID, Name: sectionName(s), Header: s.Header, Start: s.Start, End: s.End,
				Size: uint64(s.End - s.Start),
			}
			if n, ok := d.count(s); ok {
				rec.Count = &n
			}
			if err := d.json(rec); err != nil {
				return err
			}
		}
		return nil
	}
	if err := d.printf("\nSections:\n  id  %10s  %10s  %10s  %10s  %7s  name\n", "header", "start", "end", "size", "count"); err != nil {
		return err
	}
	for _, s := range sections {
		count := ""
		if n, ok := d.count(s); ok {
			count = fmt.Sprint(n)
		}
		err := d.printf("  %2d  %10s  %10s  %10s  %10d  %7s  %s\n", s.ID, hexOffset(s.Header), hexOffset(s.Start), hexOffset(s.End),
			uint64(s.End-s.Start), count, printable(sectionName(s)))
		if err != nil {
			return err
		}
	}
	return nil
}

// count returns the number of entries of a section that has entries.
func (d *dumper) count(s wasm.Section) (n int, ok bool) {
	if d.m == nil {
		return 0, false
	}
	switch s.ID {
	case wasm.SectionType:
		return len(d.m.Types), true
	case wasm.SectionImport:
		return len(d.m.Imports), true
	case wasm.SectionFunction:
		return len(d.m.Funcs), true
	case wasm.SectionTable:
		return len(d.m.Tables), true
	case wasm.SectionMemory:
		return len(d.m.Memories), true
	case wasm.SectionTag:
		return len(d.m.Tags), true
	case wasm.SectionGlobal:
		return len(d.m.Globals), true
	case wasm.SectionExport:
		return len(d.m.Exports), true
	case wasm.SectionElement:
		return len(d.m.Elems), true
	case wasm.SectionCode:
		return len(d.m.Code), true
	case wasm.SectionData:
		return len(d.m.Datas), true
	case wasm.SectionDataCount:
		return int(d.m.DataCount), true
	}
	return 0, false
}

// frames reads the section headers of a file whose contents do not decode, up to the first
// that does not fit.
func frames(file []byte) []wasm.Section {
	const moduleHeader = "\x00asm\x01\x00\x00\x00"
	if len(file) < len(moduleHeader) || string(file[:len(moduleHeader)]) != moduleHeader {
		return nil
	}
	var sections []wasm.Section
	for at := wasm.FileOffset(len(moduleHeader)); at < wasm.FileOffset(len(file)); {
		r := wasm.NewReader(file, at, wasm.FileOffset(len(file)))
		s := wasm.Section{Header: at, ID: wasm.SectionID(r.Byte())}
		size := r.U32()
		s.Start = r.Pos()
		if r.Err() != nil || uint64(size) > uint64(r.Len()) {
			break
		}
		s.End = s.Start + wasm.FileOffset(size)
		if s.ID == wasm.SectionCustom {
			name := wasm.NewReader(file, s.Start, s.End)
			s.Name = name.Name()
			s.Start = name.Pos()
		}
		sections = append(sections, s)
		at = s.End
	}
	return sections
}

func hexOffset(off wasm.FileOffset) string { return fmt.Sprintf("0x%x", uint64(off)) }

// printable returns a name as it is, or as a string of the text format where it is empty or a character of it is
// not for display.
func printable(name string) string {
	for _, r := range name {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return string(disasm.AppendString(nil, name))
		}
	}
	if name == "" {
		return `""`
	}
	return name
}
