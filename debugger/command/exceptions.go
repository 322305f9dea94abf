package command

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/target"
)

// throwText says what is about to be thrown, and who will catch it.
func (in *Interp) throwText(t *target.Throw) string {
	if t == nil {
		return "an exception is about to be thrown"
	}
	text := in.paint(listing.Bold, "about to throw") + " " + exceptionText(&t.Exception)
	if !t.Caught {
		return text + "; nothing catches it"
	}
	return text + fmt.Sprintf("; it is caught in the frame of depth %d", t.CatchDepth)
}

// exceptionText names an exception's tag and its values.
func exceptionText(e *target.Exception) string {
	var words []string
	for i, w := range e.Values {
		if i == 16 {
			words = append(words, "…")
			break
		}
		words = append(words, w.Type.String()+" "+listing.Word(w))
	}
	return listing.Clip(printable(e.Tag), listing.MaxName) + "(" + strings.Join(words, ", ") + ")"
}
