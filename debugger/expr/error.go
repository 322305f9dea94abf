package expr

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// Error says what is wrong with an expression, and with which part of it.
type Error struct {
	// Text is the expression.
	Text string
	// Start and End are the bytes of Text that the error is about; they may be equal, at the end of Text.
	Start, End int
	// Message says it in one line.
	Message string
	// Err is what went wrong below, such as an *symbols.Unavailable; nil where there is nothing.
	Err error
}

func (e *Error) Error() string { return e.Message }

// Unwrap returns what went wrong below.
func (e *Error) Unwrap() error { return e.Err }

// Pointed returns the message below the expression, with a line of carets under the part that it is about.
func (e *Error) Pointed() string {
	line := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, e.Text)
	start := min(max(e.Start, 0), len(e.Text))
	end := min(max(e.End, start), len(e.Text))
	before := utf8.RuneCountInString(line[:start])
	under := max(1, utf8.RuneCountInString(line[start:end]))
	return symbols.Printable(line) + "\n" + strings.Repeat(" ", before) + strings.Repeat("^", under) + "\n" + e.Message
}

// span is a part of the text.
type span struct{ start, end int }

// to returns the span from the beginning of s to the end of t.
func (s span) to(t span) span { return span{s.start, t.end} }

// errorAt makes an error about a part of a text.
func errorAt(text string, at span, format string, args ...any) *Error {
	return &Error{Text: text, Start: at.start, End: at.end, Message: fmt.Sprintf(format, args...)}
}

// unavailable makes the error of a part that has no value.
func unavailable(text string, at span, err error) error {
	if e, ok := err.(*Error); ok {
		return e
	}
	return &Error{Text: text, Start: at.start, End: at.end, Message: snippet(text, at) + ": " + value.Reason(err), Err: err}
}

// maxSnippet bounds how much of an expression is repeated in a message, in bytes.
const maxSnippet = 60

// snippet returns a part of the text as it is repeated in messages.
func snippet(text string, at span) string {
	s := strings.TrimSpace(text[at.start:at.end])
	if len(s) > maxSnippet {
		n := maxSnippet
		for n > 0 && !utf8.RuneStart(s[n]) {
			n--
		}
		s = s[:n] + "…"
	}
	return symbols.Printable(s)
}
