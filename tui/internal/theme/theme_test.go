package theme

import (
	"math"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/tui/internal/frame"
)

// named returns a theme that exists.
func named(t testing.TB, name string) *Theme {
	t.Helper()
	theme, err := Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return theme
}

// styles calls f with all styles.
func styles(f func(frame.Style)) {
	for r := range frame.Role(frame.Roles) {
		for g := range frame.Ground(frame.Grounds) {
			f(frame.Style{Role: r, Ground: g})
		}
	}
}

// TestContrast: all text can be read on all grounds, and on those that terminals usually have.
func TestContrast(t *testing.T) {
	grounds := map[string][]Color{
		"dark":  {RGB(0x000000), RGB(0x16181d), RGB(0x1e1e1e), RGB(0x282c34), RGB(0x002b36), RGB(0x272822)},
		"light": {RGB(0xffffff), RGB(0xfafafa), RGB(0xfdf6e3), RGB(0xeff1f5)},
	}
	for _, name := range []string{"dark", "light"} {
		theme := named(t, name)
		for _, depth := range []Depth{TrueColor, Colors256} {
			styles(func(s frame.Style) {
				want := 4.5
				if s.Role == frame.Dim || s.Role == frame.Border {
					want = 3
				}
				l := theme.Look(s, depth)
				if l.Fore.IsOwn() {
					l.Fore = theme.text
				}
				backs := []Color{l.Back}
				if l.Back.IsOwn() {
					backs = grounds[name]
				}
				for _, back := range backs {
					if got := contrast(l.Fore, back); got < want {
						t.Errorf("%s at depth %d: %s on %s: %s on %s has a contrast of %.2f, less than %g", name, depth, s.Role.Name(), s.Ground.Name(), l.Fore, back, got, want)
					}
				}
			})
		}
	}
}

// TestGroundsDiffer: grounds that a pane shows at the same time can be told apart at all depths.
func TestGroundsDiffer(t *testing.T) {
	together := [][]frame.Ground{
		{frame.Plain, frame.CurrentRow, frame.CursorRow, frame.FrameRow, frame.Found},
		{frame.Plain, frame.CursorRow, frame.Chosen, frame.Found},
		{frame.Popup, frame.Chosen, frame.Found},
		{frame.Plain, frame.Alert},
	}
	for _, name := range Names() {
		theme := named(t, name)
		for _, depth := range []Depth{Colorless, Colors16, Colors256, TrueColor} {
			for _, list := range together {
				for i, a := range list {
					for _, b := range list[:i] {
						x, y := theme.Look(frame.Style{Ground: a}, depth), theme.Look(frame.Style{Ground: b}, depth)
						if x.Back == y.Back && x.Attr == y.Attr {
							t.Errorf("%s at depth %d: %s looks as %s", name, depth, a.Name(), b.Name())
						}
					}
				}
			}
		}
	}
}

// TestRolesDiffer: what a user must not miss stands out from usual text, on the rows where it may be.
func TestRolesDiffer(t *testing.T) {
	roles := []frame.Role{frame.Changed, frame.Error, frame.Point, frame.PointOff, frame.PointPending, frame.Warning, frame.Here, frame.Match}
	for _, name := range Names() {
		theme := named(t, name)
		for _, depth := range []Depth{Colorless, Colors16, Colors256, TrueColor} {
			for _, g := range []frame.Ground{frame.Plain, frame.CurrentRow, frame.CursorRow} {
				for _, r := range roles {
					if depth == Colors16 && g != frame.Plain && theme.roles[r].Attr == 0 {
						continue // the ground decides about colour
					}
					x, y := theme.Look(frame.Style{Role: r, Ground: g}, depth), theme.Look(frame.Style{Ground: g}, depth)
					if x == y {
						t.Errorf("%s at depth %d: %s looks as usual text on %s", name, depth, r.Name(), g.Name())
					}
				}
			}
			for _, pair := range [][2]frame.Role{{frame.Title, frame.TitleOn}, {frame.Point, frame.PointOff}, {frame.Point, frame.PointPending}} {
				a, b := theme.Look(frame.Style{Role: pair[0]}, depth), theme.Look(frame.Style{Role: pair[1]}, depth)
				if a == b {
					t.Errorf("%s at depth %d: %s looks as %s", name, depth, pair[0].Name(), pair[1].Name())
				}
			}
		}
	}
}

