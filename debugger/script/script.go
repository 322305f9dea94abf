// Package script is scripting in Starlark: files that use the commands of the debugger, read frames and values, and add commands and
// formatters. docs/scripting.md is its manual.
package script

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
)

// Engine carries out scripts on a session.
type Engine struct {
	in         *command.Interp
	out        io.Writer
	formatters *Formatters
}

// New returns what carries out scripts; formatters may be nil.
func New(in *command.Interp, out io.Writer, formatters *Formatters) *Engine {
	return &Engine{in: in, out: out, formatters: formatters}
}

// maxSteps bounds how long a script runs, in steps of Starlark's virtual machine.
const maxSteps = 1 << 32

// Run carries out a file; ok is false where it is none of Starlark's. Its functions command_NAME become commands.
func (e *Engine) Run(path string) (ok bool, err error) {
	if filepath.Ext(path) != ".star" {
		return false, nil
	}
	globals, err := starlark.ExecFileOptions(options(), e.thread(path), path, nil, e.builtins())
	if err != nil {
		return true, explain(err)
	}
	for _, name := range globals.Keys() {
		fn, isFunc := globals[name].(*starlark.Function)
		if rest, found := strings.CutPrefix(name, "command_"); found && isFunc {
			e.add(strings.ReplaceAll(rest, "_", "-"), fn)
		}
	}
	return true, nil
}

func options() *syntax.FileOptions {
	return &syntax.FileOptions{Set: true, While: true, TopLevelControl: true, GlobalReassign: true}
}

func (e *Engine) thread(name string) *starlark.Thread {
	t := &starlark.Thread{Name: name, Print: func(_ *starlark.Thread, text string) { fmt.Fprintln(e.out, text) }}
	t.SetMaxExecutionSteps(maxSteps)
	return t
}

// explain makes an error of a script one line: what is wrong, and where.
func explain(err error) error {
	var eval *starlark.EvalError
	if !errors.As(err, &eval) || errors.Is(err, command.ErrQuit) {
		return err
	}
	for _, frame := range eval.CallStack {
		if frame.Pos.Line > 0 {
			return fmt.Errorf("%s: %w", frame.Pos, err)
		}
	}
	return err
}

// add makes a function a command. It is called with the arguments as one string.
func (e *Engine) add(name string, fn *starlark.Function) {
	help := fn.Doc()
	first, rest, _ := strings.Cut(strings.TrimSpace(help), "\n")
	if first == "" {
		first = "a command of " + fn.Position().Filename()
	}
	e.in.Add(&command.Command{
		Names: []string{name}, Group: command.GroupSession, Help: first, Usage: "[ARGUMENTS]", Text: strings.TrimSpace(rest),
		Example: name, Complete: command.CompleteExpr,
		Run: func(_ *command.Interp, a command.Args) error {
			args := starlark.Tuple{}
			if fn.NumParams() > 0 {
				args = append(args, starlark.String(a.Text))
			}
			_, err := starlark.Call(e.thread(name), fn, args, nil)
			return explain(err)
		},
	})
}

// inspect calls a function with what can be read of the program.
func (e *Engine) inspect(f func(v *debugger.View) error) error { return e.in.Session().Inspect(f) }

// builtin is a function that scripts can call.
type builtin func(e *Engine, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error)

// builtins returns what scripts have beside Starlark's own.
func (e *Engine) builtins() starlark.StringDict {
	dict := starlark.StringDict{}
	for name, f := range map[string]builtin{
		"run": (*Engine).run, "evaluate": (*Engine).evaluate, "frames": (*Engine).frames, "threads": (*Engine).threads,
		"breakpoint": (*Engine).breakpoint, "breakpoints": (*Engine).breakpoints, "read_memory": (*Engine).readMemory,
		"write_memory": (*Engine).writeMemory, "state": (*Engine).state, "command": (*Engine).command, "formatter": (*Engine).formatter,
	} {
		dict[name] = starlark.NewBuiltin(name, func(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			return f(e, b, args, kwargs)
		})
	}
	return dict
}
