package engine

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/wasm"
)

// Access is what is done to something that is watched.
type Access uint8

// Accesses.
const (
	Read Access = 1 << iota
	Write
)

// Watch asks for notice of accesses: to Size bytes at Addr of Memory, to Global, or to the local of index Local of the
// frame at position Depth of Thread. Which of the three is set decides. A local counts for as long as its frame exists: the Watch is
// bound to the frame there when it is first set, and means nothing once that frame is left.
type Watch struct {
	Access Access
	Memory *Memory
	Addr   uint64
	Size   uint64
	Global *Global
	Thread *Thread
	Depth  int
	Local  wasm.LocalIndex
	// Fire is called after an instruction has made an access, before the next one executes. As from a probe, the thread's state may
	// be read and changed, and so may probes and watches; all watches of the instruction are told in any case. Nil stops.
	Fire func(t *Thread, h *WatchHit) ProbeAction

	frame *watchedFrame
}

// WatchHit is an access to something that is watched.
type WatchHit struct {
	Watch  *Watch
	Access Access
	// Old and New are all of what is watched before and after the access, little-endian. Where it was only read they are the same slice.
	Old, New []byte
	// By is the instruction that made the access, or the host function (Depth -1).
	By FrameInfo
}

// watchSet is what is watched.
type watchSet struct {
	list     []*Watch
	memories map[*Memory]*watchedMemory
	globals  map[*Global]Access
	frames   []*watchedFrame
	// before is what was in each watch of list that counts writes of a host function, when it was called.
	before [][]byte
	// hosts is how many calls of host functions are in progress.
	hosts int
}

// SetWatches replaces what is watched. Code is prepared with notice of those kinds of accesses that are watched, to those
// memories and globals that are: where nothing is, nothing costs anything. The code of functions that run is replaced at once, that
// of the others when they are called next.
//
// Writes by host functions are noticed by what they change: one that writes what is there already is not, nor are their reads.
// What initialises an instance's memory is not noticed either.
func (s *Store) SetWatches(ws []*Watch) error {
	for _, w := range ws {
		if err := w.check(s); err != nil {
			return err
		}
	}
	old := s.watch
	before := make([]Watching, len(s.Instances))
	for i, inst := range s.Instances {
		before[i] = *inst.watchedHere()
	}
	s.watch = s.newWatchSet(ws, old)
	s.watchEra++
	for _, m := range s.memories {
		m.watched = nil
		if s.watch != nil {
			m.watched = s.watch.memories[m]
		}
	}
	forget := old.lost(s.watch)
	for i, inst := range s.Instances {
		if err := s.rewatch(inst, !before[i].equal(inst.watchedHere()), forget); err != nil {
			return err
		}
	}
	return s.setWatchedFrames(old)
}

// check reports what is wrong with a watch.
func (w *Watch) check(s *Store) error {
	if w.Access&(Read|Write) == 0 || w.Access&^(Read|Write) != 0 {
		return fmt.Errorf("a watch of accesses %#x: they are reads, writes or both", uint8(w.Access))
	}
	switch {
	case w.Memory != nil:
		if n := uint64(len(w.Memory.bytes)); w.Size == 0 || w.Addr > n || w.Size > n-w.Addr {
			return fmt.Errorf("a watch of %d bytes at 0x%x of a memory of %d bytes", w.Size, w.Addr, n)
		}
	case w.Global != nil:
	case w.Thread != nil:
		return w.checkLocal(s)
	default:
		return fmt.Errorf("a watch of nothing")
	}
	return nil
}

func (w *Watch) checkLocal(s *Store) error {
	if w.frame != nil {
		return nil
	}
	if w.Depth < 0 || w.Depth >= w.Thread.Depth || !slices.Contains(s.Threads, w.Thread) {
		return fmt.Errorf("a watch of a local of frame %d of thread %d, which does not exist", w.Depth, w.Thread.ID)
	}
	f := w.Thread.Frames[w.Depth].Code.Func
	if f == nil {
		return fmt.Errorf("a watch of a local of frame %d of thread %d, which has none", w.Depth, w.Thread.ID)
	}
	types, err := f.LocalTypes()
	if err == nil && int(w.Local) >= len(types) {
		err = fmt.Errorf("a watch of local %d of a function with %d", w.Local, len(types))
	}
	return err
}

