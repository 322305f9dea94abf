package enginetest

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/internal/wasmgen"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// checkWatched compares a run with watches with one without, and what the watches are told with what a probe before every
// instruction works out.
func checkWatched(m *wasmgen.Module, newTier func() engine.Tier) error {
	opt := Options{Config: Config(newTier()), Finish: checkLimits}
	opt.Fuel = WatchedFuel
	plain, err := Execute(m, opt)
	if err != nil {
		return fmt.Errorf("short run: %w", err)
	}
	calculated := &oracle{}
	opt.Tier, opt.Prepare = newTier(), calculated.attach
	if _, err := Execute(m, opt); err != nil {
		return fmt.Errorf("run of the oracle: %w", err)
	}
	for _, w := range []*watcher{{}, {changing: true}} {
		opt.Tier, opt.Prepare = newTier(), w.attach
		watched, err := Execute(m, opt)
		if err != nil {
			return fmt.Errorf("run with watches: %w", err)
		}
		if w.err != nil {
			return fmt.Errorf("setting watches: %w", w.err)
		}
		if diff := plain.Diff(watched); diff != "" {
			return fmt.Errorf("runs without and with watches differ: %s", diff)
		}
		if err := w.compare(calculated.events); err != nil {
			return fmt.Errorf("changing watches: %v: %w", w.changing, err)
		}
	}
	return nil
}

// compare compares what watches were told with all accesses.
func (w *watcher) compare(all []access) error {
	var want []access
	set, next := ^uint(0), 0
	for i, a := range all {
		if set>>(a.watch%bits.UintSize)&1 == 1 {
			want = append(want, a)
		}
		// The watches change once the first one has been told; all are told of one instruction together.
		if i+1 == len(all) || all[i+1].instr != a.instr {
			for k := i; k >= 0 && all[k].instr == a.instr; k-- {
				if w.changing && all[k].watch == 0 {
					set = w.sets[min(next, len(w.sets)-1)]
					next++
				}
			}
		}
	}
	for i := range max(len(w.events), len(want)) {
		if i >= len(w.events) || i >= len(want) || w.events[i].text != want[i].text {
			return fmt.Errorf("access %d of %d, watches were told of %d:\ntold %s\nwant %s", i, len(want), len(w.events),
				nth(w.events, i), nth(want, i))
		}
	}
	return nil
}

func nth(list []access, i int) string {
	if i < len(list) {
		return list[i].text
	}
	return "nothing"
}

// watchesFor makes watches of an instance's memories and globals: at low addresses, where generated programs work, of few
// bytes and many, of all accesses and some.
func watchesFor(inst *engine.Instance) []*engine.Watch {
	var ws []*engine.Watch
	for n, m := range inst.Memories {
		size := uint64(len(m.Bytes()))
		for k, w := range []engine.Watch{{Addr: 8, Size: 8, Access: engine.Write}, {Addr: 12, Size: 1, Access: engine.Read | engine.Write},
			{Addr: 64, Size: 400, Access: engine.Read}, {Addr: 1000, Size: 5000, Access: engine.Write}} {
			if (n+k)%3 == 2 || w.Addr+w.Size > size {
				continue
			}
			w.Memory = m
			ws = append(ws, &w)
		}
	}
	for n, g := range inst.Globals {
		ws = append(ws, &engine.Watch{Global: g, Access: []engine.Access{engine.Write, engine.Read | engine.Write, engine.Read}[n%3]})
	}
	return ws
}

// access is an access to something that is watched.
type access struct {
	watch int    // which of the watches
	instr int    // the same for accesses of one instruction
	text  string // see event
}

// watcher writes down what watches are told. Where it is changing, only some of the watches are set each time the first one is told.
type watcher struct {
	changing bool
	events   []access
	sets     []uint // the watches that were set, as bits
	err      error
	all      []*engine.Watch
	store    *engine.Store
}

