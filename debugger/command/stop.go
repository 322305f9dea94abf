package command

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/target"
)

// PrintStop shows why the program stands still and where, what is displayed at every stop, and the panels that were chosen; the
// selected thread and frame are again those that stopped. Commands that let the program go on do it by themselves.
func (in *Interp) PrintStop(stop *debugger.Stop) {
	in.forget(stop)
	if head := in.headline(stop); head != "" {
		in.printf("%s\n", head)
	}
	err := in.inspect(func(v *debugger.View) error {
		in.position(v, stop)
		return nil
	})
	if err != nil {
		return // there is nothing left to be seen
	}
	in.showDisplays()
	in.showPanels()
}

// Stopped makes a stop, which somebody else shows, the one that commands are about.
func (in *Interp) Stopped(stop *debugger.Stop) {
	if in.stop != stop {
		in.forget(stop)
	}
}

// Headline says why the program stands still; "" where the place says it all.
func (in *Interp) Headline(stop *debugger.Stop) string { return in.headline(stop) }

// forget makes a stop the one that commands are about, instead of the one before.
func (in *Interp) forget(stop *debugger.Stop) {
	in.stop, in.frame, in.hasThread = stop, 0, false
	in.listed, in.examined, in.objects = listed{}, examined{}, nil
}

// position shows where the program stands.
func (in *Interp) position(v *debugger.View, stop *debugger.Stop) {
	if stop.Reason == debugger.ReasonExit || stop.Reason == debugger.ReasonFailed {
		return
	}
	f, err := in.selected(v)
	if err != nil {
		return
	}
	if n := len(v.Threads()); n > 1 {
		in.printf("[thread %d of %d] ", f.Thread, n)
	}
	in.printf("%s\n", in.signature(v, f, true))
	in.here(v, f)
}

// headline says why the program stands still; "" where the place says it all.
func (in *Interp) headline(stop *debugger.Stop) string {
	var parts []string
	if len(stop.Breakpoints) > 0 {
		parts = append(parts, in.hits(stop.Breakpoints))
	}
	for _, w := range stop.Watches {
		parts = append(parts, in.watchText(w))
	}
	switch stop.Reason {
	case debugger.ReasonFailed:
		parts = append(parts, in.paint(listing.Red, "the program cannot be run:")+" "+errorText(stop.Err))
	case debugger.ReasonTrap:
		parts = append(parts, in.trapText(stop))
	case debugger.ReasonExit:
		parts = append(parts, in.exitText(stop))
	case debugger.ReasonException:
		parts = append(parts, in.throwText(stop.Throw))
	case debugger.ReasonHostCall:
		if stop.HostCall != nil {
			parts = append(parts, "about to call the host: "+printable(stop.HostCall.Module+"."+stop.HostCall.Name))
		}
	case debugger.ReasonHeap:
		parts = append(parts, in.paint(listing.Red, "heap:")+" "+printable(stop.Text))
	case debugger.ReasonLoad:
		parts = append(parts, in.loadText(stop.Loaded))
	case debugger.ReasonPause:
		text := "interrupted"
		if stop.HostCall != nil {
			text += " in a call of the host: " + printable(stop.HostCall.Module+"."+stop.HostCall.Name)
		}
		parts = append(parts, text)
	case debugger.ReasonRestart:
		parts = append(parts, "the frame begins again")
	case debugger.ReasonEntry:
		parts = append(parts, "at the program's first instruction")
	}
	if r := stop.Returned; r != nil {
		parts = append(parts, in.returnedText(r))
	}
	if stop.Text != "" && stop.Reason != debugger.ReasonHeap && stop.Reason != debugger.ReasonExit {
		parts = append(parts, printable(stop.Text))
	}
	return strings.Join(parts, "\n")
}

