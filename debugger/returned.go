package debugger

import (
	"encoding/binary"
	"fmt"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// resultPlace is where the result of a frame will be, as is known while the frame exists.
type resultPlace struct {
	name string
	typ  *symbols.Type
	inst target.Instance
	// words are the results as the machine has them.
	words []wasm.ValType
	// hidden is the address that the caller has the result written to, where there is one.
	hidden uint64
	memory bool
	why    string
}

// resultOf looks where the result of a frame will be.
func (p *stepper) resultOf(f target.Frame) resultPlace {
	inst := p.instance(f.Place)
	r := resultPlace{name: p.s.view.FuncName(target.FuncRef{Instance: f.Instance, Func: f.Func}), inst: inst}
	ft := inst.Module.FuncType(f.Func)
	r.words = ft.Results
	chain := p.s.chainAt(f)
	if len(chain) > 0 && chain[0].Func != nil && chain[0].Func.Language == symbols.Go {
		r.why = "what Go's functions return is not known" // the machine's result is for the scheduler
		return r
	}
	if len(chain) == 0 || chain[0].Scope == nil {
		if len(r.words) == 0 {
			r.why = "nothing that is known of"
		}
		return r
	}
	r.typ = chain[0].Scope.Result()
	switch {
	case r.typ == nil: // what the machine returns all the same, as C++ constructors do, is not the source's
		r.why = "nothing"
	case len(r.words) == 0:
		r.findHidden(p, f, ft, &chain[0])
	}
	return r
}

// findHidden finds the address of a result that is returned in memory: the first parameter, which the source does not have.
func (r *resultPlace) findHidden(p *stepper, f target.Frame, ft *wasm.FuncType, fr *symbols.Frame) {
	t := r.typ.Strip()
	if t == nil || t.Size == 0 || isEmpty(t, 0) {
		r.why = "its result has no bytes"
		return
	}
	declared := 0
	vars, err := fr.Scope.Variables()
	for _, v := range vars {
		if v.Kind == symbols.Parameter {
			declared++
		}
	}
	if err != nil || len(ft.Params) != declared+1 || ft.Params[0] != wasm.I32 && ft.Params[0] != wasm.I64 {
		r.why = "the compiled function does not say where it returns its result"
		return
	}
	if p.s.flowOf(f.Place).writesBefore(0, f.Offset) {
		r.why = "the address of its result was in wasm local 0, which has been written to since"
		return
	}
	locals, err := p.s.target.Locals(p.thread, f.Depth)
	if err != nil || len(locals) == 0 {
		r.why = "the address of its result cannot be read"
		return
	}
	r.hidden, r.memory = locals[0].Lo, true
}

// maxNesting bounds how deep types are looked into.
const maxNesting = 16

// isEmpty reports whether a type has no data.
func isEmpty(t *symbols.Type, depth int) bool {
	if t == nil || depth > maxNesting || t.Kind != symbols.KindStruct && t.Kind != symbols.KindClass && t.Kind != symbols.KindUnion {
		return false
	}
	d := t.Details()
	if d.Err != nil || t.Incomplete || d.Variants != nil {
		return false
	}
	for _, m := range d.Members {
		if !isEmpty(m.Type.Strip(), depth+1) {
			return false
		}
	}
	return true
}

// writesBefore reports whether a local may have been written to since the function was entered, when the instruction at an offset
// is about to be executed.
func (f *flow) writesBefore(local uint32, at wasm.FuncOffset) bool {
	var loops []wasm.FuncOffset // where those begin that are open
	var kinds []op.Op
	write, looped := false, false
	var outermost wasm.FuncOffset // of the loops around the instruction
	for off, in := range f.module.Instrs(f.fn) {
		switch in.Op {
		case op.LocalSet, op.LocalTee:
			if in.Index == local {
				write = write || off < at
				looped = looped || off >= at && len(loops) > 0 && outermost != 0 && loops[0] == outermost
			}
		case op.Block, op.If, op.Try, op.TryTable, op.Loop:
			kinds = append(kinds, in.Op)
			if in.Op == op.Loop {
				loops = append(loops, off)
			}
		case op.End, op.Delegate:
			if n := len(kinds) - 1; n >= 0 {
				if kinds[n] == op.Loop {
					loops = loops[:len(loops)-1]
				}
				kinds = kinds[:n]
			}
		}
		if off <= at {
			outermost = 0
			if len(loops) > 0 {
				outermost = loops[0]
			}
		}
	}
	return write || looped
}

// read returns the result, when the program is about to go on in the frame that it was returned to.
func (r *resultPlace) read(v *View, to target.Frame) *Returned {
	out := &Returned{Func: r.name, Why: r.why}
	if r.name == "" || r.why != "" {
		return out
	}
	if r.memory {
		m, err := v.target.StaticMachine(r.inst.ID)
		if err != nil {
			out.Why = err.Error()
			return out
		}
		val := value.New(v.context(m, r.inst), r.typ, symbols.Memory(r.hidden))
		out.Value = &val
		return out
	}
	operands, err := v.target.Operands(to.Thread, to.Depth)
	if err != nil || len(operands) < len(r.words) {
		out.Why = "the results cannot be read"
		if err != nil {
			out.Why = fmt.Sprintf("the results cannot be read: %v", err)
		}
		return out
	}
	out.Words = operands[len(operands)-len(r.words):]
	if r.typ == nil || len(r.words) != 1 {
		return out
	}
	if b, ok := image(out.Words[0], r.typ.Strip()); ok {
		m, err := v.target.StaticMachine(r.inst.ID)
		if err != nil {
			return out
		}
		val := value.New(v.context(m, r.inst), r.typ, symbols.ConstantBytes(b))
		out.Value = &val
	}
	return out
}

// image returns the bytes of a value that a function returns as one word; ok is false where that is not sure.
func image(w symbols.Word, t *symbols.Type) (b []byte, ok bool) {
	if t == nil || t.Size <= 0 {
		return nil, false
	}
	b = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, w.Lo), w.Hi)
	switch w.Type {
	case wasm.I32, wasm.F32:
		b = b[:4]
	case wasm.I64, wasm.F64:
		b = b[:8]
	case wasm.V128:
	default:
		return nil, false
	}
	if t.Size > int64(len(b)) {
		return nil, false
	}
	isFloat := w.Type == wasm.F32 || w.Type == wasm.F64
	if isFloat && t.Size != int64(len(b)) || t.Kind == symbols.KindBase && isFloat != (t.Encoding == symbols.EncodingFloat) {
		return nil, false
	}
	return b[:t.Size], true
}
