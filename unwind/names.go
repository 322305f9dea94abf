package unwind

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ianlancetaylor/demangle"
)

// Unnamed stands for the name of a function that has none.
const Unnamed = "<unnamed>"

// maxMangled bounds the names that are demangled, and maxDemangled (as a power of two) what becomes of them.
const (
	maxMangled   = 1 << 12
	maxDemangled = 14
)

// RawName returns the name of a frame's function as the module (or the host) has it; "" where it has none.
func (p *Physical) RawName() string {
	if p.Module == nil {
		return p.Host
	}
	return p.Module.FuncName(p.Func)
}

// Name returns the name of a frame's function as a person reads it: demangled, without characters
// that a terminal would act on, Unnamed if there is none.
func (p *Physical) Name() string {
	raw := p.RawName()
	if raw == "" {
		return Unnamed
	}
	return Printable(Demangle(raw))
}

// Demangle turns the linkage names of C++, Rust and D into those of the source; others stay. The hash that ends
// Rust's names is left out.
func Demangle(name string) string {
	if len(name) > maxMangled {
		return name
	}
	if plain, err := demangle.ToString(name, demangle.MaxLength(maxDemangled)); err == nil {
		return plain
	}
	if i := len(name) - len("::h0123456789abcdef"); i > 0 && rustHash(name[i:]) {
		return name[:i]
	}
	return name
}

// rustHash reports whether s is the hash of a name that the linker has demangled.
func rustHash(s string) bool {
	hash, ok := strings.CutPrefix(s, "::h")
	if !ok {
		return false
	}
	for _, c := range []byte(hash) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// Printable returns a text with everything escaped that is not a graphic character or a space.
func Printable(s string) string {
	clean := utf8.ValidString(s)
	for _, r := range s {
		clean = clean && strconv.IsPrint(r)
	}
	if clean {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd") {
			b.WriteString(`\x` + strconv.FormatUint(uint64(s[i]), 16))
			continue
		}
		if strconv.IsPrint(r) {
			b.WriteRune(r)
			continue
		}
		q := strconv.QuoteRune(r)
		b.WriteString(q[1 : len(q)-1])
	}
	return b.String()
}
