package tui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/golden"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/theme"
)

// TestManualTour compares the frames in the manual with those of its tour: each is the text that follows a line <!-- frame NAME -->.
func TestManualTour(t *testing.T) {
	path := filepath.Join("..", "docs", "tui.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tr := tourOf(t, "manual", 80, 24)
	var out strings.Builder
	rest, used := strings.ReplaceAll(string(text), "\r\n", "\n"), 0
	for {
		before, after, found := strings.Cut(rest, "<!-- frame ")
		out.WriteString(before)
		if !found {
			break
		}
		name, after, _ := strings.Cut(after, " -->\n")
		_, after, ok := strings.Cut(after, "```\n")
		_, after, closed := strings.Cut(after, "```\n")
		if !ok || !closed {
			t.Fatalf("%s: no text follows the frame %s", path, name)
		}
		out.WriteString("<!-- frame " + name + " -->\n```\n" + tr.shot(name).Text() + "```\n")
		rest = after
		used++
	}
	if used < 8 {
		t.Errorf("%s has %d frames", path, used)
	}
	golden.Compare(t, *update, path, out.String())
}

// TestPictures compares the pictures of the manual with the frames that they are made of.
func TestPictures(t *testing.T) {
	manual, wide := tourOf(t, "manual", 110, 32), tourOf(t, "manual", 160, 44)
	for _, p := range []struct {
		name, theme string
		frame       *frame.Frame
	}{
		{"tui-trap", "dark", wide.shot("trap")},
		{"tui-step", "dark", manual.shot("hit")},
		{"tui-palette", "dark", manual.shot("palette")},
		{"tui-light", "light", manual.shot("caller")},
	} {
		look, err := theme.Named(p.theme)
		if err != nil {
			t.Fatal(err)
		}
		golden.Compare(t, *update, filepath.Join("..", "docs", p.name+".svg"), look.SVG(p.frame, "wdbg tui examples/trap/trap.wasm"))
	}
}
