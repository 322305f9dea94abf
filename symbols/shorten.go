package symbols

import (
	"bytes"
	"strings"
)

// Bounds of names for display.
const (
	// maxDisplay is the length in bytes from which on template arguments are left out.
	maxDisplay = 100
	// maxNesting is how deep brackets may be; a name with more is shown as it is.
	maxNesting = 100
	// maxShortened is the length from which on a name is only cut.
	maxShortened = 1 << 14
	// everything stands for no limit of the template arguments' depth.
	everything = maxNesting + 1
)

// elision stands for what is left out.
const elision = "…"

// shortenFunc is shorten for functions: names from linkers have return types and suffixes too.
func shortenFunc(name string, lang Language) string {
	name = trimRustHash(trimSuffixes(name))
	if len(name) <= maxShortened {
		name = trimReturnType(name)
	}
	return shorten(name, lang)
}

// shorten returns a name for people. It takes time linear in the name.
func shorten(name string, lang Language) string {
	if len(name) > maxShortened {
		return Printable(cut(name, maxDisplay)) + elision
	}
	s := newShortener(name, lang)
	for _, l := range limits() {
		if !s.render("", l) {
			return Printable(name)
		}
		if len(s.out) <= maxDisplay {
			break
		}
	}
	return Printable(string(s.out))
}

// limit is what a name is limited to when it is too long with less of a limit.
type limit struct {
	depth  int  // up to which template arguments are shown
	params bool // parameters of functions are shown
}

// numLimits is how many limits there are to try, one after the other.
const numLimits = 5

func limits() [numLimits]limit {
	return [...]limit{{everything, true}, {2, true}, {1, true}, {1, false}, {0, false}}
}

// cut returns the first n bytes of s or less, ending with a whole character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n]
}

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

// shortener renders a name once for each limit that is tried.
type shortener struct {
	in     string
	pos    int
	out    []byte
	goArgs bool // [...] are type arguments

	limit
	args    int // depth of template arguments here
	nesting int
	bad     bool // the name is no such name
}

func newShortener(name string, lang Language) shortener {
	return shortener{in: name, goArgs: lang == Go || lang == TinyGo, out: make([]byte, 0, len(name)+8)}
}

// render makes out, after what of the name was rendered before; false means that the name does not have the form of
// one, by its brackets.
func (s *shortener) render(before string, l limit) bool {
	s.pos, s.out, s.limit, s.args, s.nesting, s.bad = 0, append(s.out[:0], before...), l, 0, 0, false
	s.text(0)
	return !s.bad && s.pos == len(s.in)
}

