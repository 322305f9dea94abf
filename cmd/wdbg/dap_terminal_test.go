package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/dap"
)

// inTerminal launches a program in a client's terminal. What is written to in is typed there; ended says that the terminal's process has ended.
func inTerminal(t *testing.T, launch string) (c *conversation, done chan error, in *io.PipeWriter, shown *bytes.Buffer, ended chan error) {
	t.Helper()
	c, done = newConversationWith(t, dap.Config{New: newDAPProgram, Terminal: newTerminal})
	c.client["supportsRunInTerminalRequest"] = true
	c.initialize()
	c.request("launch", c.fill(launch))
	c.await("runInTerminal", false)
	var ask struct{ Args []string }
	if err := json.Unmarshal(c.asked[0].Arguments, &ask); err != nil {
		t.Fatal(err)
	}
	typed, in := io.Pipe()
	shown, ended = &bytes.Buffer{}, make(chan error, 1)
	go func() {
		cmd := newDAPTerminalCmd()
		cmd.SetArgs(ask.Args[2:])
		cmd.SetIn(typed)
		cmd.SetOut(shown)
		ended <- cmd.Execute()
	}()
	c.answer("yes")
	c.await("initialized", false)
	c.must("configurationDone", "", nil)
	return c, done, in, shown, ended
}

// The program reads what is typed in the client's terminal, and writes there.
func TestDAPTerminal(t *testing.T) {
	c, done, in, shown, ended := inTerminal(t, `{"program":"$ROOT/testdata/programs/c/hello/main_O0.wasm","console":"integratedTerminal","args":["first"]}`)
	go func() {
		_, _ = io.WriteString(in, "typed\nagain\n")
		in.Close()
	}()
	c.await("terminated", false)
	c.in.Close()
	<-done
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if !strings.Contains(shown.String(), "read 2 lines") {
		t.Errorf("the terminal shows %q", shown.String())
	}
}

// A program that waits for what is typed can be paused, and does not outlive its client.
func TestDAPTerminalWaits(t *testing.T) {
	c, done, in, _, ended := inTerminal(t, `{"program":"$ROOT/testdata/debug/wait/wait_O0.wasm","console":"integratedTerminal","args":["read"]}`)
	defer in.Close()
	for range 3 {
		c.must("pause", `{"threadId":1}`, nil)
		c.await("stopped", false)
		c.must("continue", `{"threadId":1}`, nil)
	}
	c.in.Close()
	<-done
	<-ended
}

// Somebody else who connects to the terminal's port gets nothing.
func TestDAPTerminalNeedsItsToken(t *testing.T) {
	term, err := newTerminal()
	if err != nil {
		t.Fatal(err)
	}
	command := term.Command()
	stranger := newDAPTerminalCmd()
	stranger.SetArgs([]string{command[2], "guess"})
	stranger.SetIn(strings.NewReader(""))
	refused := make(chan error, 1)
	go func() { refused <- stranger.Execute() }()
	streams := make(chan error, 1)
	go func() {
		_, _, err := term.Streams()
		streams <- err
	}()
	<-refused
	own := newDAPTerminalCmd()
	own.SetArgs(command[2:])
	own.SetIn(strings.NewReader(""))
	go func() { _ = own.Execute() }()
	if err := <-streams; err != nil {
		t.Error(err)
	}
	if err := term.Close(); err != nil {
		t.Error(err)
	}
}
