package command

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
)

func breakCommands() []*Command {
	return slices.Concat([]*Command{
		{
			Names: []string{"break", "b", "br", "brea"}, Group: GroupBreakpoints, Usage: "[LOCATION] [thread N] [if CONDITION]", Complete: CompleteLocation,
			Help: "stop the program at a place",
			Text: "A location is a line (12, +3), file:line or file:line:column, a function (main, Shape::area, a pattern such as list_* or " +
				"/^parse_/), an instruction (*0x1f2: its offset in the module file, as backtraces and listings show it; parse+0x12: in a function). " +
				"Without one it is the selected frame's place. A place that is in no module yet is remembered until one is loaded.",
			Example: "break main\nb list.c:40 if n > 100\nb *0x1f2\nb /^test_/",
			Run:     func(in *Interp, a Args) error { return in.addBreak(a, debugger.BreakpointSpec{}) },
		},
		{
			Names: []string{"tbreak", "tb"}, Group: GroupBreakpoints, Usage: "[LOCATION] [thread N] [if CONDITION]", Complete: CompleteLocation,
			Help:    "stop the program at a place once",
			Example: "tbreak parse",
			Run:     func(in *Interp, a Args) error { return in.addBreak(a, debugger.BreakpointSpec{Temporary: true}) },
		},
		{
			Names: []string{"logpoint", "log", "dprintf"}, Group: GroupBreakpoints, Usage: "LOCATION, MESSAGE", Complete: CompleteLocation,
			Help:    "write a message each time a place is reached, without stopping",
			Text:    "Expressions in the message stand in braces.",
			Example: `logpoint list.c:40, n is {n}, next is {p->next}`,
			Run:     (*Interp).logpoint,
		},
		{
			Names: []string{"condition", "cond"}, Group: GroupBreakpoints, Usage: "N [EXPRESSION | -hits COMPARISON]", Complete: CompleteBreakpoint,
			Help:    "stop at a breakpoint only if an expression is true",
			Text:    "Without an expression the condition is removed. -hits compares the number of hits instead: > 5, == 3, % 10.",
			Example: "condition 2 n > 100\ncondition 2\ncondition 2 -hits % 10",
			Run:     (*Interp).condition,
		},
		{
			Names: []string{"ignore"}, Group: GroupBreakpoints, Usage: "N COUNT", Complete: CompleteBreakpoint,
			Help:    "pass a breakpoint the next COUNT times",
			Example: "ignore 2 100",
			Run:     (*Interp).ignore,
		},
		{
			Names: []string{"enable", "en"}, Group: GroupBreakpoints, Usage: "[N...]", Complete: CompleteBreakpoint,
			Help:    "let breakpoints stop the program again; without numbers, all of them",
			Example: "enable 2 3",
			Run:     func(in *Interp, a Args) error { return in.setDisabled(a, false) },
		},
		{
			Names: []string{"disable", "dis"}, Group: GroupBreakpoints, Usage: "[N...]", Complete: CompleteBreakpoint,
			Help:    "keep breakpoints, but without effect; without numbers, all of them",
			Example: "disable 2-4",
			Run:     func(in *Interp, a Args) error { return in.setDisabled(a, true) },
		},
		{
			Names: []string{"delete", "d"}, Group: GroupBreakpoints, Usage: "[N...]", Complete: CompleteBreakpoint,
			Help:    "remove breakpoints, watchpoints and catchpoints; without numbers, all of them",
			Example: "delete 2 4-6",
			Run:     (*Interp).deletePoints,
		},
		{
			Names: []string{"clear", "cl"}, Group: GroupBreakpoints, Usage: "[LOCATION]", Complete: CompleteLocation,
			Help:    "remove the breakpoints at a place",
			Example: "clear list.c:40\nclear   # at the selected frame's line",
			Run:     (*Interp).clear,
		},
		{
			Names: []string{"commands"}, Group: GroupBreakpoints, Usage: "[N]", Complete: CompleteBreakpoint,
			Help:    "give commands that are carried out when a breakpoint is hit",
			Text:    "They are typed on lines of their own, up to a line with 'end'. Without a number they are for the newest breakpoint. If the first is 'silent', the stop itself is not shown.",
			Example: "commands 2\nprint n\ncontinue\nend",
			Run:     (*Interp).commandsCommand,
		},
		{
			Names: []string{"on"}, Group: GroupBreakpoints, Usage: "N COMMAND", Complete: CompleteBreakpoint,
			Help:    "add a command that is carried out when a breakpoint is hit",
			Example: "on 2 info locals",
			Run:     (*Interp).on,
		},
		{
			Names: []string{"breakpoints", "bp"}, Group: GroupBreakpoints,
			Help:    "list breakpoints: the same as info breakpoints",
			Example: "breakpoints",
			Run:     (*Interp).infoBreakpoints,
		},
	}, watchCommands(), []*Command{catchCommand()})
}

