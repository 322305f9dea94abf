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

// FileError says in which line of a file a command failed.
type FileError struct {
	Path string
	Line int
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("%s:%d: %v", e.Path, e.Line, e.Err) }
func (e *FileError) Unwrap() error { return e.Err }

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
	for n := 1; lines.Scan(); n++ {
		if err := r.sourced(lines.Text()); err != nil {
			var inner *FileError
			if errors.Is(err, command.ErrQuit) || errors.As(err, &inner) {
				return err
			}
			return &FileError{path, n, err}
		}
	}
	return lines.Err()
}

// sourced carries out a line of a file.
func (r *REPL) sourced(line string) error {
	if r.opts.Echo {
		if text := strings.TrimSpace(line); text != "" {
			fmt.Fprintf(r.opts.Screen.Own(), "%s%s\n", r.in.Prompt(), text)
		}
	}
	return r.in.Run(line)
}
