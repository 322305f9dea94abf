package palette

import (
	"strings"
	"unicode/utf8"
)

// class is what a byte is where words begin.
type class uint8

const (
	separator class = iota
	lower
	upper
	digit
	other // of characters beyond ASCII
)

func classOf(c byte) class {
	switch {
	case c >= 'a' && c <= 'z':
		return lower
	case c >= 'A' && c <= 'Z':
		return upper
	case c >= '0' && c <= '9':
		return digit
	case c >= utf8.RuneSelf:
		return other
	}
	return separator
}

// fold makes letters of ASCII small.
func fold(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// maskOf returns a set of the characters of a text: one text is not in another whose set lacks any of its own.
func maskOf(s string) (mask uint64) {
	for i := range len(s) {
		mask |= bitOf(s[i])
	}
	return mask
}

func bitOf(c byte) uint64 { return 1 << (fold(c) & 63) }

// query is what is looked for: words, each of whose characters have to be there in their order.
type query struct {
	words []string // as they were typed
	mask  uint64
	kinds uint32 // a set of Kind
	line  int    // of the file that is looked for; 0: none was typed
}

// maxWord bounds how many bytes of a word are looked for.
const maxWord = 64

func newQuery(text string, kinds uint32) query {
	q := query{words: strings.Fields(text), mask: maskOf(strings.Join(strings.Fields(text), "")), kinds: kinds}
	for i, w := range q.words {
		q.words[i] = w[:min(len(w), maxWord)]
	}
	return q
}

// extends reports whether all that the query finds is found by another one too.
func (q *query) extends(before *query) bool {
	if q.kinds != before.kinds || len(q.words) < len(before.words) {
		return false
	}
	for i, w := range before.words {
		if !strings.HasPrefix(q.words[i], w) {
			return false
		}
	}
	return true
}

// What is good about a match. A gap costs more to open than to widen.
const (
	pointsChar        = 16
	pointsConsecutive = 9
	pointsWord        = 8  // at the beginning of a word
	pointsHump        = 7  // at a capital, at a digit
	pointsBase        = 13 // at the beginning of the name itself
	pointsInBase      = 4
	pointsCase        = 1 // as it was typed
	costGap           = 5
	costWiden         = 1

	pointsPrefix = 40 // the name itself begins so
	pointsExact  = 70
	pointsAction = 25 // there are few of them, and they are what is wanted most
	pointsFile   = 4
)

// impossible is less than any score.
const impossible = -1 << 30

// matcher scores entries. It is for one goroutine.
type matcher struct {
	bonus     []int32
	row, last []int32
}

// score says how well an entry fits; ok is false where it does not.
func (m *matcher) score(q *query, e *Entry) (points int, ok bool) {
	if q.kinds&(1<<e.Kind) == 0 || q.mask&^e.mask != 0 {
		return 0, false
	}
	for _, w := range q.words {
		if !contains(e.Text, w) {
			return 0, false
		}
	}
	if len(q.words) == 0 {
		return 0, true
	}
	m.prepare(e)
	for _, w := range q.words {
		n := m.word(e, w)
		if n <= impossible/2 {
			return 0, false
		}
		points += n
	}
	switch e.Kind {
	case Action:
		points += pointsAction
	case File:
		points += pointsFile
	}
	return points - len(e.Text)/16, true
}

// contains reports whether the bytes of a word are in a text, in their order. Those of one character may lie apart.
func contains(s, word string) bool {
	j := 0
	for i := 0; i < len(s); i++ {
		if fold(s[i]) == fold(word[j]) {
			if j++; j == len(word) {
				return true
			}
		}
	}
	return false
}

// prepare works out what a match of each byte of an entry's text is worth.
func (m *matcher) prepare(e *Entry) {
	s := e.Text
	if cap(m.bonus) < len(s) {
		m.bonus, m.row, m.last = make([]int32, maxText), make([]int32, maxText), make([]int32, maxText)
	}
	m.bonus = m.bonus[:len(s)]
	before := separator
	for i := range len(s) {
		c := classOf(s[i])
		var b int32
		switch {
		case c == separator:
		case i == int(e.base):
			b = pointsBase
		case before == separator:
			b = pointsWord
		case c == upper && before != upper, c == digit && before != digit:
			b = pointsHump
		}
		if i >= int(e.base) && i < int(e.end) {
			b += pointsInBase
		}
		m.bonus[i] = b
		before = c
	}
}

// word returns the points of the best way to find a word in the entry that was prepared, which contains it.
func (m *matcher) word(e *Entry, word string) int {
	s := e.Text
	row, last := m.row[:len(s)], m.last[:len(s)]
	from := 0
	for k := range len(word) {
		first := -1
		open := int32(impossible) // the best end of what is before, with a gap
		for j := from; j < len(s); j++ {
			if j > from+1 && k > 0 {
				open = max(open-costWiden, last[j-2]-costGap)
			}
			row[j] = impossible
			if fold(s[j]) != fold(word[k]) {
				continue
			}
			points := m.at(s, word, j, k)
			switch {
			case k == 0:
				row[j] = points + m.bonus[j]
			default:
				best := open
				if !utf8.RuneStart(word[k]) {
					best = impossible
				}
				if j > from && last[j-1] > impossible {
					best = max(best, last[j-1]+max(0, pointsConsecutive-m.bonus[j]/2))
				}
				if best <= impossible/2 {
					continue
				}
				row[j] = best + points
			}
			if first < 0 {
				first = j
			}
		}
		if first < 0 {
			return impossible
		}
		from = first
		row, last = last, row
	}
	best := int32(impossible)
	for _, p := range last[from:] {
		best = max(best, p)
	}
	return int(best) + whole(s[e.base:e.end], word)
}

// at returns what the match of a byte is worth by itself.
func (m *matcher) at(s, word string, j, k int) int32 {
	points := pointsChar + m.bonus[j]
	if s[j] == word[k] {
		points += pointsCase
	}
	return points
}

// whole returns what it is worth that a name begins with a word, or is it.
func whole(name, word string) int {
	switch {
	case len(name) < len(word) || !strings.EqualFold(name[:len(word)], word):
		return 0
	case len(name) == len(word):
		return pointsExact
	}
	return pointsPrefix
}

// positions returns which bytes of an entry's text match, where it does: those by which score counts.
func (m *matcher) positions(q *query, e *Entry) []bool {
	found := make([]bool, len(e.Text))
	m.prepare(e)
	for _, w := range q.words {
		m.trace(e.Text, w, found)
	}
	return found
}

// trace marks the bytes of the best way to find a word.
func (m *matcher) trace(s, word string, found []bool) {
	n := len(s)
	rows := make([]int32, len(word)*n)
	from := make([]int16, len(word)*n) // where the byte before was found
	for k := range len(word) {
		open, openAt := int32(impossible), int16(-1)
		row := rows[k*n : k*n+n]
		for j := range n {
			row[j] = impossible
			if k > 0 && j > 1 {
				last := rows[(k-1)*n:]
				if open -= costWiden; last[j-2]-costGap >= open {
					open, openAt = last[j-2]-costGap, int16(j-2)
				}
			}
			if fold(s[j]) != fold(word[k]) {
				continue
			}
			points := m.at(s, word, j, k)
			if k == 0 {
				row[j] = points + m.bonus[j]
				continue
			}
			best, at := open, openAt
			if !utf8.RuneStart(word[k]) {
				best = impossible
			}
			if j > 0 {
				if last := rows[(k-1)*n+j-1]; last > impossible {
					if p := last + max(0, pointsConsecutive-m.bonus[j]/2); p >= best {
						best, at = p, int16(j-1)
					}
				}
			}
			if best > impossible/2 {
				row[j], from[k*n+j] = best+points, at
			}
		}
	}
	k := len(word) - 1
	j := 0
	for i, p := range rows[k*n:] {
		if p > rows[k*n+j] {
			j = i
		}
	}
	for ; k >= 0 && rows[k*n+j] > impossible; k-- {
		found[j] = true
		j = int(from[k*n+j])
	}
}
