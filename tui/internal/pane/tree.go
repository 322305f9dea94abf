package pane

import (
	"fmt"
	"maps"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/tui/internal/frame"
)

// Page is how many of a row's children are shown at first, and more each time that more are asked for.
const Page = 100

// TreeRow is a row of a tree.
type TreeRow struct {
	// Path identifies what the row shows, each time that the tree is read.
	Path string
	// Depth is how many rows it is within.
	Depth int
	Fold  Fold
	// Of is, for More, the path of the row of which more is to be shown; Shown is how much is.
	Of    string
	Shown int
	Name  string
	// Value is drawn behind the name, in its role; then Was, what it was before; Note; at the right, where there is room, Type.
	Value           string
	NameRole, Role  frame.Role
	Was, Note, Type string
	// Data is the pane's own.
	Data any
}

// Fold says what can be unfolded.
type Fold uint8

// Folds.
const (
	Leaf     Fold = iota
	Folded        // there is something in it
	Unfolded      // it is in the rows that follow, which are deeper
	More          // stands for rows that are not shown yet
)

// Tree is rows of which some are in others, which are read when they are unfolded.
type Tree struct {
	List
	Items []TreeRow
	// open says of paths how many rows they are unfolded to; 0: they are folded though they are not at first. It is replaced, not changed.
	open    map[string]int
	version uint64
	match   string
	width   int
}

// Unfolding is what is unfolded at a moment. It may be read by any goroutine.
type Unfolding struct{ open map[string]int }

// Unfolding returns what is unfolded at present, and a number that is another one for each.
func (t *Tree) Unfolding() (Unfolding, uint64) { return Unfolding{t.open}, t.version }

// Of returns how many rows are shown within one; n where nobody has said.
func (u Unfolding) Of(path string, n int) int {
	if said, ok := u.open[path]; ok {
		return said
	}
	return n
}

// Resize says how large the area is that the tree is drawn on.
func (t *Tree) Resize(width, height int) {
	t.width = width
	t.SetHeight(height)
}

// indent returns the column at which a row begins.
func (t *Tree) indent(row *TreeRow) int { return min(2*row.Depth, t.width/2) }

// Set shows other rows. The cursor stays at what it is at, as far as that is still there.
func (t *Tree) Set(rows []TreeRow) {
	at := t.At()
	path, offset := "", t.Cursor-t.First
	if at != nil {
		path = at.Path
	}
	t.Items = rows
	row := t.Cursor
	if at != nil && !(row < len(rows) && rows[row].Path == path) {
		for i := range rows {
			if rows[i].Path == path {
				row = i
				break
			}
		}
	}
	t.Rows = len(rows)
	t.First = row - offset
	t.To(row)
}

// At returns the row of the cursor; nil where there is none.
func (t *Tree) At() *TreeRow {
	if t.Cursor < 0 || t.Cursor >= len(t.Items) {
		return nil
	}
	return &t.Items[t.Cursor]
}

// maxOpen bounds the paths that are remembered to be unfolded.
const maxOpen = 10000

// set remembers to how many rows a path is unfolded.
func (t *Tree) set(path string, n int) {
	open := maps.Clone(t.open)
	if open == nil || len(open) >= maxOpen {
		open = map[string]int{}
		for i := range t.Items {
			if n, ok := t.open[t.Items[i].Path]; ok {
				open[t.Items[i].Path] = n
			}
		}
	}
	open[path] = n
	t.open = open
	t.version++
}

// Unfold shows what is in the row of the cursor, or more of it.
func (t *Tree) Unfold() bool {
	row := t.At()
	switch {
	case row == nil:
		return false
	case row.Fold == Folded:
		t.set(row.Path, Page)
	case row.Fold == More:
		t.set(row.Of, row.Shown+Page)
	default:
		return false
	}
	return true
}

// Fold hides what is in the row of the cursor.
func (t *Tree) Fold() bool {
	row := t.At()
	if row == nil || row.Fold != Unfolded {
		return false
	}
	t.set(row.Path, 0)
	end := t.Cursor + 1
	for end < len(t.Items) && t.Items[end].Depth > row.Depth {
		end++
	}
	rows := append(append([]TreeRow(nil), t.Items[:t.Cursor+1]...), t.Items[end:]...)
	rows[t.Cursor].Fold = Folded
	t.Items = rows
	t.SetRows(len(rows))
	return true
}

