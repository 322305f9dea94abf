package dap

import (
	"fmt"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
)

// handles are the numbers that the client was given for things of the program. None is used twice: one that comes late is known as such.
type handles struct {
	last       int
	frames     map[int]debugger.FrameID
	byFrame    map[debugger.FrameID]int
	containers map[int]container
	stepInto   map[int]stepInto
	jumps      map[int]jump
	places     map[int]symbols.Pos // what valueLocationReference and the like stand for
	// What follows is good for the whole session.
	watchables map[string]watchable
}

func (h *handles) init() {
	h.watchables = map[string]watchable{}
	h.clear()
}

// clear forgets what is only good until the program runs.
func (h *handles) clear() {
	h.frames, h.byFrame, h.containers = map[int]debugger.FrameID{}, map[debugger.FrameID]int{}, map[int]container{}
	h.stepInto, h.jumps, h.places = map[int]stepInto{}, map[int]jump{}, map[int]symbols.Pos{}
}

func (h *handles) next() int {
	h.last++
	return h.last
}

// frame returns the number of a frame.
func (h *handles) frameNumber(id debugger.FrameID) int {
	n, ok := h.byFrame[id]
	if !ok {
		n = h.next()
		h.frames[n], h.byFrame[id] = id, n
	}
	return n
}

// frame returns the frame of a number.
func (h *handles) frame(n int) (debugger.FrameID, error) {
	id, ok := h.frames[n]
	if !ok {
		return id, h.missing("frame", n)
	}
	return id, nil
}

// frameOrNone is frame where 0 is nil, for no frame.
func (h *handles) frameOrNone(n int) (*debugger.FrameID, error) {
	if n == 0 {
		return nil, nil
	}
	id, err := h.frame(n)
	return &id, err
}

// missing says why a number means nothing.
func (h *handles) missing(what string, n int) error {
	if n > 0 && n <= h.last {
		return fmt.Errorf("%s %d is of another time: the program has run since, or it is a number of something else", what, n)
	}
	return fmt.Errorf("there is no %s %d", what, n)
}

// keep returns the number of a container.
func (h *handles) keep(b container) int {
	n := h.next()
	h.containers[n] = b
	return n
}

// container returns the container of a number.
func (h *handles) container(n int) (container, error) {
	b, ok := h.containers[n]
	if !ok {
		return nil, h.missing("variable", n)
	}
	return b, nil
}

// watchable returns the name of something that can be watched.
func (h *handles) watchable(w watchable) string {
	name := w.expr
	if w.frame != nil {
		name = fmt.Sprintf("%s @%d.%d.%d", w.expr, w.frame.Thread, w.frame.Depth, w.frame.Inlined)
	}
	h.watchables[name] = w
	return name
}

func (h *handles) watched(name string) (watchable, bool) {
	w, ok := h.watchables[name]
	return w, ok
}

// place returns the number of a position; 0 for none.
func (h *handles) place(pos symbols.Pos) int {
	if !pos.IsValid() {
		return 0
	}
	n := h.next()
	h.places[n] = pos
	return n
}
