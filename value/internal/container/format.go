package container

import (
	"errors"

	"github.com/wdbg/wdbg/value"
)

// Show makes of a stripped value of a type what is shown. ErrLayout says that the type is not as it is known.
type Show = func(v value.Value) (value.Shown, error)

// ErrLayout says that a type has not the members it should have.
var ErrLayout = errors.New("unknown layout")

// Formatter returns the formatter of what find finds a Show for; find returns nil for other types. Values of unknown
// layout are left to others.
func Formatter(find func(v value.Value) Show) value.Formatter {
	return value.FormatFunc(func(v value.Value) (value.Shown, bool) {
		if v.Err() != nil {
			return value.Shown{}, false
		}
		show := find(v)
		if show == nil {
			return value.Shown{}, false
		}
		shown, err := show(v.Strip())
		switch {
		case errors.Is(err, ErrLayout):
			return value.Shown{}, false
		case err != nil:
			return value.Shown{Err: err}, true
		}
		return shown, true
	})
}
