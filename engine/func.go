package engine

import (
	"unsafe"

	"github.com/wdbg/wdbg/engine/heap"
	"github.com/wdbg/wdbg/wasm"
)

// HostFunc is a function provided by the host. Call reads its arguments from
// c.Args and writes its results to c.Results. An error ends the guest: *ExitError with
// a status, *Trap as it is, anything else as TrapHost.
type HostFunc struct {
	Module, Name string
	Type         wasm.FuncType // only abstract heap types
	Call         func(c *Call) error
}

// Call is one call of a host function.
type Call struct {
	Thread *Thread
	// Caller is the instance whose code made the call; nil where the host itself did.
	Caller *Instance
	Func   *Func
	// Args and Results are slots (see Value); they overlap, so read before writing.
	Args, Results []uint64
}

// Memory returns the caller's memory 0, or nil.
func (c *Call) Memory() *Memory {
	if c.Caller == nil || len(c.Caller.Memories) == 0 {
		return nil
	}
	return c.Caller.Memories[0]
}

// Func is a function of a store: defined by an instance's module or by the host.
type Func struct {
	// Code is the prepared code, nil until the tier has prepared it and for host functions.
	Code *Code
	// Instance is where the function is defined; nil for a host function.
	Instance *Instance
	Type     wasm.TypeID
	// ID is the function's index in the store.
	ID uint32
	// Index is the function's index in its module; of a host function it means nothing.
	Index wasm.FuncIndex
	// ParamSlots and ResultSlots are the sizes of its arguments and results.
	ParamSlots, ResultSlots uint32
	FuncType                *wasm.FuncType
	Host                    *HostFunc

	// breaks are the places where the prepared code stops to fire probes, sorted; stepping stands for all.
	breaks   []wasm.FuncOffset
	stepping bool
	// probes of the function by their offsets; settled are further places where frames stood whose values were changed.
	probes   map[wasm.FuncOffset][]*Probed
	settled  []wasm.FuncOffset
	variants variants
	known    *locals // once somebody asked
	// after are the places that follow instructions of which watches took notice, sorted: the code stops there too.
	after []wasm.FuncOffset
	// locals are the watched locals, while code for one frame is being prepared.
	locals []Access
}

// Ref returns the function's reference.
func (f *Func) Ref() Ref { return heap.MakeFunc(f.ID) }

// Name returns the function's name in its module, "" where it has none; host functions are "module.name".
func (f *Func) Name() string {
	if f.Host != nil {
		return f.Host.Module + "." + f.Host.Name
	}
	return f.Instance.Module.FuncName(f.Index)
}

// Barriers returns where prepared code has to stop for probes: the offsets, or all instructions.
func (f *Func) Barriers() (at []wasm.FuncOffset, all bool) { return f.breaks, f.stepping }

// Code is a function prepared by a tier. The frame layout is common to all
// tiers: parameters and locals, then the operand stack, each value in its slots.
type Code struct {
	// Entry is the first prepared instruction; what it points to is the tier's business.
	Entry unsafe.Pointer
	// FrameSlots is the size of a frame, LocalSlots the part that holds parameters and locals.
	FrameSlots, LocalSlots uint32
	// ZeroSlots are the slots of the locals after the parameters, zeroed on entry.
	ZeroSlots uint32
	Func      *Func
	Map       CodeMap

	roots map[rootKey][]rootSlot
}

// operands returns where the operands of a frame are that is at an instruction, or in the call it makes: the
// arguments of a call in progress are the callee's.
func (c *Code) operands(at wasm.FuncOffset, executing bool) ([]Operand, error) {
	places, err := c.Map.Operands(at)
	if err != nil || executing {
		return places, err
	}
	return places[:len(places)-min(len(places), c.Func.callArity(at))], nil
}

// CodeMap says how the prepared code relates to the function's body.
type CodeMap interface {
	// Offset returns the wasm instruction a prepared instruction belongs to.
	Offset(pc unsafe.Pointer) wasm.FuncOffset
	// LabelOffset returns the first wasm instruction of the function or loop whose prepared code begins at pc.
	LabelOffset(pc unsafe.Pointer) wasm.FuncOffset
	// CallOffset returns the call instruction whose return address is pc.
	CallOffset(pc unsafe.Pointer) wasm.FuncOffset
	// Operands returns where the values of the operand stack are before the instruction at an offset.
	Operands(at wasm.FuncOffset) ([]Operand, error)
}

// Operand says where an operand of the operand stack is.
type Operand struct {
	// Home is the frame slot of the operand stack that belongs to the operand, Slots its size.
	Home, Slots uint32
	// Slot is the frame slot that holds the value now; valid where Const is false.
	Slot  uint32
	Const bool
	Value [2]uint64
	// Low says that only the low half of the slot counts: the value is an i32.
	Low bool
	// Hidden marks a value the engine keeps in the operand stack that the program
	// does not see: the exception of a legacy catch block.
	Hidden bool
}

// Tier turns function bodies into prepared code and runs it.
type Tier interface {
	// Prepare makes code for a defined function whose body is valid.
	Prepare(f *Func) (*Code, error)
	// Run executes a thread from its top frame until it stops.
	Run(t *Thread) Stop
	// Enter makes the code a thread starts from: it calls first, unless that is nil, which neither takes nor returns anything, then f with the
	// arguments in the first slots of its frame, and stops when f returns.
	Enter(first, f *Func) *Code
	// Find returns the prepared instruction for a place in a function, to move a frame from one preparation to another.
	Find(code *Code, at wasm.FuncOffset, place Place) (unsafe.Pointer, error)
}

// Place says what an offset stands for in Tier.Find.
type Place uint8

// Places a frame can be at.
const (
	AtInstr   Place = iota // about to execute the instruction
	AtLabel                // where the function or loop begins whose first instruction it is
	AfterCall              // in the call, about to return to what follows it
)
