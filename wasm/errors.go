package wasm

import (
	"fmt"
	"strings"
)

// Error says why a module is malformed or invalid, and where.
type Error struct {
	// Section names the section the fault lies in, such as "import"; empty for the module as a whole.
	Section string
	// Func is the function whose body is at fault; valid where HasFunc.
	Func    FuncIndex
	HasFunc bool
	// Offset is the file offset of the byte the reader or validator objected to.
	Offset FileOffset
	// Invalid distinguishes a module that decodes but does not validate from a malformed one.
	Invalid bool
	// Msg says what was found and what was expected, in the specification's words where it has them.
	Msg string
}

// Error returns "section, function, offset: message".
func (e *Error) Error() string {
	var b strings.Builder
	if e.Section != "" {
		b.WriteString(e.Section + " section, ")
	}
	if e.HasFunc {
		fmt.Fprintf(&b, "function %d, ", e.Func)
	}
	fmt.Fprintf(&b, "offset 0x%x: %s", uint64(e.Offset), e.Msg)
	return b.String()
}

// Malformedf returns the error of a byte sequence that is no module.
func Malformedf(off FileOffset, format string, args ...any) *Error {
	return &Error{Offset: off, Msg: fmt.Sprintf(format, args...)}
}

// Invalidf returns the error of a module that decodes but does not validate.
func Invalidf(off FileOffset, format string, args ...any) *Error {
	return &Error{Offset: off, Invalid: true, Msg: fmt.Sprintf(format, args...)}
}
