package engine

import (
	"errors"

	"github.com/wdbg/wdbg/wasm"
)

// ErrPaused is returned by a host function that waited and was told to stop waiting. It has had no effect: the thread
// stops in the call, and makes it again when it goes on.
var ErrPaused = errors.New("paused")

// Hooks are told of events that no place stands for. Each nil function costs nothing.
type Hooks struct {
	// Throw is called before an exception is thrown; true stops the thread before that.
	Throw func(t *Thread, e *Throw) bool
	// HostCall is called before a host function is called by an instruction; true stops the thread before that.
	HostCall func(t *Thread, f *Func) bool
	// Instance is called when an instance was linked, before anything of it runs.
	Instance func(i *Instance)
}

// SetHooks replaces the hooks.
func (s *Store) SetHooks(h Hooks) { s.hooks = h }

// Throw is an exception about to be thrown.
type Throw struct {
	Exn Ref
	Tag *Tag
	// Caught says that the frame at position Depth will catch it, and go on at the instruction At of its function.
	Caught bool
	Depth  int
	At     wasm.FuncOffset
}

// WantsThrow reports whether somebody wants to be told of exceptions of the thread.
func (t *Thread) WantsThrow() bool { return t.Store.hooks.Throw != nil && !t.quiet }

// AnnounceThrow tells of an exception about to be thrown, once, and reports whether the thread shall stop for it.
func (t *Thread) AnnounceThrow(e *Throw) bool {
	return t.announce(func() bool { return t.Store.hooks.Throw(t, e) })
}

// AnnounceHost tells of a host function about to be called, once, and reports whether the thread shall stop for it.
func (t *Thread) AnnounceHost(f *Func) bool {
	if t.Store.hooks.HostCall == nil || t.quiet {
		return false
	}
	return t.announce(func() bool { return t.Store.hooks.HostCall(t, f) })
}

func (t *Thread) announce(wanted func() bool) bool {
	if t.announced {
		t.announced = false
		return false
	}
	t.announced = wanted()
	return t.announced
}
