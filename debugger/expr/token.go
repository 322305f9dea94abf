package expr

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
)

// tokenKind is the kind of a token.
type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenName
	tokenState // $name
	tokenNumber
	tokenChar
	tokenString
	tokenOperator
)

// token is a word of an expression. Text is the spelling of names and operators; prefix and body are those of quoted ones.
type token struct {
	kind tokenKind
	span
	text   string
	prefix string // L, u8, b before a quote
	spaced bool   // there is white space before it
}

// Bounds of what is read.
const (
	maxText   = 1 << 14 // of an expression in bytes
	maxNested = 200     // how deep it nests
)

// operators are the words of punctuation, the longest first.
var operators = [...]string{
	"<<=", ">>=", "...", "===", "!==", "..=", "->*", "++", "--", "->", "::", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=", "/=",
	"%=", "&=", "|=", "^=", "..", ".*", "+", "-", "*", "/", "%", "&", "|", "^", "~", "!", "<", ">", "=", "?", ":", ",", ".", "(", ")",
	"[", "]", "{", "}", "@", ";",
}

// lexer splits a text into tokens.
type lexer struct {
	text   string
	lang   symbols.Language
	pos    int
	tokens []token
}

// lex returns the tokens of a text, the last of which is tokenEnd.
func lex(text string, lang symbols.Language) ([]token, error) {
	if len(text) > maxText {
		return nil, errorAt(text[:maxText], span{0, 1}, "the expression is longer than %d bytes", maxText)
	}
	l := lexer{text: text, lang: lang}
	for {
		spaced := l.space()
		start := l.pos
		t, err := l.next()
		if err != nil {
			return nil, err
		}
		t.span, t.spaced = span{start, l.pos}, spaced
		l.tokens = append(l.tokens, t)
		if t.kind == tokenEnd {
			return l.tokens, nil
		}
	}
}

// space passes over white space.
func (l *lexer) space() bool {
	start := l.pos
	for l.pos < len(l.text) && strings.IndexByte(" \t\r\n", l.text[l.pos]) >= 0 {
		l.pos++
	}
	return l.pos > start
}

func (l *lexer) next() (token, error) {
	if l.pos >= len(l.text) {
		return token{kind: tokenEnd}, nil
	}
	c := l.text[l.pos]
	switch {
	case c == '$':
		return l.state(), nil
	case c >= '0' && c <= '9', c == '.' && l.pos+1 < len(l.text) && isDigit(l.text[l.pos+1]) && !l.afterValue():
		return l.number(), nil
	case c == '"' || c == '\'':
		return l.quoted("")
	case isNameStart(l.text[l.pos:]):
		return l.name()
	}
	for _, op := range operators {
		if strings.HasPrefix(l.text[l.pos:], op) && l.allows(op) {
			l.pos += len(op)
			return token{kind: tokenOperator, text: op}, nil
		}
	}
	r, n := utf8.DecodeRuneInString(l.text[l.pos:])
	return token{}, errorAt(l.text, span{l.pos, l.pos + n}, "unexpected character %s", quoteRune(r, l.text[l.pos:l.pos+n]))
}

func quoteRune(r rune, raw string) string {
	if r == utf8.RuneError {
		return "'" + symbols.Printable(raw) + "'"
	}
	return "'" + symbols.Printable(string(r)) + "'"
}

// allows reports whether an operator is one here: a point before a star is one of C++ and Zig only where a name follows, or none.
func (l *lexer) allows(op string) bool {
	switch op {
	case ".*", "->*":
		return l.lang == symbols.CPlusPlus || l.lang == symbols.Zig
	}
	return true
}

// afterValue reports whether the token before ends a value, so that a point is that of a member.
func (l *lexer) afterValue() bool {
	if len(l.tokens) == 0 {
		return false
	}
	t := l.tokens[len(l.tokens)-1]
	switch t.kind {
	case tokenName, tokenState, tokenString, tokenNumber:
		return true
	}
	return t.text == ")" || t.text == "]"
}

// afterPoint reports whether the token before is the point of a member: then digits are a tuple's member.
func (l *lexer) afterPoint() bool {
	if len(l.tokens) == 0 {
		return false
	}
	t := l.tokens[len(l.tokens)-1]
	return t.text == "." || t.text == "->"
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isNameStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r == '_' || unicode.IsLetter(r)
}

// nameEnd returns where the name that begins at a position ends.
func nameEnd(s string, pos int) int {
	for pos < len(s) {
		r, n := utf8.DecodeRuneInString(s[pos:])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		pos += n
	}
	return pos
}

// state reads a name of the machine's state or of the history: $pc, $_, $1, $$.
func (l *lexer) state() token {
	start := l.pos
	l.pos++
	if l.pos < len(l.text) && l.text[l.pos] == '$' {
		l.pos++
	}
	l.pos = nameEnd(l.text, l.pos)
	return token{kind: tokenState, text: l.text[start:l.pos]}
}

// name reads a name, or the prefix of something in quotes.
func (l *lexer) name() (token, error) {
	start := l.pos
	l.pos = nameEnd(l.text, l.pos)
	word := l.text[start:l.pos]
	if l.pos < len(l.text) && (l.text[l.pos] == '"' || l.text[l.pos] == '\'') {
		switch word {
		case "L", "u", "U", "u8", "b", "c":
			return l.quoted(word)
		}
	}
	return token{kind: tokenName, text: word}, nil
}

// number reads what a number is made of; parseNumber says whether it is one.
func (l *lexer) number() token {
	start := l.pos
	if l.afterPoint() {
		for l.pos < len(l.text) && isDigit(l.text[l.pos]) {
			l.pos++
		}
		return token{kind: tokenNumber, text: l.text[start:l.pos]}
	}
	hex := strings.HasPrefix(strings.ToLower(l.text[start:]), "0x")
	for l.pos < len(l.text) {
		c := l.text[l.pos]
		switch {
		case c == '.':
			if l.pos+1 < len(l.text) && (l.text[l.pos+1] == '.' || isNameStart(l.text[l.pos+1:])) {
				return token{kind: tokenNumber, text: l.text[start:l.pos]} // a range, or a member
			}
		case c == '+' || c == '-':
			e := l.text[l.pos-1] | 0x20
			if l.pos == start || !(e == 'e' && !hex || e == 'p' && hex) {
				return token{kind: tokenNumber, text: l.text[start:l.pos]}
			}
		case c == '_' || isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z':
		default:
			return token{kind: tokenNumber, text: l.text[start:l.pos]}
		}
		l.pos++
	}
	return token{kind: tokenNumber, text: l.text[start:l.pos]}
}

// quoted reads a character or a string. Its text is what stands between the quotes.
func (l *lexer) quoted(prefix string) (token, error) {
	quote, start := l.text[l.pos], l.pos
	for i := start + 1; i < len(l.text); i++ {
		switch l.text[i] {
		case '\\':
			i++
		case quote:
			l.pos = i + 1
			kind := tokenString
			if quote == '\'' && l.lang != symbols.AssemblyScript {
				kind = tokenChar
			}
			return token{kind: kind, text: l.text[start+1 : i], prefix: prefix}, nil
		}
	}
	return token{}, errorAt(l.text, span{start, len(l.text)}, "there is no closing %c", quote)
}
