package command

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
)

func sourceCommands() []*Command { return nil }

// listed is where "list" goes on.
type listed struct {
	file        *symbols.File
	first, last int
}

// here shows the source line of a frame, with the column marked.
func (in *Interp) here(v *debugger.View, f *debugger.Frame) {
	if f.IsHost() {
		return
	}
	if in.opts.Sources == nil || !f.Pos.IsValid() {
		return
	}
	src, err := in.opts.Sources.Open(f.Pos.File)
	if err != nil {
		return
	}
	line, ok := src.Line(f.Pos.Line)
	if !ok {
		return
	}
	text, column := listing.SourceLine(line, f.Pos.Column)
	in.printf("%s%s\n", in.paint(listing.Dim, fmt.Sprintf("%6d | ", f.Pos.Line)), text)
	if column > 0 {
		in.printf("%s%s%s\n", in.paint(listing.Dim, "       | "), strings.Repeat(" ", column-1), in.paint(listing.Red, "^"))
	}
}
