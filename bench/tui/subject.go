package main

import (
	"fmt"
	"regexp"
	"strconv"
)

// subject is a debugger that is measured.
type subject struct {
	title   string
	command []string
	// place finds the line where the program stands in what a row of the screen says.
	place *regexp.Regexp
	// frame is a part of what is around the palette.
	frame string
	// prepare are keys that are pressed once the program stands where it is stepped.
	prepare []string
	// keys are what is pressed for what; what is not there is not measured.
	keys map[action]string
}

// action is what a key does.
type action int

const (
	over action = iota
	into
	out
	down
	page
	top
	pane
	find
	match
	palette
	leave
)

// wdbg is wdbg tui on a module that exports the measured function.
func (o *options) wdbg(p program) *subject {
	at := fmt.Sprintf("break %s:%d", sourceName, p.first)
	command := []string{o.wdbgPath, "tui", "--no-rc", "--invoke", "walk"}
	if o.stubs != "" {
		command = append(command, "--link", "env="+o.stubs)
	}
	return &subject{
		title:   "wdbg tui",
		command: append(command, "--ex", at, "--ex", "continue", o.module, "--", "1"),
		place:   regexp.MustCompile(regexp.QuoteMeta(sourceName) + `:(\d+)`),
		keys: map[action]string{over: "n", into: "s", out: "o", down: "j", page: "\x1b[6~", top: "g", pane: "\t", find: "/", match: ".",
			palette: "\x10", leave: "\x1b"},
		frame: "┌──",
	}
}

// gdb is gdb -tui, with its single keys, on a native program of the same source.
func (o *options) gdb(p program) *subject {
	command := []string{o.gdbPath, "-nx", "-q", "-tui"}
	for _, line := range []string{"set confirm off", "set pagination off", "set debuginfod enabled off", "set startup-with-shell off",
		fmt.Sprintf("tbreak %s:%d", sourceName, p.first), "run", "focus src"} {
		command = append(command, "-ex", line)
	}
	return &subject{
		title:   "gdb -tui",
		command: append(command, o.native),
		place:   regexp.MustCompile(`In: \w+\s+L(\d+)`),
		prepare: []string{"\x18s"}, // the mode of single keys
		keys:    map[action]string{over: "n", into: "s", out: "f", down: "\x1bOB", page: "\x1b[6~"},
	}
}

// line returns the line where the program stands; 0 where the screen does not say it.
func (s *subject) line(t *terminal) int {
	for y := range t.screen.Height() {
		if found := s.place.FindStringSubmatch(t.row(y)); found != nil {
			line, _ := strconv.Atoi(found[1])
			return line
		}
	}
	return 0
}

// stands returns an effect: that the program stands in a line, and that the line is on the screen.
func (s *subject) stands(t *terminal, line int, text string) func() bool {
	return func() bool { return s.line(t) == line && t.contains(text) }
}

// within returns an effect: that the program stands in the measured function, or in one that it calls.
func (s *subject) within(t *terminal, p program, walk bool) func() bool {
	return func() bool {
		line := s.line(t)
		return line > 0 && p.isStatement(line) == walk
	}
}

// isStatement reports whether a line is one of the statements that are stepped over.
func (p program) isStatement(line int) bool { return line >= p.first && line < p.first+statements }

// statement returns a part of the text of a line.
func (p program) statement(line int) string { return fmt.Sprintf("// statement %d", line-p.first) }

// sourceName is the file of the measured program.
const sourceName = "lines.c"
