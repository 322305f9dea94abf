package symbols

import (
	"iter"

	"github.com/wdbg/wdbg/wasm"
)

// Origin is the kind of source that an answer comes from. A greater one is preferred.
type Origin uint8

// Kinds of sources, the best last.
const (
	OriginNone      Origin = iota
	OriginExport           // names of exports and imports
	OriginNames            // the name section
	OriginGoTable          // the pclntab of a Go program
	OriginSourceMap        // a source map
	OriginDWARF            // DWARF
)

// String returns the origin as it is shown to people.
func (o Origin) String() string {
	switch o {
	case OriginExport:
		return "exports"
	case OriginNames:
		return "name section"
	case OriginGoTable:
		return "Go pclntab"
	case OriginSourceMap:
		return "source map"
	case OriginDWARF:
		return "DWARF"
	}
	return "nothing"
}

// Source is one source of symbols of one module. Its methods may be called from several goroutines at once.
type Source interface {
	// Origin is the kind of source.
	Origin() Origin
	// Describe names the source for people, as "DWARF 5 in app.wasm.debug.wasm".
	Describe() string
	// Frames appends the logical frames at an instruction, the innermost first: inlined calls, then the function.
	// It appends nothing where the source does not know the function. The offset of an outer frame is its call's,
	// not the return address.
	Frames(dst []Frame, at wasm.CodeOffset) []Frame
	// Problems lists what was found to be wrong with the source so far; what was lost is said in each.
	Problems() []error
}

// LineSource is a Source that knows source lines.
type LineSource interface {
	Source
	// Rows yields the rows of the line table that apply within [from, to), in order of their offsets: each holds
	// up to the next one's offset. The first may begin before from.
	Rows(from, to wasm.CodeOffset) iter.Seq[Row]
	// Files lists the source files that have code.
	Files() []*File
	// Places returns where code of a line begins: one for each contiguous piece of code. Column 0 means any.
	Places(file *File, line, column int) []Place
}

// FuncSource is a Source that can enumerate functions.
type FuncSource interface {
	Source
	// Funcs yields the functions with code of their own, and inlined ones where that is asked for.
	Funcs(inlined bool) iter.Seq[*Func]
}

// InlineSource is a Source that knows where functions are inlined.
type InlineSource interface {
	Source
	// InlinedCalls yields where the code of each inlined call of the wanted functions begins.
	InlinedCalls(wanted func(*Func) bool) iter.Seq[wasm.CodeOffset]
}

// DataSource is a Source that knows global variables and types.
type DataSource interface {
	Source
	// Globals yields the variables outside of functions, and static ones within.
	Globals() iter.Seq[*Variable]
	// Types returns the complete types of a qualified name; several where files disagree.
	Types(name string) []*Type
}

// Row is a row of a line table.
type Row struct {
	At  wasm.CodeOffset
	Pos Pos // Line 0: code that belongs to no line
	// Stmt says that a breakpoint may be put here; PrologueEnd that the frame of the function is set up from here on.
	Stmt, PrologueEnd bool
	// End ends a sequence of rows: nothing is known from here on.
	End bool
}

// Place is where code of a source line begins.
type Place struct {
	At  wasm.CodeOffset
	Pos Pos // of the row found: its line may be after the one asked for
	// Stmt and PrologueEnd are those of the row.
	Stmt, PrologueEnd bool
}

// Range is a half-open range of code offsets.
type Range struct{ Start, End wasm.CodeOffset }

// Contains reports whether the range contains an offset.
func (r Range) Contains(at wasm.CodeOffset) bool { return r.Start <= at && at < r.End }
