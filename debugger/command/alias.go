package command

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// maxAliases bounds how often an alias may stand for another.
const maxAliases = 16

func (in *Interp) alias(a Args) error {
	if a.Text == "" {
		for _, name := range slices.Sorted(maps.Keys(in.aliases)) {
			in.printf("%s = %s\n", name, printable(in.aliases[name]))
		}
		if len(in.aliases) == 0 {
			in.printf("there are no aliases\n")
		}
		return nil
	}
	name, line, ok := strings.Cut(a.Text, "=")
	name, line = strings.TrimSpace(name), strings.TrimSpace(line)
	if !ok || line == "" || name == "" || strings.IndexFunc(name, func(r rune) bool { return !isNameRune(r) }) >= 0 {
		return a.usage()
	}
	for _, c := range in.commands {
		if slices.Contains(c.Names, name) {
			return fmt.Errorf("'%s' is a command already", name)
		}
	}
	if _, _, err := in.parse(in.expandAlias(line)); err != nil {
		return err
	}
	in.aliases[name] = line
	return nil
}

// expandAlias puts what it stands for in place of an alias at the beginning of a line.
func (in *Interp) expandAlias(line string) string {
	for range maxAliases {
		n := strings.IndexFunc(line, func(r rune) bool { return !isNameRune(r) })
		if n < 0 {
			n = len(line)
		}
		stands, ok := in.aliases[line[:n]]
		if !ok {
			return line
		}
		line = strings.TrimSpace(stands + line[n:])
	}
	return line
}
