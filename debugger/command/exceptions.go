package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/target"
)

func infoException() []*Command {
	return []*Command{{
		Names: []string{"exception"}, Group: GroupObjects,
		Help:    "show the exception that is about to be thrown, or that nothing caught",
		Example: "info exception",
		Run: func(in *Interp, a Args) error {
			switch stop := in.stop; {
			case stop != nil && stop.Throw != nil:
				in.printf("%s\n", in.throwText(stop.Throw))
			case stop != nil && stop.Trap != nil && stop.Trap.Exception != nil:
				in.printf("nothing caught %s\n", exceptionText(stop.Trap.Exception))
			default:
				return errors.New("the program did not stop because of an exception; 'catch throw' makes it do so")
			}
			return nil
		},
	}}
}

// throwText says what is about to be thrown, and who will catch it.
func (in *Interp) throwText(t *target.Throw) string {
	if t == nil {
		return "an exception is about to be thrown"
	}
	text := in.paint(listing.Bold, "about to throw") + " " + exceptionText(&t.Exception)
	if !t.Caught {
		return text + "; nothing catches it"
	}
	catcher := fmt.Sprintf("the frame of depth %d", t.CatchDepth)
	_ = in.inspect(func(v *debugger.View) error { // its depth says enough where that fails
		if name := catcherName(v, t); name != "" {
			catcher = in.paint(listing.Cyan, name)
		}
		return nil
	})
	return text + "; it is caught in " + catcher
}

// catcherName returns the name of the function that will catch an exception.
func catcherName(v *debugger.View, t *target.Throw) string {
	list, err := v.Target().Frames(t.Thread, 0, 1024)
	if err != nil {
		return ""
	}
	for _, f := range list {
		if f.Depth == t.CatchDepth && f.Host == nil {
			return listing.Clip(v.FuncName(target.FuncRef{Instance: f.Instance, Func: f.Func}), listing.MaxName)
		}
	}
	return ""
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
	text := "an exception of tag " + listing.Clip(printable(e.Tag), listing.MaxName)
	if len(words) > 0 {
		text += " with " + strings.Join(words, ", ")
	}
	return text
}
