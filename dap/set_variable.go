package dap

import (
	"fmt"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/value"
)

// setVariable changes a variable that the client shows.
func (c *conn) setVariable(r *request, a *proto.SetVariableArguments) (any, error) {
	box, err := c.handles.container(a.VariablesReference)
	if err != nil {
		return nil, err
	}
	var body setVariableBody
	err = c.inspect(r, func(in *inspection) error {
		in.hex = a.Format != nil && a.Format.Hex
		id := box.frameID()
		f, err := in.frame(id)
		if err != nil {
			return err
		}
		x, err := box.child(in, a.Name)
		if err != nil {
			return err
		}
		val, err := in.assign(f, x, a.Value)
		if err != nil {
			return err
		}
		if f, err = in.frame(id); err != nil { // it was read anew
			return err
		}
		s := in.shown(f, id, val.In(in.context(f)).Fresh(), x.expr, false)
		body.Value, body.Type, body.VariablesReference, body.NamedVariables, body.IndexedVariables = s.text, s.typ, s.ref, s.named, s.indexed
		body.MemoryReference, body.ValueLocationReference = s.memory, s.location
		return nil
	})
	if err != nil {
		return nil, err
	}
	return body, nil
}

// assign gives a variable the value of an expression.
func (in *inspection) assign(f *debugger.Frame, x node, text string) (value.Value, error) {
	switch {
	case x.val != nil:
		if err := x.val.Err(); err != nil {
			return *x.val, fmt.Errorf("%s has no value here: %s", x.name, value.Reason(err))
		}
		if err := x.val.CanWrite(); err != nil {
			return *x.val, fmt.Errorf("%s cannot be changed: %s", x.name, value.Reason(err))
		}
		return in.give(f, *x.val, text)
	case x.expr != "":
		val, err := in.v.Evaluate(f, x.expr)
		if err != nil {
			return val, err
		}
		if val.CanWrite() != nil {
			return val, fmt.Errorf("%s is a value without a place: it cannot be changed", x.name)
		}
		return in.give(f, val, text)
	}
	return value.Value{}, fmt.Errorf("%s is not a variable that can be changed", x.name)
}

// give assigns the value of an expression. Cancelling the request ends calls of the program's functions.
func (in *inspection) give(f *debugger.Frame, to value.Value, text string) (val value.Value, err error) {
	err = errCancelled
	in.c.pending.during(in.r, in.c.interruptCalls, func() { val, err = in.v.Assign(f, to, text) })
	return val, err
}
