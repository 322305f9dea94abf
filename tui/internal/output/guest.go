package output

import (
	"io"
	"sync/atomic"
)

// Guest is the terminal of a program: what it writes, and what it reads.
type Guest struct {
	Buffer *Buffer
	Input  *Input
	typed  atomic.Bool
}

// Updated says that there is more output, or that the program has begun or ended to wait for input.
type Updated struct{}

// NewGuest returns a Guest; tell is called when something has changed, from any goroutine.
func NewGuest(tell func()) *Guest { return &Guest{Buffer: NewBuffer(tell), Input: NewInput(tell)} }

// Stream returns what takes the text of a stream.
func (g *Guest) Stream(s Stream) io.Writer { return stream{g.Buffer, s} }

type stream struct {
	b *Buffer
	s Stream
}

func (w stream) Write(p []byte) (int, error) {
	w.b.Write(w.s, p)
	return len(p), nil
}

// Stdin returns the input, for the program to read.
func (g *Guest) Stdin() *Input {
	g.typed.Store(true)
	return g.Input
}

// Typed reports whether the program reads what is typed.
func (g *Guest) Typed() bool { return g.typed.Load() }
