package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/fixture"
)

// marked returns where a marker is in a source, as the debugger says it.
func marked(t *testing.T, source, name string) string {
	t.Helper()
	points, err := fixture.ReadPoints(filepath.Join("../..", source))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range points {
		if p.Name == name {
			return fmt.Sprintf("%s:%d", filepath.Base(source), p.Line)
		}
	}
	t.Fatalf("%s: nothing is marked %s", source, name)
	return ""
}

// command types a command into the command line of the interface.
func (p *tmuxPane) command(line string) {
	p.t.Helper()
	p.typed(":")
	p.enter(line)
}

// TestTerminalTrap steps through a program in a real terminal until it traps, and makes the terminal larger and smaller meanwhile.
func TestTerminalTrap(t *testing.T) {
	const source = "testdata/debug/steps/trap.c"
	before, divide := marked(t, source, "before"), marked(t, source, "divide")
	p := newTmuxPane(t, 80, 24)
	was := p.remember()
	p.enter("wdbg tui --no-rc testdata/debug/steps/trap_O0.wasm")
	p.sees("trap_O0.wasm", "struct node c =", "trap.c:")
	p.keys("n")
	p.sees("(was ") // a value has changed
	p.command("until " + before)
	p.sees(before, "sum", "zero")
	// A breakpoint where the cursor is.
	p.typed("/")
	p.enter("return a / b")
	p.keys("b")
	p.keys("c")
	p.sees(divide, "quotient")
	p.keys("c")
	p.sees("integer divide by zero", divide, "quotient", "main")
	p.keys("u")
	p.sees("integer divide by zero", before)
	p.resize(160, 48)
	p.sees("integer divide by zero", before, "struct node b =")
	p.resize(20, 5)
	p.await("a frame of 5 rows", func(s string) bool { return strings.Count(s, "\n") <= 5 && strings.Contains(s, "trap") })
	p.resize(80, 24)
	p.sees("integer divide by zero", before)
	p.keys("r") // again from the beginning
	p.lacks("trapped")
	p.sees("trap.c:")
	p.keys("q")
	p.typed("y")
	was.sane()
}

// TestTerminalLoop interrupts a program that never ends, leaves the interface for line mode and for the shell, and comes back.
func TestTerminalLoop(t *testing.T) {
	p := newTmuxPane(t, 80, 24)
	was := p.remember()
	p.enter("wdbg tui --no-rc testdata/debug/wait/wait_O0.wasm -- loop")
	p.sees("wait_O0.wasm", "argc > 1")
	p.keys("c")
	p.sees("running")
	// It answers while the program runs.
	p.typed("?")
	p.sees("step over")
	p.keys("Escape")
	p.lacks("step over")
	p.keys("C-c")
	p.sees("turns++", "spin", "main")
	// The prompt and back, with the program as it stands.
	p.keys(`C-\`)
	p.matches(`^\(wdbg\)$`)
	p.enter("print turns > 0")
	p.matches(`^\$1 = (true|1)`)
	p.enter("tui")
	p.sees("turns++", "spin")
	p.lacks("ready$")
	// The shell and back.
	p.keys("C-z")
	p.sees("was here")
	p.shell(`printf 'in %s\n' 'the shell'`, "in the shell")
	p.resize(100, 30)
	p.enter("fg")
	p.sees("turns++", "spin")
	p.lacks("in the shell")
	p.resize(80, 24)
	// The same key at both sides, while the program runs.
	p.keys("c")
	p.sees("running")
	p.keys(`C-\`)
	p.sees("the program runs")
	p.keys(`C-\`)
	p.sees("interrupt")
	p.matches(`^\(wdbg\)$`)
	p.enter("tui")
	p.sees("turns++", "variables")
	p.keys("c")
	p.sees("running")
	p.keys("C-c")
	p.sees("turns++")
	p.keys("q")
	p.typed("y")
	was.sane()
}

// TestTerminalKilled ends the interface from outside: it restores the terminal.
func TestTerminalKilled(t *testing.T) {
	for _, test := range []struct{ state, signal string }{{"standing", "TERM"}, {"running", "TERM"}, {"standing", "QUIT"}, {"standing", "HUP"}} {
		t.Run(test.state+" "+test.signal, func(t *testing.T) {
			p := newTmuxPane(t, 80, 24)
			was := p.remember()
			p.enter(`sh -c 'echo $$ > $WORK/pid; exec wdbg tui --no-rc testdata/debug/wait/wait_O0.wasm -- loop'`)
			p.sees("wait_O0.wasm", "argc > 1")
			if test.state == "running" {
				p.keys("c")
				p.sees("running")
			}
			text, err := os.ReadFile(filepath.Join(p.work, "pid"))
			if err != nil {
				t.Fatal(err)
			}
			p.tmux("run-shell", "kill -"+test.signal+" "+strings.TrimSpace(string(text)))
			was.sane()
		})
	}
}

// TestTerminalFirst: commands that are always carried out are before the program goes on to main, and instead of that where they let it go on.
func TestTerminalFirst(t *testing.T) {
	const source = "testdata/debug/steps/trap.c"
	p := newTmuxPane(t, 80, 24)
	was := p.remember()
	for commands, sees := range map[string][]string{
		"break quotient":           {"trap.c:", "struct node c =", "breakpoint 1 in quotient"},
		`break quotient\ncontinue`: {marked(t, source, "divide"), "breakpoint 1", "quotient"},
	} {
		p.enter(`mkdir -p $WORK/wdbg; printf '` + commands + `\n' > $WORK/wdbg/wdbgrc; wdbg tui testdata/debug/steps/trap_O0.wasm`)
		p.sees(sees...)
		p.keys("q")
		p.typed("y")
		p.await("the prompt of the shell", func(s string) bool { return !strings.Contains(s, "breakpoint 1") })
	}
	was.sane()
}

// TestTerminalInput types what the program reads.
func TestTerminalInput(t *testing.T) {
	p := newTmuxPane(t, 80, 24)
	was := p.remember()
	p.enter("wdbg tui --no-rc testdata/debug/wait/wait_O0.wasm -- read")
	p.sees("wait_O0.wasm", "argc > 1")
	p.keys("c")
	p.sees("running")
	p.keys("9", "i") // type into the pane of the output
	p.enter("this is typed")
	p.sees("exited")
	p.keys("q")
	was.sane()
}

// TestTerminalRefused: a terminal that cannot do it, or none, is refused with a sentence.
func TestTerminalRefused(t *testing.T) {
	p := newTmuxPane(t, 80, 24)
	was := p.remember()
	for _, command := range []string{"TERM=dumb wdbg tui", "wdbg tui </dev/null", "TERM=dumb wdbg debug --tui"} {
		p.enter("clear")
		p.enter(command + ` testdata/debug/steps/trap_O0.wasm; echo "status $?"`)
		p.matches("^status 2$")
		p.sees("terminal")
	}
	p.enter("clear")
	p.shell(`printf 'was %s\n' here`, "was here")
	was.sane()
}
