package engine

import (
	"fmt"
	"unsafe"

	"github.com/wdbg/wdbg/wasm"
)

// Frame is one activation of a function. It is plain data: the values are in the thread's slots.
type Frame struct {
	Code *Code
	// PC is the next prepared instruction: of the top frame the one to execute, of the others
	// the one to return to.
	PC unsafe.Pointer
	// FP is the index of the frame's first slot in the thread's slots.
	FP uint64
}

// ThreadState says what a thread is doing.
type ThreadState uint8

// States of a thread.
const (
	ThreadReady ThreadState = iota
	ThreadWaiting
	ThreadDone
	ThreadTrapped
)

// Thread is a thread of a guest: the state of its execution as plain data. The
// slots hold, frame by frame, locals and operand stack; a callee's parameters are its caller's
// topmost operands.
type Thread struct {
	Store *Store
	ID    int
	State ThreadState
	// Entry is the function that the thread was made for; First, where it is set, runs before it.
	Entry, First *Func
	// Slots and Frames are the stack; Frames[:Depth] are in use, the top last.
	Slots  []uint64
	Frames []Frame
	Depth  int
	// Budget counts down the ticks of the present turn; at zero the tier stops.
	Budget int64
	// SkipProbe is the place of a probe that has fired already: the tier passes it once.
	SkipProbe unsafe.Pointer
	// AtLabel says that a tick stopped the top frame where its function or a loop begins, before any instruction there.
	AtLabel bool
	// InHost is the host function being called, nil outside of calls.
	InHost *Func
	// TierState is whatever the tier keeps with the thread.
	TierState any

	// Retry says that InHost gave up its call with ErrPaused: the tier makes the call again when the thread goes on.
	Retry bool
	// GaveUp says that the top frame's last instruction, a call of the host or a wait, gave up the turn: until the thread goes on it stands
	// in that instruction, as only there the frame means the same in all code of its function.
	GaveUp bool
	// Thrown is the exception that is about to be thrown again after a stop for it.
	Thrown Ref

	// announced: what the instruction is about to do was told, and the thread stopped for it.
	announced bool
	// standing: a stop was reported for the thread, and it has not gone on since. Probes that are added where it stands do not fire for it.
	standing bool
	// quiet: neither probes nor hooks count.
	quiet   bool
	yield   bool
	slice   int64 // Budget at the beginning of the turn
	ticks   uint64
	wait    waitState
	trap    *Trap
	results []wasm.ValType
	touched *touched // accesses that watches will be told of at the next instruction
}

// HostCall calls a host function through the store's gate. After an error InHost stays set, as part of the stack.
func (t *Thread) HostCall(c *Call) error {
	t.InHost = c.Func
	t.Store.watch.enterHost()
	err := t.Store.cfg.Gate.HostCall(c)
	if watchErr := t.Store.watch.leaveHost(t, c, err == nil); err == nil {
		err = watchErr
	}
	if err != nil {
		return err
	}
	t.InHost = nil
	return nil
}

// Yield makes the thread give up the rest of its turn once the host function it is called from returns.
func (t *Thread) Yield() { t.yield = true }

// YieldTurn reports whether Yield has been called since it was last asked.
func (t *Thread) YieldTurn() bool {
	yield := t.yield
	t.yield = false
	return yield
}

// Initial sizes of a thread's stack.
const (
	initialSlots  = 4096
	initialFrames = 64
)

// NewThread makes a thread that will call f when it is resumed.
func (s *Store) NewThread(f *Func, args []Value) (*Thread, error) {
	return s.newThread(nil, f, args)
}

// NewInstanceThread makes a thread that will run the start function of an instance that was linked, if there is one, and call f then.
func (s *Store) NewInstanceThread(i *Instance, f *Func, args []Value) (*Thread, error) {
	return s.newThread(i.Start(), f, args)
}

