package debugger

import "github.com/wdbg/wdbg/target"

// hiddenFrames are the inlined calls that begin at the instruction where a step ended, as long as they are not stepped into: the step
// arrived at the call, which has no instruction of its own.
type hiddenFrames struct {
	at target.Frame
	n  int
}

// of returns how many of the frames that a physical one stands for are hidden.
func (h *hiddenFrames) of(p target.Frame) int {
	if h.n > 0 && p.Host == nil && p.Thread == h.at.Thread && p.Depth == h.at.Depth && p.Place == h.at.Place {
		return h.n
	}
	return 0
}

// hide hides the innermost frames of a thread.
func (s *Session) hide(n int, t target.ThreadID) {
	s.hidden = hiddenFrames{}
	if list, err := s.target.Frames(t, 0, 1); n > 0 && err == nil && len(list) > 0 {
		s.hidden = hiddenFrames{list[0], n}
	}
	if s.view != nil {
		s.view.Changed()
	}
}
