package interp

import (
	"errors"
	"fmt"
	"slices"
	"unsafe"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// newHandlers builds the table of handlers: for each instruction outside the loop, and for those inside it
// that have cases the loop leaves out.
func newHandlers() [opCount]handler {
	var h [opCount]handler
	for i := range h {
		h[i] = unknownInstr
	}
	h[opCall] = callSlow
	h[opCallImport] = callSlow
	h[opCallIndirect] = callIndirect
	h[opExit] = exit
	h[opCrossReturn] = crossReturn
	h[opCallFunc] = callStoreFunc
	h[opReturnN] = returnN
	h[opProbe] = probe
	h[opGlobalGet2] = globalGet2
	h[opGlobalSet2] = globalSet2
	h[opSelect2] = select2
	h[opRefTestType] = refTestType
	h[opTailFunc] = tailFunc
	h[opThrowSlot] = throwSlot
	h[opCopyN] = copyN
	for o, f := range map[op.Op]handler{
		op.Unreachable:        unreachable,
		op.CallIndirect:       callIndirect,
		op.CallRef:            callRef,
		op.ReturnCallIndirect: tailIndirect,
		op.ReturnCallRef:      tailRef,
		op.Throw:              throw,
	} {
		h[opWasm+uint16(o)] = f
	}
	numericHandlers(&h)
	memoryHandlers(&h)
	tableHandlers(&h)
	objectHandlers(&h)
	vectorHandlers(&h)
	atomicHandlers(&h)
	watchHandlers(&h)
	return h
}

func unknownInstr(m *machine, in *ins, _ unsafe.Pointer) action {
	return m.trap(engine.TrapInvalidCode, fmt.Sprintf("prepared instruction %d has no handler", in.op))
}

// trap stops with a trap.
func (m *machine) trap(kind engine.TrapKind, detail string) action {
	return m.trapWith(&engine.Trap{Kind: kind, Detail: detail})
}

func (m *machine) trapWith(t *engine.Trap) action {
	m.stop = m.thread.TrapStop(t)
	return actStop
}

func unreachable(m *machine, _ *ins, _ unsafe.Pointer) action {
	return m.trap(engine.TrapUnreachable, "")
}

func exit(m *machine, _ *ins, _ unsafe.Pointer) action {
	m.stop = engine.Stop{Kind: engine.StopDone, Thread: m.thread}
	return actStop
}

// probe fires the probes of the next instruction, unless execution stopped here and goes on.
func probe(m *machine, _ *ins, _ unsafe.Pointer) action {
	t := m.thread
	if t.SkipProbe == m.frame.PC {
		t.SkipProbe = nil
		return actNext
	}
	m.sync()
	code := t.Top().Code
	stop := t.FireProbes()
	m.reload()
	if stop {
		// When the thread goes on it passes this probe.
		t.SkipProbe = m.frame.PC
		m.stop = engine.Stop{Kind: engine.StopProbe, Thread: t}
		return actStop
	}
	if t.Store.TakePause() {
		t.SkipProbe = m.frame.PC
		m.stop = engine.Stop{Kind: engine.StopPause, Thread: t}
		return actStop
	}
	if m.frame.Code == code {
		return actNext
	}
	// The probe changed the set of probes: the frame is at the same place of other code.
	t.SkipProbe = m.frame.PC
	return actJump
}

func returnN(m *machine, in *ins, fp unsafe.Pointer) action {
	n := int(in.c)
	copy(unsafe.Slice((*uint64)(fp), n), unsafe.Slice((*uint64)(slot(fp, in.b)), n))
	m.frame = (*engine.Frame)(unsafe.Add(unsafe.Pointer(m.frame), -frameSize))
	return actJump
}

func copyN(_ *machine, in *ins, fp unsafe.Pointer) action {
	copy(slotsAt(fp, in.a, int(in.imm)), slotsAt(fp, in.b, int(in.imm)))
	return actNext
}

func globalGet2(m *machine, in *ins, fp unsafe.Pointer) action {
	g := m.inst.Globals[in.imm]
	w64(fp, in.a, g.Lo)
	w64(fp, in.a+1, g.Hi)
	return actNext
}

func globalSet2(m *machine, in *ins, fp unsafe.Pointer) action {
	g := m.inst.Globals[in.imm]
	g.Lo, g.Hi = r64(fp, in.b), r64(fp, in.b+1)
	return actNext
}

func select2(m *machine, in *ins, fp unsafe.Pointer) action {
	from := in.b
	if r32(fp, uint16(in.imm)) == 0 {
		from = in.c
	}
	lo, hi := r64(fp, from), r64(fp, from+1)
	w64(fp, in.a, lo)
	w64(fp, in.a+1, hi)
	return actNext
}

// faultStop traps for an instruction of the loop that cannot go on.
func (m *machine) faultStop(in *ins, fp unsafe.Pointer) engine.Stop {
	m.sync()
	return m.thread.TrapStop(m.fault(in, fp))
}

func (m *machine) fault(in *ins, fp unsafe.Pointer) *engine.Trap {
	if int(in.op) < len(accesses) && accesses[in.op].size != 0 {
		a := &accesses[in.op]
		return boundsTrap(a.what, uint64(a.size), a.address(in, fp), 0, m.memLen)
	}
	x, y := int64(r64(fp, in.b)), int64(r64(fp, in.c))
	if in.op < opI64DivS {
		x, y = int64(int32(x)), int64(int32(y))
	}
	if y == 0 {
		return &engine.Trap{Kind: engine.TrapDivideByZero, Detail: fmt.Sprintf("%d / 0", x)}
	}
	return &engine.Trap{Kind: engine.TrapIntegerOverflow, Detail: fmt.Sprintf("%d / -1 is out of range", x)}
}

// access is what an instruction that can fault accesses.
type access struct {
	size uint8
	what string
	mode addressMode
}

// addressMode says how an address is computed.
type addressMode uint8

const (
	atSlot      addressMode = iota // slot b, offset imm
	atSlotShort                    // slot b, offset in the low half of imm
	atConst                        // imm
	atSumConst                     // slot b and the high half of imm; offset in the low half; the sum belongs into slot c
	atSum                          // slots b and c, offset in the low half of imm; the sum belongs into the slot above it in imm
)

// address returns the effective address of a faulting access. A sum that was computed on the way is written
// where the operand stack has it.
func (a *access) address(in *ins, fp unsafe.Pointer) uint64 {
	switch a.mode {
	case atSlotShort:
		return uint64(r32(fp, in.b)) + uint64(uint32(in.imm))
	case atConst:
		return in.imm
	case atSumConst:
		sum := uint64(r32(fp, in.b) + uint32(in.imm>>32))
		w64(fp, in.c, sum)
		return sum + uint64(uint32(in.imm))
	case atSum:
		sum := uint64(r32(fp, in.b) + r32(fp, in.c))
		w64(fp, uint16(in.imm>>32), sum)
		return sum + uint64(uint32(in.imm))
	}
	return uint64(r32(fp, in.b)) + in.imm
}

// count returns a number with its noun.
func count(n uint64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func boundsTrap(what string, size, ea uint64, memory int, length uint64) *engine.Trap {
	return &engine.Trap{Kind: engine.TrapMemoryBounds, Detail: fmt.Sprintf(
		"%s of %s at 0x%x, memory %d has %s", what, count(size, "byte"), ea, memory, count(length, "byte"))}
}

// callSlow calls a function of the instance in the cases the loop leaves out: not prepared yet,
// imported, or out of stack.
func callSlow(m *machine, in *ins, _ unsafe.Pointer) action {
	return m.call(m.inst.Funcs[in.imm], in.a)
}

func callStoreFunc(m *machine, in *ins, _ unsafe.Pointer) action {
	return m.call(m.thread.Store.Funcs[in.imm], in.a)
}

// call calls any function with the arguments from slot a upwards.
func (m *machine) call(f *engine.Func, a uint16) action {
	base := m.frame.FP + uint64(a)
	if f.Instance == nil {
		return m.callHost(f, base)
	}
	if act := m.prepare(f); act != actNext {
		return act
	}
	m.frame.PC = unsafe.Add(m.frame.PC, insSize)
	if act := m.push(f, base); act != actNext {
		m.frame.PC = unsafe.Add(m.frame.PC, -insSize)
		return act
	}
	return m.begin(f)
}

// prepare makes sure that a function has code.
func (m *machine) prepare(f *engine.Func) action {
	if f.Code != nil {
		return actNext
	}
	if err := m.thread.Store.Prepare(f); err != nil {
		return m.trapWith(&engine.Trap{Kind: engine.TrapInvalidCode, Detail: err.Error(), Err: err})
	}
	return actNext
}

// push makes the frames of a call whose arguments are at base; the caller's PC is already
// the return address. A call into another instance gets a frame in between that leads back.
func (m *machine) push(f *engine.Func, base uint64) action {
	t := m.thread
	m.sync()
	depth := t.Depth
	if f.Instance != m.inst {
		if !t.EnsureFrames() {
			return m.stackExhausted()
		}
		t.Frames[t.Depth] = engine.Frame{Code: &m.tier.cross, PC: m.tier.cross.Entry, FP: base}
		t.Depth++
	}
	if !t.EnsureFrames() || !t.EnsureSlots(base+uint64(f.Code.FrameSlots)) {
		t.Depth = depth
		m.moved()
		m.frame = t.Top()
		return m.stackExhausted()
	}
	t.Frames[t.Depth] = engine.Frame{Code: f.Code, PC: f.Code.Entry, FP: base}
	t.Depth++
	m.moved()
	m.frame = t.Top()
	return actNext
}

// begin zeroes the locals of the top frame, a new one, and ticks.
func (m *machine) begin(f *engine.Func) action {
	t := m.thread
	if f.Instance != m.inst {
		m.enter(f.Instance)
	}
	end := m.frame.FP + uint64(f.Code.LocalSlots)
	clear(t.Slots[end-uint64(f.Code.ZeroSlots) : end])
	if t.Budget--; t.Budget <= 0 {
		t.AtLabel = true
		m.stop = engine.Stop{Kind: engine.StopTick, Thread: t}
		return actStop
	}
	return actJump
}

func (m *machine) stackExhausted() action {
	t := m.thread
	calls := 0
	for d := range t.Depth {
		if t.Frames[d].Code.Func != nil {
			calls++
		}
	}
	return m.trap(engine.TrapStackExhausted, fmt.Sprintf("%d calls deep, %d bytes of stack in use",
		calls, (t.Top().FP+uint64(t.Top().Code.FrameSlots))*8))
}

// crossReturn goes back to the instance of the caller: the frame in between is left.
func crossReturn(m *machine, _ *ins, _ unsafe.Pointer) action {
	m.sync()
	m.thread.Depth--
	m.reload()
	return actJump
}

// callHost calls a host function through the store's gate.
func (m *machine) callHost(f *engine.Func, base uint64) action {
	t := m.thread
	n := uint64(max(f.ParamSlots, f.ResultSlots))
	if !t.EnsureSlots(base + n) {
		return m.stackExhausted()
	}
	m.moved()
	m.sync()
	if !t.Told() && t.AnnounceHost(f) {
		m.stop = engine.Stop{Kind: engine.StopHost, Thread: t, Host: f}
		return actStop
	}
	args := t.Slots[base : base+n]
	call := engine.Call{Thread: t, Caller: m.inst, Func: f, Args: args[:f.ParamSlots], Results: args[:f.ResultSlots]}
	m.frame.PC = unsafe.Add(m.frame.PC, insSize)
	err := t.HostCall(&call)
	m.reload()
	if err == engine.ErrPaused {
		t.Retry = true
		m.stop = engine.Stop{Kind: engine.StopPause, Thread: t, Host: f}
		return actStop
	}
	if err != nil {
		return m.hostError(f, err)
	}
	if t.State == engine.ThreadWaiting || t.YieldTurn() {
		t.GaveUp = true
		m.stop = engine.Stop{Kind: engine.StopYield, Thread: t}
		return actStop
	}
	// A frame that stands in a call holds no references that the call has returned.
	if t.Store.PauseWanted() && !slices.ContainsFunc(f.FuncType.Results, wasm.ValType.IsRef) && t.Store.TakePause() {
		t.GaveUp = true
		m.stop = engine.Stop{Kind: engine.StopPause, Thread: t}
		return actStop
	}
	return actJump
}

func (m *machine) hostError(f *engine.Func, err error) action {
	var exit *engine.ExitError
	if errors.As(err, &exit) {
		m.stop = engine.Stop{Kind: engine.StopExit, Thread: m.thread, Exit: exit.Code}
		return actStop
	}
	var trap *engine.Trap
	if errors.As(err, &trap) {
		return m.trapWith(trap)
	}
	return m.trapWith(&engine.Trap{Kind: engine.TrapHost, Detail: f.Name() + ": " + err.Error(), Err: err})
}

// tableFunc returns the function a call_indirect calls, or nil after a trap.
func (m *machine) tableFunc(in *ins, fp unsafe.Pointer) *engine.Func {
	table := m.inst.Tables[in.c]
	i := r64(fp, in.b)
	if i >= uint64(len(table.Elems)) {
		m.trap(engine.TrapUndefinedElement, fmt.Sprintf("index %d, table %d has %s", i, in.c, count(uint64(len(table.Elems)), "element")))
		return nil
	}
	f := m.thread.Store.FuncOf(table.Elems[i])
	if f == nil {
		m.trap(engine.TrapUninitializedElement, fmt.Sprintf("element %d of table %d is null", i, in.c))
		return nil
	}
	if want := wasm.TypeID(in.imm); f.Type != want && !m.thread.Store.Types.IsSub(f.Type, want) {
		m.trap(engine.TrapIndirectCallType, fmt.Sprintf("wanted %v, found %v at index %d of table %d",
			m.thread.Store.Types.Type(want).Func, *f.FuncType, i, in.c))
		return nil
	}
	return f
}

func callIndirect(m *machine, in *ins, fp unsafe.Pointer) action {
	f := m.tableFunc(in, fp)
	if f == nil {
		return actStop
	}
	return m.call(f, in.a)
}

// refFunc returns the function of a call_ref, or nil after a trap.
func (m *machine) refFunc(in *ins, fp unsafe.Pointer) *engine.Func {
	f := m.thread.Store.FuncOf(engine.Ref(r64(fp, in.b)))
	if f == nil {
		m.trap(engine.TrapNullFunction, "")
	}
	return f
}

func callRef(m *machine, in *ins, fp unsafe.Pointer) action {
	f := m.refFunc(in, fp)
	if f == nil {
		return actStop
	}
	return m.call(f, in.a)
}

func tailFunc(m *machine, in *ins, _ unsafe.Pointer) action {
	return m.tail(m.inst.Funcs[in.imm], in.a)
}

func tailIndirect(m *machine, in *ins, fp unsafe.Pointer) action {
	f := m.tableFunc(in, fp)
	if f == nil {
		return actStop
	}
	return m.tail(f, in.a)
}

func tailRef(m *machine, in *ins, fp unsafe.Pointer) action {
	f := m.refFunc(in, fp)
	if f == nil {
		return actStop
	}
	return m.tail(f, in.a)
}

// tail replaces the top frame by a call of f (Wasm 3.0 §4.6.11): the arguments move to its first slots.
func (m *machine) tail(f *engine.Func, a uint16) action {
	if f.Instance == nil {
		// The instruction that follows returns the results.
		return m.callHost(f, m.frame.FP+uint64(a))
	}
	if act := m.prepare(f); act != actNext {
		return act
	}
	t := m.thread
	m.sync()
	base := m.frame.FP
	if !t.EnsureSlots(base + max(uint64(f.Code.FrameSlots), uint64(a)+uint64(f.ParamSlots))) {
		return m.stackExhausted()
	}
	copy(t.Slots[base:base+uint64(f.ParamSlots)], t.Slots[base+uint64(a):])
	t.Depth--
	m.moved()
	m.frame = t.Top()
	if m.frame.Code == &m.tier.cross && f.Instance != m.inst {
		// The caller is in another instance already, and there is a frame that leads back to it.
		m.enter(f.Instance)
	}
	if act := m.push(f, base); act != actNext {
		return act
	}
	return m.begin(f)
}
