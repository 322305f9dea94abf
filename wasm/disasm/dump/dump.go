// Package dump lists what a WebAssembly module consists of: its sections, the
// entries of each, and its code, as text for people or as JSON, one object per line.
//
// Everything is written as it is found; memory does not grow with the output.
package dump

import (
	"bufio"
	"fmt"
	"io"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/disasm"
)

// Options say what to list.
type Options struct {
	// Name is what to call the module, such as its file name.
	Name string
	// Headers lists the sections, Details the entries of each, Code the functions' instructions.
	// Where none is set, the section and function selections decide (see Write).
	Headers, Details, Code bool
	// Section restricts the listing to the sections of this name: "code", "data count", or a custom section's. Sections
	// without entries of their own are then shown in full as bytes.
	Section string
	// Func restricts the code to some functions: a name, an index, a range of indices
	// "3-7", a file offset "0x1f2" or a range of file offsets.
	Func string
	// JSON writes one JSON object per line.
	JSON bool
	// Source, where it is set, returns lines to write before an instruction, called for the instructions in order:
	// what of the source begins there. In JSON they are the instruction's "source".
	Source func(at wasm.FileOffset) []string
	// Disasm says how code is shown.
	Disasm disasm.Options
}

// withDefaults fills in what to list where no kind of listing is chosen: code where functions or the code section
// are selected, the entries of another section that is selected, and section headers otherwise.
func (o Options) withDefaults() Options {
	switch {
	case o.Headers || o.Details || o.Code:
	case o.Func != "" || o.Section == wasm.SectionCode.String():
		o.Code = true
	case o.Section != "":
		o.Details = true
	default:
		o.Headers = true
	}
	return o
}

// Write decodes the module in file and lists it. What can be read is listed before an error is
// returned; that is w's, an *wasm.Error, or says what was not found.
func Write(w io.Writer, file []byte, opts Options) error {
	opts = opts.withDefaults()
	out := bufio.NewWriterSize(w, 64<<10)
	d := &dumper{opts: opts, w: out, file: file}
	err := d.write()
	if flushErr := out.Flush(); err == nil {
		err = flushErr
	}
	return err
}

// dumper writes one listing. Methods return w's errors; faults of the module are kept in fault.
type dumper struct {
	opts  Options
	w     *bufio.Writer
	file  []byte
	m     *wasm.Module
	p     *disasm.Printer
	buf   []byte
	fault error // the first fault found in the module
	more  int   // further faults
	// offWidth is the width of the offset column.
	offWidth int
}

func (d *dumper) write() error {
	d.offWidth = len(fmt.Sprintf("0x%x", len(d.file)))
	m, err := wasm.Decode(d.file)
	if err != nil {
		return d.undecodable(err)
	}
	d.m, d.p = m, disasm.New(m, d.opts.Disasm)
	if err := d.module(m.Sections); err != nil {
		return err
	}
	steps := []struct {
		wanted bool
		run    func() error
	}{{d.opts.Headers, d.headers}, {d.opts.Details, d.details}, {d.opts.Code, d.code}}
	for _, s := range steps {
		if !s.wanted {
			continue
		}
		if err := s.run(); err != nil {
			return err
		}
	}
	return d.faults()
}

// undecodable lists the sections of a file that is no module as far as their headers can be read, and returns
// what is wrong with it.
func (d *dumper) undecodable(fault error) error {
	sections := frames(d.file)
	if len(sections) == 0 {
		return fault
	}
	if err := d.module(sections); err != nil {
		return err
	}
	if err := d.sectionTable(sections); err != nil {
		return err
	}
	d.note(fault)
	if d.opts.JSON {
		if err := d.json(newErrorRecord(fault)); err != nil {
			return err
		}
	}
	return d.faults()
}

// note keeps a fault of the module for the end.
func (d *dumper) note(err error) {
	if d.fault == nil {
		d.fault = err
	} else {
		d.more++
	}
}

// faults returns what was found to be wrong with the module.
func (d *dumper) faults() error {
	if d.more > 0 {
		return fmt.Errorf("%w (and %d more)", d.fault, d.more)
	}
	return d.fault
}

// sectionSelected reports whether a section is to be listed.
func (d *dumper) sectionSelected(s wasm.Section) bool {
	return d.opts.Section == "" || sectionName(s) == d.opts.Section
}

// sectionName returns a custom section's own name, another's by the specification.
func sectionName(s wasm.Section) string {
	if s.ID == wasm.SectionCustom {
		return s.Name
	}
	return s.ID.String()
}

// errNoSection returns the error for a section the module does not have.
func (d *dumper) errNoSection() error {
	return fmt.Errorf("the module has no section %q", d.opts.Section)
}

// printf writes text.
func (d *dumper) printf(format string, args ...any) error {
	_, err := fmt.Fprintf(d.w, format, args...)
	return err
}