// parseBreak takes "thread N" and "if CONDITION" from the end of the arguments of break.
func parseBreak(text string, spec *debugger.BreakpointSpec) error {
	location, condition, _ := cutIf(text)
	spec.Condition = condition
	if i := strings.LastIndex(" "+location, " thread "); i >= 0 {
		n, err := strconv.Atoi(strings.TrimSpace((" " + location)[i+len(" thread "):]))
		if err != nil {
			return errors.New("'thread' needs the number of a thread; 'info threads' lists them")
		}
		id := threadID(n)
		spec.Thread, location = &id, strings.TrimSpace((" " + location)[:i])
	}
	spec.Location = location
	return nil
}

// cutIf splits at the word "if".
func cutIf(text string) (before, condition string, found bool) {
	padded := " " + text + " "
	i := strings.Index(padded, " if ")
	if j := strings.Index(padded, " if("); i < 0 && j >= 0 {
		return strings.TrimSpace(padded[:j]), strings.TrimSpace(padded[j+len(" if"):]), true
	}
	if i < 0 {
		return strings.TrimSpace(text), "", false
	}
	return strings.TrimSpace(padded[:i]), strings.TrimSpace(padded[i+len(" if "):]), true
}

func (in *Interp) addBreak(a Args, spec debugger.BreakpointSpec) error {
	if err := parseBreak(a.Text, &spec); err != nil {
		return err
	}
	var err error
	if spec.From, err = in.frameID(); err != nil {
		return err
	}
	if spec.Location == "" {
		if spec.Location, err = in.hereLocation(); err != nil {
			return err
		}
	}
	return in.addPoint(spec, a.Text)
}

// addPoint adds a breakpoint and shows it.
func (in *Interp) addPoint(spec debugger.BreakpointSpec, typed string) error {
	b, err := in.s.AddBreakpoint(spec)
	if err != nil {
		return placeError(err, typed)
	}
	in.printf("%s\n", in.breakText(&b))
	return nil
}

// hereLocation returns the location of the selected frame's instruction.
func (in *Interp) hereLocation() (location string, err error) {
	err = in.withFrame(func(v *debugger.View, f *debugger.Frame) error {
		off, ok := f.Activation().FileOffset()
		if !ok {
			return errors.New("the selected frame is of a function of the host")
		}
		location = fmt.Sprintf("*0x%x", uint64(off))
		return nil
	})
	return location, err
}

func (in *Interp) logpoint(a Args) error {
	location, message, ok := strings.Cut(a.Text, ",")
	if !ok {
		location, message, ok = strings.Cut(a.Text, " ")
	}
	message = unquote(strings.TrimSpace(message))
	if !ok || message == "" {
		return a.usage()
	}
	spec := debugger.BreakpointSpec{Log: message}
	if err := parseBreak(strings.TrimSpace(location), &spec); err != nil {
		return err
	}
	var err error
	if spec.From, err = in.frameID(); err != nil {
		return err
	}
	return in.addPoint(spec, a.Text)
}

// breakText says in a line what a breakpoint is.
func (in *Interp) breakText(b *debugger.Breakpoint) string {
	kind := "breakpoint"
	switch {
	case b.Log != "":
		kind = "logpoint"
	case b.Temporary:
		kind = "temporary breakpoint"
	}
	text := in.paint(listing.Bold, fmt.Sprintf("%s %d", kind, b.ID))
	switch {
	case b.Pending:
		text += " at " + printable(in.asked(b)) + " is pending"
	case len(b.Sites) == 1:
		text += " " + in.siteText(&b.Sites[0])
	default:
		text += fmt.Sprintf(" at %s, %s", printable(in.asked(b)), listing.Count(len(b.Sites), "place"))
	}
	if b.Message != "" {
		text += ": " + printable(b.Message)
	}
	return text
}

// asked returns where a breakpoint was asked for.
func (in *Interp) asked(b *debugger.Breakpoint) string {
	if b.Location != "" {
		return b.Location
	}
	return fmt.Sprintf("%s:%d", b.File, b.Line)
}

// siteText says where a site is.
func (in *Interp) siteText(s *debugger.Site) string {
	text := "in " + in.paint(listing.Cyan, listing.Clip(printable(s.Func), listing.MaxName))
	if s.Inlined {
		text += " [inlined]"
	}
	if pos := listing.Position(in.opts.Dir, s.Pos); pos != "" {
		return text + " at " + in.paint(listing.Bold, pos)
	}
	return text + fmt.Sprintf(" at func %d+0x%x", s.Place.Func, uint32(s.Place.Offset))
}
