package main

import (
	"io"
	"os"

	"github.com/wdbg/wdbg/repl"
)

// newScreen returns the screen of a pair of streams.
func newScreen(stdout, stderr io.Writer) *repl.Screen {
	return repl.NewScreen(stdout, stderr, isTerminal(stdout) && isTerminal(stderr) || isSameFile(stdout, stderr))
}

// isSameFile reports whether two streams lead to one place.
func isSameFile(a, b io.Writer) bool {
	f, ok := a.(*os.File)
	g, both := b.(*os.File)
	if !ok || !both {
		return false
	}
	first, err := f.Stat()
	if err != nil {
		return false
	}
	second, err := g.Stat()
	return err == nil && os.SameFile(first, second)
}

// emptyStdin is a standard input that says once that it is read.
type emptyStdin struct {
	notice func()
	said   bool
}

func (e *emptyStdin) Read([]byte) (int, error) {
	if !e.said {
		e.said = true
		e.notice()
	}
	return 0, io.EOF
}

// Seek begins anew: the program was restarted.
func (e *emptyStdin) Seek(int64, int) (int64, error) {
	e.said = false
	return 0, nil
}
