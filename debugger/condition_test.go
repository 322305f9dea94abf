package debugger_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
)

const (
	recursion  = "debug/steps/recursion_O0.wasm"
	recursionC = "debug/steps/recursion.c"
	loops      = "debug/steps/loops_O0.wasm"
	loopsC     = "debug/steps/loops.c"
)

// stops counts how often a program stops at breakpoints until it ends, and says what an expression was each time.
func (p *program) stops(expr string) []string {
	p.t.Helper()
	var seen []string
	for {
		if err := p.Continue(); err != nil {
			p.t.Fatal(err)
		}
		stop, err := p.Wait(p.t.Context())
		if err != nil {
			p.t.Fatal(err)
		}
		if stop.Reason != debugger.ReasonBreakpoint {
			if stop.Reason != debugger.ReasonExit {
				p.t.Fatalf("%+v", stop)
			}
			return seen
		}
		p.inspect(func(v *debugger.View, top *debugger.Frame) { seen = append(seen, evaluated(v, top, expr)) })
	}
}

// TestWhenBreakpointsStop tries the conditions under which a breakpoint stops.
func TestWhenBreakpointsStop(t *testing.T) {
	at := mark(t, loopsC, "body") // i is 0, 1, 2
	for name, test := range map[string]struct {
		spec debugger.BreakpointSpec
		want string
		hits uint64
	}{
		"always":             {debugger.BreakpointSpec{}, "0 1 2", 3},
		"condition":          {debugger.BreakpointSpec{Condition: "i == 1 || sum > 0 && i == 2"}, "1 2", 2},
		"never":              {debugger.BreakpointSpec{Condition: "i == -1"}, "", 0},
		"condition of state": {debugger.BreakpointSpec{Condition: "$local0 > 0 && i == 2"}, "2", 1},
		"ignore":             {debugger.BreakpointSpec{Ignore: 2}, "2", 3},
		"third hit":          {debugger.BreakpointSpec{HitCondition: "== 3"}, "2", 3},
		"from the second on": {debugger.BreakpointSpec{HitCondition: "2"}, "1 2", 3},
		"every second":       {debugger.BreakpointSpec{HitCondition: "% 2"}, "1", 3},
		"temporary":          {debugger.BreakpointSpec{Temporary: true}, "0", 1},
		"disabled":           {debugger.BreakpointSpec{Disabled: true}, "", 0},
		"condition and hits": {debugger.BreakpointSpec{Condition: "i > 0", HitCondition: "> 1"}, "2", 2},
		"log":                {debugger.BreakpointSpec{Log: "i is {i}, {{sum}} {sum + i}"}, "", 3},
	} {
		t.Run(name, func(t *testing.T) {
			p := newProgram(t, loops)
			p.start()
			test.spec.Location = at
			b, err := p.AddBreakpoint(test.spec)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(p.stops("i"), " "); got != test.want {
				t.Errorf("stopped with i = %s, want %s", got, test.want)
			}
			i := slices.IndexFunc(p.Breakpoints(), func(o debugger.Breakpoint) bool { return o.ID == b.ID })
			if test.spec.Temporary != (i < 0) {
				t.Fatalf("the breakpoint is number %d of the list", i)
			}
			if i >= 0 && p.Breakpoints()[i].Hits != test.hits {
				t.Errorf("%d hits, want %d", p.Breakpoints()[i].Hits, test.hits)
			}
			p.mu.Lock()
			defer p.mu.Unlock()
			var log []string
			for _, e := range p.events {
				if e, ok := e.(debugger.LogEvent); ok {
					log = append(log, e.Text)
				}
			}
			want := ""
			if test.spec.Log != "" {
				want = "i is 0, {sum} 0; i is 1, {sum} 1; i is 2, {sum} 3"
			}
			if strings.Join(log, "; ") != want {
				t.Errorf("logged %q", log)
			}
		})
	}
}

// TestWrongConditions says what is wrong before the program runs, and stops where it is found out later.
func TestWrongConditions(t *testing.T) {
	p := newProgram(t, loops)
	p.start()
	at := mark(t, loopsC, "body")
	for condition, want := range map[string]string{
		"i ==":     "",
		"i = 3":    "must not change",
		"ii == 3":  "did you mean 'i'?",
		"twice(1)": "",
		"nothing":  "",
	} {
		_, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: at, Condition: condition})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", condition, err, want)
		}
	}
	if len(p.Breakpoints()) != 0 {
		t.Errorf("breakpoints that could not be set are there: %+v", p.Breakpoints())
	}
	if _, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: at, Condition: "1 / sum == 1"}); err != nil {
		t.Fatal(err)
	}
	if stop := p.resume(debugger.ReasonBreakpoint); !strings.Contains(stop.Text, "division") {
		t.Errorf("%q", stop.Text)
	}
	for _, rule := range []string{"x", "> ", "% 0", "> 99999999999999999999"} {
		if _, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: at, HitCondition: rule}); err == nil {
			t.Errorf("the hit condition %q is taken", rule)
		}
	}
}

