package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
)

func infoCommands() []*Command {
	return []*Command{{
		Names: []string{"info", "i", "inf"}, Group: GroupData, Usage: "SUBJECT",
		Help:    "show what is known of a subject",
		Example: "info locals\ninfo breakpoints",
		Sub:     slices.Concat(infoState(), infoMachine(), infoSymbols(), infoObjects(), infoException(), infoSkip()),
	}}
}

func infoState() []*Command {
	return []*Command{
		{
			Names: []string{"locals"}, Group: GroupData, Usage: "[REGEXP]",
			Help:    "show the local variables of the selected frame, inner blocks further to the right",
			Example: "info locals\ninfo locals ^n",
			Run:     (*Interp).infoLocals,
		},
		{
			Names: []string{"args", "arguments"}, Group: GroupData, Usage: "[REGEXP]",
			Help:    "show the arguments of the selected frame",
			Example: "info args",
			Run:     (*Interp).infoArgs,
		},
		{
			Names: []string{"breakpoints", "break", "b", "watchpoints"}, Group: GroupBreakpoints,
			Help:    "list breakpoints, watchpoints and catchpoints",
			Example: "info breakpoints",
			Run:     (*Interp).infoBreakpoints,
		},
		{
			Names: []string{"threads"}, Group: GroupStack,
			Help:    "list the threads and where they are",
			Example: "info threads",
			Run:     (*Interp).infoThreads,
		},
	}
}

func (in *Interp) infoBreakpoints(a Args) error {
	type row struct {
		id   int
		text string
	}
	var rows []row
	for _, b := range in.s.Breakpoints() {
		rows = append(rows, row{b.ID, in.breakRow(&b)})
	}
	for _, w := range in.s.Watchpoints() {
		text := fmt.Sprintf("%s: %s%s", in.paint(listing.Bold, fmt.Sprintf("watchpoint %d", w.ID)), printable(w.Expr), in.whereText(&w))
		rows = append(rows, row{w.ID, text + in.more(w.Condition, "", w.Ignore, w.Hits, w.Disabled, w.Commands)})
	}
	for _, c := range in.s.Catchpoints() {
		text := fmt.Sprintf("%s: %s", in.paint(listing.Bold, fmt.Sprintf("catchpoint %d", c.ID)), catchText(&c))
		rows = append(rows, row{c.ID, text + in.more(c.Condition, "", c.Ignore, c.Hits, c.Disabled, c.Commands)})
	}
	if len(rows) == 0 {
		in.printf("there are no breakpoints\n")
		return nil
	}
	slices.SortFunc(rows, func(a, b row) int { return a.id - b.id })
	for _, r := range rows {
		in.printf("%s\n", r.text)
	}
	return nil
}

func (in *Interp) breakRow(b *debugger.Breakpoint) string {
	text := in.breakText(b)
	if len(b.Sites) > 1 {
		for i := range b.Sites {
			if i == maxSites {
				text += fmt.Sprintf("\n    … %s more", listing.Grouped(len(b.Sites)-i))
				break
			}
			text += "\n    " + in.siteText(&b.Sites[i])
		}
	}
	if b.Thread != nil {
		text += fmt.Sprintf("\n    only thread %d", *b.Thread)
	}
	if b.Log != "" {
		text += "\n    message: " + printable(b.Log)
	}
	return text + in.more(b.Condition, b.HitCondition, b.Ignore, b.Hits, b.Disabled, b.Commands)
}

// maxSites bounds the places that are shown of a breakpoint.
const maxSites = 20

// more says what else is to be known of a breakpoint, watchpoint or catchpoint, each on a line.
func (in *Interp) more(condition, hits string, ignore int, count uint64, disabled bool, commands []string) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, "\n    "+format, args...) }
	if disabled {
		line("disabled")
	}
	if condition != "" {
		line("only if %s", printable(condition))
	}
	if hits != "" {
		line("only at hits %s", printable(hits))
	}
	if count > 0 {
		line("hit %s", listing.Count(int(count), "time"))
	}
	if ignore > 0 {
		line("the next %s do not count", listing.Count(ignore, "hit"))
	}
	for _, c := range commands {
		line("  %s", printable(c))
	}
	return b.String()
}
