package spectest

import (
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

// lane is a sequence of commands with its environment: the script's own, or that of a thread.
type lane struct {
	commands []Command // those not yet done
	call     *call     // what the first command waits for; nil for nothing

	threads     map[string]*lane
	registered  map[string]exporter
	definitions map[string]*wasm.Module
	instances   map[string]*engine.Instance
	// The current definition and instance, nil where there is none.
	definition *wasm.Module
	instance   *engine.Instance
}

// call is a call in progress.
type call struct {
	thread *engine.Thread
	// check judges the outcome.
	check func(results []engine.Value, err error) error
}

func (r *runner) addLane(commands []Command) *lane {
	l := &lane{
		commands:    commands,
		threads:     map[string]*lane{},
		registered:  map[string]exporter{"spectest": r.host},
		definitions: map[string]*wasm.Module{},
		instances:   map[string]*engine.Instance{},
	}
	r.lanes = append(r.lanes, l)
	return l
}

func (l *lane) done() bool { return len(l.commands) == 0 }

// resolve finds what a module imports among the registered modules.
func (l *lane) resolve(module, name string) (engine.Extern, bool) {
	from, ok := l.registered[module]
	if !ok {
		return nil, false
	}
	return from.Export(name)
}

// step runs the lane's next command, or starts the call it makes; false means that the lane has to wait
// or is done.
func (l *lane) step(r *runner) bool {
	if l.call != nil || l.done() {
		return false
	}
	c := &l.commands[0]
	if thread := l.threads[c.Thread]; c.Type == "wait" && thread != nil && !thread.done() {
		return false
	}
	err := l.execute(r, c)
	if l.call == nil {
		r.note(c, err)
		l.commands = l.commands[1:]
	}
	return true
}

// start starts a call. Where the lane is alone its outcome is judged at once.
func (l *lane) start(r *runner, f *engine.Func, args []engine.Value, check func([]engine.Value, error) error) error {
	if alone := !slices.ContainsFunc(r.lanes, func(o *lane) bool { return o != l && !o.done() }); alone {
		results, err := r.store.Invoke(f, args...)
		return check(results, err)
	}
	t, err := r.store.NewThread(f, args)
	if err != nil {
		return err
	}
	l.call = &call{thread: t, check: check}
	return nil
}

// finish ends the lane's call and with it the command that made it.
func (l *lane) finish(r *runner, results []engine.Value, err error) {
	r.note(&l.commands[0], l.call.check(results, err))
	l.call = nil
	l.commands = l.commands[1:]
}

// named returns the instance of a name, the current one for "".
func (l *lane) named(name string) (*engine.Instance, error) {
	inst := l.instance
	if name != "" {
		inst = l.instances[name]
	}
	if inst == nil {
		return nil, fmt.Errorf("there is no instance %q", name)
	}
	return inst, nil
}

// spawn starts a thread of the script.
func (l *lane) spawn(r *runner, c *Command) error {
	thread := r.addLane(c.Commands)
	l.threads[c.Name] = thread
	for _, name := range c.Shared {
		inst, err := l.named(name)
		if err != nil {
			return err
		}
		thread.instances[name] = inst
	}
	return nil
}
