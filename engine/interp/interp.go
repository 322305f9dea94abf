// Package interp is the interpreting tier of the engine. A function body is
// translated once into instructions on registers: the slots of its frame.
// Operands that are locals or constants are used where they are, results that a local.set takes
// go straight to the local, and a comparison joins the branch that follows it, so that one
// prepared instruction stands for three or four of the body.
package interp

//go:generate go run ./internal/gen

import (
	"math"
	"unsafe"

	"github.com/wdbg/wdbg/engine"
)

// ins is one prepared instruction: a is the slot of the result, b and c the slots of operands, and imm
// what else it needs; branches have their displacement in bytes in the low 32 bits of imm.
type ins struct {
	op, a, b, c uint16
	imm         uint64
}

const (
	insSize   = int(unsafe.Sizeof(ins{}))
	frameSize = int(unsafe.Sizeof(engine.Frame{}))
)

// Interp is the tier. Its zero value is not usable; see New.
type Interp struct {
	handlers [opCount]handler
	cross    engine.Code
	crossIns [1]ins
}

// New makes the interpreter.
func New() *Interp {
	p := &Interp{}
	p.handlers = newHandlers()
	p.crossIns[0] = ins{op: opCrossReturn}
	p.cross = engine.Code{Entry: unsafe.Pointer(&p.crossIns[0]), Map: noMap{}}
	return p
}

// machine is a thread being run, with what the loop needs at hand.
type machine struct {
	thread *engine.Thread
	frame  *engine.Frame
	// lastFrame is the last frame there is room for.
	lastFrame *engine.Frame
	slots     unsafe.Pointer
	numSlots  uint64
	// Of the instance whose code runs:
	inst                   *engine.Instance
	funcs, globals, tables unsafe.Pointer
	mem                    unsafe.Pointer
	memLen                 uint64
	memory                 *engine.Memory
	hull                   engine.WatchHull // of memory

	handlers *[opCount]handler
	tier     *Interp
	stop     engine.Stop
	poor     int // collections in a row that freed too little
}

// action is what the loop does after a handler.
type action uint8

const (
	actNext action = iota // the next instruction
	actJump               // wherever the top frame now is
	actStop               // return m.stop
)

// handler executes an instruction outside the loop.
type handler func(m *machine, in *ins, fp unsafe.Pointer) action

// Run executes a thread until it stops.
func (p *Interp) Run(t *engine.Thread) engine.Stop {
	m, ok := t.TierState.(*machine)
	if !ok {
		m = &machine{thread: t, tier: p, handlers: &p.handlers}
		t.TierState = m
	}
	t.AtLabel, t.GaveUp = false, false
	if t.Retry {
		t.Retry, t.InHost = false, nil
		top := t.Top()
		top.PC = unsafe.Add(top.PC, -insSize)
	}
	m.reload()
	return m.loop()
}

// reload takes over the thread's state, which may have been changed since the loop was left.
func (m *machine) reload() {
	t := m.thread
	m.moved()
	m.frame = t.Top()
	for d := t.Depth - 1; d >= 0; d-- {
		if f := t.Frames[d].Code.Func; f != nil {
			m.enter(f.Instance)
			return
		}
	}
	m.leave()
}

// moved takes over the places of slots and frames.
func (m *machine) moved() {
	t := m.thread
	m.slots = unsafe.Pointer(unsafe.SliceData(t.Slots))
	m.numSlots = uint64(len(t.Slots))
	m.lastFrame = &t.Frames[len(t.Frames)-1]
}

// enter makes an instance the one whose code runs.
func (m *machine) enter(inst *engine.Instance) {
	m.inst = inst
	m.funcs, m.globals, m.tables = inst.FuncBase(), inst.GlobalBase(), inst.TableBase()
	m.memory = nil
	if len(inst.Memories) > 0 {
		m.memory = inst.Memories[0]
	}
	m.resized()
}

// leave makes no instance current.
func (m *machine) leave() {
	m.inst, m.memory = nil, nil
	m.funcs, m.globals, m.tables = nil, nil, nil
	m.resized()
}

// resized takes over the size of memory 0.
func (m *machine) resized() {
	m.mem, m.memLen, m.hull = nil, 0, engine.WatchHull{}
	if m.memory != nil {
		m.hull = m.memory.WatchHull()
		b := m.memory.Bytes()
		m.mem, m.memLen = unsafe.Pointer(unsafe.SliceData(b)), uint64(len(b))
	}
}

// sync gives the thread the depth of its stack, which the loop keeps as a pointer.
func (m *machine) sync() {
	t := m.thread
	first := uintptr(unsafe.Pointer(unsafe.SliceData(t.Frames)))
	t.Depth = int(uintptr(unsafe.Pointer(m.frame))-first)/frameSize + 1
}

// Slot accessors. Slots are always written whole, so that they are read without a stall
// and compare by their bits.

func slot(fp unsafe.Pointer, i uint16) unsafe.Pointer { return unsafe.Add(fp, uintptr(i)*8) }

func r32(fp unsafe.Pointer, i uint16) uint32 { return *(*uint32)(slot(fp, i)) }

func r64(fp unsafe.Pointer, i uint16) uint64 { return *(*uint64)(slot(fp, i)) }

func rf32(fp unsafe.Pointer, i uint16) float32 { return *(*float32)(slot(fp, i)) }

func rf64(fp unsafe.Pointer, i uint16) float64 { return *(*float64)(slot(fp, i)) }

func w64(fp unsafe.Pointer, i uint16, v uint64) { *(*uint64)(slot(fp, i)) = v }

func wf32(fp unsafe.Pointer, i uint16, v float32) {
	*(*uint64)(slot(fp, i)) = uint64(math.Float32bits(v))
}

func wf64(fp unsafe.Pointer, i uint16, v float64) { *(*float64)(slot(fp, i)) = v }

func b64(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}
