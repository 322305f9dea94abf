package expr

import (
	"fmt"
	"strings"
)

// maxNesting bounds how deep expressions are within expressions where they are written.
const maxNesting = 32

// TypeName finds a base type for String by its offset in the unit: its offset in the section and its name. ok is false where
// there is no base type at the offset.
type TypeName func(offset uint64) (inSection uint64, name string, ok bool)

// String returns an expression as text, as llvm-dwarfdump writes it. Base types are written as numbers if types is nil.
// What cannot be decoded is written as bytes.
func String(code []byte, f Format, types TypeName) string {
	if len(code) == 0 {
		return "<empty>"
	}
	var b strings.Builder
	write(&b, code, f, types, 0)
	return b.String()
}

func write(b *strings.Builder, code []byte, f Format, types TypeName, depth int) {
	for pos := 0; pos < len(code); {
		if pos > 0 {
			b.WriteString(", ")
		}
		in, err := decode(code, pos, f)
		if err != nil || depth > maxNesting {
			b.WriteString("<decoding error>")
			writeBytes(b, " %02x", code[pos:])
			return
		}
		b.WriteString(in.op.String())
		for i := 0; i < maxOperands && in.kinds[i] != none; i++ {
			if i+1 < maxOperands && in.kinds[i+1] == expression {
				b.WriteByte('(')
				write(b, in.block, f, types, depth+1)
				b.WriteByte(')')
				break
			}
			in.writeOperand(b, i, types)
		}
		pos = in.next
	}
}

func (in *instr) writeOperand(b *strings.Builder, i int, types TypeName) {
	switch in.kinds[i] {
	case s1, s2, s4, s8, sleb:
		fmt.Fprintf(b, " %+d", int64(in.args[i]))
	case block:
		writeBytes(b, " 0x%02x", in.block)
	case subOpcode:
		b.WriteString(" DW_OP_LLVM_" + subOps[in.args[i]].name)
	case baseType:
		writeType(b, in.args[i], types)
	default:
		fmt.Fprintf(b, " 0x%x", in.args[i])
	}
}

// writeType writes a reference to a base type; 0 is the generic type.
func writeType(b *strings.Builder, offset uint64, types TypeName) {
	if offset == 0 || types == nil {
		fmt.Fprintf(b, " 0x%x", offset)
		return
	}
	inSection, name, ok := types(offset)
	if !ok {
		fmt.Fprintf(b, " <invalid base_type ref: 0x%x>", offset)
		return
	}
	fmt.Fprintf(b, " (0x%08x)", inSection)
	if name != "" {
		fmt.Fprintf(b, " %q", name)
	}
}

func writeBytes(b *strings.Builder, format string, bytes []byte) {
	for _, c := range bytes {
		fmt.Fprintf(b, format, c)
	}
}
