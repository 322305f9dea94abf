package engine

import (
	"errors"

	"github.com/wdbg/wdbg/wasm"
)

// ErrPaused is returned by a host function that waited and was told to stop waiting. It has had no effect: the thread
// stops in the call, and makes it again when it goes on.
var ErrPaused = errors.New("paused")

// Hooks are told of events that no place stands for. Each nil function costs nothing. They may read and change the thread's values, but
// neither add nor remove probes and watches where nothing else is said.
type Hooks struct {
	// Throw is called before an exception is thrown; true stops the thread before that.
	Throw func(t *Thread, e *Throw) bool
	// HostCall is called before a host function is called by an instruction; true stops the thread before that.
	HostCall func(t *Thread, f *Func) bool
	// Ended is called when a thread that nobody waits for has come to its end. It may add and remove probes.
	Ended func(t *Thread)
	// Instance is called when an instance was linked, before anything of it runs.
	Instance func(i *Instance)
}

// SetHooks replaces the hooks.
func (s *Store) SetHooks(h Hooks) { s.hooks = h }

// Throw is an exception about to be thrown.
type Throw struct {
	Exn Ref
	Tag *Tag
	// Caught says that it will be caught: execution goes on in the frame at position Depth, at the instruction At of its function.
	Caught bool
	Depth  int
	At     wasm.FuncOffset
}

// Told reports whether the thread stopped for what its instruction is about to do, and so has told of it already.
func (t *Thread) Told() bool {
	told := t.announced
	t.announced = false
	return told
}

// WantsThrow reports whether somebody wants to be told of exceptions of the thread.
func (t *Thread) WantsThrow() bool { return t.Store.hooks.Throw != nil && !t.quiet }

// AnnounceThrow tells of an exception about to be thrown, and reports whether the thread shall stop for it.
func (t *Thread) AnnounceThrow(e *Throw) bool {
	t.announced = t.Store.hooks.Throw(t, e)
	return t.announced
}

// AnnounceHost tells of a host function about to be called, and reports whether the thread shall stop for it.
func (t *Thread) AnnounceHost(f *Func) bool {
	if hook := t.Store.hooks.HostCall; hook != nil && !t.quiet {
		t.announced = hook(t, f)
	}
	return t.announced
}
