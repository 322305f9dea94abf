package expr

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// Env is what an expression is about: a frame of a program that stands still, with what can be done to it. Only Context is needed.
// A Program may be evaluated with many Envs.
type Env struct {
	// Context is what values are read from. Its Machine may be nil to only check an expression.
	Context *value.Context
	// Language is that of the frame's function.
	Language   symbols.Language
	Formatters value.Formatters

	// Scope has the variables that are visible in the frame; Func is the frame's function; Symbols are those of its module.
	// Each may be nil.
	Scope   symbols.Scope
	Func    *symbols.Func
	Symbols *Symbols

	// Module is the module of the frame's function, Index the function whose code is executed there, At the instruction; nil and
	// meaningless without a frame of the module. Level tells apart the frames of calls that were inlined at one instruction.
	Module *wasm.Module
	Index  wasm.FuncIndex
	At     wasm.CodeOffset
	Level  int

	// What may be nil where it cannot be done.
	Writer  value.Writer
	Caller  Caller
	History History
}

// module returns the module whose functions and globals are meant; nil where there is none.
func (e *Env) module() *wasm.Module {
	if e.Module == nil && e.Symbols != nil {
		return e.Symbols.table.Module()
	}
	return e.Module
}

// Caller calls functions of the program, on top of the frame's thread.
type Caller interface {
	// Call runs a function until it returns.
	Call(f wasm.FuncIndex, args []symbols.Word) (results []symbols.Word, err error)
	// Element returns the function that an element of table 0 refers to: what a function pointer means.
	Element(n uint64) (wasm.FuncIndex, bool)
}

// History remembers results.
type History interface {
	// Result returns a result by its number, from 1 on.
	Result(n int) (value.Value, bool)
	// Results returns how many there are.
	Results() int
}

// sameCode reports whether what was compiled for one Env is good for another.
func (e *Env) sameCode(o *Env) bool {
	return e == o || e.At == o.At && e.Level == o.Level && e.Index == o.Index && e.Module == o.Module && e.Symbols == o.Symbols &&
		e.Language == o.Language && (e.Scope == nil) == (o.Scope == nil)
}
