package repl

import (
	"bytes"
	"io"
	"sync"
)

// Screen keeps apart what the debugger and what the program write to one terminal: what is the debugger's begins on a line of its own.
type Screen struct {
	mu       sync.Mutex
	out, err io.Writer
	guest    bool // the program wrote last
	middle   bool // within a line
	// Of a command whose output is paged: lines that are left of the page, and whether the rest is thrown away.
	height, left int
	drop         bool
	more         func() bool
}

// NewScreen returns a screen that writes what the debugger says, and the program's standard output, to out, and the program's standard error to err.
func NewScreen(out, err io.Writer) *Screen { return &Screen{out: out, err: err} }

// Own returns where the debugger writes.
func (s *Screen) Own() io.Writer { return ownWriter{s} }

// Stdout returns where the program's standard output goes, Stderr its standard error.
func (s *Screen) Stdout() io.Writer { return guestWriter{s, s.out} }
func (s *Screen) Stderr() io.Writer { return guestWriter{s, s.err} }

type guestWriter struct {
	s   *Screen
	out io.Writer
}

func (w guestWriter) Write(p []byte) (int, error) {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	if len(p) > 0 {
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
	if s.guest && s.middle {
		if _, err := io.WriteString(s.out, "\n"); err != nil {
			return 0, err
		}
	}
	s.guest, s.middle = false, p[len(p)-1] != '\n'
	if s.height == 0 {
		return s.out.Write(p)
	}
	return len(p), s.paged(p)
}

// page begins the output of a command that stops after each so many lines to ask for more; 0 does not stop.
func (s *Screen) page(height int, more func() bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.height, s.left, s.drop, s.more = max(height-1, 0), height-1, false, more
}

// paged writes lines, page by page.
func (s *Screen) paged(p []byte) error {
	for len(p) > 0 && !s.drop {
		if s.left <= 0 {
			more := s.more
			s.mu.Unlock()
			again := more()
			s.mu.Lock()
			if s.left = s.height; !again {
				s.drop = true
				break
			}
		}
		n := bytes.IndexByte(p, '\n') + 1
		if n == 0 {
			n = len(p)
		} else {
			s.left--
		}
		if _, err := s.out.Write(p[:n]); err != nil {
			return err
		}
		p = p[n:]
	}
	return nil
}
