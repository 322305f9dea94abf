package debugger

import (
	"errors"
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// condition is a compiled condition: it is asked on the goroutine that runs the program.
type condition func(at target.Frame) (bool, error)

// message is a compiled log message.
type message func(at target.Frame) string

// placed makes what expressions mean at a place, each time it is reached: all that does not change there is made once.
type placed struct {
	s    *Session
	inst target.Instance
	env  expr.Env
	ctx  value.Context
}

// placeEnv returns what makes expressions' meanings at a place.
func (v *View) placeEnv(p target.Place) (*placed, error) {
	inst, ok := v.Instance(p.Instance)
	if !ok {
		return nil, fmt.Errorf("there is no instance %d", p.Instance)
	}
	frames := v.logical(nil, target.Frame{Place: p, Thread: target.AnyThread, Depth: target.AnyDepth})
	f := frames[0]
	pl := &placed{s: v.s, inst: inst, ctx: *v.StaticContext(inst)}
	at, _ := f.At()
	pl.env = expr.Env{
		Context: &pl.ctx, Formatters: v.Formatters(inst.Module), Scope: f.Scope, Func: f.Func, Symbols: v.s.exprSymbols(inst),
		Module: inst.Module, Index: p.Func, At: at,
	}
	if f.Func != nil {
		pl.env.Language = f.Func.Language
	}
	pl.env.Writer, pl.env.Caller = noWriter{}, noCaller{}
	return pl, nil
}

// noCaller calls nothing: the program cannot run another function while it is asked whether to stop.
type noCaller struct{}

var errNoCalls = errors.New("a condition or log message cannot call functions of the program")

func (noCaller) Call(wasm.FuncIndex, []symbols.Word) ([]symbols.Word, error) { return nil, errNoCalls }
func (noCaller) Element(uint64) (wasm.FuncIndex, bool)                       { return 0, false }

// noWriter changes nothing: what would is refused before it runs.
type noWriter struct{}

var errNoEffects = errors.New("a condition must not change the program")

func (noWriter) WriteMemory([]byte, uint64) error      { return errNoEffects }
func (noWriter) SetLocal(uint32, symbols.Word) error   { return errNoEffects }
func (noWriter) SetOperand(uint32, symbols.Word) error { return errNoEffects }
func (noWriter) SetGlobal(uint32, symbols.Word) error  { return errNoEffects }

// at returns the meaning of expressions in a frame that is at the place.
func (pl *placed) at(f target.Frame) (*expr.Env, error) {
	m, err := pl.s.target.Machine(f.Thread, f.Depth)
	if err != nil {
		return nil, err
	}
	pl.ctx.Machine = m
	return &pl.env, nil
}

// harmless returns why an expression cannot be evaluated while the program is asked whether to stop.
func harmless(prog *expr.Program) error {
	switch {
	case prog.Calls():
		return errNoCalls
	case prog.HasEffects():
		return errNoEffects
	}
	return nil
}

// compileCondition compiles an expression for a place. It must not change the program.
func (v *View) compileCondition(p target.Place, text string) (condition, error) {
	pl, err := v.placeEnv(p)
	if err != nil {
		return nil, err
	}
	prog, err := expr.Compile(&pl.env, text)
	if err != nil {
		return nil, err
	}
	if err := harmless(prog); err != nil {
		return nil, err
	}
	return func(at target.Frame) (bool, error) {
		env, err := pl.at(at)
		if err != nil {
			return false, err
		}
		return prog.Truth(env)
	}, nil
}

// compileMessage compiles a text with {expressions} for a place. "{{" and "}}" stand for braces.
func (v *View) compileMessage(p target.Place, text string) (message, error) {
	pl, err := v.placeEnv(p)
	if err != nil {
		return nil, err
	}
	parts, err := splitMessage(text)
	if err != nil {
		return nil, err
	}
	progs := make([]*expr.Program, len(parts))
	for i, part := range parts {
		if !part.isExpr {
			continue
		}
		if progs[i], err = expr.Compile(&pl.env, part.text); err != nil {
			return nil, err
		}
		if err := harmless(progs[i]); err != nil {
			return nil, err
		}
	}
	printer := value.Printer{Formatters: pl.env.Formatters}
	return func(at target.Frame) string {
		env, err := pl.at(at)
		var b strings.Builder
		for i, part := range parts {
			switch {
			case !part.isExpr:
				b.WriteString(part.text)
			case err != nil:
				fmt.Fprintf(&b, "<%s>", value.Reason(err))
			default:
				val, err := progs[i].Eval(env)
				if err != nil {
					fmt.Fprintf(&b, "<%v>", err)
					continue
				}
				b.WriteString(printer.Text(val))
			}
		}
		return b.String()
	}, nil
}

// messagePart is a piece of a log message: text, or an expression.
type messagePart struct {
	text   string
	isExpr bool
}

// splitMessage takes a log message apart.
func splitMessage(text string) ([]messagePart, error) {
	var parts []messagePart
	var plain strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case (c == '{' || c == '}') && i+1 < len(text) && text[i+1] == c:
			plain.WriteByte(c)
			i++
		case c == '{':
			n := closing(text[i:])
			if n < 0 {
				return nil, fmt.Errorf("the { at column %d of the message is not closed", i+1)
			}
			parts = append(parts, messagePart{text: plain.String()}, messagePart{strings.TrimSpace(text[i+1 : i+n]), true})
			plain.Reset()
			i += n
		default:
			plain.WriteByte(c)
		}
	}
	return append(parts, messagePart{text: plain.String()}), nil
}

// closing returns where the brace that a text begins with is closed, -1 where it is not.
func closing(text string) int {
	depth := 0
	quote := byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// isTrue evaluates a condition in the innermost frame of a thread that is of the program, not of the host.
func (v *View) isTrue(t target.ThreadID, text string) (bool, error) {
	var top *Frame
	for number := 0; ; number++ {
		list, err := v.Frames(t, number, 1)
		if err != nil {
			return false, err
		}
		if len(list) == 0 {
			break
		}
		if top = list[0]; !top.IsHost() {
			break
		}
	}
	env := v.Env(top)
	prog, err := expr.Compile(env, text)
	if err != nil {
		return false, err
	}
	if prog.HasEffects() {
		return false, errNoEffects
	}
	return prog.Truth(env)
}

// checkCondition reports what is wrong with a condition wherever it is evaluated. What its names mean there is not known yet, so only what
// is no expression, and what would change the program, is found. The view may be nil.
func (v *View) checkCondition(f *Frame, text string) error {
	if text == "" {
		return nil
	}
	var wrong error
	for _, lang := range []symbols.Language{symbols.C, symbols.CPlusPlus, symbols.Rust} {
		if _, wrong = expr.Parse(text, lang); wrong == nil {
			break
		}
	}
	if wrong != nil {
		return wrong
	}
	if v == nil {
		return nil
	}
	if prog, err := expr.Compile(v.Env(f), text); err == nil && prog.HasEffects() {
		return errNoEffects
	}
	return nil
}
