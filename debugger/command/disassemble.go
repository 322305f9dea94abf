package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/disasm"
)

// disassembler returns what prints the code of a module.
func (in *Interp) disassembler(m *wasm.Module, bytes bool) *disasm.Printer {
	return disasm.New(m, disasm.Options{Demangle: symbols.Demangle, ShowBytes: bytes})
}

// instruction shows the instruction of a frame.
func (in *Interp) instruction(f *debugger.Frame) {
	off, ok := f.Activation().FileOffset()
	if !ok {
		return
	}
	p := in.disassembler(f.Instance.Module, false)
	line, err := p.Instr(off)
	if err != nil {
		in.printf("%s\n", in.paint(listing.Dim, printable(err.Error())))
		return
	}
	line.Depth = 0
	in.printf("=>%s\n", listing.CodeLine(p, line, listing.Painter(in.opts.Color)))
}

// codeRange is code to be shown: of one function, or of all that are in a range.
type codeRange struct {
	inst     target.Instance
	funcs    []wasm.FuncIndex
	from, to wasm.FileOffset // of what is shown; to 0: all
	// at is the selected frame's instruction, 0 without.
	at     wasm.FileOffset
	points map[wasm.FileOffset]bool
}

func (in *Interp) disassemble(a Args) error {
	format := a.Format
	for _, c := range format {
		if !strings.ContainsRune("nrms", c) {
			return fmt.Errorf("no format '%c' of disassemble; there are /n, without source lines, and /r, with bytes", c)
		}
	}
	text := a.Text
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		r, err := in.codeRange(v, f, text)
		if err != nil {
			return placeError(err, text)
		}
		in.showCode(v, r, !strings.Contains(format, "n"), strings.Contains(format, "r"))
		return nil
	})
}

// codeRange returns what the arguments of disassemble mean.
func (in *Interp) codeRange(v *debugger.View, f *debugger.Frame, text string) (*codeRange, error) {
	r := &codeRange{}
	if f != nil && !f.IsHost() {
		r.inst = f.Instance
		r.at, _ = f.Activation().FileOffset()
	}
	first, last, isRange := strings.Cut(text, ",")
	switch {
	case text == "" && (f == nil || f.IsHost()):
		return nil, errors.New("the selected frame has no code: name a function")
	case text == "":
		r.funcs = []wasm.FuncIndex{f.Physical.Func}
		in.window(r)
	case isRange:
		if err := r.parse(v, first, last); err != nil {
			return nil, err
		}
	default:
		sites, err := v.Locate(text, f)
		if err != nil {
			return nil, err
		}
		if inst, _ := v.Instance(sites[0].Place.Instance); inst.ID != r.inst.ID || inst.Module != r.inst.Module {
			r.inst, r.at = inst, 0
		}
		r.funcs = []wasm.FuncIndex{sites[0].Place.Func}
		if len(sites) > 1 {
			in.printf("%s\n", in.paint(listing.Dim, fmt.Sprintf("%s; this is the first", listing.Count(len(sites), "place"))))
		}
	}
	r.points = in.breakOffsets(r.inst)
	return r, nil
}

// parse reads a range of offsets.
func (r *codeRange) parse(v *debugger.View, first, last string) error {
	from, err1 := strconv.ParseUint(strings.TrimPrefix(strings.TrimSpace(first), "*"), 0, 40)
	to, err2 := strconv.ParseUint(strings.TrimPrefix(strings.TrimSpace(last), "*"), 0, 40)
	if strings.HasPrefix(strings.TrimSpace(last), "+") {
		to, err2 = strconv.ParseUint(strings.TrimSpace(last)[1:], 0, 40)
		to += from
	}
	if err1 != nil || err2 != nil || to <= from {
		return errors.New("a range of code is two offsets in the module file, such as 0x1f0,0x240")
	}
	if r.inst.Module == nil {
		list := v.Instances()
		if len(list) == 0 {
			return errors.New("no module is loaded")
		}
		r.inst = list[0]
	}
	r.from, r.to = wasm.FileOffset(from), wasm.FileOffset(to)
	m := r.inst.Module
	for n := range m.Code {
		if b := m.Code[n]; b.Start < r.to && r.from < b.End {
			r.funcs = append(r.funcs, wasm.FuncIndex(len(m.ImportedFuncs)+n))
		}
	}
	if len(r.funcs) == 0 {
		return fmt.Errorf("there is no code at 0x%x-0x%x of %s", from, to, printable(r.inst.Name))
	}
	return nil
}

