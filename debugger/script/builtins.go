package script

import (
	"fmt"

	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
)

// run carries out a command and returns what it shows.
func (e *Engine) run(b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var line string
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "line", &line); err != nil {
		return nil, err
	}
	text, err := e.in.Capture(line)
	if err != nil {
		return nil, err
	}
	return starlark.String(text), nil
}

// evaluate returns the value of an expression in the frame of a number.
func (e *Engine) evaluate(b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var text string
	var number int
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "expression", &text, "frame?", &number); err != nil {
		return nil, err
	}
	var result starlark.Value
	err := e.inspect(func(v *debugger.View) error {
		var f *debugger.Frame
		if t, ok := v.Thread(); ok {
			var err error
			if f, err = v.Frame(t, number); err != nil {
				return err
			}
		}
		val, err := v.Evaluate(f, text)
		if err != nil {
			return err
		}
		result = e.convert(v, val)
		return nil
	})
	return result, err
}

// frames returns the frames of the thread that stopped, the innermost first.
func (e *Engine) frames(b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	limit := 1000
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "limit?", &limit); err != nil {
		return nil, err
	}
	var list []starlark.Value
	err := e.inspect(func(v *debugger.View) error {
		t, ok := v.Thread()
		if !ok {
			return nil
		}
		frames, err := v.Frames(t, 0, limit)
		for _, f := range frames {
			list = append(list, e.frame(v, f))
		}
		return err
	})
	return starlark.NewList(list), err
}

// frame describes a frame: its function, place and variables.
func (e *Engine) frame(v *debugger.View, f *debugger.Frame) starlark.Value {
	locals := starlark.NewDict(8)
	if f.Scope != nil {
		vars, _ := f.Scope.Variables() // those that could be read
		for _, variable := range vars {
			if variable.Name != "" {
				_ = locals.SetKey(starlark.String(variable.Name), e.convert(v, value.Of(v.Context(f), variable)))
			}
		}
	}
	d := starlark.StringDict{
		"number": starlark.MakeInt(f.Number), "function": starlark.String(v.NameOf(f)), "file": starlark.None, "line": starlark.MakeInt(f.Pos.Line),
		"column": starlark.MakeInt(f.Pos.Column), "inlined": starlark.Bool(f.Inlined), "host": starlark.Bool(f.IsHost()),
		"module": starlark.String(f.Instance.Name), "offset": starlark.None, "variables": locals,
	}
	if f.Pos.File != nil {
		d["file"] = starlark.String(f.Pos.File.Path)
	}
	if at, ok := f.At(); ok {
		d["offset"] = starlark.MakeUint64(uint64(f.Instance.Module.FileOffsetOf(at)))
	}
	return starlarkstruct.FromStringDict(starlark.String("frame"), d)
}

// threads returns the threads, the one that stopped last first.
func (e *Engine) threads(b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if err := starlark.UnpackArgs(b.Name(), args, kwargs); err != nil {
		return nil, err
	}
	var list []starlark.Value
	err := e.inspect(func(v *debugger.View) error {
		for _, t := range v.Threads() {
			list = append(list, starlarkstruct.FromStringDict(starlark.String("thread"), starlark.StringDict{
				"id": starlark.MakeInt(int(t.ID)), "name": starlark.String(t.Name), "waiting": starlark.Bool(t.Waiting),
			}))
		}
		return nil
	})
	return starlark.NewList(list), err
}

// breakpoint adds a breakpoint and returns its number.
func (e *Engine) breakpoint(b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	spec := debugger.BreakpointSpec{}
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "location", &spec.Location, "condition?", &spec.Condition, "hits?", &spec.HitCondition,
		"log?", &spec.Log, "temporary?", &spec.Temporary, "ignore?", &spec.Ignore, "pending?", &spec.AllowPending); err != nil {
		return nil, err
	}
	bp, err := e.in.Session().AddBreakpoint(spec)
	return starlark.MakeInt(bp.ID), err
}

