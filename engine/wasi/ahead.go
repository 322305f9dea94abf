package wasi

import (
	"io"
	"sync"
)

// Ahead is a standard input that is read on a goroutine of its own, so that an interrupt ends the wait for it: of a connection, for one.
// What has been read then is for the next who reads.
type Ahead struct {
	from io.Reader

	mu    sync.Mutex
	data  []byte
	err   error
	ready chan struct{} // closed when something has been read; nil: nothing is being read
}

// NewAhead returns what reads from another reader, which nobody else may read any more.
func NewAhead(from io.Reader) *Ahead { return &Ahead{from: from} }

// Await implements Waiter.
func (a *Ahead) Await() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.data) > 0 || a.err != nil {
		return nil
	}
	if a.ready == nil {
		a.ready = make(chan struct{})
		go a.fill()
	}
	return a.ready
}

// aheadSize is how much is read at once, in bytes.
const aheadSize = 4 << 10

func (a *Ahead) fill() {
	buf := make([]byte, aheadSize)
	n, err := a.from.Read(buf)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.data, a.err = buf[:n], err
	close(a.ready)
	a.ready = nil
}

// Read implements io.Reader.
func (a *Ahead) Read(p []byte) (int, error) {
	for len(p) > 0 {
		if ready := a.Await(); ready != nil {
			<-ready
		}
		a.mu.Lock()
		n := copy(p, a.data)
		a.data = a.data[n:]
		err := a.err
		a.mu.Unlock()
		switch {
		case n > 0:
			return n, nil
		case err != nil:
			return 0, err
		}
	}
	return 0, nil
}
