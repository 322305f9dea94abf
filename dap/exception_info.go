package dap

import (
	"errors"
	"fmt"
	"strings"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
)

// exceptionInfo explains a trap, an exception or an error of the heap.
func (c *conn) exceptionInfo(r *request, a *proto.ExceptionInfoArguments) (any, error) {
	stop := c.stop
	if err := c.hasThread(a.ThreadId); err != nil {
		return nil, err
	}
	if threadOf(a.ThreadId) != stop.Thread || stopReason(stop) != "exception" {
		return nil, errors.New("the thread did not stop for an exception")
	}
	body := proto.ExceptionInfoResponseBody{Description: c.headline(stop), BreakMode: "always"}
	details := &proto.ExceptionDetails{Message: body.Description}
	switch {
	case stop.Trap != nil:
		body.ExceptionId, body.BreakMode = symbols.Printable(stop.Trap.Kind), "unhandled"
		details.TypeName = "trap"
		if stop.Trap.Exception != nil {
			details.InnerException = []proto.ExceptionDetails{{TypeName: symbols.Printable(stop.Trap.Exception.Tag), Message: "the exception that nothing caught"}}
		}
	case stop.Throw != nil:
		details.TypeName = "exception of tag " + symbols.Printable(stop.Throw.Exception.Tag)
		body.ExceptionId = details.TypeName
		if !stop.Throw.Caught {
			body.BreakMode = "unhandled"
		}
	default:
		body.ExceptionId, details.TypeName = stop.Reason.String(), stop.Reason.String()
	}
	details.FullTypeName = details.TypeName
	err := c.inspect(r, func(in *inspection) error {
		list, err := in.v.Frames(stop.Thread, 0, trapFrames)
		var b strings.Builder
		for i, f := range list {
			fmt.Fprintf(&b, "#%d %s\n", i, c.frameText(in.v, f))
		}
		details.StackTrace = b.String()
		return err
	})
	var none *debugger.NoFrameError
	if err != nil && !errors.As(err, &none) {
		return nil, err
	}
	body.Details = details
	return body, nil
}
