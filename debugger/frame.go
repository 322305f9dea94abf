package debugger

import (
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/unwind"
	"github.com/wdbg/wdbg/wasm"
)

// Frame is a logical frame: a call that the source has, inlined or not, or one of the machine that has no source.
type Frame struct {
	// Number counts from the innermost frame of the thread.
	Number   int
	Thread   target.ThreadID
	Physical target.Frame
	// Instance is the one whose function it is of; the nearest one further out for a frame of the host.
	Instance target.Instance
	// Level counts the frames of the physical one from the innermost inlined call; Last says that it is the function whose body is executed.
	Level int
	Last  bool
	symbols.Frame
}

// FrameID identifies a frame for as long as it exists, across stops.
type FrameID struct {
	Thread target.ThreadID
	Depth  int
	// Inlined counts from the outermost function of the physical frame, which is 0.
	Inlined int
}

// IsHost reports whether the frame is of a function of the host.
func (f *Frame) IsHost() bool { return f.Physical.Host != nil }

// At returns the frame's instruction in the module's code section; ok is false for functions of the host.
func (f *Frame) At() (at wasm.CodeOffset, ok bool) {
	if f.IsHost() || f.Instance.Module == nil {
		return 0, false
	}
	return codeOffset(f.Instance.Module, f.Physical.Func, f.Physical.Offset), true
}

// Activation returns the frame of the machine for those who name it.
func (f *Frame) Activation() *unwind.Physical {
	p := &unwind.Physical{Depth: f.Physical.Depth}
	if h := f.Physical.Host; h != nil {
		p.Host = h.Module + "." + h.Name
		return p
	}
	p.Module, p.Instance, p.Func, p.Offset = f.Instance.Module, f.Instance.Name, f.Physical.Func, f.Physical.Offset
	return p
}

// Values returns the variables of a frame.
func (v *View) Values(f *Frame) *listing.Values {
	if f.IsHost() {
		return &listing.Values{}
	}
	vals := &listing.Values{
		Context: v.Context(f), Table: v.Table(f.Instance.ID), Func: f.Func, Formatters: v.Formatters(f.Instance.Module),
	}
	vals.At, _ = f.At()
	if f.Scope != nil {
		vals.List, vals.Err = f.Scope.Variables()
	}
	return vals
}

// stack is what has been unfolded of a thread's frames.
type stack struct {
	physical int // frames of the machine that have been unfolded
	frames   []*Frame
}

// Chunk of physical frames that are fetched at once.
const frameChunk = 32

// NumFrames returns how many physical frames a thread has: there are at least as many logical ones.
func (v *View) NumFrames(t target.ThreadID) int { return v.target.NumFrames(t) }

// Frame returns a frame by its number. The error is a *NoFrameError where there is none.
func (v *View) Frame(t target.ThreadID, number int) (*Frame, error) {
	list, err := v.Frames(t, number, 1)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, &NoFrameError{Thread: t, Number: number, Frames: len(v.stack(t).frames)}
	}
	return list[0], nil
}

// Frames returns up to n frames of a thread, from a number on; fewer mean that there are no more.
func (v *View) Frames(t target.ThreadID, from, n int) ([]*Frame, error) {
	if from < 0 || n <= 0 {
		return nil, nil
	}
	st := v.stack(t)
	for len(st.frames) < from+n {
		before := st.physical
		if err := v.unfold(t, st); err != nil {
			return nil, err
		}
		if st.physical == before {
			break
		}
	}
	if from >= len(st.frames) {
		return nil, nil
	}
	return st.frames[from:min(from+n, len(st.frames))], nil
}

func (v *View) stack(t target.ThreadID) *stack {
	st := v.stacks[t]
	if st == nil {
		st = &stack{}
		if v.stacks == nil {
			v.stacks = map[target.ThreadID]*stack{}
		}
		v.stacks[t] = st
	}
	return st
}

