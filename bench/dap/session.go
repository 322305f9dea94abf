package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// adapter is a debug adapter with the program that it debugs.
type adapter struct {
	title   string
	command []string
	// listens says that the adapter writes an address to connect to.
	listens bool
	// launch are the attributes of the launch request.
	launch map[string]any
	// source is the program's source: a comment marks the line to stop at, which is in a loop.
	source string
	// page says how the elements of an array are asked for.
	page pageArguments
}

// pageArguments are the arguments of a request for elements, but for the reference.
type pageArguments map[string]any

// stepLine returns the number of the line that has the comment "step".
func (a *adapter) stepLine() (int, error) {
	text, err := os.ReadFile(a.source)
	if err != nil {
		return 0, err
	}
	for i, line := range strings.Split(string(text), "\n") {
		if strings.HasSuffix(line, "// step") {
			return i + 1, nil
		}
	}
	return 0, fmt.Errorf("%s: no line is marked", a.source)
}

// What is read of the bodies of responses.
type (
	stopped struct {
		Reason   string `json:"reason"`
		ThreadID int    `json:"threadId"`
	}
	frames struct {
		StackFrames []struct {
			ID   int    `json:"id"`
			Name string `json:"name"`
			Line int    `json:"line"`
		} `json:"stackFrames"`
		TotalFrames int `json:"totalFrames"`
	}
	scopes struct {
		Scopes []struct {
			Name               string `json:"name"`
			VariablesReference int    `json:"variablesReference"`
		} `json:"scopes"`
	}
	variables struct {
		Variables []struct {
			Name               string `json:"name"`
			Value              string `json:"value"`
			VariablesReference int    `json:"variablesReference"`
			IndexedVariables   int    `json:"indexedVariables"`
		} `json:"variables"`
	}
)

// firstStop starts the adapter and has its program stop at the marked line; took is from starting the process until the stop is known.
func (a *adapter) firstStop() (c *client, thread int, took time.Duration, err error) {
	line, err := a.stepLine()
	if err != nil {
		return nil, 0, 0, err
	}
	began := time.Now()
	if c, err = a.start(); err != nil {
		return nil, 0, 0, fmt.Errorf("%s: %w", a.title, err)
	}
	if thread, err = c.run(a, line); err != nil {
		c.kill()
		return nil, 0, 0, fmt.Errorf("%s: %w", a.title, err)
	}
	return c, thread, time.Since(began), nil
}

// run has the program run to a line of its source.
func (c *client) run(a *adapter, line int) (thread int, err error) {
	greeting := map[string]any{"adapterID": "bench", "clientID": "bench", "linesStartAt1": true, "columnsStartAt1": true, "pathFormat": "path",
		"supportsVariableType": true, "supportsVariablePaging": true, "supportsMemoryReferences": true}
	if err := c.ask("initialize", greeting, nil); err != nil {
		return 0, err
	}
	if err := c.send("launch", a.launch); err != nil {
		return 0, err
	}
	if err := c.await("initialized", nil); err != nil {
		return 0, err
	}
	breakpoints := map[string]any{"source": map[string]any{"path": a.source}, "breakpoints": []any{map[string]any{"line": line}}}
	if err := c.ask("setBreakpoints", breakpoints, nil); err != nil {
		return 0, err
	}
	if err := c.ask("configurationDone", nil, nil); err != nil {
		return 0, err
	}
	thread, err = c.stop("breakpoint")
	return thread, err
}

// stop waits until the program has stopped for a reason.
func (c *client) stop(reason string) (thread int, err error) {
	var s stopped
	if err := c.await("stopped", &s); err != nil {
		return 0, err
	}
	if s.Reason != reason {
		return 0, fmt.Errorf("the program stopped for %s, not %s", s.Reason, reason)
	}
	return s.ThreadID, nil
}

// clear takes the breakpoints away, so that only steps stop the program.
func (c *client) clear(a *adapter) error {
	return c.ask("setBreakpoints", map[string]any{"source": map[string]any{"path": a.source}, "breakpoints": []any{}}, nil)
}

// parts are the times of a step's round trip, each since it began.
type parts struct{ stopped, stack, scopes, variables, page time.Duration }

// step steps over a line and asks for what Visual Studio Code shows then: the threads, the innermost frame, 19 more, its scopes, its local
// variables; and for 100 elements of the array among them.
func (c *client) step(a *adapter, thread int) (p parts, err error) {
	began := time.Now()
	if err := c.ask("next", map[string]any{"threadId": thread}, nil); err != nil {
		return p, err
	}
	if _, err := c.stop("step"); err != nil {
		return p, err
	}
	p.stopped = time.Since(began)
	if err := c.ask("threads", nil, nil); err != nil {
		return p, err
	}
	top, err := c.stack(thread, 0, 1)
	if err != nil {
		return p, err
	}
	if _, err := c.stack(thread, 1, 19); err != nil {
		return p, err
	}
	p.stack = time.Since(began)
	var s scopes
	if err := c.ask("scopes", map[string]any{"frameId": top.StackFrames[0].ID}, &s); err != nil {
		return p, err
	}
	p.scopes = time.Since(began)
	locals, err := c.locals(&s)
	if err != nil {
		return p, err
	}
	p.variables = time.Since(began)
	err = c.elements(a, locals)
	p.page = time.Since(began)
	return p, err
}

// stack asks for a part of the stack.
func (c *client) stack(thread, first, levels int) (f frames, err error) {
	if err := c.ask("stackTrace", map[string]any{"threadId": thread, "startFrame": first, "levels": levels}, &f); err != nil {
		return f, err
	}
	if len(f.StackFrames) == 0 {
		return f, fmt.Errorf("there are no frames from %d on", first)
	}
	return f, nil
}

// locals asks for the variables of the scope of locals.
func (c *client) locals(s *scopes) (v variables, err error) {
	for _, scope := range s.Scopes {
		if scope.Name == "Locals" {
			return v, c.ask("variables", map[string]any{"variablesReference": scope.VariablesReference}, &v)
		}
	}
	return v, fmt.Errorf("there is no scope of locals: %v", s.Scopes)
}

// elements asks for a page of the array.
func (c *client) elements(a *adapter, locals variables) error {
	for _, v := range locals.Variables {
		if v.Name != "values" {
			continue
		}
		args := map[string]any{"variablesReference": v.VariablesReference}
		for key, value := range a.page {
			args[key] = value
		}
		var page variables
		if err := c.ask("variables", args, &page); err != nil {
			return err
		}
		if len(page.Variables) != 100 {
			return fmt.Errorf("a page of the array has %d elements", len(page.Variables))
		}
		return nil
	}
	return fmt.Errorf("there is no array among the variables: %v", locals.Variables)
}

// wholeStack asks for all frames in pages of 20, as one who scrolls through them does; levels is how many there have to be.
func (c *client) wholeStack(thread, levels int) (took time.Duration, err error) {
	began := time.Now()
	for first := 0; ; first += 20 {
		f, err := c.stack(thread, first, 20)
		if err != nil {
			return 0, err
		}
		if f.TotalFrames < levels {
			return 0, fmt.Errorf("the stack has %d frames, not %d", f.TotalFrames, levels)
		}
		if first+20 >= f.TotalFrames {
			return time.Since(began), nil
		}
	}
}
