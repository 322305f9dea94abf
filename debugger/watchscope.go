package debugger

import (
	"errors"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm/op"
)

// watchScope is the frame that what is watched belongs to.
type watchScope struct {
	frame FrameID
	place target.Place // in it
	fn    string       // the function of the source, which may be inlined
	// left stops the program when the frame is left: where it returns to, and before tail calls that replace it. Exceptions
	// are noticed when they are thrown.
	left []*target.Break
}

// watchScope returns a frame as the scope of what is watched.
func (v *View) watchScope(f *Frame) *watchScope {
	return &watchScope{frame: v.ID(f), place: f.Physical.Place, fn: v.NameOf(f)}
}

// belongs reports whether what is watched is part of a variable of a frame.
func (v *View) belongs(f *Frame, text string, a *target.Watch) bool {
	root := strings.TrimLeft(text, "( ")
	n := strings.IndexFunc(root, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	if n >= 0 {
		root = root[:n]
	}
	if f.Scope == nil || root == "" {
		return false
	}
	vars, _ := f.Scope.Variables() // those that could be read
	for _, variable := range slices.Backward(vars) {
		if variable.Name != root {
			continue
		}
		if variable.Kind != symbols.Local && variable.Kind != symbols.Parameter {
			return false
		}
		val := value.Of(v.Context(f), variable)
		addr, ok := val.Address()
		size, err := val.Size()
		return ok && err == nil && a.Addr >= addr && a.Addr < addr+uint64(size)
	}
	return false
}

// guard has the program stop when the frame that what is watched belongs to is left.
func (p *watch) guard(v *View, f *Frame) error {
	sc := p.scope
	outer, err := v.callerOf(f)
	if err != nil {
		return err
	}
	if outer != nil {
		inst, _ := v.Instance(outer.Instance)
		if back, ok := afterCall(inst.Module, outer.Place); ok {
			sc.left = append(sc.left, &target.Break{Place: back, Thread: f.Thread, Depth: outer.Depth})
		}
	}
	for at, in := range f.Instance.Module.Instrs(f.Physical.Func) {
		switch in.Op {
		case op.ReturnCall, op.ReturnCallIndirect, op.ReturnCallRef:
			place := f.Physical.Place
			place.Offset = at
			sc.left = append(sc.left, &target.Break{Place: place, Thread: f.Thread, Depth: f.Physical.Depth})
		}
	}
	return v.s.own(p, sc.left...)
}

// callerOf returns the physical frame that called the one a frame is of; nil where that is the host or nobody.
func (v *View) callerOf(f *Frame) (*target.Frame, error) {
	for from := 0; ; from += frameChunk {
		list, err := v.target.Frames(f.Thread, from, frameChunk)
		if err != nil || len(list) == 0 {
			return nil, err
		}
		for i := range list {
			if list[i].Depth < f.Physical.Depth {
				if list[i].Host != nil {
					return nil, nil
				}
				return &list[i], nil
			}
		}
	}
}

// hit implements owner: the frame that a watched variable belongs to was left.
func (p *watch) hit(v *View, _ *target.Break, stop *Stop) (Reason, bool) {
	return ReasonWatchpoint, v.s.watches.list[p.ID] == p && p.gone(v, stop)
}

// gone ends a watchpoint whose frame is left, and reports whether the program shall stand still to say so.
func (p *watch) gone(v *View, stop *Stop) bool {
	_ = v.s.watches.drop(p) // it watches nothing any more
	if p.Disabled {
		return false
	}
	stop.Watches = append(stop.Watches, WatchEvent{ID: p.ID, Text: p.Expr, Gone: true})
	return true
}

// leftBy reports whether an exception leaves the scope for a handler further out. It is called on the goroutine that runs the program.
func (sc *watchScope) leftBy(t *target.Throw) bool {
	return sc != nil && t.Caught && t.Thread == sc.frame.Thread && t.CatchDepth < sc.frame.Depth
}

// wantsThrow reports whether an exception leaves a frame whose variables are watched.
func (w *watches) wantsThrow(t *target.Throw) bool {
	for _, p := range w.list {
		if p.scope.leftBy(t) {
			return true
		}
	}
	return false
}

// scoped reports whether variables of frames are watched.
func (w *watches) scoped() bool {
	for _, p := range w.list {
		if p.scope != nil {
			return true
		}
	}
	return false
}

// thrown ends the watchpoints whose frames an exception leaves, and reports whether the program shall stand still to say so.
func (w *watches) thrown(v *View, t *target.Throw, stop *Stop) bool {
	stops := false
	for _, p := range w.sorted() {
		if p.scope.leftBy(t) && p.gone(v, stop) {
			stops = true
		}
	}
	return stops
}

// stale reports whether the frame of what is watched has been left: another one may have its depth.
func (p *watch) stale(v *View) bool {
	if p.scope == nil {
		return false
	}
	f, err := v.Find(p.scope.frame)
	if err != nil {
		return false
	}
	return f == nil || f.Physical.Instance != p.scope.place.Instance || f.Physical.Func != p.scope.place.Func || v.NameOf(f) != p.scope.fn
}

// isFixed reports whether where an expression is does not depend on what the program has computed.
func isFixed(env *expr.Env, prog *expr.Program) bool {
	static, ctx := *env, *env.Context
	static.Context = &ctx
	ctx.Machine = staticMachine{ctx.Machine}
	val, _ := prog.Eval(&static) // the value itself cannot be read
	return val.Err() == nil && len(val.Location().Pieces) > 0
}

// staticMachine is a machine of which only what is the same in each run can be read.
type staticMachine struct{ symbols.Machine }

var errNotStatic = errors.New("it depends on what the program has computed")

func (staticMachine) ReadMemory([]byte, uint64) error      { return errNotStatic }
func (staticMachine) Local(uint32) (symbols.Word, error)   { return symbols.Word{}, errNotStatic }
func (staticMachine) Operand(uint32) (symbols.Word, error) { return symbols.Word{}, errNotStatic }
