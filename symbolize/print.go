package symbolize

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// Style says how answers are written.
type Style struct {
	// OnlyOuter leaves out inlined calls: the function whose code it is, with the line in it.
	OnlyOuter bool
	// Path returns what to show for a source file; nil: its path in the debug information.
	Path func(*symbols.File) string
}

// printer writes answers. It remembers what names and paths look like. It is for one goroutine.
type printer struct {
	style Style
	namer symbols.Namer
	paths map[*symbols.File]string
}

func newPrinter(style Style) *printer {
	return &printer{style: style, paths: map[*symbols.File]string{}}
}

// maxRemembered bounds what a printer remembers.
const maxRemembered = 1 << 18

// name returns a function's name for people.
func (p *printer) name(f *symbols.Func) string {
	switch s := p.namer.Name(f); {
	case s != "":
		return s
	case f.HasIndex:
		return "function " + strconv.Itoa(int(f.Index))
	}
	return "?"
}

func (p *printer) path(f *symbols.File) string {
	if s, ok := p.paths[f]; ok {
		return s
	}
	s := f.Path
	if p.style.Path != nil {
		s = p.style.Path(f)
	}
	s = symbols.Printable(s)
	if len(p.paths) >= maxRemembered {
		clear(p.paths)
	}
	p.paths[f] = s
	return s
}

// indent stands before each line that is added.
const indent = "      "

// frames appends a line for each logical frame.
func (p *printer) frames(dst []byte, frames []symbols.Frame, note, eol string) []byte {
	if p.style.OnlyOuter && len(frames) > 0 {
		frames = frames[len(frames)-1:]
	}
	for i := range frames {
		f := &frames[i]
		dst = append(dst, indent...)
		dst = append(dst, "at "...)
		if f.Func != nil {
			dst = append(dst, p.name(f.Func)...)
		} else {
			dst = append(dst, '?')
		}
		dst = p.pos(append(dst, " ("...), f.Pos)
		dst = append(dst, ')')
		if f.Inlined {
			dst = append(dst, " [inlined]"...)
		}
		if i == 0 && note != "" {
			dst = append(append(append(dst, " ["...), note...), ']')
		}
		dst = append(dst, eol...)
	}
	return dst
}

// pos appends a position as editors understand it.
func (p *printer) pos(dst []byte, pos symbols.Pos) []byte {
	if pos.File == nil {
		return append(dst, "line unknown"...)
	}
	dst = append(dst, p.path(pos.File)...)
	if pos.Line <= 0 {
		return append(dst, ", line unknown"...)
	}
	dst = strconv.AppendInt(append(dst, ':'), int64(pos.Line), 10)
	if pos.Column > 0 {
		dst = strconv.AppendInt(append(dst, ':'), int64(pos.Column), 10)
	}
	return dst
}

// answer appends the lines that are added for an answer.
func (p *printer) answer(dst []byte, a *Answer, eol string) []byte {
	if a.Why == "" {
		return p.frames(dst, a.Frames, a.Note, eol)
	}
	dst = append(dst, indent...)
	if a.Decl != nil && a.Decl.Decl.IsValid() {
		dst = append(append(append(dst, "in "...), p.name(a.Decl)...), ", declared at "...)
		dst = append(p.pos(dst, a.Decl.Decl), "; "...)
	}
	dst = append(append(dst, "no line: "...), symbols.Printable(a.Why)...)
	return append(dst, eol...)
}

// jsonFrame is an answer for machines.
type jsonFrame struct {
	Line     int    `json:"line,omitempty"` // of the input, from 1
	Engine   string `json:"engine,omitempty"`
	Index    *int   `json:"index,omitempty"`
	Text     string `json:"text"`
	Module   string `json:"module,omitempty"`
	Function *int64 `json:"function_index,omitempty"`
	// Name is the function's name as printed.
	Name       string      `json:"name,omitempty"`
	Offset     *uint64     `json:"offset,omitempty"`
	Meaning    string      `json:"offset_meaning,omitempty"`
	FileOffset *uint64     `json:"file_offset,omitempty"`
	CodeOffset *uint64     `json:"code_offset,omitempty"`
	Frames     []jsonPlace `json:"frames,omitempty"`
	Declared   *jsonPlace  `json:"declared,omitempty"`
	Why        string      `json:"unavailable,omitempty"`
	Note       string      `json:"note,omitempty"`
}

// jsonPlace is a function with a position in the source.
type jsonPlace struct {
	Function string `json:"function,omitempty"`
	Linkage  string `json:"linkage_name,omitempty"`
	File     string `json:"file,omitempty"`
	Row      int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Inlined  bool   `json:"inlined,omitempty"`
	Origin   string `json:"origin,omitempty"`
}

func (p *printer) place(f *symbols.Func, pos symbols.Pos) (j jsonPlace) {
	if f != nil {
		j.Function, j.Linkage = p.name(f), f.LinkageName()
	}
	if pos.IsValid() {
		j.File, j.Row, j.Column = p.path(pos.File), pos.Line, pos.Column
	}
	return j
}

// json appends an answer as an object on a line of its own.
func (p *printer) json(dst []byte, a *Answer, line int, text string) ([]byte, error) {
	f := &a.Frame
	j := jsonFrame{Line: line, Text: text, Name: f.Name, Why: a.Why, Note: a.Note}
	if f.Engine != 0 {
		j.Engine = f.Engine.String()
	}
	if f.Index >= 0 {
		j.Index = &f.Index
	}
	if a.Module != nil {
		j.Module = a.Module.Name
	}
	switch index := int64(a.Func); {
	case a.HasFunc:
		j.Function = &index
	case f.HasFunc:
		index = int64(f.Func)
		j.Function = &index
	}
	if f.Meaning != 0 {
		j.Offset, j.Meaning = &f.Offset, f.Meaning.String()
	}
	if a.HasAt {
		file := uint64(a.At)
		code := uint64(a.Module.Wasm.CodeOffsetOf(a.At))
		j.FileOffset, j.CodeOffset = &file, &code
	}
	if a.Why == "" {
		frames := a.Frames
		if p.style.OnlyOuter && len(frames) > 0 {
			frames = frames[len(frames)-1:]
		}
		for i := range frames {
			at := p.place(frames[i].Func, frames[i].Pos)
			at.Inlined, at.Origin = frames[i].Inlined, frames[i].Origin.String()
			j.Frames = append(j.Frames, at)
		}
	} else if a.Decl != nil {
		at := p.place(a.Decl, a.Decl.Decl)
		j.Declared = &at
	}
	b, err := json.Marshal(j)
	if err != nil {
		return dst, fmt.Errorf("write JSON: %w", err)
	}
	return append(append(dst, b...), '\n'), nil
}

// At resolves an offset by itself: any byte of an instruction.
func (m *Module) At(at wasm.FileOffset) Answer {
	a := Answer{Module: m}
	a.Frame.Index = -1
	f, ok := m.Wasm.FuncAt(at)
	if !ok {
		a.Why = fmt.Sprintf("0x%x is in no function of %s", at, m.Name)
		return a
	}
	a.Func, a.HasFunc, a.At, a.HasAt = f, true, at, true
	if m.symbols != nil {
		a.Frames = m.symbols.Frames(nil, m.Wasm.CodeOffsetOf(at))
	}
	if !positioned(a.Frames) {
		a.Why = fmt.Sprintf("%s has no line information for 0x%x", m.Name, at)
		if n := len(a.Frames); n > 0 {
			a.Decl = a.Frames[n-1].Func
		}
	}
	return a
}