// breakpoints returns the breakpoints.
func (e *Engine) breakpoints(b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if err := starlark.UnpackArgs(b.Name(), args, kwargs); err != nil {
		return nil, err
	}
	var list []starlark.Value
	for _, bp := range e.in.Session().Breakpoints() {
		list = append(list, starlarkstruct.FromStringDict(starlark.String("breakpoint"), starlark.StringDict{
			"id": starlark.MakeInt(bp.ID), "location": starlark.String(bp.Location), "enabled": starlark.Bool(!bp.Disabled),
			"condition": starlark.String(bp.Condition), "hits": starlark.MakeUint64(bp.Hits), "sites": starlark.MakeInt(len(bp.Sites)),
		}))
	}
	return starlark.NewList(list), nil
}

// maxMemory bounds how many bytes are read at once.
const maxMemory = 64 << 20

// readMemory returns bytes of memory 0 of the program's own module.
func (e *Engine) readMemory(b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var addr uint64
	var size int
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "address", &addr, "size", &size); err != nil {
		return nil, err
	}
	if size < 0 || size > maxMemory {
		return nil, fmt.Errorf("%d bytes cannot be read at once, at most %d", size, maxMemory)
	}
	p := make([]byte, size)
	err := e.inspect(func(v *debugger.View) error {
		return v.Target().ReadMemory(own(v), 0, p, addr)
	})
	return starlark.Bytes(p), err
}

// writeMemory changes bytes of memory 0 of the program's own module.
func (e *Engine) writeMemory(b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var addr uint64
	var data starlark.Bytes
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "address", &addr, "data", &data); err != nil {
		return nil, err
	}
	return starlark.None, e.inspect(func(v *debugger.View) error {
		if v.Target().Mutate == nil {
			return fmt.Errorf("this program cannot be changed")
		}
		defer v.Changed()
		return v.Target().Mutate.WriteMemory(own(v), 0, []byte(data), addr)
	})
}

// own returns the instance of the innermost frame, or else the last one that was made: the program's own.
func own(v *debugger.View) target.InstanceID {
	if t, ok := v.Thread(); ok {
		if f, err := v.Frame(t, 0); err == nil && f.Instance.Module != nil {
			return f.Instance.ID
		}
	}
	return target.InstanceID(len(v.Instances()) - 1)
}

// state returns what the program is doing, and why it stopped.
func (e *Engine) state(b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if err := starlark.UnpackArgs(b.Name(), args, kwargs); err != nil {
		return nil, err
	}
	s := e.in.Session()
	d := starlark.StringDict{"state": starlark.String(s.State().String()), "reason": starlark.None, "exit": starlark.None, "breakpoints": starlark.NewList(nil)}
	_ = s.Inspect(func(v *debugger.View) error { // where it cannot be inspected there is no reason
		stop := v.Stop()
		if stop == nil {
			return nil
		}
		d["reason"] = starlark.String(stop.Reason.String())
		if stop.Reason == debugger.ReasonExit {
			d["exit"] = starlark.MakeInt(stop.Exit)
		}
		var hit []starlark.Value
		for _, id := range stop.Breakpoints {
			hit = append(hit, starlark.MakeInt(id))
		}
		d["breakpoints"] = starlark.NewList(hit)
		return nil
	})
	return starlarkstruct.FromStringDict(starlark.String("state"), d), nil
}

// command makes a function a command.
func (e *Engine) command(b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var name string
	var fn *starlark.Function
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "name", &name, "function", &fn); err != nil {
		return nil, err
	}
	if name != symbols.Printable(name) || name == "" {
		return nil, fmt.Errorf("%q is no name for a command", name)
	}
	e.add(name, fn)
	return starlark.None, nil
}

// formatter has values of types whose names match a pattern shown as what a function returns.
func (e *Engine) formatter(b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var pattern string
	var fn *starlark.Function
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "types", &pattern, "function", &fn); err != nil {
		return nil, err
	}
	if e.formatters == nil {
		return nil, fmt.Errorf("formatters cannot be added here")
	}
	return starlark.None, e.formatters.add(e, pattern, fn)
}
