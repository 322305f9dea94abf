package command

import (
	"strconv"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
)

func jumpCommands() []*Command {
	return []*Command{
		{
			Names: []string{"jump", "j", "goto"}, Group: GroupRunning, Usage: "LOCATION", Complete: CompleteLocation,
			Help: "have the innermost frame go on at another place of its function",
			Text: "Nothing in between is executed or undone, and the program does not run: it stands there, and 'continue' or a step lets it go on. " +
				"A place is possible where the code expects the operands that are on the stack now, or fewer; at the beginnings of statements of code without optimisation that is so. " +
				"What optimised code keeps in locals may be of no use at another place.",
			Example: "jump 42\njump +1      # leave a line out\njump *0x1f2",
			Run:     (*Interp).jump,
		},
		{
			Names: []string{"restart-frame", "reset-frame", "drop-frame"}, Group: GroupRunning, Usage: "[N]",
			Help: "begin the selected frame, or frame N, again",
			Text: "Frames further in are dropped, and the function begins again with the arguments it was called with. Memory, global variables, files and all else " +
				"that has been changed stay changed. Where arguments or the stack pointer of then are not known, it says why and does nothing.",
			Example: "restart-frame\nrestart-frame 2",
			Run:     (*Interp).restartFrame,
		},
	}
}

func (in *Interp) jump(a Args) error {
	if a.Text == "" {
		return a.usage()
	}
	var thread target.ThreadID
	var to debugger.Site
	err := in.withFrame(func(v *debugger.View, f *debugger.Frame) (err error) {
		thread = f.Thread
		to, err = v.LocateJump(thread, a.Text, f)
		return err
	})
	if err != nil {
		return err
	}
	return in.resume(func() error { return in.s.Jump(thread, to) })
}

func (in *Interp) restartFrame(a Args) error {
	number := in.frame
	if a.Text != "" {
		n, err := strconv.Atoi(a.Text)
		if err != nil || n < 0 {
			return a.usage()
		}
		number = n
	}
	var id debugger.FrameID
	err := in.withFrame(func(v *debugger.View, f *debugger.Frame) error {
		f, err := v.Frame(f.Thread, number)
		if err == nil {
			id = v.ID(f)
		}
		return err
	})
	if err != nil {
		return err
	}
	return in.resume(func() error { return in.s.RestartFrame(id) })
}

// goOn lets the program go on until something stops it: all threads, or the selected one as "set scheduler-locking" says.
func (in *Interp) goOn() error {
	if in.settings.schedulerLocking != lockingOn {
		return in.s.Continue()
	}
	var thread target.ThreadID
	none := false
	err := in.inspect(func(v *debugger.View) (err error) {
		none = len(v.Threads()) == 0 // none has begun
		if !none {
			thread, err = in.selectedThread(v)
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case none:
		return in.s.Continue()
	}
	return in.s.ContinueAlone(thread)
}

// alone reports whether a step is of its thread alone.
func (in *Interp) alone(spec debugger.StepSpec) bool {
	switch spec.Kind {
	case debugger.StepInto, debugger.StepOver:
		return in.settings.schedulerLocking != lockingOff
	}
	return in.settings.schedulerLocking == lockingOn
}

// What "set scheduler-locking" may be.
const (
	lockingOff  = "off"
	lockingOn   = "on"
	lockingStep = "step"
)
