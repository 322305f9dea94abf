package command

import "slices"

func sourceCommands() []*Command {
	return slices.Concat([]*Command{
		{
			Names: []string{"list", "l", "ls"}, Group: GroupSource, Usage: "[LINE | FROM,TO | FILE:LINE | FUNCTION | -]", Complete: CompleteLocation, Repeat: RepeatOn,
			Help: "show source lines",
			Text: "Without arguments, the lines around the place of the selected frame, then those after; with -, those before. " +
				"'=>' marks the selected frame's line and '^' its column, '*' lines with breakpoints.",
			Example: "list\nlist 10,20\nlist parse.c:120\nlist sum",
			Run:     (*Interp).list,
		},
		{
			Names: []string{"disassemble", "disass", "disasm"}, Group: GroupSource, Usage: "[LOCATION | FROM,TO]", Complete: CompleteLocation, format: true,
			Help: "show the code of a function, mixed with its source lines",
			Text: "Without arguments, the function of the selected frame. FROM and TO are offsets in the module file. '=>' marks the instruction that the frame is at, " +
				"'*' those with breakpoints. With /n the source lines are left out, with /r the bytes of instructions are shown.",
			Example: "disassemble\ndisassemble /n sum\ndisassemble 0x1f0,0x240",
			Run:     (*Interp).disassemble,
		},
	})
}
