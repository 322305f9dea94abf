package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/value"
)

// line returns the number of the line of the measured program that ends with a comment.
func (o *options) line(comment string) (int, error) {
	text, err := os.ReadFile(filepath.Join(o.source, "condition.c"))
	if err != nil {
		return 0, err
	}
	for i, l := range strings.Split(string(text), "\n") {
		if strings.HasSuffix(l, "// "+comment) {
			return i + 1, nil
		}
	}
	return 0, fmt.Errorf("no line is marked %q", comment)
}

func (o *options) condition(args ...string) *program {
	return &program{path: filepath.Join(o.source, "condition.wasm"), args: args, clock: o.clock}
}

// breakpoints compares a run with 100 breakpoints that are never hit with one without a debugger.
func breakpoints(o *options) error {
	p := &program{path: "bench/kernels/interp_O0.wasm", clock: o.clock}
	never, err := neverRun(p, 100)
	if err != nil {
		return err
	}
	var plain, with []time.Duration
	for range o.runs {
		took, err := p.plain()
		if err != nil {
			return err
		}
		plain = append(plain, took)
		d, err := p.debug()
		if err != nil {
			return err
		}
		for _, at := range never {
			if err := d.breakAt(debugger.BreakpointSpec{Location: at}); err != nil {
				return err
			}
		}
		if took, err = d.timed(debugger.ReasonExit); err != nil {
			return err
		}
		with = append(with, took)
		d.Close()
	}
	ratio := float64(least(with)) / float64(least(plain))
	verdict("100 breakpoints never hit / no debugger", fmt.Sprintf("%.3f (at most 1.02): %.3f s, %.3f s", ratio, least(with).Seconds(), least(plain).Seconds()), ratio <= 1.02)
	return nil
}

// neverRun returns places that a program does not reach: instructions of functions that it does not call.
func neverRun(p *program, n int) ([]string, error) {
	d, err := p.debug()
	if err != nil {
		return nil, err
	}
	defer d.Close()
	_, _, m, err := p.prepare()
	if err != nil {
		return nil, err
	}
	ids := map[int]string{}
	for f := len(m.ImportedFuncs); f < m.NumFuncs(); f++ {
		at := fmt.Sprintf("func[%d]", f)
		b, err := d.AddBreakpoint(debugger.BreakpointSpec{Location: at, HitCondition: "< 1"})
		if err != nil {
			return nil, err
		}
		ids[b.ID] = at
	}
	if _, err := d.timed(debugger.ReasonExit); err != nil {
		return nil, err
	}
	var list []string
	for _, b := range d.Breakpoints() {
		if b.Hits > 0 {
			continue
		}
		list = append(list, ids[b.ID])
	}
	for i := 0; len(list) > 0 && len(list) < n; i++ {
		list = append(list, list[i]) // several in one place
	}
	if len(list) < n {
		return nil, fmt.Errorf("%s calls all of its functions", p.path)
	}
	return list[:n], nil
}

// conditions measures a million hits of a condition that is never true.
func conditions(o *options) error {
	const hits = 1_000_000
	line, err := o.line("hot")
	if err != nil {
		return err
	}
	p := o.condition()
	var plain, with []time.Duration
	for range o.runs {
		for _, condition := range []string{"", "i == -1"} {
			d, err := p.debug()
			if err != nil {
				return err
			}
			if condition != "" {
				if err := d.breakAt(debugger.BreakpointSpec{Location: fmt.Sprintf("condition.c:%d", line), Condition: condition}); err != nil {
					return err
				}
			}
			last, err := o.line("long")
			if err != nil {
				return err
			}
			if err := d.breakAt(debugger.BreakpointSpec{Location: fmt.Sprintf("condition.c:%d", last)}); err != nil {
				return err
			}
			took, err := d.timed(debugger.ReasonBreakpoint)
			if err != nil {
				return err
			}
			if condition == "" {
				plain = append(plain, took)
			} else {
				with = append(with, took)
			}
			d.Close()
		}
	}
	each := (median(with) - median(plain)) / hits
	figures := fmt.Sprintf("%v each (at most 5µs)", each)
	if o.lldb != "" {
		native, err := o.lldbCondition(line)
		if err != nil {
			return err
		}
		figures += fmt.Sprintf("; lldb on the native build: %v each, wdbg / lldb %.4f", native, float64(each)/float64(native))
	}
	verdict("a false condition, 10^6 hits", figures, each <= 5*time.Microsecond)
	return nil
}

// steps measures single steps over statements, with what a person looks at after each.
func steps(o *options) error {
	d, err := o.condition("short").debug()
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.breakAt(debugger.BreakpointSpec{Location: "work"}); err != nil {
		return err
	}
	if _, err := d.timed(debugger.ReasonBreakpoint); err != nil {
		return err
	}
	var list []time.Duration
	for range 500 {
		began := time.Now()
		if err := d.Step(debugger.StepSpec{Kind: debugger.StepOver}); err != nil {
			return err
		}
		if _, err := d.stopped(debugger.ReasonStep); err != nil {
			return err
		}
		if err := d.Inspect(look); err != nil {
			return err
		}
		list = append(list, time.Since(began))
	}
	m := median(list)
	verdict("next, with stack and variables", fmt.Sprintf("%v (at most 1ms)", m), m <= time.Millisecond)
	return nil
}

// look reads the stack and the variables of the innermost frame as text.
func look(v *debugger.View) error {
	t, _ := v.Thread()
	frames, err := v.Frames(t, 0, 20)
	if err != nil {
		return err
	}
	vars, err := frames[0].Scope.Variables()
	var printer value.Printer
	for _, variable := range vars {
		_ = printer.Variable(v.Context(frames[0]), variable)
	}
	return err
}

// longCall compares a step over a call of some 10^8 instructions with running the program without a debugger.
func longCall(o *options) error {
	line, err := o.line("long")
	if err != nil {
		return err
	}
	// The program does little but that call; what it does beside it is measured without it.
	var with, plain []time.Duration
	for range o.runs {
		whole, err := o.condition("short").plain()
		if err != nil {
			return err
		}
		rest, err := o.condition("short", "shorter").plain()
		if err != nil {
			return err
		}
		plain = append(plain, whole-rest)
		d, err := o.condition("short").debug()
		if err != nil {
			return err
		}
		if err := d.breakAt(debugger.BreakpointSpec{Location: fmt.Sprintf("condition.c:%d", line)}); err != nil {
			return err
		}
		if _, err := d.timed(debugger.ReasonBreakpoint); err != nil {
			return err
		}
		began := o.clock.start()
		if err := d.Step(debugger.StepSpec{Kind: debugger.StepOver}); err != nil {
			return err
		}
		if _, err := d.stopped(debugger.ReasonStep); err != nil {
			return err
		}
		with = append(with, o.clock()-began)
		d.Close()
	}
	ratio := float64(least(with)) / float64(least(plain))
	verdict("next over 10^8 instructions / running them", fmt.Sprintf("%.3f (at most 1.02): %.3f s, %.3f s", ratio, least(with).Seconds(), least(plain).Seconds()), ratio <= 1.02)
	return nil
}
