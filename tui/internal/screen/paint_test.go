package screen

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/theme"
)

// words are what random frames are made of.
func words() []string {
	return []string{
		"x", "local.get 0", "        ", "日本語", "e\u0301", "│", "…", "한국어", "👩‍👩‍👧", "❤️", "🇩🇪", "⌚", "\ue0b0", "a👍🏽b", "ｆｕｌｌ", "क्षि", "─────────────",
	}
}

// draw changes a frame at random.
func draw(r *rand.Rand, f *frame.Frame) {
	area := f.Area()
	for range r.IntN(12) {
		style := frame.Style{Role: frame.Role(r.IntN(frame.Roles)), Ground: frame.Ground(r.IntN(frame.Grounds))}
		if r.IntN(3) == 0 {
			style = frame.Style{}
		}
		x, y := r.IntN(f.Width+6)-6, r.IntN(f.Height)
		switch r.IntN(6) {
		case 0:
			area.Sub(x, y, r.IntN(f.Width+1), r.IntN(4)).Fill(style)
		case 1:
			area.Sub(x, y, r.IntN(f.Width+1), r.IntN(4)).Ground(style.Ground)
		default:
			area.Text(x, y, words()[r.IntN(len(words()))], style)
		}
	}
	f.HasCursor = r.IntN(2) == 0
	f.CursorX, f.CursorY = r.IntN(f.Width), r.IntN(f.Height)
}

// TestPaint shows random frames one after the other on terminals of all depths and many sizes. Each must be as if it had been
// painted on an empty screen; over resizes, too.
func TestPaint(t *testing.T) {
	for _, size := range []Size{{1, 1}, {2, 1}, {3, 2}, {20, 5}, {80, 24}, {500, 200}} {
		for _, depth := range []theme.Depth{theme.Colorless, theme.Colors16, theme.Colors256, theme.TrueColor} {
			for _, opaque := range []bool{false, true} {
				t.Run(fmt.Sprintf("%dx%d/%d/%v", size.Width, size.Height, depth, opaque), func(t *testing.T) {
					steps := 60
					if size.Width > 100 {
						steps = 4
					}
					paintRandom(t, rand.New(rand.NewPCG(1, uint64(depth))), size, depth, opaque, steps)
				})
			}
		}
	}
}

// paintRandom shows frames and compares.
func paintRandom(t *testing.T, r *rand.Rand, size Size, depth theme.Depth, opaque bool, steps int) {
	looks := map[string]string{}
	if opaque {
		looks["plain"] = "#101010"
	}
	dark, err := theme.Named("dark")
	if err != nil {
		t.Fatal(err)
	}
	if dark, err = dark.With(looks); err != nil {
		t.Fatal(err)
	}
	term := newTerminal(size.Width, size.Height)
	p := &painter{table: dark.Table(depth), width: size.Width, height: size.Height, steadyBars: true}
	full := func(s frame.Style) string { return string(p.table.Switch(nil, frame.Style{}, s, false)) }
	before := frame.New(size.Width, size.Height)
	for step := range steps {
		f := frame.New(before.Width, before.Height)
		copy(f.Cells, before.Cells)
		draw(r, f)
		term.write(string(p.paint(f)))
		if why := term.differs(f, full); why != "" {
			t.Fatalf("step %d: %s", step, why)
		}
		if again := p.paint(f); len(again) != 0 {
			t.Fatalf("step %d: the same frame writes %q", step, again)
		}
		before = f
		if r.IntN(8) == 0 {
			size = Size{1 + r.IntN(2*size.Width), 1 + r.IntN(2*size.Height)}
			size = Size{min(size.Width, 500), min(size.Height, 200)}
			term.resize(size.Width, size.Height)
			term.wrong = nil
			p.width, p.height, p.shown = size.Width, size.Height, nil
			if r.IntN(2) == 0 { // else the next frame is of the size before
				before = frame.New(size.Width, size.Height)
			}
		}
	}
}

func FuzzPaint(f *testing.F) {
	f.Add(uint64(1), uint16(80), uint16(24))
	f.Add(uint64(2), uint16(1), uint16(1))
	f.Fuzz(func(t *testing.T, seed uint64, width, height uint16) {
		r := rand.New(rand.NewPCG(seed, 0))
		paintRandom(t, r, Size{1 + int(width)%120, 1 + int(height)%40}, theme.Depth(r.IntN(4)), r.IntN(4) == 0, 8)
	})
}

