package palette

import (
	"cmp"
	"slices"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// maxFound is how many entries are found at most: the best.
const maxFound = 200

// found is an entry that fits.
type found struct {
	entry  *Entry
	points int32
	order  int32
}

// better is the order in which entries are shown.
func better(a, b *found) int {
	if a.points != b.points {
		return cmp.Compare(b.points, a.points)
	}
	return cmp.Compare(a.order, b.order)
}

// search looks for a query in lists of entries, piece by piece. One goroutine at a time uses it.
type search struct {
	query   query
	matcher matcher
	// lists are looked through after narrowed: entries that a query has found which this one extends.
	narrowed []found
	lists    [][]Entry
	list, at int
	order    int32
	// top is a heap of the best, the worst of them first; all are all that fit.
	top       []found
	all       []found
	cancelled *atomic.Bool
}

// pieceMsg says that a piece has been looked through.
type pieceMsg struct {
	search *search
	found  []found // the best so far, in their order
	total  int
	done   bool
}

// How long a piece takes: the first one is to be seen at once.
const (
	firstPiece = 4 * time.Millisecond
	laterPiece = 30 * time.Millisecond
)

// piece returns what looks through the next piece.
func (s *search) piece(lasting time.Duration) tea.Cmd {
	return func() tea.Msg {
		done := s.run(time.Now().Add(lasting))
		list := slices.Clone(s.top)
		slices.SortFunc(list, func(a, b found) int { return better(&a, &b) })
		return pieceMsg{s, list, len(s.all), done}
	}
}

// checkEvery is after how many entries the time is looked at.
const checkEvery = 128

// run looks for the query until a time, and reports whether that was all.
func (s *search) run(until time.Time) (done bool) {
	n := 0
	late := func() bool {
		n++
		return n%checkEvery == 0 && (s.cancelled.Load() || time.Now().After(until))
	}
	for len(s.narrowed) > 0 {
		f := s.narrowed[0]
		s.narrowed = s.narrowed[1:]
		s.try(f.entry, f.order)
		if late() {
			return false
		}
	}
	for ; s.list < len(s.lists); s.list, s.at = s.list+1, 0 {
		for list := s.lists[s.list]; s.at < len(list); {
			e := &list[s.at]
			s.at++
			s.order++
			s.try(e, s.order)
			if late() {
				return false
			}
		}
	}
	return true
}

// try keeps an entry where it fits.
func (s *search) try(e *Entry, order int32) {
	points, ok := s.matcher.score(&s.query, e)
	if !ok {
		return
	}
	f := found{e, int32(points), order}
	s.all = append(s.all, f)
	switch {
	case len(s.top) < maxFound:
		s.top = append(s.top, f)
		s.up(len(s.top) - 1)
	case better(&f, &s.top[0]) < 0:
		s.top[0] = f
		s.down()
	}
}

func (s *search) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if better(&s.top[i], &s.top[parent]) <= 0 {
			return
		}
		s.top[i], s.top[parent] = s.top[parent], s.top[i]
		i = parent
	}
}

func (s *search) down() {
	for i := 0; ; {
		worst := i
		for _, kid := range []int{2*i + 1, 2*i + 2} {
			if kid < len(s.top) && better(&s.top[kid], &s.top[worst]) > 0 {
				worst = kid
			}
		}
		if worst == i {
			return
		}
		s.top[i], s.top[worst] = s.top[worst], s.top[i]
		i = worst
	}
}

// newSearch returns a search. It goes on from another one, which has paused, where the query extends that one's.
func newSearch(q query, lists [][]Entry, before *search) *search {
	s := &search{query: q, lists: lists, cancelled: &atomic.Bool{}}
	if before != nil && q.extends(&before.query) && len(before.narrowed) == 0 {
		s.narrowed, s.list, s.at, s.order = before.all, before.list, before.at, before.order
	}
	return s
}
