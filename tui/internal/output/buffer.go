// Package output keeps what a program writes, and gives it what is typed for it to read.
package output

import (
	"bytes"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pulse"
)

// Bounds of what is kept. The oldest lines are dropped.
const (
	maxBytes = 16 << 20
	maxLines = 200_000
	// maxLine is how long a line is; what is longer goes on in another one.
	maxLine = 32 << 10
)

// updates is the time between two messages about more output.
const updates = 33 * time.Millisecond

// Stream is where a line comes from.
type Stream uint8

// Streams.
const (
	Stdout Stream = iota
	Stderr
	Typed // what the program was given to read
	Note  // what the debugger says
)

// Buffer keeps lines of output as they were written. It may be used from any goroutine; writing never waits for those who look.
type Buffer struct {
	update *pulse.Pulse

	mu sync.Mutex
	// ring are the bytes; that of offset n, which counts from the first byte ever written, is ring[n%len(ring)]. Its length is a power of two.
	ring []byte
	end  uint64
	// lines are a ring too: line number n is lines[n%len(lines)].
	lines       []line
	first, next uint64
	open        bool // the last line goes on
	// gone are how many lines were dropped, lost their bytes.
	gone, lost uint64
}

// line is where a line begins, with its stream in the lowest bits, and whether it continues the one before.
type line uint64

const (
	streamBits = 2
	goesOn     = 1 << streamBits
	lineBits   = streamBits + 1
)

func (l line) begin() uint64  { return uint64(l) >> lineBits }
func (l line) stream() Stream { return Stream(l & (1<<streamBits - 1)) }
func (l line) goesOn() bool   { return l&goesOn != 0 }

// NewBuffer returns a buffer; tell is called when there is something new, not too often, and from any goroutine.
func NewBuffer(tell func()) *Buffer {
	return &Buffer{update: pulse.New(updates, tell), ring: make([]byte, 1<<12), lines: make([]line, 1<<8)}
}

// Write adds what was written to a stream.
func (b *Buffer) Write(s Stream, p []byte) {
	if len(p) == 0 {
		return
	}
	b.mu.Lock()
	if b.open && b.at(b.next-1).stream() != s {
		b.open = false // streams share no line
	}
	for len(p) > 0 {
		n := bytes.IndexByte(p, '\n') + 1
		ends := n > 0
		if !ends {
			n = len(p)
		}
		b.add(s, p[:n])
		b.open = !ends
		p = p[n:]
	}
	b.mu.Unlock()
	b.update.Beat()
}

// add adds to a line; what ends it is the last byte. The caller holds mu, as for those below.
func (b *Buffer) add(s Stream, p []byte) {
	for goes := false; ; goes = true {
		if !b.open {
			b.begin(s, goes)
			b.open = true
		}
		have := int(b.end - b.at(b.next-1).begin())
		n := len(p)
		if have+n > maxLine+1 {
			n = whole(p, max(0, maxLine-have))
		}
		b.put(p[:n])
		if p = p[n:]; len(p) == 0 {
			return
		}
		if !b.fold() {
			b.open = false
		}
	}
}

// whole returns how many bytes of p, of at most n, are whole characters.
func whole(p []byte, n int) int {
	for i := n; i > 0 && i > n-utf8.UTFMax; i-- {
		if i < len(p) && utf8.RuneStart(p[i]) {
			return i
		}
	}
	return n
}

// fold replaces an open line that overwrites itself by what is left of it, and reports whether that made much room.
func (b *Buffer) fold() bool {
	l := b.at(b.next - 1)
	raw := b.copy(l.begin(), b.end)
	if !bytes.ContainsAny(raw, "\r\b") {
		return false
	}
	short := overwritten(raw)
	if len(short) > maxLine/2 {
		return false
	}
	b.end = l.begin()
	b.put(short)
	return true
}

// begin begins a line.
func (b *Buffer) begin(s Stream, goes bool) {
	if b.next-b.first == maxLines {
		b.drop()
	}
	if n := uint64(len(b.lines)); b.next-b.first == n {
		grown := make([]line, 2*n)
		for i := b.first; i < b.next; i++ {
			grown[i%(2*n)] = b.lines[i%n]
		}
		b.lines = grown
	}
	l := line(b.end<<lineBits) | line(s)
	if goes {
		l |= goesOn
	}
	b.lines[b.next%uint64(len(b.lines))] = l
	b.next++
}

func (b *Buffer) at(n uint64) line { return b.lines[n%uint64(len(b.lines))] }

// drop forgets the first line.
func (b *Buffer) drop() {
	b.lost += b.ends(b.first) - b.at(b.first).begin()
	b.gone++
	b.first++
}

// ends returns where a line ends.
func (b *Buffer) ends(n uint64) uint64 {
	if n+1 < b.next {
		return b.at(n + 1).begin()
	}
	return b.end
}

// put adds bytes to the ring. There are at most maxLine of them.
func (b *Buffer) put(p []byte) {
	for b.next-b.first > 1 && b.end+uint64(len(p))-b.at(b.first).begin() > maxBytes {
		b.drop()
	}
	kept := b.end - b.at(b.first).begin()
	if need := kept + uint64(len(p)); need > uint64(len(b.ring)) {
		size := uint64(len(b.ring))
		for size < need {
			size *= 2
		}
		old := b.copy(b.end-kept, b.end)
		b.ring = make([]byte, size)
		b.store(b.end-kept, old)
	}
	b.store(b.end, p)
	b.end += uint64(len(p))
}

// store writes bytes at an offset.
func (b *Buffer) store(at uint64, p []byte) {
	n := copy(b.ring[at&uint64(len(b.ring)-1):], p)
	copy(b.ring, p[n:])
}

// copy returns bytes of the ring.
func (b *Buffer) copy(from, to uint64) []byte {
	out := make([]byte, to-from)
	n := copy(out, b.ring[from&uint64(len(b.ring)-1):])
	copy(out[n:], b.ring)
	return out
}

// Bounds returns the numbers of the first line that is kept and of the one after the last. Lines keep their numbers.
func (b *Buffer) Bounds() (first, end uint64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.first, b.next
}

// Dropped returns how many lines, with how many bytes, are not kept any more.
func (b *Buffer) Dropped() (lines, bytes uint64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.gone, b.lost
}

// Raw returns a line as it was written, without its end; ok is false for one that is not kept. GoesOn says that it is the rest of the line
// before it.
func (b *Buffer) Raw(n uint64) (text []byte, s Stream, goesOn, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if n < b.first || n >= b.next {
		return nil, 0, false, false
	}
	l := b.at(n)
	text = b.copy(l.begin(), b.ends(n))
	return bytes.TrimSuffix(text, []byte("\n")), l.stream(), l.goesOn(), true
}

// Line returns a line as it is shown.
func (b *Buffer) Line(n uint64) []frame.Piece {
	text, s, _, ok := b.Raw(n)
	if !ok || len(text) == 0 {
		return nil
	}
	style := frame.Style{Role: [...]frame.Role{Stdout: frame.Normal, Stderr: frame.Warning, Typed: frame.Input, Note: frame.Dim}[s]}
	return []frame.Piece{{Text: Text(text), Style: style}}
}

// Clear forgets all lines.
func (b *Buffer) Clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.first, b.gone, b.lost, b.open = b.next, 0, 0, false
}
