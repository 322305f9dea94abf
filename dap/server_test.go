package dap

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/load"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/target"
)

// peer is a client of a server that runs in the test.
type peer struct {
	t    testing.TB
	in   *io.PipeWriter // nil where what is sent is known before
	seq  int
	msgs chan reply
	done chan error
	seen []reply // that nobody has asked for yet
}

// reply is a message of the server.
type reply struct {
	Seq        int             `json:"seq"`
	Type       string          `json:"type"`
	Command    string          `json:"command"`
	Event      string          `json:"event"`
	RequestSeq int             `json:"request_seq"`
	Success    bool            `json:"success"`
	Message    string          `json:"message"`
	Body       json.RawMessage `json:"body"`
}

// dial starts a server for a client that sends what in has; nil: what send is given.
func dial(t testing.TB, cfg Config, in io.Reader) *peer {
	c := &peer{t: t, msgs: make(chan reply, 1000), done: make(chan error, 1)}
	if in == nil {
		in, c.in = io.Pipe()
	}
	out, w := io.Pipe()
	go func() {
		c.done <- Serve(cfg, in, w)
		w.Close()
	}()
	go func() {
		defer close(c.msgs)
		r := bufio.NewReader(out)
		for {
			n, err := readHeader(r)
			if err != nil {
				return
			}
			content := make([]byte, n)
			if _, err := io.ReadFull(r, content); err != nil {
				return
			}
			var m reply
			if err := json.Unmarshal(content, &m); err != nil {
				t.Errorf("%v in %s", err, content)
			}
			c.msgs <- m
		}
	}()
	return c
}

// send sends a request and returns its number.
func (c *peer) send(command, arguments string) int {
	c.t.Helper()
	c.seq++
	content := fmt.Sprintf(`{"seq":%d,"type":"request","command":%q}`, c.seq, command)
	if arguments != "" {
		content = fmt.Sprintf(`{"seq":%d,"type":"request","command":%q,"arguments":%s}`, c.seq, command, arguments)
	}
	if _, err := io.WriteString(c.in, framed(content)); err != nil {
		c.t.Fatalf("%s cannot be sent: %v", command, err)
	}
	return c.seq
}

// wait returns the first message that is wanted.
func (c *peer) wait(what string, wanted func(m *reply) bool) reply {
	c.t.Helper()
	for i := range c.seen {
		if m := c.seen[i]; wanted(&m) {
			c.seen = append(c.seen[:i:i], c.seen[i+1:]...)
			return m
		}
	}
	timeout := time.After(time.Minute)
	for {
		select {
		case m, ok := <-c.msgs:
			if !ok {
				c.t.Fatalf("the server ended without %s", what)
			}
			if wanted(&m) {
				return m
			}
			c.seen = append(c.seen, m)
		case <-timeout:
			c.t.Fatalf("no %s comes", what)
		}
	}
}

// answer returns the answer to a request.
func (c *peer) answer(seq int) reply {
	c.t.Helper()
	return c.wait(fmt.Sprintf("answer to request %d", seq), func(m *reply) bool { return m.Type == "response" && m.RequestSeq == seq })
}

// event returns the next event of a name.
func (c *peer) event(name string) reply {
	c.t.Helper()
	return c.wait("event "+name, func(m *reply) bool { return m.Event == name })
}

// call sends a request that succeeds.
func (c *peer) call(command, arguments string) reply {
	c.t.Helper()
	m := c.answer(c.send(command, arguments))
	if !m.Success {
		c.t.Fatalf("%s %s: %s", command, arguments, m.Message)
	}
	return m
}

// end goes away and waits for the server to end.
func (c *peer) end() {
	c.t.Helper()
	c.in.Close()
	go func() {
		for range c.msgs {
		}
	}()
	select {
	case <-c.done:
	case <-time.After(time.Minute):
		c.t.Fatal("the server does not end")
	}
}

// programs returns the configuration of a server whose launch requests are about fixture programs. Closed is told of each that was closed.
func programs(p *debuggee.Program, closed func()) Config {
	return Config{New: func(a *LaunchArguments, std Streams) (*Program, error) {
		p.Path, p.Args, p.Out = a.Program, a.Args, std.Stdout
		if std.Stdin != nil {
			p.Stdin = std.Stdin
		}
		return &Program{
			Session: debugger.Config{
				Launch: p.Launch, Entry: p.Entry,
				Symbols: func(i target.Instance) (*symbols.Table, []error) {
					m := load.Attach(i.Module, i.Path, load.Options{})
					return m.Table, m.Notes
				},
			},
			Sources: &srcfile.Finder{ModuleDir: debuggee.Root()},
			Close:   closed,
		}, nil
	}}
}

// stateNames are the states of a connection, with how a client gets there.
func stateNames() []struct {
	name  string
	state states
} {
	return []struct {
		name  string
		state states
	}{
		{"new", inNew}, {"initialized", inInitialized}, {"configuring", inConfiguring}, {"running", inRunning}, {"stopped", inStopped}, {"over", inOver}, {"ended", inEnded},
	}
}

// reach brings a new connection into a state.
func reach(t *testing.T, state states) *peer {
	t.Helper()
	c := dial(t, programs(&debuggee.Program{}, nil), nil)
	if state == inNew {
		return c
	}
	c.call("initialize", `{"adapterID":"wdbg"}`)
	if state == inInitialized {
		return c
	}
	launch := map[states]string{
		inConfiguring: `{"program":"debug/steps/loops_O0.wasm"}`,
		inRunning:     `{"program":"debug/wait/wait_O0.wasm","args":["loop"]}`,
		inStopped:     `{"program":"debug/steps/loops_O0.wasm","stopOnEntry":true}`,
		inOver:        `{"program":"debug/steps/trap_O0.wasm"}`,
		inEnded:       `{"program":"debug/steps/loops_O0.wasm"}`,
	}[state]
	c.call("launch", launch)
	c.event("initialized")
	if state == inConfiguring {
		return c
	}
	c.call("configurationDone", "")
	switch state {
	case inStopped, inOver:
		c.event("stopped")
	case inEnded:
		c.event("terminated")
	}
	return c
}

// Each request is answered in each state: where it is not legal, with an error; and the server lives on.
func TestEachRequestInEachState(t *testing.T) {
	for _, st := range stateNames() {
		t.Run(st.name, func(t *testing.T) {
			t.Parallel()
			for _, r := range table() {
				if r.command == "disconnect" {
					continue
				}
				c := reach(t, st.state)
				for _, arguments := range []string{"", "{}", `{"threadId":1,"frameId":1,"variablesReference":1,"source":{"path":"/x.c"},"line":1,"expression":"1","breakpoints":[]}`, `{"threadId":-9}`, `[]`, `null`, `"x"`} {
					m := c.answer(c.send(r.command, arguments))
					if m.Success && r.states&st.state == 0 {
						// A request may have led to another state, as restart does.
						if r.command != "initialize" && r.command != "launch" && r.command != "restart" && r.command != "terminate" && r.command != "configurationDone" {
							t.Errorf("%s %s is not legal, and succeeds", r.command, arguments)
						}
					}
					if !m.Success && m.Message == "" {
						t.Errorf("%s %s is refused without a word", r.command, arguments)
					}
				}
				if m := c.answer(c.send("no such request", "")); m.Success {
					t.Error("a request that does not exist succeeds")
				}
				c.end()
			}
		})
	}
}
