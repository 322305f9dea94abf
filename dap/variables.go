package dap

import (
	"fmt"

	proto "github.com/google/go-dap"
)

// variables returns what is in a scope or a variable.
func (c *conn) variables(r *request, a *proto.VariablesArguments) (any, error) {
	if a.Start < 0 || a.Count < 0 {
		return nil, fmt.Errorf("start %d and count %d: neither can be negative", a.Start, a.Count)
	}
	if a.Filter != "" && a.Filter != "named" && a.Filter != "indexed" {
		return nil, fmt.Errorf("filter %.40q is neither named nor indexed", a.Filter)
	}
	box, err := c.handles.container(a.VariablesReference)
	if err != nil {
		return nil, err
	}
	body := variablesBody{Variables: []variable{}}
	err = c.inspect(r, func(in *inspection) error {
		in.hex = a.Format != nil && a.Format.Hex
		id := box.frameID()
		f, err := in.frame(id)
		if err != nil {
			return err
		}
		list, err := box.children(in, a.Filter, a.Start, a.Count)
		if err != nil {
			return err
		}
		raw := false
		if b, ok := box.(*valueBox); ok {
			raw = b.raw
		}
		for _, x := range list {
			if err := r.stop(); err != nil {
				return err
			}
			body.Variables = append(body.Variables, in.write(f, id, x, raw))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return body, nil
}
