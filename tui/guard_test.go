package tui_test

import (
	"io"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/term"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/internal/pty"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui"
)

// failing names, in the environment of a process of this test, what fails there.
const failing = "WDBG_TEST_FAILING"

// failure is what panics say.
const failure = "it has failed on purpose"

// TestGuardChild is not a test: it is the interface in a process that TestGuard starts, whose goroutines fail when keys are pressed.
func TestGuardChild(t *testing.T) {
	if os.Getenv(failing) == "" {
		t.Skip("TestGuard starts it")
	}
	feed := tui.NewFeed()
	p := &debuggee.Program{Path: "programs/c/hello/main_O0.wasm", Notify: feed.Notify}
	launched := false
	s := debugger.New(debugger.Config{
		Launch: func() (*target.Target, error) {
			if launched {
				panic(failure)
			}
			launched = true
			t, err := p.Launch()
			if err == nil {
				t.Control = &failingControl{Control: t.Control}
			}
			return t, err
		},
		Notify: feed.Notify, Guard: feed.Guard,
	})
	in := command.New(s, command.Options{Out: io.Discard})
	in.Add(&command.Command{Names: []string{"fail"}, Run: func(*command.Interp, command.Args) error { panic(failure) }})
	if err := s.Start(true); err != nil {
		t.Fatal(err)
	}
	m := tui.New(tui.Config{Session: s, Feed: feed, Program: "program", Interp: in})
	outcome, err := m.Run(tui.Terminal{In: os.Stdin, Out: os.Stdout, Env: os.Environ()})
	t.Fatal("the interface was left: ", outcome, err)
}

// failingControl fails when the program goes on from where it stood at first.
type failingControl struct {
	target.Control
	resumed bool
}

func (f *failingControl) Resume(r target.Resume) target.Stop {
	if f.resumed {
		panic(failure)
	}
	stop := f.Control.Resume(r)
	f.resumed = stop.Reason != target.Loaded
	return stop
}

// TestGuard: whatever goroutine fails, the terminal is as it was before, and the failure is read on it.
func TestGuard(t *testing.T) {
	for _, test := range []struct{ name, keys string }{
		{"the one that runs the program", "c"},
		{"that of the session", "ry"},
		{"that of the console", ":fail\r"},
	} {
		t.Run(test.name, func(t *testing.T) {
			user, program, err := pty.Open()
			if err != nil {
				t.Skip("this system gives no terminals: ", err)
			}
			defer user.Close()
			defer program.Close()
			if err := pty.SetSize(user, 80, 24); err != nil {
				t.Fatal(err)
			}
			before, err := term.GetState(int(program.Fd()))
			if err != nil {
				t.Fatal(err)
			}
			child := exec.Command(os.Args[0], "-test.run=^TestGuardChild$")
			child.Env = append(os.Environ(), failing+"=yes", "TERM=xterm-256color")
			child.Stdin, child.Stdout, child.Stderr = program, program, program
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			limit := time.AfterFunc(time.Minute, func() { _ = child.Process.Kill() })
			defer limit.Stop()
			read := make(chan string, 1)
			go func() { read <- answered(user, test.keys) }()
			if err := child.Wait(); err == nil || child.ProcessState.ExitCode() != 2 {
				t.Errorf("it ended with %v", err)
			}
			if after, err := term.GetState(int(program.Fd())); err != nil || !reflect.DeepEqual(after, before) {
				t.Errorf("the modes of the terminal are others than before: %v", err)
			}
			program.Close()
			text := <-read
			_, after, ok := strings.Cut(text, leaves)
			if !ok || !strings.Contains(after, failure) || strings.Contains(after, enters) {
				t.Errorf("the terminal got %q", text[max(0, len(text)-2000):])
			}
		})
	}
}

// Sequences with which the screen is taken and given back.
const enters, leaves = "\x1b[?1049h", "\x1b[?1049l"

// answered reads what a terminal gets until its program ends, and presses keys when the program is shown to stand still.
func answered(user *os.File, keys string) string {
	var all strings.Builder
	pressed := false
	for b := make([]byte, 4096); ; {
		n, err := user.Read(b)
		all.Write(b[:n])
		if err != nil {
			return all.String() // the other end is closed
		}
		if !pressed && strings.Contains(all.String(), "at the beginning") {
			pressed = true
			_, _ = io.WriteString(user, keys)
		}
	}
}