// unfold makes logical frames of the next physical ones.
func (v *View) unfold(t target.ThreadID, st *stack) error {
	if st.physical >= v.target.NumFrames(t) {
		return nil
	}
	list, err := v.target.Frames(t, st.physical, frameChunk)
	if err != nil {
		return err
	}
	st.physical += len(list)
	for _, p := range list {
		st.frames = v.logical(st.frames, p)
	}
	return nil
}

// logical appends the logical frames of a physical one.
func (v *View) logical(dst []*Frame, p target.Frame) []*Frame {
	f := Frame{Number: len(dst), Thread: p.Thread, Physical: p, Last: true}
	if p.Host != nil {
		f.Instance.ID = target.NoInstance
		for _, inst := range v.callers(p) {
			f.Instance = inst
		}
		return append(dst, &f)
	}
	f.Instance, _ = v.Instance(p.Instance)
	list := v.s.table(f.Instance).Frames(nil, codeOffset(f.Instance.Module, p.Func, p.Offset))
	if len(list) == 0 {
		return append(dst, &f)
	}
	hidden := 0
	if len(dst) == 0 {
		hidden = min(v.s.hidden.of(p), len(list)-1)
	}
	for i := hidden; i < len(list); i++ {
		one := f
		one.Number, one.Level, one.Last, one.Frame = len(dst), i, i == len(list)-1, list[i]
		dst = append(dst, &one)
	}
	return dst
}

// callers returns the instance that called a function of the host, if any.
func (v *View) callers(host target.Frame) []target.Instance {
	list, err := v.target.Frames(host.Thread, 0, frameChunk)
	if err != nil {
		return nil
	}
	for _, p := range list {
		if p.Host == nil && p.Depth < host.Depth {
			inst, _ := v.Instance(p.Instance)
			return []target.Instance{inst}
		}
	}
	return nil
}

// ID returns what identifies the frame across stops.
func (v *View) ID(f *Frame) FrameID {
	id := FrameID{Thread: f.Thread, Depth: f.Physical.Depth}
	for st := v.stack(f.Thread); f.Number+id.Inlined+1 < len(st.frames) && !st.frames[f.Number+id.Inlined].Last; {
		id.Inlined++
	}
	return id
}

// Find returns the frame of an identifier; nil where it no longer exists.
func (v *View) Find(id FrameID) (*Frame, error) {
	for number := 0; ; number++ {
		list, err := v.Frames(id.Thread, number, 1)
		if err != nil || len(list) == 0 || list[0].Physical.Depth < id.Depth {
			return nil, err
		}
		if f := list[0]; f.Physical.Depth == id.Depth && v.ID(f) == id {
			return f, nil
		}
	}
}

// Physical returns a thread's whole stack as the machine has it, for summaries of deep ones.
func (v *View) Physical(t target.ThreadID) *unwind.Stack {
	return unwind.Collect(func(visit func(unwind.Physical) bool) {
		for from := 0; ; {
			list, err := v.target.Frames(t, from, 1024)
			if err != nil || len(list) == 0 {
				return
			}
			for _, p := range list {
				if !visit(v.physical(p)) {
					return
				}
			}
			from += len(list)
		}
	})
}

func (v *View) physical(p target.Frame) unwind.Physical {
	if p.Host != nil {
		return unwind.Physical{Host: p.Host.Module + "." + p.Host.Name, Depth: p.Depth}
	}
	inst, _ := v.Instance(p.Instance)
	return unwind.Physical{Module: inst.Module, Instance: inst.Name, Func: p.Func, Offset: p.Offset, Depth: p.Depth}
}

// Unfolder returns what counts and unfolds frames of a Physical stack.
func (v *View) Unfolder() *unwind.Logical {
	return &unwind.Logical{Table: v.moduleTable}
}

// DescribesVariables reports whether there is debug information that would tell of variables of the frame's function, if it had some.
func (f *Frame) DescribesVariables() bool {
	return f.Scope != nil && f.Func != nil && f.Func.Origin == symbols.OriginDWARF
}
