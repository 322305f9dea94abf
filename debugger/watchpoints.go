package debugger

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// WatchSpec is what a watchpoint shall watch.
type WatchSpec struct {
	// Expr is an expression with a place; a range of memory is "$mem[0x400:0x500]". Frame is what its names mean; nil for the innermost one.
	Expr  string
	Frame *FrameID
	// Access says what stops; with Changes a write of the same value does not.
	Access  target.Access
	Changes bool
	// Condition is an expression in the innermost frame at the access.
	Condition string
	Ignore    int
	Disabled  bool
	Commands  []string
}

// Watchpoint is a watchpoint as it is now.
type Watchpoint struct {
	ID int
	WatchSpec
	Hits uint64
	// Where says what is watched: "4 bytes at 0x1234", "wasm local 3 of sum".
	Where   string
	Message string
}

// watches are the watchpoints of a session.
type watches struct {
	s    *Session
	list map[int]*watch
}

// watch is a watchpoint.
type watch struct {
	Watchpoint
	// armed is what the target watches; nil where that is nothing now.
	armed *target.Watch
	typ   *symbols.Type
	ctx   *value.Context
	inst  target.Instance
	// scope is the frame that what is watched belongs to; nil for what is there always. left stops the program when the frame is left.
	scope *FrameID
	left  *target.Break
}

func (w *watches) init(s *Session) { w.s, w.list = s, map[int]*watch{} }

func (w *watches) sorted() []*watch {
	return slices.SortedFunc(maps.Values(w.list), func(a, b *watch) int { return cmp.Compare(a.ID, b.ID) })
}

// restart forgets where things were in the program that is gone. What belonged to its frames is watched no longer.
func (w *watches) restart() {
	for id, p := range w.list {
		p.armed, p.left, p.Hits = nil, nil, 0
		if p.scope != nil {
			delete(w.list, id)
			w.s.emit(BreakpointEvent{ID: id, Change: Removed, Message: "its frame belonged to the program that was restarted"})
		}
	}
}

// load watches what is there always, once an instance that has it was made.
func (w *watches) load(v *View) {
	for _, p := range w.sorted() {
		if p.armed != nil || p.Disabled {
			continue
		}
		if err := p.find(v, nil); err != nil {
			p.Message = err.Error()
		}
	}
	if err := w.apply(); err != nil {
		w.s.emit(NoticeEvent{fmt.Sprintf("watchpoints cannot be set: %v", err)})
	}
}

// apply tells the target what to watch.
func (w *watches) apply() error {
	t := w.s.target
	if t == nil {
		return nil
	}
	var list []*target.Watch
	for _, p := range w.sorted() {
		if p.armed != nil && !p.Disabled {
			list = append(list, p.armed)
		}
	}
	if t.Watch == nil {
		if len(list) == 0 {
			return nil
		}
		return errors.New("this program cannot be watched")
	}
	return t.Watch.SetWatches(list)
}

// find evaluates the expression and finds out what is to be watched.
func (p *watch) find(v *View, f *Frame) error {
	val, err := v.Evaluate(f, p.Expr)
	if err != nil {
		return err
	}
	size, err := val.Size()
	if err != nil {
		return err
	}
	p.typ, p.ctx = val.Type(), val.Context()
	if f != nil {
		p.inst = f.Instance
	} else if list := v.Instances(); len(list) > 0 {
		p.inst = list[len(list)-1]
	}
	a := &target.Watch{Access: p.Access, Instance: p.inst.ID, Size: uint64(size), Test: p.test}
	if addr, ok := val.Address(); ok {
		a.Kind, a.Addr = target.WatchMemory, addr
		p.Where = fmt.Sprintf("%s at 0x%x", listing.Count(int(size), "byte"), addr)
	} else if err := p.register(v, f, a, val); err != nil {
		return err
	}
	if size == 0 {
		return errors.New("there is nothing to watch: it has no size")
	}
	p.armed = a
	if f != nil && (a.Kind == target.WatchLocal || a.Kind == target.WatchMemory && v.belongs(f, p.Expr, a)) {
		id := v.ID(f)
		p.scope = &id
	}
	return nil
}

