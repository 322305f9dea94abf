package validate

import (
	"slices"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// StackState is what validation knows before an instruction. Types are as the module writes them; where
// several type indices are equivalent, with the first.
type StackState struct {
	// Operands are the types on the operand stack of the whole function, the topmost last. Where the
	// instruction cannot be reached, they are those known to be there, and may be or refer to bot.
	Operands []wasm.ValType
	// Reachable is false in code after an unconditional branch, up to the end of its block, and in the blocks
	// within.
	Reachable bool
	// Locals are the types of the locals, parameters first.
	Locals []wasm.ValType
	// Unset are the locals, by index, that have no default value and need not have been set: they may not be read.
	Unset []uint32
	// Labels are the blocks around the instruction, indexed by label: the innermost first, the function last.
	Labels []Label
}

// Label is a block that a branch may name.
type Label struct {
	// Op opened the block or the current part of it: block, loop, if, else, try_table, try, catch or catch_all;
	// return for the function itself.
	Op op.Op
	// Offset is where Op is; for the function, where its body starts.
	Offset wasm.FileOffset
	// Height is the number of operands below the block's own.
	Height int
	// Types are those of the operands that a branch to the label takes along.
	Types []wasm.ValType
}

// StackAt returns the state before the instruction that starts at a file offset. It
// validates the function's body up to there, which takes time in proportion. The error is a
// *wasm.Error: that of an invalid body, or that no instruction of it starts there.
func (c *Context) StackAt(f wasm.FuncIndex, at wasm.FileOffset) (StackState, error) {
	v := c.validator()
	defer c.release(v)
	if err := v.beginFunction(f); err != nil {
		return StackState{}, err
	}
	for v.r.Pos() < at && v.step() {
	}
	if v.err != nil || v.r.Err() != nil {
		return StackState{}, v.finish(v.ended())
	}
	if v.r.Pos() != at || len(v.frames) == 0 {
		return StackState{}, v.finish(wasm.Invalidf(at, "no instruction of the function starts here"))
	}
	return v.state(), nil
}

// state copies what the validator knows.
func (v *validator) state() StackState {
	s := StackState{
		Operands:  v.sources(v.stack),
		Reachable: !slices.ContainsFunc(v.frames, func(f frame) bool { return f.unreachable }),
		Locals:    make([]wasm.ValType, 0, v.locals.count()),
		Labels:    make([]Label, 0, len(v.frames)),
	}
	for _, run := range v.locals.runs {
		for t := v.c.source(run.t); len(s.Locals) < int(run.end); {
			if i := uint32(len(s.Locals)); !v.locals.ready(i, run.t) {
				s.Unset = append(s.Unset, i)
			}
			s.Locals = append(s.Locals, t)
		}
	}
	types := make(map[*wasm.ValType][]wasm.ValType) // many labels may have the same long list
	for _, f := range slices.Backward(v.frames) {
		var label []wasm.ValType
		if ts := f.branchTypes(); len(ts) > 0 {
			if label = types[&ts[0]]; label == nil {
				label = v.sources(ts)
				types[&ts[0]] = label
			}
		}
		s.Labels = append(s.Labels, Label{
			Op:     f.op,
			Offset: v.start + wasm.FileOffset(f.at),
			Height: int(f.base),
			Types:  label,
		})
	}
	return s
}

// sources copies types as the module writes them.
func (v *validator) sources(ts []wasm.ValType) []wasm.ValType {
	out := make([]wasm.ValType, len(ts))
	for i, t := range ts {
		out[i] = v.c.source(t)
	}
	return out
}
