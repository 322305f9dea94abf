package local

import (
	"fmt"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/machine"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// SetCatches implements target.Catcher.
func (l *local) SetCatches(c target.Catches) error {
	l.catches = c
	l.setHooks()
	return nil
}

func (l *local) setHooks() {
	h := engine.Hooks{Instance: l.linked, Ended: l.stepper.ended}
	// An instruction step has to know where an exception goes.
	h.Throw = func(t *engine.Thread, e *engine.Throw) bool {
		l.thrower = nil
		l.walks.forget()
		if l.catches.Throw != nil {
			if throw := l.throw(t, e); l.catches.Throw(throw) {
				l.thrower = throw
			}
		}
		return l.thrower != nil || l.stepper.active && int(l.stepper.thread) == t.ID
	}
	if c := l.catches.HostCall; c != nil {
		h.HostCall = func(t *engine.Thread, f *engine.Func) bool {
			l.walks.forget()
			return c(target.ThreadID(t.ID), l.hostFunc(f))
		}
	}
	l.store.SetHooks(h)
}

// linked is called for each instance. Those that are not of a step are made by host functions: the program stops for them at the next tick.
func (l *local) linked(inst *engine.Instance) {
	if l.main == nil && !l.calling {
		return
	}
	l.fresh = true
	if !l.calling { // see Call
		l.store.Pause()
	}
}

// thrown is a stop before an exception is thrown.
func (l *local) thrown(st engine.Stop, stop target.Stop) *target.Stop {
	e := st.Throw
	l.stepper.handler, l.stepper.thrower = nil, st.Thread
	if e.Caught {
		l.stepper.handler = st.Thread.Frames[e.Depth].Code.Func
	}
	if l.stepper.active {
		if err := l.stepper.catch(st.Thread); err != nil {
			return l.failed(err)
		}
	}
	if l.thrower == nil {
		return nil
	}
	stop.Reason, stop.Throw = target.Thrown, l.thrower
	stop = l.at(stop)
	return &stop
}

func (l *local) throw(t *engine.Thread, e *engine.Throw) *target.Throw {
	throw := &target.Throw{Thread: target.ThreadID(t.ID), Exception: *l.exception(e.Exn), Caught: e.Caught}
	if e.Caught {
		f := t.Frames[e.Depth].Code.Func
		throw.CatchDepth = e.Depth
		throw.Handler = target.Place{Instance: l.id(f.Instance), Func: f.Index, Offset: e.At}
	}
	return throw
}

// exception describes an exception object.
func (l *local) exception(r engine.Ref) *target.Exception {
	e := &target.Exception{Ref: machine.Word(engine.RefValue(wasm.ExnRef(), r)), TagInstance: target.NoInstance}
	tag := l.store.TagOf(l.store.Heap.ExnTag(r))
	for _, v := range engine.FromSlots(tag.Func.Params, l.store.Heap.ExnPayload(nil, r)) {
		e.Values = append(e.Values, machine.Word(v))
	}
	e.Tag = fmt.Sprint(tag.ID)
	for i, inst := range l.store.Instances {
		for n, other := range inst.Tags {
			if other != tag {
				continue
			}
			if e.TagInstance == target.NoInstance {
				e.TagInstance, e.TagIndex = target.InstanceID(i), wasm.TagIndex(n)
				e.Tag = fmt.Sprint(n)
			}
			if name := inst.Module.Names().Tag(wasm.TagIndex(n)); name != "" {
				e.TagInstance, e.TagIndex, e.Tag = target.InstanceID(i), wasm.TagIndex(n), name
				return e
			}
		}
	}
	return e
}