func (w *watcher) attach(inst *engine.Instance) error {
	w.all, w.store = watchesFor(inst), inst.Store
	for n, watch := range w.all {
		watch.Fire = func(t *engine.Thread, h *engine.WatchHit) engine.ProbeAction {
			w.events = append(w.events, access{text: event(t, n, h.Access, h.By, h.Old, h.New, n+int(h.By.Offset) < mostStates)})
			if w.changing && n == 0 {
				w.change()
			}
			return engine.ProbeAction(len(w.events) % 2)
		}
	}
	return w.store.SetWatches(w.all)
}

// change sets the first watch and some of the others.
func (w *watcher) change() {
	set := uint(len(w.events))*2654435761>>7 | 1
	var ws []*engine.Watch
	for n, watch := range w.all {
		if set>>(n%bits.UintSize)&1 == 1 {
			ws = append(ws, watch)
		}
	}
	w.sets = append(w.sets, set)
	if err := w.store.SetWatches(ws); err != nil {
		w.err = err
	}
}

// mostStates bounds the accesses that are compared with the state of the thread after them, which takes time: by their places, so that
// they are always the same.
const mostStates = 40

// event describes an access and, if wanted, where the thread is after it.
func event(t *engine.Thread, n int, a engine.Access, by engine.FrameInfo, old, new []byte, state bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "watch %d, access %d by function %d at 0x%x, depth %d: %s to %s", n, a, by.Func.Index, uint32(by.Offset), by.Depth,
		short(old), short(new))
	if !state {
		return b.String()
	}
	t.Walk(func(f engine.FrameInfo) bool {
		locals, err := t.Locals(f.Depth)
		fmt.Fprintf(&b, "; now function %d at 0x%x: %v %v", f.Func.Index, uint32(f.Offset), locals, err)
		operands, err := t.Operands(f.Depth)
		fmt.Fprintf(&b, " %v %v", operands, err)
		return false
	})
	return b.String()
}

// short shows bytes, many as a hash.
func short(b []byte) string {
	if len(b) <= 16 {
		return fmt.Sprintf("%x", b)
	}
	return fmt.Sprintf("hash %x", HashMemory(b).Hash)
}

// oracle is a probe before every instruction that works out what it accesses.
type oracle struct {
	ws     []*engine.Watch
	events []access
	instr  int
	// What the instruction before has accessed, if it came to its end.
	access []engine.Access
	old    [][]byte
	by     engine.FrameInfo
	thread *engine.Thread
}

func (o *oracle) attach(inst *engine.Instance) error {
	o.ws = watchesFor(inst)
	o.access, o.old = make([]engine.Access, len(o.ws)), make([][]byte, len(o.ws))
	for _, f := range inst.Funcs[len(inst.Module.ImportedFuncs):] {
		if _, err := inst.Store.ProbeAll(f, o); err != nil {
			return err
		}
	}
	return nil
}

// Fire writes down what the instruction before has accessed and looks at the next one.
func (o *oracle) Fire(t *engine.Thread, at engine.FrameInfo) engine.ProbeAction {
	for n, a := range o.access {
		if a != 0 && o.thread == t {
			o.events = append(o.events, access{n, o.instr, event(t, n, a, o.by, o.old[n], content(o.ws[n]), n+int(o.by.Offset) < mostStates)})
		}
	}
	o.instr++
	o.by, o.thread = at, t
	clear(o.access)
	for _, touch := range touches(t, at) {
		for n, w := range o.ws {
			var a engine.Access
			switch {
			case touch.Global != nil && w.Global == touch.Global:
				a = touch.Access & w.Access
			case touch.Memory != nil && w.Memory == touch.Memory && touch.Addr < w.Addr+w.Size && w.Addr < touch.Addr+touch.Size:
				a = touch.Access & w.Access
			}
			if a != 0 {
				o.access[n] |= a
				o.old[n] = content(w)
			}
		}
	}
	return engine.ProbeContinue
}

