package target

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// Mutator changes the state of a program that stands still. Of a Word what counts is its bits; its Type must be that of
// what is changed, where it is not zero.
type Mutator interface {
	// WriteMemory writes all of p or fails.
	WriteMemory(i InstanceID, m wasm.MemoryIndex, p []byte, addr uint64) error
	SetGlobal(i InstanceID, g wasm.GlobalIndex, w symbols.Word) error
	SetLocal(t ThreadID, depth int, l wasm.LocalIndex, w symbols.Word) error
	// SetOperand changes a value of the operand stack, counted from the bottom.
	SetOperand(t ThreadID, depth int, n int, w symbols.Word) error
}

// Caller calls functions of the program.
type Caller interface {
	// Call runs a function on top of a stopped thread until it returns, and nothing else of the program; breaks, watches and
	// catches do not count meanwhile. Afterwards frames, locals and operands are as they were, and if it did not
	// return, globals too. What it did to memory stays. Where it does not return the Stop says why: a trap, an exit,
	// Interrupted; the program is not ended by it.
	Call(t ThreadID, f FuncRef, args []symbols.Word) (results []symbols.Word, stop *Stop, err error)
}

// Jumper moves frames of a thread that stands still to other instructions. Nothing in between is executed, and nothing undone: memory, globals
// and objects stay as they are. Errors say why a move is not possible; then nothing has changed.
type Jumper interface {
	// CheckJump returns why Jump would fail; nil where it would not.
	CheckJump(t ThreadID, p Place) error
	// Jump makes the innermost frame of a thread go on at another instruction of its function. Locals stay. Of the operand stack
	// stays what the instruction expects to be there, whose types have to be those of the operands from the bottom, and the rest is dropped.
	// Breaks at the place do not stop the thread before it has executed the instruction.
	Jump(t ThreadID, p Place) error
	// CheckRestart returns why RestartFrame would fail; nil where it would not.
	CheckRestart(t ThreadID, depth int) error
	// RestartFrame makes a frame of a function stand at its first instruction again: frames further in are dropped, locals are zero, and
	// the operand stack is empty. The parameters stay what they are now, also where the code has set them.
	RestartFrame(t ThreadID, depth int) error
}

// Access is what is done to something that is watched.
type Access uint8

// Accesses.
const (
	Read Access = 1 << iota
	Write
)

// WatchKind says what is watched.
type WatchKind uint8

// Kinds of what can be watched.
const (
	WatchMemory WatchKind = iota // Size bytes at Addr of Memory
	WatchGlobal                  // Global of Instance
	WatchLocal                   // Local of the frame Depth of Thread; it counts for as long as that frame exists
)

// Watch is a reason to stop when something is accessed.
type Watch struct {
	Kind     WatchKind
	Access   Access
	Instance InstanceID
	Memory   wasm.MemoryIndex
	Addr     uint64
	Size     uint64
	Global   wasm.GlobalIndex
	Thread   ThreadID
	Depth    int
	Local    wasm.LocalIndex
	// Test, where set, is asked at each access: false lets the program go on.
	Test func(h *WatchHit) bool
}

// WatchHit is an access to something that is watched.
type WatchHit struct {
	Watch  *Watch
	Access Access
	// Old and New are all of what is watched before and after the access, little-endian. For reads they are equal.
	Old, New []byte
	// By is the frame that did it, at the instruction that did it; of the host where a host function did.
	By Frame
}

// Watcher watches memory, globals and locals.
type Watcher interface {
	// SetWatches replaces all watches. Nothing is slower where there are none.
	SetWatches(ws []*Watch) error
}

// Catches are events that stop the program. Each nil function never does.
type Catches struct {
	// Throw is asked before an exception is thrown.
	Throw func(t *Throw) bool
	// HostCall is asked before a function of the host is called by a thread.
	HostCall func(t ThreadID, h *HostFunc) bool
	// Load stops after an instance was made.
	Load bool
}

// Catcher stops at events.
type Catcher interface {
	SetCatches(c Catches) error
}

// Throw is an exception about to be thrown, with where it will be caught.
type Throw struct {
	Thread    ThreadID
	Exception Exception
	// Caught says that there is a handler: in the frame CatchDepth of the thread, where execution goes on at Handler.
	Caught     bool
	CatchDepth int
	Handler    Place
}

// Exception is an exception object.
type Exception struct {
	// Ref is the object, where there is one.
	Ref symbols.Word
	// Tag is the name of its tag as a module has it, or its number; TagInstance and TagIndex say where it is defined.
	Tag         string
	TagInstance InstanceID
	TagIndex    wasm.TagIndex
	Values      []symbols.Word
}

// Objects shows garbage-collected objects. References are Words of reference types.
type Objects interface {
	// Object returns what a reference refers to; ok is false for null, functions and host references. An i31 is an object of its kind.
	Object(ref symbols.Word) (Object, bool)
	// Each visits all objects that can be reached, and others that are not collected yet, until visit returns false.
	Each(visit func(ref symbols.Word, o ObjectInfo) bool)
	// Referrers returns who refers to an object: at most limit.
	Referrers(ref symbols.Word, limit int) ([]Link, error)
	// Path returns a shortest way from a root to an object: the first link is of a root, each further one of the object before it.
	// It is empty where the object cannot be reached.
	Path(ref symbols.Word) ([]Link, error)
	// Collect frees what cannot be reached.
	Collect() error
}

// ObjectInfo is what is known of an object without its content.
type ObjectInfo struct {
	// Kind is "struct", "array", "i31" or "exception".
	Kind string
	// Type is the object's type in Instance, an instance whose module defines it; HasType is false for an i31 and exceptions.
	Instance InstanceID
	Type     wasm.TypeIndex
	HasType  bool
	// Len is the number of fields, or of elements; Bytes what it takes of the heap.
	Len   uint64
	Bytes uint64
}

// Object is an object with access to its content.
type Object struct {
	ObjectInfo
	// Field returns a field of a structure, an element of an array, a value of an exception, or the number an i31 is. Packed ones are zero-extended i32.
	Field func(n uint64) (symbols.Word, error)
}

// Link is a reference to an object: a field of another object, or a root.
type Link struct {
	// From is the object that has the reference; for a root its Text says what it is: "global 3 (cache) of app", "local 2 of frame 4".
	From symbols.Word
	Root bool
	Text string // of a field: ".next", "[3]"
	To   symbols.Word
}
