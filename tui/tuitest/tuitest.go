// Package tuitest runs the terminal interface without a terminal, for tests: keys go in, frames come out.
package tuitest

import (
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/tui"
	"github.com/wdbg/wdbg/tui/internal/console"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/output"
)

// Screen is the interface of a program that is debugged.
type Screen struct {
	tb      testing.TB
	Model   *tui.Model
	Feed    *tui.Feed
	Session *debugger.Session
	msgs    chan tea.Msg
	flying  int // commands that have not brought their message
	// Left says that the interface wanted to be left; Suspended, that it was suspended.
	Left, Suspended bool
}

// patience bounds how long something may take.
const patience = 60 * time.Second

// New starts a program, and shows it before its first instruction.
func New(tb testing.TB, p *debuggee.Program, width, height int) *Screen {
	tb.Helper()
	return With(tb, p, width, height, func(*tui.Config) {})
}

// With is New of an interface that is made of something else, and that carries out lines at the beginning.
func With(tb testing.TB, p *debuggee.Program, width, height int, change func(*tui.Config), lines ...string) *Screen {
	tb.Helper()
	feed := tui.NewFeed()
	p.Notify = feed.Notify
	p.Out, p.Err = feed.Stdout(), feed.Stderr()
	if p.Stdin == nil {
		p.Stdin = feed.Stdin()
	}
	s := &Screen{tb: tb, Feed: feed, Session: p.Session(tb), msgs: make(chan tea.Msg, 1024)}
	dir := debuggee.Root()
	sources := &srcfile.Finder{ModuleDir: dir}
	cfg := tui.Config{
		Session: s.Session, Feed: feed, Program: "program", Sources: sources, Dir: dir,
		Interp: command.New(s.Session, command.Options{Out: io.Discard, Sources: sources, Dir: dir}),
		Words:  command.New(s.Session, command.Options{Out: io.Discard, Sources: sources, Dir: dir}),
		Now:    func() time.Time { return time.Time{} },
	}
	change(&cfg)
	s.Model = tui.New(cfg)
	tb.Cleanup(s.Model.Attach())
	s.do(s.Model.Init())
	if err := s.Session.Start(true); err != nil {
		tb.Fatal(err)
	}
	if _, err := s.Session.Wait(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	s.Model.Begin(lines...)
	s.Send(tea.WindowSizeMsg{Width: width, Height: height})
	return s
}

// do carries out a command.
func (s *Screen) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	s.flying++
	go func() { s.msgs <- cmd() }()
}

// Send has the interface take a message, and waits until everything that follows from it is done.
func (s *Screen) Send(msg tea.Msg) {
	s.tb.Helper()
	s.take(msg)
	s.Settle()
}

// Post has the interface take a message, and does not wait.
func (s *Screen) Post(msg tea.Msg) { s.take(msg) }

func (s *Screen) take(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
		return
	case tea.QuitMsg:
		s.Left = true
		return
	case tui.Suspend:
		s.Suspended = true
		return
	case tea.BatchMsg:
		for _, cmd := range msg {
			s.do(cmd)
		}
		return
	}
	_, cmd := s.Model.Update(msg)
	s.do(cmd)
}

// Settle waits until nothing is under way, and the program stands still.
func (s *Screen) Settle() {
	s.tb.Helper()
	deadline := time.After(patience)
	var rested chan struct{} // closed when the console has nothing to do
	moved := true            // something has happened since it was asked
	for {
		if msg, ok := s.Feed.Take(); ok {
			switch msg.(type) {
			case output.Updated, console.Updated:
			case console.Question:
				rested, moved = nil, false // it waits for an answer
			default:
				moved = true
			}
			s.take(msg)
			continue
		}
		if s.flying == 0 && s.Session.State() != debugger.Running && rested == nil {
			if !moved {
				s.Session.Breakpoints() // once it has answered, it has told of the stop as well
				if msg, ok := s.Feed.Take(); ok {
					moved = true
					s.take(msg)
					continue
				}
				return
			}
			rest := make(chan struct{})
			rested, moved = rest, false
			s.Model.Rest(func() { close(rest) })
			continue
		}
		select {
		case msg := <-s.msgs:
			s.flying--
			moved = true
			s.take(msg)
		case <-s.Feed.Wake():
		case <-rested:
			rested = nil
		case <-deadline:
			s.tb.Fatalf("the interface does not come to rest:\n%s", s.Text())
		}
	}
}

// Until takes what comes until something is so, whether or not the program runs.
func (s *Screen) Until(what string, so func() bool) {
	s.tb.Helper()
	deadline := time.After(patience)
	for !so() {
		if msg, ok := s.Feed.Take(); ok {
			s.take(msg)
			continue
		}
		select {
		case msg := <-s.msgs:
			s.flying--
			s.take(msg)
		case <-s.Feed.Wake():
		case <-deadline:
			s.tb.Fatalf("never: %s\n%s", what, s.Text())
		}
	}
}

// Keys presses keys, named as in the configuration: "n", "ctrl+p", "enter".
func (s *Screen) Keys(keys ...string) {
	s.tb.Helper()
	for _, k := range keys {
		s.Send(Key(k))
	}
}

// Type presses the keys of a text.
func (s *Screen) Type(text string) {
	s.tb.Helper()
	for _, r := range text {
		s.Send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// Click presses the left button at a cell.
func (s *Screen) Click(x, y int) {
	s.tb.Helper()
	s.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	s.Send(tea.MouseReleaseMsg{X: x, Y: y, Button: tea.MouseLeft})
}

// Frame returns what is seen.
func (s *Screen) Frame() *frame.Frame { return s.Model.Frame() }

// Text returns what is seen as lines.
func (s *Screen) Text() string { return s.Frame().Text() }

// Find returns the first cell of a text on the screen.
func (s *Screen) Find(text string) (x, y int, ok bool) {
	for y, line := range strings.Split(s.Text(), "\n") {
		if i := strings.Index(line, text); i >= 0 {
			return frame.Width(line[:i]), y, true
		}
	}
	return 0, 0, false
}

// Key returns the message of a key.
func Key(name string) tea.KeyPressMsg {
	var k tea.KeyPressMsg
	rest := name
	for {
		mod, after, ok := strings.Cut(rest, "+")
		m := map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt, "shift": tea.ModShift}[mod]
		if !ok || m == 0 || after == "" {
			break
		}
		k.Mod |= m
		rest = after
	}
	named := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "space": tea.KeySpace,
		"f1": tea.KeyF1, "f5": tea.KeyF5, "f6": tea.KeyF6, "f9": tea.KeyF9, "f10": tea.KeyF10, "f11": tea.KeyF11,
	}
	if code, ok := named[rest]; ok {
		if k.Code = code; code == tea.KeySpace {
			k.Text = " "
		}
		return k
	}
	k.Code, _ = utf8.DecodeRuneInString(rest)
	if k.Mod&(tea.ModCtrl|tea.ModAlt) == 0 {
		k.Text = rest
	}
	return k
}
