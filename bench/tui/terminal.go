package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"

	"github.com/wdbg/wdbg/internal/pty"
)

// A synchronized update is what a terminal shows at once: it is between these.
var (
	syncBegin = []byte("\x1b[?2026h")
	syncEnd   = []byte("\x1b[?2026l")
)

// Why something is not measured.
var (
	errUnseen = errors.New("nothing of what was expected is seen")
	errEnded  = errors.New("the program has ended")
)

// terminal is a terminal with a program in it.
type terminal struct {
	cmd    *exec.Cmd
	tty    *os.File
	screen *vt.Emulator
	chunks chan chunk
	began  time.Time
	// quiet is how long nothing has to come until a repaint has ended, patience how long one waits for it.
	quiet, patience time.Duration
	updating        bool   // a synchronized update has begun
	tail            []byte // the end of what was read: maybe the beginning of a control sequence
}

// chunk is what was read at once.
type chunk struct {
	at   time.Time
	data []byte
	err  error
}

// sample says how a key was answered. Times are since it was pressed.
type sample struct {
	// shown is when the effect of the key was to be seen, settled when the last of its repaints had come.
	shown, settled time.Duration
	bytes          int
}

// open starts a program in a terminal of some size.
func open(command, environment []string, width, height int) (*terminal, error) {
	tty, program, err := pty.Open()
	if err != nil {
		return nil, err
	}
	defer program.Close()
	if err := pty.SetSize(tty, width, height); err != nil {
		return nil, errors.Join(err, tty.Close())
	}
	t := &terminal{
		cmd: exec.Command(command[0], command[1:]...), tty: tty, screen: vt.NewEmulator(width, height), chunks: make(chan chunk, 1024),
		quiet: 40 * time.Millisecond, patience: 20 * time.Second,
	}
	t.cmd.Env = append(slices.DeleteFunc(os.Environ(), isAboutTerminals), append(environment, "TERM=xterm-256color", "COLORTERM=truecolor")...)
	attach(t.cmd, program)
	t.began = time.Now()
	if err := t.cmd.Start(); err != nil {
		return nil, errors.Join(err, tty.Close())
	}
	go t.read()
	go func() { _, _ = io.Copy(t.tty, t.screen) }() // the terminal's answers to questions
	return t, nil
}

// isAboutTerminals reports whether a variable would tell the program of the terminal that this one runs in.
func isAboutTerminals(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	return slices.Contains([]string{"TERM", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "TMUX", "STY", "TERM_PROGRAM", "SSH_TTY"}, name)
}

// read reads what the program writes, and notes when that came.
func (t *terminal) read() {
	defer close(t.chunks)
	for {
		data := make([]byte, 64<<10)
		n, err := t.tty.Read(data)
		t.chunks <- chunk{at: time.Now(), data: data[:n], err: err}
		if err != nil {
			return
		}
	}
}

// show shows what was read.
func (t *terminal) show(data []byte) error {
	_, err := t.screen.Write(data)
	text := append(t.tail, data...)
	if begin, end := bytes.LastIndex(text, syncBegin), bytes.LastIndex(text, syncEnd); begin != end {
		t.updating = begin > end
	}
	t.tail = slices.Clone(text[max(0, len(text)-len(syncBegin)+1):])
	return err
}

// write types keys.
func (t *terminal) write(keys string) error {
	_, err := io.WriteString(t.tty, keys)
	return err
}

// press presses a key and waits until its effect is seen and nothing more comes.
func (t *terminal) press(key string, effect func() bool) (sample, error) {
	return t.after(func() error { return t.write(key) }, effect)
}

// after waits for the effect of what is done.
func (t *terminal) after(do func() error, effect func() bool) (sample, error) {
	began := time.Now()
	if err := do(); err != nil {
		return sample{}, err
	}
	s, err := t.await(began, effect)
	if err != nil {
		return s, fmt.Errorf("%w; the screen is:\n%s", err, t.text())
	}
	return s, nil
}

// await waits until an effect is seen and nothing more comes.
func (t *terminal) await(began time.Time, effect func() bool) (s sample, err error) {
	timer := time.NewTimer(t.patience)
	defer timer.Stop()
	for met := false; ; {
		select {
		case c, open := <-t.chunks:
			if !open {
				return s, errEnded
			}
			if err := t.show(c.data); err != nil {
				return s, err
			}
			if c.err != nil {
				continue
			}
			s.bytes += len(c.data)
			s.settled = c.at.Sub(began)
			if !met && !t.updating && effect() {
				met, s.shown = true, s.settled
			}
			if met {
				timer.Reset(t.quiet)
			}
		case <-timer.C:
			switch {
			case !met:
				return s, fmt.Errorf("%w for %v", errUnseen, t.patience)
			case effect() && !t.updating:
				return s, nil
			}
			met = false
			timer.Reset(t.patience)
		}
	}
}

// watch shows what comes for some time, and returns how much that was.
func (t *terminal) watch(long time.Duration) (bytes int, err error) {
	timer := time.NewTimer(long)
	defer timer.Stop()
	for {
		select {
		case c, open := <-t.chunks:
			if !open {
				return bytes, errEnded
			}
			bytes += len(c.data)
			if err := t.show(c.data); err != nil {
				return bytes, err
			}
		case <-timer.C:
			return bytes, nil
		}
	}
}

// text returns the text of the screen.
func (t *terminal) text() string {
	rows := make([]string, t.screen.Height())
	for y := range rows {
		rows[y] = t.row(y)
	}
	return strings.TrimRight(strings.Join(rows, "\n"), "\n")
}

// row returns the text of a row.
func (t *terminal) row(y int) string {
	var b strings.Builder
	for x := 0; x < t.screen.Width(); {
		width := 1
		if c := t.screen.CellAt(x, y); c != nil && c.Content != "" {
			b.WriteString(c.Content)
			width = max(1, c.Width)
		} else {
			b.WriteByte(' ')
		}
		x += width
	}
	return strings.TrimRight(b.String(), " ")
}

// contains reports whether some row has a text.
func (t *terminal) contains(text string) bool {
	for y := range t.screen.Height() {
		if strings.Contains(t.row(y), text) {
			return true
		}
	}
	return false
}

// changed returns an effect: that the screen looks other than now, by its cells or where the cursor is.
func (t *terminal) changed() func() bool {
	before, at := t.cells(), t.screen.CursorPosition()
	return func() bool { return at != t.screen.CursorPosition() || !t.same(before) }
}

// same reports whether the cells of the screen are as they were.
func (t *terminal) same(before []uv.Cell) bool {
	return slices.EqualFunc(before, t.cells(), func(a, b uv.Cell) bool { return a.Equal(&b) })
}

func (t *terminal) cells() []uv.Cell {
	list := make([]uv.Cell, 0, t.screen.Width()*t.screen.Height())
	for y := range t.screen.Height() {
		for x := range t.screen.Width() {
			if c := t.screen.CellAt(x, y); c != nil {
				list = append(list, *c)
			} else {
				list = append(list, uv.Cell{})
			}
		}
	}
	return list
}

// resize makes the terminal another size.
func (t *terminal) resize(width, height int) error {
	t.screen.Resize(width, height)
	return pty.SetSize(t.tty, width, height)
}

// pid is the process.
func (t *terminal) pid() int { return t.cmd.Process.Pid }

// close ends the program, however it is.
func (t *terminal) close() {
	_ = t.cmd.Process.Kill()
	for range t.chunks {
	}
	_ = t.cmd.Wait()
	_ = t.screen.Close()
	_ = t.tty.Close()
}
