// Package pulse calls a function often enough, and not too often.
package pulse

import (
	"sync"
	"sync/atomic"
	"time"
)

// Pulse tells of something that may happen very often.
type Pulse struct {
	every time.Duration
	tell  func()
	due   atomic.Bool // it will be told of what happens now

	mu   sync.Mutex
	last time.Time
}

// New returns a Pulse that calls a function at most once in a time.
func New(every time.Duration, tell func()) *Pulse { return &Pulse{every: every, tell: tell} }

// Beat has the function called: at once, or when it may be called again. It may be called from any goroutine; where nothing
// happens, nothing is done.
func (p *Pulse) Beat() {
	if !p.due.CompareAndSwap(false, true) {
		return
	}
	p.mu.Lock()
	wait := p.every - time.Since(p.last)
	p.mu.Unlock()
	if wait <= 0 {
		p.fire()
		return
	}
	time.AfterFunc(wait, p.fire)
}

func (p *Pulse) fire() {
	p.mu.Lock()
	p.last = time.Now()
	p.mu.Unlock()
	p.due.Store(false) // what happens from here on is told of the next time
	p.tell()
}
