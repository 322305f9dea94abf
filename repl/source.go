package repl

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/debugger/command"
)

// maxSourceDepth bounds how deep files source each other.
const maxSourceDepth = 16

// errUnfinished is the error of commands that end before those of a breakpoint do.
var errUnfinished = errors.New("'commands' is not finished by 'end'")

// FileError says in which line of a file a command failed.
type FileError struct {
	Path string
	Line int
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("%s:%d: %v", e.Path, e.Line, e.Err) }
func (e *FileError) Unwrap() error { return e.Err }

// Begin carries out a file as if the command source was typed, and shows its error.
func (r *REPL) Begin(path string) error {
	defer r.interruptible()()
	r.begun = 1
	defer func() { r.begun = 0 }()
	err := r.Source(path)
	if err != nil && !errors.Is(err, command.ErrQuit) {
		r.failed(err)
	}
	return err
}

// Source carries out the lines of a file, or a script. It ends with the first command that fails; the error is
// a *FileError then. A relative path counts from the file that the command is in.
func (r *REPL) Source(path string) error {
	if n := len(r.files); n > 0 && !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(r.files[n-1]), path)
	}
	if len(r.files) >= maxSourceDepth || slices.Contains(r.files, path) {
		return fmt.Errorf("%s: files source each other without end", path)
	}
	if r.opts.Script != nil {
		if ok, err := r.opts.Script(path); ok || err != nil {
			return err
		}
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	r.files = append(r.files, path)
	defer func() { r.files = r.files[:len(r.files)-1] }()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	n := 1
	for ; lines.Scan(); n++ {
		if err := r.sourced(lines.Text()); err != nil {
			var inner *FileError
			if errors.Is(err, command.ErrQuit) || errors.As(err, &inner) {
				return err
			}
			return &FileError{path, n, err}
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if r.in.Collecting() {
		r.in.Abandon()
		return &FileError{path, n - 1, errUnfinished}
	}
	return nil
}

// sourced carries out a line of a file.
func (r *REPL) sourced(line string) error {
	if text := strings.TrimSpace(line); text != "" && r.opts.Echo {
		if level := len(r.files) - r.begun; level > 0 {
			fmt.Fprintf(r.opts.Screen.Own(), "%s %s\n", strings.Repeat("+", level), text)
		} else {
			r.echo(text)
			r.in.Typed(text)
		}
	}
	if err := r.in.Run(line); err != nil {
		return err
	}
	if r.Interrupted() {
		return ErrInterrupted
	}
	return nil
}
