package debugger

import (
	"errors"
	"fmt"

	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// Env returns what expressions mean in a frame; f may be nil where the program is in no function: then globals of the first instance are there.
func (v *View) Env(f *Frame) *expr.Env {
	if f == nil {
		return v.staticEnv()
	}
	env := &expr.Env{Context: v.Context(f), Formatters: v.Formatters(f.Instance.Module), Scope: f.Scope, Func: f.Func, Level: f.Level, History: v.s.history}
	if f.Func != nil {
		env.Language = f.Func.Language
	}
	if f.Instance.Module != nil {
		env.Symbols = v.s.exprSymbols(f.Instance)
	}
	if at, ok := f.At(); ok {
		env.Module, env.Index, env.At = f.Instance.Module, f.Physical.Func, at
	}
	v.capabilities(env, f.Instance.ID, f)
	return env
}

func (v *View) staticEnv() *expr.Env {
	list := v.Instances()
	if len(list) == 0 {
		return &expr.Env{Context: &value.Context{Machine: brokenMachine{errors.New("no module has been loaded")}}, History: v.s.history}
	}
	inst := list[len(list)-1] // the program's own comes last
	env := &expr.Env{Context: v.StaticContext(inst), Formatters: v.Formatters(inst.Module), Symbols: v.s.exprSymbols(inst), History: v.s.history}
	v.capabilities(env, inst.ID, nil)
	return env
}

// capabilities adds what the target can do.
func (v *View) capabilities(env *expr.Env, inst target.InstanceID, f *Frame) {
	if v.target.Mutate != nil {
		env.Writer = &writer{v: v, inst: inst, frame: f, ctx: env.Context}
	}
	if v.target.Call != nil {
		env.Caller = &caller{v: v, inst: inst, frame: f}
	}
}

// exprSymbols returns what finds symbols of an instance's module by name.
func (s *Session) exprSymbols(inst target.Instance) *expr.Symbols {
	s.namesLock.Lock()
	defer s.namesLock.Unlock()
	if sy := s.names[inst.Module]; sy != nil {
		return sy
	}
	sy := expr.NewSymbols(s.table(inst))
	s.names[inst.Module] = sy
	return sy
}

// Evaluate evaluates an expression in a frame, which may be nil. The error is an *expr.Error where it is one of the expression.
func (v *View) Evaluate(f *Frame, text string) (value.Value, error) {
	env := v.Env(f)
	p, err := expr.Compile(env, text)
	if err != nil {
		return value.Value{}, err
	}
	return p.Eval(env)
}

// Assign gives an object the value of an expression in a frame, which may be nil, and returns the object as it is then. The error is an *expr.Error
// where it is one of the expression.
func (v *View) Assign(f *Frame, to value.Value, text string) (value.Value, error) {
	return expr.Assign(v.Env(f), to, text)
}

// Remember adds a value to the history and returns its number: $1 and so on.
func (v *View) Remember(val value.Value) int { return v.s.history.add(val) }

// history remembers values.
type history struct{ list []value.Value }

func (h *history) add(v value.Value) int {
	h.list = append(h.list, v.Held())
	return len(h.list)
}

// Result implements expr.History.
func (h *history) Result(n int) (value.Value, bool) {
	if n < 1 || n > len(h.list) {
		return value.Value{}, false
	}
	return h.list[n-1], true
}

// Results implements expr.History.
func (h *history) Results() int { return len(h.list) }

// writer changes the state of a frame's machine.
type writer struct {
	v     *View
	inst  target.InstanceID
	frame *Frame // nil outside of functions
	ctx   *value.Context
}

// refresh has values of the expression that writes read what is there now.
func (w *writer) refresh() {
	w.v.Changed()
	if m, err := w.v.target.Machine(w.frame.Thread, w.frame.Physical.Depth); err == nil {
		w.ctx.Machine = m
	}
}

// WriteMemory implements value.Writer.
func (w *writer) WriteMemory(p []byte, addr uint64) error {
	defer w.v.Changed()
	return w.v.target.Mutate.WriteMemory(w.inst, 0, p, addr)
}

// SetGlobal implements value.Writer.
func (w *writer) SetGlobal(i uint32, word symbols.Word) error {
	defer w.v.Changed()
	return w.v.target.Mutate.SetGlobal(w.inst, wasm.GlobalIndex(i), word)
}

var errNoMachine = errors.New("the program is in no function: there are no locals and operands")

// SetLocal implements value.Writer.
func (w *writer) SetLocal(i uint32, word symbols.Word) error {
	if w.frame == nil || w.frame.IsHost() {
		return errNoMachine
	}
	defer w.refresh()
	return w.v.target.Mutate.SetLocal(w.frame.Thread, w.frame.Physical.Depth, wasm.LocalIndex(i), word)
}

// SetOperand implements value.Writer.
func (w *writer) SetOperand(i uint32, word symbols.Word) error {
	if w.frame == nil || w.frame.IsHost() {
		return errNoMachine
	}
	defer w.refresh()
	return w.v.target.Mutate.SetOperand(w.frame.Thread, w.frame.Physical.Depth, int(i), word)
}

// caller calls functions of the program.
type caller struct {
	v     *View
	inst  target.InstanceID
	frame *Frame
}

// CallError says that a function of the program, called by an expression, did not return.
type CallError struct {
	Func string
	Stop *target.Stop
}

func (e *CallError) Error() string {
	switch e.Stop.Reason {
	case target.Trapped:
		return fmt.Sprintf("%s trapped: %v; the program stands where it stood", e.Func, e.Stop.Trap)
	case target.Exited:
		return fmt.Sprintf("%s ended the program with status %d; it stands where it stood", e.Func, e.Stop.Exit)
	}
	return e.Func + " was interrupted; the program stands where it stood"
}

// Call implements expr.Caller.
func (c *caller) Call(f wasm.FuncIndex, args []symbols.Word) ([]symbols.Word, error) {
	if c.v.at != nil && c.v.at.Ended() {
		return nil, ErrEnded
	}
	ref, ok := c.v.target.Resolve(c.inst, f)
	if !ok {
		return nil, fmt.Errorf("there is no function %d", f)
	}
	thread := target.AnyThread
	if c.frame != nil {
		thread = c.frame.Thread
	}
	defer c.v.Changed()
	back, err := c.v.leaveRedZone(c.inst)
	if err != nil {
		return nil, err
	}
	results, stop, err := c.v.target.Call.Call(thread, ref, args)
	if backErr := back(); err == nil {
		err = backErr
	}
	if err == nil && stop != nil {
		err = &CallError{c.v.FuncName(ref), stop}
	}
	return results, err
}

// Element implements expr.Caller.
func (c *caller) Element(n uint64) (wasm.FuncIndex, bool) {
	w, err := c.v.target.TableElem(c.inst, 0, n)
	if err != nil {
		return 0, false
	}
	ref, ok := c.v.target.Func(w)
	if !ok || ref.Host != nil || ref.Instance != c.inst {
		return 0, false
	}
	return ref.Func, true
}
