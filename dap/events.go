package dap

import (
	"fmt"
	"slices"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
)

// notify takes an event of a program's session, on one of its goroutines. What comes late, of a program that was left, is nobody's.
func (c *conn) notify(of *Program, e debugger.Event) {
	work := func() {
		if c.program == of {
			c.mail.let(func() { c.onEvent(e) })
		}
	}
	if l, ok := e.(debugger.LogEvent); ok { // there may be very many
		n := len(l.Text)
		c.mail.postLater(n, func() {
			work()
			c.mail.shown(n)
		})
		return
	}
	c.mail.post(work)
}

// onEvent tells the client of an event of the session.
func (c *conn) onEvent(e debugger.Event) {
	switch e := e.(type) {
	case debugger.ResumeEvent:
		c.onResume()
	case debugger.StopEvent:
		c.onStop(e.Stop)
	case debugger.LogEvent:
		c.log(e.Text, c.points.pos(c, e.Breakpoint))
	case debugger.NoticeEvent:
		c.say("note: " + e.Text)
	case debugger.BreakpointEvent:
		c.points.onEvent(c, e)
	case debugger.LoadEvent:
		c.onLoad(e.Instance)
	case debugger.RestartEvent:
		c.threads = threads{}
		c.code = code{}
		c.sources.restarted()
	}
}

// onResume is told that the program runs. Where a request had it run, the client knows.
func (c *conn) onResume() {
	if c.asked {
		c.asked = false
		return
	}
	c.leaveStop()
	if c.phase == phaseDebugging {
		c.event("continued", proto.ContinuedEventBody{ThreadId: c.threads.main(), AllThreadsContinued: true})
	}
}

// onStop is told that the program stands still.
func (c *conn) onStop(stop *debugger.Stop) {
	if c.phase == phaseLaunching || c.phase == phaseEnded { // started knows by itself
		return
	}
	c.stop = stop
	c.refreshThreads()
	if c.phase == phaseConfiguring {
		return
	}
	switch {
	case stop.Reason == debugger.ReasonExit || stop.Reason == debugger.ReasonFailed:
		c.over()
	case stop.Reason == debugger.ReasonTrap && (c.args.NoDebug || !c.points.stopsAtTraps(c)):
		c.tellTrap(stop)
		c.over()
	case c.args.NoDebug:
		c.sayError(fmt.Errorf("the program stopped: %v", stop.Reason))
		_ = c.resume(c.session.Continue) // it goes on, or the next stop says why not
	default:
		if stop.Reason == debugger.ReasonTrap {
			c.tellTrap(stop)
		}
		c.tellStop()
		c.carryOut(stop)
	}
}

// carryOut has the commands of breakpoints that were hit carried out, where nobody waits for the stop who does it.
func (c *conn) carryOut(stop *debugger.Stop) {
	lines := c.console.words.CommandsOf(stop)
	if len(lines) == 0 || c.console.waitedFor(stop) {
		return
	}
	if lines[0] == "silent" {
		lines = lines[1:]
	}
	k := c.console
	k.mail.post(func() { k.in.Stopped(stop) })
	k.run(lines, func(err error) {
		if err != nil {
			c.sayError(err)
		}
	})
}

// tellStop tells the client that, and why, the program stands still.
func (c *conn) tellStop() {
	stop := c.stop
	if stop == nil {
		return
	}
	body := proto.StoppedEventBody{
		Reason: c.points.reason(stop), ThreadId: threadNumber(stop.Thread), AllThreadsStopped: true, HitBreakpointIds: c.points.hit(stop),
	}
	text := c.headline(stop)
	if text == "" {
		text = stop.Reason.String()
	}
	switch stop.Reason {
	case debugger.ReasonTrap, debugger.ReasonException, debugger.ReasonHeap:
		body.Description, body.Text = firstLine(text), text
	default:
		body.Description = firstLine(text)
		if body.Description != text {
			body.Text = text
		}
	}
	c.event("stopped", body)
}

// headline says why the program stands still. Of what the client calls an exception, the catchpoints' numbers, which it does not know, are left out.
func (c *conn) headline(stop *debugger.Stop) string {
	if stop.Reason == debugger.ReasonException || stop.Reason == debugger.ReasonHostCall || stop.Reason == debugger.ReasonLoad || stop.Reason == debugger.ReasonTrap {
		copied := *stop
		copied.Breakpoints = nil
		stop = &copied
	}
	return c.console.words.Headline(stop)
}

