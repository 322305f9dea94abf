package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
)

// eval evaluates an expression in a frame, which may be nil.
func (in *Interp) eval(v *debugger.View, f *debugger.Frame, text string) (value.Value, error) {
	return v.Evaluate(f, text)
}

// place is an address in a memory of an instance.
type place struct {
	inst target.Instance
	addr uint64
	// val is what the address was found by; usable where known is set.
	val   value.Value
	known bool
}

// instanceOf returns the instance that commands are about: that of the selected frame, or the first one.
func (in *Interp) instanceOf(v *debugger.View, f *debugger.Frame) (target.Instance, error) {
	if f != nil && f.Instance.Module != nil {
		return f.Instance, nil
	}
	list := v.Instances()
	if len(list) == 0 {
		return target.Instance{}, errors.New("no module is loaded yet")
	}
	return list[0], nil
}

// address evaluates an expression that means a place in memory: a number, a pointer, or something that is in memory.
func (in *Interp) address(v *debugger.View, f *debugger.Frame, text string) (place, error) {
	inst, err := in.instanceOf(v, f)
	if err != nil {
		return place{}, err
	}
	p := place{inst: inst}
	if n, err := strconv.ParseUint(strings.TrimSpace(text), 0, 64); err == nil {
		p.addr = n
		return p, nil
	}
	val, err := in.eval(v, f, text)
	if err != nil {
		return p, err
	}
	p.val, p.known = val, true
	p.addr, err = addressIn(val)
	if err != nil {
		return p, fmt.Errorf("'%s' is not an address: %w", printable(text), err)
	}
	return p, nil
}

// addressIn returns the address that a value is, or where it is.
func addressIn(val value.Value) (uint64, error) {
	stripped := val.Strip()
	if t := stripped.Type(); t != nil {
		switch t.Kind {
		case symbols.KindPointer, symbols.KindBase, symbols.KindEnum, symbols.KindReference, symbols.KindRvalueRef:
			if n, err := stripped.Uint(); err == nil {
				return n, nil
			}
			if n, err := stripped.Int(); err == nil {
				return uint64(n), nil
			}
		}
	}
	if err := val.Err(); err != nil {
		return 0, errors.New(value.Reason(err))
	}
	if addr, ok := val.Address(); ok {
		return addr, nil
	}
	return 0, errors.New("it is not in memory")
}

// splitArgs splits arguments at commas that are not within brackets or quotes.
func splitArgs(text string) (parts []string) {
	depth, from := 0, 0
	quote := byte(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case strings.IndexByte("([{", c) >= 0:
			depth++
		case strings.IndexByte(")]}", c) >= 0:
			depth--
		case c == ',' && depth == 0:
			parts = append(parts, strings.TrimSpace(text[from:i]))
			from = i + 1
		}
	}
	return append(parts, strings.TrimSpace(text[from:]))
}