// Do carries out an action that moves the cursor, folds or unfolds. It reports whether it is one that means something where the cursor is.
func (t *Tree) Do(action string) bool {
	if t.Move(action) {
		return true
	}
	switch action {
	case Enter, Toggle:
		return t.Unfold() || t.Fold()
	case Right:
		if row := t.At(); row != nil && row.Fold == Unfolded {
			t.To(t.Cursor + 1)
			return true
		}
		t.Unfold()
		return true
	case Left:
		if !t.Fold() {
			t.up()
		}
		return true
	}
	return false
}

// Toggle is the action that folds what is unfolded, and unfolds what is not.
const Toggle = "toggle"

// up puts the cursor on the row that its row is in.
func (t *Tree) up() {
	row := t.At()
	if row == nil {
		return
	}
	for i := t.Cursor - 1; i >= 0; i-- {
		if t.Items[i].Depth < row.Depth {
			t.To(i)
			return
		}
	}
}

// Mouse chooses, folds or unfolds a row, or scrolls. It reports whether a row was clicked twice, elsewhere than at its mark.
func (t *Tree) Mouse(m Mouse) (twice bool) {
	if !t.List.Mouse(m) {
		return false
	}
	row := t.At()
	mark := row.Fold != Leaf && m.X >= t.indent(row) && m.X < t.indent(row)+2
	switch {
	case m.Kind == Click && (mark || row.Fold == More):
		_ = t.Unfold() || t.Fold()
	case m.Kind == DoubleClick:
		return !mark && row.Fold != More
	}
	return false
}

// Search goes to the next row that contains a text; see Searcher. Capitals matter if the text has some.
func (t *Tree) Search(text string, by int, from bool) (found bool) {
	t.match = text
	if text == "" {
		return true
	}
	matches := Matcher(text)
	row, found := FindRow(t.Cursor, len(t.Items), by, from, func(row int) bool {
		r := &t.Items[row]
		return matches(r.Name) || matches(r.Value) || matches(r.Note) || matches(r.Type)
	})
	if found {
		t.To(row)
	}
	return found
}

// Draw draws the rows that are seen.
func (t *Tree) Draw(a frame.Area, active bool) {
	t.List.Draw(a, active, func(row int, a frame.Area) {
		if row < len(t.Items) {
			t.draw(a, &t.Items[row])
		}
	})
}

// maxWas is how much of an old value is shown, in cells.
const maxWas = 40

// draw draws a row: its mark, name, value and what the value was; the type at the right.
func (t *Tree) draw(a frame.Area, row *TreeRow) {
	x := a.Text(t.indent(row), 0, foldMarks[row.Fold], frame.Style{Role: frame.Dim})
	x = t.text(a, x, row.Name, row.NameRole)
	was := ""
	if row.Was != "" {
		was = "  (was " + frame.Clip(row.Was, maxWas) + ")"
	}
	behind := frame.Width(was)
	if row.Value != "" {
		if row.Name != "" {
			x += 2
		}
		room := a.Width - x
		x = t.text(a, x, frame.Clip(row.Value, max(room-behind, room/2)), row.Role)
	}
	x = a.Text(x, 0, frame.Clip(was, a.Width-x), frame.Style{Role: frame.Dim})
	if row.Note != "" && x+2 < a.Width {
		x = t.text(a, x+2, row.Note, frame.Dim)
	}
	if row.Type != "" && x+2+frame.Width(row.Type) <= a.Width {
		t.text(a, a.Width-frame.Width(row.Type), row.Type, frame.Dim)
	}
}

// foldMarks stand before rows.
var foldMarks = [...]string{Leaf: "  ", Folded: "▸ ", Unfolded: "▾ ", More: "  "}

// text draws a text, what is missing at its end being said, and returns the column behind it.
func (t *Tree) text(a frame.Area, x int, s string, role frame.Role) int {
	return a.Pieces(x, 0, Marked(frame.Clip(s, a.Width-x), frame.Style{Role: role}, t.match))
}

// MoreRow returns the row that stands for children that are not shown beside those that are; rest is how many they are, less than 0 where
// that is not known.
func MoreRow(of string, depth, shown int, rest int64) TreeRow {
	text := "… more"
	if rest > 0 {
		text = "… " + listing.Grouped(int(rest)) + " more"
	}
	// Once there is more, it is another row: the cursor stays where the first one of what is new appears.
	return TreeRow{Path: fmt.Sprintf("%s\x00%d", of, shown), Of: of, Shown: shown, Depth: depth, Fold: More, Name: text, NameRole: frame.Dim}
}
