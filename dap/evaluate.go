package dap

import (
	"fmt"
	"strings"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// evaluate evaluates an expression; what is typed into the console may be a command too.
func (c *conn) evaluate(r *request, a *proto.EvaluateArguments) (any, error) {
	text := strings.TrimSpace(a.Expression)
	if a.Context == "repl" {
		if line, ok := forcedCommand(text); ok {
			return nil, c.command(r, a, line)
		}
		if text == "" || c.state()&inStill == 0 || c.isCommand(a, text) {
			return nil, c.command(r, a, text)
		}
	}
	if c.state()&inStill == 0 {
		return nil, errRunning
	}
	id, err := c.handles.frameOrNone(a.FrameId)
	if err != nil {
		return nil, err
	}
	var body evaluateBody
	err = c.inspect(r, func(in *inspection) error {
		in.hex = a.Format != nil && a.Format.Hex
		body, err = in.evaluate(id, text, a.Context)
		return err
	})
	if err != nil {
		return nil, err
	}
	return body, nil
}

// evaluate evaluates an expression for a context of the client's.
func (in *inspection) evaluate(id *debugger.FrameID, text, context string) (body evaluateBody, err error) {
	f, err := in.frame(id)
	if err != nil {
		return body, err
	}
	env := in.v.Env(f)
	in.poll(env.Context)
	p, err := expr.Compile(env, text)
	if err != nil {
		return body, err
	}
	if context == "hover" && p.HasEffects() {
		return body, fmt.Errorf("%.100q would change the program: it is not evaluated for being pointed at", text)
	}
	val, err := in.eval(env, p)
	if err != nil {
		return body, err
	}
	if p.HasEffects() { // what was known of the frame may be old
		if f, err = in.frame(id); err != nil {
			return body, err
		}
	}
	if context == "clipboard" {
		printer := &value.Printer{Formatters: in.formatters(f), MaxElements: 10000, MaxString: 1 << 20, MaxLength: 4 << 20, Hex: in.hex}
		body.Result, body.Type = symbols.Printable(printer.Text(val)), listing.TypeName(val)
		return body, nil
	}
	s := in.shown(f, id, val, text, false)
	body.Result, body.Type, body.VariablesReference, body.NamedVariables, body.IndexedVariables = s.text, s.typ, s.ref, s.named, s.indexed
	body.MemoryReference, body.ValueLocationReference, body.PresentationHint = s.memory, s.location, s.hint
	if context == "repl" && val.Type() != nil {
		in.v.Remember(val)
	}
	return body, nil
}

// eval evaluates an expression. Cancelling the request ends calls of the program's functions.
func (in *inspection) eval(env *expr.Env, p *expr.Program) (val value.Value, err error) {
	if !p.Calls() {
		return p.Eval(env)
	}
	err = errCancelled
	in.c.pending.during(in.r, in.c.interruptCalls, func() { val, err = p.Eval(env) })
	return val, err
}

// interruptCalls ends the call of the program's functions that is under way. It may be called by any goroutine.
func (c *conn) interruptCalls() {
	if t := c.target.Load(); t != nil {
		t.Interrupt()
	}
}

// forcedCommand takes the mark from a line that is a command whatever it looks like.
func forcedCommand(text string) (line string, ok bool) {
	if line, ok := strings.CutPrefix(text, "`"); ok {
		return strings.TrimSpace(line), true
	}
	if line, ok := strings.CutPrefix(text, "-exec "); ok {
		return strings.TrimSpace(line), true
	}
	return "", false
}

// isCommand reports whether a line of the console is a command. One that begins with a variable that is visible, and is an expression, is none;
// nor is what no command is called.
func (c *conn) isCommand(a *proto.EvaluateArguments, text string) bool {
	if c.console.collecting() {
		return true
	}
	word := leadingName(text)
	knows := word != "" && c.console.words.Knows(text)
	is := knows
	_ = c.session.Inspect(func(v *debugger.View) error { // where nothing can be looked at, it is a command
		id, err := c.handles.frameOrNone(a.FrameId)
		if err != nil {
			return err
		}
		f, err := (&inspection{c: c, v: v}).frame(id)
		if err != nil {
			return err
		}
		env := v.Env(f)
		_, err = expr.Compile(env, text)
		isExpr := err == nil
		switch {
		case word == "":
			is = false
		case knows:
			is = !(isExpr && expr.IsVariable(env, word))
		default:
			// Of what is neither, the error of the expression says more, unless it looks like a command.
			is = !isExpr && strings.Contains(text, " ") && !strings.ContainsAny(text, "+-*/=().<>[]&|!:\"'")
		}
		return nil
	})
	return is
}

// leadingName returns the name that a line begins with; "" where it begins with none.
func leadingName(text string) string {
	n := strings.IndexFunc(text, func(r rune) bool {
		return !(r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127)
	})
	if n < 0 {
		n = len(text)
	}
	if n == 0 || text[0] >= '0' && text[0] <= '9' {
		return ""
	}
	return text[:n]
}

// command has the console carry out a line. It is answered later.
func (c *conn) command(r *request, a *proto.EvaluateArguments, line string) error {
	var frame *selection
	if a.FrameId != 0 && c.stop != nil {
		id, err := c.handles.frame(a.FrameId)
		if err != nil {
			return err
		}
		if frame, err = c.selectionOf(&id); err != nil {
			return err
		}
	}
	before, stop := c.changes(), c.stop
	c.commands[r] = true
	c.console.eval(r, line, c.stop, frame, func(text string, err error) {
		delete(c.commands, r)
		if err := notQuit(err); err != nil {
			if text != "" { // what was shown before it failed
				c.event("output", proto.OutputEventBody{Category: "console", Output: text})
			}
			c.respond(r, nil, err)
			return
		}
		c.respond(r, evaluateBody{EvaluateResponseBody: proto.EvaluateResponseBody{Result: strings.TrimRight(text, "\n")}}, nil)
		if err != nil { // quit
			c.quit()
			return
		}
		if c.stop != nil && c.stop == stop && c.changes() != before {
			c.invalidate()
		}
	})
	return errLater
}

// changes returns how often the program's state was changed; 0 while it runs.
func (c *conn) changes() (n uint64) {
	_ = c.session.Inspect(func(v *debugger.View) error {
		n = v.Changes()
		return nil
	})
	return n
}
