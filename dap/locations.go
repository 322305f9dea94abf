package dap

import (
	"fmt"

	"github.com/wdbg/wdbg/symbols"
)

// locations says where a reference leads that a variable has: to its declaration, or to the function that it points to.
func (c *conn) locations(r *request, a *locationsArguments) (any, error) {
	pos, ok := c.handles.places[a.LocationReference]
	if !ok {
		return nil, c.handles.missing("location", a.LocationReference)
	}
	src, line, column := c.at(pos)
	if src == nil {
		return nil, fmt.Errorf("%s:%d: the source is not found", symbols.Printable(pos.File.Path), pos.Line)
	}
	body := locationsBody{Source: *src, Line: line}
	if pos.Column > 0 {
		body.Column = column
	}
	return body, nil
}
