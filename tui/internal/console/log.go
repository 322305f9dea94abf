package console

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/tui/internal/frame"
)

// Bounds of what is kept of the text that was shown.
const (
	maxLines    = 20000
	maxBytes    = 8 << 20
	maxLineSize = 32 << 10 // longer lines become several
	tabWidth    = 8
)

// Log is the text that commands have shown. It may be used from any goroutine.
type Log struct {
	mu      sync.Mutex
	lines   [][]frame.Piece
	dropped uint64 // lines that are gone
	bytes   int
	role    frame.Role // of the text that follows
	column  int        // of the last line
	size    int        // of the last line, in bytes
	open    bool       // the last line goes on
}

// Write adds text. The colours of package listing become roles; nothing else is interpreted.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.write(string(p))
	return len(p), nil
}

// Tell adds lines in the colours of package listing; what was begun before them is ended.
func (l *Log) Tell(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fresh()
	l.write(text + "\n")
}

// write adds text. The caller holds mu, as for those below.
func (l *Log) write(text string) {
	text = symbolsOnly(text)
	for text != "" {
		i := strings.IndexAny(text, "\n\t\x1b")
		if i != 0 {
			if i < 0 {
				i = len(text)
			}
			l.add(text[:i], l.role)
			text = text[i:]
			continue
		}
		switch text[0] {
		case '\n':
			l.end()
		case '\t':
			l.add(strings.Repeat(" ", tabWidth-l.column%tabWidth), l.role)
		default:
			if role, n := colour(text); n > 0 {
				l.role = role
				text = text[n:]
				continue
			}
			l.add("�", l.role)
		}
		text = text[1:]
	}
}

// Say adds a line in one role; what was begun before it is ended.
func (l *Log) Say(text string, role frame.Role) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fresh()
	for line := range strings.SplitSeq(symbolsOnly(text), "\n") {
		l.add(line, role)
		l.end()
	}
}

// Echo adds a prompt and what was typed after it.
func (l *Log) Echo(prompt, line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fresh()
	l.add(symbolsOnly(prompt), frame.Key)
	l.add(symbolsOnly(line), frame.Input)
	l.end()
}

// symbolsOnly replaces what has no shape by "�", except for what Write knows.
func symbolsOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsGraphic(r) || r == '\n' || r == '\t' || r == '\x1b' {
			return r
		}
		return utf8.RuneError
	}, s)
}

// fresh ends a line that was begun.
func (l *Log) fresh() {
	l.role = frame.Normal
	if l.open {
		l.end()
	}
}

// colour returns the role that a colour at the beginning of a text stands for, and how many bytes it takes: 0 for what is none.
func colour(text string) (role frame.Role, n int) {
	for _, c := range [...]struct {
		color listing.Color
		role  frame.Role
	}{
		{listing.Red, frame.Error}, {listing.Green, frame.Type}, {listing.Yellow, frame.String}, {listing.Blue, frame.Keyword},
		{listing.Magenta, frame.Number}, {listing.Cyan, frame.Function}, {listing.Bold, frame.Strong}, {listing.Dim, frame.Dim},
		{"\x1b[0m", frame.Normal},
	} {
		if strings.HasPrefix(text, string(c.color)) {
			return c.role, len(c.color)
		}
	}
	return 0, 0
}

// add adds text to the last line.
func (l *Log) add(text string, role frame.Role) {
	for text != "" {
		if !l.open {
			l.lines = append(l.lines, nil)
			l.open, l.column, l.size = true, 0, 0
		}
		n := min(len(text), maxLineSize-l.size)
		for n < len(text) && n > 0 && text[n]&0xc0 == 0x80 { // within a character
			n--
		}
		if n == 0 && l.size > 0 {
			l.end()
			continue
		}
		n = max(n, 1)
		last := &l.lines[len(l.lines)-1]
		*last = append(*last, frame.Piece{Text: text[:n], Style: frame.Style{Role: role}})
		l.column += frame.Width(text[:n])
		l.size += n
		l.bytes += n
		text = text[n:]
	}
	l.trim()
}

// end ends the last line.
func (l *Log) end() {
	if !l.open {
		l.lines = append(l.lines, nil)
		l.trim()
	}
	l.open, l.column, l.size = false, 0, 0
}

// trim drops the oldest lines of too many.
func (l *Log) trim() {
	n := max(0, len(l.lines)-maxLines)
	for range n {
		l.bytes -= size(l.lines[0])
		l.lines[0] = nil
		l.lines = l.lines[1:]
	}
	for l.bytes > maxBytes && len(l.lines) > 1 {
		l.bytes -= size(l.lines[0])
		l.lines[0] = nil
		l.lines = l.lines[1:]
		n++
	}
	l.dropped += uint64(n)
}

func size(line []frame.Piece) (n int) {
	for _, p := range line {
		n += len(p.Text)
	}
	return n
}

// Clear forgets all lines.
func (l *Log) Clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dropped += uint64(len(l.lines))
	l.lines, l.bytes, l.open = nil, 0, false
}

// Bounds returns the numbers of the first line that is kept and of the one after the last. Lines keep their numbers.
func (l *Log) Bounds() (first, end uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dropped, l.dropped + uint64(len(l.lines))
}

// Line returns a line; nothing for one that is not kept.
func (l *Log) Line(n uint64) []frame.Piece {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n < l.dropped || n-l.dropped >= uint64(len(l.lines)) {
		return nil
	}
	line := l.lines[n-l.dropped]
	return line[:len(line):len(line)]
}
