package panes

import (
	"fmt"
	"math"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/wasm"
)

// memoryGrid says where things are in the pane's area.
type memoryGrid struct {
	digits int // of addresses
	bytes  int // in a row
	unit   int
	rows   int // of bytes; below them are details
	detail int // rows of details
}

// grid returns where things are.
func (p *memoryPane) grid() memoryGrid {
	g := memoryGrid{digits: 5, unit: p.unit}
	if p.have != nil {
		for n := max(p.have.size, 1) - 1; g.digits < 16 && n>>(4*g.digits) != 0; {
			g.digits++
		}
	}
	for g.bytes = 32; g.bytes > p.unit && g.textX(g.bytes) > p.width; {
		g.bytes /= 2
	}
	switch {
	case p.height >= 8:
		g.detail = 2
	case p.height >= 4:
		g.detail = 1
	}
	g.rows = max(p.height-g.detail, 0)
	return g
}

// hexX returns the column of the number that has a byte of a row.
func (g memoryGrid) hexX(i int) int {
	x := g.digits + 2 + i/g.unit*(2*g.unit+1)
	if g.unit < 8 {
		x += i / 8
	}
	return x
}

// textX returns the column of the character of a byte of a row.
func (g memoryGrid) textX(i int) int {
	return g.hexX(g.bytes-1) + 2*g.unit + 2 + i
}

// digitX returns the column of the two digits of a byte of a row.
func (g memoryGrid) digitX(i int) int { return g.hexX(i) + 2*(g.unit-1-i%g.unit) }

// at returns the byte of a row at a column.
func (g memoryGrid) at(x int) (i int, ok bool) {
	for i := range g.bytes {
		if d := g.digitX(i); x == d || x == d+1 || x == g.textX(i) {
			return i, true
		}
	}
	return 0, false
}

// memoryRow is what is known for drawing a row of bytes.
type memoryRow struct {
	memoryGrid
	addr    uint64
	data    []byte
	changed func(addr uint64, b byte) bool
	found   func(addr uint64) bool
	cursor  uint64
	active  bool
}

func (p *memoryPane) drawRows(c *pane.Context, a frame.Area, read *memoryRead) {
	g := p.grid()
	row := memoryRow{memoryGrid: g, changed: p.changes(c, read), found: p.matches(read), cursor: p.cursor, active: c.Active == pane.Memory}
	for y := range g.rows {
		offset := uint64(y * g.bytes)
		if offset > math.MaxUint64-p.top {
			return
		}
		row.addr = p.top + offset
		if row.addr >= read.size {
			p.drawEnd(a.Sub(0, y, a.Width, a.Height), row, read)
			return
		}
		row.data = read.bytes(row.addr, g.bytes)
		row.draw(a.Row(y), read.size)
	}
}

// drawEnd says that there is no more.
func (p *memoryPane) drawEnd(a frame.Area, row memoryRow, read *memoryRead) {
	dim := frame.Style{Role: frame.Dim}
	switch {
	case read.size == 0:
		a.Text(0, 0, "the memory has no bytes", dim)
	case p.cursor >= read.size:
		outside := debugger.OutsideError{Addr: p.cursor, Size: read.size}
		drawNote(a, outside.Error(), frame.Warning)
	default:
		x := a.Text(0, 0, fmt.Sprintf("%0*x", row.digits, row.addr), dim)
		a.Text(x+2, 0, "the memory ends here", dim)
	}
}

// draw draws a row; size is where the memory ends.
func (r memoryRow) draw(a frame.Area, size uint64) {
	role := frame.Dim
	if r.cursor >= r.addr && r.cursor-r.addr < uint64(r.bytes) {
		role = frame.Strong
	}
	a.Text(0, 0, fmt.Sprintf("%0*x", r.digits, r.addr), frame.Style{Role: role})
	for i := range r.bytes {
		addr := r.addr + uint64(i)
		if addr >= size || addr < r.addr {
			return
		}
		digits, char, style := "··", " ", frame.Style{Role: frame.Dim}
		if i < len(r.data) {
			digits, char, style = r.byte(addr, r.data[i])
		}
		style.Ground = r.ground(addr)
		a.Text(r.digitX(i), 0, digits, style)
		a.Text(r.textX(i), 0, char, style)
	}
}

// byte returns how a byte is shown.
func (r memoryRow) byte(addr uint64, b byte) (digits, char string, style frame.Style) {
	digits, char = fmt.Sprintf("%02x", b), "."
	printable := b >= ' ' && b <= '~'
	if printable {
		char = string(rune(b))
	}
	switch {
	case r.changed(addr, b):
		style.Role = frame.Changed
	case r.found(addr):
		style.Role = frame.Match
	case b == 0:
		style.Role = frame.Dim
	case printable:
		style.Role = frame.String
	}
	return digits, char, style
}

