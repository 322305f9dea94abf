package dap

import (
	proto "github.com/google/go-dap"
)

// setExpression changes what an expression stands for.
func (c *conn) setExpression(r *request, a *proto.SetExpressionArguments) (any, error) {
	id, err := c.handles.frameOrNone(a.FrameId)
	if err != nil {
		return nil, err
	}
	var body setExpressionBody
	err = c.inspect(r, func(in *inspection) error {
		in.hex = a.Format != nil && a.Format.Hex
		f, err := in.frame(id)
		if err != nil {
			return err
		}
		val, err := in.assign(f, node{name: a.Expression, expr: a.Expression}, a.Value)
		if err != nil {
			return err
		}
		if f, err = in.frame(id); err != nil {
			return err
		}
		s := in.shown(f, id, val.In(in.context(f)).Fresh(), a.Expression, false)
		body.Value, body.Type, body.VariablesReference, body.NamedVariables, body.IndexedVariables = s.text, s.typ, s.ref, s.named, s.indexed
		body.PresentationHint, body.MemoryReference, body.ValueLocationReference = s.hint, s.memory, s.location
		return nil
	})
	if err != nil {
		return nil, err
	}
	return body, nil
}
