package dump

import (
	"encoding/json"
	"errors"

	"github.com/wdbg/wdbg/wasm"
)

// item is one entry of a section, as a line of text or an object of JSON. Fields that do
// not apply are absent.
type item struct {
	Kind string `json:"kind"`
	// Index counts in the index space of the kind.
	Index  *uint32          `json:"index,omitempty"`
	Entry  *uint64          `json:"entry,omitempty"` // position in a segment, name map, ...
	Offset *wasm.FileOffset `json:"offset,omitempty"`
	End    *wasm.FileOffset `json:"end,omitempty"`
	Name   string           `json:"name,omitempty"`
	Symbol string           `json:"symbol,omitempty"` // the name before demangling
	Module string           `json:"module,omitempty"` // of an import
	Field  string           `json:"field,omitempty"`  // of an import
	Extern string           `json:"extern,omitempty"` // kind of an import or export
	Type   *uint32          `json:"type,omitempty"`
	Size   *uint64          `json:"size,omitempty"`
	// Address is the memory address or table index of a segment or of a part of it, where it is constant.
	Address *uint64 `json:"address,omitempty"`
	Hex     string  `json:"hex,omitempty"`
	// Text is the entry as the listing shows it.
	Text string `json:"text,omitempty"`
	// indent is the indentation of the text.
	indent int
}

// errorRecord says what is wrong with the module.
type errorRecord struct {
	Kind    string           `json:"kind"`
	Section string           `json:"section,omitempty"`
	Offset  *wasm.FileOffset `json:"offset,omitempty"`
	Message string           `json:"message"`
}

func newErrorRecord(err error) errorRecord {
	rec := errorRecord{Kind: "error", Message: err.Error()}
	var fault *wasm.Error
	if errors.As(err, &fault) {
		rec.Section, rec.Offset = fault.Section, &fault.Offset
	}
	return rec
}

func ptr[T any](v T) *T { return &v }

// item writes one entry.
func (d *dumper) item(it item) error {
	if d.opts.JSON {
		return d.json(it)
	}
	d.buf = d.buf[:0]
	if it.Offset != nil {
		d.buf = d.appendOffset(d.buf, *it.Offset)
	} else {
		d.buf = d.appendBlank(d.buf)
	}
	for range it.indent {
		d.buf = append(d.buf, "  "...)
	}
	d.buf = append(append(d.buf, it.Text...), '\n')
	_, err := d.w.Write(d.buf)
	return err
}

// appendOffset appends the offset column.
func (d *dumper) appendOffset(dst []byte, off wasm.FileOffset) []byte {
	return append(d.p.AppendOffset(dst, off), ":  "...)
}

// appendBlank appends an empty offset column.
func (d *dumper) appendBlank(dst []byte) []byte {
	for range d.offWidth + len(":  ") {
		dst = append(dst, ' ')
	}
	return dst
}

// json writes one object and a newline.
func (d *dumper) json(v any) error {
	enc := json.NewEncoder(d.w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// bad notes a fault of the module and writes it among the entries.
func (d *dumper) bad(err error) error {
	d.note(err)
	if d.opts.JSON {
		return d.json(newErrorRecord(err))
	}
	return d.printf("%s;; error: %s\n", d.appendBlank(nil), err)
}
