package dap

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
)

// setDataBreakpoints replaces the breakpoints on data.
func (c *conn) setDataBreakpoints(r *request, a *setDataBreakpointsArguments) (any, error) {
	wanted := make([]want, 0, len(a.Breakpoints))
	for _, b := range a.Breakpoints {
		wanted = append(wanted, want{
			kind: kindData, name: b.DataId, data: string(b.AccessType), condition: b.Condition, hits: b.HitCondition, how: b.Mode,
		})
	}
	return c.points.set(c, "data", wanted), nil
}

// watch adds a watchpoint.
func (p *points) watch(c *conn, pt *point) (ids []int, err error) {
	what, ok := c.handles.watched(pt.name)
	if !ok {
		return nil, fmt.Errorf("%.60q is not an identifier of dataBreakpointInfo of this session", pt.name)
	}
	spec := debugger.WatchSpec{Expr: what.expr, Frame: what.frame, Condition: pt.condition}
	switch pt.data {
	case "read":
		spec.Access = target.Read
	case "", "write":
		spec.Access = target.Write
	case "readWrite":
		spec.Access = target.Read | target.Write
	default:
		return nil, fmt.Errorf("there is no access type %.40q", pt.data)
	}
	switch pt.how {
	case "", modeChange:
		spec.Changes = true
	case modeWrite:
	default:
		return nil, fmt.Errorf("there is no mode %.40q of data breakpoints", pt.how)
	}
	if spec.Ignore, err = ignored(pt.hits); err != nil {
		return nil, err
	}
	w, err := c.session.AddWatchpoint(spec)
	if err != nil {
		return nil, err
	}
	return []int{w.ID}, nil
}

// ignored returns how many hits a hit condition leaves out.
func ignored(hits string) (int, error) {
	text := strings.TrimSpace(hits)
	if text == "" {
		return 0, nil
	}
	more := 1
	if rest, ok := strings.CutPrefix(text, ">="); ok {
		text = rest
	} else if rest, ok := strings.CutPrefix(text, ">"); ok {
		text, more = rest, 0
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n-more < 0 {
		return 0, errors.New("the hit condition of a data breakpoint is N, >= N or > N")
	}
	return n - more, nil
}

// describeWatch says what a data breakpoint watches.
func (p *points) describeWatch(c *conn, pt *point, b *breakpoint) {
	for _, w := range c.session.Watchpoints() {
		if slices.Contains(pt.ids, w.ID) {
			b.Verified = w.Message == ""
			if b.Message = symbols.Printable(w.Message); b.Message == "" {
				b.Message = "watches " + symbols.Printable(w.Where)
			}
		}
	}
	if !b.Verified {
		b.Reason = "failed"
	}
}
