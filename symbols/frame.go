package symbols

import (
	"sync/atomic"

	"github.com/wdbg/wdbg/wasm"
)

// File is a source file as the debug information knows it.
type File struct {
	// Path is as the compiler wrote it, its directories joined: often relative, often of another machine.
	Path string
	// MD5 is the digest of the file that was compiled, where HasMD5.
	MD5    [16]byte
	HasMD5 bool
	// Embedded returns the file's text where the debug information contains it; nil where it does not.
	Embedded func() []byte
}

// Pos is a place in a source file. Line and Column count from 1; 0 is unknown. Columns count bytes.
type Pos struct {
	File   *File
	Line   int
	Column int
}

// IsValid reports whether file and line are known.
func (p Pos) IsValid() bool { return p.File != nil && p.Line > 0 }

// Language is the language that a piece of a program was written in.
type Language uint8

// Languages.
const (
	LanguageUnknown Language = iota
	C
	CPlusPlus
	Rust
	Go
	TinyGo
	AssemblyScript
	Zig
	Swift
	D
	Fortran
	ObjectiveC
	Assembler // also the text format
)

// Func is a function of the source: one with code of its own, or one that was inlined.
type Func struct {
	// Name is the function's own name, such as "push_back"; with template arguments as the debug information has them.
	Name string
	// Scope is what it is declared in, such as "std::__2::vector<int>"; "" where that is nothing or unknown.
	Scope string
	// Linkage is the name for the linker, mangled, as LinkageName returns it. A source sets it, or ReadLinkage.
	Linkage  string
	Language Language
	Decl     Pos
	// Index is the function in the module, where HasIndex; an inlined one has none.
	Index    wasm.FuncIndex
	HasIndex bool
	// Ranges is the function's code, where it has its own.
	Ranges []Range
	Origin Origin

	// ReadLinkage reads the name for the linker where Linkage is not set: such names are long, and seldom asked for.
	ReadLinkage func() string

	display atomic.Pointer[string] // DisplayName, once it was asked for
}

// LinkageName returns the name for the linker, mangled; "" where it is unknown or the same as Name.
func (f *Func) LinkageName() string {
	if f.Linkage != "" || f.ReadLinkage == nil {
		return f.Linkage
	}
	if name := f.ReadLinkage(); name != f.Name {
		return name
	}
	return ""
}

// RawName returns the name for the linker, or where there is none the function's own.
func (f *Func) RawName() string {
	if name := f.LinkageName(); name != "" {
		return name
	}
	return f.Name
}

// Frame is a logical frame: a call that the source has, whether or not it was inlined.
type Frame struct {
	// Func is nil only where a Source knows no more than a position.
	Func *Func
	// Pos is the place in this frame: of the instruction in the innermost one, in others of the call that was inlined there.
	Pos Pos
	// Inlined says that Func was inlined into the function of the next frame.
	Inlined bool
	// Scope gives the variables; nil where nothing is known about them.
	Scope Scope
	// Origin is where Pos comes from; Func says for itself.
	Origin Origin
}

// Scope is what is visible in a logical frame at one instruction.
type Scope interface {
	// Variables returns the parameters, then the variables of the enclosing blocks from the outermost in, each in order
	// of declaration. An inner one hides an outer one of the same name. On an error, those that could be read.
	Variables() ([]*Variable, error)
	// Result returns the type of what the function returns; nil for void or where it is unknown.
	Result() *Type
}

// CallScope is a Scope that knows which call it is of.
type CallScope interface {
	Scope
	// Call identifies the call, among those of the module's debug information: a function with code of its own, or one call
	// that was inlined.
	Call() uint64
	// Code returns where the code of the call is.
	Code() []Range
}
