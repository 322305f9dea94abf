package tui

import (
	"io"
	"sync"

	"github.com/wdbg/wdbg/debugger"
)

// Feed takes the events of a session, from any goroutine and without ever waiting, and keeps them until the interface looks at them.
type Feed struct {
	mu     sync.Mutex
	events []debugger.Event
	wake   chan struct{}
}

// NewFeed returns a feed without events.
func NewFeed() *Feed { return &Feed{wake: make(chan struct{}, 1)} }

// Notify takes an event: it is for debugger.Config.
func (f *Feed) Notify(e debugger.Event) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.events = append(f.events, e)
	f.signal()
}

// signal says that there is something new.
func (f *Feed) signal() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// Wake is received from when there may be something to Take.
func (f *Feed) Wake() <-chan struct{} { return f.wake }

// Take returns the message with what has happened since the last time; ok is false where that is nothing.
func (f *Feed) Take() (msg any, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.events) == 0 {
		return nil, false
	}
	events := f.events
	f.events = nil
	return eventsMsg(events), true
}

// eventsMsg are events of the session.
type eventsMsg []debugger.Event

// Stdout returns what takes the program's standard output.
func (f *Feed) Stdout() io.Writer { return io.Discard }
