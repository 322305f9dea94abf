package dap

import (
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wdbg/wdbg/engine/wasi"
	"github.com/wdbg/wdbg/internal/debuggee"
)

// settled waits until there are no more goroutines than before.
func settled(t *testing.T, before int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(end) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines are left of %d:\n%s", runtime.NumGoroutine()-before, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
		}
	}
}

// launched launches a fixture program and configures it, so that it runs.
func launched(t testing.TB, cfg Config, arguments string) *peer {
	t.Helper()
	c := dial(t, cfg, nil)
	c.call("initialize", `{"adapterID":"wdbg"}`)
	c.call("launch", arguments)
	c.event("initialized")
	c.call("configurationDone", "")
	return c
}

// watched is a standard input that tells when it is read.
type watched struct {
	*wasi.Ahead
	once sync.Once
	read chan struct{}
}

func (w *watched) Await() <-chan struct{} {
	w.once.Do(func() { close(w.read) })
	return w.Ahead.Await()
}

// A client that goes away takes the program with it, whatever that does, and nothing is left.
func TestClientVanishes(t *testing.T) {
	const loop, stopped = `{"program":"debug/wait/wait_O0.wasm","args":["loop"]}`, `{"program":"debug/wait/wait_O0.wasm","stopOnEntry":true}`
	for _, x := range []struct {
		name, launch string
		do           func(c *peer)
	}{
		{"in a loop", loop, func(*peer) {}},
		{"while it sleeps", `{"program":"debug/wait/wait_O0.wasm","args":["sleep"]}`, func(*peer) {}},
		{"while it reads", `{"program":"debug/wait/wait_O0.wasm","args":["read"]}`, func(*peer) {}},
		{"stopped", stopped, func(c *peer) { c.event("stopped") }},
		{"while an expression calls a function", stopped, func(c *peer) {
			c.event("stopped")
			c.send("evaluate", `{"expression":"spin()","context":"watch"}`)
		}},
		{"while several expressions call functions", stopped, func(c *peer) {
			c.event("stopped")
			for range 5 {
				c.send("evaluate", `{"expression":"spin()","context":"watch"}`)
			}
		}},
		{"while a value is assigned", stopped, func(c *peer) {
			c.event("stopped")
			c.send("setExpression", `{"expression":"turns","value":"(spin(), 1)"}`)
		}},
		{"while a command waits", loop, func(c *peer) {
			c.send("pause", `{"threadId":1}`)
			c.event("stopped")
			c.send("evaluate", "{\"expression\":\"`continue\",\"context\":\"repl\"}")
		}},
		{"while a command calls a function", stopped, func(c *peer) {
			c.event("stopped")
			c.send("evaluate", "{\"expression\":\"`print spin()\",\"context\":\"repl\"}")
		}},
		{"in a condition without end", loop, func(c *peer) {
			c.send("setFunctionBreakpoints", `{"breakpoints":[{"name":"spin","condition":"(spin(), 1)"}]}`)
			c.send("restart", "")
		}},
		{"after a restart as another program", loop, func(c *peer) {
			c.call("restart", `{"arguments":{"program":"debug/wait/wait_O0.wasm","args":["sleep"]}}`)
		}},
	} {
		for _, goodbye := range []string{"", "disconnect", "terminate"} {
			t.Run(x.name+" "+goodbye, func(t *testing.T) {
				before := runtime.NumGoroutine()
				var closed atomic.Int32
				// Nothing is ever typed.
				in, typed := io.Pipe()
				defer typed.Close()
				stdin := &watched{Ahead: wasi.NewAhead(in), read: make(chan struct{})}
				cfg := programs(&debuggee.Program{Stdin: stdin}, func() { closed.Add(1) })
				made := atomic.Int32{}
				inner := cfg.New
				cfg.New = func(a *LaunchArguments, std Streams) (*Program, error) {
					made.Add(1)
					return inner(a, std)
				}
				c := launched(t, cfg, x.launch)
				if x.name == "while it reads" {
					<-stdin.read
				}
				x.do(c)
				if goodbye != "" {
					c.send(goodbye, "")
				}
				if goodbye == "terminate" {
					c.event("terminated")
				}
				if goodbye == "disconnect" { // it is enough, without the end of the stream
					select {
					case <-c.done:
						c.done <- nil
					case <-time.After(20 * time.Second):
						t.Error("disconnect does not end the server")
					}
				}
				c.end()
				if closed.Load() != made.Load() {
					t.Errorf("%d programs were made, %d closed", made.Load(), closed.Load())
				}
				typed.Close()
				settled(t, before)
			})
		}
	}
}

// A client may go away while the program is being launched.
func TestClientVanishesDuringLaunch(t *testing.T) {
	before := runtime.NumGoroutine()
	var closed atomic.Int32
	c := dial(t, programs(&debuggee.Program{}, func() { closed.Add(1) }), nil)
	c.call("initialize", `{"adapterID":"wdbg"}`)
	c.send("launch", `{"program":"debug/kitchen/calc_O0.wasm"}`)
	c.end()
	if closed.Load() > 1 {
		t.Errorf("the program was closed %d times", closed.Load())
	}
	settled(t, before)
}
