package panes

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// scrollSearch looks for lines of a text that may be large and grow meanwhile: on a goroutine of its own.
type scrollSearch struct {
	// query is what is looked for; hit is the line in which it was found last.
	query string
	hit   uint64
	// cancel ends the search under way. Its number is that of the last one that was begun.
	cancel context.CancelFunc
	number uint64
}

// scrollFound says where the search of a text ended.
type scrollFound struct {
	text   text
	number uint64
	line   uint64
	ok     bool
}

// cancelled is how many lines are looked at between looks at whether somebody still wants to know.
const cancelled = 256

// search looks for the next line that contains a text; see pane.Searcher. Behind the last comes the first. Where the end is seen, what is
// near it is found first. Whether there is one is told when all has been looked at.
func (s *scroll) search(query string, by int, from bool) (tea.Cmd, bool) {
	if s.find.cancel != nil {
		s.find.cancel()
		s.find.cancel = nil
	}
	s.find.number++
	if s.find.query = query; query == "" {
		return nil, false
	}
	first, end := s.text.Bounds()
	if first == end {
		return nil, false
	}
	n := end - 1
	switch {
	case from && !s.back:
		by = -1
	case from:
		n = max(s.top, first)
	default:
		n = step(min(max(s.find.hit, first), end-1), by, first, end)
	}
	var ctx context.Context
	ctx, s.find.cancel = context.WithCancel(context.Background())
	found := scrollFound{text: s.text, number: s.find.number}
	return func() tea.Msg {
		has := pane.Matcher(query)
		for i := range end - first {
			if i%cancelled == 0 && ctx.Err() != nil {
				return nil
			}
			if found.ok = has(plain(found.text.Line(n))); found.ok {
				found.line = n
				break
			}
			n = step(n, by, first, end)
		}
		return found
	}, true
}

func step(n uint64, by int, first, end uint64) uint64 {
	switch {
	case by < 0 && n == first:
		return end - 1
	case by < 0:
		return n - 1
	case n == end-1:
		return first
	}
	return n + 1
}

// found goes to what was looked for last.
func (s *scroll) found(msg scrollFound) tea.Cmd {
	switch {
	case msg.text != s.text || msg.number != s.find.number:
		return nil
	case !msg.ok:
		return pane.Send(pane.Tell{Text: "not found: " + symbols.Printable(s.find.query), Error: true})
	}
	s.show(msg.line)
	return nil
}

// show has a line be seen in which something was found.
func (s *scroll) show(n uint64) {
	s.find.hit = n
	a := s.first()
	if end := s.down(a, s.height); n >= a.line && n < end.line {
		if !s.back {
			s.back, s.top, s.row = true, a.line, a.row
		}
		return
	}
	a = s.up(at{line: n}, s.height/3)
	s.back, s.top, s.row = true, a.line, a.row
	s.by(0)
}

// marked gives what was looked for a ground.
func marked(line []frame.Piece, query string) []frame.Piece {
	all := pane.Lowered(plain(line), query)
	if query == "" || !strings.Contains(all, query) {
		return line
	}
	var out []frame.Piece
	at, next, stop := 0, strings.Index(all, query), 0
	stop = next + len(query)
	for _, p := range line {
		for p.Text != "" {
			n, style := len(p.Text), p.Style
			switch {
			case next < 0 || at+n <= next:
			case at < next:
				n = next - at
			default:
				n, style = min(n, stop-at), frame.Style{Role: frame.Match, Ground: frame.Found}
			}
			out = append(out, frame.Piece{Text: p.Text[:n], Style: style})
			p.Text = p.Text[n:]
			if at += n; at == stop {
				if next = strings.Index(all[at:], query); next >= 0 {
					next += at
					stop = next + len(query)
				}
			}
		}
	}
	return out
}
