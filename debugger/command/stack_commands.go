package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/unwind"
)

func stackCommands() []*Command {
	return []*Command{
		{
			Names: []string{"backtrace", "bt", "where", "stack"}, Group: GroupStack, Usage: "[full] [N | -N]",
			Help: "show the call stack, innermost frame first",
			Text: "With N, the N innermost frames; with -N, the N outermost. 'full' shows the variables of each frame. " +
				"Recursion is folded where no number is given.",
			Example: "backtrace\nbt 5\nbt -3\nbt full",
			Run:     (*Interp).backtrace,
		},
		{
			Names: []string{"frame", "f"}, Group: GroupStack, Usage: "[N]",
			Help:    "show the selected frame, or select another by its number",
			Example: "frame\nframe 2",
			Run:     (*Interp).frameCommand,
		},
		{
			Names: []string{"up"}, Group: GroupStack, Usage: "[N]", Repeat: RepeatSame,
			Help:    "select the frame that called this one",
			Example: "up\nup 2",
			Run:     func(in *Interp, a Args) error { return in.move(a, 1) },
		},
		{
			Names: []string{"down", "dow"}, Group: GroupStack, Usage: "[N]", Repeat: RepeatSame,
			Help:    "select the frame that this one called",
			Example: "down",
			Run:     func(in *Interp, a Args) error { return in.move(a, -1) },
		},
		{
			Names: []string{"thread", "t"}, Group: GroupStack, Usage: "[N]",
			Help:    "show the selected thread, or select another",
			Example: "thread\nthread 2",
			Run:     (*Interp).threadCommand,
		},
		{
			Names: []string{"threads"}, Group: GroupStack,
			Help:    "list the threads: the same as info threads",
			Example: "threads",
			Run:     (*Interp).infoThreads,
		},
	}
}

func (in *Interp) backtrace(a Args) error {
	full, n := false, 0
	for _, w := range a.Words() {
		if w == "full" || w == "-full" {
			full = true
			continue
		}
		x, err := strconv.Atoi(w)
		if err != nil || x == 0 || n != 0 {
			return a.usage()
		}
		n = x
	}
	return in.inspect(func(v *debugger.View) error {
		t, err := in.selectedThread(v)
		if err != nil {
			return err
		}
		if v.NumFrames(t) == 0 {
			return &debugger.NoFrameError{Thread: t}
		}
		if n > 0 {
			return in.innermost(v, t, n, full)
		}
		return in.summary(v, t, n, full)
	})
}

// maxFrames bounds how many frames are shown, whatever is asked for.
const maxFrames = 20000

// innermost writes the first frames of a stack.
func (in *Interp) innermost(v *debugger.View, t target.ThreadID, n int, full bool) error {
	n = min(n, maxFrames)
	list, err := v.Frames(t, 0, n+1)
	if err != nil {
		return err
	}
	more := len(list) > n
	list = list[:min(n, len(list))]
	for _, f := range list {
		in.frameRow(v, f, len(fmt.Sprint(len(list)-1)), full)
	}
	if more {
		in.printf("  %s\n", in.paint(listing.Dim, "… more frames follow"))
	}
	return nil
}

func (in *Interp) frameRow(v *debugger.View, f *debugger.Frame, digits int, full bool) {
	in.printf("%s\n", in.frameLine(v, f, digits))
	if full {
		in.variables(v.Values(f), nil, "       ")
	}
}

// summary writes a whole stack with recursion folded; with n < 0 only the outermost frames.
func (in *Interp) summary(v *debugger.View, t target.ThreadID, n int, full bool) error {
	stack := v.Physical(t)
	logical := v.Unfolder()
	total := logical.CountRange(stack, 0, stack.Len())
	digits := len(fmt.Sprint(total - 1))
	if n < 0 {
		return in.outermost(v, t, stack, logical, total, min(-n, maxFrames), full)
	}
	number := 0
	for _, it := range stack.Summary(in.settings.backtraceLimit) {
		count := logical.CountRange(stack, it.First, it.First+it.Count)
		if it.Kind != unwind.Shown {
			in.printf("  %s\n", in.paint(listing.Dim, fmt.Sprintf("%*s ", digits, "")+listing.Gap(stack, logical, it, count)))
			number += count
			continue
		}
		list, err := v.FramesAt(t, it.First, number)
		if err != nil {
			return err
		}
		for _, f := range list {
			in.frameRow(v, f, digits, full)
		}
		number += count
	}
	return nil
}

