package command

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

func dataCommands() []*Command {
	return slices.Concat(printCommands(), typeCommands(), memoryCommands(), []*Command{
		printfCommand(),
		{
			Names: []string{"locals"}, Group: GroupData, Usage: "[REGEXP]",
			Help:    "show the local variables: the same as info locals",
			Example: "locals\nlocals ^n",
			Run:     (*Interp).infoLocals,
		},
		{
			Names: []string{"args"}, Group: GroupData, Usage: "[REGEXP]",
			Help:    "show the arguments: the same as info args",
			Example: "args",
			Run:     (*Interp).infoArgs,
		},
	})
}

// printer returns what writes values as the settings want them, in a frame or without one.
func (in *Interp) printer(vals *listing.Values) *value.Printer {
	p := &value.Printer{MaxDepth: in.settings.depth, MaxElements: in.settings.elements, MaxString: in.settings.stringLength, Hex: in.settings.hex}
	if vals != nil {
		p.Formatters, p.Why = vals.Formatters, vals.Why
	}
	return p
}

// framePrinter is printer for a frame, which may be nil.
func (in *Interp) framePrinter(v *debugger.View, f *debugger.Frame) *value.Printer {
	if f != nil {
		return in.printer(v.Values(f))
	}
	p := in.printer(nil)
	if list := v.Instances(); len(list) > 0 {
		p.Formatters = v.Formatters(list[0].Module)
	}
	return p
}

// pattern returns what decides whether a name is wanted: a regular expression, or a glob where it is none; "" wants everything.
func pattern(text string) (func(name string) bool, error) {
	if text == "" {
		return func(string) bool { return true }, nil
	}
	if strings.HasPrefix(text, "*") {
		if _, err := path.Match(text, ""); err == nil {
			return func(name string) bool {
				ok, _ := path.Match(text, name) // the pattern is right
				return ok
			}, nil
		}
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, fmt.Errorf("'%s' is not a regular expression: %s", printable(text), strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	return re.MatchString, nil
}

// variables writes variables of a frame, one a line, those that are wanted; nil wants all.
func (in *Interp) variables(vals *listing.Values, want func(*symbols.Variable) bool, indent string) (shown int) {
	if vals.Err != nil {
		in.printf("%s%s\n", indent, in.paint(listing.Dim, "not all variables are known: "+printable(vals.Err.Error())))
	}
	p := in.printer(vals)
	for i, variable := range vals.List {
		if want != nil && !want(variable) {
			continue
		}
		if shown == maxRows {
			in.printf("%s… %s more\n", indent, listing.Grouped(len(vals.List)-i))
			break
		}
		shown++
		block := strings.Repeat("  ", min(variable.Block, 8))
		in.printf("%s%s%s = %s\n", indent, block, in.paint(listing.Cyan, listing.Label(variable)), printable(p.Variable(vals.Context, variable)))
	}
	return shown
}

func (in *Interp) infoLocals(a Args) error {
	return in.frameVariables(a, "local variables", func(v *symbols.Variable) bool { return v.Kind != symbols.Parameter })
}

func (in *Interp) infoArgs(a Args) error {
	return in.frameVariables(a, "arguments", func(v *symbols.Variable) bool { return v.Kind == symbols.Parameter })
}

// frameVariables writes those variables of the selected frame that are of a sort and whose names are wanted.
func (in *Interp) frameVariables(a Args, what string, sort func(*symbols.Variable) bool) error {
	wanted, err := pattern(a.Text)
	if err != nil {
		return err
	}
	return in.withFrame(func(v *debugger.View, f *debugger.Frame) error {
		if f.IsHost() {
			return errors.New("the selected frame is of a function of the host: its variables are not known")
		}
		vals := v.Values(f)
		if f.Scope == nil || len(vals.List) == 0 && vals.Err == nil && !f.DescribesVariables() {
			return errors.New("there is no debug information about variables here; 'info wasm' shows what the machine has")
		}
		shown := in.variables(vals, func(v *symbols.Variable) bool { return sort(v) && wanted(v.Name) }, "")
		if shown == 0 && vals.Err == nil {
			in.printf("no %s\n", what)
		}
		return nil
	})
}
