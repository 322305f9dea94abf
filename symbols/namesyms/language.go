package namesyms

import (
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// hints is what tells the language of names that do not show it themselves.
type hints struct {
	golang         bool // built by Go's own compiler
	assemblyScript bool
}

// maxHintFuncs is how many functions findHints looks at.
const maxHintFuncs = 1000

// findHints looks at a module as a whole.
func findHints(m *wasm.Module) hints {
	h := hints{golang: len(m.Custom("go:buildid")) > 0 || len(m.Custom("go.buildid")) > 0}
	for i := range min(len(m.Code), maxHintFuncs) {
		// The runtime library's names are like no other language's.
		if strings.HasPrefix(m.FuncName(wasm.FuncIndex(len(m.ImportedFuncs)+i)), "~lib/") {
			h.assemblyScript = true
			break
		}
	}
	return h
}

// language returns the language of a function by its name, as in the module and demangled.
func (h hints) language(raw, plain string) symbols.Language {
	switch {
	case h.golang:
		return symbols.Go
	case h.assemblyScript:
		return symbols.AssemblyScript
	case strings.HasPrefix(raw, "$s") || strings.HasPrefix(raw, "_$s") || strings.HasPrefix(raw, "$S") || strings.HasPrefix(raw, "_$S"):
		return symbols.Swift
	case raw == plain:
		return symbols.LanguageUnknown
	case strings.HasPrefix(raw, "_R"), strings.HasPrefix(raw, "_D"):
		if raw[1] == 'D' {
			return symbols.D
		}
		return symbols.Rust
	case strings.HasPrefix(raw, "_Z"):
		if rustLegacy(raw) {
			return symbols.Rust
		}
		return symbols.CPlusPlus
	}
	return symbols.Rust // a hash was cut off
}

// rustLegacy reports whether a name that looks like one of C++ is one of Rust: it ends with a hash.
func rustLegacy(raw string) bool {
	if i := strings.LastIndex(raw, "E."); i > 0 {
		raw = raw[:i+1]
	}
	n := len(raw) - len("17h0123456789abcdefE")
	return n > 0 && strings.HasPrefix(raw, "_ZN") && strings.HasPrefix(raw[n:], "17h") && strings.HasSuffix(raw, "E")
}