// TestUpdateBreakpoint changes a breakpoint while the program stands in its loop.
func TestUpdateBreakpoint(t *testing.T) {
	p := newProgram(t, loops)
	p.start()
	b := p.breakAt(mark(t, loopsC, "inner")) // count is 0, 1, 2
	p.resume(debugger.ReasonBreakpoint)
	if _, err := p.UpdateBreakpoint(b.ID, func(s *debugger.BreakpointSpec) { s.Condition = "count ==" }); err == nil {
		t.Error("a condition that cannot be read is taken")
	}
	if _, err := p.UpdateBreakpoint(b.ID, func(s *debugger.BreakpointSpec) { s.Condition = "count == 2" }); err != nil {
		t.Fatal(err)
	}
	p.resume(debugger.ReasonBreakpoint)
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		if got := evaluated(v, top, "count"); got != "2" {
			t.Errorf("count is %s", got)
		}
	})
	if _, err := p.UpdateBreakpoint(b.ID, func(s *debugger.BreakpointSpec) { s.Disabled = true }); err != nil {
		t.Fatal(err)
	}
	p.resume(debugger.ReasonExit)
	if err := p.RemoveBreakpoint(b.ID); err != nil {
		t.Fatal(err)
	}
	if err := p.RemoveBreakpoint(b.ID); err == nil {
		t.Error("a breakpoint is removed twice")
	}
}

// TestLocations finds places by all forms of locations.
func TestLocations(t *testing.T) {
	p := newProgram(t, "debug/steps/classes_O0.wasm")
	p.start()
	at := func(name string) int { return markLine(t, "debug/steps/classes.cpp", name) }
	for location, want := range map[string][]int{
		mark(t, "debug/steps/classes.cpp", "range"):           {at("range")},
		"steps/" + mark(t, "debug/steps/classes.cpp", "plus"): {at("plus")},
		"Counter::Counter":   {at("ctor") - 2},
		"Counter":            {at("ctor") - 2},
		"~Counter":           {at("dtor")},
		"largest":            {at("largest"), at("largest")},
		"largest<int>":       {at("largest")},
		"Square::area":       {at("square")},
		"Vec::operator+":     {at("plus")},
		"/^over_/":           {at("range") - 3},
		"with_lam*":          {at("lambda") - 2, at("lambda")},
		"program!over_range": {at("range") - 3},
	} {
		t.Run(location, func(t *testing.T) {
			p.inspect(func(v *debugger.View, top *debugger.Frame) {
				sites, err := v.Locate(location, top)
				if err != nil {
					t.Fatal(err)
				}
				var got []int
				for _, s := range sites {
					got = append(got, s.Pos.Line)
				}
				if !slices.Equal(got, want) {
					t.Errorf("lines %v, want %v", got, want)
				}
			})
		})
	}
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		for location, want := range map[string]string{
			"mian":              "no function 'mian'; did you mean 'main'?",
			"clases.cpp:10":     "did you mean 'classes.cpp'?",
			"classes.cpp:99999": "no code at line 99999",
			"classes.cpp:0":     "lines are counted from 1",
			"*0x1":              "is not within the code",
			"*x":                "is not an offset",
			"/(/":               "cannot be read",
			"12":                "",
			"nothere!main":      "no instance is called",
			"":                  "a location is missing",
			"func[9999]":        "no module has code",
		} {
			_, err := v.Locate(location, nil)
			if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%q: %v, want %q", location, err, want)
			}
		}
	})
}

// TestRelativeLocations counts lines from a frame's.
func TestRelativeLocations(t *testing.T) {
	p := newProgram(t, loops)
	p.start()
	p.breakAt(mark(t, loopsC, "body"))
	p.resume(debugger.ReasonBreakpoint)
	line := markLine(t, loopsC, "body")
	for location, want := range map[string]int{"+2": line + 2, "-1": line - 1} {
		b := p.breakAt(location)
		if len(b.Sites) != 1 || b.Sites[0].Pos.Line != want {
			t.Errorf("%s is %+v", location, b.Sites)
		}
	}
}

// TestLineOfFunction stops behind the prologue for the line that a function begins at.
func TestLineOfFunction(t *testing.T) {
	p := newProgram(t, recursion)
	p.start()
	body := markLine(t, recursionC, "fib")
	b := p.breakAt(fmt.Sprintf("recursion.c:%d", body-2))
	if len(b.Sites) != 1 || b.Sites[0].Pos.Line != body || !strings.Contains(b.Message, "prologue") {
		t.Fatalf("%+v", b)
	}
	p.resume(debugger.ReasonBreakpoint)
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		if got := values(v, top)["n"]; got != "4" {
			t.Errorf("n is %s", got)
		}
	})
}

// TestGoCallsCount stops at a Go function once a call, not also when its goroutine goes on in it.
func TestGoCallsCount(t *testing.T) {
	p := newProgram(t, "programs/go/library/main.wasm")
	p.start()
	p.breakAt("main.main")
	p.resume(debugger.ReasonBreakpoint)
	p.resume(debugger.ReasonExit)
}

// FuzzLocate looks for locations that were typed without care.
func FuzzLocate(f *testing.F) {
	for _, s := range []string{"main", "loops.c:3", "+1", "*0x10", "/x/", "a!b", "func[3]", "f+0x3", "a::b<c>", "x?", ":::", "/", "!", "loops.c:99999999999999999999"} {
		f.Add(s)
	}
	p := newProgram(f, loops)
	p.start()
	f.Fuzz(func(t *testing.T, location string) {
		err := p.Inspect(func(v *debugger.View) error {
			th, _ := v.Thread()
			top, err := v.Frame(th, 0)
			if err != nil {
				return err
			}
			if _, err := v.Locate(location, top); err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("%q: %v", location, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
