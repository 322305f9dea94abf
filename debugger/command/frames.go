package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/target"
)

// inspect calls a function in which the program can be read. The function must not call methods of the session: what they say of breakpoints
// is in points.
func (in *Interp) inspect(f func(v *debugger.View) error) error {
	in.points = in.s.Breakpoints()
	return in.s.Inspect(f)
}

// selectedThread returns the thread that commands are about.
func (in *Interp) selectedThread(v *debugger.View) (target.ThreadID, error) {
	if in.hasThread {
		return in.thread, nil
	}
	id, ok := v.Thread()
	if !ok {
		return id, noThread(v)
	}
	return id, nil
}

// selected returns the frame that commands are about.
func (in *Interp) selected(v *debugger.View) (*debugger.Frame, error) {
	t, err := in.selectedThread(v)
	if err != nil {
		return nil, err
	}
	return v.Frame(t, in.frame)
}

// withFrame calls a function with the selected frame.
func (in *Interp) withFrame(do func(v *debugger.View, f *debugger.Frame) error) error {
	return in.inspect(func(v *debugger.View) error {
		f, err := in.selected(v)
		if err != nil {
			return err
		}
		return do(v, f)
	})
}

// withFrameIfAny is withFrame that passes nil where there is no frame.
func (in *Interp) withFrameIfAny(do func(v *debugger.View, f *debugger.Frame) error) error {
	return in.inspect(func(v *debugger.View) error {
		f, _ := in.selected(v)
		return do(v, f)
	})
}

// frameID returns what identifies the selected frame for steps and breakpoints; nil where it is the innermost one of the thread that stopped.
func (in *Interp) frameID() (*debugger.FrameID, error) {
	if !in.hasThread && in.frame == 0 {
		return nil, nil
	}
	var id debugger.FrameID
	err := in.withFrame(func(v *debugger.View, f *debugger.Frame) error {
		id = v.ID(f)
		return nil
	})
	return &id, err
}

// signature writes the function of a frame with its arguments, and where it is.
func (in *Interp) signature(v *debugger.View, f *debugger.Frame, arguments bool) string {
	name, source := listing.FrameName(&f.Frame, f.Activation())
	text := in.paint(listing.Cyan, listing.Clip(name, listing.MaxName))
	if f.IsHost() {
		return text + "  " + in.paint(listing.Dim, "host function")
	}
	several := len(v.Instances()) > 1
	if source && arguments {
		vals := v.Values(f)
		if vals.Context != nil { // a line that is shown at every stop must not wait for an index of large debug information
			ctx := *vals.Context
			ctx.Symbol = vals.Table.DataSymbolAtOnce
			vals.Context = &ctx
		}
		text += "(" + vals.Arguments() + ")"
	}
	pos := listing.Position(in.opts.Dir, f.Pos)
	if pos == "" {
		return text + "  " + in.paint(listing.Dim, listing.CodePlace(f.Activation(), several))
	}
	text += " at " + in.paint(listing.Bold, pos)
	if f.Inlined {
		text += " [inlined]"
	}
	if several {
		text += "  " + in.paint(listing.Dim, listing.CodePlace(f.Activation(), several))
	}
	return text
}

// frameLine writes a frame with its number.
func (in *Interp) frameLine(v *debugger.View, f *debugger.Frame, digits int) string {
	mark := " "
	if f.Number == in.frame {
		mark = ">"
	}
	return fmt.Sprintf("%s %s %s", mark, in.paint(listing.Dim, fmt.Sprintf("#%-*d", digits, f.Number)), in.signature(v, f, true))
}

// selectFrame selects a frame and shows it.
func (in *Interp) selectFrame(v *debugger.View, f *debugger.Frame) {
	in.frame, in.thread, in.hasThread = f.Number, f.Thread, true
	in.listed = listed{}
	in.printf("%s\n", strings.TrimPrefix(in.frameLine(v, f, 1), "> "))
	in.here(v, f)
}

// noThread says why there is no stack.
func noThread(v *debugger.View) error {
	if stop := v.Stop(); stop != nil && stop.Ended {
		return errors.New("the program has ended and has no stack any more; 'run' starts it again")
	}
	return errors.New("the program has no thread yet")
}
