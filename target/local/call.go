package local

import (
	"fmt"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
)

// Call implements target.Caller. The function runs on a thread of its own, which is forgotten afterwards.
func (l *local) Call(_ target.ThreadID, f target.FuncRef, args []symbols.Word) ([]symbols.Word, *target.Stop, error) {
	fn, values, err := l.callable(f, args)
	if err != nil {
		return nil, nil, err
	}
	t, err := l.store.NewThread(fn, values)
	if err != nil {
		return nil, nil, err
	}
	globals := l.globals()
	defer globals.release()
	l.calling = true
	l.settlePause()
	stop := l.store.RunAlone(t, true)
	l.calling = false
	if l.fresh {
		l.store.Pause() // to tell of instances that were made meanwhile
	}
	if stop.Kind == engine.StopDone {
		results, err := words(t.Results(), nil)
		return results, nil, err
	}
	globals.restore()
	switch stop.Kind {
	case engine.StopTrap:
		return nil, &target.Stop{Reason: target.Trapped, Thread: l.lastID(), Trap: l.trap(stop.Trap)}, nil
	case engine.StopExit:
		return nil, &target.Stop{Reason: target.Exited, Thread: l.lastID(), Exit: int(stop.Exit)}, nil
	}
	l.takePause()
	return nil, &target.Stop{Reason: target.Interrupted, Thread: l.lastID()}, nil
}

// callable returns the function that is to be called, and its arguments.
func (l *local) callable(f target.FuncRef, args []symbols.Word) (*engine.Func, []engine.Value, error) {
	if f.Host != nil {
		return nil, nil, fmt.Errorf("%s.%s is a function of the host", f.Host.Module, f.Host.Name)
	}
	inst, err := l.instance(f.Instance)
	if err != nil {
		return nil, nil, err
	}
	if int(f.Func) >= len(inst.Funcs) {
		return nil, nil, fmt.Errorf("%s has no function %d", inst.Name, f.Func)
	}
	fn := inst.Funcs[f.Func]
	if fn.Host != nil {
		return nil, nil, fmt.Errorf("%s is a function of the host", fn.Name())
	}
	params := fn.FuncType.Params
	if len(args) != len(params) {
		return nil, nil, fmt.Errorf("function %d of %s takes %d arguments, not %d", f.Func, inst.Name, len(params), len(args))
	}
	values := make([]engine.Value, len(args))
	for i, w := range args {
		if err := l.fits(w, params[i], fn.Instance.Types); err != nil {
			return nil, nil, fmt.Errorf("argument %d: %w", i, err)
		}
		values[i].Type = params[i]
		values[i].Lo, values[i].Hi = normal(w, params[i])
	}
	return fn, values, nil
}

// savedGlobals are the values of the mutable globals. What they refer to stays alive until release is called.
type savedGlobals struct {
	values  map[*engine.Global][2]uint64
	release func()
}

func (l *local) globals() savedGlobals {
	s := savedGlobals{values: map[*engine.Global][2]uint64{}}
	var refs []engine.Ref
	for _, inst := range l.store.Instances {
		for _, g := range inst.Globals {
			if !g.Type.Mutable {
				continue
			}
			s.values[g] = [2]uint64{g.Lo, g.Hi}
			if g.Type.Type.IsRef() {
				refs = append(refs, engine.Ref(g.Lo))
			}
		}
	}
	s.release = l.store.Hold(refs)
	return s
}

func (s savedGlobals) restore() {
	for g, v := range s.values {
		g.Lo, g.Hi = v[0], v[1]
	}
}
