package wasmtest

import (
	"fmt"
	"strings"
)

// Hex decodes bytes written in hexadecimal, with blanks and line comments ("; ...") ignored.
func Hex(s string) []byte {
	var out []byte
	half, have := byte(0), false
	for line := range strings.Lines(s) {
		line, _, _ = strings.Cut(line, ";")
		for _, c := range strings.Join(strings.Fields(line), "") {
			d := strings.IndexRune("0123456789abcdef", c)
			if d < 0 {
				panic(fmt.Sprintf("wasmtest: %q is no hexadecimal digit", c))
			}
			if have {
				out = append(out, half<<4|byte(d))
			}
			half, have = byte(d), !have
		}
	}
	if have {
		panic("wasmtest: odd number of hexadecimal digits")
	}
	return out
}