const (
	// wholeFunc is the size, in bytes, up to which a function is shown as a whole.
	wholeFunc = 600
	// beside is how many bytes are shown before and after the current instruction of a larger one.
	beside = 80
	// maxCode bounds the lines of code that are shown.
	maxCode = 20000
)

// window bounds what is shown of a large function to what is beside the current instruction.
func (in *Interp) window(r *codeRange) {
	body, _ := r.inst.Module.Body(r.funcs[0])
	if body.End-body.Start <= wholeFunc || r.at == 0 {
		return
	}
	r.to = min(body.End, r.at+beside)
	if r.from = body.Start; r.at-body.Start > beside {
		r.from = r.at - beside
	}
}

// breakOffsets returns where an instance has breakpoints.
func (in *Interp) breakOffsets(inst target.Instance) map[wasm.FileOffset]bool {
	points := map[wasm.FileOffset]bool{}
	for _, b := range in.points {
		for _, s := range b.Sites {
			if s.Place.Instance == inst.ID && !b.Disabled {
				if body, ok := inst.Module.Body(s.Place.Func); ok {
					points[body.Start+wasm.FileOffset(s.Place.Offset)] = true
				}
			}
		}
	}
	return points
}

// showCode writes the lines of code of a range.
func (in *Interp) showCode(v *debugger.View, r *codeRange, source, bytes bool) {
	p := in.disassembler(r.inst.Module, bytes)
	mixed := listing.Interleaver{Module: r.inst.Module, Table: v.Table(r.inst.ID), Sources: in.opts.Sources, Dir: in.opts.Dir}
	lines := 0
	for _, fn := range r.funcs {
		for l := range p.Lines(fn) {
			head := l.Kind == disasm.LineFunc
			if !head && r.to != 0 && (l.Offset < r.from || l.Offset >= r.to) {
				continue
			}
			if lines++; lines > maxCode {
				in.printf("   … and more\n")
				return
			}
			if source && l.Kind == disasm.LineInstr {
				for _, text := range mixed.Lines(l.Offset) {
					in.printf("   %s\n", in.paint(listing.Green, text))
				}
			}
			mark := "  "
			switch {
			case l.Offset == r.at && !head && r.at != 0:
				mark = "=>"
			case r.points[l.Offset] && !head:
				mark = "* "
			}
			in.printf("%s%s\n", mark, listing.CodeLine(p, l, listing.Painter(in.opts.Color)))
		}
		if body, _ := r.inst.Module.Body(fn); r.to != 0 && r.to < body.End && len(r.funcs) == 1 {
			in.printf("   %s\n", in.paint(listing.Dim, fmt.Sprintf("… the function goes on to 0x%x: disassemble 0x%x,0x%x shows all of it", uint64(body.End), uint64(body.Start), uint64(body.End))))
		}
	}
}

// examineCode writes instructions from an offset in the module file on.
func (in *Interp) examineCode(v *debugger.View, f *debugger.Frame, at debugger.MemoryPlace, form format) error {
	m := at.Instance.Module
	fn, ok := m.FuncAt(wasm.FileOffset(at.Addr))
	if !ok {
		return fmt.Errorf("there is no code at 0x%x of %s", at.Addr, printable(at.Instance.Name))
	}
	current := wasm.FileOffset(0)
	if f != nil && !f.IsHost() && f.Instance.ID == at.Instance.ID {
		current, _ = f.Activation().FileOffset()
	}
	p := in.disassembler(m, false)
	left := form.count
	for l := range p.Lines(fn) {
		if l.Offset < wasm.FileOffset(at.Addr) || l.Kind == disasm.LineFunc || l.Kind == disasm.LineLocal {
			continue
		}
		if left == 0 {
			in.examined.next = uint64(l.Offset)
			return nil
		}
		left--
		mark := "  "
		if l.Offset == current {
			mark = "=>"
		}
		in.printf("%s%s\n", mark, listing.CodeLine(p, l, listing.Painter(in.opts.Color)))
	}
	body, _ := m.Body(fn)
	in.examined.next = uint64(body.End)
	return nil
}
