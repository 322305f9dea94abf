package screen

import (
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/wdbg/wdbg/internal/pty"
)

// openPTY returns both ends of a terminal of the system.
func openPTY(t *testing.T) (program, user *os.File) {
	t.Helper()
	user, program, err := pty.Open()
	if err != nil {
		t.Skip("this system gives no terminals: ", err)
	}
	t.Cleanup(func() { user.Close(); program.Close() })
	return program, user
}

// TestModes: the modes of a terminal of the system are as before after Suspend and Close, and it is resized by signal.
func TestModes(t *testing.T) {
	program, user := openPTY(t)
	modes := func() *unix.Termios {
		state, err := unix.IoctlGetTermios(int(program.Fd()), unix.TCGETS)
		if err != nil {
			t.Fatal(err)
		}
		return state
	}
	resize := func(columns, rows int) {
		if err := pty.SetSize(user, columns, rows); err != nil {
			t.Fatal(err)
		}
	}
	resize(70, 20)
	before := modes()
	for _, env := range [][]string{{"TERM=dumb"}, {}, {"TERM="}} {
		if _, err := Open(program, program, env); err == nil || !strings.Contains(err.Error(), "TERM") {
			t.Errorf("%v: error %v", env, err)
		}
	}
	s, err := Open(program, program, []string{"TERM=xterm-256color", "NO_COLOR=yes"})
	if err != nil {
		t.Fatal(err)
	}
	if s.Size() != (Size{70, 20}) || s.Depth() != 0 {
		t.Errorf("size %v, depth %d", s.Size(), s.Depth())
	}
	if modes().Lflag&(unix.ICANON|unix.ECHO|unix.ISIG) != 0 {
		t.Error("the terminal edits lines, echoes or sends signals")
	}
	if err := s.Suspend(); err != nil || !reflect.DeepEqual(modes(), before) {
		t.Errorf("suspended: %v, modes differ: %v", err, !reflect.DeepEqual(modes(), before))
	}
	if err := s.Resume(); err != nil || modes().Lflag&unix.ICANON != 0 {
		t.Errorf("resumed: %v", err)
	}
	resize(90, 30)
	if err := unix.Kill(os.Getpid(), unix.SIGWINCH); err != nil {
		t.Fatal(err)
	}
	if got := <-s.Sizes(); got != (Size{90, 30}) {
		t.Errorf("resized to %v", got)
	}
	show(s, "text on the terminal")
	var read strings.Builder
	for b := make([]byte, 4096); !strings.Contains(read.String(), "text on the terminal"); {
		n, err := user.Read(b)
		if err != nil {
			t.Fatal(err)
		}
		read.Write(b[:n])
	}
	if err := s.Close(); err != nil || !reflect.DeepEqual(modes(), before) {
		t.Errorf("closed: %v, modes differ: %v", err, !reflect.DeepEqual(modes(), before))
	}
	program.Close()
	rest, _ := io.ReadAll(user) // ends with an error, as the other end is closed
	if got := read.String() + string(rest); strings.Contains(got, "38;2;") || strings.Count(got, noAlternate) != 2 || !strings.HasSuffix(got, popTitle) {
		t.Errorf("the terminal got %q", got)
	}
}
