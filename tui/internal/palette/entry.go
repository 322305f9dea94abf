// Package palette finds things by parts of their names: actions, functions, files, variables, types. What is found is chosen with a key.
package palette

import (
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// Kind is a kind of what can be found.
type Kind uint8

// Kinds.
const (
	Action Kind = iota
	Function
	File
	Global
	Type
	// Line is a line of the current file, Watch an expression; they are not found but typed.
	Line
	Watch
	numKinds
)

// String returns the word for the kind.
func (k Kind) String() string {
	return [numKinds]string{"action", "function", "file", "variable", "type", "line", "watch"}[k]
}

// Entry is something that can be chosen.
type Entry struct {
	Kind Kind
	// Text is what is looked at, and shown; the bytes from base up to end are the name itself, without what it belongs to.
	Text      string
	base, end uint16
	mask      uint64 // of the characters in Text
	module    uint16
	// line is where it is declared in file; where file is nil, at is where its code is.
	file *symbols.File
	line int32
	at   uint32 // a wasm.FileOffset

	action *offered // of an action: there are few of them among many symbols
}

// offered is an action of a pane, or of all where that is "".
type offered struct {
	pane.Action
	pane pane.ID
}

// maxText bounds the texts that are looked at, in bytes.
const maxText = 1000

// newEntry returns an entry for a name.
func newEntry(k Kind, name string) Entry {
	if len(name) > maxText {
		name = strings.ToValidUTF8(name[:maxText], "")
	}
	e := Entry{Kind: k, Text: name, mask: maskOf(name)}
	begin, end := baseOf(name, k)
	e.base, e.end = uint16(begin), uint16(end)
	return e
}

// baseOf returns where in a name that is which comes last: "push_back" of "std::vector<int>::push_back(int)", "main.c" of "src/main.c".
func baseOf(name string, k Kind) (begin, end int) {
	if k == Action {
		if i := strings.IndexByte(name, ' '); i > 0 {
			return 0, i
		}
		return 0, len(name)
	}
	if k == File {
		return strings.LastIndexAny(name, `/\`) + 1, len(name)
	}
	depth := 0
	end = len(name)
	for i := 0; i < len(name); i++ {
		switch c := name[i]; c {
		case 'o':
			if i == begin && isOperator(name[i:]) {
				return begin, len(name)
			}
		case '<', '(', '{', '[':
			if depth == 0 && end == len(name) && i > begin && (c == '<' || c == '(') {
				end = i
			}
			depth++
		case '>', ')', '}', ']':
			depth = max(0, depth-1)
		case ':', '.', '/', '#':
			if depth == 0 && i+1 < len(name) && name[i+1] != ':' {
				begin, end = i+1, len(name)
			}
		}
	}
	return begin, end
}

// isOperator reports whether a name is that of an operator of C++, which may contain anything.
func isOperator(name string) bool {
	rest, ok := strings.CutPrefix(name, "operator")
	return ok && rest != "" && (classOf(rest[0]) == separator && rest[0] != '_')
}
