package panes

import (
	"math"

	"github.com/wdbg/wdbg/tui/internal/pane"
)

// move moves the cursor.
func (p *memoryPane) move(action string) bool {
	g := p.grid()
	row, unit := uint64(g.bytes), uint64(p.unit)
	seen := row * uint64(max(g.rows, 1))
	aligned := p.cursor / unit * unit
	switch action {
	case pane.Up:
		p.by(-int64(row))
	case pane.Down:
		p.by(int64(row))
	case pane.Left:
		p.to(aligned - min(aligned, unit))
	case pane.Right:
		p.to(aligned + unit)
	case pane.PageUp:
		p.by(-int64(max(seen-row, row)))
	case pane.PageDown:
		p.by(int64(max(seen-row, row)))
	case pane.HalfUp:
		p.by(-int64(max(seen/2/row, 1) * row))
	case pane.HalfDown:
		p.by(int64(max(seen/2/row, 1) * row))
	case pane.Top:
		p.to(0)
	case pane.Bottom:
		p.to(math.MaxUint64)
	default:
		return false
	}
	return true
}

// by moves the cursor by rows; what would leave the memory goes no further than its first or last row.
func (p *memoryPane) by(n int64) {
	row := int64(p.grid().bytes)
	if p.have == nil || p.have.size == 0 {
		return
	}
	at := p.cursor
	if at >= p.have.size {
		p.to(at)
		return
	}
	last := (p.have.size - 1 - at) / uint64(row) * uint64(row)
	if n < 0 {
		at -= min(uint64(-n), at/uint64(row)*uint64(row))
	} else {
		at += min(uint64(n), last)
	}
	p.to(at)
}

// to puts the cursor on a byte, or on the last one there is.
func (p *memoryPane) to(addr uint64) {
	if p.have == nil || p.have.size == 0 {
		return
	}
	p.cursor = min(addr, p.have.size-1)
	p.reveal(false)
}

// reveal scrolls to where the cursor is; far says that it comes from elsewhere, so that what is around it is of interest.
func (p *memoryPane) reveal(far bool) {
	g := p.grid()
	n, rows := uint64(g.bytes), uint64(max(g.rows, 1))
	p.top = p.top / n * n
	row := p.cursor / n * n
	switch {
	case far && (row < p.top || row-p.top >= rows*n):
		p.top = row - min(row, rows/3*n)
	case row < p.top:
		p.top = row
	case row-p.top >= rows*n:
		p.top = row - (rows-1)*n
	}
	if p.have == nil || p.cursor >= p.have.size {
		return
	}
	if last := (p.have.size - 1) / n * n; p.top > last-min(last, (rows-1)*n) {
		p.top = last - min(last, (rows-1)*n)
	}
}

// scroll moves what is seen, and takes the cursor along where it would be seen no more.
func (p *memoryPane) scroll(rows int) {
	g := p.grid()
	if p.have == nil || p.have.size == 0 || p.cursor >= p.have.size {
		return
	}
	n, seen := uint64(g.bytes), uint64(max(g.rows, 1)-1)*uint64(g.bytes)
	if rows < 0 {
		p.top -= min(p.top, uint64(-rows)*n)
	} else {
		last := (p.have.size - 1) / n * n
		p.top = min(p.top+uint64(rows)*n, last-min(last, seen))
	}
	row, column := p.cursor/n*n, p.cursor%n
	p.cursor = min(max(row, p.top), p.top+seen) + column
	p.cursor = min(p.cursor, p.have.size-1)
}
