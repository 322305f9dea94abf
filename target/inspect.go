package target

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// Inspect reads the state of a program that stands still. Errors say why something cannot be read; where that
// is a fact about the program they are *symbols.Unavailable.
type Inspect interface {
	// Instances returns the instances in the order in which they were made. An instance stays what it is.
	Instances() []Instance
	// Threads returns the threads that have not ended, the one that stopped last first.
	Threads() []Thread
	// NumFrames returns how many physical frames a thread has.
	NumFrames(t ThreadID) int
	// Frames returns up to n frames of a thread, the innermost being number 0, from number from on.
	Frames(t ThreadID, from, n int) ([]Frame, error)
	// Locals returns the parameters and locals of a frame, Operands its operand stack from the bottom, without what
	// a call in progress has taken. They fail for frames of the host.
	Locals(t ThreadID, depth int) ([]symbols.Word, error)
	Operands(t ThreadID, depth int) ([]symbols.Word, error)
	// Machine returns the state of a frame for those who read values by debug information. It is good until the program runs or is changed.
	Machine(t ThreadID, depth int) (symbols.Machine, error)
	// StaticMachine is the state of an instance outside of any frame: locals and operands are unavailable.
	StaticMachine(i InstanceID) (symbols.Machine, error)

	// Global returns a global of an instance.
	Global(i InstanceID, g wasm.GlobalIndex) (symbols.Word, error)
	// Memories returns the memories of an instance.
	Memories(i InstanceID) []Memory
	// ReadMemory fills p; it reads all of p or fails.
	ReadMemory(i InstanceID, m wasm.MemoryIndex, p []byte, addr uint64) error
	// TableSize returns the number of elements of a table, TableElem one of them.
	TableSize(i InstanceID, t wasm.TableIndex) (uint64, error)
	TableElem(i InstanceID, t wasm.TableIndex, n uint64) (symbols.Word, error)
	// Func returns the function that a reference refers to; ok is false for null and for what is no function.
	Func(ref symbols.Word) (FuncRef, bool)
	// Resolve returns what an index of an instance's function index space stands for, an import of another
	// instance's function resolved to that.
	Resolve(i InstanceID, f wasm.FuncIndex) (FuncRef, bool)
	// Callee returns the function that the innermost frame of a thread is about to call, if it is about to execute an
	// instruction that calls one; ok is false where it is not, or the call would trap.
	Callee(t ThreadID) (FuncRef, bool)
	// Dropped reports whether a data or an element segment is dropped.
	DataDropped(i InstanceID, d wasm.DataIndex) bool
	ElemDropped(i InstanceID, e wasm.ElemIndex) bool
}

// Instance is an instance of a module.
type Instance struct {
	ID     InstanceID
	Name   string
	Path   string // of the module's file; "" where it has none
	Module *wasm.Module
}

// Thread is a thread of the program.
type Thread struct {
	ID   ThreadID
	Name string // what it runs, as "main" or "thread 2"
	// Waiting says that it waits for a notification.
	Waiting bool
}

// Frame is a physical frame: an activation of a function.
type Frame struct {
	// Place is the instruction: the one about to execute, or that trapped, in the innermost frame, the call in the others.
	Place
	Thread ThreadID
	// Host is the function of the host that the frame is of; then Place means nothing and Instance is NoInstance.
	Host *HostFunc
	// Depth counts from the outermost frame and stays the same for as long as the frame exists; a tail
	// call replaces the frame's function and keeps its depth. It is greater than that of all frames further out.
	Depth int
}

// HostFunc is a function that the host provides.
type HostFunc struct {
	Module, Name string
	Type         wasm.FuncType
}

// FuncRef is a function: of an instance, or of the host, where Host is set.
type FuncRef struct {
	Instance InstanceID
	Func     wasm.FuncIndex
	Host     *HostFunc
}

// Memory is a linear memory.
type Memory struct {
	Size uint64 // in bytes
	Type wasm.MemoryType
}
