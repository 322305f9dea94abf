package listing

import (
	"path"
	"strings"

	"github.com/wdbg/wdbg/symbols/srcfile"
)

// Token is a part of a line that has a colour: Dim for comments, Yellow for text, Magenta for numbers, Green for types, Blue for keywords.
type Token struct {
	Start, End int // in bytes of the line
	Color      Color
}

// maxTokenLine is how much of a line is looked at, in bytes.
const maxTokenLine = 1 << 12

// Tokens returns the parts of lines from one up to another, counted from 1, of a source file of a name. What
// a line means depends on those before it, of which some are looked at.
func Tokens(text *srcfile.Text, name string, from, to int) [][]Token {
	lang := syntaxOf(path.Ext(name))
	from, to = max(from, 1), min(to, text.Lines()+1)
	if lang == nil || to <= from {
		return nil
	}
	first := max(1, from-highlightBefore)
	var lines []string
	for i := first; i < to; i++ {
		line, _ := text.Line(i)
		if len(line) > maxTokenLine {
			line = line[:maxTokenLine]
		}
		lines = append(lines, line)
	}
	s := scanner{lang: lang, text: strings.Join(lines, "\n")}
	return s.tokens()[from-first:]
}

// tokens returns the parts of each line of the text.
func (s *scanner) tokens() [][]Token {
	lines := make([][]Token, 1+strings.Count(s.text, "\n"))
	line, begin := 0, 0
	for s.at < len(s.text) {
		from := s.at
		c := s.next()
		for part := range strings.SplitAfterSeq(s.text[from:s.at], "\n") {
			end := from + len(strings.TrimSuffix(part, "\n"))
			if c != "" && end > from {
				lines[line] = append(lines[line], Token{from - begin, end - begin, c})
			}
			if from += len(part); strings.HasSuffix(part, "\n") {
				line, begin = line+1, from
			}
		}
	}
	return lines
}
