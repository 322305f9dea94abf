package srcfile

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"time"
)

// State says how a text stands to what was compiled, and to the file that it was read from.
type State uint8

// States.
const (
	// Same: nothing is known to be wrong with it.
	Same State = iota
	// Differs: it is not the text that was compiled.
	Differs
	// Changed: what is in the file now is another text than was read.
	Changed
	// Gone: the file cannot be read any more.
	Gone
)

// Note says it to a person; "" for Same.
func (s State) Note() string {
	return [...]string{
		Differs: "this text differs from the one that was compiled",
		Changed: "the file has changed since it was read",
		Gone:    "the file is gone; this is what was read of it",
	}[s]
}

// looked is a file as it was when it was looked at last.
type looked struct {
	size     int64
	modified time.Time
	state    State
}

// State looks at the file that the text was read from.
func (t *Text) State() State {
	switch {
	case t.Stale:
		return Differs
	case t.Path == "":
		return Same
	}
	info, err := os.Stat(t.Path)
	if err != nil || !info.Mode().IsRegular() {
		return Gone
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if now := (looked{info.Size(), info.ModTime(), t.looked.state}); now != t.looked {
		now.state = t.compare()
		t.looked = now
	}
	return t.looked.state
}

// compare reads the file again: being written to need not change it.
func (t *Text) compare() State {
	data, _, err := read(t.Path)
	switch {
	case errors.Is(err, errTooLarge):
		return Changed
	case err != nil && !errors.Is(err, fs.ErrPermission):
		return Gone
	case err != nil || !bytes.Equal(data, t.data):
		return Changed
	}
	return Same
}
