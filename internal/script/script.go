// Package script reads transcripts of the debugger, so that tests can do again what they show.
package script

import "strings"

// Prompt begins the lines that were typed, More those that belong to a command "commands".
const (
	Prompt = "(wdbg) "
	More   = "> "
)

// Commands returns what was typed, a line each.
func Commands(transcript string) string {
	var b strings.Builder
	block := false
	for line := range strings.Lines(transcript) {
		line = strings.TrimSuffix(line, "\n")
		switch typed, ok := strings.CutPrefix(line, Prompt); {
		case ok:
			block = strings.HasPrefix(typed, "commands")
			b.WriteString(typed + "\n")
		case line == strings.TrimSpace(Prompt):
			b.WriteString("\n")
		case block:
			if typed, ok = strings.CutPrefix(line, More); !ok {
				block = false // it failed
				continue
			}
			b.WriteString(typed + "\n")
			block = strings.TrimSpace(typed) != "end"
		}
	}
	return b.String()
}
