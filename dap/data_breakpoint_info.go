package dap

import (
	"errors"
	"fmt"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// watchable is what a data breakpoint may watch: an expression in a frame.
type watchable struct {
	expr  string
	frame *debugger.FrameID
}

// maxWatched bounds the bytes of one data breakpoint.
const maxWatched = 1 << 16

// dataBreakpointInfo says whether something can be watched, and gives it a name.
func (c *conn) dataBreakpointInfo(r *request, a *dataBreakpointInfoArguments) (any, error) {
	var w watchable
	var description string
	err := c.inspect(r, func(in *inspection) error {
		var err error
		switch {
		case a.AsAddress:
			w, description, err = c.watchAddress(a)
		case a.VariablesReference > 0:
			w, description, err = c.watchChild(in, a)
		default:
			w, description, err = c.watchExpression(in, a)
		}
		return err
	})
	var unwatchable *unwatchableError
	if errors.As(err, &unwatchable) { // an answer, not a failure
		return proto.DataBreakpointInfoResponseBody{Description: unwatchable.Error()}, nil
	}
	if err != nil {
		return nil, err
	}
	return proto.DataBreakpointInfoResponseBody{
		DataId: c.handles.watchable(w), Description: description, AccessTypes: []proto.DataBreakpointAccessType{"read", "write", "readWrite"},
	}, nil
}

// unwatchableError says why something cannot be watched.
type unwatchableError struct{ why string }

func (e *unwatchableError) Error() string { return e.why }

func (c *conn) watchAddress(a *dataBreakpointInfoArguments) (w watchable, description string, err error) {
	ref, err := parseMemory(a.Name)
	switch {
	case err != nil:
		return w, "", err
	case a.Bytes < 0 || a.Bytes > maxWatched:
		return w, "", fmt.Errorf("%d bytes cannot be watched: 1 to %d can", a.Bytes, maxWatched)
	case ref.instance != 0 || ref.memory != 0:
		return w, "", &unwatchableError{"only memory 0 of the first module is watched by its address"}
	}
	n := max(a.Bytes, 1)
	if ref.addr+uint64(n) < ref.addr {
		return w, "", &unwatchableError{fmt.Sprintf("there is no memory at 0x%x", ref.addr)}
	}
	return watchable{expr: memoryRange(ref.addr, n)}, fmt.Sprintf("%d bytes at 0x%x", n, ref.addr), nil
}

func memoryRange(addr uint64, n int) string {
	return fmt.Sprintf("$mem[0x%x:0x%x]", addr, addr+uint64(n))
}

// watchChild is about a variable that the client shows.
func (c *conn) watchChild(in *inspection, a *dataBreakpointInfoArguments) (w watchable, description string, err error) {
	box, err := c.handles.container(a.VariablesReference)
	if err != nil {
		return w, "", err
	}
	child, err := box.child(in, a.Name)
	if err != nil {
		return w, "", err
	}
	if child.expr != "" {
		return in.watchableExpr(child.expr, box.frameID(), a)
	}
	if child.val == nil {
		return w, "", &unwatchableError{symbols.Printable(a.Name) + " has no place that can be watched"}
	}
	addr, ok := child.val.Address()
	size, err := child.val.Size()
	if !ok || err != nil || size <= 0 || size > maxWatched {
		return w, "", &unwatchableError{symbols.Printable(a.Name) + " has no place in memory that can be watched"}
	}
	if a.Bytes > 0 {
		size = int64(min(a.Bytes, maxWatched+1))
	}
	if size > maxWatched || addr+uint64(size) < addr {
		return w, "", &unwatchableError{fmt.Sprintf("%s: %d bytes of it cannot be watched", symbols.Printable(a.Name), a.Bytes)}
	}
	return watchable{expr: memoryRange(addr, int(size)), frame: box.frameID()}, fmt.Sprintf("%s (%d bytes at 0x%x)", symbols.Printable(a.Name), size, addr), nil
}

func (c *conn) watchExpression(in *inspection, a *dataBreakpointInfoArguments) (w watchable, description string, err error) {
	id, err := c.handles.frameOrNone(a.FrameId)
	if err != nil {
		return w, "", err
	}
	return in.watchableExpr(a.Name, id, a)
}

// watchableExpr checks that an expression has a place. With a number of bytes its first ones are meant.
func (in *inspection) watchableExpr(text string, id *debugger.FrameID, a *dataBreakpointInfoArguments) (w watchable, description string, err error) {
	f, err := in.frame(id)
	if err != nil {
		return w, "", err
	}
	val, err := in.v.Evaluate(f, text)
	if err != nil {
		return w, "", err
	}
	if err := val.Err(); err != nil {
		return w, "", &unwatchableError{symbols.Printable(text) + ": " + value.Reason(err)}
	}
	if err := val.CanWrite(); err != nil {
		return w, "", &unwatchableError{symbols.Printable(text) + " is a value without a place: it cannot be watched"}
	}
	description = symbols.Printable(text)
	if a.Bytes > 0 {
		addr, ok := val.Address()
		if !ok || a.Bytes > maxWatched {
			return w, "", &unwatchableError{fmt.Sprintf("%s: %d bytes of it cannot be watched", description, a.Bytes)}
		}
		return watchable{expr: memoryRange(addr, a.Bytes), frame: id}, fmt.Sprintf("%d bytes of %s", a.Bytes, description), nil
	}
	return watchable{expr: text, frame: id}, description, nil
}