func (s *Store) newThread(first, f *Func, args []Value) (*Thread, error) {
	if err := checkArgs(f, args); err != nil {
		return nil, err
	}
	code := s.cfg.Tier.Enter(first, f)
	t := &Thread{
		Store:   s,
		ID:      s.nextThread,
		Entry:   f,
		First:   first,
		Slots:   make([]uint64, max(initialSlots, int(code.FrameSlots))),
		Frames:  make([]Frame, initialFrames),
		Depth:   1,
		results: f.FuncType.Results,
	}
	t.Frames[0] = Frame{Code: code, PC: code.Entry}
	ToSlots(t.Slots[:0], args)
	s.nextThread++
	s.Threads = append(s.Threads, t)
	return t, nil
}

func checkArgs(f *Func, args []Value) error {
	params := f.FuncType.Params
	if len(args) != len(params) {
		return fmt.Errorf("function takes %d arguments, %d given", len(params), len(args))
	}
	for i, a := range args {
		if a.Type != params[i] && !(a.Type.IsRef() && params[i].IsRef()) {
			return fmt.Errorf("argument %d has type %v, the function takes %v", i, a.Type, params[i])
		}
	}
	return nil
}

// Results returns the values the thread's function returned; valid once it is done.
func (t *Thread) Results() []Value { return FromSlots(t.results, t.Slots) }

// Ticks returns how many ticks the thread has run: one for every function entry and every loop iteration.
func (t *Thread) Ticks() uint64 { return t.ticks + uint64(t.slice-t.Budget) }

// Trap returns the trap that ended the thread, or nil.
func (t *Thread) Trap() *Trap { return t.trap }

// SlotLimit returns how many slots the thread's stack may have.
func (t *Thread) SlotLimit() uint64 { return t.Store.cfg.MaxStack / 8 }

// EnsureSlots makes room for n slots in all, moving them if needed; false means the stack is exhausted.
func (t *Thread) EnsureSlots(n uint64) bool {
	if n <= uint64(len(t.Slots)) {
		return true
	}
	if n > t.SlotLimit() {
		return false
	}
	slots := make([]uint64, min(max(n, 2*uint64(len(t.Slots))), t.SlotLimit()))
	copy(slots, t.Slots)
	t.Slots = slots
	return true
}

// EnsureFrames makes room for one more frame; false means the stack is exhausted.
func (t *Thread) EnsureFrames() bool {
	if t.Depth < len(t.Frames) {
		return true
	}
	if len(t.Frames) >= maxFrames {
		return false
	}
	frames := make([]Frame, 2*len(t.Frames))
	copy(frames, t.Frames)
	t.Frames = frames
	return true
}

// Top returns the top frame.
func (t *Thread) Top() *Frame { return &t.Frames[t.Depth-1] }

// FrameInfo is a frame as a person sees it.
type FrameInfo struct {
	Func *Func
	// Offset is the instruction: the one about to execute or at fault in the innermost frame, the call
	// in the others. Host functions have none.
	Offset wasm.FuncOffset
	// Depth is the position in Thread.Frames; -1 for a host function.
	Depth int
}

// FileOffset returns the instruction's place in the module file; ok is false for host functions.
func (f FrameInfo) FileOffset() (off wasm.FileOffset, ok bool) {
	if f.Func.Instance == nil {
		return 0, false
	}
	return f.Func.Instance.Module.Place(f.Func.Index, f.Offset)
}

// FrameAt returns the frame at a position in Frames; ok is false for those that are of no function.
func (t *Thread) FrameAt(depth int) (f FrameInfo, ok bool) {
	fr := &t.Frames[depth]
	if fr.Code.Func == nil {
		return FrameInfo{}, false
	}
	return FrameInfo{Func: fr.Code.Func, Depth: depth, Offset: t.offset(depth)}, true
}

