package command

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
)

func runCommands() []*Command {
	return slices.Concat([]*Command{
		{
			Names: []string{"run", "r"}, Group: GroupRunning,
			Help:    "start the program, or start it again from the beginning",
			Text:    "Breakpoints, watchpoints and settings stay; the modules' files are read again. With arguments, these are the program's from now on; quotes keep words together.",
			Example: "run                      # until something stops it\nrun --verbose 'a b.txt'  # with other arguments",
			Run:     (*Interp).run_, Usage: "[ARGUMENT...]",
		},
		{
			Names: []string{"start"}, Group: GroupRunning,
			Help:    "start the program and stop in main",
			Text:    "Where there is no function main it stops at the first instruction.",
			Example: `start   # and then next, step, ...`,
			Run:     (*Interp).start,
		},
		{
			Names: []string{"starti"}, Group: GroupRunning,
			Help:    "start the program and stop at its first instruction",
			Example: `starti   # even before constructors run`,
			Run:     func(in *Interp, a Args) error { return in.begin(true) },
		},
		{
			Names: []string{"restart", "rerun"}, Group: GroupRunning,
			Help:    "start the program again and stop at its first instruction",
			Text:    "Breakpoints, watchpoints and settings stay; the modules' files are read again.",
			Example: `restart   # after the program was built again`,
			Run:     func(in *Interp, a Args) error { return in.begin(true) },
		},
		{
			Names: []string{"continue", "c", "fg"}, Group: GroupRunning, Usage: "[N]", Repeat: RepeatSame,
			Help:    "let the program go on until something stops it",
			Text:    "With N, the breakpoint that stopped it is ignored the next N-1 times.",
			Example: "continue\ncontinue 10   # to the tenth time from now",
			Run:     (*Interp).cont,
		},
	}, stepCommands(), jumpCommands(), []*Command{
		{
			Names: []string{"kill", "k"}, Group: GroupRunning,
			Help:    "end the program; run starts it again",
			Example: "kill",
			Run:     (*Interp).kill,
		},
		{
			Names: []string{"detach"}, Group: GroupRunning,
			Help:    "let the program run to its end without anything that stops it, and leave the debugger",
			Example: "detach",
			Run:     (*Interp).detach,
		},
		{
			Names: []string{"quit", "q", "exit"}, Group: GroupRunning,
			Help:    "leave the debugger; the program is ended",
			Example: "quit",
			Run: func(in *Interp, a Args) error {
				if st := in.s.State(); (st == debugger.Running || st == debugger.Stopped) && !in.confirm("The program has not ended. Quit anyway?") {
					return nil
				}
				return ErrQuit
			},
		},
	})
}

func stepCommands() []*Command {
	return []*Command{
		{
			Names: []string{"next", "n"}, Group: GroupRunning, Usage: "[N]", Repeat: RepeatSame,
			Help:    "go to the next statement, over calls",
			Text:    "What is inlined counts as a call. With N, that often.",
			Example: "next\nnext 3",
			Run:     steps(debugger.StepSpec{Kind: debugger.StepOver}),
		},
		{
			Names: []string{"step", "s", "stepin"}, Group: GroupRunning, Usage: "[N | FUNCTION]", Repeat: RepeatSame, Complete: CompleteFunction,
			Help: "go to the next statement, into calls",
			Text: "Functions without source lines, and those on the skip list, are stepped over. With the name of a function, only into that one " +
				"among the calls of the line; 'info calls' lists them.",
			Example: "step\nstep area   # in scale(area(s)): into area, not into scale",
			Run:     steps(debugger.StepSpec{Kind: debugger.StepInto}),
		},
		{
			Names: []string{"nexti", "ni"}, Group: GroupRunning, Usage: "[N]", Repeat: RepeatSame,
			Help:    "go to the next instruction, over calls",
			Example: "nexti",
			Run:     steps(debugger.StepSpec{Kind: debugger.StepOver, Granularity: debugger.ByInstruction}),
		},
		{
			Names: []string{"stepi", "si", "step-instruction"}, Group: GroupRunning, Usage: "[N]", Repeat: RepeatSame,
			Help:    "go to the next instruction, into calls",
			Example: "stepi 5",
			Run:     steps(debugger.StepSpec{Kind: debugger.StepInto, Granularity: debugger.ByInstruction}),
		},
		{
			Names: []string{"finish", "fin", "stepout", "so", "out"}, Group: GroupRunning, Repeat: RepeatSame,
			Help:    "go on until the selected frame has returned, and show what it returned",
			Example: "finish\nup\nfinish   # out of the caller too",
			Run:     (*Interp).finish,
		},
		{
			Names: []string{"until", "u"}, Group: GroupRunning, Usage: "[LOCATION]", Repeat: RepeatSame, Complete: CompleteLocation,
			Help:    "like next, but not back to an earlier line: it leaves loops",
			Text:    "With a location, go on to that place, or until the frame returns.",
			Example: "until\nuntil 42",
			Run:     (*Interp).until,
		},
		{
			Names: []string{"advance", "adv"}, Group: GroupRunning, Usage: "LOCATION", Complete: CompleteLocation,
			Help:    "go on to a place, or until the frame returns",
			Example: "advance parse.c:120\nadvance sum",
			Run: func(in *Interp, a Args) error {
				if a.Text == "" {
					return a.usage()
				}
				return in.until(a)
			},
		},
	}
}

