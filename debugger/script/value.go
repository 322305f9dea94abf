package script

import (
	"fmt"
	"slices"

	"go.starlark.net/starlark"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// Value is a value of the program, for scripts: v.text, v.type, v.address, v.error, v.children, v["member"], v[3]. It is read when it is
// asked, as long as the program stands where it was got.
type Value struct {
	e *Engine
	v value.Value
	// serial is the stop that it was got at. direct: it is read on the goroutine that may read the program.
	serial uint64
	direct bool
	format value.Formatters
}

// convert returns a value for scripts: numbers, truth values and strings as Starlark's own.
func (e *Engine) convert(v *debugger.View, val value.Value) starlark.Value {
	w := &Value{e: e, v: val, serial: v.Serial()}
	if inst, ok := v.Instance(own(v)); ok {
		w.format = v.Formatters(inst.Module)
	}
	return w.plain()
}

// plain returns a Starlark value for a number, truth value or string, else the value itself.
func (w *Value) plain() starlark.Value {
	if w.v.Err() != nil {
		return w
	}
	t := w.v.Strip().Type()
	if t == nil || t.Kind != symbols.KindBase && t.Kind != symbols.KindEnum {
		return w
	}
	switch t.Encoding {
	case symbols.EncodingFloat:
		if f, err := w.v.Float(); err == nil {
			return starlark.Float(f)
		}
	case symbols.EncodingBool:
		if n, err := w.v.Uint(); err == nil && n < 2 {
			return starlark.Bool(n == 1)
		}
	case symbols.EncodingSigned, symbols.EncodingUnsigned, symbols.EncodingSignedChar, symbols.EncodingUnsignedChar, symbols.EncodingUTF:
		if n, err := w.v.BigInt(); err == nil {
			return starlark.MakeBigInt(n)
		}
	}
	return w
}

// read calls a function that reads the value.
func (w *Value) read(f func() error) error {
	if w.direct {
		return f()
	}
	return w.e.inspect(func(v *debugger.View) error {
		if v.Serial() != w.serial {
			return fmt.Errorf("the program has run since this value was got")
		}
		return f()
	})
}

// with returns a value that is a part of this one.
func (w *Value) with(v value.Value) starlark.Value {
	part := *w
	part.v = v
	return part.plain()
}

// String implements starlark.Value.
func (w *Value) String() string {
	text := ""
	if err := w.read(func() error {
		text = (&value.Printer{Formatters: w.format}).Text(w.v)
		return nil
	}); err != nil {
		return "<" + err.Error() + ">"
	}
	return text
}

// Type implements starlark.Value.
func (w *Value) Type() string { return "value" }

// Freeze implements starlark.Value; values are not changed.
func (w *Value) Freeze() {}

// Truth implements starlark.Value: a value that can be read is true, unless it is a null pointer.
func (w *Value) Truth() starlark.Bool {
	is := false
	err := w.read(func() error {
		if err := w.v.Err(); err != nil {
			return err
		}
		n, err := w.v.Uint()
		is = err != nil || n != 0
		return nil
	})
	return starlark.Bool(err == nil && is)
}

// Hash implements starlark.Value.
func (w *Value) Hash() (uint32, error) { return 0, fmt.Errorf("values cannot be keys") }

// AttrNames implements starlark.HasAttrs.
func (w *Value) AttrNames() []string {
	return []string{"address", "children", "error", "number", "text", "type"}
}

// Attr implements starlark.HasAttrs.
func (w *Value) Attr(name string) (starlark.Value, error) {
	if !slices.Contains(w.AttrNames(), name) {
		return nil, starlark.NoSuchAttrError(fmt.Sprintf("a value has no .%s; members are read as value[\"%s\"]", name, name))
	}
	var result starlark.Value = starlark.None
	err := w.read(func() error {
		var err error
		result, err = w.attr(name)
		return err
	})
	return result, err
}

func (w *Value) attr(name string) (starlark.Value, error) {
	switch name {
	case "text":
		return starlark.String((&value.Printer{Formatters: w.format}).Text(w.v)), nil
	case "type":
		return starlark.String(symbols.ShortenType(w.v.Type().String())), nil
	case "error":
		if err := w.v.Err(); err != nil {
			return starlark.String(value.Reason(err)), nil
		}
	case "address":
		if addr, ok := w.v.Address(); ok {
			return starlark.MakeUint64(addr), nil
		}
	case "number":
		n, err := w.v.BigInt()
		if err != nil {
			return nil, err
		}
		return starlark.MakeBigInt(n), nil
	case "children":
		return w.children(), nil
	}
	return starlark.None, nil
}

// maxChildren bounds how many children a script gets at once.
const maxChildren = 10000

// children returns what the value contains, as (name, value).
func (w *Value) children() starlark.Value {
	var list []starlark.Value
	shown := (&value.Printer{Formatters: w.format}).Show(w.v)
	if shown.Children != nil {
		for _, c := range shown.Children.Slice(0, maxChildren) {
			var name starlark.Value = starlark.String(c.Name)
			if c.Key != nil {
				name = w.with(*c.Key)
			}
			list = append(list, starlark.Tuple{name, w.with(c.Value)})
		}
	}
	return starlark.NewList(list)
}

// Get implements starlark.Mapping: a member by its name, an element by its number, what a pointer points to.
func (w *Value) Get(key starlark.Value) (starlark.Value, bool, error) {
	var result starlark.Value
	err := w.read(func() error {
		var err error
		result, err = w.part(key)
		return err
	})
	return result, err == nil, err
}

func (w *Value) part(key starlark.Value) (starlark.Value, error) {
	v := w.v
	if t := v.Strip().Type(); t != nil && t.Kind == symbols.KindPointer {
		if _, isName := key.(starlark.String); isName {
			v = v.Deref()
		}
	}
	switch key := key.(type) {
	case starlark.String:
		m, ok := v.Member(string(key))
		if !ok {
			return nil, fmt.Errorf("%s has no member %s", symbols.ShortenType(v.Type().String()), key)
		}
		return w.with(m), nil
	case starlark.Int:
		n, ok := key.Int64()
		if !ok {
			return nil, fmt.Errorf("%s is no index", key)
		}
		return w.element(v, n)
	}
	return nil, fmt.Errorf("a part of a value has a name or a number, not %s", key.Type())
}

func (w *Value) element(v value.Value, n int64) (starlark.Value, error) {
	if t := v.Strip().Type(); t != nil && t.Kind == symbols.KindPointer {
		return w.with(v.Index(n)), nil
	}
	shown := (&value.Printer{Formatters: w.format}).Show(v)
	if shown.Children == nil || n < 0 {
		return nil, fmt.Errorf("there is no element %d", n)
	}
	list := shown.Children.Slice(n, 1)
	if len(list) == 0 {
		return nil, fmt.Errorf("there is no element %d", n)
	}
	return w.with(list[0].Value), nil
}