// Walk calls visit for each frame of the thread, the innermost first, until it returns false.
func (t *Thread) Walk(visit func(FrameInfo) bool) {
	if t.InHost != nil && !visit(FrameInfo{Func: t.InHost, Depth: -1}) {
		return
	}
	for d := t.Depth - 1; d >= 0; d-- {
		fr := &t.Frames[d]
		if fr.Code.Func == nil {
			continue
		}
		if !visit(FrameInfo{Func: fr.Code.Func, Depth: d, Offset: t.offset(d)}) {
			return
		}
	}
}

// Locals returns the parameters and locals of a frame, given by its position in Frames.
func (t *Thread) Locals(depth int) ([]Value, error) {
	f := t.Frames[depth].Code.Func
	types, err := f.LocalTypes()
	if err != nil {
		return nil, err
	}
	fp := t.Frames[depth].FP
	return FromSlots(types, t.Slots[fp:]), nil
}

// Operands returns the operand stack of a frame from the bottom: the values before the instruction
// it is at. The operands of a call in progress belong to the callee and are left out.
func (t *Thread) Operands(depth int) ([]Value, error) {
	fr := &t.Frames[depth]
	f := fr.Code.Func
	at := t.offset(depth)
	state, err := f.stackAt(at)
	if err != nil {
		return nil, err
	}
	places, err := fr.Code.operands(at, t.executing(depth))
	if err != nil {
		return nil, err
	}
	return t.readOperands(fr, state, places), nil
}

// OperandSlot returns the index in Slots of the home of an operand of a frame that was settled, counted from the bottom.
func (t *Thread) OperandSlot(depth, n int) (uint64, error) {
	fr := &t.Frames[depth]
	places, err := fr.Code.operands(t.offset(depth), t.executing(depth))
	if err != nil {
		return 0, err
	}
	for _, p := range places {
		if p.Hidden {
			continue
		}
		if n == 0 {
			return fr.FP + uint64(p.Home), nil
		}
		n--
	}
	return 0, fmt.Errorf("the frame has no such operand")
}

func (t *Thread) readOperands(fr *Frame, types []wasm.ValType, places []Operand) []Value {
	values := make([]Value, 0, len(types))
	for _, p := range places {
		if p.Hidden || len(values) == len(types) {
			continue
		}
		v := Value{Type: types[len(values)], Lo: t.operandSlot(fr, &p, 0)}
		if v.Type == wasm.V128 {
			v.Hi = t.operandSlot(fr, &p, 1)
		}
		values = append(values, v)
	}
	return values
}

// operandSlot returns the first or second slot of an operand's value, wherever it is now.
func (t *Thread) operandSlot(fr *Frame, p *Operand, n int) uint64 {
	if p.Const {
		return p.Value[n]
	}
	v := t.Slots[fr.FP+uint64(p.Slot)+uint64(n)]
	if p.Low {
		v = uint64(uint32(v))
	}
	return v
}

// executing reports whether a frame is the one whose instructions are executed; the others are in a call.
func (t *Thread) executing(depth int) bool {
	return depth == t.Depth-1 && t.InHost == nil && !t.GaveUp
}

// atProbe reports whether the first thing that the thread does when it goes on is to fire probes.
func (t *Thread) atProbe() bool {
	fr := t.Top()
	if f := fr.Code.Func; f == nil || !t.executing(t.Depth-1) || fr.PC == t.SkipProbe || !f.stopsAt(t.offset(t.Depth-1)) {
		return false
	}
	return t.runnable()
}

// place returns what a frame's PC is to its code.
func (t *Thread) place(depth int) Place {
	switch {
	case !t.executing(depth):
		return AfterCall
	case t.AtLabel:
		return AtLabel
	}
	return AtInstr
}

// offset returns the instruction a frame is at: the next one to execute, or the call it is in.
func (t *Thread) offset(depth int) wasm.FuncOffset {
	fr := &t.Frames[depth]
	switch t.place(depth) {
	case AfterCall:
		return fr.Code.Map.CallOffset(fr.PC)
	case AtLabel:
		return fr.Code.Map.LabelOffset(fr.PC)
	}
	return fr.Code.Map.Offset(fr.PC)
}