// register finds what is to be watched of a value that is not in memory.
func (p *watch) register(v *View, f *Frame, a *target.Watch, val value.Value) error {
	pieces := val.Location().Pieces
	if len(pieces) != 1 {
		return errors.New("it is in several places, or in none, and cannot be watched")
	}
	piece := pieces[0]
	switch piece.Kind {
	case symbols.InMemory: // a bit-field
		a.Kind, a.Addr = target.WatchMemory, piece.Addr
		p.Where = fmt.Sprintf("%s at 0x%x", listing.Count(int(a.Size), "byte"), a.Addr)
	case symbols.InGlobal:
		a.Kind, a.Global = target.WatchGlobal, wasm.GlobalIndex(piece.Index)
		p.Where = fmt.Sprintf("global %d", piece.Index)
		if name := p.inst.Module.Names().Global(a.Global); name != "" {
			p.Where += " (" + symbols.Printable(name) + ")"
		}
	case symbols.InLocal:
		if f == nil || f.IsHost() {
			return errNoMachine
		}
		a.Kind, a.Local, a.Thread, a.Depth = target.WatchLocal, wasm.LocalIndex(piece.Index), f.Thread, f.Physical.Depth
		p.Where = fmt.Sprintf("wasm local %d of %s", piece.Index, v.FuncName(target.FuncRef{Instance: f.Instance.ID, Func: f.Physical.Func}))
	case symbols.InOperand:
		return errors.New("it is on the operand stack, which cannot be watched")
	default:
		return errors.New("it has a value here, and no place that could be watched")
	}
	return nil
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
	s := v.s
	outer, err := v.callerOf(f)
	if err != nil || outer == nil {
		return err
	}
	inst, _ := v.Instance(outer.Instance)
	back, ok := afterCall(inst.Module, outer.Place)
	if !ok {
		return nil
	}
	p.left = &target.Break{Place: back, Thread: f.Thread, Depth: outer.Depth}
	return s.own(p, p.left)
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

// test is asked at each access on the goroutine that runs the program.
func (p *watch) test(h *target.WatchHit) bool {
	return !p.Changes || h.Access&target.Write == 0 || !bytes.Equal(h.Old, h.New)
}

// hit implements owner: the frame that a watched variable belongs to was left.
func (p *watch) hit(v *View, _ *target.Break, stop *Stop) (Reason, bool) {
	w := &v.s.watches
	if w.list[p.ID] != p {
		return 0, false
	}
	_ = w.drop(p) // it watches nothing any more
	stop.Watches = append(stop.Watches, WatchEvent{ID: p.ID, Text: p.Expr, Gone: true})
	return ReasonWatchpoint, true
}

// hit adds to the stop what was accessed, and reports whether the program shall stand still.
func (w *watches) hit(v *View, hits []target.WatchHit, stop *Stop) bool {
	stops := false
	for i := range hits {
		h := &hits[i]
		for _, p := range w.sorted() {
			if p.armed != h.Watch || p.stale(v) {
				continue
			}
			if p.Condition != "" {
				is, err := v.isTrue(p.Condition)
				if err != nil {
					stop.Text = fmt.Sprintf("the condition of watchpoint %d cannot be evaluated: %v", p.ID, err)
				} else if !is {
					continue
				}
			}
			p.Hits++
			if p.Ignore > 0 {
				p.Ignore--
				continue
			}
			stops = true
			stop.Watches = append(stop.Watches, WatchEvent{ID: p.ID, Hit: *h, Text: p.Expr, Old: p.text(v, h.Old), New: p.text(v, h.New)})
		}
	}
	return stops
}

// stale reports whether the frame of what is watched has been left, which an exception does without returning.
func (p *watch) stale(v *View) bool {
	if p.scope == nil {
		return false
	}
	f, err := v.Find(*p.scope)
	return err == nil && f == nil
}

// text returns bytes of what is watched as a value.
func (p *watch) text(v *View, b []byte) string {
	printer := value.Printer{Formatters: v.Formatters(p.inst.Module)}
	ctx := *p.ctx
	if c := v.StaticContext(p.inst); c != nil {
		ctx.Machine = c.Machine
	}
	return printer.Text(value.New(&ctx, p.typ, symbols.ConstantBytes(b)))
}

// drop removes a watchpoint.
func (w *watches) drop(p *watch) error {
	delete(w.list, p.ID)
	err := w.apply()
	if p.left != nil {
		if e := w.s.disown(p.left); err == nil {
			err = e
		}
	}
	w.s.emit(BreakpointEvent{ID: p.ID, Change: Removed})
	return err
}

// remove removes a watchpoint; ok is false where there is none of that identifier.
func (w *watches) remove(id int) (ok bool, err error) {
	p := w.list[id]
	if p == nil {
		return false, nil
	}
	return true, w.drop(p)
}

// AddWatchpoint adds a watchpoint. Those of a frame's variable go away with the frame, which stops the program. The error is an *expr.Error where
// it is one of the expression.
func (s *Session) AddWatchpoint(spec WatchSpec) (Watchpoint, error) {
	var added Watchpoint
	err := s.do(opInspect, func() error {
		v := s.view
		if spec.Access == 0 {
			spec.Access = target.Write
		}
		f, err := v.frameOf(spec.Frame)
		if err != nil {
			return err
		}
		p := &watch{Watchpoint: Watchpoint{WatchSpec: spec}}
		if err := p.find(v, f); err != nil {
			return err
		}
		s.nextID++
		p.ID = s.nextID
		s.watches.list[p.ID] = p
		if p.scope != nil {
			err = p.guard(v, f)
		}
		if err == nil {
			err = s.watches.apply()
		}
		if err != nil {
			_ = s.watches.drop(p) // the first error is the one to tell
			return err
		}
		added = p.Watchpoint
		s.emit(BreakpointEvent{ID: p.ID, Change: Added})
		return nil
	})
	return added, err
}

// UpdateWatchpoint changes a watchpoint's condition, count, commands or whether it is enabled.
func (s *Session) UpdateWatchpoint(id int, change func(*WatchSpec)) (Watchpoint, error) {
	var changed Watchpoint
	err := s.do(opConfigure, func() error {
		return s.whilePaused(func() error {
			p := s.watches.list[id]
			if p == nil {
				return noBreakpoint(id)
			}
			spec := p.WatchSpec
			change(&spec)
			if spec.Ignore < 0 {
				return fmt.Errorf("%d hits cannot be ignored", spec.Ignore)
			}
			p.Condition, p.Ignore, p.Disabled, p.Commands = spec.Condition, spec.Ignore, spec.Disabled, spec.Commands
			changed = p.Watchpoint
			s.emit(BreakpointEvent{ID: id, Change: Changed})
			return s.watches.apply()
		})
	})
	return changed, err
}

// Watchpoints returns the watchpoints in the order of their identifiers.
func (s *Session) Watchpoints() []Watchpoint {
	var list []Watchpoint
	_ = s.do(opConfigure, func() error {
		for _, p := range s.watches.sorted() {
			one := p.Watchpoint
			one.Commands = slices.Clone(p.Commands)
			list = append(list, one)
		}
		return nil
	})
	return list
}
