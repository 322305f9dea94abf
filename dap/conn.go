package dap

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
)

// conn is a connection with a client. All but what says otherwise is used by the goroutine of serve alone.
type conn struct {
	cfg    Config
	mail   *mailbox
	sender *sender
	phase  phase
	client client

	rows    map[string]*row // of requests
	pending pending
	// reverse are what the server asked the client, by their numbers.
	reverse map[int]func(m *incoming)

	args    *LaunchArguments
	program *Program
	session *debugger.Session
	// target is that of the session, for those who interrupt calls of the program's functions. It may be used by any goroutine.
	target atomic.Pointer[target.Target]
	// start is what waits for the program to be ready.
	start *start
	term  Terminal

	console  *console
	points   points
	handles  handles
	sources  sources
	code     code
	threads  threads
	progress progress
	streams  map[string]*decoder
	// stop is the last one that was told; nil while the program runs.
	stop *debugger.Stop
	// asked: the program was let go on by a request, which implies that it runs.
	asked bool
	// listed: the client has asked for the sources.
	listed bool
	// after is what is done after the answer to the request under way.
	after []func()
	gone  bool
	// commands are requests that the console has not answered yet.
	commands map[*request]bool
	// configured: configurationDone was sent.
	configured bool
	// detached: the program goes on without the client.
	detached bool
}

// client is what is known of the client.
type client struct {
	initializeArguments
	lines, columns int // of the first line and column
	uris           bool
}

// errLater is what a handler returns whose answer comes later, by conn.respond.
var errLater = errors.New("later")

// errCancelled is the error of a request that the client cancelled.
var errCancelled = errors.New("cancelled")

// Serve talks to a client until it goes away, disconnects or sends what cannot be read. The program ends with it. The error is that of the
// stream; nil where the client ended the conversation.
func Serve(cfg Config, in io.Reader, out io.Writer) error {
	c := &conn{
		cfg: cfg, mail: newMailbox(), rows: byCommand(), reverse: map[int]func(*incoming){}, streams: map[string]*decoder{}, commands: map[*request]bool{},
		sender: &sender{out: out, log: cfg.Log},
	}
	c.client.lines, c.client.columns = 1, 1
	c.points.init()
	c.handles.init()
	ended := make(chan error, 1)
	go func() {
		err := c.read(in)
		ended <- err
		c.abandonRequests()
		c.mail.post(func() { c.gone = true })
	}()
	for !c.gone {
		c.mail.next()()
	}
	c.close()
	select {
	case err := <-ended:
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return errors.Join(err, c.sender.failed())
	default: // the client disconnected; who reads from it still may wait for what never comes
		return c.sender.failed()
	}
}

// read posts the client's messages.
func (c *conn) read(in io.Reader) error {
	r := bufio.NewReaderSize(in, 64<<10)
	for {
		m, content, err := readMessage(r)
		if content != nil {
			c.sender.logMessage("<-", content)
		}
		var bad *wireError
		switch {
		case errors.As(err, &bad):
			c.mail.post(func() { c.refuse(bad) })
		case err != nil:
			return err
		case m.Type == "response":
			c.mail.post(func() { c.answered(m) })
		default:
			c.accept(m)
		}
		c.mail.waitForRoom()
	}
}

// accept posts a request. A cancel has its effect at once.
func (c *conn) accept(m *incoming) {
	r := &request{incoming: m}
	if m.Type != "request" {
		c.mail.post(func() {
			c.fail(r, fmt.Errorf("a message of type %.40q: requests and responses are understood", m.Type))
		})
		return
	}
	switch m.Command {
	case "cancel":
		r.found = c.cancelNow(m)
	case "disconnect", "terminate":
		c.makeWay()
	case "pause":
		c.interruptCalls() // of a condition's; a program that runs goes on, until it is paused
	}
	if !c.pending.add(r) {
		c.mail.post(func() { c.fail(r, fmt.Errorf("request %d is still under way", m.Seq)) })
		return
	}
	c.mail.post(func() { c.handle(r) })
}