// loadText says which module was loaded.
func (in *Interp) loadText(id target.InstanceID) string {
	text := "a module was loaded"
	_ = in.inspect(func(v *debugger.View) error { // without a name where that fails
		if inst, ok := v.Instance(id); ok {
			text += ": " + listing.Clip(printable(inst.Name), listing.MaxName)
		}
		return nil
	})
	return text
}

func errorText(err error) string {
	if err == nil {
		return "the reason is not known"
	}
	return printable(err.Error())
}

// hits names breakpoints and catchpoints with how often they were hit.
func (in *Interp) hits(ids []int) string {
	var parts []string
	for _, id := range ids {
		parts = append(parts, in.hit(id))
	}
	return strings.Join(parts, ", ")
}

func (in *Interp) hit(id int) string {
	times := func(n uint64) string {
		if n > 1 {
			return fmt.Sprintf(", hit %s", listing.Count(int(n), "time"))
		}
		return ""
	}
	for _, b := range in.s.Breakpoints() {
		if b.ID == id {
			return in.paint(listing.Bold, fmt.Sprintf("breakpoint %d", id)) + times(b.Hits)
		}
	}
	for _, c := range in.s.Catchpoints() {
		if c.ID == id {
			return in.paint(listing.Bold, fmt.Sprintf("catchpoint %d", id)) + times(c.Hits)
		}
	}
	return in.paint(listing.Bold, fmt.Sprintf("temporary breakpoint %d", id))
}

// watchText says what was done to what is watched.
func (in *Interp) watchText(w debugger.WatchEvent) string {
	head := in.paint(listing.Bold, fmt.Sprintf("watchpoint %d", w.ID)) + ": " + printable(w.Text)
	switch {
	case w.Gone:
		return head + ": its frame is gone, and the watchpoint with it"
	case w.Old == w.New:
		return head + " = " + printable(w.New) + " was read"
	}
	return head + ": " + printable(w.Old) + " -> " + printable(w.New)
}

func (in *Interp) trapText(stop *debugger.Stop) string {
	if stop.Trap == nil {
		return in.paint(listing.Red, "trap")
	}
	text := in.paint(listing.Red, "trap:") + " " + in.paint(listing.Bold, printable(stop.Trap.Kind))
	if stop.Trap.Detail != "" {
		text += ": " + printable(stop.Trap.Detail)
	}
	if hint := listing.TrapHint(stop.Trap.Kind); hint != "" {
		text += "\n" + in.paint(listing.Dim, "  "+hint)
	}
	return text
}

func (in *Interp) exitText(stop *debugger.Stop) string {
	if stop.Text != "" {
		return "the program was " + printable(stop.Text)
	}
	if stop.Exit == 0 {
		return "the program exited normally"
	}
	return fmt.Sprintf("the program exited with status %d", stop.Exit)
}

func (in *Interp) returnedText(r *debugger.Returned) string {
	name := printable(r.Func)
	switch {
	case r.Value != nil:
		return name + " returned " + in.returnedValue(r)
	case len(r.Words) > 0:
		var words []string
		for _, w := range r.Words {
			words = append(words, w.Type.String()+" "+listing.Word(w))
		}
		return fmt.Sprintf("%s returned %s", name, strings.Join(words, ", "))
	case r.Why != "":
		return fmt.Sprintf("%s returned: %s", name, printable(r.Why))
	}
	return name + " returned"
}

// returnedValue returns the value that a function returned as text, and adds it to the history of values.
func (in *Interp) returnedValue(r *debugger.Returned) (text string) {
	err := in.inspect(func(v *debugger.View) error {
		var top *debugger.Frame
		if t, ok := v.Thread(); ok {
			top, _ = v.Frame(t, 0) // without one nothing is known of libraries' types
		}
		text = printable(in.framePrinter(v, top).Text(*r.Value))
		if in.returned != r {
			in.returned, in.returnedNumber = r, v.Remember(*r.Value)
		}
		return nil
	})
	if err != nil {
		return "a value that cannot be read: " + printable(err.Error())
	}
	return fmt.Sprintf("$%d = %s", in.returnedNumber, text)
}
