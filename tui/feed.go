package tui

import (
	"io"
	"sync"

	"github.com/wdbg/wdbg/debugger"
)

// Feed takes the events of a session, and other messages, from any goroutine and without ever waiting, and keeps them until the interface
// looks at them.
type Feed struct {
	mu   sync.Mutex
	list []any // in the order in which they came
	wake chan struct{}
}

// NewFeed returns a feed without events.
func NewFeed() *Feed { return &Feed{wake: make(chan struct{}, 1)} }

// Notify takes an event: it is for debugger.Config.
func (f *Feed) Notify(e debugger.Event) { f.post(e) }

// post takes a message.
func (f *Feed) post(msg any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list = append(f.list, msg)
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// Wake is received from when there may be something to Take.
func (f *Feed) Wake() <-chan struct{} { return f.wake }

// Take returns the next message; ok is false where there is none. Events that follow each other come as one.
func (f *Feed) Take() (msg any, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var events eventsMsg
	for len(f.list) > 0 {
		e, isEvent := f.list[0].(debugger.Event)
		if !isEvent {
			break
		}
		events = append(events, e)
		f.list = f.list[1:]
	}
	switch {
	case len(events) > 0:
		return events, true
	case len(f.list) == 0:
		f.list = nil
		return nil, false
	}
	msg = f.list[0]
	f.list = f.list[1:]
	return msg, true
}

// eventsMsg are events of the session.
type eventsMsg []debugger.Event

// Stdout returns what takes the program's standard output.
func (f *Feed) Stdout() io.Writer { return io.Discard }
