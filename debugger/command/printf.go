package command

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/value"
)

func printfCommand() *Command {
	return &Command{
		Names: []string{"printf"}, Group: GroupData, Usage: `"FORMAT", EXPRESSION...`, Complete: CompleteExpr,
		Help:    "write values in a text",
		Text:    "The format is C's: %d %u %x %o %c %s %f %p, with widths. %s writes a value as print does, a string without its quotes.",
		Example: `printf "n is %d, next at %p\n", n, list->next`,
		Run:     (*Interp).printfRun,
	}
}

func (in *Interp) printfRun(a Args) error {
	parts := splitArgs(a.Text)
	form, err := strconv.Unquote(parts[0])
	if err != nil {
		return a.usage()
	}
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		var vals []value.Value
		for _, text := range parts[1:] {
			val, err := in.eval(v, f, text)
			if err != nil {
				return placeError(err, text)
			}
			vals = append(vals, val)
		}
		text, err := expand(form, vals, in.framePrinter(v, f))
		if err != nil {
			return err
		}
		for line := range strings.Lines(text) {
			body, ended := strings.CutSuffix(line, "\n")
			if in.printf("%s", printable(body)); ended {
				in.printf("\n")
			}
		}
		return nil
	})
}

// maxWidth bounds the width of a field.
const maxWidth = 1000

// expand puts values in place of the verbs of a format.
func expand(form string, vals []value.Value, p *value.Printer) (string, error) {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(form, "%")
		out.WriteString(before)
		if !found {
			break
		}
		n := strings.IndexFunc(rest, func(r rune) bool { return !strings.ContainsRune("-+ #0123456789.hlzt", r) })
		if n < 0 {
			return "", errors.New("the format ends in a '%'")
		}
		verb, flags := rest[n], strings.Trim(rest[:n], "hlzt")
		if form = rest[n+1:]; verb == '%' {
			out.WriteByte('%')
			continue
		}
		if len(vals) == 0 {
			return "", errors.New("the format has more verbs than there are values")
		}
		text, err := verbText(flags, verb, vals[0], p)
		if err != nil {
			return "", err
		}
		out.WriteString(text)
		vals = vals[1:]
	}
	if len(vals) > 0 {
		return "", errors.New("there are more values than the format has verbs")
	}
	return out.String(), nil
}

// verbText writes a value as a verb wants it.
func verbText(flags string, verb byte, v value.Value, p *value.Printer) (string, error) {
	for w := range strings.FieldsFuncSeq(flags, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.Atoi(w); err != nil || n > maxWidth {
			return "", fmt.Errorf("a width of %s is too much", w)
		}
	}
	switch verb {
	case 's':
		text := p.Text(v)
		if i := strings.IndexByte(text, '"'); i >= 0 && strings.HasSuffix(text, `"`) && (i == 0 || strings.HasPrefix(text, "0x")) {
			if s, err := strconv.Unquote(text[i:]); err == nil {
				text = s
			}
		}
		return fmt.Sprintf("%"+flags+"s", text), nil
	case 'f', 'g', 'e':
		x, err := v.Float()
		if err != nil {
			return "", errors.New(reason(err))
		}
		return fmt.Sprintf("%"+flags+string(verb), x), nil
	case 'd', 'i', 'u', 'x', 'X', 'o', 'c', 'p':
		n, err := v.BigInt()
		if err != nil {
			addr, again := debugger.AddressIn(v)
			if again != nil {
				return "", errors.New(reason(err))
			}
			n = new(big.Int).SetUint64(addr)
		}
		switch verb {
		case 'p':
			return fmt.Sprintf("%#x", n), nil
		case 'i', 'u':
			verb = 'd'
		case 'c':
			return fmt.Sprintf("%"+flags+"c", rune(n.Int64())), nil
		}
		return fmt.Sprintf("%"+flags+string(verb), n), nil
	}
	return "", fmt.Errorf("no verb '%%%s'; there are %%d %%u %%x %%o %%c %%s %%f %%p", printable(string(verb)))
}
