package command

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// format is what follows a slash: how often, in which form, in which size.
type format struct {
	count    int
	hasCount bool
	letter   byte // x d u o t a c f s i z r, 0 for none
	size     int  // in bytes; 0 for none
}

// maxCount bounds what one command examines.
const maxCount = 1 << 20

// parseFormat reads "8xw".
func parseFormat(text string) (f format, err error) {
	f.count = 1
	digits := strings.TrimLeft(text, "-0123456789")
	if n := text[:len(text)-len(digits)]; n != "" {
		if f.count, err = strconv.Atoi(n); err != nil || f.count < 1 || f.count > maxCount {
			return f, fmt.Errorf("'%s' is not a count from 1 to %d", printable(n), maxCount)
		}
		f.hasCount = true
	}
	for i := 0; i < len(digits); i++ {
		switch c := digits[i]; c {
		case 'b':
			f.size = 1
		case 'h':
			f.size = 2
		case 'w':
			f.size = 4
		case 'g':
			f.size = 8
		case 'x', 'd', 'u', 'o', 't', 'a', 'c', 'f', 's', 'i', 'z', 'r':
			f.letter = c
		default:
			return f, fmt.Errorf("no format '%s'; there are x d u o t a c f s z r, i for instructions, and the sizes b h w g", printable(digits[i:]))
		}
	}
	return f, nil
}

// number writes an integer of a size in bytes.
func (f format) number(bits uint64, size int) string {
	signed := int64(bits<<(64-8*size)) >> (64 - 8*size)
	switch f.letter {
	case 'd':
		return strconv.FormatInt(signed, 10)
	case 'u':
		return strconv.FormatUint(bits, 10)
	case 'o':
		return "0" + strconv.FormatUint(bits, 8)
	case 't':
		return strconv.FormatUint(bits, 2)
	case 'z':
		return fmt.Sprintf("0x%0*x", 2*size, bits)
	case 'c':
		return fmt.Sprintf("%d %s", int8(bits), strconv.QuoteRuneToASCII(rune(byte(bits))))
	case 'f':
		switch size {
		case 4:
			return value32(bits)
		case 8:
			return strconv.FormatFloat(math.Float64frombits(bits), 'g', -1, 64)
		}
		return strconv.FormatInt(signed, 10)
	}
	return "0x" + strconv.FormatUint(bits, 16)
}

func value32(bits uint64) string {
	return strconv.FormatFloat(float64(math.Float32frombits(uint32(bits))), 'g', -1, 32)
}

// value writes a value in a form; members and elements each by themselves.
func (f format) value(p *value.Printer, v value.Value) string {
	switch f.letter {
	case 0, 's':
		return p.Text(v)
	case 'r':
		raw := *p
		raw.Formatters = nil
		return raw.Text(v)
	}
	w := formatting{format: f, printer: p, left: max(p.MaxElements, 1)}
	w.value(v, 0)
	return w.out.String()
}

// formatting is a value being written in a form.
type formatting struct {
	format  format
	printer *value.Printer
	out     strings.Builder
	left    int // elements that may still be written
}

func (w *formatting) value(v value.Value, depth int) {
	s := v.Strip()
	t := s.Type()
	if s.Err() != nil || t == nil {
		w.out.WriteString(w.printer.Text(v))
		return
	}
	switch t.Kind {
	case symbols.KindStruct, symbols.KindClass, symbols.KindUnion:
		w.braces(s.Members(), depth)
	case symbols.KindArray, symbols.KindVector:
		n, _ := s.Len()
		var list []value.Child
		for i := range min(n, int64(w.left)+1) {
			list = append(list, value.Child{Value: s.Index(i)})
		}
		w.braces(list, depth)
	default:
		w.out.WriteString(w.scalar(s))
	}
}

func (w *formatting) braces(children []value.Child, depth int) {
	w.out.WriteString("{")
	for i, c := range children {
		if i > 0 {
			w.out.WriteString(", ")
		}
		if w.left--; w.left < 0 || depth >= w.printer.MaxDepth {
			w.out.WriteString("…")
			break
		}
		if c.Name != "" {
			w.out.WriteString(printable(c.Name) + " = ")
		}
		w.value(c.Value, depth+1)
	}
	w.out.WriteString("}")
}

// scalar writes the bits of a value as a number.
func (w *formatting) scalar(v value.Value) string {
	b, err := v.Bytes()
	if err != nil || len(b) == 0 {
		return w.printer.Text(v)
	}
	t := v.Type()
	if w.format.letter == 'f' && (t.Encoding == symbols.EncodingFloat || len(b) != 4 && len(b) != 8) {
		return w.printer.Text(v)
	}
	if w.format.letter == 'a' {
		text := w.format.number(le(b), min(len(b), 8))
		if ctx := v.Context(); ctx != nil && ctx.Symbol != nil {
			if sym, ok := ctx.Symbol(le(b)); ok {
				text += fmt.Sprintf(" <%s+%d>", printable(sym.Name), le(b)-sym.Addr)
			}
		}
		return text
	}
	if len(b) > 8 {
		slices.Reverse(b)
		return "0x" + new(big.Int).SetBytes(b).Text(16)
	}
	return w.format.number(le(b), len(b))
}

// le returns the little-endian number in up to 8 bytes.
func le(b []byte) (n uint64) {
	for i := min(len(b), 8) - 1; i >= 0; i-- {
		n = n<<8 | uint64(b[i])
	}
	return n
}
