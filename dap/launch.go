package dap

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
)

// start is a launch or restart that waits for the program to be ready.
type start struct {
	r *request
	// again: the client has configured the session before.
	again bool
}

// launch prepares a program. It is answered when the program stands before its first instruction.
func (c *conn) launch(r *request, raw *json.RawMessage) (any, error) {
	a, err := parseLaunch(*raw)
	if err != nil {
		return nil, err
	}
	if t := c.cfg.AuthToken; t != "" && subtle.ConstantTimeCompare([]byte(t), []byte(a.AuthToken)) != 1 {
		return nil, errors.New("the attribute authToken is missing or wrong: this server was started with a token")
	}
	c.phase, c.args = phaseLaunching, a
	for _, name := range a.unknown {
		c.say(unknownText(name))
	}
	c.prepare(&start{r: r})
	return nil, errLater
}

// prepare finds the program's streams, and then starts it.
func (c *conn) prepare(st *start) {
	c.start = st
	std := Streams{Stdout: guest{c, "stdout"}, Stderr: guest{c, "stderr"}, Notice: func(text string) { c.mail.post(func() { c.say(text) }) }}
	if c.args.Console == consoleInternal || c.cfg.Terminal == nil {
		c.begin(std)
		return
	}
	if !c.client.SupportsRunInTerminalRequest {
		c.say(fmt.Sprintf("console: the client has no terminals; the program writes to the debug console instead of %s", c.args.Console))
		c.begin(std)
		return
	}
	c.runInTerminal(func(in io.Reader, out io.Writer, err error) {
		if err != nil {
			c.notReady(err)
			return
		}
		std.Stdin, std.Stdout, std.Stderr = in, out, out
		c.begin(std)
	})
}

// begin makes the session and starts the program.
func (c *conn) begin(std Streams) {
	p, err := c.cfg.New(c.args, std)
	if err != nil {
		c.notReady(err)
		return
	}
	c.program = p
	cfg := p.Session
	launch := cfg.Launch
	cfg.Launch = func() (*target.Target, error) {
		t, err := launch()
		c.target.Store(t)
		return t, err
	}
	program := p
	cfg.Notify = func(e debugger.Event) { c.notify(program, e) }
	c.session = debugger.New(cfg)
	c.console = newConsole(c)
	c.sources.reset(p)
	if c.args.Heap {
		if err := c.session.TrackHeap(debugger.HeapSpec{}); err != nil {
			c.notReady(err)
			return
		}
	}
	loading := c.working("Loading " + c.programName())
	session := c.session
	go func() {
		err := session.Start(true)
		var stop *debugger.Stop
		if err == nil {
			stop, err = session.Wait(context.Background())
		}
		loading()
		c.mail.post(func() { c.mail.let(func() { c.started(stop, err) }) })
	}()
}

// started goes on when the program stands before its first instruction, or could not be started.
func (c *conn) started(stop *debugger.Stop, err error) {
	switch {
	case c.start == nil: // it was given up meanwhile
		return
	case err != nil:
		c.notReady(err)
		return
	case stop.Reason == debugger.ReasonFailed:
		c.notReady(stop.Err)
		return
	}
	c.stop = stop
	c.refreshThreads()
	if c.start.again {
		c.points.apply(c)
		c.respond(c.start.r, nil, nil)
		c.start, c.phase = nil, phaseDebugging
		c.run()
		return
	}
	c.console.run(c.args.InitCommands, func(err error) {
		if c.start == nil {
			return
		}
		if err != nil {
			c.notReady(fmt.Errorf("initCommands: %w", err))
			return
		}
		c.ready()
	})
}

// ready answers a launch: the client may configure the session.
func (c *conn) ready() {
	c.phase = phaseConfiguring
	c.respond(c.start.r, nil, nil)
	c.start = nil
	c.event("process", proto.ProcessEventBody{Name: c.args.Program, IsLocalProcess: true, StartMethod: "launch", PointerSize: c.pointerBits()})
	c.tellModules()
	c.event("initialized", nil)
}

// notReady answers a launch that failed, and ends the session.
func (c *conn) notReady(err error) {
	st := c.start
	c.start = nil
	c.respond(st.r, nil, err)
	c.end()
}

// configurationDone lets the program run.
func (c *conn) configurationDone(r *request, _ *struct{}) (any, error) {
	if c.configured {
		return nil, errors.New("configurationDone was sent before")
	}
	c.configured = true
	c.console.run(c.args.PreRunCommands, func(err error) {
		if err != nil {
			err = fmt.Errorf("preRunCommands: %w", err)
		}
		if c.phase != phaseConfiguring {
			c.respond(r, nil, errors.New("the session has ended"))
			return
		}
		c.respond(r, nil, err)
		c.phase = phaseDebugging
		c.run()
	})
	return nil, errLater
}

// run lets the program go on from its entry, unless it shall stop there.
func (c *conn) run() {
	if c.args.StopOnEntry && !c.args.NoDebug {
		c.tellStop()
		return
	}
	if err := c.resume(c.session.Continue); err != nil && !errors.Is(err, debugger.ErrRunning) {
		c.sayError(err)
	}
}

// resume lets the program go on because of a request.
func (c *conn) resume(start func() error) error {
	if err := start(); err != nil {
		return err
	}
	c.asked = true
	c.leaveStop()
	return nil
}

// leaveStop forgets what was known while the program stood still.
func (c *conn) leaveStop() {
	c.stop = nil
	c.handles.clear()
}
