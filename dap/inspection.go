package dap

import (
	"errors"
	"fmt"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
)

// inspection is a request that reads the program, which stands still.
type inspection struct {
	c   *conn
	r   *request
	v   *debugger.View
	hex bool
	// contexts are those that are polled for the request's end.
	contexts []*value.Context
}

// inspect calls a function in which the program can be read. What changes the program's state in it is told to the client afterwards.
func (c *conn) inspect(r *request, f func(in *inspection) error) error {
	return c.session.Inspect(func(v *debugger.View) error {
		in := &inspection{c: c, r: r, v: v}
		before := v.Changes()
		err := f(in)
		for _, ctx := range in.contexts {
			ctx.Stop = nil
		}
		if v.Changes() != before {
			c.later(c.invalidate)
		}
		return err
	})
}

// invalidate has the client ask again for what the program's state is.
func (c *conn) invalidate() {
	if c.client.SupportsInvalidatedEvent {
		c.event("invalidated", proto.InvalidatedEventBody{Areas: []proto.InvalidatedAreas{"stacks", "variables"}})
	}
	if c.client.SupportsMemoryEvent {
		// Which bytes were changed is not known.
		c.event("memory", proto.MemoryEventBody{MemoryReference: memoryRef{}.String(), Offset: 0, Count: maxRead})
	}
}

// frame returns a frame; nil, for nil, where the program is in no function.
func (in *inspection) frame(id *debugger.FrameID) (*debugger.Frame, error) {
	if id != nil {
		f, err := in.v.Find(*id)
		if f == nil && err == nil {
			err = errors.New("the frame is gone")
		}
		return f, err
	}
	t, ok := in.v.Thread()
	if !ok {
		return nil, nil
	}
	f, err := in.v.Frame(t, 0)
	var none *debugger.NoFrameError
	if errors.As(err, &none) {
		return nil, nil
	}
	return f, err
}

// context returns what values of a frame are read from; of nil, global variables.
func (in *inspection) context(f *debugger.Frame) *value.Context {
	var ctx *value.Context
	if f != nil {
		ctx = in.v.Context(f)
		if f.Instance.Module != nil { // what is shown at every stop must not wait for an index of large debug information
			ctx.Symbol = in.v.Table(f.Instance.ID).DataSymbolAtOnce
		}
	} else if list := in.v.Instances(); len(list) > 0 {
		ctx = in.v.StaticContext(list[len(list)-1])
	} else {
		ctx = &value.Context{}
	}
	in.poll(ctx)
	return ctx
}

// poll has long walks in a context end with the request.
func (in *inspection) poll(ctx *value.Context) {
	if ctx != nil && ctx.Stop == nil {
		ctx.Stop = in.r.stop
		in.contexts = append(in.contexts, ctx)
	}
}

// formatters returns what shows values in a frame.
func (in *inspection) formatters(f *debugger.Frame) value.Formatters {
	if f != nil {
		return in.v.Formatters(f.Instance.Module)
	}
	if list := in.v.Instances(); len(list) > 0 {
		return in.v.Formatters(list[len(list)-1].Module)
	}
	return nil
}

// printer returns what writes values of a frame into one line of a tree.
func (in *inspection) printer(f *debugger.Frame) *value.Printer {
	p := listing.TreePrinter(in.formatters(f))
	p.Hex = in.hex
	return p
}

// instance returns the instance that a frame is of.
func (in *inspection) instance(f *debugger.Frame) (target.Instance, error) {
	if f != nil && f.Instance.Module != nil {
		return f.Instance, nil
	}
	if list := in.v.Instances(); len(list) > 0 {
		return list[len(list)-1], nil
	}
	return target.Instance{}, errors.New("no module is loaded yet")
}

// memoryRef is what a memoryReference of data means.
type memoryRef struct {
	instance target.InstanceID
	memory   uint32
	addr     uint64
}

// String returns the reference: the address alone for memory 0 of the first module.
func (m memoryRef) String() string {
	if m.instance == 0 && m.memory == 0 {
		return fmt.Sprintf("0x%x", m.addr)
	}
	return fmt.Sprintf("%d:%d:0x%x", m.instance, m.memory, m.addr)
}

// memoryReference returns the reference of a value's bytes, of what a pointer points to; "" where there are none.
func (in *inspection) memoryReference(f *debugger.Frame, val value.Value) string {
	var id target.InstanceID
	if inst, err := in.instance(f); err == nil {
		id = inst.ID
	}
	if addr, _, ok := listing.MemoryOf(val); ok {
		return memoryRef{instance: id, addr: addr}.String()
	}
	return ""
}
