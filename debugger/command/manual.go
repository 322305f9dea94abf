package command

import (
	"fmt"
	"strings"
)

// Manual returns the description of all commands and settings, in Markdown.
func Manual() string {
	var b strings.Builder
	b.WriteString("# Commands of the debugger\n\n" +
		"Any unambiguous beginning of a name will do. Names after the first are abbreviations, and what other debuggers call it.\n" +
		"In `wdbg debug`, `help COMMAND` shows the same; how to start is in [wdbg debug](debug.md).\n")
	rows := Rows(table())
	for _, g := range Groups() {
		fmt.Fprintf(&b, "\n## %s\n", strings.ToUpper(string(g[:1]))+string(g[1:]))
		for _, r := range rows {
			if r.Command.Group == g {
				r.manual(&b)
			}
		}
	}
	b.WriteString("\n## Settings\n\n`set NAME VALUE` changes one, `show` lists them.\n\n| setting | at first | |\n|---|---|---|\n")
	s := defaults()
	for _, st := range settingTable() {
		help := strings.ReplaceAll(st.help, "|", `\|`)
		if st.values != nil && len(st.values) > 2 {
			help += ": `" + strings.Join(st.values, "`, `") + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", st.name, code(st.get(&s)), help)
	}
	return b.String()
}

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}

func (r *Row) manual(b *strings.Builder) {
	c := r.Command
	fmt.Fprintf(b, "\n### %s\n\n", r.Name)
	line := r.Name
	if c.format && !strings.Contains(c.Usage, "/") {
		line += " [/FORMAT]"
	}
	if c.Usage != "" {
		line += " " + c.Usage
	}
	fmt.Fprintf(b, "    %s\n\n", line)
	fmt.Fprintf(b, "%s.", strings.ToUpper(c.Help[:1])+c.Help[1:])
	if len(c.Names) > 1 {
		fmt.Fprintf(b, " Also `%s`.", strings.Join(c.Names[1:], "`, `"))
	}
	if c.Text != "" {
		b.WriteString(" " + strings.NewReplacer("*", `\*`, "_", `\_`, "<", "&lt;", "[", `\[`).Replace(c.Text))
	}
	switch c.Repeat {
	case RepeatSame:
		b.WriteString(" Enter does it again.")
	case RepeatOn:
		b.WriteString(" Enter goes on.")
	}
	fmt.Fprintf(b, "\n\n    %s\n", strings.ReplaceAll(c.Example, "\n", "\n    "))
}
