package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/listing"
)

func sessionCommands() []*Command {
	return []*Command{
		{
			Names: []string{"help", "h", "?"}, Group: GroupSession, Usage: "[COMMAND]", Complete: CompleteCommand,
			Help:    "list the commands, or explain one",
			Example: "help\nhelp break\nhelp info locals",
			Run:     (*Interp).help,
		},
		{
			Names: []string{"apropos"}, Group: GroupSession, Usage: "WORD",
			Help:    "list the commands whose help has a word",
			Example: "apropos exception",
			Run:     (*Interp).apropos,
		},
		{
			Names: []string{"set"}, Group: GroupSession, Usage: "SETTING VALUE | [var] EXPRESSION = VALUE", Complete: CompleteSetting,
			Help:    "change a setting, or a variable, a member, memory, a local or global of the machine",
			Text:    "With var it is a variable even where a setting has its name.",
			Example: "set listsize 20\nset context locals backtrace\nset total = 0\nset var width = 3\nset $local2 = 7",
			Run:     (*Interp).set,
		},
		{
			Names: []string{"show"}, Group: GroupSession, Usage: "[SETTING]", Complete: CompleteSetting,
			Help:    "show settings",
			Example: "show\nshow listsize",
			Run:     (*Interp).show,
		},
		{
			Names: []string{"alias"}, Group: GroupSession, Usage: "[NAME = COMMAND...]", Complete: CompleteCommand,
			Help:    "give a command line a name of its own; without arguments, list them",
			Text:    "What is typed after the name follows the line.",
			Example: "alias pl = print list->head\nalias",
			Run:     (*Interp).alias,
		},
		{
			Names: []string{"unalias"}, Group: GroupSession, Usage: "NAME",
			Help:    "take a name away that alias gave",
			Example: "unalias pl",
			Run: func(in *Interp, a Args) error {
				if _, ok := in.aliases[a.Text]; !ok {
					return fmt.Errorf("there is no alias '%s'", printable(a.Text))
				}
				delete(in.aliases, a.Text)
				return nil
			},
		},
		{
			Names: []string{"source"}, Group: GroupSession, Usage: "FILE", Complete: CompletePath,
			Help:    "carry out the commands of a file, or a script",
			Example: "source setup.wdbg",
			Run: func(in *Interp, a Args) error {
				if a.Text == "" {
					return a.usage()
				}
				if in.opts.Source == nil {
					return errors.New("there are no files of commands here")
				}
				return in.opts.Source(unquote(a.Text))
			},
		},
		{
			Names: []string{"transcript"}, Group: GroupSession, Usage: "[-t] FILE | -off", Complete: CompletePath,
			Help:    "write what is typed and shown to a file too",
			Text:    "It is added to the file; with -t the file is emptied first.",
			Example: "transcript session.txt\ntranscript -off",
			Run:     (*Interp).transcriptCommand,
		},
		{
			Names: []string{"echo"}, Group: GroupSession, Usage: "TEXT",
			Help:    "write a text",
			Example: `echo "here we are"`,
			Run: func(in *Interp, a Args) error {
				in.printf("%s\n", printable(unquote(a.Text)))
				return nil
			},
		},
	}
}

func (in *Interp) set(a Args) error {
	if a.Text == "" {
		return a.usage()
	}
	for _, word := range []string{"var", "variable"} {
		if text, ok := cutWord(a.Text, word); ok {
			return in.assign(text)
		}
	}
	st, rest, err := findSetting(a.Text)
	if err != nil {
		if strings.Contains(a.Text, "=") {
			return in.assign(a.Text)
		}
		return err
	}
	return st.set(&in.settings, strings.TrimSpace(strings.TrimPrefix(rest, "=")))
}

// assign evaluates an expression that changes something.
func (in *Interp) assign(text string) error {
	if text == "" {
		return errors.New("usage: set var EXPRESSION = VALUE")
	}
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		p, err := expr.Compile(v.Env(f), text)
		if err == nil && !p.HasEffects() {
			return fmt.Errorf("'%s' changes nothing; use EXPRESSION = VALUE", printable(text))
		}
		if err == nil {
			_, err = p.Eval(v.Env(f))
		}
		return placeError(err, text)
	})
}

func (in *Interp) show(a Args) error {
	if a.Text == "" {
		for _, st := range settingTable() {
			in.printf("%s = %s\n", in.paint(listing.Cyan, st.name), st.get(&in.settings))
		}
		return nil
	}
	st, rest, err := findSetting(a.Text)
	if err != nil {
		return err
	}
	if rest != "" {
		return a.usage()
	}
	in.printf("%s = %s\n    %s\n", in.paint(listing.Cyan, st.name), st.get(&in.settings), st.help)
	return nil
}
