package dap

import (
	"cmp"
	"slices"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
)

// maxLocationLines bounds the lines that one request is about.
const maxLocationLines = 10000

// breakpointLocations says where in a range of lines breakpoints may be.
func (c *conn) breakpointLocations(r *request, a *proto.BreakpointLocationsArguments) (any, error) {
	path, err := c.pathIn(a.Source.Path)
	if err != nil {
		return nil, err
	}
	from, to := c.lineIn(a.Line), c.lineIn(a.EndLine)
	if a.EndLine == 0 {
		to = from
	}
	to = min(to, from+maxLocationLines)
	body := proto.BreakpointLocationsResponseBody{Breakpoints: []proto.BreakpointLocation{}}
	err = c.session.Peek(func(v *debugger.View) error {
		what, isVirtual, err := c.sources.virtual(v, &a.Source)
		if err != nil {
			return err
		}
		if isVirtual && what.file == nil {
			t, err := c.code.text(v, what.inst, what.fn)
			if err != nil {
				return err
			}
			for _, i := range t.instrs {
				if i+1 >= from && i+1 <= to {
					body.Breakpoints = append(body.Breakpoints, proto.BreakpointLocation{Line: c.lineOut(i + 1)})
				}
			}
			return nil
		}
		for _, inst := range v.Instances() {
			files := []*symbols.File{what.file}
			if !isVirtual {
				files = c.sources.files(c, v.Table(inst.ID), path)
			}
			for _, f := range files {
				for line := max(from, 1); line <= to && r.stop() == nil; line++ {
					body.Breakpoints = append(body.Breakpoints, c.locationsOf(v.Table(inst.ID), f, line)...)
				}
			}
		}
		return r.stop()
	})
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(body.Breakpoints, func(b proto.BreakpointLocation) bool { return outside(c, &b, a, from, to) })
	slices.SortFunc(list, func(a, b proto.BreakpointLocation) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	body.Breakpoints = slices.Compact(list)
	return body, nil
}

// outside reports whether a location is before the first or after the last column.
func outside(c *conn, b *proto.BreakpointLocation, a *proto.BreakpointLocationsArguments, from, to int) bool {
	line := c.lineIn(b.Line)
	return a.Column > 0 && line == from && b.Column > 0 && b.Column < a.Column || a.EndColumn > 0 && line == to && b.Column > a.EndColumn
}

// locationsOf returns where on a line code begins.
func (c *conn) locationsOf(t *symbols.Table, f *symbols.File, line int) (list []proto.BreakpointLocation) {
	for _, p := range t.Places(f, line, 0) {
		if p.Pos.Line != line || !p.Stmt {
			continue
		}
		l := proto.BreakpointLocation{Line: c.lineOut(line)}
		if p.Pos.Column > 0 {
			l.Column = c.columnOut(p.Pos)
		}
		list = append(list, l)
	}
	return list
}
