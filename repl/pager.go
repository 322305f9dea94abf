package repl

import (
	"bytes"
	"strings"
)

// pager stops the output of a command after each page.
type pager struct {
	height int // lines of a page; 0: nothing stops
	left   int // lines of this page
	drop   bool
	more   func() bool
}

// page begins, or ends, to stop after each page of what the debugger says.
func (r *REPL) page(on bool) {
	height := 0
	if on && r.attended && r.opts.Terminal && r.opts.Height != nil {
		if height = r.in.Height(); height < 0 {
			height = r.opts.Height()
		}
	}
	s := r.opts.Screen
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pager = pager{height: max(height-1, 0), left: max(height-1, 0), more: r.more}
}

// more asks whether to show more of a long output.
func (r *REPL) more() bool {
	answer, err := r.editor.ask("-- more: Enter, or q to stop -- ")
	return err == nil && !strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "q")
}

func (s *Screen) paging() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pager.height > 0
}

// dropping reports whether the rest of a command's output is not wanted.
func (s *Screen) dropping() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pager.drop
}

// paged writes lines, page by page. The caller holds mu.
func (s *Screen) paged(p []byte) error {
	for len(p) > 0 && !s.pager.drop {
		if s.pager.left <= 0 {
			more := s.pager.more
			s.mu.Unlock()
			again := more()
			s.mu.Lock()
			if s.pager.left = s.pager.height; !again {
				s.pager.drop = true
				break
			}
		}
		n := bytes.IndexByte(p, '\n') + 1
		if n == 0 {
			n = len(p)
		} else {
			s.pager.left--
		}
		if _, err := s.out.Write(p[:n]); err != nil {
			return err
		}
		p = p[n:]
	}
	return nil
}
