package debugger

import (
	"fmt"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/unwind"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// View is a program that stands still, to be read. It is good within the function that Session.Inspect called with it. It remembers
// what it has read; Changed makes it forget.
type View struct {
	s        *Session
	target   *target.Target
	at       *target.Stop // what the target said; nil before the first stop
	stacks   map[target.ThreadID]*stack
	contexts map[contextKey]*value.Context
}

type contextKey struct {
	thread target.ThreadID
	depth  int
	inst   target.InstanceID
}

func newView(s *Session) *View { return &View{s: s, target: s.target} }

// Target returns the program.
func (v *View) Target() *target.Target { return v.target }

// Stop returns why the program stands still.
func (v *View) Stop() *Stop { return v.s.stop }

// Serial returns a number that is another one each time that the program has run.
func (v *View) Serial() uint64 { return v.s.serial }

// NameOf returns the name of a frame's function as people read it.
func (v *View) NameOf(f *Frame) string {
	if f.Func != nil && f.Func.Name != "" && f.Func.Origin >= symbols.OriginGoTable {
		return symbols.Printable(f.Func.DisplayName())
	}
	return v.FuncName(target.FuncRef{Instance: f.Physical.Instance, Func: f.Physical.Func, Host: f.Physical.Host})
}

// Changed makes the view forget what it has read of frames, after the program's state was changed.
func (v *View) Changed() {
	v.stacks, v.contexts = nil, nil
	v.s.changes++
}

// Changes returns a number that is another one each time that the state of the program was changed while it stood still.
func (v *View) Changes() uint64 { return v.s.changes }

// Instances returns the instances of modules, in the order in which they were made.
func (v *View) Instances() []target.Instance { return v.target.Instances() }

// Instance returns an instance; ok is false for NoInstance and what does not exist.
func (v *View) Instance(id target.InstanceID) (i target.Instance, ok bool) {
	list := v.target.Instances()
	if id < 0 || int(id) >= len(list) {
		return target.Instance{}, false
	}
	return list[id], true
}

// Table returns the symbols of an instance's module. It is never nil for an instance that exists.
func (v *View) Table(id target.InstanceID) *symbols.Table {
	inst, ok := v.Instance(id)
	if !ok {
		return nil
	}
	return v.s.table(inst)
}

// table returns the symbols of an instance's module.
func (s *Session) table(inst target.Instance) *symbols.Table {
	if t := s.tables[inst.Module]; t != nil {
		return t
	}
	var t *symbols.Table
	var notes []error
	if s.cfg.Symbols != nil {
		t, notes = s.cfg.Symbols(inst)
	}
	if t == nil {
		t = symbols.NewTable(inst.Module)
	}
	s.tables[inst.Module] = t
	for _, err := range notes {
		s.emit(NoticeEvent{err.Error()})
	}
	return t
}

// moduleTable returns the symbols of a module of the program.
func (v *View) moduleTable(m *wasm.Module) *symbols.Table {
	if t := v.s.tables[m]; t != nil {
		return t
	}
	for _, inst := range v.Instances() {
		if inst.Module == m {
			return v.s.table(inst)
		}
	}
	return nil
}

// Threads returns the threads, the one that stopped last first.
func (v *View) Threads() []target.Thread { return v.target.Threads() }

// Thread returns the thread that stopped, or the first one there is; ok is false where there is none.
func (v *View) Thread() (id target.ThreadID, ok bool) {
	list := v.target.Threads()
	if v.s.stop != nil {
		for _, t := range list {
			if t.ID == v.s.stop.Thread {
				return t.ID, true
			}
		}
	}
	if len(list) == 0 {
		return target.AnyThread, false
	}
	return list[0].ID, true
}

// Context returns what values of a frame are read from; for a frame of the host, what globals are read from.
func (v *View) Context(f *Frame) *value.Context {
	key := contextKey{f.Thread, f.Physical.Depth, f.Instance.ID}
	if c := v.contexts[key]; c != nil {
		return c
	}
	var m symbols.Machine
	var err error
	if f.Physical.Host != nil {
		m, err = v.target.StaticMachine(f.Instance.ID)
	} else {
		m, err = v.target.Machine(f.Thread, f.Physical.Depth)
	}
	if err != nil {
		m = brokenMachine{err}
	}
	c := v.context(m, f.Instance)
	v.remember(key, c)
	return c
}

// StaticContext returns what global variables of an instance are read from without a frame.
func (v *View) StaticContext(inst target.Instance) *value.Context {
	m, err := v.target.StaticMachine(inst.ID)
	if err != nil {
		m = brokenMachine{err}
	}
	return v.context(m, inst)
}

func (v *View) remember(key contextKey, c *value.Context) {
	if v.contexts == nil {
		v.contexts = map[contextKey]*value.Context{}
	}
	v.contexts[key] = c
}

func (v *View) context(m symbols.Machine, inst target.Instance) *value.Context {
	c := &value.Context{Machine: m, PointerSize: v.pointerSize(inst)}
	if inst.Module == nil {
		return c
	}
	table := v.s.table(inst)
	c.Types, c.Symbol = table.Types, table.DataSymbol
	c.Func = func(element uint64) (string, bool) {
		w, err := v.target.TableElem(inst.ID, 0, element)
		if err != nil {
			return "", false
		}
		f, ok := v.target.Func(w)
		if !ok {
			return "", false
		}
		return v.FuncName(f), true
	}
	return c
}

func (v *View) pointerSize(inst target.Instance) int {
	if inst.Module == nil {
		return 4
	}
	if list := v.target.Memories(inst.ID); len(list) > 0 && list[0].Type.Is64 {
		return 8
	}
	return 4
}

// Formatters returns what shows values of libraries' types in frames of a module.
func (v *View) Formatters(m *wasm.Module) value.Formatters {
	if v.s.cfg.Formatters == nil || m == nil {
		return nil
	}
	return v.s.cfg.Formatters(m)
}

// FuncName returns the name of a function as people read it.
func (v *View) FuncName(f target.FuncRef) string {
	if f.Host != nil {
		return symbols.Printable(f.Host.Module + "." + f.Host.Name)
	}
	inst, ok := v.Instance(f.Instance)
	if !ok {
		return unwind.Unnamed
	}
	if fn := v.Func(inst, f.Func); fn != nil && fn.Name != "" && fn.Origin >= symbols.OriginGoTable {
		return symbols.Printable(fn.DisplayName())
	}
	return (&unwind.Physical{Module: inst.Module, Func: f.Func}).Name()
}

// Func returns what is known of a function of an instance; nil for what is none.
func (v *View) Func(inst target.Instance, f wasm.FuncIndex) *symbols.Func {
	body, ok := inst.Module.Body(f)
	if !ok {
		return nil
	}
	frames := v.s.table(inst).Frames(nil, inst.Module.CodeOffsetOf(body.End-1))
	if len(frames) == 0 {
		return nil
	}
	return frames[len(frames)-1].Func
}

// brokenMachine is the machine of a frame that cannot be read.
type brokenMachine struct{ err error }

func (m brokenMachine) Local(uint32) (symbols.Word, error)     { return symbols.Word{}, m.err }
func (m brokenMachine) Operand(uint32) (symbols.Word, error)   { return symbols.Word{}, m.err }
func (m brokenMachine) Global(uint32) (symbols.Word, error)    { return symbols.Word{}, m.err }
func (m brokenMachine) ReadMemory(p []byte, addr uint64) error { return m.err }
func (m brokenMachine) MemorySize() uint64                     { return 0 }

// NoFrameError says that a frame does not exist.
type NoFrameError struct {
	Thread target.ThreadID
	Number int
	// Frames is how many there are.
	Frames int
}

func (e *NoFrameError) Error() string {
	if e.Frames == 0 {
		return "there are no frames: the program is not in any function"
	}
	return fmt.Sprintf("there is no frame %d: thread %d has %d, numbered from 0", e.Number, e.Thread, e.Frames)
}
