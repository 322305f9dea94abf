package command

import (
	"errors"
	"strconv"

	"github.com/wdbg/wdbg/debugger"
)

func skipCommands() []*Command {
	return []*Command{{
		Names: []string{"skip"}, Group: GroupRunning,
		Help:    "let step not stop in some functions",
		Text:    "Patterns have * and ?. At first the list has libraries of C++, Rust, C, Go and AssemblyScript. Without arguments, the function of the selected frame is added.",
		Example: "skip function 'std::*'\nskip file *vendor/*\nskip delete 3",
		Run: func(in *Interp, a Args) error {
			if a.Text != "" {
				return in.addSkip(debugger.Skip{Function: unquote(a.Text)})
			}
			sk := debugger.Skip{}
			err := in.withFrame(func(v *debugger.View, f *debugger.Frame) error {
				if f.Func == nil || f.Func.Name == "" {
					return errors.New("the function of the selected frame has no name")
				}
				sk.Function = f.Func.QualifiedName()
				return nil
			})
			if err != nil {
				return err
			}
			return in.addSkip(sk)
		},
		Sub: []*Command{
			{
				Names: []string{"function"}, Group: GroupRunning, Usage: "PATTERN", Complete: CompleteFunction,
				Help:    "let step not stop in functions whose qualified name matches",
				Example: "skip function 'std::*'",
				Run: func(in *Interp, a Args) error {
					if a.Text == "" {
						return a.usage()
					}
					return in.addSkip(debugger.Skip{Function: unquote(a.Text)})
				},
			},
			{
				Names: []string{"file"}, Group: GroupRunning, Usage: "PATTERN", Complete: CompleteSource,
				Help:    "let step not stop in functions whose source file matches",
				Example: "skip file *vendor/*",
				Run: func(in *Interp, a Args) error {
					if a.Text == "" {
						return a.usage()
					}
					return in.addSkip(debugger.Skip{File: unquote(a.Text)})
				},
			},
			{
				Names: []string{"delete"}, Group: GroupRunning, Usage: "N...",
				Help:    "remove from the skip list",
				Example: "skip delete 3",
				Run: func(in *Interp, a Args) error {
					return in.eachSkip(a, in.s.RemoveSkip)
				},
			},
			{
				Names: []string{"enable"}, Group: GroupRunning, Usage: "N...",
				Help:    "let an item of the skip list count again",
				Example: "skip enable 3",
				Run: func(in *Interp, a Args) error {
					return in.eachSkip(a, func(id int) error { return in.s.EnableSkip(id, true) })
				},
			},
			{
				Names: []string{"disable"}, Group: GroupRunning, Usage: "N...",
				Help:    "keep an item of the skip list, but without effect",
				Example: "skip disable 3",
				Run: func(in *Interp, a Args) error {
					return in.eachSkip(a, func(id int) error { return in.s.EnableSkip(id, false) })
				},
			},
		},
	}}
}

func infoSkip() []*Command {
	return []*Command{{
		Names: []string{"skip"}, Group: GroupRunning,
		Help:    "list what step does not stop in",
		Example: "info skip",
		Run: func(in *Interp, a Args) error {
			list := in.s.Skips()
			if len(list) == 0 {
				in.printf("nothing is skipped\n")
			}
			for i := range list {
				in.printf("%s\n", skipText(&list[i]))
			}
			return nil
		},
	}}
}

func skipText(sk *debugger.Skip) string {
	text := strconv.Itoa(sk.ID) + ":"
	if sk.Function != "" {
		text += " function " + printable(sk.Function)
	}
	if sk.File != "" {
		text += " file " + printable(sk.File)
	}
	if sk.Disabled {
		text += " (disabled)"
	}
	return text
}

func (in *Interp) addSkip(sk debugger.Skip) error {
	sk, err := in.s.AddSkip(sk)
	if err != nil {
		return err
	}
	in.printf("skip %s\n", skipText(&sk))
	return nil
}

func (in *Interp) eachSkip(a Args, do func(id int) error) error {
	if a.Text == "" {
		return a.usage()
	}
	for _, w := range a.Words() {
		n, err := strconv.Atoi(w)
		if err != nil {
			return a.usage()
		}
		if err := do(n); err != nil {
			return err
		}
	}
	return nil
}
