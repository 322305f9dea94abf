package panes

import (
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// inlineValues are the values of the selected frame's variables, shown where the source mentions them.
type inlineValues struct {
	version uint64
	values  map[string]string
}

const (
	// maxInline is how many variables are read, maxInlineWidth how much of a value is shown, in cells.
	maxInline      = 200
	maxInlineWidth = 32
	// maxBody is how far above the present line a function's lines are looked at.
	maxBody = 400
)

// inlineKey says for which state of the program values were read.
type inlineKey struct{ version uint64 }

// inlineRead is what was read.
type inlineRead struct {
	version uint64
	values  map[string]string
}

func (n *inlineValues) want(c *pane.Context) pane.Want {
	if !c.Focus.HasSource() {
		return pane.Want{}
	}
	version, id := c.Version, c.Focus.ID
	return pane.Want{Key: inlineKey{version}, Read: func(v *debugger.View) (any, error) {
		f, err := v.Find(id)
		if f == nil || err != nil {
			return nil, err
		}
		vals := v.Values(f)
		p := vals.BriefPrinter()
		out := map[string]string{}
		for i, variable := range vals.List {
			if i == maxInline {
				break
			}
			text := symbols.Printable(p.Variable(vals.Context, variable))
			out[variable.Name] = frame.Clip(text, maxInlineWidth) // an inner one replaces an outer one
		}
		return inlineRead{version, out}, nil
	}}
}

func (n *inlineValues) loaded(result any, _ error) {
	n.values = nil // why there are none is said where variables are listed
	if r, ok := result.(inlineRead); ok {
		n.version, n.values = r.version, r.values
	}
}

// Ready reports whether the values are those of now.
func (n *inlineValues) Ready(c *pane.Context) bool {
	return n.values != nil && c.Stands() && n.version == c.Version
}

// Lines returns what stands behind lines, of which words tells the names: of those of the selected frame's function, from its beginning to the present line.
func (n *inlineValues) Lines(c *pane.Context, file *symbols.File, words func(n int) []string, from, to int) map[int]string {
	pos := c.Focus.Pos
	if !sameFile(file, pos.File) {
		return nil
	}
	first := max(1, pos.Line-maxBody)
	if d := c.Focus.Decl; d.Line > 0 && d.Line <= pos.Line && sameFile(d.File, file) {
		first = max(first, d.Line)
	}
	out := map[int]string{}
	for i := max(first, from); i <= pos.Line && i < to; i++ {
		var parts []string
		seen := map[string]bool{}
		for _, word := range words(i) {
			if v, ok := n.values[word]; ok && !seen[word] {
				seen[word] = true
				parts = append(parts, word+" = "+v)
			}
		}
		out[i] = strings.Join(parts, ", ")
	}
	return out
}

// words returns the names in a line that are neither members nor within text and comments.
func words(text string, tokens []listing.Token) (list []string) {
	if len(text) > maxColumns {
		text = text[:maxColumns]
	}
	next := 0
	for i := 0; i < len(text); {
		if next < len(tokens) && i >= tokens[next].Start {
			i = max(i, tokens[next].End)
			next++
			continue
		}
		if !isNameByte(text[i]) {
			i++
			continue
		}
		start := i
		for i < len(text) && isNameByte(text[i]) {
			i++
		}
		before := strings.TrimRight(text[:start], " ")
		if strings.HasSuffix(before, ".") && !strings.HasSuffix(before, "..") || strings.HasSuffix(before, "->") || strings.HasSuffix(before, "::") {
			continue
		}
		if strings.HasPrefix(text[i:], "(") {
			continue // a call
		}
		list = append(list, text[start:i])
	}
	return list
}

func isNameByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
