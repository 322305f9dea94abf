package main

import (
	"bytes"
	"fmt"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/term"
)

// standIn is the variable that makes this test's program one that is measured.
const standIn = "WDBG_BENCH_STAND_IN"

func TestMain(m *testing.M) {
	if os.Getenv(standIn) != "" {
		if err := pretend(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// standInFrame is what its palette has around it.
const standInFrame = "<palette>"

// pretend answers keys as a debugger does that stands in the measured program: n, s and o step, all other keys change something.
func pretend() error {
	if _, err := term.MakeRaw(int(os.Stdin.Fd())); err != nil {
		return err
	}
	p := newProgram()
	line, in, shown, frame := p.first, false, 0, ""
	keys := make(chan []byte)
	go func() {
		for {
			buffer := make([]byte, 64)
			n, err := os.Stdin.Read(buffer)
			if err != nil {
				close(keys)
				return
			}
			keys <- buffer[:n]
		}
	}()
	sizes := make(chan os.Signal, 1)
	signal.Notify(sizes, syscall.SIGWINCH)
	for {
		at := line
		if in {
			at = p.first - 1000
		}
		shown++
		fmt.Printf("%s\x1b[H\x1b[2J%s:%d\r\n%s\r\n%d %s%s", syncBegin, sourceName, at, p.statement(line), shown, frame, syncEnd)
		select {
		case <-sizes:
		case pressed, ok := <-keys:
			if !ok {
				return nil
			}
			if len(bytes.Trim(pressed, "n")) == 0 { // maybe several; other texts have that letter too
				line += len(pressed)
			}
			in = pressed[0] == 's' || in && pressed[0] != 'o'
			switch pressed[0] {
			case 'p':
				frame = standInFrame
			case 'q':
				frame = ""
			}
		}
	}
}

// TestMeasure measures something that is no debugger, to the end of the report.
func TestMeasure(t *testing.T) {
	t.Setenv(standIn, "1")
	o := &options{presses: 6, long: 200 * time.Millisecond}
	s := &subject{
		title: "stand-in", command: []string{os.Args[0]}, place: regexp.MustCompile(`lines\.c:(\d+)`), prepare: []string{"x"}, frame: standInFrame,
		keys: map[action]string{over: "n", into: "s", out: "o", down: "j", page: "\x1b[6~", top: "g", find: "/", match: ".", palette: "p", leave: "q"},
	}
	r, err := o.measure(s, newProgram())
	if err != nil {
		t.Fatal(err)
	}
	for a, want := range map[action]int{over: 9, into: 2, out: 2, down: 6, page: 6, match: 6, palette: 1} {
		if got := len(r.keys[a]); got != want {
			t.Errorf("%s: %d presses, not %d", titles[a], got, want)
		}
	}
	for i, want := range []int{6, 12} {
		if h := r.held[i]; h.sent != want || h.advanced != want || h.lag <= 0 {
			t.Errorf("held down: %+v", h)
		}
	}
	var out strings.Builder
	floor, err := o.floor()
	if err != nil || len(floor) != 6 {
		t.Errorf("%d presses, %v", len(floor), err)
	}
	report(&out, floor, []result{r, r})
	for _, want := range []string{"stand-in/stand-in", "step over a statement", "    1.000", "6 statements of 6 presses", "processor time while idle"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, out.String())
		}
	}
}
