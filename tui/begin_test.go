package tui_test

import (
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui"
	"github.com/wdbg/wdbg/tui/tuitest"
)

// TestBegin: the program goes on to main, or to the function that was asked for, unless a command that is carried out before has let it go on.
func TestBegin(t *testing.T) {
	const loops, many = "debug/steps/loops_O0.wasm", "symbols/variants/wasm64.wasm"
	for _, test := range []struct {
		name, path, entry string
		lines             []string
		function          string
		reason            debugger.Reason
		breakpoints       int
	}{
		{"main", loops, "", nil, "main", debugger.ReasonStep, 0},
		{"a breakpoint", loops, "", []string{"break main", "break main+0x10"}, "main", debugger.ReasonBreakpoint, 2},
		{"gone on", loops, "", []string{"stepi", "break main"}, "_start", debugger.ReasonStep, 1},
		{"ended", loops, "", []string{"continue"}, "", debugger.ReasonExit, 0},
		{"a failure", loops, "", []string{"nonsense"}, "main", debugger.ReasonStep, 0},
		{"another function", many, "swap", nil, "swap", debugger.ReasonEntry, 0},
		{"of a source map", "debug/assemblyscript/queue_O0.wasm", "run", nil, "queue/run", debugger.ReasonBreakpoint, 0},
		{"an export without source", "debug/rust/shapes_O0.wasm", "main", nil, "shapes::main", debugger.ReasonStep, 0},
		{"a Go program", "programs/go/library/main.wasm", "", nil, "main.main", debugger.ReasonStep, 0},
		{"no source", "debug/wat/plain.wasm", "run", nil, "run", debugger.ReasonEntry, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := &debuggee.Program{Path: test.path, Entry: test.entry}
			s := tuitest.With(t, p, 100, 30, func(c *tui.Config) { c.ToMain, c.Entry = true, test.entry }, test.lines...)
			check := func(when string) {
				t.Helper()
				err := s.Session.Inspect(func(v *debugger.View) error {
					if got := v.Stop().Reason; got != test.reason {
						t.Errorf("%s: it stands still because of %v", when, got)
					}
					if thread, ok := v.Thread(); ok && test.function != "" {
						f, err := v.Frame(thread, 0)
						if err != nil {
							return err
						}
						if name := v.NameOf(f); name != test.function {
							t.Errorf("%s: it stands in %s", when, name)
						}
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
			check("at first")
			if got := len(s.Session.Breakpoints()); got != test.breakpoints {
				t.Errorf("%d breakpoints", got)
			}
			if test.lines == nil {
				s.Send(tuitest.Key("r"))
				s.Send(tuitest.Key("y"))
				check("started again")
			}
		})
	}
}