// outermost writes the last n of all frames.
func (in *Interp) outermost(v *debugger.View, t target.ThreadID, stack *unwind.Stack, logical *unwind.Logical, total, n int, full bool) error {
	first, number := stack.Len(), total
	for first > 0 && total-number < n {
		first--
		number -= logical.CountRange(stack, first, first+1)
	}
	for ; first < stack.Len(); first++ {
		list, err := v.FramesAt(t, first, number)
		if err != nil {
			return err
		}
		for _, f := range list {
			if f.Number >= total-n {
				in.frameRow(v, f, len(fmt.Sprint(total-1)), full)
			}
		}
		number += len(list)
	}
	return nil
}

func (in *Interp) frameCommand(a Args) error {
	n := in.frame
	if a.Text != "" {
		x, err := strconv.Atoi(strings.TrimPrefix(a.Text, "#"))
		if err != nil || x < 0 {
			return a.usage()
		}
		n = x
	}
	return in.goTo(n)
}

// goTo selects a frame of the selected thread.
func (in *Interp) goTo(n int) error {
	return in.inspect(func(v *debugger.View) error {
		t, err := in.selectedThread(v)
		if err != nil {
			return err
		}
		f, err := v.Frame(t, n)
		if err != nil {
			return err
		}
		in.selectFrame(v, f)
		return nil
	})
}

func (in *Interp) move(a Args, by int) error {
	n := 1
	if a.Text != "" {
		x, err := strconv.Atoi(a.Text)
		if err != nil || x < 1 || x > maxFrames*100 {
			return a.usage()
		}
		n = x
	}
	if by < 0 && in.frame == 0 {
		return errors.New("this is the innermost frame")
	}
	return in.inspect(func(v *debugger.View) error {
		t, err := in.selectedThread(v)
		if err != nil {
			return err
		}
		to := max(0, in.frame+by*n)
		f, err := v.Frame(t, to)
		var none *debugger.NoFrameError
		if errors.As(err, &none) && none.Frames > 0 {
			if in.frame >= none.Frames-1 {
				return errors.New("this is the outermost frame")
			}
			f, err = v.Frame(t, none.Frames-1)
		}
		if err != nil {
			return err
		}
		in.selectFrame(v, f)
		return nil
	})
}

func (in *Interp) threadCommand(a Args) error {
	return in.inspect(func(v *debugger.View) error {
		if a.Text == "" {
			t, err := in.selectedThread(v)
			if err != nil {
				return err
			}
			in.printf("thread %d is selected\n", t)
			return nil
		}
		n, err := strconv.Atoi(a.Text)
		if err != nil {
			return a.usage()
		}
		for _, t := range v.Threads() {
			if int(t.ID) == n {
				f, err := v.Frame(t.ID, 0)
				if err != nil {
					return err
				}
				in.selectFrame(v, f)
				return nil
			}
		}
		return fmt.Errorf("there is no thread %d; 'info threads' lists those there are", n)
	})
}

func (in *Interp) infoThreads(a Args) error {
	return in.inspect(func(v *debugger.View) error {
		selected, _ := in.selectedThread(v)
		list := v.Threads()
		if len(list) == 0 {
			in.printf("there are no threads\n")
		}
		for i, t := range list {
			if i == maxRows {
				in.printf("  … %s more\n", listing.Grouped(len(list)-i))
				break
			}
			mark := " "
			if t.ID == selected {
				mark = ">"
			}
			where := "(no frames)"
			if f, err := v.Frame(t.ID, 0); err == nil {
				where = in.signature(v, f, true)
			}
			if t.Waiting {
				where = "waits for a notification, " + where
			}
			in.printf("%s %d  %s  %s\n", mark, t.ID, printable(t.Name), where)
		}
		return nil
	})
}

// maxRows bounds the rows of lists that may be very long.
const maxRows = 2000
