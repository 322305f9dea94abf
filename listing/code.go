package listing

import (
	"bytes"
	"strings"

	"github.com/wdbg/wdbg/wasm/disasm"
)

// CodeLine writes a line of disassembly as Printer.AppendLine does, without its end, in colour where that is wanted.
func CodeLine(p *disasm.Printer, l *disasm.Line, paint Painter) string {
	text := string(bytes.TrimRight(p.AppendLine(nil, l), "\n"))
	if !paint {
		return text
	}
	if colored := colorCode(text, l.Kind == disasm.LineInstr, paint); stripColors(colored) == text {
		return colored
	}
	return text
}

// colorCode colours the parts of a line.
func colorCode(text string, instr bool, paint Painter) string {
	offset, rest, ok := strings.Cut(text, ":")
	if !ok {
		return text
	}
	code := strings.TrimLeft(rest, " ")
	out := paint.Paint(Dim, offset+":") + rest[:len(rest)-len(code)]
	if !instr {
		return out + code
	}
	name, operands, _ := strings.Cut(code, " ")
	out += paint.Paint(Blue, name)
	if operands == "" {
		return out
	}
	// What the listing adds stands in comments.
	for operands = " " + operands; ; {
		before, after, found := strings.Cut(operands, "(;")
		out += before
		if !found {
			return out
		}
		comment, rest, _ := strings.Cut(after, ";)")
		out += paint.Paint(Dim, "(;"+comment+";)")
		operands = rest
	}
}

// stripColors takes away what Paint adds.
func stripColors(s string) string {
	for {
		i := strings.Index(s, "\x1b[")
		if i < 0 {
			return s
		}
		n := strings.IndexByte(s[i:], 'm')
		if n < 0 {
			return s
		}
		s = s[:i] + s[i+n+1:]
	}
}
