package interp

import (
	"fmt"
	"unsafe"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// maxFrame is the largest frame, in slots: what the operands of an ins can name.
const maxFrame = 1 << 16

// Kinds of operands during translation.
const (
	inHome  = uint8(iota) // in the slot of the operand stack that belongs to it
	inLocal               // the value of a local, not copied yet
	isConst               // a constant, not written anywhere yet
)

// operand is an entry of the operand stack during translation.
type operand struct {
	kind   uint8
	slots  uint8
	hidden bool
	low    bool // an i32 of which only the slot's low half counts: i32.wrap_i64 has not been carried out
	home   uint32
	local  uint32 // inLocal: the local's slot
	next   int32  // inLocal: the next deeper entry that is the same local, -1: none
	value  [2]uint64
}

// translator turns one function body into prepared code.
type translator struct {
	fn    *engine.Func
	inst  *engine.Instance
	mod   *wasm.Module
	r     wasm.InstrReader
	start wasm.FileOffset // of the body
	ins   []ins
	at    []wasm.FuncOffset
	now   wasm.FuncOffset // offset of the instruction being translated
	err   error

	stack    []operand
	settled  int     // entries below this one are inHome
	top      uint32  // the slot after the topmost entry's home
	frame    uint32  // the largest frame seen
	aliases  []int32 // per slot of a local: the topmost stack entry that stands for it, -1: none
	localAt  []uint32
	locals   []wasm.ValType
	ctrl     []ctrl
	dead     bool         // the code being read cannot be reached
	skip     int          // nesting of blocks inside dead code
	result   int          // the prepared instruction that made the topmost entry, free to be changed; -1: none
	compare  int          // the same, if it is a comparison
	bound    int          // the latest place that is jumped to
	known    []knownConst // per slot of a local: what is known to be in it
	era      uint32       // the stretch of code without labels and stops that is being translated
	catchers []catcher
	labels   []label

	barriers []wasm.FuncOffset
	every    bool
	watching engine.Watching
	stopAt   wasm.FuncOffset
	stopped  bool
}

// knownConst is the constant a local was set to in an era; it is forgotten with the era's end.
type knownConst struct {
	era   uint32
	value [2]uint64
}

// noStop is a stopAt that no instruction has.
const noStop = ^wasm.FuncOffset(0)

// Prepare implements engine.Tier.
func (p *Interp) Prepare(f *engine.Func) (*engine.Code, error) {
	breaks, every := f.Barriers()
	watching := f.Watching()
	tr := newTranslator(f, breaks, every, watching)
	if err := tr.run(); err != nil {
		return nil, err
	}
	tr.thread()
	b := &body{fn: f, barriers: breaks, every: every, watching: watching, ins: tr.ins, at: tr.at, handlers: tr.catchers, labels: tr.labels}
	locals := tr.localSlots()
	return &engine.Code{
		Entry:      unsafe.Pointer(&tr.ins[0]),
		FrameSlots: tr.frame + 1,
		LocalSlots: locals,
		ZeroSlots:  locals - f.ParamSlots,
		Func:       f,
		Map:        b,
	}, nil
}

// newTranslator prepares the translation of a function with stops before the instructions at some offsets, or all, and
// notice of some accesses.
func newTranslator(f *engine.Func, barriers []wasm.FuncOffset, every bool, watching engine.Watching) *translator {
	return &translator{fn: f, inst: f.Instance, mod: f.Instance.Module, result: -1, compare: -1, stopAt: noStop,
		era: 1, barriers: barriers, every: every, watching: watching}
}

func (tr *translator) localSlots() uint32 { return tr.localAt[len(tr.localAt)-1] }

// run translates the whole body, or up to stopAt.
func (tr *translator) run() error {
	span, ok := tr.mod.Body(tr.fn.Index)
	if !ok {
		return fmt.Errorf("function %d has no body", tr.fn.Index)
	}
	tr.start = span.Start
	tr.r.Reset(tr.mod.Bytes, span.Start, span.End)
	if err := tr.declareLocals(); err != nil {
		return err
	}
	tr.top = tr.localSlots()
	tr.frame = max(tr.top, tr.fn.ResultSlots)
	tr.ctrl = append(tr.ctrl, ctrl{kind: op.Block, base: tr.top, results: tr.fn.FuncType.Results, first: -1})
	tr.mark()
	for tr.r.Next() {
		tr.now = wasm.FuncOffset(tr.r.Offset - tr.start)
		if !tr.dead && tr.now == tr.stopAt {
			tr.barrier()
			tr.stopped = true
			return nil
		}
		tr.instr(&tr.r.Instr)
		if tr.err != nil {
			return tr.err
		}
		if tr.frame >= maxFrame {
			return fmt.Errorf("function %d: its frame takes more than %d slots", tr.fn.Index, maxFrame)
		}
	}
	return tr.r.Err()
}

func (tr *translator) declareLocals() error {
	slot := uint32(0)
	add := func(n uint32, t wasm.ValType) error {
		if uint64(slot)+uint64(n)*uint64(t.Slots()) >= maxFrame {
			return fmt.Errorf("function %d: its locals take more than %d slots", tr.fn.Index, maxFrame)
		}
		for range n {
			tr.localAt = append(tr.localAt, slot)
			tr.locals = append(tr.locals, t)
			slot += uint32(t.Slots())
		}
		return nil
	}
	for _, t := range tr.fn.FuncType.Params {
		if err := add(1, t); err != nil {
			return err
		}
	}
	if err := tr.r.Locals(add); err != nil {
		return err
	}
	tr.localAt = append(tr.localAt, slot)
	tr.known = make([]knownConst, slot)
	tr.aliases = make([]int32, slot)
	for i := range tr.aliases {
		tr.aliases[i] = -1
	}
	return nil
}

// instr translates one instruction.
func (tr *translator) instr(in *wasm.Instr) {
	if tr.dead {
		tr.deadInstr(in)
		return
	}
	tr.barrier()
	info, _ := in.Op.Info()
	if info.Special {
		tr.special(in)
		return
	}
	tr.plain(in, info)
}

// barrier makes the code stop before the present instruction where a probe wants it.
func (tr *translator) barrier() {
	wanted := tr.every
	for len(tr.barriers) > 0 && tr.barriers[0] <= tr.now {
		wanted = wanted || tr.barriers[0] == tr.now
		tr.barriers = tr.barriers[1:]
	}
	if !wanted {
		return
	}
	// Whoever looks may also change locals and operands: each is in a place of its own, and nothing is
	// known about them afterwards.
	tr.settle(0)
	tr.emit(ins{op: opProbe})
	tr.era++
}

// emit adds a prepared instruction and returns its index.
func (tr *translator) emit(i ins) int {
	tr.result, tr.compare = -1, -1
	tr.ins = append(tr.ins, i)
	tr.at = append(tr.at, tr.now)
	return len(tr.ins) - 1
}

// label makes the present place one that is jumped to.
func (tr *translator) label() int {
	tr.result, tr.compare = -1, -1
	tr.bound = len(tr.ins)
	tr.era++
	return tr.bound
}

// emitResult adds an instruction whose result is a new operand of n slots.
func (tr *translator) emitResult(i ins, n uint8) {
	i.a = uint16(tr.top)
	at := tr.emit(i)
	tr.push(operand{kind: inHome, slots: n})
	tr.result = at
}

// mark notes that a tick may stop here, before the instruction that is read next.
func (tr *translator) mark() {
	tr.labels = append(tr.labels, label{index: tr.label(), at: tr.after()})
}

// after returns the offset of the instruction that is read next.
func (tr *translator) after() wasm.FuncOffset { return wasm.FuncOffset(tr.r.Pos() - tr.start) }

// push adds an operand, whose home is the next free slot.
func (tr *translator) push(o operand) {
	o.home = tr.top
	tr.top += uint32(o.slots)
	tr.frame = max(tr.frame, tr.top)
	if o.kind == inLocal {
		o.next = tr.aliases[o.local]
		tr.aliases[o.local] = int32(len(tr.stack))
	}
	tr.stack = append(tr.stack, o)
}

// pop removes the topmost operand.
func (tr *translator) pop() operand {
	o := tr.stack[len(tr.stack)-1]
	tr.stack = tr.stack[:len(tr.stack)-1]
	tr.top = o.home
	tr.settled = min(tr.settled, len(tr.stack))
	if o.kind == inLocal {
		tr.aliases[o.local] = o.next
	}
	return o
}

// truncate removes operands down to a height.
func (tr *translator) truncate(height int) {
	for len(tr.stack) > height {
		tr.pop()
	}
}

// use returns the slot to read an operand from that was just popped. A constant is written to its home first, and so
// is an i32 whose upper half is not zero.
func (tr *translator) use(o operand) uint16 {
	if o.low {
		tr.copyTo(o.home, o)
		return uint16(o.home)
	}
	return tr.useLow(o)
}

// useLow is use for instructions that read no more than the low half of an i32.
func (tr *translator) useLow(o operand) uint16 {
	switch o.kind {
	case inLocal:
		return uint16(o.local)
	case isConst:
		tr.writeConst(o)
	}
	return uint16(o.home)
}

func (tr *translator) writeConst(o operand) {
	for k := range uint32(o.slots) {
		tr.emit(ins{op: opConst, a: uint16(o.home + k), imm: o.value[k]})
	}
}

// copyTo writes an operand to a slot.
func (tr *translator) copyTo(slot uint32, o operand) {
	from := o.home
	switch o.kind {
	case isConst:
		o.home = slot
		tr.writeConst(o)
		return
	case inLocal:
		from = o.local
	}
	if o.low {
		tr.emit(ins{op: opI32Wrap, a: uint16(slot), b: uint16(from)})
		return
	}
	if from == slot {
		return
	}
	if o.slots == 2 {
		tr.emit(ins{op: opCopy2, a: uint16(slot), b: uint16(from)})
		return
	}
	if tr.free() && tr.ins[len(tr.ins)-1].op == opCopy {
		last := &tr.ins[len(tr.ins)-1]
		last.op, last.c, last.imm = opCopyCopy, uint16(slot), uint64(from)
		tr.result, tr.compare = -1, -1
		return
	}
	tr.emit(ins{op: opCopy, a: uint16(slot), b: uint16(from)})
}

// settle writes the operands from a height upwards to their homes.
func (tr *translator) settle(from int) {
	from = max(from, tr.settled)
	for n := len(tr.stack) - 1; n >= from; n-- {
		if o := &tr.stack[n]; o.kind == inLocal {
			tr.aliases[o.local] = o.next
		}
	}
	for n := from; n < len(tr.stack); n++ {
		o := &tr.stack[n]
		tr.copyTo(o.home, *o)
		o.kind, o.low = inHome, false
	}
	if from <= tr.settled {
		tr.settled = len(tr.stack)
	}
}

// settleTop writes the topmost n operands to their homes and returns the slot of the deepest.
func (tr *translator) settleTop(n int) uint16 {
	tr.settle(len(tr.stack) - n)
	if n == 0 {
		return uint16(tr.top)
	}
	return uint16(tr.stack[len(tr.stack)-n].home)
}

// settleLocal writes the operands that stand for a local to their homes, before the local changes.
func (tr *translator) settleLocal(slot uint32) {
	for n := tr.aliases[slot]; n >= 0; {
		o := &tr.stack[n]
		n = o.next
		tr.copyTo(o.home, *o)
		o.kind, o.low = inHome, false
	}
	tr.aliases[slot] = -1
}

// localGet pushes a local without copying it.
func (tr *translator) localGet(n uint32) {
	slot, slots := tr.localAt[n], uint8(tr.locals[n].Slots())
	if k := &tr.known[slot]; k.era == tr.era {
		tr.push(operand{kind: isConst, slots: slots, value: k.value})
		return
	}
	tr.push(operand{kind: inLocal, slots: slots, local: slot})
}

// localSet pops a value into a local: if an instruction has just made the value, it writes to
// the local instead of the operand stack.
func (tr *translator) localSet(n uint32) {
	slot := tr.localAt[n]
	result := tr.result
	o := tr.pop()
	tr.known[slot] = knownConst{}
	if o.kind == isConst {
		tr.known[slot] = knownConst{era: tr.era, value: o.value}
	}
	if tr.madeBy(result, o) && !o.low && tr.aliases[slot] < 0 {
		tr.ins[result].a = uint16(slot)
		tr.result, tr.compare = -1, -1
		return
	}
	tr.settleLocal(slot)
	tr.copyTo(slot, o)
}

// madeBy reports whether the prepared instruction n, which nothing follows, made the operand.
func (tr *translator) madeBy(n int, o operand) bool {
	return n >= 0 && o.kind == inHome && uint32(tr.ins[n].a) == o.home
}

// places returns where the operands are now.
func (tr *translator) places() []engine.Operand {
	places := make([]engine.Operand, len(tr.stack))
	for i, o := range tr.stack {
		p := engine.Operand{Home: o.home, Slots: uint32(o.slots), Slot: o.home, Hidden: o.hidden, Low: o.low}
		switch o.kind {
		case inLocal:
			p.Slot = o.local
		case isConst:
			p.Const, p.Value = true, o.value
		}
		places[i] = p
	}
	return places
}
