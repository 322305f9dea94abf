package repl

import (
	"fmt"
	"strings"
	"testing"
)

// TestScreen keeps what the debugger says out of the program's lines.
func TestScreen(t *testing.T) {
	for name, tt := range map[string]struct {
		together bool
		show     func(s *Screen)
		want     string
	}{
		"whole lines": {true, func(s *Screen) {
			fmt.Fprint(s.Stdout(), "hello\n")
			fmt.Fprint(s.Own(), "stopped\n")
		}, "hello\nstopped\n"},
		"the program's line is not finished": {true, func(s *Screen) {
			fmt.Fprint(s.Stdout(), "name? ")
			fmt.Fprint(s.Own(), "stopped\n")
			fmt.Fprint(s.Own(), "here\n")
		}, "name? \nstopped\nhere\n"},
		"pieces of a line of the debugger": {true, func(s *Screen) {
			fmt.Fprint(s.Own(), "stopped ")
			fmt.Fprint(s.Own(), "here\n")
		}, "stopped here\n"},
		"standard error, on the same terminal": {true, func(s *Screen) {
			fmt.Fprint(s.Stderr(), "warning")
			s.fresh()
			fmt.Fprint(s.Own(), "stopped\n")
		}, "warning\nstopped\n"},
		"standard error, elsewhere": {false, func(s *Screen) {
			fmt.Fprint(s.Stderr(), "warning")
			fmt.Fprint(s.Own(), "stopped\n")
		}, "warningstopped\n"},
		"what was typed while the program ran": {true, func(s *Screen) {
			s.typed()
			fmt.Fprint(s.Own(), "interrupted\n")
		}, "\ninterrupted\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			tt.show(NewScreen(&out, &out, tt.together))
			if out.String() != tt.want {
				t.Errorf("got %q, want %q", out.String(), tt.want)
			}
		})
	}
}

// TestPages asks after each page, and leaves out the rest when told so.
func TestPages(t *testing.T) {
	for name, tt := range map[string]struct {
		pages int // that are wanted
		want  string
	}{
		"all":   {10, "1\n2\n3\n4\n5\n"},
		"two":   {2, "1\n2\n3\n4\n"},
		"first": {1, "1\n2\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			s := NewScreen(&out, &out, true)
			shown := 1
			s.pager = pager{height: 2, left: 2, more: func() bool { shown++; return shown <= tt.pages }}
			fmt.Fprint(s.Own(), "1\n2\n3\n")
			fmt.Fprint(s.Own(), "4\n5\n")
			if out.String() != tt.want || s.dropping() != (tt.pages < 3) {
				t.Errorf("got %q, want %q; the rest is dropped: %v", out.String(), tt.want, s.dropping())
			}
		})
	}
}