// content reads what is watched.
func content(w *engine.Watch) []byte {
	if w.Memory != nil {
		return slices.Clone(w.Memory.Bytes()[w.Addr : w.Addr+w.Size])
	}
	return valueBytes(w.Global.Value())
}

func valueBytes(v engine.Value) []byte {
	b := binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, v.Lo), v.Hi)
	switch v.Type {
	case wasm.I32, wasm.F32:
		return b[:4]
	case wasm.V128:
		return b
	}
	return b[:8]
}

// touches works out what an instruction will access, unless it will trap.
func touches(t *engine.Thread, at engine.FrameInfo) []engine.Touch {
	inst := at.Func.Instance
	body, _ := inst.Module.Body(at.Func.Index)
	var r wasm.InstrReader
	r.Reset(inst.Module.Bytes, body.Start+wasm.FileOffset(at.Offset), body.End)
	r.Next()
	switch r.Op {
	case op.GlobalGet:
		return []engine.Touch{{Access: engine.Read, Global: inst.Globals[r.Index]}}
	case op.GlobalSet:
		return []engine.Touch{{Access: engine.Write, Global: inst.Globals[r.Index]}}
	case op.MemoryFill, op.MemoryInit, op.MemoryCopy:
		return bulkTouches(t, at, &r.Instr)
	}
	info, _ := r.Op.Info()
	if info.Imm != op.ImmMemArg && info.Imm != op.ImmMemArgLane || r.Op == op.MemoryAtomicNotify {
		return nil
	}
	operands, err := t.Operands(at.Depth)
	if err != nil {
		return nil
	}
	operands = operands[len(operands)-len(info.Params):]
	mem, size := inst.Memories[r.Mem.Memory], uint64(1)<<info.Align
	addr := operands[0].Lo + r.Mem.Offset
	if addr < r.Mem.Offset || addr+size > uint64(len(mem.Bytes())) || addr+size < addr || info.Feature == op.Threads && addr%size != 0 {
		return nil
	}
	access := engine.Read
	switch name := info.Name; {
	case strings.Contains(name, ".rmw"):
		access |= engine.Write
		old := append(slices.Clone(mem.Bytes()[addr:addr+size]), make([]byte, 8)...)
		mask := ^uint64(0) >> (64 - 8*size)
		if strings.Contains(name, "cmpxchg") && binary.LittleEndian.Uint64(old)&mask != operands[1].Lo&mask {
			access = engine.Read
		}
	case strings.Contains(name, "store"):
		access = engine.Write
	}
	return []engine.Touch{{Access: access, Memory: mem, Addr: addr, Size: size}}
}

func bulkTouches(t *engine.Thread, at engine.FrameInfo, in *wasm.Instr) (list []engine.Touch) {
	inst := at.Func.Instance
	operands, err := t.Operands(at.Depth)
	if err != nil {
		return nil
	}
	operands = operands[len(operands)-3:]
	dst, src, n := operands[0].Lo, operands[1].Lo, operands[2].Lo
	add := func(memory uint32, addr uint64, a engine.Access) bool {
		m := inst.Memories[memory]
		if size := uint64(len(m.Bytes())); addr > size || n > size-addr {
			return false
		}
		if n > 0 {
			list = append(list, engine.Touch{Access: a, Memory: m, Addr: addr, Size: n})
		}
		return true
	}
	ok := true
	switch in.Op {
	case op.MemoryFill:
		ok = add(in.Index, dst, engine.Write)
	case op.MemoryInit:
		size := uint64(len(inst.Datas[in.Index]))
		ok = src <= size && n <= size-src && add(in.Index2, dst, engine.Write)
	case op.MemoryCopy:
		ok = add(in.Index, dst, engine.Write) && add(in.Index2, src, engine.Read)
	}
	if !ok {
		return nil
	}
	return list
}
