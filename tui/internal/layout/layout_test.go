package layout

import (
	"encoding/json"
	"slices"
	"testing"
)

// cover checks that regions and dividers fill the space once.
func cover(t *testing.T, n *Node, space Rect) {
	t.Helper()
	used := map[[2]int]int{}
	add := func(r Rect) {
		for y := r.Y; y < r.Y+r.H; y++ {
			for x := r.X; x < r.X+r.W; x++ {
				used[[2]int{x, y}]++
			}
		}
	}
	regions, dividers := n.Place(space)
	for _, r := range regions {
		add(r.Rect)
		if r.Rect.W < 0 || r.Rect.H < 0 {
			t.Errorf("%v: region %v", space, r.Rect)
		}
	}
	for _, d := range dividers {
		if d.split.Columns {
			add(d.Rect)
		}
	}
	for at, times := range used {
		if times > 1 && space.W >= 60 {
			t.Fatalf("%v: cell %v is used %d times", space, at, times)
		}
		if !space.Contains(at[0], at[1]) && space.W >= 60 {
			t.Fatalf("%v: cell %v is outside", space, at)
		}
	}
	if space.W >= 60 && len(used) != space.W*space.H {
		t.Errorf("%v: %d cells of %d are used", space, len(used), space.W*space.H)
	}
}

func TestPresets(t *testing.T) {
	all := Presets()[0].Root.Panes()
	for _, p := range Presets() {
		if err := p.Root.Check(all); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		for _, size := range []Rect{{0, 1, 80, 22}, {0, 0, 200, 60}, {0, 0, 20, 3}, {0, 0, 1, 1}, {0, 0, 0, 0}, {0, 0, 500, 200}, {0, 1, 160, 46}, {0, 0, 61, 7}} {
			cover(t, p.Root, size)
		}
	}
}

// TestMove: dividers go where they are put, also over and over, and never make a region vanish.
func TestMove(t *testing.T) {
	for _, p := range Presets() {
		space := Rect{0, 1, 120, 38}
		_, dividers := p.Root.Place(space)
		for i := range dividers {
			for _, to := range []int{40, -5, 1000, 12, 60} {
				_, now := p.Root.Place(space)
				now[i].Move(to, to)
				cover(t, p.Root, space)
				regions, _ := p.Root.Place(space)
				for _, r := range regions {
					if r.Rect.W < minWidth || r.Rect.H < minHeight {
						t.Errorf("%s: divider %d at %d: region %v", p.Name, i, to, r.Rect)
					}
				}
			}
		}
	}
}

func TestGrow(t *testing.T) {
	root := Presets()[0].Root
	space := Rect{0, 0, 80, 22}
	width := func() int {
		regions, _ := root.Place(space)
		i := slices.IndexFunc(regions, func(r Region) bool { return slices.Contains(r.Node.Tabs, "source") })
		return regions[i].Rect.W
	}
	before := width()
	root.Grow("source", true, 3, space)
	if got := width(); got != before+3 {
		t.Errorf("width %d, want %d", got, before+3)
	}
	root.Grow("variables", true, 3, space)
	if got := width(); got != before {
		t.Errorf("width %d, want %d", got, before)
	}
}

func TestCheck(t *testing.T) {
	for _, test := range []struct{ name, text string }{
		{"empty", `{}`},
		{"missing", `{"tabs":["a"]}`},
		{"unknown", `{"tabs":["a","b","c"]}`},
		{"twice", `{"tabs":["a","b","a"]}`},
		{"both", `{"tabs":["a","b"],"kids":[{"tabs":["a"]}]}`},
		{"front", `{"tabs":["a","b"],"front":7}`},
		{"null", `{"kids":[null]}`},
		{"weight", `{"tabs":["a","b"],"weight":-1}`},
	} {
		var n Node
		if err := json.Unmarshal([]byte(test.text), &n); err != nil {
			t.Fatal(err)
		}
		if n.Check([]string{"a", "b"}) == nil {
			t.Errorf("%s: no error", test.name)
		}
	}
}
