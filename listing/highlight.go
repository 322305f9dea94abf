package listing

import (
	"path"
	"strings"

	"github.com/wdbg/wdbg/symbols/srcfile"
)

// Highlighter colours lines of source files by their syntax. It remembers what it has coloured, and is for one goroutine.
type Highlighter struct {
	files map[*srcfile.Text]*coloredFile
}

// coloredFile are lines of a file as SourceLine shows them, in colour.
type coloredFile struct {
	lang  *syntax // nil: not known
	lines map[int]coloredLine
}

type coloredLine struct{ plain, colored string }

const (
	// highlightBefore is how many lines before the one that is wanted are looked at, to know whether it is in a comment.
	highlightBefore = 300
	highlightAfter  = 60
)

// Line colours a line of a file, which SourceLine made of the file's line n. Colours are all that is added.
func (h *Highlighter) Line(text *srcfile.Text, name string, n int, plain string) string {
	f := h.files[text]
	if f == nil {
		if h.files == nil {
			h.files = map[*srcfile.Text]*coloredFile{}
		}
		f = &coloredFile{lang: syntaxOf(path.Ext(name)), lines: map[int]coloredLine{}}
		h.files[text] = f
	}
	if f.lang == nil {
		return plain
	}
	if _, ok := f.lines[n]; !ok {
		f.color(text, n)
	}
	if l := f.lines[n]; l.plain == plain {
		return l.colored
	}
	return plain // it was cut in another way
}

// color colours the lines around a line.
func (f *coloredFile) color(text *srcfile.Text, n int) {
	from, to := max(1, n-highlightBefore), min(text.Lines(), n+highlightAfter)
	var plain []string
	for i := from; i <= to; i++ {
		line, _ := text.Line(i)
		shown, _ := SourceLine(line, 0)
		plain = append(plain, shown)
	}
	s := scanner{lang: f.lang, text: strings.Join(plain, "\n")}
	for i, colored := range s.lines() {
		if _, ok := f.lines[from+i]; !ok && i < len(plain) {
			f.lines[from+i] = coloredLine{plain[i], colored}
		}
	}
}

// scanner finds the parts of a text that have a colour.
type scanner struct {
	lang *syntax
	text string
	at   int
}

// lines returns the lines of the text in colour.
func (s *scanner) lines() []string {
	var out strings.Builder
	for s.at < len(s.text) {
		from := s.at
		c := s.next()
		for i, part := range strings.Split(s.text[from:s.at], "\n") { // colours end with the line
			if i > 0 {
				out.WriteByte('\n')
			}
			out.WriteString(Painter(true).Paint(c, part))
		}
	}
	return strings.Split(out.String(), "\n")
}

// next passes over a token and returns its colour; "" for none.
func (s *scanner) next() Color {
	rest := s.text[s.at:]
	c := rest[0]
	switch {
	case hasAnyPrefix(rest, s.lang.line):
		s.until("\n", false)
		return Dim
	case s.lang.block[0] != "" && strings.HasPrefix(rest, s.lang.block[0]):
		s.at += len(s.lang.block[0])
		s.until(s.lang.block[1], true)
		return Dim
	case c == '#' && s.lang.preprocessor && s.isFirst():
		s.until("\n", false)
		return Magenta
	case c == '"' || c == '`' && s.lang.backtick:
		s.quoted(c)
		return Yellow
	case c == '\'' && s.lang.chars && isCharacter(rest):
		s.quoted(c)
		return Yellow
	case isDigit(c):
		s.word()
		return Magenta
	case isWordByte(c):
		return s.lang.words[s.word()]
	}
	s.at++
	return ""
}

// isFirst reports whether there is nothing before in the line.
func (s *scanner) isFirst() bool {
	line := s.text[strings.LastIndexByte(s.text[:s.at], '\n')+1 : s.at]
	return strings.TrimSpace(line) == ""
}

// until passes over everything up to an end, or to that of the text.
func (s *scanner) until(end string, with bool) {
	i := strings.Index(s.text[s.at:], end)
	switch {
	case i < 0:
		s.at = len(s.text)
	case with:
		s.at += i + len(end)
	default:
		s.at += i
	}
}

// quoted passes over a string. One in single or, in most languages, double quotes ends with the line.
func (s *scanner) quoted(quote byte) {
	for s.at++; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; {
		case c == '\\' && quote != '`' && s.at+1 < len(s.text):
			s.at++
		case c == quote:
			s.at++
			return
		case c == '\n' && quote != '`' && (quote == '\'' || !s.lang.longStrings):
			return
		}
	}
	s.at = min(s.at, len(s.text))
}

// word passes over a word or number.
func (s *scanner) word() string {
	from := s.at
	number := isDigit(s.text[from])
	for s.at < len(s.text) {
		c := s.text[s.at]
		more := isWordByte(c) || number && c == '.' || !number && strings.IndexByte(s.lang.wordBytes, c) >= 0
		if !more {
			break
		}
		s.at++
	}
	return s.text[from:s.at]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isWordByte(c byte) bool {
	return isDigit(c) || c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// isCharacter tells a character from a lifetime of Rust: 'a' from 'a.
func isCharacter(text string) bool {
	return len(text) > 2 && (text[1] == '\\' || text[2] == '\'' || text[1] >= 0x80)
}

func hasAnyPrefix(text string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}
