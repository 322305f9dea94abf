package debugger

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// HeapSpec says what of the guest's allocator is followed.
type HeapSpec struct {
	// Functions maps names of functions to what they do, beside those that are known by name (malloc, free, and so on).
	Functions map[string]AllocatorCall
	// Quiet lets the program go on where it frees what it must not; it is only counted.
	Quiet bool
}

// HeapBlock is a block of the guest's allocator.
type HeapBlock struct {
	// Instance is the one whose allocator it is of.
	Instance target.InstanceID
	Addr     uint64
	Size     uint64 // as it was asked for, in bytes
	// Serial numbers the blocks in the order of their allocation, from 1.
	Serial uint64
	// By is the function that allocated it: "malloc".
	By    string
	stack *heapStack
	freed *heapStack // where it was freed
}

// HeapGroup are live blocks that were allocated by the same calls.
type HeapGroup struct {
	Blocks []HeapBlock // the oldest first
	Bytes  uint64
	// Frames are where they were allocated, the innermost first, without the allocator's own.
	Frames []*Frame
	// Cut says that there were more frames further out.
	Cut bool
}

// HeapStats says what was seen of the guest's allocator.
type HeapStats struct {
	// Complete: it was followed from the program's first instruction.
	Complete bool
	// Functions are the allocator's functions that were found, by instance and name.
	Functions []string
	// Allocations and Frees count calls, Failed those that returned null, Unknown frees of blocks that are older than the tracking.
	Allocations, Frees, Failed, Unknown uint64
	// Live blocks and their bytes, and the most bytes that were live.
	Live, LiveBytes, PeakBytes uint64
	// Errors counts double and invalid frees.
	Errors uint64
	// Unseen counts calls whose result could not be seen, as those of the host.
	Unseen uint64
}

// ErrNoHeap says that the guest's allocator is not followed.
var ErrNoHeap = errors.New("the guest's allocator is not tracked; turn it on before the program runs")

// Bounds of what is remembered.
const (
	maxHeapFrames = 48      // of a stack
	maxFreed      = 1 << 17 // freed blocks, to recognise double frees
)

// heapTracker follows the guest's allocator. Its state changes on the goroutine that runs the program, and is read when that stands still.
type heapTracker struct {
	s        *Session
	spec     HeapSpec
	complete bool
	stats    HeapStats
	serial   uint64
	live     map[blockKey]*HeapBlock
	freed    map[blockKey]*HeapBlock
	order    []blockKey // of freed, the oldest first
	stacks   map[string]*heapStack
	calls    map[*target.Break]*allocatorFunc // entries
	returns  map[target.Place]*target.Break
	pending  map[target.ThreadID]*pendingCall
	problem  string // what the stop that comes is about
}

type blockKey struct {
	instance target.InstanceID
	addr     uint64
}

// heapStack is a stack that allocated or freed, shared by all blocks of it.
type heapStack struct {
	places []target.Place
	cut    bool
}

// TrackHeap follows the guest's allocator from now on; from the beginning where the program has not run yet. It stays on
// over restarts.
func (s *Session) TrackHeap(spec HeapSpec) error {
	return s.do(opConfigure, func() error {
		return s.whilePaused(func() error { return s.trackHeap(spec) })
	})
}

func (s *Session) trackHeap(spec HeapSpec) error {
	if s.heap != nil {
		return errors.New("the guest's allocator is tracked already")
	}
	h := &heapTracker{s: s, spec: spec}
	h.reset()
	if s.target != nil && s.State() != NotStarted {
		h.complete = s.stop != nil && s.stop.Reason == ReasonEntry
		for _, inst := range s.target.Instances() {
			if err := h.follow(inst); err != nil {
				h.unfollow()
				return err
			}
		}
		if len(h.calls) == 0 {
			return errors.New("no function of an allocator was found: neither malloc nor another known name; give its functions' names")
		}
	} else {
		h.complete = true
	}
	s.heap = h
	s.observers = append(s.observers, h)
	return nil
}

// QuietHeap says whether the program goes on where it frees what it must not: see HeapSpec.Quiet.
func (s *Session) QuietHeap(quiet bool) error {
	return s.do(opConfigure, func() error {
		if s.heap == nil {
			return ErrNoHeap
		}
		return s.whilePaused(func() error {
			s.heap.spec.Quiet = quiet
			return nil
		})
	})
}

// UntrackHeap stops following the guest's allocator and forgets what was seen.
func (s *Session) UntrackHeap() error {
	return s.do(opConfigure, func() error {
		if s.heap == nil {
			return ErrNoHeap
		}
		return s.whilePaused(func() error {
			h := s.heap
			s.heap = nil
			s.observers = slices.DeleteFunc(s.observers, func(o observer) bool { return o == observer(h) })
			return h.unfollow()
		})
	})
}

