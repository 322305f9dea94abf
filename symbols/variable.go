package symbols

import (
	"fmt"

	"github.com/wdbg/wdbg/wasm"
)

// VarKind is what a variable is.
type VarKind uint8

// Kinds of variables.
const (
	Parameter VarKind = iota
	Local
	Global   // outside of functions
	Static   // in a function, or a static member
	Constant // has a value and no place
)

// String returns the kind in a word.
func (k VarKind) String() string {
	switch k {
	case Parameter:
		return "parameter"
	case Local:
		return "local"
	case Global:
		return "global"
	case Static:
		return "static"
	case Constant:
		return "constant"
	}
	return fmt.Sprintf("kind %d", k)
}

// Variable is a variable of the source.
type Variable struct {
	Name string
	// Scope qualifies the name of a global or static variable: "app::config".
	Scope string
	Type  *Type
	Kind  VarKind
	// Artificial: the compiler made it (this, captures).
	Artificial bool
	// Block is how deep in the function's blocks it is declared; 0 for the function itself.
	Block int
	Decl  Pos
	// Locator finds it; nil where the debug information has no location at all: optimised out.
	Locator Locator
}

// Locator finds a variable.
type Locator interface {
	// Locate returns where the variable is. The machine is in the state of the variable's frame.
	// An error is an *Unavailable where the variable can be known to have no value here.
	Locate(m Machine) (Location, error)
	// Live returns the ranges of code in which the variable has a location; nil means everywhere in its scope.
	Live() []Range
}

// Machine is the state of a frame, and of the instance its function belongs to. Every error says why something cannot be read.
type Machine interface {
	// Local reads a wasm local, Operand a value of the operand stack counted from its bottom, Global a global of the instance.
	Local(i uint32) (Word, error)
	Operand(i uint32) (Word, error)
	Global(i uint32) (Word, error)
	// ReadMemory fills p from the linear memory 0 of the instance. It reads all of p or fails.
	ReadMemory(p []byte, addr uint64) error
	// MemorySize is the size of that memory in bytes.
	MemorySize() uint64
}

// Word is a value of the machine.
type Word struct {
	Type wasm.ValType
	// Lo holds i32 and f32 (zero-extended), i64, f64; Lo and Hi hold v128, little end first.
	Lo, Hi uint64
	// Text shows a reference, such as "null" or "func 12 (main)".
	Text string
}

// Location is where a value is: one piece, or several that together make it, the lowest bytes first.
type Location struct{ Pieces []Piece }

// PieceKind says where a piece of a value is.
type PieceKind uint8

// Kinds of pieces.
const (
	InMemory  PieceKind = iota // at Addr
	InLocal                    // in the wasm local Index
	InOperand                  // on the operand stack at Index from the bottom
	InGlobal                   // in the wasm global Index
	IsValue                    // Bytes; it has no place
	IsPointer                  // a pointer to something that has no address: Pointee + Offset
	IsMissing                  // Why
)

// Piece is a part of a value.
type Piece struct {
	Kind  PieceKind
	Addr  uint64
	Index uint32
	Bytes []byte // little-endian; at least as many as the piece has bits
	// Bits is the piece's size, 0 for all of the value; BitOffset is where it begins in its place.
	Bits, BitOffset uint64
	// Pointee is what an implicit pointer points to (DWARF 5 §2.6.1.1.4), Offset how many bytes into it.
	Pointee *Variable
	Offset  int64
	Why     *Unavailable
}

// Memory returns the location of something in linear memory.
func Memory(addr uint64) Location { return Location{[]Piece{{Kind: InMemory, Addr: addr}}} }

// ConstantBytes returns the location of a value that has no place.
func ConstantBytes(b []byte) Location { return Location{[]Piece{{Kind: IsValue, Bytes: b}}} }

// Address returns the address of a value that lies in memory as a whole.
func (l Location) Address() (addr uint64, ok bool) {
	if len(l.Pieces) == 1 && l.Pieces[0].Kind == InMemory && l.Pieces[0].BitOffset == 0 {
		return l.Pieces[0].Addr, true
	}
	return 0, false
}

// Reason is why a value is not available.
type Reason uint8

// Reasons.
const (
	OptimizedOut  Reason = iota // the compiler kept no copy here
	NotSetUp                    // the function has not made its frame yet
	Removed                     // the linker dropped it
	NoState                     // the machine cannot show the place: an operand stack, another thread's frame
	OutsideMemory               // an address beyond the memory
	Unsupported                 // the debug information says something that cannot be evaluated
	Malformed                   // the debug information is corrupt
)

// Unavailable is the error of a value that cannot be shown, with its reason.
type Unavailable struct {
	Reason Reason
	Detail string // what a person should know beyond the reason; may be empty
}

func (u *Unavailable) Error() string {
	s := u.Reason.String()
	if u.Detail != "" {
		s += ": " + u.Detail
	}
	return s
}

func (r Reason) String() string {
	switch r {
	case OptimizedOut:
		return "optimized out"
	case NotSetUp:
		return "the frame is not set up yet"
	case Removed:
		return "removed by the linker"
	case NoState:
		return "cannot be read here"
	case OutsideMemory:
		return "outside memory"
	case Unsupported:
		return "not supported"
	case Malformed:
		return "malformed debug information"
	}
	return fmt.Sprintf("reason %d", r)
}
