package expr

import (
	"errors"
	"fmt"
)

// Kind says why there is no result.
type Kind uint8

// Kinds of errors.
const (
	Malformed    Kind = iota // the expression is not a valid one, or not for what it is about
	Unsupported              // it cannot be evaluated, or has no certain meaning
	Removed                  // it is about something that the linker dropped
	NoState                  // the state of the program that it needs cannot be read
	OptimizedOut             // it says that there is no value
)

// String returns the kind in words.
func (k Kind) String() string {
	switch k {
	case Malformed:
		return "malformed"
	case Unsupported:
		return "unsupported"
	case Removed:
		return "removed by the linker"
	case NoState:
		return "not readable"
	case OptimizedOut:
		return "optimized out"
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// Error says why an expression has no result, and where in it.
type Error struct {
	Kind   Kind
	Op     string // the operation, such as "DW_OP_deref"; "" where it is about the expression as a whole
	Offset int    // of the operation in the expression
	Msg    string
	Err    error // of the Context, where it is due to that
}

func (e *Error) Error() string {
	s := e.Msg
	if e.Err != nil {
		if s != "" {
			s += ": "
		}
		s += e.Err.Error()
	}
	if e.Op != "" {
		s = fmt.Sprintf("%s at 0x%x: %s", e.Op, e.Offset, s)
	}
	return s
}

// Unwrap returns the error of the Context.
func (e *Error) Unwrap() error { return e.Err }

// errorf returns an error without its place, which the loop over the operations adds.
func errorf(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Msg: fmt.Sprintf(format, args...)}
}

// contextError returns an error of the Context. Its kind is that of the expression that the Context evaluated, if it did.
func contextError(kind Kind, err error, format string, args ...any) *Error {
	if nested := (*Error)(nil); errors.As(err, &nested) {
		kind = nested.Kind
	}
	return &Error{Kind: kind, Msg: fmt.Sprintf(format, args...), Err: err}
}
