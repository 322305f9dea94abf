package tui

import (
	"io"
	"sync"
	"sync/atomic"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/tui/internal/console"
	"github.com/wdbg/wdbg/tui/internal/output"
	"github.com/wdbg/wdbg/tui/internal/screen"
)

// Feed takes the events of a session, and other messages, from any goroutine and without ever waiting, and keeps them until the interface
// looks at them.
type Feed struct {
	mu   sync.Mutex
	list []any // in the order in which they came
	wake chan struct{}
	// guest is the terminal of the program.
	guest *output.Guest
	// screen is the terminal while the interface is shown.
	screen atomic.Pointer[screen.Screen]
}

// NewFeed returns a feed without events.
func NewFeed() *Feed {
	f := &Feed{wake: make(chan struct{}, 1)}
	f.guest = output.NewGuest(func() { f.post(output.Updated{}) })
	return f
}

// Guard is for debugger.Config: it gives the terminal back where a goroutine fails, as nobody could read about it else.
func (f *Feed) Guard() {
	if r := recover(); r != nil {
		if s := f.screen.Load(); s != nil {
			_ = s.Close() // the panic is worse
		}
		panic(r)
	}
}

// Notify takes an event: it is for debugger.Config.
func (f *Feed) Notify(e debugger.Event) { f.post(e) }

// post takes a message.
func (f *Feed) post(msg any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch msg.(type) {
	case output.Updated, console.Updated:
		if n := len(f.list); n > 0 && f.list[n-1] == msg {
			return // it has not been looked at yet
		}
	}
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
func (f *Feed) Stdout() io.Writer { return f.guest.Stream(output.Stdout) }

// Stderr returns what takes its standard error.
func (f *Feed) Stderr() io.Writer { return f.guest.Stream(output.Stderr) }

// Stdin returns what it reads, where that is typed into the interface.
func (f *Feed) Stdin() *Input { return f.guest.Stdin() }

// Input is a standard input that is typed into the interface.
type Input = output.Input
