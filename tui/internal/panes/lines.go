package panes

import (
	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// What lines of source and of code have in common.

const (
	// gutterMark is how many columns of the gutter are for marks.
	gutterMark = 2
	// maxColumns bounds how much of a line can be seen.
	maxColumns = 4096
	// sideways is how many columns a key moves to the left or right.
	sideways = 8
)

// marks of lines.
const (
	markNone byte = iota
	markHere
	markOuter
	markPoint
	markCondition
	markOff
	markPending
)

// markText is what a mark looks like.
func markText(mark byte) string {
	return [...]string{" ", "▶", "▷", "●", "◆", "○", "◌"}[mark]
}

// pointMark returns the mark of breakpoints.
func pointMark(list []debugger.Breakpoint) (mark byte, role frame.Role) {
	for _, b := range list {
		switch {
		case b.Disabled:
			if mark == markNone {
				mark, role = markOff, frame.PointOff
			}
		case len(b.Sites) == 0:
			mark, role = markPending, frame.PointPending
		case b.Condition != "" || b.HitCondition != "" || b.Log != "" || b.Ignore > 0:
			return markCondition, frame.Point
		default:
			return markPoint, frame.Point
		}
	}
	return mark, role
}

// removePoints removes the breakpoints of a line.
func removePoints(c *pane.Context, list []debugger.Breakpoint) tea.Cmd {
	return pane.Call(c, func(s *debugger.Session) error {
		for _, b := range list {
			if err := s.RemoveBreakpoint(b.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// moveSideways carries out an action that scrolls lines to the left or right, and reports whether it is one. left is how many columns are scrolled away.
func moveSideways(left *int, action string) bool {
	switch action {
	case pane.Left:
		*left = max(0, *left-sideways)
	case pane.Right:
		*left = min(*left+sideways, maxColumns)
	default:
		return false
	}
	return true
}

// drawGutter draws what stands before a line: the mark of its breakpoints, and an arrow where its ground says that a frame is there.
func drawGutter(row frame.Area, mark byte, role frame.Role, ground frame.Ground) {
	row.Text(0, 0, markText(mark), frame.Style{Role: role, Ground: ground})
	switch ground {
	case frame.CurrentRow:
		row.Text(1, 0, markText(markHere), frame.Style{Role: frame.Here, Ground: ground})
	case frame.FrameRow:
		row.Text(1, 0, markText(markOuter), frame.Style{Role: frame.Here, Ground: ground})
	}
}

// drawPieces draws a line from a column on; what has no ground of its own gets that of the line.
func drawPieces(a frame.Area, x int, list []frame.Piece, ground frame.Ground) {
	for _, p := range list {
		if x >= a.Width {
			break
		}
		if p.Ground == frame.Plain {
			p.Ground = ground
		}
		x = a.Text(x, 0, p.Text, p.Style)
	}
}
