package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
)

func watchCommands() []*Command {
	row := func(access target.Access, help, example string, names ...string) *Command {
		return &Command{
			Names: names, Group: GroupBreakpoints, Usage: "[-r | -w | -rw] [-l] EXPRESSION [if CONDITION]", Complete: CompleteExpr, Help: help,
			Text: "The expression has a place: a variable, a member, *p, $local0, $global[NAME], or a range of memory, $mem[FROM:TO]. " +
				"A watchpoint of a local variable goes away when its frame is left. With -l, what is watched is the memory where the value is now, " +
				"whatever becomes of the frame. With -r, -w and -rw the command is that of Delve.",
			Example: example,
			Run:     func(in *Interp, a Args) error { return in.watch(a, access) },
		}
	}
	return []*Command{
		row(target.Write, "stop when a value changes", "watch total\nwatch list->head if n > 3\nwatch -r total\nwatch $mem[0x400:0x500]", "watch", "wa"),
		row(target.Read, "stop when a value is read", "rwatch config.verbose", "rwatch"),
		row(target.Read|target.Write, "stop when a value is read or written", "awatch *p", "awatch"),
	}
}

func (in *Interp) watch(a Args, access target.Access) error {
	text, condition, _ := cutIf(a.Text)
	spec := debugger.WatchSpec{Access: access, Changes: access == target.Write, Condition: condition}
	place := false
	for strings.HasPrefix(text, "-") {
		word, rest, _ := strings.Cut(text, " ")
		switch word {
		case "-r":
			spec.Access, spec.Changes = target.Read, false
		case "-w":
			spec.Access, spec.Changes = target.Write, false
		case "-rw", "-wr":
			spec.Access, spec.Changes = target.Read|target.Write, false
		case "-l", "-location":
			place = true
		default:
			return a.usage()
		}
		text = strings.TrimSpace(rest)
	}
	if text == "" {
		return a.usage()
	}
	var err error
	if spec.Frame, err = in.frameID(); err != nil {
		return err
	}
	if spec.Expr = text; place {
		if spec.Expr, err = in.placeOf(text); err != nil {
			return placeError(err, text)
		}
	}
	w, err := in.s.AddWatchpoint(spec)
	if err != nil {
		return placeError(err, text)
	}
	in.printf("%s: %s%s\n", in.paint(listing.Bold, fmt.Sprintf("watchpoint %d", w.ID)), printable(w.Expr), in.whereText(&w))
	return nil
}

// placeOf returns an expression for what is now where an expression's value is.
func (in *Interp) placeOf(text string) (place string, err error) {
	err = in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		val, err := in.eval(v, f, text)
		if err != nil {
			return err
		}
		addr, ok := val.Address()
		size, err := val.Size()
		if !ok || err != nil || size <= 0 {
			return fmt.Errorf("'%s' is not in memory: watch it without -l", printable(text))
		}
		place = fmt.Sprintf("*(%s)0x%x", symbols.NewType(symbols.TypeInfo{Kind: symbols.KindPointer}, pointee{val.Type()}, 0).String(), addr)
		if t, err := in.typeOf(v, f, place); err != nil || t.String() != val.Type().String() {
			place = fmt.Sprintf("$mem[0x%x:0x%x]", addr, addr+uint64(size))
		}
		return nil
	})
	return place, err
}

// pointee is what a pointer type points to.
type pointee struct{ t *symbols.Type }

// LoadElem implements symbols.TypeLoader.
func (p pointee) LoadElem(*symbols.Type, uint64) *symbols.Type { return p.t }

// LoadDetails implements symbols.TypeLoader.
func (p pointee) LoadDetails(*symbols.Type, uint64) symbols.Details { return symbols.Details{} }

func (in *Interp) whereText(w *debugger.Watchpoint) string {
	text := ""
	if w.Where != "" {
		text = ", " + printable(w.Where)
	}
	if w.Message != "" {
		text += ": " + printable(w.Message)
	}
	return text
}

// catchCommand returns the row of catch, with one below it for each kind.
func catchCommand() *Command {
	row := func(kind debugger.CatchKind, usage, help, text, example string, names ...string) *Command {
		return &Command{
			Names: names, Group: GroupBreakpoints, Usage: usage, Help: help, Text: text, Example: example,
			Run: func(in *Interp, a Args) error { return in.catch(a, kind) },
		}
	}
	return &Command{
		Names: []string{"catch"}, Group: GroupBreakpoints, Usage: "KIND | HOSTFUNCTION",
		Help:    "stop the program at an event that has no place",
		Text:    "With the name of a function of the host, such as fd_write, stop before it is called.",
		Example: "catch throw\ncatch fd_write\ncatch host path_* if $arg0 == 3",
		Sub: []*Command{
			row(debugger.CatchThrow, "[TAG] [if CONDITION]", "stop before an exception is thrown", "A tag is its name or number, or a pattern.", "catch throw\ncatch throw __cpp_exception", "throw", "exception"),
			row(debugger.CatchUncaught, "[TAG] [if CONDITION]", "stop before an exception is thrown that nothing catches", "", "catch uncaught", "uncaught", "unhandled"),
			row(debugger.CatchHost, "[FUNCTION] [if CONDITION]", "stop before a function of the host is called", "FUNCTION may be a pattern.", "catch host fd_*", "host", "syscall"),
			row(debugger.CatchLoad, "[MODULE]", "stop when a module was loaded, before anything of it runs", "MODULE may be a pattern.", "catch load", "load"),
			row(debugger.CatchTrap, "[KIND]", "carry out commands at a trap", "Traps stop the program anyhow: this is for counting and commands.", "catch trap unreachable", "trap"),
		},
		Run: func(in *Interp, a Args) error {
			if a.Text == "" {
				return a.usage()
			}
			return in.catch(a, debugger.CatchHost)
		},
	}
}

func (in *Interp) catch(a Args, kind debugger.CatchKind) error {
	pattern, condition, _ := cutIf(a.Text)
	if strings.ContainsAny(pattern, " \t") && kind != debugger.CatchTrap {
		return errors.New("one pattern only: " + printable(pattern))
	}
	c, err := in.s.AddCatchpoint(debugger.CatchSpec{Kind: kind, Pattern: pattern, Condition: condition})
	if err != nil {
		return placeError(err, a.Text)
	}
	in.printf("%s: %s\n", in.paint(listing.Bold, fmt.Sprintf("catchpoint %d", c.ID)), catchText(&c))
	return nil
}

// catchText says what a catchpoint catches.
func catchText(c *debugger.Catchpoint) string {
	kind := [...]string{
		debugger.CatchThrow: "exceptions thrown", debugger.CatchUncaught: "exceptions that nothing catches", debugger.CatchHost: "calls of the host",
		debugger.CatchLoad: "modules loaded", debugger.CatchTrap: "traps",
	}[c.Kind]
	if c.Pattern != "" {
		kind += ": " + printable(c.Pattern)
	}
	return kind
}