func (h *heapTracker) reset() {
	h.stats, h.serial, h.problem = HeapStats{}, 0, ""
	h.live, h.freed, h.order = map[blockKey]*HeapBlock{}, map[blockKey]*HeapBlock{}, nil
	h.stacks = map[string]*heapStack{}
	h.calls, h.returns = map[*target.Break]*allocatorFunc{}, map[target.Place]*target.Break{}
	h.pending = map[target.ThreadID]*pendingCall{}
}

// load implements observer.
func (h *heapTracker) load(v *View, i target.Instance) {
	if err := h.follow(i); err != nil {
		h.s.emit(NoticeEvent{fmt.Sprintf("the allocator of %s cannot be tracked: %v", i.Name, err)})
	}
}

// restart implements observer.
func (h *heapTracker) restart() {
	h.reset()
	h.complete = true
}

// end implements observer.
func (h *heapTracker) end(*View, *Stop) {}

// follow puts breaks at the allocator's functions of an instance.
func (h *heapTracker) follow(i target.Instance) error {
	var breaks []*target.Break
	for f, call := range allocatorFuncs(i.Module, h.spec.Functions) {
		fn := &allocatorFunc{allocatorCall: call, instance: i.ID, memory64: h.s.view.pointerSize(i) == 8}
		b := &target.Break{
			Place:  target.Place{Instance: i.ID, Func: f, Offset: firstInstr(i.Module, f)},
			Thread: target.AnyThread, Depth: target.AnyDepth,
			Test: func(at target.Frame) bool { return h.entered(fn, at) },
		}
		breaks = append(breaks, b)
		h.calls[b] = fn
		h.stats.Functions = append(h.stats.Functions, i.Name+": "+call.name)
	}
	slices.Sort(h.stats.Functions)
	return h.s.own(h, breaks...)
}

// unfollow removes all breaks.
func (h *heapTracker) unfollow() error {
	var all []*target.Break
	for b := range h.calls {
		all = append(all, b)
	}
	for _, b := range h.returns {
		all = append(all, b)
	}
	h.reset()
	return h.s.disown(all...)
}

// HeapStats returns what was seen of the guest's allocator.
func (v *View) HeapStats() (HeapStats, error) {
	h := v.s.heap
	if h == nil {
		return HeapStats{}, ErrNoHeap
	}
	st := h.stats
	st.Complete = h.complete
	st.Live = uint64(len(h.live))
	return st, nil
}

// HeapGroups returns the live blocks, grouped by the calls that allocated them, those with the most bytes first.
func (v *View) HeapGroups() ([]HeapGroup, error) {
	h := v.s.heap
	if h == nil {
		return nil, ErrNoHeap
	}
	groups := map[*heapStack]*HeapGroup{}
	for _, b := range h.live {
		g := groups[b.stack]
		if g == nil {
			g = &HeapGroup{Cut: b.stack.cut}
			groups[b.stack] = g
		}
		g.Blocks = append(g.Blocks, *b)
		g.Bytes += b.Size
	}
	var list []HeapGroup
	for st, g := range groups {
		slices.SortFunc(g.Blocks, func(a, b HeapBlock) int { return cmp.Compare(a.Serial, b.Serial) })
		g.Frames = v.framesOf(st)
		list = append(list, *g)
	}
	slices.SortFunc(list, func(a, b HeapGroup) int {
		return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.Blocks[0].Serial, b.Blocks[0].Serial))
	})
	return list, nil
}

// HeapBlockAt returns the block, live or else freed, that contains an address of an instance's memory.
func (v *View) HeapBlockAt(i target.InstanceID, addr uint64) (b HeapBlock, live, ok bool) {
	h := v.s.heap
	if h == nil {
		return HeapBlock{}, false, false
	}
	for _, from := range []map[blockKey]*HeapBlock{h.live, h.freed} {
		for k, b := range from {
			if k.instance == i && addr >= b.Addr && addr-b.Addr < max(b.Size, 1) {
				return *b, b.freed == nil, true
			}
		}
	}
	return HeapBlock{}, false, false
}

// HeapFrames returns where a block was allocated and, if it was, freed.
func (v *View) HeapFrames(b HeapBlock) (allocated, freed []*Frame) {
	return v.framesOf(b.stack), v.framesOf(b.freed)
}

// framesOf unfolds a stack of places. The frames no longer exist: there is nothing to read from them.
func (v *View) framesOf(st *heapStack) []*Frame {
	if st == nil {
		return nil
	}
	var frames []*Frame
	for _, p := range st.places {
		frames = v.logical(frames, target.Frame{Place: p, Thread: target.AnyThread, Depth: target.AnyDepth})
	}
	return frames
}

// afterCall returns the instruction that follows the one at a place: where a call returns to.
func afterCall(m *wasm.Module, p target.Place) (target.Place, bool) {
	next := false
	for off := range m.Instrs(p.Func) {
		if next {
			p.Offset = off
			return p, true
		}
		next = off == p.Offset
	}
	return p, false
}
