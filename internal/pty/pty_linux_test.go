package pty

import (
	"bufio"
	"io"
	"testing"

	"golang.org/x/sys/unix"
)

func TestOpen(t *testing.T) {
	terminal, program, err := Open()
	if err != nil {
		t.Skip("this system gives no terminals: ", err)
	}
	defer terminal.Close()
	defer program.Close()
	if err := SetSize(terminal, 123, 45); err != nil {
		t.Fatal(err)
	}
	size, err := unix.IoctlGetWinsize(int(program.Fd()), unix.TIOCGWINSZ)
	if err != nil || size.Col != 123 || size.Row != 45 {
		t.Errorf("%+v, %v", size, err)
	}
	if _, err := io.WriteString(terminal, "typed\n"); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(program).ReadString('\n'); line != "typed\n" {
		t.Errorf("%q, %v", line, err)
	}
}
