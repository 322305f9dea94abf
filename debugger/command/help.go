package command

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/listing"
)

func (in *Interp) help(a Args) error {
	if a.Text == "" {
		in.overview()
		return nil
	}
	for _, g := range Groups() {
		if string(g) == a.Text {
			in.group(g)
			return nil
		}
	}
	words := a.Words()
	list, within := in.commands, ""
	var c *Command
	for _, w := range words {
		found, err := find(list, w, within)
		if err != nil {
			if line := in.expandAlias(w); line != w {
				in.printf("'%s' is an alias of '%s'\n", printable(w), printable(line))
				return nil
			}
			return err
		}
		c, list = found, found.Sub
		within += c.Name() + " "
	}
	in.explain(c, strings.TrimSpace(within))
	return nil
}

// overview lists all commands by group.
func (in *Interp) overview() {
	for _, g := range Groups() {
		in.group(g)
	}
	in.printf("'help COMMAND' explains one. Any unambiguous beginning of a name will do.\n")
}

func (in *Interp) group(g Group) {
	in.printf("%s\n", in.paint(listing.Bold, string(g)+":"))
	for _, r := range Rows(in.commands) {
		if r.Command.Group == g && !r.Below {
			in.printf("  %s\n", in.rowText(r))
		}
	}
}

// rowText is a command in one line.
func (in *Interp) rowText(r Row) string {
	name := r.Name
	if len(r.Command.Names) > 1 {
		name += " (" + strings.Join(r.Command.Names[1:], ", ") + ")"
	}
	return in.paint(listing.Cyan, fmt.Sprintf("%-28s", name)) + " " + r.Command.Help
}

// Row is a command with its full name: "info locals".
type Row struct {
	Name    string
	Command *Command
	// Below says that it is below another command.
	Below bool
}

// Rows returns all commands of a list, each before those below it.
func Rows(list []*Command) (rows []Row) {
	for _, c := range list {
		rows = append(rows, Row{Name: c.Name(), Command: c})
		for _, r := range Rows(c.Sub) {
			rows = append(rows, Row{Name: c.Name() + " " + r.Name, Command: r.Command, Below: true})
		}
	}
	return rows
}

// explain shows all that is known of a command.
func (in *Interp) explain(c *Command, name string) {
	in.printf("%s\n", in.paint(listing.Bold, strings.TrimSpace(name+" "+c.Usage)))
	in.printf("  %s.\n", strings.ToUpper(c.Help[:1])+c.Help[1:])
	if len(c.Names) > 1 {
		in.printf("  Also: %s.\n", strings.Join(c.Names[1:], ", "))
	}
	if c.Text != "" {
		for _, line := range wrap(c.Text, 98) {
			in.printf("  %s\n", line)
		}
	}
	for _, sub := range c.Sub {
		in.printf("  %s\n", in.rowText(Row{Name: name + " " + sub.Name(), Command: sub}))
	}
	if c.Example != "" {
		in.printf("  For example:\n")
		for line := range strings.SplitSeq(c.Example, "\n") {
			in.printf("    %s\n", line)
		}
	}
}

// wrap breaks a text into lines of up to n characters.
func wrap(text string, n int) (lines []string) {
	line := ""
	for _, w := range strings.Fields(text) {
		if line != "" && len(line)+1+len(w) > n {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += w
	}
	return append(lines, line)
}

func (in *Interp) apropos(a Args) error {
	if a.Text == "" {
		return a.usage()
	}
	word := strings.ToLower(a.Text)
	found := false
	for _, r := range Rows(in.commands) {
		c := r.Command
		if strings.Contains(strings.ToLower(strings.Join(c.Names, " ")+" "+r.Name+" "+c.Help+" "+c.Text), word) {
			in.printf("%s\n", in.rowText(r))
			found = true
		}
	}
	if !found {
		return fmt.Errorf("no command's help has '%s'", printable(a.Text))
	}
	return nil
}
