package command

import (
	"github.com/wdbg/wdbg/value"
)

// format is what follows a slash: how often, in which form, in which size.
type format struct {
	count    int
	hasCount bool
	letter   byte // x d u o t a c f s i z r, 0 for none
	size     int  // in bytes; 0 for none
}

// parseFormat reads "8xw".
func parseFormat(text string) (format, error) {
	f, err := value.ParseFormat(text)
	return format{count: int(max(f.Count, 1)), hasCount: f.Count > 0, letter: f.Letter, size: f.Size}, err
}

// number writes an integer of a size in bytes.
func (f format) number(bits uint64, size int) string { return value.FormatNumber(bits, size, f.letter) }

// value writes a value in a form; members and elements each by themselves.
func (f format) value(p *value.Printer, v value.Value) string {
	in := *p
	in.Format = f.letter
	return in.Text(v)
}

// le returns the little-endian number in up to 8 bytes.
func le(b []byte) (n uint64) {
	for i := min(len(b), 8) - 1; i >= 0; i-- {
		n = n<<8 | uint64(b[i])
	}
	return n
}