func isIdent(c byte) bool {
	return c == '_' || c == '$' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// text renders up to a bracket that closes, or up to a comma among template arguments.
func (s *shortener) text(closer byte) {
	for s.pos < len(s.in) && !s.bad {
		c := s.in[s.pos]
		switch {
		case isIdent(c):
			s.ident()
		case c == '<' && s.comparison():
			s.copy(2)
		case c == '<':
			s.angle()
		case c == '(':
			s.paren()
		case c == '[':
			s.bracket()
		case c == '{':
			s.brace()
		case c == '\'':
			s.quote()
		case c == '-' && strings.HasPrefix(s.in[s.pos:], "->"):
			s.copy(2)
		case c == ' ' && strings.HasPrefix(s.in[s.pos:], " >") && closer == '>':
			s.pos++
		case c == ',' && closer == '>':
			return
		case c == ',':
			s.copy(1)
			s.skipSpaces()
			s.out = append(s.out, ' ')
		case c == closer && closer != 0:
			return
		case c == '>' && closer == ')': // within an expression
			s.copy(1)
		case c == '>' || c == ')' || c == ']' || c == '}':
			s.bad = true
		default:
			s.copy(1)
		}
	}
	if closer != 0 && s.pos == len(s.in) {
		s.bad = true
	}
}

// comparison reports whether the < here is an operator of an expression: < or << or <= with spaces around.
func (s *shortener) comparison() bool {
	next := s.in[s.pos+1:]
	return s.pos > 0 && s.in[s.pos-1] == ' ' && next != "" && strings.IndexByte(" <=", next[0]) >= 0
}

func (s *shortener) copy(n int) {
	n = min(n, len(s.in)-s.pos)
	s.out = append(s.out, s.in[s.pos:s.pos+n]...)
	s.pos += n
}

func (s *shortener) skipSpaces() {
	for s.pos < len(s.in) && s.in[s.pos] == ' ' {
		s.pos++
	}
}

// enter goes into a bracket, over its first n bytes.
func (s *shortener) enter(n int) bool {
	s.pos += n
	if s.nesting++; s.nesting > maxNesting {
		s.bad = true
	}
	return !s.bad
}

// leave goes over the closing bracket.
func (s *shortener) leave() {
	s.nesting--
	s.pos++
}

// ident renders an identifier: not at all if it is an inline namespace of the standard library.
func (s *shortener) ident() {
	start := s.pos
	for s.pos < len(s.in) && isIdent(s.in[s.pos]) {
		s.pos++
	}
	word := s.in[start:s.pos]
	if inlineNamespace(word) && strings.HasPrefix(s.in[s.pos:], "::") && bytes.HasSuffix(s.out, []byte("::")) && s.inStd() {
		s.pos += 2
		return
	}
	s.out = append(s.out, word...)
	if word == "operator" {
		s.operator()
	}
}

// inStd reports whether the path that ends out begins in the namespace std.
func (s *shortener) inStd() bool { return strings.HasPrefix(string(pathEnd(s.out)), "std::") }

// pathEnd returns the end of b that is a path of identifiers.
func pathEnd(b []byte) []byte {
	i := len(b)
	for i > 0 && (isIdent(b[i-1]) || b[i-1] == ':' && (i > 1 && b[i-2] == ':' || i < len(b) && b[i] == ':')) {
		i--
	}
	return b[i:]
}

// inlineNamespace reports whether a component of a path in std is an implementation's version: __1, __2, __ndk1, __cxx11.
func inlineNamespace(word string) bool {
	rest, ok := strings.CutPrefix(word, "__")
	if !ok || rest == "" {
		return false
	}
	return rest == "cxx11" || strings.Trim(strings.TrimPrefix(rest, "ndk"), "0123456789") == "" && rest != "ndk"
}

// operator renders the symbol after the word, as its brackets are none.
func (s *shortener) operator() {
	rest := s.in[s.pos:]
	for _, symbol := range [...]string{"->*", "<=>", "<<=", ">>=", "()", "[]", "->", "<<", ">>", "<=", ">=", "<", ">"} {
		if strings.HasPrefix(rest, symbol) {
			s.copy(len(symbol))
			break
		}
	}
	if strings.HasPrefix(s.in[s.pos:], " <") { // "operator<< <char>"
		s.copy(1)
	}
}

// quote renders 'lambda3'(int) as {lambda3}; other quoted text is left as it is.
func (s *shortener) quote() {
	rest := s.in[s.pos+1:]
	end := strings.IndexByte(rest, '\'')
	if end < 0 {
		s.copy(1)
		return
	}
	if !strings.HasPrefix(rest, "lambda") {
		s.copy(end + 2)
		return
	}
	s.out = append(append(append(s.out, '{'), rest[:end]...), '}')
	s.pos += end + 2
	if strings.HasPrefix(s.in[s.pos:], "(") {
		before := len(s.out)
		s.paren()
		s.out = s.out[:before]
	}
}

// brace renders {lambda(int)#1} as {lambda#1}; others, such as {closure#0}, are left as they are.
func (s *shortener) brace() {
	start := len(s.out)
	if !s.enter(1) {
		return
	}
	s.out = append(s.out, '{')
	lambda := strings.HasPrefix(s.in[s.pos:], "lambda(")
	if lambda {
		s.copy(len("lambda"))
		before := len(s.out)
		s.paren()
		s.out = s.out[:before]
	}
	s.text('}')
	s.leave()
	s.out = append(s.out, '}')
	if string(s.out[start:]) == "{anonymous}" { // as GCC writes it
		s.out = append(s.out[:start], "(anonymous namespace)"...)
	}
}

// bracket leaves ABI tags and Go's type arguments out.
func (s *shortener) bracket() {
	start := len(s.out)
	tag := strings.HasPrefix(s.in[s.pos:], "[abi:")
	typeArgs := s.goArgs && start > 0 && isIdent(s.out[start-1]) && !strings.HasPrefix(s.in[s.pos:], "[]")
	if !s.enter(1) {
		return
	}
	s.out = append(s.out, '[')
	s.text(']')
	s.leave()
	s.out = append(s.out, ']')
	switch {
	case tag:
		s.out = s.out[:start]
	case typeArgs:
		s.out = append(s.out[:start], "[...]"...)
	}
}

// paren renders parameters, places of lambdas and other text in parentheses.
func (s *shortener) paren() {
	start := len(s.out)
	// Parameters stand right behind a name, parentheses of a type or an expression do not.
	params := start > 0 && (isIdent(s.out[start-1]) || s.out[start-1] == '>')
	place := strings.HasPrefix(s.in[s.pos:], "(lambda at ") || strings.HasPrefix(s.in[s.pos:], "(unnamed ") ||
		strings.HasPrefix(s.in[s.pos:], "(anonymous ")
	if !s.enter(1) {
		return
	}
	s.out = append(s.out, '(')
	if place {
		s.place()
	} else {
		outer := s.args
		s.args = 0
		if params {
			s.args = 1 // a parameter's template arguments are not the function's
		}
		s.text(')')
		s.args = outer
	}
	s.leave()
	if params && !s.params && len(s.out) > start+1 {
		s.out = append(s.out[:start+1], elision...)
	}
	s.out = append(s.out, ')')
}

// place renders "lambda at /path/to/file.cpp:10:5" without the directories.
func (s *shortener) place() {
	end := strings.IndexByte(s.in[s.pos:], ')')
	if end < 0 {
		s.bad = true
		return
	}
	text := s.in[s.pos : s.pos+end]
	if at := strings.Index(text, " at "); at >= 0 {
		path := text[at+len(" at "):]
		text = text[:at+len(" at ")] + path[strings.LastIndexAny(path, `/\`)+1:]
	}
	s.out = append(s.out, text...)
	s.pos += end
}
