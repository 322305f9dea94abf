package debugger

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// MemoryPlace is an address in memory 0 of an instance.
type MemoryPlace struct {
	Instance target.Instance
	Addr     uint64
	// Value is what the address was found by, where Known is set; it was a number otherwise.
	Value value.Value
	Known bool
}

// InstanceOf returns the instance that is meant by what is said in a frame: that of the frame, or the one that Evaluate is about where there is none.
func (v *View) InstanceOf(f *Frame) (target.Instance, error) {
	if f != nil && f.Instance.Module != nil {
		return f.Instance, nil
	}
	list := v.Instances()
	if len(list) == 0 {
		return target.Instance{}, errors.New("no module is loaded yet")
	}
	return list[len(list)-1], nil
}

// MemoryPlace evaluates an expression, in a frame that may be nil, that means a place in memory: a number, a pointer, or something that is in memory.
func (v *View) MemoryPlace(f *Frame, text string) (MemoryPlace, error) {
	inst, err := v.InstanceOf(f)
	if err != nil {
		return MemoryPlace{}, err
	}
	p := MemoryPlace{Instance: inst}
	if n, err := strconv.ParseUint(strings.TrimSpace(text), 0, 64); err == nil {
		p.Addr = n
		return p, nil
	}
	val, err := v.Evaluate(f, text)
	if err != nil {
		return p, err
	}
	p.Value, p.Known = val, true
	if p.Addr, err = AddressIn(val); err != nil {
		return p, fmt.Errorf("'%s' is not an address: %w", symbols.Printable(text), err)
	}
	return p, nil
}

// AddressIn returns the address that a value is, or where it is.
func AddressIn(val value.Value) (uint64, error) {
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

// MemorySize returns how large a memory is, in bytes.
func (v *View) MemorySize(inst target.Instance, m wasm.MemoryIndex) (uint64, error) {
	list := v.target.Memories(inst.ID)
	switch {
	case len(list) == 0:
		return 0, fmt.Errorf("%s has no memory", symbols.Printable(inst.Name))
	case int(m) >= len(list):
		return 0, fmt.Errorf("%s has no memory %d", symbols.Printable(inst.Name), m)
	}
	return list[m].Size, nil
}

// OutsideError says that an address is in no memory.
type OutsideError struct{ Addr, Size uint64 }

func (e *OutsideError) Error() string {
	return fmt.Sprintf("address 0x%x is outside of the memory, which ends at 0x%x", e.Addr, e.Size)
}

// ErrFixed says that a target cannot change memory.
var ErrFixed = errors.New("the memory of this program cannot be changed")

// WriteMemory changes bytes of a memory, all of them or none.
func (v *View) WriteMemory(inst target.Instance, m wasm.MemoryIndex, b []byte, addr uint64) error {
	if v.target.Mutate == nil {
		return ErrFixed
	}
	size, err := v.MemorySize(inst, m)
	if err != nil {
		return err
	}
	if uint64(len(b)) > size || addr > size-uint64(len(b)) {
		return &OutsideError{addr + uint64(len(b)), size}
	}
	defer v.Changed()
	return v.target.Mutate.WriteMemory(inst.ID, m, b, addr)
}
