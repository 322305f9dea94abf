package pane

import "github.com/wdbg/wdbg/tui/internal/frame"

// Names of the common actions, which panes with a cursor have.
const (
	Up       = "up"
	Down     = "down"
	Left     = "left"
	Right    = "right"
	PageUp   = "page-up"
	PageDown = "page-down"
	HalfUp   = "half-page-up"
	HalfDown = "half-page-down"
	Top      = "top"
	Bottom   = "bottom"
	// Enter does what is likeliest to be wanted of what the cursor is at.
	Enter = "enter"
	// Escape undoes the last thing: a search, a selection.
	Escape = "escape"
)

// List is the cursor and the part that is seen of rows below each other.
type List struct {
	// Cursor is the chosen row, First the topmost one that is seen.
	Cursor, First int
	// Rows is how many there are, Height how many can be seen.
	Rows, Height int
}

// Move carries out an action that moves the cursor, and reports whether it is one.
func (l *List) Move(action string) bool {
	by := map[string]int{
		Up: -1, Down: 1, PageUp: -max(1, l.Height-1), PageDown: max(1, l.Height-1),
		HalfUp: -max(1, l.Height/2), HalfDown: max(1, l.Height/2), Top: -l.Rows, Bottom: l.Rows,
	}
	n, ok := by[action]
	if ok {
		l.To(l.Cursor + n)
	}
	return ok
}

// To puts the cursor on a row, or the nearest one there is, and scrolls as little as is needed to see it.
func (l *List) To(row int) {
	l.Cursor = max(0, min(row, l.Rows-1))
	if l.Cursor < l.First {
		l.First = l.Cursor
	}
	if l.Height > 0 && l.Cursor >= l.First+l.Height {
		l.First = l.Cursor - l.Height + 1
	}
	l.clamp()
}

// Reveal puts the cursor on a row. Where it was not seen, or is at the edge, the row comes to lie in the upper half.
func (l *List) Reveal(row int) {
	margin := min(2, (l.Height-1)/2)
	if row < l.First+margin || row >= l.First+l.Height-margin {
		l.First = row - l.Height/3
	}
	l.To(row)
}

// Scroll moves what is seen, and takes the cursor along where it would be seen no more.
func (l *List) Scroll(by int) {
	l.First += by
	l.clamp()
	l.Cursor = max(0, min(l.Cursor, l.First+l.Height-1, l.Rows-1))
	l.Cursor = max(l.Cursor, min(l.First, l.Rows-1), 0)
}

// SetHeight says how many rows can be seen.
func (l *List) SetHeight(n int) {
	l.Height = max(0, n)
	l.To(l.Cursor)
}

// SetRows says how many rows there are.
func (l *List) SetRows(n int) {
	l.Rows = n
	l.To(l.Cursor)
}

func (l *List) clamp() { l.First = max(0, min(l.First, l.Rows-l.Height)) }

// Shown returns the rows that are seen, from one up to another.
func (l *List) Shown() (from, to int) { return l.First, min(l.Rows, l.First+l.Height) }

// Mouse chooses a row, or scrolls; it reports whether a row was chosen.
func (l *List) Mouse(m Mouse) bool {
	switch m.Kind {
	case Wheel:
		l.Scroll(m.Wheel)
	case Click, DoubleClick, RightClick:
		if row := l.First + m.Y; m.Y >= 0 && row < l.Rows {
			l.To(row)
			return true
		}
	}
	return false
}

// Draw draws the rows that are seen. Each is drawn by f on its row of the area; the ground of the cursor's says whether the pane is active.
func (l *List) Draw(a frame.Area, active bool, f func(row int, a frame.Area)) {
	from, to := l.Shown()
	for row := from; row < to; row++ {
		line := a.Row(row - from)
		f(row, line)
		if row == l.Cursor && active {
			line.Ground(frame.CursorRow)
		}
	}
}
