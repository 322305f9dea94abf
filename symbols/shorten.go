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
	if !s.render() {
		return Printable(name)
	}
	return s.fitting()
}

func newShortener(name string, lang Language) *shortener {
	return &shortener{in: name, goArgs: goNames(lang), out: make([]byte, 0, len(name)+8)}
}

// goNames reports whether brackets hold type arguments in a language.
func goNames(lang Language) bool { return lang == Go || lang == TinyGo }

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

// shortener renders a name.
type shortener struct {
	in     string
	pos    int
	out    []byte
	groups []bracketed // in out, by where they begin
	goArgs bool        // [...] are type arguments

	args    int  // depth of template arguments here
	nesting int  // of all brackets
	bad     bool // the name is no such name
}

// render makes out; false means that the name does not have the form of one, by its brackets.
func (s *shortener) render() bool {
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
		s.truncate(before)
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
		s.truncate(before)
	}
	s.text('}')
	s.leave()
	s.out = append(s.out, '}')
	if string(s.out[start:]) == "{anonymous}" { // as GCC writes it
		s.truncate(start)
		s.out = append(s.out, "(anonymous namespace)"...)
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
		s.truncate(start)
	case typeArgs:
		s.truncate(start)
		s.out = append(s.out, "[...]"...)
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
	number := len(s.groups)
	if params {
		s.groups = append(s.groups, bracketed{start: start, params: true})
	}
	s.out = append(s.out, '(')
	if place {
		s.place()
	} else {
		outer := s.args
		s.args = 0
		if params {
			s.args = 1 // the template arguments of parameters are less than the function's
		}
		s.text(')')
		s.args = outer
	}
	s.leave()
	s.out = append(s.out, ')')
	if params {
		s.groups[number].end = len(s.out)
	}
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
