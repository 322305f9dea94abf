// Package state remembers how the terminal interface was left, for each program: in files that nobody writes by hand.
package state

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/wdbg/wdbg/tui/internal/layout"
)

// State is what is remembered of a program's interface.
type State struct {
	// Layouts are those that were changed, by their names. Layout is the name of the one that was chosen; "": none was, the size of the screen counts.
	Layouts map[string]*layout.Node `json:"layouts,omitempty"`
	Layout  string                  `json:"layout,omitempty"`
	// Zoomed: the active pane was shown alone.
	Active string `json:"active,omitempty"`
	Zoomed bool   `json:"zoomed,omitempty"`
	// Watches are expressions.
	Watches []string `json:"watches,omitempty"`
	// Prompts are the lines that were typed, oldest first, by what was asked for.
	Prompts map[string][]string `json:"prompts,omitempty"`
	// Theme is the name of the one that was chosen; "": the configuration counts.
	Theme string `json:"theme,omitempty"`
}

// file is a State as it is written.
type file struct {
	Version int    `json:"version"`
	Program string `json:"program"`
	State
}

// Bounds of what is remembered. A file of another version does not count.
const (
	version     = 1
	maxPrograms = 100
	maxSize     = 1 << 20 // of a file, in bytes
	maxWatches  = 200
	maxWatch    = 4000 // bytes
	maxLayouts  = 20
	maxPrompts  = 20 // kinds of lines
	maxLines    = 100
)

// Store is a folder of states.
type Store struct {
	dir     string
	program string
	// panes and layouts are those that there are.
	panes, layouts []string
}

// NewStore returns where the state of a program, an absolute path, is kept. With dir "" nothing is kept.
func NewStore(dir, program string, panes, layouts []string) *Store {
	return &Store{dir, program, panes, layouts}
}

func (s *Store) path() string {
	sum := sha256.Sum256([]byte(s.program))
	return filepath.Join(s.dir, hex.EncodeToString(sum[:12])+".json")
}

// Load returns what is remembered: nothing where there is no file, or none that can be used.
func (s *Store) Load() State {
	if s.dir == "" {
		return State{}
	}
	f, err := os.Open(s.path())
	if err != nil {
		return State{}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return State{}
	}
	st, err := s.decode(data)
	if err != nil {
		return State{}
	}
	return st
}

// decode reads a file. Parts that cannot be used are left out; the error says why all of it is.
func (s *Store) decode(data []byte) (State, error) {
	var f file
	if len(data) > maxSize {
		return State{}, errors.New("it is too large")
	}
	if err := json.Unmarshal(data, &f); err != nil {
		return State{}, err
	}
	switch {
	case f.Version != version:
		return State{}, fmt.Errorf("it is of version %d", f.Version)
	case f.Program != s.program:
		return State{}, fmt.Errorf("it is of another program, %s", f.Program)
	}
	st := f.State
	for name, root := range st.Layouts {
		if root == nil || !slices.Contains(s.layouts, name) || root.Check(s.panes) != nil {
			delete(st.Layouts, name)
		}
	}
	if !slices.Contains(s.layouts, st.Layout) {
		st.Layout = ""
	}
	if !slices.Contains(s.panes, st.Active) {
		st.Active, st.Zoomed = "", false
	}
	st.Watches, st.Prompts = watchable(st.Watches), recallable(st.Prompts)
	return st, nil
}

// watchable returns the expressions that can be watched.
func watchable(list []string) []string {
	list = usable(list)
	return list[:min(len(list), maxWatches)]
}

// recallable returns the lines that can be typed again.
func recallable(prompts map[string][]string) map[string][]string {
	if len(prompts) == 0 || len(prompts) > maxPrompts {
		return nil
	}
	out := map[string][]string{}
	for name, list := range prompts {
		if list = usable(list); len(list) > 0 {
			out[name] = list[max(0, len(list)-maxLines):]
		}
	}
	return out
}

// usable returns the texts that are of one line.
func usable(list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(w string) bool {
		return w == "" || len(w) > maxWatch || !utf8.ValidString(w) || strings.ContainsAny(w, "\r\n")
	})
}

// Save remembers a state: all of it or nothing.
func (s *Store) Save(st State) error {
	if s.dir == "" {
		return nil
	}
	if len(st.Layouts) > maxLayouts {
		st.Layouts = nil
	}
	st.Watches, st.Prompts = watchable(st.Watches), recallable(st.Prompts)
	data, err := json.MarshalIndent(file{version, s.program, st}, "", "  ")
	if len(data) > maxSize { // lines of this length are not typed
		st.Prompts = nil
		data, err = json.MarshalIndent(file{version, s.program, st}, "", "  ")
	}
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	if err := write(s.path(), data); err != nil {
		return err
	}
	s.prune()
	return nil
}

// write replaces a file.
func write(path string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(tmp.Name()) // it is of no use
	}
	return err
}

// prune removes the states of programs that were not debugged for longest.
func (s *Store) prune() {
	list, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	type old struct {
		name string
		at   time.Time
	}
	var files []old
	for _, e := range list {
		if info, err := e.Info(); err == nil && strings.HasSuffix(e.Name(), ".json") && info.Mode().IsRegular() {
			files = append(files, old{e.Name(), info.ModTime()})
		}
	}
	slices.SortFunc(files, func(a, b old) int { return cmp.Or(b.at.Compare(a.at), strings.Compare(a.name, b.name)) })
	for _, f := range files[min(len(files), maxPrograms):] {
		_ = os.Remove(filepath.Join(s.dir, f.name)) // it is tried again the next time
	}
}
