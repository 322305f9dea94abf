package panes

import (
	"bytes"
	"fmt"
	"math"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// searchStep is how many places are looked at in one reading: the program can be told something else in between.
const searchStep = 8 << 20

// memorySearch is a search for bytes, piece by piece.
type memorySearch struct {
	// text is what was typed, pattern the bytes that it means: they are marked where they are seen.
	text, pattern string
	backward      bool
	// left are the addresses that are still to be looked at: up to two ranges, the second one beyond the end at which the search goes on.
	left  []searchRange
	total uint64
	// number is another one for each search; kept says that the place where it began can be returned to.
	number uint64
	kept   bool
}

// searchRange are addresses at which what is looked for may begin.
type searchRange struct{ from, to uint64 }

// searchPiece is what one reading looks at. The zero value looks for nothing.
type searchPiece struct {
	searchRange
	pattern  string
	backward bool
	number   uint64
}

// searchFound is where something was found.
type searchFound struct {
	addr uint64
	ok   bool
}

func (s *memorySearch) active() bool { return len(s.left) > 0 }

func (s *memorySearch) stop() { s.left = nil }

// percent returns how much has been looked at.
func (s *memorySearch) percent(size uint64) int {
	left := uint64(0)
	for _, r := range s.left {
		if r.from < size {
			left += min(r.to, size) - r.from
		}
	}
	if size == 0 || left > size {
		return 0
	}
	return int((size - left) / (size/100 + 1))
}

// piece returns what to look at next.
func (s *memorySearch) piece(size uint64) searchPiece {
	if !s.active() {
		return searchPiece{}
	}
	r := s.left[0]
	r.to = max(r.from, min(r.to, size))
	if s.backward {
		r.from = max(r.from, r.to-min(r.to, searchStep))
	} else {
		r.to = min(r.to, r.from+searchStep)
	}
	return searchPiece{r, s.pattern, s.backward, s.number}
}

// took takes away what a piece has looked at.
func (s *memorySearch) took(p searchPiece, size uint64) {
	r := &s.left[0]
	if s.backward {
		r.to = p.from
	} else {
		r.from = p.to
	}
	for len(s.left) > 0 && (s.left[0].from >= s.left[0].to || s.left[0].from >= size) {
		s.left = s.left[1:]
	}
}

// read looks for the piece's bytes.
func (p searchPiece) read(v *debugger.View, r *memoryRead) (searchFound, error) {
	n := uint64(len(p.pattern))
	if n == 0 || r.size < n {
		return searchFound{}, nil
	}
	from, to := p.from, min(p.to, r.size-n+1)
	if from >= to {
		return searchFound{}, nil
	}
	b := make([]byte, to-from+n-1)
	if err := v.Target().ReadMemory(r.space.inst, r.space.mem, b, from); err != nil {
		return searchFound{}, err
	}
	at := bytes.Index(b, []byte(p.pattern))
	if p.backward {
		at = bytes.LastIndex(b, []byte(p.pattern))
	}
	return searchFound{from + uint64(max(at, 0)), at >= 0}, nil
}

// Search implements pane.Searcher. Whether there is a place is not known until memory has been read: the last row tells.
func (p *memoryPane) Search(_ *pane.Context, text string, by int, from bool) (tea.Cmd, bool) {
	if text == "" {
		p.search = memorySearch{number: p.search.number}
		return nil, true
	}
	pattern, err := searchBytes(text)
	if err != nil {
		p.search.stop()
		return pane.Fail(err), false
	}
	s := memorySearch{text: text, pattern: string(pattern), backward: by < 0, number: p.search.number + 1}
	old := p.search.text // which may be the beginning of what is being typed
	s.kept = p.search.kept && (strings.HasPrefix(text, old) || strings.HasPrefix(old, text))
	ahead := p.cursor
	if !from {
		ahead++
	}
	s.left = []searchRange{{ahead, math.MaxUint64}, {0, ahead}}
	if s.backward {
		before := p.cursor
		if from {
			before++
		}
		s.left = []searchRange{{0, before}, {before, math.MaxUint64}}
	}
	for len(s.left) > 1 && s.left[0].from >= s.left[0].to {
		s.left = s.left[1:]
	}
	p.search = s
	return nil, true
}

// searchBytes returns the bytes that a text to be searched for means: those of hex digits after "0x", of what is in quotes, or its own.
func searchBytes(text string) ([]byte, error) {
	if strings.HasPrefix(text, "0x") || len(text) > 1 && strings.HasPrefix(text, `"`) {
		return parseBytes(text)
	}
	return []byte(text), nil
}

// searched takes what a piece has found.
func (p *memoryPane) searched(c *pane.Context, r *memoryRead) tea.Cmd {
	s := &p.search
	if !s.active() || r.asked.piece.number != s.number || r.asked.space != p.wanted(c) {
		return nil
	}
	if r.found.ok {
		s.stop()
		if !s.kept {
			s.kept = true
			p.remember()
		}
		p.cursor = r.found.addr
		p.reveal(true)
		return nil
	}
	if r.missing != "" {
		s.stop()
		return nil
	}
	if s.took(r.asked.piece, r.size); s.active() {
		return nil
	}
	return pane.Send(pane.Tell{Text: fmt.Sprintf("%s is nowhere in the memory", symbols.Printable(s.text)), Error: true})
}
