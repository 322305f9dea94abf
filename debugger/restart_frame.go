package debugger

import (
	"errors"
	"fmt"

	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm/op"
)

// RestartFrame makes a frame begin again: those further in are dropped, and the frame stands where its function begins, after the prologue where the
// debug information says where that ends; only its thread runs meanwhile. Its arguments are those it was called with, and the stack
// pointer of C is what it was then; where that is not sure the error says why. Memory, other globals, files and all else that the dropped code
// has changed stay changed. The program stands still for ReasonRestart.
func (s *Session) RestartFrame(id FrameID) error {
	return s.do(opResume, func() error {
		r, err := s.view.restart(id)
		if err != nil {
			return err
		}
		if err := r.carryOut(s); err != nil {
			return err
		}
		stop := &Stop{Reason: ReasonRestart, Thread: id.Thread}
		s.moved(stop, 0)
		if s.heap != nil {
			s.heap.dropped(r.frame)
		}
		s.stop = stop // the one before is about what has been dropped
		p := &restartPlan{stop: stop, site: r.site, depth: r.frame.Depth}
		begin := s.begin
		if s.target.Solo {
			begin = func(p plan) error { return s.beginAlone(p, id.Thread) }
		}
		if err := begin(p); err != nil { // it stands at the first instruction
			stop.Text = err.Error()
			s.rest(stop)
		}
		return nil
	})
}

// CheckRestart returns why Session.RestartFrame would fail; nil where it would not.
func (v *View) CheckRestart(id FrameID) error {
	_, err := v.restart(id)
	return err
}

// restart is what it takes to make a frame begin again.
type restart struct {
	frame target.Frame
	// site is where it shall stand.
	site     Site
	pointers []savedPointer
}

// restart finds out what it takes to make a frame begin again.
func (v *View) restart(id FrameID) (*restart, error) {
	if v.target.Jump == nil {
		return nil, errNoJumps
	}
	at, err := v.s.stepFrame(&id, nil)
	if err != nil {
		return nil, err
	}
	for _, f := range at.frames[:at.n+1] {
		if err := v.restartable(f); err != nil {
			return nil, err
		}
	}
	f := at.physical()
	inst, _ := v.Instance(f.Instance)
	if chain := v.s.chainAt(f); id.Inlined > 0 && len(chain) > id.Inlined {
		return nil, fmt.Errorf("cannot restart %s: it is inlined into %s, which can be restarted", funcName(&chain[id.Inlined]), funcName(&chain[0]))
	}
	refuse := func(err error) error {
		return fmt.Errorf("cannot restart %s: %w", v.FuncName(target.FuncRef{Instance: f.Instance, Func: f.Func}), err)
	}
	if err := v.target.Jump.CheckRestart(f.Thread, f.Depth); err != nil {
		return nil, refuse(err)
	}
	if err := v.checkArguments(f); err != nil {
		return nil, refuse(err)
	}
	r := &restart{frame: f, site: v.funcSite(inst, f.Func)}
	if r.pointers, err = v.stackPointersAt(at.frames[:at.n+1]); err != nil {
		return nil, refuse(err)
	}
	return r, nil
}

// restartable returns why a frame can neither be dropped nor begin again.
func (v *View) restartable(f target.Frame) error {
	if f.Host != nil {
		return fmt.Errorf("cannot restart the frame: the thread is in a call of the host, %s, which cannot be undone", v.FuncName(target.FuncRef{Host: f.Host}))
	}
	inst, _ := v.Instance(f.Instance)
	if isGo(v.Func(inst, f.Func)) {
		return errors.New("cannot restart frames of Go's compiler: they keep their arguments on stacks of their own")
	}
	return nil
}

// checkArguments returns why the parameters of a frame may not be the arguments that it was called with: its code has set them.
func (v *View) checkArguments(f target.Frame) error {
	inst, _ := v.Instance(f.Instance)
	params := uint32(len(inst.Module.FuncType(f.Func).Params))
	fl := v.s.flowOf(f.Place)
	_, jumped := v.s.jumped.first(f)
	for off, in := range inst.Module.Instrs(f.Func) {
		if in.Op != op.LocalSet && in.Op != op.LocalTee || in.Index >= params {
			continue
		}
		if !jumped && !fl.writesBefore(in.Index, f.Offset) {
			continue
		}
		return fmt.Errorf("its code sets parameter %d (+0x%x), so what it was called with may be lost", in.Index, uint32(off))
	}
	return nil
}

// carryOut moves the frame, and gives stack pointers their values of then.
func (r *restart) carryOut(s *Session) error {
	for _, p := range r.pointers {
		if err := p.restore(s.target); err != nil {
			return err
		}
	}
	if err := s.target.Jump.RestartFrame(r.frame.Thread, r.frame.Depth); err != nil {
		return err
	}
	s.jumped.forget(r.frame)
	return nil
}

// restartPlan goes on from the first instruction of a frame to behind its prologue.
type restartPlan struct {
	stop   *Stop
	site   Site
	depth  int
	breaks []*target.Break
}

func (p *restartPlan) begin(v *View) (next, error) {
	list, err := v.target.Frames(p.stop.Thread, 0, 1)
	if err != nil {
		return next{}, err
	}
	if len(list) > 0 && list[0].Place == p.site.Place {
		return p.done(), nil
	}
	p.breaks = []*target.Break{{Place: p.site.Place, Thread: p.stop.Thread, Depth: p.depth}}
	return next{breaks: p.breaks}, nil
}

func (p *restartPlan) stopped(_ *View, st *target.Stop) (next, error) {
	if len(st.Breaks) > 0 {
		return p.done(), nil
	}
	return next{breaks: p.breaks}, nil
}

func (p *restartPlan) done() next {
	return next{done: true, reason: ReasonRestart, hide: p.site.hide, watches: p.stop.Watches}
}
