package debugger

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/wdbg/wdbg/debugger/expr"
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
	size  int64
	ctx   *value.Context
	inst  target.Instance
	// part is which bits of what the target watches are meant: a bit-field's, a member's; Bits 0 is all.
	part symbols.Piece
	// fixed says that the place does not depend on what the program has computed.
	fixed bool
	scope *watchScope // nil for what is there always
}

func (w *watches) init(s *Session) { w.s, w.list = s, map[int]*watch{} }

func (w *watches) sorted() []*watch {
	return slices.SortedFunc(maps.Values(w.list), func(a, b *watch) int { return cmp.Compare(a.ID, b.ID) })
}

// restart forgets where things were in the program that is gone. What belonged to its frames, or was found by what it had computed, is
// watched no longer.
func (w *watches) restart() {
	for _, p := range w.sorted() {
		p.armed, p.Hits = nil, 0
		why := ""
		switch {
		case p.scope != nil:
			why = "its frame belonged to the program that was restarted"
		case !p.fixed:
			why = "where it is depends on what the program computes, which was restarted"
		default:
			continue
		}
		delete(w.list, p.ID)
		w.s.emit(BreakpointEvent{ID: p.ID, Change: Removed, Message: why})
	}
}

// load watches what is there always, once an instance that has it was made.
func (w *watches) load(v *View) {
	for _, p := range w.sorted() {
		if p.armed != nil || p.Disabled {
			continue
		}
		p.Message = ""
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
	env := v.Env(f)
	prog, err := expr.Compile(env, p.Expr)
	if err != nil {
		return err
	}
	val, err := prog.Eval(env)
	if err != nil {
		return err
	}
	size, err := val.Size()
	if err != nil {
		return err
	}
	p.typ, p.ctx, p.part, p.fixed = val.Type(), val.Context(), symbols.Piece{}, isFixed(env, prog)
	p.size = size
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
		p.scope = v.watchScope(f)
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
	p.part = piece
	switch piece.Kind {
	case symbols.InMemory: // a bit-field
		a.Kind, a.Addr, a.Size = target.WatchMemory, piece.Addr, (piece.BitOffset+piece.Bits+7)/8
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

// test is asked at each access on the goroutine that runs the program.
func (p *watch) test(h *target.WatchHit) bool {
	return !p.Changes || h.Access&target.Write == 0 || !bytes.Equal(p.bits(h.Old), p.bits(h.New))
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
				is, err := v.isTrue(h.By.Thread, p.Condition)
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

// text returns bytes of what is watched as a value.
func (p *watch) text(v *View, b []byte) string {
	printer := value.Printer{Formatters: v.Formatters(p.inst.Module)}
	ctx := *p.ctx
	if c := v.StaticContext(p.inst); c != nil {
		ctx.Machine = c.Machine
	}
	return printer.Text(value.New(&ctx, p.typ, symbols.ConstantBytes(p.bits(b))))
}

// bits returns the bits that are meant of what the target watches, as an object of the type.
func (p *watch) bits(b []byte) []byte {
	from, n := p.part.BitOffset, p.part.Bits
	if n == 0 {
		n = 8*uint64(len(b)) - min(from, 8*uint64(len(b)))
	}
	if from == 0 && n == 8*uint64(len(b)) && n >= 8*uint64(p.size) {
		return b
	}
	out := make([]byte, max(len(b), int(p.size)))
	one := func(i uint64) byte {
		if i/8 >= uint64(len(b)) {
			return 0
		}
		return b[i/8] >> (i % 8) & 1
	}
	last := byte(0) // extends a signed bit-field
	for i := range n {
		last = one(from + i)
		out[i/8] |= last << (i % 8)
	}
	if signed, ok := p.ctx.IsSigned(p.typ); ok && signed && last != 0 {
		for i := n; i < 8*uint64(len(out)); i++ {
			out[i/8] |= 1 << (i % 8)
		}
	}
	return out
}

// drop removes a watchpoint.
func (w *watches) drop(p *watch) error {
	delete(w.list, p.ID)
	err := w.apply()
	if p.scope != nil {
		if e := w.s.disown(p.scope.left...); err == nil {
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
		if err := spec.check(v, f); err != nil {
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

// check reports what is wrong with a specification. What names in the condition mean is only known at the access.
func (spec *WatchSpec) check(v *View, f *Frame) error {
	if spec.Ignore < 0 {
		return fmt.Errorf("%d hits cannot be ignored", spec.Ignore)
	}
	return v.checkCondition(f, spec.Condition)
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
			spec.Expr, spec.Frame, spec.Access, spec.Changes = p.Expr, p.Frame, p.Access, p.Changes
			if err := spec.check(s.view, nil); err != nil {
				return err
			}
			if !spec.Disabled && p.armed == nil && s.view != nil && len(s.view.Instances()) > 0 {
				if err := p.find(s.view, nil); err != nil { // it was disabled when the program was restarted
					return err
				}
				p.Message = ""
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