// stopReason returns the protocol's word for why the program stands still.
func stopReason(stop *debugger.Stop) string {
	switch stop.Reason {
	case debugger.ReasonTrap, debugger.ReasonException, debugger.ReasonHeap, debugger.ReasonFailed:
		return "exception"
	case debugger.ReasonBreakpoint:
		return "breakpoint"
	case debugger.ReasonWatchpoint:
		return "data breakpoint"
	case debugger.ReasonHostCall:
		return "function breakpoint"
	case debugger.ReasonPause:
		return "pause"
	case debugger.ReasonStep:
		return "step"
	case debugger.ReasonEntry:
		return "entry"
	case debugger.ReasonJump:
		return "goto"
	case debugger.ReasonRestart:
		return "restart"
	}
	return stop.Reason.String()
}

// over tells the client that the program has ended, and with which status.
func (c *conn) over() {
	stop := c.stop
	code := 0
	switch stop.Reason {
	case debugger.ReasonTrap:
		code = statusTrap
	case debugger.ReasonExit:
		code = stop.Exit
	case debugger.ReasonFailed:
		code = statusFailed
		if stop.Err != nil {
			c.sayError(stop.Err)
		}
	}
	c.flush()
	c.event("exited", proto.ExitedEventBody{ExitCode: code})
	c.end()
}

// Statuses of programs that did not end by themselves, as wdbg run has them.
const (
	statusTrap   = 134
	statusFailed = 1
)

// end tells the client that there is nothing more to debug.
func (c *conn) end() {
	if c.phase == phaseEnded {
		return
	}
	c.phase, c.stop = phaseEnded, nil
	c.handles.clear()
	if c.term != nil {
		_ = c.term.Close() // what runs in it has nothing more to show
	}
	c.event("terminated", nil)
}

// tellTrap writes the explanation of a trap and its stack into the console, with the places.
func (c *conn) tellTrap(stop *debugger.Stop) {
	text := c.headline(stop)
	body := proto.OutputEventBody{Category: "stderr", Output: text + "\n", Group: "start"}
	var rows []proto.OutputEventBody
	_ = c.session.Inspect(func(v *debugger.View) error { // without its stack where that fails
		list, err := v.Frames(stop.Thread, 0, trapFrames+1)
		for i, f := range list {
			row := proto.OutputEventBody{Category: "stderr", Output: fmt.Sprintf("  #%d %s\n", i, c.frameText(v, f))}
			if i == trapFrames {
				row = proto.OutputEventBody{Category: "stderr", Output: "  … and more\n"}
			} else {
				row.Source, row.Line, row.Column = c.at(f.Pos)
			}
			rows = append(rows, row)
		}
		return err
	})
	if len(rows) > 0 {
		body.Source, body.Line, body.Column = rows[0].Source, rows[0].Line, rows[0].Column
	}
	c.event("output", body)
	for _, row := range rows {
		c.event("output", row)
	}
	c.event("output", proto.OutputEventBody{Category: "stderr", Group: "end"})
}

// trapFrames is how many frames of a trap's stack are written into the console.
const trapFrames = 30

// at returns a position as the protocol has it; nothing where there is no source.
func (c *conn) at(pos symbols.Pos) (s *proto.Source, line, column int) {
	if !pos.IsValid() {
		return nil, 0, 0
	}
	src, found := c.sources.of(c, pos.File)
	if !found {
		return nil, 0, 0
	}
	return src, c.lineOut(pos.Line), c.columnOut(pos)
}

// threads are the threads of the program as the client knows them.
type threads struct{ list []proto.Thread }

// main returns the number of some thread.
func (t *threads) main() int {
	if len(t.list) == 0 {
		return threadNumber(0)
	}
	return t.list[0].Id
}

// threadNumber returns the number that the client knows a thread by: clients take 0 for none.
func threadNumber(t target.ThreadID) int { return int(max(t, 0)) + 1 }

// threadOf returns the thread of a number.
func threadOf(number int) target.ThreadID { return target.ThreadID(number - 1) }

// refreshThreads looks which threads there are, and tells the client of what has changed.
func (c *conn) refreshThreads() {
	var now []proto.Thread
	err := c.session.Inspect(func(v *debugger.View) error {
		for _, t := range v.Threads() {
			name := symbols.Printable(t.Name)
			if name == "" {
				name = fmt.Sprintf("thread %d", t.ID)
			}
			if t.Waiting {
				name += " (waiting)"
			}
			now = append(now, proto.Thread{Id: threadNumber(t.ID), Name: name})
		}
		return nil
	})
	if err != nil {
		return
	}
	slices.SortFunc(now, func(a, b proto.Thread) int { return a.Id - b.Id })
	before := c.threads.list
	c.threads.list = now
	has := func(list []proto.Thread, id int) bool {
		return slices.ContainsFunc(list, func(t proto.Thread) bool { return t.Id == id })
	}
	for _, t := range now {
		if !has(before, t.Id) {
			c.event("thread", proto.ThreadEventBody{Reason: "started", ThreadId: t.Id})
		}
	}
	for _, t := range before {
		if !has(now, t.Id) {
			c.event("thread", proto.ThreadEventBody{Reason: "exited", ThreadId: t.Id})
		}
	}
}