// TestLoose: where the terminal finds clusters narrower or wider than they are taken to be, all else is in its place.
func TestLoose(t *testing.T) {
	for _, test := range []struct {
		name    string
		splits  bool
		widthOf func(string) int
	}{
		{"as they are", false, displaywidth.String},
		{"narrower", false, func(s string) int {
			if isLoose(&frame.Cell{Text: s, Width: uint8(displaywidth.String(s))}) {
				return 1
			}
			return displaywidth.String(s)
		}},
		{"by code points", true, displaywidth.String},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, 7))
			term := newTerminal(60, 8)
			term.widthOf, term.splits, term.wrap = test.widthOf, test.splits, false
			p := &painter{table: table(t, theme.TrueColor), width: 60, height: 8}
			f := frame.New(60, 8)
			for step := range 200 {
				next := frame.New(60, 8)
				copy(next.Cells, f.Cells)
				draw(r, next)
				f = next
				term.write(string(p.paint(f)))
				if why := misplaced(term, f); why != "" {
					t.Fatalf("step %d: %s", step, why)
				}
			}
		})
	}
}

// misplaced says what is not in its place on a terminal, but characters about whose widths terminals disagree.
func misplaced(term *terminal, f *frame.Frame) string {
	if len(term.wrong) > 0 {
		return term.wrong[0]
	}
	for y := range f.Height {
		for x := range f.Width {
			c := f.At(x, y)
			if isLoose(c) || x > 0 && isLoose(f.At(x-1, y)) && f.At(x-1, y).Width == 2 {
				continue
			}
			if got := term.cells[y*f.Width+x].text; strings.TrimSpace(got) != strings.TrimSpace(c.Text) {
				return fmt.Sprintf("at %d,%d is %q, not %q", x, y, got, c.Text)
			}
		}
	}
	return ""
}

// table returns the sequences of the dark theme.
func table(t testing.TB, depth theme.Depth) *theme.Table {
	t.Helper()
	dark, err := theme.Named("dark")
	if err != nil {
		t.Fatal(err)
	}
	return dark.Table(depth)
}

// code fills a frame as a debugger does.
func code(f *frame.Frame, shift int) {
	area := f.Area()
	for y := range f.Height {
		row := area.Row(y)
		x := row.Text(0, 0, fmt.Sprintf("%5d ", y+shift), frame.Style{Role: frame.Dim})
		for x < f.Width {
			for i, word := range []string{"if", " (", "value", " == ", "0x1234", ") ", "return", " \"text\"", "; ", "// what it does "} {
				role := []frame.Role{frame.Keyword, frame.Normal, frame.Normal, frame.Normal, frame.Number, frame.Normal, frame.Keyword, frame.String, frame.Normal, frame.Comment}[i]
				x = row.Text(x, 0, word, frame.Style{Role: role})
			}
		}
	}
}

func BenchmarkPaint(b *testing.B) {
	for _, test := range []struct {
		name   string
		change func(f *frame.Frame, i int)
	}{
		{"same", func(f *frame.Frame, i int) { code(f, 0) }},
		{"line", func(f *frame.Frame, i int) {
			code(f, 0)
			f.Area().Row(i%f.Height).Text(0, 0, fmt.Sprint("another line ", i), frame.Style{Role: frame.Changed})
			f.Area().Row(i % f.Height).Ground(frame.CurrentRow)
		}},
		{"all", func(f *frame.Frame, i int) { code(f, i*1000); f.Area().Ground(frame.Ground(i % 2)) }},
	} {
		b.Run(test.name, func(b *testing.B) {
			p := &painter{table: table(b, theme.TrueColor), width: 200, height: 60}
			frames := []*frame.Frame{frame.New(200, 60), frame.New(200, 60), frame.New(200, 60)}
			for i, f := range frames {
				test.change(f, i)
			}
			n := 0
			for i := 0; b.Loop(); i++ {
				n += len(p.paint(frames[i%3]))
			}
			b.ReportMetric(float64(n)/float64(b.N), "bytes/op")
		})
	}
}
