package command_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/internal/debuggee"
)

// FuzzCommand carries out random lines on a program that has stopped. No line may panic or take the session away; each error is one line, or one
// that points at a place in an expression.
func FuzzCommand(f *testing.F) {
	program := &debuggee.Program{Path: "symbols/c/values_O0_v5.wasm", MaxMemory: 1 << 24}
	for _, r := range command.Rows(command.New(program.Session(f), command.Options{}).Commands()) {
		f.Add(r.Command.Example)
		f.Add(r.Name)
		f.Add(r.Name + " 1")
		f.Add(r.Name + " -1 0x7fffffffffffffff \x1b[2J'\"")
		f.Add(r.Name + "/9999999999999xsib *&((((")
		f.Add(r.Name + " ,,, if if thread x =")
	}
	f.Add("print global_array\ninfo locals\nx/300xb &global_array\nlist 1,100000000\nbt -100000\nframe 99999999999")
	f.Add("alias a = print 1\nalias b = a\nb\nalias print = b\nunalias a\nb")
	f.Add("watch global_int\nawatch *(int*)0xfffffff0\nrwatch $mem[0:0xffffffff]\ncatch throw x y\ninfo breakpoints")
	f.Add("break main if \nbreak *0xffffffffffffffff\ntbreak +999999999999\nlogpoint main, {{{x}\ncommands 1\nquit\nend")
	f.Fuzz(func(t *testing.T, lines string) {
		for _, word := range []string{"dump", "transcript", "restore", "du", "tr", "tra", "rest", "resto"} { // they touch files
			if strings.Contains(lines, word) {
				t.Skip()
			}
		}
		c := stopped(t, program)
		for i, line := range strings.SplitN(lines, "\n", 20) {
			_, _ = c.in.Complete(line, i%(len(line)+1))
			_ = c.in.Again(line)
			_, err := c.try(line)
			if errors.Is(err, command.ErrQuit) {
				break
			}
			if err != nil {
				checkError(t, line, err)
			}
			if out := c.out.String(); strings.ContainsAny(out, "\x1b\x07\r") {
				t.Errorf("%q: control characters are shown: %q", line, out)
			}
		}
		if c.in.Prompt() == "> " {
			_ = c.in.Run("end")
		}
		if st := c.in.Session().State(); st == debugger.Closed || st == debugger.Running {
			t.Fatalf("the session is %v", st)
		}
		if err := c.in.Run("delete"); err != nil {
			t.Fatal(err)
		}
		if err := c.in.Session().Restart(true); err != nil {
			t.Fatalf("it cannot be restarted: %v", err)
		}
		if _, err := c.in.Session().Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		c.out.Reset()
		if err := c.in.Run("backtrace"); err != nil {
			t.Fatalf("backtrace after all: %v", err)
		}
	})
}

// stopped returns a console of the program, stopped in a function. Nothing runs for long.
func stopped(tb testing.TB, program *debuggee.Program) *console {
	tb.Helper()
	return open(tb, program).stoppedAt("pointers")
}

func (c *console) stoppedAt(location string) *console {
	c.tb.Helper()
	c.do("tbreak "+location, "run")
	return c
}

// checkError makes sure that an error is one line, with two more at most where it points at a place.
func checkError(t *testing.T, line string, err error) {
	t.Helper()
	text := err.Error()
	lines := strings.Split(text, "\n")
	if text == "" || len(lines) != 1 && len(lines) != 3 || len(lines) == 3 && strings.Trim(lines[2], " ^") != "" {
		t.Errorf("%q: the error is not one line: %q", line, text)
	}
	if strings.ContainsAny(text, "\x1b\x07\r\x00") {
		t.Errorf("%q: control characters in the error %q", line, text)
	}
}
