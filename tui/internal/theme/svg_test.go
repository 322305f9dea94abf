package theme

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/tui/internal/frame"
)

// sample is a frame with all roles on all grounds, lines, and characters of all widths.
func sample() *frame.Frame {
	f := frame.New(100, 34)
	a := f.Area()
	a.Row(0).Fill(frame.Style{Ground: frame.BarRow})
	a.Text(1, 0, "stopped", frame.Style{Role: frame.Status, Ground: frame.BarRow})
	for g := range frame.Ground(frame.Grounds) {
		a.Text(16+9*int(g), 1, g.Name(), frame.Style{Role: frame.Dim})
		for r := range frame.Role(frame.Roles) {
			if g == 0 {
				a.Text(1, 2+int(r), r.Name(), frame.Style{Role: r})
			}
			a.Sub(16+9*int(g), 2+int(r), 9, 1).Fill(frame.Style{Role: r, Ground: g})
			a.Text(16+9*int(g), 2+int(r), "ab <0x1&", frame.Style{Role: r, Ground: g})
		}
	}
	a.Text(1, 30, "╭─ title ─┬──────╮  日本語 e\u0301 👩‍👩‍👧 한국어 ✓ → …", frame.Style{Role: frame.Border})
	a.Text(1, 31, "│ x       │      │  ● ○ ▶ ◆ after", frame.Style{Role: frame.Border})
	a.Text(1, 32, "╰─────────┴──────╯", frame.Style{Role: frame.Border})
	a.Text(24, 32, "input", frame.Style{Role: frame.Input})
	a.Cursor(29, 32)
	return f
}

// TestSVG: pictures are XML, have all text in its place, and are always the same. WDBG_PICTURES names a folder to write them to.
func TestSVG(t *testing.T) {
	for _, name := range Names() {
		theme := named(t, name)
		picture := theme.SVG(sample(), "a <title> & more\x1b")
		if picture != theme.SVG(sample(), "a <title> & more\x1b") {
			t.Errorf("%s: two pictures of a frame differ", name)
		}
		if folder := os.Getenv("WDBG_PICTURES"); folder != "" {
			if err := os.WriteFile(folder+"/"+name+".svg", []byte(picture), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		d := xml.NewDecoder(strings.NewReader(picture))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		for _, want := range []string{
			`<title>a &lt;title&gt; &amp; more` + "\ufffd" + `</title>`,
			`x="144" y="52"`,
			`>ab &lt;0x1&amp;`,
			`>日</text>`,
			`<rect x="261" y="608" width="2" height="19"`,
		} {
			if !strings.Contains(picture, want) {
				t.Errorf("%s: no %q in the picture", name, want)
			}
		}
		if len(picture) > 60_000 {
			t.Errorf("%s: %d bytes", name, len(picture))
		}
	}
}