// ground returns what is behind a byte.
func (r memoryRow) ground(addr uint64) frame.Ground {
	unit := uint64(r.unit)
	switch {
	case addr == r.cursor && r.active:
		return frame.Chosen
	case addr/unit == r.cursor/unit:
		return frame.CursorRow
	case r.found(addr):
		return frame.Found
	}
	return frame.Plain
}

// changes returns what says whether a byte was another one at the stop before. What was not seen there is not said to have changed.
func (p *memoryPane) changes(c *pane.Context, read *memoryRead) func(addr uint64, b byte) bool {
	old := p.before
	if old == nil || old.space != read.space || old.missing != "" || old.asked.stops+1 != read.asked.stops || read.asked.stops != c.Stops {
		return func(uint64, byte) bool { return false }
	}
	return func(addr uint64, b byte) bool {
		was := old.bytes(addr, 1)
		return len(was) == 1 && was[0] != b
	}
}

// matches returns what says whether a byte is of what was searched for.
func (p *memoryPane) matches(read *memoryRead) func(addr uint64) bool {
	pattern := p.search.pattern
	if pattern == "" {
		return func(uint64) bool { return false }
	}
	marked := map[uint64]bool{}
	text := string(read.data)
	for from := 0; ; {
		i := strings.Index(text[from:], pattern)
		if i < 0 {
			break
		}
		from += i
		for k := range len(pattern) {
			marked[read.from+uint64(from+k)] = true
		}
		from++
	}
	return func(addr uint64) bool { return marked[addr] }
}

// drawDetails says what is at the cursor.
func (p *memoryPane) drawDetails(a frame.Area, read *memoryRead) {
	g := p.grid()
	if g.detail == 0 || p.cursor >= read.size {
		return
	}
	at := []frame.Piece{{Text: fmt.Sprintf("0x%x", p.cursor), Style: frame.Style{Role: frame.Strong}}}
	points := ""
	if read.asked.cursor == p.cursor {
		points = read.points
		if read.place != "" {
			at = append(at, frame.Piece{Text: " " + read.place, Style: frame.Style{Role: frame.Accent}})
		}
	}
	values := decoded(read, p.cursor, points)
	if g.detail == 1 {
		a.Pieces(0, g.rows, append(append(at, frame.Piece{Text: "  "}), values...))
		return
	}
	a.Pieces(0, g.rows, at)
	a.Pieces(0, g.rows+1, values)
}

// decoded returns what the bytes at an address are as numbers.
func decoded(read *memoryRead, addr uint64, points string) (list []frame.Piece) {
	b := read.bytes(addr, 8)
	add := func(name, text string) {
		if len(list) > 0 {
			list = append(list, frame.Piece{Text: "  "})
		}
		list = append(list, frame.Piece{Text: name + " ", Style: frame.Style{Role: frame.Dim}}, frame.Piece{Text: text, Style: frame.Style{Role: frame.Number}})
	}
	if to, ok := read.pointer(addr); ok && to != 0 && to < read.size {
		add("→", strings.TrimSpace(fmt.Sprintf("0x%x %s", to, points)))
	}
	if len(b) >= 1 {
		add("u8", fmt.Sprint(b[0]))
	}
	for _, t := range []wasm.ValType{wasm.I32, wasm.F32, wasm.I64, wasm.F64} {
		size := 4
		if t == wasm.I64 || t == wasm.F64 {
			size = 8
		}
		if len(b) >= size {
			add(t.String(), listing.Word(symbols.Word{Type: t, Lo: littleEndian(b[:size])}))
		}
	}
	return list
}

// describe finds out what is at the cursor.
func (r *memoryRead) describe(v *debugger.View, inst target.Instance) {
	addr := r.asked.cursor
	if addr >= r.size || r.space.mem != 0 {
		return // symbols and the guest's allocator are about memory 0
	}
	var parts []string
	if s := dataPlace(v, inst, addr); s != "" {
		parts = append(parts, s)
	}
	if b, live, ok := v.HeapBlockAt(inst.ID, addr); ok {
		state := "live"
		if !live {
			state = "freed"
		}
		parts = append(parts, fmt.Sprintf("byte %d of a block of %s by %s, %s", addr-b.Addr, listing.Count(int(b.Size), "byte"), symbols.Printable(b.By), state))
	}
	r.place = strings.Join(parts, " · ")
	if to, ok := r.pointer(addr); ok && to != 0 && to < r.size {
		r.points = dataPlace(v, inst, to)
	}
}

// dataPlace says in which object of static storage an address lies; "" where that is in none or not known at once.
func dataPlace(v *debugger.View, inst target.Instance, addr uint64) string {
	if s, ok := v.Table(inst.ID).DataSymbolAtOnce(addr); ok {
		return listing.DataPlace(s, addr)
	}
	return ""
}
