package value

import "github.com/wdbg/wdbg/symbols"

// Printer makes one line of text of a value.
type Printer struct {
	Formatters Formatters
	// MaxDepth bounds how deep braces nest, MaxElements the elements and members shown of one value, MaxString
	// the units shown of one string, MaxLength the whole text in bytes. What is left out is said with "…". 0 means a default.
	MaxDepth, MaxElements, MaxString, MaxLength int
	// Hex shows integers in base 16.
	Hex bool
	// Format is how numbers are shown, characters and pointers among them: a letter of Format; 0: as the language does.
	Format byte
	// Why returns what is shown, in angle brackets, of a variable that has no value: the place to add where it last had
	// one. nil or an empty result: Reason(err).
	Why func(variable *symbols.Variable, err error) string
}

// Defaults of a Printer's limits.
const (
	DefaultMaxDepth    = 6
	DefaultMaxElements = 200
	DefaultMaxString   = 200
	DefaultMaxLength   = 4096
)
