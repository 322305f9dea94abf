package dap

import (
	"io"
	"sync"
)

// maxWaiting is how many bytes of output may wait before the program that writes them has to.
const maxWaiting = 1 << 20

// mailbox is the work of a connection that waits to be done, in order.
type mailbox struct {
	mu    sync.Mutex
	ready *sync.Cond // something waits, or there is room
	work  []func()
	// out is what the program has written and is the last thing that waits; further output is added to it.
	out     *output
	waiting int // bytes of output
	open    int // while it is not 0, output need not wait for room
	closed  bool
	// diverted, where it is set, takes all output from now on.
	diverted io.Writer
}

// output is something that the program wrote.
type output struct {
	category string
	text     []byte
}

func newMailbox() *mailbox {
	m := &mailbox{}
	m.ready = sync.NewCond(&m.mu)
	return m
}

// post adds work. After close it is left undone.
func (m *mailbox) post(f func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return
	}
	m.out = nil
	m.work = append(m.work, f)
	m.ready.Broadcast()
}

// write adds output of the program, which show sends to the client; it waits while there is too much of it.
func (m *mailbox) write(category string, p []byte, show func(*output)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.room()
	if m.diverted != nil {
		_, _ = m.diverted.Write(p) // nobody is left to hear of an error
		return
	}
	if m.closed {
		return
	}
	m.waiting += len(p)
	if m.out != nil && m.out.category == category && len(m.out.text) < 64<<10 {
		m.out.text = append(m.out.text, p...)
		return
	}
	out := &output{category: category, text: append([]byte(nil), p...)}
	m.out = out
	m.work = append(m.work, func() { show(out) })
	m.ready.Broadcast()
}

// next returns the next work, and nil when the mailbox is closed.
func (m *mailbox) next() func() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for len(m.work) == 0 && !m.closed {
		m.ready.Wait()
	}
	if m.closed {
		return nil
	}
	f := m.work[0]
	m.work[0] = nil
	if len(m.work) == maxQueued+1 {
		m.ready.Broadcast()
	}
	if m.work = m.work[1:]; len(m.work) == 0 {
		m.work = nil
		m.out = nil
	}
	return f
}

// shown says that output has been sent.
func (m *mailbox) shown(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.waiting -= n
	m.ready.Broadcast()
}

// postLater is post for work that sends n bytes of text, of which there may be very much: it waits while there is too much of it. The work calls shown.
func (m *mailbox) postLater(n int, f func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.room()
	if m.closed {
		return
	}
	m.waiting += n
	m.out = nil
	m.work = append(m.work, f)
	m.ready.Broadcast()
}

// maxQueued is how much work may wait before no more is read from the client.
const maxQueued = 4096

// waitForRoom waits while very much work waits: the client sends faster than it reads.
func (m *mailbox) waitForRoom() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for len(m.work) > maxQueued && !m.closed {
		m.ready.Wait()
	}
}

// room waits until there is room for output.
func (m *mailbox) room() {
	for m.waiting > maxWaiting && m.open == 0 && !m.closed {
		m.ready.Wait()
	}
}

// let has output not wait for room while f is carried out: f may wait for the program, which may be writing.
func (m *mailbox) let(f func()) {
	m.addOpen(1)
	defer m.addOpen(-1)
	f()
}

func (m *mailbox) addOpen(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.open += n
	m.ready.Broadcast()
}

// divert sends output elsewhere from now on; nil drops it.
func (m *mailbox) divert(to io.Writer) {
	if to == nil {
		to = io.Discard
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.diverted = to
}

// close ends the work; what waits is left undone.
func (m *mailbox) close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	m.work, m.out = nil, nil
	m.ready.Broadcast()
}
