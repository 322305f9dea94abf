package palette

import (
	"fmt"
	"strings"
)

// Manual returns the description of the palette, in Markdown.
func Manual() string {
	var b strings.Builder
	b.WriteString("## The palette\n\nctrl+p looks for actions, functions, files, variables and types, of all modules. What is typed are characters of the name in their order,\n" +
		"best the beginnings of its words: `pb` finds `push_back`. Several words may come in any order. A character at the beginning says what is looked for:\n\n| | |\n|---|---|\n")
	for _, m := range modes()[1:] {
		fmt.Fprintf(&b, "| `%s` | %s |\n", m.prefix, m.help)
	}
	b.WriteString("\n`main.c:12` is a line of a file. Up and down choose, enter goes there: to the source of a function, or its code where it has none; " +
		"a variable is watched, a type is shown in the console.\n" +
		"alt+enter does the other thing: the code of a function, the place where a variable is declared. Tab goes on to the next of these ways to look, escape closes.\n")
	return b.String()
}