// newWatchSet makes the set of watches; nil where there are none.
func (s *Store) newWatchSet(ws []*Watch, old *watchSet) *watchSet {
	for _, w := range old.watches() {
		if !slices.Contains(ws, w) {
			w.frame = nil
		}
	}
	if len(ws) == 0 {
		return nil
	}
	set := &watchSet{list: slices.Clone(ws), memories: make(map[*Memory]*watchedMemory), globals: make(map[*Global]Access)}
	if old != nil {
		set.hosts = old.hosts
	}
	for _, w := range ws {
		switch {
		case w.Memory != nil:
			m := set.memories[w.Memory]
			if m == nil {
				m = &watchedMemory{}
				set.memories[w.Memory] = m
			}
			m.add(w)
		case w.Global != nil:
			set.globals[w.Global] |= w.Access
		}
	}
	for _, m := range set.memories {
		m.finish()
	}
	if set.hosts > 0 {
		set.remember()
	}
	return set
}

func (set *watchSet) watches() []*Watch {
	if set == nil {
		return nil
	}
	return set.list
}

// lost reports whether something is not watched any more.
func (set *watchSet) lost(now *watchSet) bool {
	for _, w := range set.watches() {
		if !slices.ContainsFunc(now.watches(), func(n *Watch) bool { return w.Same(n) }) {
			return true
		}
	}
	return false
}

// Same reports whether two watches are of the same accesses to the same; nil is the same as none.
func (w *Watch) Same(o *Watch) bool {
	return w != nil && o != nil && w.Access == o.Access && w.Memory == o.Memory && w.Addr == o.Addr && w.Size == o.Size && w.Global == o.Global &&
		w.Thread == o.Thread && w.Depth == o.Depth && w.Local == o.Local
}

// span is a range of addresses.
type span struct{ start, end uint64 }

// watchedMemory is what is watched of a memory.
type watchedMemory struct {
	access        Access
	reads, writes []span // in order, without overlaps
	hull          WatchHull
}

// WatchHull bounds what is watched of a memory: an access to size bytes at an address may touch something whose reads are watched
// only if address + size-1 - ReadLo < ReadSpan + size-1, in arithmetic modulo 2^64, and so for writes. Where no
// reads are watched, ReadLo is an address that no access reaches.
type WatchHull struct {
	ReadLo, ReadSpan   uint64
	WriteLo, WriteSpan uint64
}

func (m *watchedMemory) add(w *Watch) {
	m.access |= w.Access
	r := span{w.Addr, w.Addr + w.Size}
	if w.Access&Read != 0 {
		m.reads = append(m.reads, r)
	}
	if w.Access&Write != 0 {
		m.writes = append(m.writes, r)
	}
}

func (m *watchedMemory) finish() {
	m.reads, m.writes = merge(m.reads), merge(m.writes)
	m.hull.ReadLo, m.hull.ReadSpan = hullOf(m.reads)
	m.hull.WriteLo, m.hull.WriteSpan = hullOf(m.writes)
}

// merge sorts ranges and joins those that overlap or touch.
func merge(list []span) []span {
	slices.SortFunc(list, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	merged := list[:0]
	for _, r := range list {
		if n := len(merged); n > 0 && r.start <= merged[n-1].end {
			merged[n-1].end = max(merged[n-1].end, r.end)
			continue
		}
		merged = append(merged, r)
	}
	return merged
}

func hullOf(list []span) (lo, size uint64) {
	if len(list) == 0 {
		return 1 << 63, 0
	}
	return list[0].start, list[len(list)-1].end - list[0].start
}

// overlaps reports whether a range overlaps one of a list.
func overlaps(list []span, start, end uint64) bool {
	if len(list) <= 8 {
		for i := range list {
			if start < list[i].end && list[i].start < end {
				return true
			}
		}
		return false
	}
	n, _ := slices.BinarySearchFunc(list, start, func(r span, start uint64) int {
		if r.end <= start {
			return -1
		}
		return 1
	})
	return n < len(list) && list[n].start < end
}

// WatchHull returns the bounds of what is watched of the memory.
func (m *Memory) WatchHull() WatchHull {
	if m.watched == nil {
		return WatchHull{}
	}
	return m.watched.hull
}

// WatchTouched reports whether accesses of some kinds to size bytes at an address, which are in the memory, touch something watched.
func (m *Memory) WatchTouched(addr, size uint64, a Access) bool {
	w := m.watched
	return w != nil && (a&Read != 0 && overlaps(w.reads, addr, addr+size) || a&Write != 0 && overlaps(w.writes, addr, addr+size))
}

// read returns a copy of what is watched.
func (w *Watch) read() []byte {
	switch {
	case w.Memory != nil:
		return slices.Clone(w.Memory.bytes[w.Addr : w.Addr+w.Size])
	case w.Global != nil:
		return valueBytes(w.Global.Value())
	}
	return w.frame.read(w.Local)
}
