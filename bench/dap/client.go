package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os/exec"
	"strings"
	"time"

	"github.com/google/go-dap"

	"github.com/wdbg/wdbg/bench/internal/gauge"
)

// patience is how long an adapter may take for everything together.
const patience = 5 * time.Minute

// client is the editor's side of a session with an adapter in a process of its own. What does not answer is ended when its patience is over.
type client struct {
	cmd    *exec.Cmd
	cancel context.CancelFunc
	in     io.WriteCloser
	out    *bufio.Reader
	seq    int
	events []message
	errs   strings.Builder
}

// message is what the client looks at of a response or an event.
type message struct {
	Type       string          `json:"type"`
	Event      string          `json:"event"`
	Command    string          `json:"command"`
	RequestSeq int             `json:"request_seq"`
	Success    bool            `json:"success"`
	Message    string          `json:"message"`
	Body       json.RawMessage `json:"body"`
}

// start starts an adapter, and connects with it as its editor does: by standard input and output, or where it says that it listens.
func (a *adapter) start() (*client, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	c := &client{cmd: exec.CommandContext(ctx, a.command[0], a.command[1:]...), cancel: cancel}
	c.cmd.Stderr = &c.errs
	in, err := c.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	c.in, c.out = in, bufio.NewReader(out)
	if a.listens {
		err = c.connect()
	}
	return c, err
}

// connect connects to the address that the adapter writes first.
func (c *client) connect() error {
	line, err := c.out.ReadString('\n')
	if err != nil {
		return fmt.Errorf("no address: %w: %s", err, c.errs.String())
	}
	_, address, ok := strings.Cut(strings.TrimSpace(line), "listening at: ")
	if !ok {
		return fmt.Errorf("no address in %q", line)
	}
	go func(out io.Reader) { _, _ = io.Copy(io.Discard, out) }(c.out) // what the program writes
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	c.in, c.out = conn, bufio.NewReader(conn)
	return nil
}

// send writes a request.
func (c *client) send(command string, args any) error {
	c.seq++
	content, err := json.Marshal(map[string]any{"seq": c.seq, "type": "request", "command": command, "arguments": args})
	if err != nil {
		return err
	}
	return dap.WriteBaseMessage(c.in, content)
}

// ask sends a request and reads until its response; events that come before it are kept.
func (c *client) ask(command string, args, into any) error {
	if err := c.send(command, args); err != nil {
		return err
	}
	return c.answer(c.seq, into)
}

// answer reads until the response to a request.
func (c *client) answer(seq int, into any) error {
	for {
		m, err := c.read()
		switch {
		case err != nil:
			return err
		case m.Type == "event":
			c.events = append(c.events, m)
		case m.Type != "response" || m.RequestSeq != seq:
		case !m.Success:
			return fmt.Errorf("%s: %s", m.Command, m.Message)
		case into == nil:
			return nil
		default:
			return json.Unmarshal(m.Body, into)
		}
	}
}

// await reads until an event; what comes before it is dropped, but for the responses, which nobody waits for then.
func (c *client) await(event string, into any) error {
	for {
		var m message
		if len(c.events) > 0 {
			m, c.events = c.events[0], c.events[1:]
		} else {
			var err error
			if m, err = c.read(); err != nil {
				return fmt.Errorf("waiting for %s: %w", event, err)
			}
		}
		switch {
		case m.Type == "response" && !m.Success:
			return fmt.Errorf("%s: %s", m.Command, m.Message)
		case m.Event == "terminated" && event != "terminated":
			return fmt.Errorf("the program has ended before %s", event)
		case m.Event == event && into != nil:
			return json.Unmarshal(m.Body, into)
		case m.Event == event:
			return nil
		}
	}
}

func (c *client) read() (m message, err error) {
	content, err := dap.ReadBaseMessage(c.out)
	if err != nil {
		return m, fmt.Errorf("%w: %s", err, c.errs.String())
	}
	return m, json.Unmarshal(content, &m)
}

// close ends the session and its adapter, and returns its peak of resident memory in bytes; 0 where the system does not say.
func (c *client) close() (peak int64, err error) {
	defer c.cancel()
	err = c.ask("disconnect", map[string]any{"terminateDebuggee": true}, nil)
	if errors.Is(err, io.EOF) {
		err = nil // it has gone at once
	}
	_ = c.in.Close()
	if err != nil {
		c.kill()
		return 0, err
	}
	if err := c.cmd.Wait(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			return 0, err
		}
	}
	return gauge.Peak(c.cmd.ProcessState), nil
}

// kill ends the adapter, however it is.
func (c *client) kill() {
	c.cancel()
	_ = c.cmd.Wait()
}
