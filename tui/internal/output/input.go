package output

import (
	"io"
	"sync"
)

// Input is a standard input that is typed. Reading waits until there is something; see Await for waiting that can be left.
type Input struct {
	// changed is called when the program begins, or need not any more, to wait for input.
	changed func()

	mu      sync.Mutex
	data    []byte
	ended   bool
	ready   chan struct{} // closed when there is something to read; nil: nobody waits
	waiting bool
	// empty, where it is set, is called when the program reads though nobody can type, and finds the end.
	empty func()
}

// NewInput returns an input to which nothing was typed.
func NewInput(changed func()) *Input { return &Input{changed: changed} }

// Type gives text to the program, to be read after what was typed before.
func (in *Input) Type(text string) {
	in.mu.Lock()
	if !in.ended {
		in.data = append(in.data, text...)
	}
	in.arrived()
}

// End ends the input: after what was typed the program reads the end.
func (in *Input) End() {
	in.mu.Lock()
	in.ended = true
	in.arrived()
}

// Nobody says that nobody can type from now on: reading finds the end, and calls f. nil: somebody can.
func (in *Input) Nobody(f func()) {
	in.mu.Lock()
	in.empty = f
	in.arrived()
}

// arrived tells who waits. The caller holds mu, which is released.
func (in *Input) arrived() {
	if in.ready != nil && in.some() {
		close(in.ready)
		in.ready = nil
	}
	was := in.waiting
	in.waiting = was && !in.some()
	in.mu.Unlock()
	if was {
		in.changed()
	}
}

// some reports whether reading does not wait.
func (in *Input) some() bool { return len(in.data) > 0 || in.ended || in.empty != nil }

// Await returns a channel that is closed when reading does not wait, and nil where it does not now.
func (in *Input) Await() <-chan struct{} {
	in.mu.Lock()
	if in.some() {
		in.mu.Unlock()
		return nil
	}
	if in.ready == nil {
		in.ready = make(chan struct{})
	}
	ready, was := in.ready, in.waiting
	in.waiting = true
	in.mu.Unlock()
	if !was {
		in.changed()
	}
	return ready
}

// Read implements io.Reader.
func (in *Input) Read(p []byte) (int, error) {
	if ready := in.Await(); ready != nil && len(p) > 0 {
		<-ready
	}
	in.mu.Lock()
	n := copy(p, in.data)
	in.data = in.data[n:]
	empty := in.empty
	in.mu.Unlock()
	if n > 0 || len(p) == 0 {
		return n, nil
	}
	if empty != nil {
		empty()
	}
	return 0, io.EOF
}

// Seek begins anew, for a program that was started again: what was not read is forgotten.
func (in *Input) Seek(int64, int) (int64, error) {
	in.mu.Lock()
	in.data, in.ended = nil, false
	was := in.waiting
	in.waiting = false
	in.mu.Unlock()
	if was {
		in.changed()
	}
	return 0, nil
}

// State reports whether the program waits for input, and whether the input has ended.
func (in *Input) State() (waiting, ended bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.waiting, in.ended
}
