package command

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/listing"
)

// placeError makes an error about a text that was typed show the place, where it says one.
func placeError(err error, text string) error {
	var e *expr.Error
	if err == nil || !errors.As(err, &e) || e.Text == "" {
		return err
	}
	start := min(max(e.Start, 0), len(e.Text))
	end := min(max(e.End, start), len(e.Text))
	message := err.Error()
	return &placedError{
		message: message, text: strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(e.Text),
		column: utf8.RuneCountInString(e.Text[:start]), width: utf8.RuneCountInString(e.Text[start:end]),
	}
}

// placedError is an error in a text, with the place.
type placedError struct {
	message       string
	text          string
	column, width int // in characters, from 0
}

// Error returns the message, the text, and a line that points at the place.
func (e *placedError) Error() string {
	const most = 100
	text, column := []rune(printable(e.text)), e.column
	if cut := column - most/2; cut > 0 && len(text) > most {
		text, column = append([]rune("…"), text[min(cut, len(text)):]...), column-cut+1
	}
	shown := listing.Clip(string(text), most)
	width := max(1, min(e.width, utf8.RuneCountInString(shown)-column))
	return fmt.Sprintf("%s\n  %s\n  %s%s", listing.Clip(printable(e.message), 500), shown, strings.Repeat(" ", column), strings.Repeat("^", width))
}
