package state

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wdbg/wdbg/tui/internal/layout"
)

func store(dir string) *Store {
	return NewStore(dir, "/home/me/app.wasm", []string{"source", "code"}, []string{"small", "large"})
}

func example() State {
	return State{
		Layouts: map[string]*layout.Node{"small": {Weight: 1, Columns: true, Kids: []*layout.Node{{Weight: 3, Tabs: []string{"source"}}, {Weight: 1, Tabs: []string{"code"}}}}},
		Layout:  "large", Active: "code", Zoomed: true, Watches: []string{"a + 1", "b"}, Theme: "light",
	}
}

func TestSave(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tui")
	s := store(dir)
	if got := s.Load(); !reflect.DeepEqual(got, State{}) {
		t.Errorf("nothing was kept: %+v", got)
	}
	for range 2 {
		if err := s.Save(example()); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.Load(); !reflect.DeepEqual(got, example()) {
		t.Errorf("%+v, want %+v", got, example())
	}
	if got := NewStore(dir, "/other.wasm", nil, nil).Load(); !reflect.DeepEqual(got, State{}) {
		t.Errorf("another program: %+v", got)
	}
	list, err := os.ReadDir(dir)
	if err != nil || len(list) != 1 {
		t.Errorf("%d files, %v", len(list), err)
	}
	if err := store("").Save(example()); err != nil {
		t.Error(err)
	}
}

// TestBroken: what cannot be used is left out.
func TestBroken(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       State
	}{
		{"no JSON", "{", State{}},
		{"another version", `{"version": 2, "program": "/home/me/app.wasm", "theme": "light"}`, State{}},
		{"another program", `{"version": 1, "program": "/x", "theme": "light"}`, State{}},
		{"a pane that is gone", `{"version": 1, "program": "/home/me/app.wasm", "theme": "light", "active": "gone", "zoomed": true, "layout": "gone"}`, State{Theme: "light"}},
		{"a layout that lacks a pane", `{"version": 1, "program": "/home/me/app.wasm", "theme": "light", "layouts": {"small": {"weight": 1, "tabs": ["source"]}, "large": null}}`,
			State{Theme: "light", Layouts: map[string]*layout.Node{}}},
		{"watches", `{"version": 1, "program": "/home/me/app.wasm", "watches": ["", "a\nb", "ok"]}`, State{Watches: []string{"ok"}}},
		{"lines", `{"version": 1, "program": "/home/me/app.wasm", "prompts": {"search": ["", "a\nb", "ok"], "none": [""]}}`,
			State{Prompts: map[string][]string{"search": {"ok"}}}},
		{"a huge file", `{"version": 1, "program": "/home/me/app.wasm", "theme": "` + strings.Repeat("x", maxSize) + `"}`, State{}},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(store(dir).path(), []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got := store(dir).Load()
		if len(got.Watches) == 0 {
			got.Watches = nil
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

// TestPrompts: of what was typed the last lines are kept, and nothing is lost to lines that are too much.
func TestPrompts(t *testing.T) {
	s := store(t.TempDir())
	var list []string
	for i := range 3 * maxLines {
		list = append(list, fmt.Sprint("line ", i))
	}
	st := example()
	st.Prompts = map[string][]string{"search": list}
	if err := s.Save(st); err != nil {
		t.Fatal(err)
	}
	if got := s.Load().Prompts["search"]; !reflect.DeepEqual(got, list[2*maxLines:]) {
		t.Errorf("%d lines: %q", len(got), got)
	}
	long := slices.Repeat([]string{strings.Repeat("x", maxWatch)}, maxLines)
	st.Prompts = map[string][]string{"a": long, "b": long, "c": long}
	if err := s.Save(st); err != nil {
		t.Fatal(err)
	}
	if got := s.Load(); !reflect.DeepEqual(got, example()) {
		t.Errorf("with long lines: %+v", got)
	}
}

// TestPrune: only so many programs are remembered, those of the longest ago are forgotten.
func TestPrune(t *testing.T) {
	dir := t.TempDir()
	for i := range maxPrograms + 5 {
		path := filepath.Join(dir, fmt.Sprintf("%03d.json", i))
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Unix(int64(1000+i), 0)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := store(dir).Save(example()); err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadDir(dir)
	if err != nil || len(list) != maxPrograms || list[0].Name() < "006.json" {
		t.Errorf("%d files, the first is %s; %v", len(list), list[0].Name(), err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"version": 1, "program": "/home/me/app.wasm", "layouts": {"small": {"weight": 1, "tabs": ["source", "code"]}}, "watches": ["a"]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		st, err := store("").decode(data)
		if err != nil {
			return
		}
		for _, root := range st.Layouts {
			root.Place(layout.Rect{W: 80, H: 24})
		}
		if len(st.Watches) > maxWatches {
			t.Fatalf("%d watches", len(st.Watches))
		}
	})
}
