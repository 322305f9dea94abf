package command

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
)

func printCommands() []*Command {
	return []*Command{
		{
			Names: []string{"print", "p", "inspect", "call"}, Group: GroupData, Usage: "[/FORMAT] EXPRESSION", Complete: CompleteExpr, format: true,
			Help: "show the value of an expression",
			Text: "Expressions are C's, with what other languages have: a::b, a[2:5], *p, &x, (char)x, x = 3, f(1). $local0, $global[NAME], $stack[0], $mem[0x400] are the " +
				"machine's. Results are numbered: $1, $2, and $ is the last. Formats are /x, /d, /u, /o, /t (binary), /c, /a (address), /f, /z (hexadecimal with zeros), /s, " +
				"and /r, without the formatters of libraries' types.",
			Example: "print list->head\np/x flags\np total = 0\np $local0",
			Run:     (*Interp).print,
		},
		{
			Names: []string{"display"}, Group: GroupData, Usage: "[/FORMAT] [EXPRESSION]", Complete: CompleteExpr, format: true,
			Help:    "show the value of an expression at every stop; without one, those there are",
			Example: "display n\ndisplay/x flags",
			Run:     (*Interp).display,
		},
		{
			Names: []string{"undisplay"}, Group: GroupData, Usage: "[N...]",
			Help:    "show an expression no longer at every stop; without numbers, none",
			Example: "undisplay 1",
			Run:     (*Interp).undisplay,
		},
	}
}

func (in *Interp) print(a Args) error {
	f, err := parseFormat(a.Format)
	if err != nil {
		return err
	}
	if f.hasCount || f.size != 0 || f.letter == 'i' {
		return fmt.Errorf("'/%s' is a format of x: print has no counts and sizes", printable(a.Format))
	}
	if a.Text == "" {
		return a.usage()
	}
	return in.withFrameIfAny(func(v *debugger.View, fr *debugger.Frame) error {
		val, err := in.eval(v, fr, a.Text)
		if err != nil {
			return placeError(err, a.Text)
		}
		text := printable(f.value(in.framePrinter(v, fr), val))
		if val.Type() == nil || val.Type().Kind == symbols.KindVoid { // a call of a function that returns nothing
			in.printf("%s\n", text)
			return nil
		}
		in.printf("%s = %s\n", in.paint(listing.Cyan, fmt.Sprintf("$%d", v.Remember(val))), text)
		return nil
	})
}

// shown evaluates an expression and writes the value.
func (in *Interp) shown(v *debugger.View, f *debugger.Frame, text string, form format) (string, error) {
	val, err := in.eval(v, f, text)
	if err != nil {
		return "", err
	}
	return printable(form.value(in.framePrinter(v, f), val)), nil
}

// displays are the expressions that are shown at every stop.
type displays struct {
	list []display
	last int // number given
}

type display struct {
	id   int
	expr string
	form format
	// typed is the format as it was typed.
	typed string
}

// maxDisplays bounds the expressions that are shown at every stop.
const maxDisplays = 100

func (in *Interp) display(a Args) error {
	f, err := parseFormat(a.Format)
	if err != nil {
		return err
	}
	if a.Text == "" {
		in.showDisplays()
		return nil
	}
	if f.hasCount || f.size != 0 || f.letter == 'i' {
		return fmt.Errorf("'/%s' is a format of x: display has no counts and sizes", printable(a.Format))
	}
	if len(in.displays.list) >= maxDisplays {
		return fmt.Errorf("there are %d expressions already; undisplay some", maxDisplays)
	}
	in.displays.last++
	d := display{id: in.displays.last, expr: a.Text, form: f, typed: a.Format}
	if in.s.State() == debugger.Stopped {
		if err := in.showDisplay(&d); err != nil {
			in.displays.last--
			return err
		}
	}
	in.displays.list = append(in.displays.list, d)
	return nil
}

// showDisplays shows what is to be shown at every stop; what has no value here says so.
func (in *Interp) showDisplays() {
	for i := range in.displays.list {
		d := &in.displays.list[i]
		if err := in.showDisplay(d); err != nil {
			message, _, _ := strings.Cut(err.Error(), "\n")
			in.printf("%s = %s\n", d.label(in), in.paint(listing.Dim, "<"+printable(message)+">"))
		}
	}
}

func (d *display) label(in *Interp) string {
	format := ""
	if d.typed != "" {
		format = "/" + d.typed + " "
	}
	return fmt.Sprintf("%d: %s%s", d.id, format, in.paint(listing.Cyan, printable(d.expr)))
}

func (in *Interp) showDisplay(d *display) error {
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		text, err := in.shown(v, f, d.expr, d.form)
		if err != nil {
			return placeError(err, d.expr)
		}
		in.printf("%s = %s\n", d.label(in), text)
		return nil
	})
}

func (in *Interp) undisplay(a Args) error {
	if a.Text == "" {
		if len(in.displays.list) > 0 && in.confirm("Remove all %s?", listing.Count(len(in.displays.list), "display")) {
			in.displays.list = nil
		}
		return nil
	}
	for _, w := range a.Words() {
		n, err := strconv.Atoi(w)
		if err != nil {
			return a.usage()
		}
		found := false
		for i, d := range in.displays.list {
			if d.id == n {
				in.displays.list, found = append(in.displays.list[:i:i], in.displays.list[i+1:]...), true
				break
			}
		}
		if !found {
			return fmt.Errorf("there is no display %d; 'display' lists those there are", n)
		}
	}
	return nil
}
