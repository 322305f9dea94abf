package disasm

import (
	"encoding/hex"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// LineKind says what a line of a function's disassembly is.
type LineKind uint8

// Kinds of lines, in the order they come.
const (
	LineFunc    LineKind = iota // the function's header, without the closing parenthesis
	LineLocal                   // local declarations
	LineInstr                   // an instruction
	LineFuncEnd                 // the end instruction that closes the function
	LineError                   // why decoding stopped; Err is set
)

// Line is one line of a function's disassembly. Text, Bytes and Targets are valid until the
// Printer is used again.
type Line struct {
	Kind LineKind
	Func wasm.FuncIndex
	// Offset is the file offset of what the line shows: of the opcode, of the
	// run of locals, of the body for the header, of the fault for an error.
	Offset wasm.FileOffset
	// FuncOffset is Offset relative to the body's first byte.
	FuncOffset wasm.FuncOffset
	// Depth is the nesting depth: 0 for the header and the function's end, 1 for the outermost instructions.
	Depth int
	// Op is the instruction; valid for LineInstr and LineFuncEnd.
	Op op.Op
	// Text is the line without indentation.
	Text []byte
	// Bytes are the bytes of the file the line stands for; empty for the header and errors.
	Bytes []byte
	// Targets are the file offsets that the labels of a branch, br_table or try_table lead to, in the
	// order of the labels; 0 for a label that leads nowhere.
	Targets []wasm.FileOffset
	// Err says what is wrong, for LineError.
	Err error
}

// AppendLine appends a line as Func prints it: the file offset, bytes where wanted, and the indented text.
func (p *Printer) AppendLine(dst []byte, l *Line) []byte {
	dst = p.AppendOffset(dst, l.Offset)
	dst = append(dst, ":  "...)
	if p.opts.ShowBytes {
		dst = appendBytesColumn(dst, l.Bytes)
	}
	const spaces = "                                                                "
	dst = append(dst, spaces[:2*min(l.Depth, maxIndent)]...)
	if l.Kind == LineFuncEnd {
		return append(dst, ")\n"...)
	}
	return append(append(dst, l.Text...), '\n')
}

// AppendOffset appends a file offset in hexadecimal, right-aligned in the column that listings of the module have for it.
func (p *Printer) AppendOffset(dst []byte, off wasm.FileOffset) []byte {
	const blank = "                  " // of the longest offset
	end := len(dst) + p.offWidth
	dst = append(dst, blank[:p.offWidth]...)
	i := end
	for v := uint64(off); ; v >>= 4 {
		if i -= 1; i < end-p.offWidth {
			return appendHex(dst[:end-p.offWidth], uint64(off)) // it lies beyond the file
		}
		dst[i] = "0123456789abcdef"[v&15]
		if v < 16 {
			break
		}
	}
	if i -= len("0x"); i < end-p.offWidth {
		return appendHex(dst[:end-p.offWidth], uint64(off))
	}
	copy(dst[i:], "0x")
	return dst
}

// shownBytes is the number of bytes of an instruction that have a place in the bytes column.
const shownBytes = 8

func appendBytesColumn(dst, b []byte) []byte {
	start := len(dst)
	for i, c := range b[:min(len(b), shownBytes)] {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = hex.AppendEncode(dst, []byte{c})
	}
	if len(b) > shownBytes {
		dst = append(dst, ".."...)
	}
	for len(dst)-start < 3*shownBytes+2 {
		dst = append(dst, ' ')
	}
	return dst
}
