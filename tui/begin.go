package tui

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// Begin carries out lines as if they were typed into the console, and then has the program go on to its main function, where that is wanted
// and none of the lines has let it go on. It is for the one who has started the program,
// when that stands still.
func (m *Model) Begin(lines ...string) {
	m.Enter(lines...)
	if !m.cfg.ToMain {
		return
	}
	m.console.Rest(func() {
		// After this the session has told of the stop, which the interface is to hear of first.
		_ = m.cfg.Session.Inspect(func(*debugger.View) error { return nil })
		m.cfg.Feed.post(begunMsg{})
	})
}

// begunMsg says that what was to be carried out at the beginning has been.
type begunMsg struct{}

// begunAgain has the program go on to its main function after it was started again.
func (m *Model) begunAgain(stop *debugger.Stop) {
	if m.begun == m.ctx.Starts {
		return
	}
	m.begun = m.ctx.Starts
	if m.cfg.ToMain && stop.Reason == debugger.ReasonEntry {
		m.console.Rest(m.toMain)
	}
}

// toMain has the program go on to its main function, if it stands before its first instruction and that function has source. It is called by the
// console, after the commands that were there before.
func (m *Model) toMain() {
	s, location, called := m.cfg.Session, "", false
	err := s.Inspect(func(v *debugger.View) error {
		t, ok := v.Thread()
		if !ok || v.Stop().Reason != debugger.ReasonEntry {
			return nil
		}
		f, err := v.Frame(t, 0)
		if err != nil {
			return err
		}
		location = m.mainAt(v, f)
		if f.Instance.Module != nil {
			entry, ok := exportedFunc(f.Instance, cmp.Or(m.cfg.Entry, "_start"))
			called = ok && entry == f.Physical.Func
		}
		return nil
	})
	if err != nil || location == "" {
		return // it stands where it does
	}
	if called {
		_ = s.Step(debugger.StepSpec{Kind: debugger.StepTo, Location: location})
		return
	}
	// It stands in a start function or in _initialize: steps end with that, before main is called.
	if _, err := s.AddBreakpoint(debugger.BreakpointSpec{Location: location, Temporary: true}); err == nil {
		_ = s.Continue()
	}
}

// mainAt returns the location of the main function: "" where it has no source, or the program is there already, in a frame.
func (m *Model) mainAt(v *debugger.View, f *debugger.Frame) string {
	names := []string{"main.main", "main"} // in Go, the latter is the runtime's as well
	if e := m.cfg.Entry; e != "" {
		names = []string{exported(v.Instances(), e), e} // the export may be a wrapper that a linker has made
	}
	for _, name := range names {
		sites, err := v.Locate(name, nil)
		if err != nil || !slices.ContainsFunc(sites, func(x debugger.Site) bool { return x.Pos.IsValid() }) {
			continue
		}
		if slices.ContainsFunc(sites, func(x debugger.Site) bool { return x.Place == f.Physical.Place }) {
			return ""
		}
		return name
	}
	return ""
}

// exported returns the location of a function by its exported name, which debug information need not know; the name where nothing exports it.
func exported(list []target.Instance, name string) string {
	for _, i := range slices.Backward(list) {
		switch f, ok := exportedFunc(i, name); {
		case !ok:
		case len(list) > 1:
			return fmt.Sprintf("%s!func[%d]", i.Name, f)
		default:
			return fmt.Sprintf("func[%d]", f)
		}
	}
	return name
}

// exportedFunc returns the function that an instance exports under a name.
func exportedFunc(i target.Instance, name string) (f wasm.FuncIndex, ok bool) {
	for _, e := range i.Module.Exports {
		if e.Kind == wasm.ExternFunc && e.Name == name {
			return wasm.FuncIndex(e.Index), true
		}
	}
	return 0, false
}
