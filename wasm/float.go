package wasm

import (
	"fmt"
	"math"
	"strconv"
)

// FloatText returns a floating-point number of 32 or 64 bits in decimal, exactly; a NaN with its payload where that is not the
// canonical one, as the text format has it.
func FloatText(bits uint64, size int) string {
	f, mantissa := math.Float64frombits(bits), 52
	if size == 32 {
		f, mantissa = float64(math.Float32frombits(uint32(bits))), 23
	}
	switch abs := math.Abs(f); {
	case math.IsNaN(f):
		text := "nan"
		if math.Signbit(f) {
			text = "-nan"
		}
		if payload := bits & (1<<mantissa - 1); payload != 1<<(mantissa-1) {
			text += fmt.Sprintf(":0x%x", payload)
		}
		return text
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case abs == 0, abs >= 1e-6 && abs < 1e21:
		return strconv.FormatFloat(f, 'f', -1, size)
	}
	return strconv.FormatFloat(f, 'e', -1, size)
}
