package panes

import (
	"strings"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// Draw implements pane.Pane.
func (p *Code) Draw(c *pane.Context, a frame.Area) {
	if p.have == nil || p.have.codeFunc != p.fn || p.have.err != nil {
		p.drawWhy(c, a)
		return
	}
	here := c.Focus.Known && c.Stop != nil && p.fn == (codeFunc{true, c.Focus.Instance, c.Focus.FuncIndex})
	from, to := p.list.Shown()
	for n := from; n < to && n < len(p.have.lines); n++ {
		l := &p.have.lines[n]
		row := a.Row(n - from)
		ground := frame.Plain
		switch {
		case here && l.instr && l.at == c.Focus.At && c.Focus.Number == 0:
			ground = frame.CurrentRow
		case here && l.instr && l.at == c.Focus.At:
			ground = frame.FrameRow
		case n == p.list.Cursor && c.Active == pane.Code:
			ground = frame.CursorRow
		}
		row.Fill(frame.Style{Ground: ground})
		p.drawLine(c, row, l, ground)
	}
}

func (p *Code) drawLine(c *pane.Context, row frame.Area, l *codeLine, ground frame.Ground) {
	if l.instr {
		mark, role := pointMark(p.pointsAt(c, l.at))
		drawGutter(row, mark, role, ground)
	}
	x := gutterMark
	if l.instr {
		x = row.Text(x, 0, offsetText(l.at), frame.Style{Role: frame.Dim, Ground: ground}) + 1
	}
	at := -p.left
	if l.instr {
		at += 2 * min(max(l.depth-1, 0), 20)
	}
	drawPieces(row.Sub(x, 0, row.Width-x, 1), at, codePieces(l, p.match), ground)
}

// codePieces colours an instruction: its name, and what stands in comments.
func codePieces(l *codeLine, match string) (list []frame.Piece) {
	add := func(text string, role frame.Role) {
		list = append(list, pane.Marked(text, frame.Style{Role: role}, match)...)
	}
	if !l.instr {
		add(l.text, frame.Comment)
		return list
	}
	name, rest, _ := strings.Cut(l.text, " ")
	add(name, frame.Keyword)
	for rest != "" {
		before, after, found := strings.Cut(rest, "(;")
		add(" "+strings.TrimSuffix(before, " "), frame.Normal)
		if !found {
			break
		}
		comment, more, _ := strings.Cut(after, ";)")
		add(" (;"+comment+";)", frame.Comment)
		rest = strings.TrimPrefix(more, " ")
	}
	return list
}

// drawWhy says why there is no code.
func (p *Code) drawWhy(c *pane.Context, a frame.Area) {
	text := "the program is in no function"
	switch {
	case p.have != nil && p.have.codeFunc == p.fn && p.have.err != nil:
		text = p.have.err.Error()
	case p.fn.known:
		text = ""
	case c.Focus.Host:
		text = c.Focus.Func + " is a function of the host: it has no code here"
	case c.Stop == nil:
		text = "the program is running"
	}
	a.Text(1, 0, frame.Clip(text, a.Width-1), frame.Style{Role: frame.Dim})
}
