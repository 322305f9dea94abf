package unwind

import "github.com/wdbg/wdbg/wasm"

// Physical is a frame as the machine has it.
type Physical struct {
	// Module defines the function; nil for a function of the host.
	Module *wasm.Module
	// Instance tells instances apart by name; it may be empty.
	Instance string
	// Func is the function in the module, Offset the instruction: at fault or about to execute in the
	// innermost frame, the call in the others.
	Func   wasm.FuncIndex
	Offset wasm.FuncOffset
	// Host names a function of the host.
	Host string
	// Depth is the frame's number as the target counts; it means something to the target alone.
	Depth int
}

// IsHost reports whether the frame is of a function of the host.
func (p *Physical) IsHost() bool { return p.Module == nil }

// FileOffset returns the instruction's place in the module file; ok is false for host functions.
func (p *Physical) FileOffset() (off wasm.FileOffset, ok bool) {
	if p.Module == nil {
		return 0, false
	}
	return p.Module.Place(p.Func, p.Offset)
}

// Stack is a call stack, the innermost frame first. A frame takes a few bytes, so that stacks of
// millions of frames can be kept.
type Stack struct {
	funcs  []Physical // one for each function that occurs
	frames []frame
}

type frame struct {
	fn     uint32 // in Stack.funcs
	offset wasm.FuncOffset
	depth  int32
}

// funcKey identifies a function of a stack.
type funcKey struct {
	module   *wasm.Module
	instance string
	fn       wasm.FuncIndex
	host     string
}

// Collect makes a stack of the frames that walk passes to its argument, the innermost first.
func Collect(walk func(visit func(Physical) bool)) *Stack {
	s := &Stack{}
	known := map[funcKey]uint32{}
	var last funcKey // recursion mostly repeats the function before
	var lastID uint32
	walk(func(p Physical) bool {
		k := funcKey{p.Module, p.Instance, p.Func, p.Host}
		if len(s.frames) == 0 || k != last {
			id, ok := known[k]
			if !ok {
				id = uint32(len(s.funcs))
				known[k] = id
				s.funcs = append(s.funcs, p)
			}
			last, lastID = k, id
		}
		s.frames = append(s.frames, frame{lastID, p.Offset, int32(p.Depth)})
		return true
	})
	return s
}

// Len returns the number of frames.
func (s *Stack) Len() int { return len(s.frames) }

// Frame returns a frame by its position.
func (s *Stack) Frame(i int) Physical {
	f := s.frames[i]
	p := s.funcs[f.fn]
	p.Offset, p.Depth = f.offset, int(f.depth)
	return p
}
