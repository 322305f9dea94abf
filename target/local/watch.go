package local

import (
	"fmt"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/target"
)

// watches are the watches that are set, and what they were told of since the program was resumed.
type watches struct {
	set  map[*target.Watch]*engine.Watch
	hits []target.WatchHit
}

// take returns what the watches were told of, and forgets it.
func (w *watches) take() []target.WatchHit {
	hits := w.hits
	w.hits = nil
	return hits
}

// SetWatches implements target.Watcher. Writes by functions of the host are noticed by what they change; what they read is not noticed.
func (l *local) SetWatches(ws []*target.Watch) error {
	set := make(map[*target.Watch]*engine.Watch, len(ws))
	list := make([]*engine.Watch, 0, len(ws))
	for _, w := range ws {
		if set[w] != nil {
			continue
		}
		e, err := l.engineWatch(w)
		if err != nil {
			return err
		}
		set[w] = e
		list = append(list, e)
	}
	if err := l.store.SetWatches(list); err != nil {
		return err
	}
	l.watches.set = set
	return nil
}

// engineWatch returns a watch of the engine for one of the target: the one that is set for it already, which knows the frame whose local
// it is of, or a new one.
func (l *local) engineWatch(w *target.Watch) (*engine.Watch, error) {
	e := &engine.Watch{Access: engine.Access(w.Access)}
	switch w.Kind {
	case target.WatchMemory:
		inst, err := l.instance(w.Instance)
		if err != nil {
			return nil, err
		}
		if int(w.Memory) >= len(inst.Memories) {
			return nil, fmt.Errorf("%s has no memory %d", inst.Name, w.Memory)
		}
		e.Memory, e.Addr, e.Size = inst.Memories[w.Memory], w.Addr, w.Size
	case target.WatchGlobal:
		inst, err := l.instance(w.Instance)
		if err != nil {
			return nil, err
		}
		if int(w.Global) >= len(inst.Globals) {
			return nil, fmt.Errorf("%s has no global %d", inst.Name, w.Global)
		}
		e.Global = inst.Globals[w.Global]
	case target.WatchLocal:
		if known := l.watches.set[w]; known != nil && known.Thread != nil && known.Thread.ID == int(w.Thread) {
			e.Thread = known.Thread // it may have ended
		} else if t, err := l.frameOf(w.Thread, w.Depth); err == nil {
			e.Thread = t
		} else {
			return nil, err
		}
		e.Depth, e.Local = w.Depth, w.Local
	default:
		return nil, fmt.Errorf("nothing of kind %d can be watched", w.Kind)
	}
	if known := l.watches.set[w]; known.Same(e) {
		return known, nil
	}
	e.Fire = func(t *engine.Thread, h *engine.WatchHit) engine.ProbeAction { return l.watched(w, t, h) }
	return e, nil
}

// watched is called when something was accessed that a watch is of.
func (l *local) watched(w *target.Watch, t *engine.Thread, h *engine.WatchHit) engine.ProbeAction {
	hit := target.WatchHit{Watch: w, Access: target.Access(h.Access), Old: h.Old, New: h.New, By: l.frame(t, h.By)}
	if w.Test != nil {
		l.walks.forget()
		if !w.Test(&hit) {
			return engine.ProbeContinue
		}
	}
	l.watches.hits = append(l.watches.hits, hit)
	return engine.ProbeStop
}