// resume lets the program go on, waits until it stands still and shows that.
func (in *Interp) resume(start func() error) error {
	stop, err := in.await(start)
	if err != nil {
		return err
	}
	in.stopped(stop)
	return nil
}

// await lets the program go on and waits until it stands still.
func (in *Interp) await(start func() error) (*debugger.Stop, error) {
	in.queue = nil // what a breakpoint wanted to be done is about the stop that is over
	if err := start(); err != nil {
		return nil, err
	}
	if in.opts.Wait == nil {
		return nil, errors.New("the program runs")
	}
	stop, err := in.opts.Wait()
	if err == nil && stop == nil {
		err = errors.New("the program did not say why it stopped")
	}
	return stop, err
}

// stopped shows a stop, and has the commands of the breakpoints that were hit carried out next.
func (in *Interp) stopped(stop *debugger.Stop) {
	commands := in.CommandsOf(stop)
	if len(commands) > 0 && commands[0] == "silent" {
		in.forget(stop)
		commands = commands[1:]
	} else {
		in.PrintStop(stop)
	}
	in.queue = append(in.queue, commands...)
}

func (in *Interp) run_(a Args) error {
	if a.Text != "" {
		args, err := splitArguments(a.Text)
		if err != nil {
			return err
		}
		if err := in.s.SetArgs(args); err != nil {
			return err
		}
	}
	return in.begin(false)
}

// begin starts the program, for the first time or again, and shows where it stops.
func (in *Interp) begin(stopOnEntry bool) error {
	stop, err := in.launch(stopOnEntry)
	if err != nil || stop == nil {
		return err
	}
	in.stopped(stop)
	return nil
}

// launch starts the program, for the first time or again. The stop is nil where somebody does not want that.
func (in *Interp) launch(stopOnEntry bool) (*debugger.Stop, error) {
	switch in.s.State() {
	case debugger.NotStarted:
		if in.stop == nil { // else it was killed
			return in.await(func() error { return in.s.Start(stopOnEntry) })
		}
	case debugger.Running, debugger.Stopped:
		if !in.confirm("The program has been started already. Start it from the beginning?") {
			return nil, nil
		}
	}
	return in.await(func() error { return in.s.Restart(stopOnEntry) })
}

func (in *Interp) start(a Args) error {
	stop, err := in.launch(true)
	if err != nil || stop == nil {
		return err
	}
	if stop.Reason != debugger.ReasonEntry {
		in.stopped(stop)
		return nil
	}
	main := in.mainFunction()
	if main == "" {
		in.stopped(stop)
		return nil
	}
	b, err := in.s.AddBreakpoint(debugger.BreakpointSpec{Location: main, Temporary: true})
	if err != nil {
		in.stopped(stop)
		return err
	}
	err = in.resume(in.s.Continue)
	_ = in.s.RemoveBreakpoint(b.ID) // it is gone already if it was hit
	return err
}

// mainFunction returns the location of the function that a programmer takes for the program's first: in Go that of package main. It is "" where
// there is none.
func (in *Interp) mainFunction() (location string) {
	_ = in.inspect(func(v *debugger.View) error { // the program has stopped at its entry
		for _, name := range []string{"main.main", "main"} {
			if sites, err := v.Locate(name, nil); err == nil && len(sites) > 0 {
				location = name
				break
			}
		}
		return nil
	})
	return location
}