// TestTable: from each style to each other, the sequences lead to the same look as saying all of it.
func TestTable(t *testing.T) {
	for _, name := range Names() {
		for _, depth := range []Depth{Colorless, Colors16, Colors256, TrueColor} {
			theme := named(t, name)
			table := theme.Table(depth)
			if got := len(string(table.Switch(nil, frame.Style{}, frame.Style{}, true))); got != 0 {
				t.Errorf("%d bytes to stay", got)
			}
			styles(func(s frame.Style) {
				text := string(table.Switch(nil, frame.Style{}, s, false))
				switch {
				case !strings.HasPrefix(text, "\x1b[0") || !strings.HasSuffix(text, "m"):
					t.Fatalf("%s: %q", name, text)
				case depth != TrueColor && strings.Contains(text, "8;2;"):
					t.Errorf("%s at depth %d: true colour in %q", name, depth, text)
				case depth < Colors256 && strings.Contains(text, "8;5;"):
					t.Errorf("%s at depth %d: a colour of 256 in %q", name, depth, text)
				case depth == Colorless && strings.Trim(text, "\x1b[0;12347m") != "":
					t.Errorf("%s: a colour in %q", name, text)
				}
			})
		}
	}
}

func TestWith(t *testing.T) {
	theme, err := named(t, "dark").With(map[string]string{
		"keyword": "#f00 bold", "dim": "italic", "type": "bright-red", "number": "202 plain", "current-row": "#123456", "plain": "#000000",
		"string": "default",
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		style frame.Style
		depth Depth
		want  string
	}{
		{frame.Style{Role: frame.Keyword}, TrueColor, "\x1b[0;1;38;2;255;0;0;48;2;0;0;0m"},
		{frame.Style{Role: frame.Keyword}, Colors256, "\x1b[0;1;38;5;196;48;5;16m"},
		{frame.Style{Role: frame.Keyword}, Colors16, "\x1b[0;1;91;40m"},
		{frame.Style{Role: frame.Keyword}, Colorless, "\x1b[0;1m"},
		{frame.Style{Role: frame.Dim}, TrueColor, "\x1b[0;3;38;2;154;162;177;48;2;0;0;0m"},
		{frame.Style{Role: frame.Type}, TrueColor, "\x1b[0;91;48;2;0;0;0m"},
		{frame.Style{Role: frame.Number}, TrueColor, "\x1b[0;38;5;202;48;2;0;0;0m"},
		{frame.Style{Role: frame.Number, Ground: frame.CurrentRow}, TrueColor, "\x1b[0;38;5;202;48;2;18;52;86m"},
	} {
		if got := string(theme.Table(test.depth).Switch(nil, frame.Style{}, test.style, false)); got != test.want {
			t.Errorf("%s on %s at depth %d: %q, want %q", test.style.Role.Name(), test.style.Ground.Name(), test.depth, got, test.want)
		}
	}
	for _, test := range []struct{ name, words, want string }{
		{"keywords", "red", `nothing is called "keywords"`},
		{"keyword", "#12", `"#12" is no colour`},
		{"keyword", "#12345g", `"#12345g" is no colour`},
		{"keyword", "blink", `"blink" is no colour and no attribute`},
		{"keyword", "256", `"256" is no colour`},
		{"keyword", "red blue", "two colours"},
	} {
		theme, err := named(t, "dark").With(map[string]string{test.name: test.words, "dim": "red"})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s = %q: error %v, want %q", test.name, test.words, err, test.want)
		}
		if theme.roles[frame.Dim].Fore != Indexed(red) {
			t.Errorf("%s = %q spoils another entry", test.name, test.words)
		}
	}
	if _, err := Named("drak"); err == nil || !strings.Contains(err.Error(), "dark, light, none") {
		t.Errorf("unknown theme: %v", err)
	}
}

func FuzzWith(f *testing.F) {
	f.Add("keyword", "#ff0000 bold")
	f.Add("alert", "bright-white")
	f.Fuzz(func(t *testing.T, name, words string) {
		theme, _ := dark().With(map[string]string{name: words})
		theme.Table(Colors16)
	})
}

// contrast returns the ratio of two colours' luminances as the Web Content Accessibility Guidelines define it: from 1 to 21.
func contrast(a, b Color) float64 {
	x, y := luminance(a.value()), luminance(b.value())
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(v uint32) float64 {
	part := func(shift uint) float64 {
		x := float64(v>>shift&0xff) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}
