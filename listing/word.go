package listing

import (
	"fmt"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// Word returns a value of the machine as a person reads it: integers that look like addresses or bits in
// hexadecimal as well.
func Word(w symbols.Word) string {
	const plain = 1 << 12
	switch w.Type {
	case wasm.I32:
		if x := int32(w.Lo); x >= plain || x <= -plain {
			return fmt.Sprintf("%d (0x%x)", x, uint32(w.Lo))
		}
		return fmt.Sprint(int32(w.Lo))
	case wasm.I64:
		if x := int64(w.Lo); x >= plain || x <= -plain {
			return fmt.Sprintf("%d (0x%x)", x, w.Lo)
		}
		return fmt.Sprint(int64(w.Lo))
	case wasm.F32:
		return wasm.FloatText(w.Lo, 32)
	case wasm.F64:
		return wasm.FloatText(w.Lo, 64)
	case wasm.V128:
		return fmt.Sprintf("0x%016x%016x", w.Hi, w.Lo)
	}
	if w.Text != "" {
		return symbols.Printable(w.Text)
	}
	return fmt.Sprintf("0x%x", w.Lo)
}
