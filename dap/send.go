package dap

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/symbols"
)

// sender writes messages. It may be used by any goroutine.
type sender struct {
	mu  sync.Mutex
	out io.Writer
	log io.Writer
	seq int
	buf []byte
	err error
}

// send numbers a message and writes it.
func (s *sender) send(number func(seq int) any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return
	}
	s.seq++
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if s.err = e.Encode(number(s.seq)); s.err != nil {
		return
	}
	content := bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	s.record("->", content)
	s.buf = appendMessage(s.buf[:0], content)
	_, s.err = s.out.Write(s.buf)
}

// failed returns why messages could not be written.
func (s *sender) failed() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

func (s *sender) logMessage(mark string, content []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.record(mark, content)
}

// maxLogged bounds what is logged of a message, in bytes.
const maxLogged = 64 << 10

func (s *sender) record(mark string, content []byte) {
	if s.log == nil {
		return
	}
	more := ""
	if len(content) > maxLogged {
		more = fmt.Sprintf("… (%d bytes)", len(content))
		content = content[:maxLogged]
	}
	fmt.Fprintf(s.log, "%s %s %s%s\n", time.Now().Format("15:04:05.000"), mark, content, more)
}

type outgoingResponse struct {
	proto.Response
	Body any `json:"body,omitempty"`
}

type outgoingEvent struct {
	proto.Event
	Body any `json:"body,omitempty"`
}

type outgoingRequest struct {
	proto.Request
	Arguments any `json:"arguments,omitempty"`
}

// respond answers a request.
func (c *conn) respond(r *request, body any, err error) {
	if r.done {
		return
	}
	r.done = true
	c.pending.remove(r)
	if err != nil {
		c.fail(r, err)
		return
	}
	c.sender.send(func(seq int) any {
		return &outgoingResponse{Response: responseTo(seq, r, true), Body: body}
	})
}

func responseTo(seq int, r *request, ok bool) proto.Response {
	return proto.Response{
		ProtocolMessage: proto.ProtocolMessage{Seq: seq, Type: "response"},
		RequestSeq:      r.Seq, Success: ok, Command: r.Command,
	}
}

// Numbers of errors: which kind of error it is.
const (
	errorGeneral    = 1000
	errorCancelled  = 1001
	errorExpression = 1002
)

// fail answers a request with an error.
func (c *conn) fail(r *request, err error) {
	id, message, text := errorGeneral, "", errorText(err)
	var at *expr.Error
	switch {
	case errors.Is(err, errCancelled) || r.cancelled.Load():
		id, message, text = errorCancelled, "cancelled", "the request was cancelled"
	case errors.As(err, &at):
		id = errorExpression
	}
	if message == "" {
		message = text
	}
	c.sender.send(func(seq int) any {
		resp := responseTo(seq, r, false)
		resp.Message = message
		return &outgoingResponse{Response: resp, Body: proto.ErrorResponseBody{
			// Braces in a format stand for variables.
			Error: &proto.ErrorMessage{Id: id, Format: "{text}", Variables: map[string]string{"text": text}, ShowUser: showsUser(r.Command)},
		}}
	})
}

// showsUser reports whether an error of a request is worth a dialogue. Editors show those of expressions where they were typed.
func showsUser(command string) bool {
	switch command {
	case "launch", "attach", "restart", "restartFrame", "goto", "setVariable", "setExpression", "writeMemory":
		return true
	}
	return false
}

// errorText returns an error in printable lines.
func errorText(err error) string {
	lines := strings.Split(err.Error(), "\n")
	for i, line := range lines {
		lines[i] = symbols.Printable(line)
	}
	return strings.Join(lines, "\n")
}

// refuse answers a message that cannot be read.
func (c *conn) refuse(bad *wireError) {
	c.fail(&request{incoming: &incoming{Seq: bad.seq, Command: bad.command}}, bad)
}

// event tells the client of an event.
func (c *conn) event(name string, body any) {
	c.sender.send(func(seq int) any {
		return &outgoingEvent{Event: proto.Event{ProtocolMessage: proto.ProtocolMessage{Seq: seq, Type: "event"}, Event: name}, Body: body}
	})
}

// ask sends a request to the client; answered is called with what it says.
func (c *conn) ask(command string, arguments any, answered func(m *incoming)) {
	c.sender.send(func(seq int) any {
		c.reverse[seq] = answered
		return &outgoingRequest{Request: proto.Request{ProtocolMessage: proto.ProtocolMessage{Seq: seq, Type: "request"}, Command: command}, Arguments: arguments}
	})
}

// answered passes on what the client said to a request of the server. What was not asked for is nobody's.
func (c *conn) answered(m *incoming) {
	f := c.reverse[m.RequestSeq]
	delete(c.reverse, m.RequestSeq)
	if f != nil {
		f(m)
	}
}
