package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/listing"
)

// Command is a row of the table.
type Command struct {
	// Names are the full name, then abbreviations and names that other debuggers have.
	Names []string
	Group Group
	// Help says in one line what the command does.
	Help string
	// Usage shows the arguments after the name: "[N]".
	Usage string
	// Text is the rest of the help; Example is lines as they are typed, with what they do after a "#".
	Text, Example string
	// Complete says what the arguments are.
	Complete Completion
	// Repeat says what Enter on an empty line does afterwards.
	Repeat Repeat
	// Sub are commands that follow the name, as in "info locals". A command with them need not have a Run.
	Sub []*Command
	// Run does it.
	Run func(in *Interp, a Args) error
	// format: "/FORMAT" may follow the name.
	format bool
}

// Args are what follows a command's name.
type Args struct {
	// Text is the arguments, without spaces around.
	Text string
	// Format is what follows a slash directly after the name: "8xw" of "x/8xw p".
	Format string
	// Command is the row that was found.
	Command *Command
}

// Words returns the arguments, separated by spaces; quotes are not looked at.
func (a *Args) Words() []string { return strings.Fields(a.Text) }

// Group is a chapter of the help.
type Group string

// Groups, in the order of the help.
const (
	GroupRunning     Group = "running the program"
	GroupBreakpoints Group = "breakpoints, watchpoints, catchpoints"
	GroupStack       Group = "stack and threads"
	GroupData        Group = "variables and expressions"
	GroupMemory      Group = "memory"
	GroupSource      Group = "source and code"
	GroupSymbols     Group = "symbols"
	GroupWasm        Group = "state of the machine"
	GroupObjects     Group = "objects and heap"
	GroupSession     Group = "the debugger itself"
)

// Groups returns the groups in the order of the help.
func Groups() []Group {
	return []Group{GroupRunning, GroupBreakpoints, GroupStack, GroupData, GroupMemory, GroupSource, GroupSymbols, GroupWasm, GroupObjects, GroupSession}
}

// Repeat says what an empty line after a command does.
type Repeat uint8

// Ways to repeat.
const (
	RepeatNever Repeat = iota
	// RepeatSame does the same again.
	RepeatSame
	// RepeatOn goes on: the command without arguments.
	RepeatOn
)

// Completion says what the arguments of a command are.
type Completion uint8

// Kinds of arguments.
const (
	CompleteNone       Completion = iota
	CompleteCommand               // a command
	CompleteLocation              // a place in the code: function, file:line
	CompleteFunction              // a function
	CompleteExpr                  // an expression
	CompleteType                  // a type, or an expression
	CompletePath                  // a file of the system
	CompleteBreakpoint            // the number of a breakpoint, watchpoint or catchpoint
	CompleteSetting               // the name of a setting
	CompleteSource                // a source file of the program
)

// Name returns the command's full name.
func (c *Command) Name() string { return c.Names[0] }

// find returns the command that a word means in a list: by its name, or an unambiguous beginning of one.
func find(list []*Command, word, within string) (*Command, error) {
	var begin []*Command
	for _, c := range list {
		if slices.Contains(c.Names, word) {
			return c, nil
		}
		if slices.ContainsFunc(c.Names, func(n string) bool { return strings.HasPrefix(n, word) }) {
			begin = append(begin, c)
		}
	}
	switch {
	case len(begin) == 1:
		return begin[0], nil
	case len(begin) > 1:
		return nil, fmt.Errorf("'%s%s' may be %s", within, printable(word), enumerate(begin, word))
	}
	var names []string
	for _, c := range list {
		names = append(names, c.Names...)
	}
	if near := listing.Nearest(word, names); near != "" {
		return nil, fmt.Errorf("no command '%s%s'; did you mean '%s%s'?", within, printable(word), within, near)
	}
	if within != "" {
		return nil, fmt.Errorf("no command '%s%s'; 'help %s' lists what there is", within, printable(word), strings.TrimSpace(within))
	}
	return nil, fmt.Errorf("no command '%s'; 'help' lists what there is", printable(word))
}

// enumerate writes the names of commands, of each the first that begins with a word.
func enumerate(list []*Command, word string) string {
	var names []string
	for i, c := range list {
		if i == 6 {
			return strings.Join(names, ", ") + fmt.Sprintf(" or %d others", len(list)-i)
		}
		at := slices.IndexFunc(c.Names, func(n string) bool { return strings.HasPrefix(n, word) })
		names = append(names, c.Names[at])
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

// parse finds the command of a line, and its arguments.
func (in *Interp) parse(line string) (*Command, Args, error) {
	return parseIn(in.commands, strings.TrimSpace(line), "")
}

func parseIn(list []*Command, line, within string) (*Command, Args, error) {
	n := strings.IndexFunc(line, func(r rune) bool { return !isNameRune(r) })
	if n < 0 {
		n = len(line)
	}
	if n == 0 {
		word, _, _ := strings.Cut(line, " ")
		return nil, Args{}, fmt.Errorf("no command '%s%s'; 'help' lists what there is", within, printable(word))
	}
	c, err := find(list, line[:n], within)
	if err != nil {
		return nil, Args{}, err
	}
	a := Args{Command: c}
	rest := line[n:]
	if form, after, ok := cutFormat(rest); c.format && ok {
		a.Format, rest = form, after
	} else if rest != "" && c.Sub == nil && !strings.ContainsAny(rest[:1], " \t\"'*&$!(-[+/") {
		return nil, Args{}, fmt.Errorf("no command '%s%s'; 'help' lists what there is", within, printable(strings.Fields(line)[0]))
	}
	a.Text = strings.TrimSpace(rest)
	if c.Sub != nil && a.Text != "" {
		sub, subArgs, err := parseIn(c.Sub, a.Text, within+c.Name()+" ")
		if err == nil {
			return sub, subArgs, nil
		}
		if c.Run == nil {
			return nil, Args{}, err
		}
	}
	if c.Run == nil {
		return nil, Args{}, fmt.Errorf("'%s%s' needs to know what: %s", within, c.Name(), enumerate(c.Sub, ""))
	}
	return c, a, nil
}

// cutFormat takes "/8xw" from the beginning of what follows a name.
func cutFormat(text string) (format, rest string, ok bool) {
	text, ok = strings.CutPrefix(strings.TrimLeft(text, " \t"), "/")
	if !ok {
		return "", "", false
	}
	format, rest, _ = strings.Cut(text, " ")
	ok = strings.IndexFunc(format, func(r rune) bool { return !isNameRune(r) }) < 0
	return format, rest, ok && format != ""
}

func isNameRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_'
}

// usage is the error of a command that was called in another way than it can be.
func (a *Args) usage() error {
	return fmt.Errorf("usage: %s %s", a.Command.Name(), a.Command.Usage)
}