// request is a request of the client.
type request struct {
	*incoming
	cancelled atomic.Bool
	begun     atomic.Bool
	found     bool // of cancel: there was something to cancel
	done      bool // it was answered
}

// stop is the error that ends long work for a request.
func (r *request) stop() error {
	if r.cancelled.Load() {
		return errCancelled
	}
	return nil
}

// handle carries out a request and answers it.
func (c *conn) handle(r *request) {
	r.begun.Store(true)
	var body any
	var err error
	c.mail.let(func() { body, err = c.dispatch(r) })
	if errors.Is(err, errLater) {
		c.afterwards()
		return
	}
	c.respond(r, body, err)
	c.afterwards()
}

// afterwards does what is to be done after an answer, before anything else.
func (c *conn) afterwards() {
	for len(c.after) > 0 {
		f := c.after[0]
		c.after = c.after[1:]
		c.mail.let(f)
	}
}

// dispatch finds a request's row and calls its handler.
func (c *conn) dispatch(r *request) (any, error) {
	if err := r.stop(); err != nil {
		return nil, err
	}
	row, ok := c.rows[r.Command]
	if !ok {
		return nil, fmt.Errorf("there is no request %.60q", r.Command)
	}
	if err := c.legal(row); err != nil {
		return nil, err
	}
	return row.handle(c, r)
}

// handler returns what decodes the arguments of a request for a function.
func handler[A any](f func(c *conn, r *request, a *A) (any, error)) func(*conn, *request) (any, error) {
	return func(c *conn, r *request) (any, error) {
		a := new(A)
		if len(r.Arguments) > 0 {
			if err := json.Unmarshal(r.Arguments, a); err != nil {
				return nil, fmt.Errorf("the arguments of %s cannot be read: %w", r.Command, tidyJSON(err))
			}
		}
		return f(c, r, a)
	}
}

// later has f called after the answer to the request under way.
func (c *conn) later(f func()) { c.after = append(c.after, f) }

// pending are the requests that have not been answered, by their numbers. It may be used by any goroutine.
type pending struct {
	mu   sync.Mutex
	list map[int]*request
	// interrupt ends what requests do that cannot be polled: calls of functions of the program, waiting for it.
	interrupt map[*request]func()
	// closed: no more requests will come, so nobody could cancel what has no end.
	closed bool
}

func (p *pending) add(r *request) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.list == nil {
		p.list = map[int]*request{}
	}
	if p.list[r.Seq] != nil {
		return false
	}
	p.list[r.Seq] = r
	return true
}

func (p *pending) remove(r *request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.list[r.Seq] == r {
		delete(p.list, r.Seq)
	}
}

// cancel cancels a request, or all of them, and reports whether there was one.
func (p *pending) cancel(wanted func(r *request) bool) (found bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, r := range p.list {
		if !wanted(r) {
			continue
		}
		found = true
		r.cancelled.Store(true)
		if f := p.interrupt[r]; f != nil {
			f()
		}
	}
	return found
}

// during calls f, which interrupt ends when the request is cancelled meanwhile.
func (p *pending) during(r *request, interrupt func(), f func()) {
	p.mu.Lock()
	if p.interrupt == nil {
		p.interrupt = map[*request]func(){}
	}
	p.interrupt[r] = interrupt
	if p.closed {
		r.cancelled.Store(true)
	}
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.interrupt, r)
	}()
	if r.stop() == nil {
		f()
	}
}

// abandonRequests ends what is under way: the client is gone. What it has asked before is still answered, for clients that send all at once.
func (c *conn) abandonRequests() {
	c.pending.mu.Lock()
	c.pending.closed = true
	c.pending.mu.Unlock()
	c.pending.cancel(func(r *request) bool { return r.begun.Load() })
}

// makeWay ends calls of the program's functions, which may have no end: a request that ends the program must not wait for them. It may be called by any goroutine.
func (c *conn) makeWay() {
	c.pending.cancel(func(r *request) bool {
		return r.Command == "evaluate" || r.Command == "setVariable" || r.Command == "setExpression"
	})
	c.interruptCalls() // it may be in a condition of a breakpoint
}
