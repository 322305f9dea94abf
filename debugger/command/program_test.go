package command_test

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/symbols/srcfile"
)

// console is a person at a prompt.
type console struct {
	tb  testing.TB
	in  *command.Interp
	out bytes.Buffer
}

// open returns a console of a program of testdata, which has not been started.
func open(tb testing.TB, p *debuggee.Program, change ...func(*command.Options)) *console {
	tb.Helper()
	c := &console{tb: tb}
	s := p.Session(tb)
	opts := command.Options{
		Out:     &c.out,
		Sources: &srcfile.Finder{ModuleDir: filepath.Dir(p.File())},
		Wait:    limited(s),
	}
	for _, f := range change {
		f(&opts)
	}
	c.in = command.New(s, opts)
	return c
}

// try carries out a line, and returns what it shows.
func (c *console) try(line string) (string, error) {
	c.out.Reset()
	err := c.in.Run(line)
	return c.out.String(), err
}

// do carries out lines, which must not fail, and returns what the last shows.
func (c *console) do(lines ...string) (out string) {
	c.tb.Helper()
	for _, line := range lines {
		var err error
		if out, err = c.try(line); err != nil {
			c.tb.Fatalf("%s: %v", line, err)
		}
	}
	return out
}

// want carries out a line, and checks that what it shows has some texts in this order.
func (c *console) want(line string, texts ...string) {
	c.tb.Helper()
	out, rest := c.do(line), ""
	rest = out
	for _, text := range texts {
		_, after, ok := strings.Cut(rest, text)
		if !ok {
			c.tb.Errorf("%s: no %q in\n%s", line, text, out)
			return
		}
		rest = after
	}
}

// fails carries out a line, and checks that the error has a text.
func (c *console) fails(line, text string) {
	c.tb.Helper()
	if out, err := c.try(line); err == nil || !strings.Contains(err.Error(), text) {
		c.tb.Errorf("%s: error %v, want one with %q; shown\n%s", line, err, text, out)
	}
}

// limited waits for the program for a short time, then interrupts it.
func limited(s *debugger.Session) func() (*debugger.Stop, error) {
	return func() (*debugger.Stop, error) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		stop, err := s.Wait(ctx)
		if err == nil {
			return stop, nil
		}
		_ = s.Interrupt() // it may have stopped just now
		return s.Wait(context.Background())
	}
}
