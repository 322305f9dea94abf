package command

import (
	"slices"
	"strings"
)

// Complete returns what the word before the cursor, which begins at a byte of the line, may become.
func (in *Interp) Complete(line string, cursor int) (start int, candidates []string) {
	cursor = max(0, min(cursor, len(line)))
	line = line[:cursor]
	list, at := in.commands, 0
	for {
		at += len(line[at:]) - len(strings.TrimLeft(line[at:], " \t"))
		end := strings.IndexAny(line[at:], " \t")
		if end < 0 {
			return at, names(list, line[at:])
		}
		c, err := find(list, line[at:at+end], "")
		if err != nil {
			return cursor, nil
		}
		at += end
		if c.Sub == nil {
			return in.completeArgs(c, line, at)
		}
		list = c.Sub
	}
}

// names returns the names of commands that begin with a word: full names, or others where only they do.
func names(list []*Command, word string) (found []string) {
	for _, c := range list {
		for _, n := range c.Names {
			if strings.HasPrefix(n, word) {
				found = append(found, n)
				break
			}
		}
	}
	slices.Sort(found)
	return found
}

func (in *Interp) completeArgs(c *Command, line string, at int) (start int, candidates []string) {
	return len(line), nil
}
