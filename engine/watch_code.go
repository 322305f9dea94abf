package engine

import (
	"encoding/binary"
	"slices"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// Watching says which accesses of a function prepared code has to announce (Thread.Announce), before it makes them: by
// memory and global of the instance, and by local. Nil lists are of nothing.
type Watching struct {
	Memories, Globals, Locals []Access
}

func (w *Watching) equal(o *Watching) bool {
	return slices.Equal(w.Memories, o.Memories) && slices.Equal(w.Globals, o.Globals)
}

// Watching returns what a defined function's code, which is about to be prepared, has to announce.
func (f *Func) Watching() Watching {
	w := *f.Instance.watchedHere()
	w.Locals = f.locals
	return w
}

// watchedHere returns what is watched of an instance's memories and globals.
func (i *Instance) watchedHere() *Watching {
	s := i.Store
	if i.watchEra == s.watchEra {
		return &i.watching
	}
	i.watchEra, i.watching = s.watchEra, Watching{}
	if s.watch == nil {
		return &i.watching
	}
	for n, m := range i.Memories {
		if m.watched != nil {
			i.watching.Memories = setAccess(i.watching.Memories, len(i.Memories), n, m.watched.access)
		}
	}
	for n, g := range i.Globals {
		if a := s.watch.globals[g]; a != 0 {
			i.watching.Globals = setAccess(i.watching.Globals, len(i.Globals), n, a)
		}
	}
	return &i.watching
}

// setAccess adds an access to element i of a list that has n elements or is nil.
func setAccess(list []Access, n, i int, a Access) []Access {
	if list == nil {
		list = make([]Access, n)
	}
	list[i] |= a
	return list
}

// rewatch replaces the code of an instance's functions where what it has to announce has changed, or where
// stops after accesses are not wanted any more.
func (s *Store) rewatch(inst *Instance, changed, forget bool) error {
	if !changed && !forget {
		return nil
	}
	running := s.running()
	for i := range inst.defFuncs {
		f := &inst.defFuncs[i]
		if !changed && len(f.after) == 0 {
			continue
		}
		if forget {
			f.after = nil
		}
		if f.Code == nil && !running[f] {
			// Code that is prepared later needs the stops of now.
			f.variants = variants{}
			if f.breaks != nil {
				f.breaks, f.stepping = s.wanted(f)
			}
			continue
		}
		if !running[f] {
			f.Code, f.variants = nil, variants{}
			f.breaks, f.stepping = s.wanted(f)
			continue
		}
		if err := s.renew(f); err != nil {
			return err
		}
	}
	return nil
}

// running returns the functions that have frames.
func (s *Store) running() map[*Func]bool {
	fs := make(map[*Func]bool)
	for _, t := range s.Threads {
		for _, fr := range t.Frames[:t.Depth] {
			if fr.Code.Func != nil {
				fs[fr.Code.Func] = true
			}
		}
	}
	return fs
}

// watchedFrame is a frame of which locals are watched. It has code of its own, so that other calls of the function are not
// slower, and so that the frame is known again.
type watchedFrame struct {
	thread *Thread
	depth  int
	code   *Code
	fresh  bool // code is still that of the function
	locals []Access
	types  []wasm.ValType
}

// alive reports whether the frame has not been left.
func (w *watchedFrame) alive() bool {
	return w.depth < w.thread.Depth && w.thread.Frames[w.depth].Code == w.code
}

// read returns the value of a local.
func (w *watchedFrame) read(n wasm.LocalIndex) []byte {
	slot := w.thread.Frames[w.depth].FP + uint64(SlotsOf(w.types[:n]))
	return valueBytes(FromSlots(w.types[n:n+1], w.thread.Slots[slot:])[0])
}

// setWatchedFrames gives frames with watched locals code of their own, and takes it from those that have none any more.
func (s *Store) setWatchedFrames(old *watchSet) error {
	for _, w := range s.watch.watches() {
		if w.Thread == nil {
			continue
		}
		if w.frame == nil {
			w.frame = s.frameOf(w, old)
		}
		fr := w.frame
		if !slices.Contains(s.watch.frames, fr) {
			s.watch.frames = append(s.watch.frames, fr)
			fr.locals = make([]Access, len(fr.types))
		}
		fr.locals[w.Local] |= w.Access
	}
	var before []*watchedFrame
	if old != nil {
		before = old.frames
	}
	for _, fr := range before {
		if !fr.alive() || s.watch != nil && slices.Contains(s.watch.frames, fr) {
			continue
		}
		if err := s.releaseFrame(fr); err != nil {
			return err
		}
	}
	if s.watch == nil {
		return nil
	}
	for _, fr := range s.watch.frames {
		if !fr.alive() {
			continue
		}
		if err := s.renew(fr.code.Func); err != nil {
			return err
		}
	}
	return nil
}

// frameOf returns the watched frame that a watch is of, a new one where there is none.
func (s *Store) frameOf(w *Watch, old *watchSet) *watchedFrame {
	known := s.watch.frames
	if old != nil {
		known = append(slices.Clone(known), old.frames...)
	}
	for _, fr := range known {
		if fr.thread == w.Thread && fr.depth == w.Depth && fr.alive() {
			return fr
		}
	}
	code := w.Thread.Frames[w.Depth].Code
	types, _ := code.Func.LocalTypes() // read without error when the watch was checked
	return &watchedFrame{thread: w.Thread, depth: w.Depth, code: code, fresh: true, types: types}
}

// releaseFrame moves a frame back to the code of its function.
func (s *Store) releaseFrame(fr *watchedFrame) error {
	f := fr.code.Func
	if err := s.renew(f); err != nil {
		return err
	}
	if err := s.Prepare(f); err != nil {
		return err
	}
	return fr.thread.migrateFrame(fr.depth, f.Code)
}

// renew prepares a function anew, where what it has to announce has changed, and moves its frames to the new code.
func (s *Store) renew(f *Func) error {
	f.variants = variants{}
	breaks, all := s.wanted(f)
	return s.replace(f, breaks, all)
}

// renewWatched prepares the code of a function's frames with watched locals anew. Those that had the code of the function until
// now have been moved with it.
func (s *Store) renewWatched(f *Func) error {
	if s.watch == nil {
		return nil
	}
	for _, fr := range s.watch.frames {
		if fr.depth >= fr.thread.Depth || fr.code.Func != f {
			continue
		}
		if here := fr.thread.Frames[fr.depth].Code; here != fr.code && (here != f.Code || !fr.fresh) {
			continue
		}
		f.locals = fr.locals
		code, err := s.cfg.Tier.Prepare(f)
		f.locals = nil
		if err != nil {
			return err
		}
		if err := fr.thread.migrateFrame(fr.depth, code); err != nil {
			return err
		}
		fr.code, fr.fresh = code, false
	}
	return nil
}

// stopAfter makes sure that a function's code stops at a place that follows an access.
func (s *Store) stopAfter(f *Func, at wasm.FuncOffset) error {
	n, found := slices.BinarySearch(f.after, at)
	if found {
		return nil
	}
	f.after = slices.Insert(f.after, n, at)
	return s.setBarriers(f)
}

// Next returns the offset of the instruction that follows one in the body.
func (f *Func) Next(at wasm.FuncOffset) wasm.FuncOffset {
	r, start := f.instrAt(at)
	return wasm.FuncOffset(r.Pos() - start)
}

// instrAt reads an instruction of the function; start is where the body begins.
func (f *Func) instrAt(at wasm.FuncOffset) (r wasm.InstrReader, start wasm.FileOffset) {
	m := f.Instance.Module
	body, _ := m.Body(f.Index)
	r.Reset(m.Bytes, body.Start+wasm.FileOffset(at), body.End)
	r.Next()
	return r, body.Start
}

// isTailCall reports whether an instruction calls in place of its frame.
func (f *Func) isTailCall(at wasm.FuncOffset) bool {
	r, _ := f.instrAt(at)
	return r.Op == op.ReturnCall || r.Op == op.ReturnCallIndirect || r.Op == op.ReturnCallRef
}

// valueBytes returns a value as little-endian bytes of its size; a reference has 8.
func valueBytes(v Value) []byte {
	b := binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, v.Lo), v.Hi)
	switch v.Type {
	case wasm.I32, wasm.F32:
		return b[:4]
	case wasm.V128:
		return b
	}
	return b[:8]
}
