package symbols

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ianlancetaylor/demangle"
)

// maxMangled bounds the names that are demangled, and maxDemangled (as a power of two) what becomes of them.
const (
	maxMangled   = 1 << 12
	maxDemangled = 14
)

// Demangle turns the linkage names of C++, Rust and D into those of the source; others stay, Swift's among them. The
// hash that ends Rust's names is left out.
func Demangle(name string) string {
	if len(name) > maxMangled {
		return name
	}
	if plain, err := demangle.ToString(name, demangle.MaxLength(maxDemangled)); err == nil {
		return plain
	}
	return trimRustHash(name)
}

// trimRustHash drops the hash of a name that the linker has demangled.
func trimRustHash(name string) string {
	i := len(name) - len("::h0123456789abcdef")
	if i <= 0 || name[i:i+3] != "::h" {
		return name
	}
	for _, c := range []byte(name[i+3:]) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return name
		}
	}
	return name[:i]
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

// QualifiedName returns the function's name with its scope, as the debug information has both.
func (f *Func) QualifiedName() string { return Qualify(f.Scope, f.Name) }

// DisplayName returns the qualified name for people: printable, and without what they did not write. Inline namespaces, ABI
// tags, default template arguments, return types and linkers' suffixes are left out, and a name that is very long has
// <…> for its deeper template arguments. It is for display only: different functions may share it.
func (f *Func) DisplayName() string {
	if s := f.display.Load(); s != nil {
		return *s
	}
	return f.keep(shortenFunc(f.QualifiedName(), f.Language))
}

// keep remembers a function's DisplayName.
func (f *Func) keep(name string) string {
	f.display.Store(&name)
	return name
}

// ShortenType returns the qualified name of a type for people, by the rules of DisplayName: std::string for
// std::__2::basic_string<char, ...>.
func ShortenType(name string) string { return shorten(name, LanguageUnknown) }

// trimSuffixes drops what compilers append to the names of copies of a function.
func trimSuffixes(name string) string {
	for strings.HasSuffix(name, "]") {
		i := strings.LastIndex(name, " [clone ")
		if i < 0 || strings.IndexByte(name[i:], ']') != len(name)-i-1 {
			break
		}
		name = name[:i]
	}
	if i := strings.LastIndex(name, ".llvm."); i > 0 {
		head, digits := name[:i], name[i+len(".llvm."):]
		if strings.HasSuffix(head, " (") && strings.HasSuffix(digits, ")") {
			head, digits = head[:len(head)-2], digits[:len(digits)-1]
		}
		if digits != "" && strings.Trim(digits, "0123456789") == "" {
			return head
		}
	}
	return name
}

// trimReturnType drops the type that stands before a demangled function's name: "void f<int>(int)".
func trimReturnType(name string) string {
	if strings.IndexByte(name, ' ') < 0 || !strings.Contains(name, ">(") {
		return name // only instances of templates have one
	}
	depth, begin := 0, 0
	for i := 0; i < len(name); i++ {
		switch name[i] {
		case '<', '[', '{':
			depth++
		case '>':
			if i > 0 && name[i-1] != '-' {
				depth--
			}
		case ']', '}', ')':
			depth--
		case '(':
			if depth == 0 && i > 0 && name[i-1] == '>' {
				return name[begin:]
			}
			depth++
		case ' ':
			if depth == 0 {
				begin = i + 1
			}
		case 'o':
			if strings.HasPrefix(name[i:], "operator") && (i == 0 || !isIdent(name[i-1])) {
				return name[begin:] // what follows may have spaces and brackets of its own
			}
		}
		if depth < 0 {
			return name
		}
		// "virtual thunk to", "vtable for", "decltype (x) f": these are not types.
		if depth == 0 && name[i] == ' ' && specialWord(name[:i]) {
			return name
		}
	}
	return name
}

// specialWord reports whether a text ends with a word that types do not end with.
func specialWord(s string) bool {
	for _, w := range [...]string{"for", "to", "thunk", "decltype", "in", "as", "impl", "fn"} {
		if strings.HasSuffix(s, w) && (len(s) == len(w) || !isIdent(s[len(s)-len(w)-1])) {
			return true
		}
	}
	return false
}
