package sourcemap

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth is how deep the JSON that is passed over may be nested.
const maxDepth = 200

// span is where a JSON string's contents stand, between the quotes. Strings do not begin at 0: that span is none.
type span struct{ start, end uint32 }

func (s span) valid() bool { return s.start > 0 }

// document is a source map as it is written, its strings and mappings not yet decoded.
type document struct {
	file, root, mappings span
	sources, contents    []span
	names                []span
	ignored              []uint32
	sections             []section
	indexed              bool // it has sections, instead of mappings
	at                   int
}

// section is one map of an indexed one; it begins at line and column of the generated file.
type section struct {
	line, column uint32
	document     document
}

// scanner reads JSON. After the first error it stays where it is.
type scanner struct {
	data []byte
	pos  int
	err  *Error
}

func (s *scanner) fail(format string, args ...any) {
	if s.err == nil {
		s.err = &Error{s.pos, fmt.Sprintf(format, args...)}
	}
}

// prefix passes over a byte order mark and the line )]}' that keeps browsers from executing a map.
func (s *scanner) prefix() {
	if bytes.HasPrefix(s.data, []byte("\xef\xbb\xbf")) {
		s.pos = 3
	}
	if bytes.HasPrefix(s.data[s.pos:], []byte(")]}")) {
		if n := bytes.IndexByte(s.data[s.pos:], '\n'); n >= 0 {
			s.pos += n + 1
		}
	}
}

func (s *scanner) space() {
	for s.pos < len(s.data) && (s.data[s.pos] == ' ' || s.data[s.pos] == '\n' || s.data[s.pos] == '\r' || s.data[s.pos] == '\t') {
		s.pos++
	}
}

// peek returns the next byte that is no space; 0 at the end and after an error.
func (s *scanner) peek() byte {
	if s.err != nil {
		return 0
	}
	s.space()
	if s.pos == len(s.data) {
		return 0
	}
	return s.data[s.pos]
}

// take passes over a byte that has to be there.
func (s *scanner) take(c byte) bool {
	switch got := s.peek(); {
	case s.err != nil:
		return false
	case got == c && s.pos < len(s.data):
		s.pos++
		return true
	case s.pos == len(s.data):
		s.fail("unexpected end: %q expected", c)
	default:
		s.fail("%q expected, found %q", c, got)
	}
	return false
}

// list reads the elements of an object or array up to its end.
func (s *scanner) list(open, end byte, element func()) {
	if !s.take(open) {
		return
	}
	if s.peek() == end {
		s.pos++
		return
	}
	for s.err == nil {
		element()
		if s.peek() == end {
			s.pos++
			return
		}
		s.take(',')
	}
}

func (s *scanner) object(member func(key string)) {
	s.list('{', '}', func() {
		key := s.str()
		if s.take(':') {
			member(unquote(s.data, key))
		}
	})
}

func (s *scanner) array(element func()) { s.list('[', ']', element) }

// str reads a string.
func (s *scanner) str() span {
	if !s.take('"') {
		return span{}
	}
	start := s.pos
	for {
		n := bytes.IndexByte(s.data[s.pos:], '"')
		if n < 0 {
			s.pos = start
			s.fail("unexpected end: string without end")
			return span{}
		}
		s.pos += n + 1
		// A quote after an odd number of backslashes is part of the string.
		slashes := 0
		for i := s.pos - 2; i >= start && s.data[i] == '\\'; i-- {
			slashes++
		}
		if slashes%2 == 0 {
			return span{uint32(start), uint32(s.pos - 1)}
		}
	}
}

// strOrNull reads a string; for null the span is none.
func (s *scanner) strOrNull() span {
	if s.peek() == 'n' {
		s.literal("null")
		return span{}
	}
	return s.str()
}

func (s *scanner) literal(word string) {
	if !bytes.HasPrefix(s.data[s.pos:], []byte(word)) {
		s.fail("unexpected %q", s.data[s.pos])
		return
	}
	s.pos += len(word)
}

// number reads a number that has to be an integer from 0 to 2^32-1.
func (s *scanner) number() uint32 {
	s.peek()
	start := s.pos
	s.numeral()
	if s.err != nil {
		return 0
	}
	v, err := strconv.ParseFloat(string(s.data[start:s.pos]), 64)
	if err != nil || v < 0 || v > math.MaxUint32 || v != math.Trunc(v) {
		s.pos = start
		s.fail("malformed number: an integer from 0 to 4294967295 expected")
		return 0
	}
	return uint32(v)
}

// numeral passes over the characters of a number.
func (s *scanner) numeral() {
	start := s.pos
	for s.pos < len(s.data) && strings.IndexByte("+-.0123456789eE", s.data[s.pos]) >= 0 {
		s.pos++
	}
	if s.pos == start {
		s.fail("number expected")
	}
}

// skip passes over a value.
func (s *scanner) skip(depth int) {
	if depth > maxDepth {
		s.fail("nested too deep")
		return
	}
	switch c := s.peek(); c {
	case '{':
		s.list('{', '}', func() {
			s.str()
			if s.take(':') {
				s.skip(depth + 1)
			}
		})
	case '[':
		s.list('[', ']', func() { s.skip(depth + 1) })
	case '"':
		s.str()
	case 't':
		s.literal("true")
	case 'f':
		s.literal("false")
	case 'n':
		s.literal("null")
	default:
		s.numeral()
	}
}

// unquote returns the string at a span of JSON. What is no UTF-8, and escapes that are malformed, become U+FFFD.
func unquote(data []byte, at span) string {
	raw := data[at.start:at.end]
	if bytes.IndexByte(raw, '\\') < 0 {
		return strings.ToValidUTF8(string(raw), "\ufffd")
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); {
		if raw[i] != '\\' {
			out = append(out, raw[i])
			i++
			continue
		}
		r, n := unescape(raw[i:])
		out = utf8.AppendRune(out, r)
		i += n
	}
	return strings.ToValidUTF8(string(out), "\ufffd")
}

// unescape decodes the escape that b begins with, two for a character beyond U+FFFF, and returns its length.
func unescape(b []byte) (r rune, n int) {
	if len(b) < 2 {
		return utf8.RuneError, 1
	}
	switch b[1] {
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case '"', '\\', '/':
		return rune(b[1]), 2
	case 'u':
		r, ok := hex4(b)
		if !ok {
			return utf8.RuneError, 2
		}
		if utf16.IsSurrogate(r) {
			if low, ok := hex4(b[6:]); ok {
				if full := utf16.DecodeRune(r, low); full != utf8.RuneError {
					return full, 12
				}
			}
			return utf8.RuneError, 6
		}
		return r, 6
	}
	return utf8.RuneError, 2
}

// hex4 decodes \uXXXX.
func hex4(b []byte) (r rune, ok bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	v, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	return rune(v), err == nil
}
