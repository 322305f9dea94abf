package repl

import (
	"io"
	"sync"
)

// Screen keeps apart what the debugger and what the program write to one terminal: what is the debugger's begins on a line of its own.
type Screen struct {
	mu       sync.Mutex
	out, err io.Writer
	together bool // both are seen in one place
	guest    bool // the program wrote last
	middle   bool // within a line
	pager    pager
}

// NewScreen returns a screen that writes what the debugger says, and the program's standard output, to out, and the program's standard error
// to err. Together says that both are seen in one place.
func NewScreen(out, err io.Writer, together bool) *Screen {
	return &Screen{out: out, err: err, together: together}
}

// Own returns where the debugger writes.
func (s *Screen) Own() io.Writer { return ownWriter{s} }

// Stdout returns where the program's standard output goes.
func (s *Screen) Stdout() io.Writer { return guestWriter{s, s.out, true} }

// Stderr returns where the program's standard error goes.
func (s *Screen) Stderr() io.Writer { return guestWriter{s, s.err, s.together} }

type guestWriter struct {
	s    *Screen
	out  io.Writer
	here bool // where the debugger writes too
}

func (w guestWriter) Write(p []byte) (int, error) {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	if len(p) > 0 && w.here {
		w.s.guest, w.s.middle = true, p[len(p)-1] != '\n'
	}
	return w.out.Write(p)
}

type ownWriter struct{ s *Screen }

func (w ownWriter) Write(p []byte) (int, error) {
	s := w.s
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(p) == 0 {
		return 0, nil
	}
	if err := s.endGuestLine(); err != nil {
		return 0, err
	}
	s.guest, s.middle = false, p[len(p)-1] != '\n'
	if s.pager.height == 0 {
		return s.out.Write(p)
	}
	return len(p), s.paged(p)
}

// fresh makes sure that the next text does not continue a line of the program's.
func (s *Screen) fresh() {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.endGuestLine() // the next text will fail too
}

// typed notes that the terminal has shown what was typed while the program ran.
func (s *Screen) typed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.guest, s.middle = true, true
}

func (s *Screen) endGuestLine() error {
	if !s.guest || !s.middle {
		return nil
	}
	s.middle = false
	_, err := io.WriteString(s.out, "\n")
	return err
}