func (in *Interp) cont(a Args) error {
	if a.Text == "" {
		return in.resume(in.goOn)
	}
	n, err := strconv.Atoi(a.Text)
	if err != nil || n < 1 {
		return a.usage()
	}
	if in.stop == nil || len(in.stop.Breakpoints) == 0 {
		return errors.New("the program did not stop at a breakpoint: there is nothing to ignore")
	}
	for _, id := range in.stop.Breakpoints {
		if err := in.change(id, change{ignore: &n}); err != nil {
			return err
		}
	}
	return in.resume(in.goOn)
}

// steps returns what does a step, as often as an argument says.
func steps(spec debugger.StepSpec) func(*Interp, Args) error {
	return func(in *Interp, a Args) error {
		times := 1
		spec := spec
		if a.Text != "" {
			n, err := strconv.Atoi(a.Text)
			switch {
			case err == nil && n >= 1:
				times = n
			case spec.Kind == debugger.StepInto && spec.Granularity == debugger.ByStatement && err != nil:
				spec.Into = a.Text
			default:
				return a.usage()
			}
		}
		id, err := in.frameID()
		if err != nil {
			return err
		}
		spec.Frame = id
		if spec.Into != "" {
			if spec.Into, err = in.callNamed(spec.Into); err != nil {
				return err
			}
		}
		return in.stepTimes(spec, times)
	}
}

// callNamed returns the full name of a function that the current statement calls; what comes before its last :: or . may be left out.
func (in *Interp) callNamed(name string) (full string, err error) {
	var names []string
	err = in.withFrame(func(v *debugger.View, f *debugger.Frame) error {
		list, err := v.StepTargets(f)
		for _, t := range list {
			names = append(names, t.Name)
		}
		return err
	})
	if err != nil {
		return "", err
	}
	if slices.Contains(names, name) {
		return name, nil
	}
	for _, n := range names {
		if strings.HasSuffix(n, "::"+name) || strings.HasSuffix(n, "."+name) {
			return n, nil
		}
	}
	if len(names) == 0 {
		return "", errors.New("nothing is called here")
	}
	return "", fmt.Errorf("'%s' is not called here; 'info calls' lists what is", printable(name))
}

func (in *Interp) stepTimes(spec debugger.StepSpec, times int) error {
	spec.Alone = in.alone(spec)
	in.byInstruction = spec.Granularity == debugger.ByInstruction
	defer func() { in.byInstruction = false }()
	for i := range times {
		stop, err := in.await(func() error { return in.s.Step(spec) })
		if err != nil {
			return err
		}
		if i == times-1 || stop.Reason != debugger.ReasonStep || stop.Ended {
			in.stopped(stop)
			return nil
		}
		spec.Frame = nil // the frame may be gone
	}
	return nil
}

func (in *Interp) finish(a Args) error {
	if a.Text != "" {
		return errors.New("'finish' takes no arguments; it is about the selected frame")
	}
	id, err := in.frameID()
	if err != nil {
		return err
	}
	spec := debugger.StepSpec{Kind: debugger.StepOut, Frame: id}
	spec.Alone = in.alone(spec)
	return in.resume(func() error { return in.s.Step(spec) })
}

func (in *Interp) until(a Args) error {
	id, err := in.frameID()
	if err != nil {
		return err
	}
	spec := debugger.StepSpec{Kind: debugger.StepUntil, Frame: id}
	if a.Text != "" {
		spec.Kind, spec.Location = debugger.StepTo, a.Text
	}
	spec.Alone = in.alone(spec)
	return in.resume(func() error { return in.s.Step(spec) })
}

func (in *Interp) kill(a Args) error {
	if st := in.s.State(); st == debugger.NotStarted {
		return debugger.ErrNotRunning
	}
	if !in.confirm("End the program?") {
		return nil
	}
	if err := in.s.Kill(); err != nil {
		return err
	}
	in.printf("the program was killed; 'run' starts it again\n")
	return nil
}

func (in *Interp) detach(a Args) error {
	if err := in.s.RemoveAll(); err != nil {
		return err
	}
	stop, err := in.await(in.s.Continue)
	if err != nil {
		return err
	}
	in.stopped(stop)
	if !stop.Ended {
		return fmt.Errorf("the program stopped before its end; 'detach' again to let it go on")
	}
	return ErrQuit
}
