package repl

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-delve/liner"
)

// errAborted is the error of a line that was given up with Ctrl-C.
var errAborted = errors.New("aborted")

// editor reads lines: from the terminal, or from a stream.
type editor struct {
	r      *REPL
	line   *liner.State
	cooked liner.ModeApplier // the terminal as it was
	lines  *bufio.Reader
	// commands: what is read is a command, which can be completed.
	commands bool
}

// open begins to read.
func (e *editor) open(r *REPL) error {
	e.r = r
	if !r.opts.Terminal || !liner.TerminalSupported() {
		e.lines = bufio.NewReader(r.opts.In)
		return nil
	}
	var err error
	if e.cooked, err = liner.TerminalMode(); err != nil {
		return err
	}
	e.line = liner.NewLiner()
	e.line.SetCtrlCAborts(true)
	e.line.SetMultiLineMode(true)
	e.line.SetBeep(false)
	e.line.SetTabCompletionStyle(liner.TabPrints)
	e.line.SetWordCompleter(func(line string, pos int) (string, []string, string) {
		if !e.commands {
			return line, nil, ""
		}
		// liner counts characters, commands count bytes.
		at := len(string([]rune(line)[:min(pos, len([]rune(line)))]))
		start, list := r.in.Complete(line, at)
		return line[:start], list, line[at:]
	})
	if file, err := os.Open(r.opts.History); err == nil {
		_, _ = e.line.ReadHistory(file) // an unreadable history is none
		file.Close()
	}
	return nil
}

// read reads a line after a prompt, and remembers it. It is errAborted after Ctrl-C, io.EOF after Ctrl-D or at the end.
func (e *editor) read(prompt string) (string, error) {
	e.commands = true
	text, err := e.ask(prompt)
	e.commands = false
	if err == nil && e.line != nil && strings.TrimSpace(text) != "" {
		e.line.AppendHistory(text)
	}
	return text, err
}

// ask reads a line that is not remembered.
func (e *editor) ask(prompt string) (string, error) {
	if e.line == nil {
		return e.plain(prompt)
	}
	// What the program left of a line must not be overwritten by the prompt.
	e.r.opts.Screen.fresh()
	text, err := e.line.Prompt(prompt)
	if errors.Is(err, liner.ErrPromptAborted) {
		err = errAborted
	}
	return text, err
}

func (e *editor) plain(prompt string) (string, error) {
	if e.lines == nil {
		return "", io.EOF
	}
	if e.r.opts.Terminal { // one that cannot be edited on
		e.r.opts.Screen.fresh()
		if _, err := io.WriteString(e.r.opts.Screen.Own(), prompt); err != nil {
			return "", err
		}
	}
	text, err := e.lines.ReadString('\n')
	if err != nil && text == "" {
		return "", err
	}
	return strings.TrimRight(text, "\r\n"), nil
}

// lend gives the terminal to the program, as it was; the result takes it back.
func (e *editor) lend() (back func()) {
	if e.line == nil {
		return func() {}
	}
	raw, err := liner.TerminalMode()
	if err != nil || e.cooked.ApplyMode() != nil {
		return func() {}
	}
	return func() { _ = raw.ApplyMode() }
}

// close keeps the history and gives the terminal back.
func (e *editor) close() {
	if e.line == nil {
		return
	}
	if path := e.r.opts.History; path != "" && os.MkdirAll(filepath.Dir(path), 0o700) == nil {
		if file, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600); err == nil {
			_, _ = e.line.WriteHistory(file) // there is nobody left to tell
			file.Close()
		}
	}
	_ = e.line.Close()
	e.line = nil
}
