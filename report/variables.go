package report

import (
	"strings"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
)

// maxVariables bounds the variables that are shown of a frame.
const maxVariables = 200

// writeVariables writes the variables of a logical frame, one a line.
func (t *text) writeVariables(v *listing.Values) {
	if v.Err != nil {
		t.printf("       variables: %s\n", symbols.Printable(v.Err.Error()))
	}
	p := v.FullPrinter()
	for i, variable := range v.List {
		if i == maxVariables {
			t.printf("       … %s more\n", listing.Grouped(len(v.List)-maxVariables))
			return
		}
		indent := strings.Repeat("  ", min(variable.Block, 8))
		t.printf("       %s%s = %s\n", indent, t.paint(listing.Cyan, listing.Label(variable)), symbols.Printable(p.Variable(v.Context, variable)))
	}
}
