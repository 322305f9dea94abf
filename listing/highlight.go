package listing

import (
	"path"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"

	"github.com/wdbg/wdbg/symbols/srcfile"
)

// Highlighter colours lines of source files by their syntax. It remembers what it has coloured, and is for one goroutine.
type Highlighter struct {
	files map[*srcfile.Text]*coloredFile
}

// coloredFile are lines of a file as SourceLine shows them, in colour.
type coloredFile struct {
	lexer chroma.Lexer
	lines map[int]coloredLine
}

type coloredLine struct{ plain, colored string }

const (
	// highlightBefore is how many lines before the one that is wanted are looked at, to know whether it is in a comment.
	highlightBefore = 300
	highlightAfter  = 60
	// maxHighlighted bounds the text that is looked at, in bytes.
	maxHighlighted = 64 << 10
)

// Line colours a line of a file, which SourceLine made of the file's line n. Colours are all that is added.
func (h *Highlighter) Line(text *srcfile.Text, name string, n int, plain string) string {
	f := h.files[text]
	if f == nil {
		if h.files == nil {
			h.files = map[*srcfile.Text]*coloredFile{}
		}
		f = &coloredFile{lines: map[int]coloredLine{}}
		if f.lexer = lexers.Match(path.Base(strings.ReplaceAll(name, `\`, "/"))); f.lexer != nil {
			f.lexer = chroma.Coalesce(f.lexer)
		}
		h.files[text] = f
	}
	if f.lexer == nil {
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
	lines := plainLines(text, from, to)
	if len(strings.Join(lines, "\n")) > maxHighlighted {
		from, to = n, n
		lines = plainLines(text, n, n)
	}
	tokens, err := f.lexer.Tokenise(nil, strings.Join(lines, "\n")+"\n")
	if err != nil {
		return
	}
	var colored []string
	var line strings.Builder
	for _, t := range tokens.Tokens() {
		for i, part := range strings.Split(t.Value, "\n") {
			if i > 0 {
				colored = append(colored, line.String())
				line.Reset()
			}
			line.WriteString(Painter(true).Paint(colorOf(t.Type), part))
		}
	}
	for i, plain := range lines {
		c := coloredLine{plain, plain}
		if i < len(colored) && stripColors(colored[i]) == plain {
			c.colored = colored[i]
		}
		if _, ok := f.lines[from+i]; !ok || from+i == n {
			f.lines[from+i] = c
		}
	}
}

// plainLines returns lines as SourceLine shows them.
func plainLines(text *srcfile.Text, from, to int) (lines []string) {
	for n := from; n <= to; n++ {
		line, _ := text.Line(n)
		plain, _ := SourceLine(line, 0)
		lines = append(lines, plain)
	}
	return lines
}

// colorOf returns the colour of a token; "" for none.
func colorOf(t chroma.TokenType) Color {
	switch {
	case t.InCategory(chroma.Comment) && t != chroma.CommentPreproc && t != chroma.CommentPreprocFile:
		return Dim
	case t.InCategory(chroma.Comment): // #include and so on
		return Magenta
	case t == chroma.KeywordType:
		return Green
	case t.InCategory(chroma.Keyword):
		return Blue
	case t.InSubCategory(chroma.LiteralString):
		return Yellow
	case t.InSubCategory(chroma.LiteralNumber):
		return Magenta
	}
	return ""
}

// stripColors takes away what Paint adds.
func stripColors(s string) string {
	for {
		i := strings.Index(s, "\x1b[")
		if i < 0 {
			return s
		}
		n := strings.IndexByte(s[i:], 'm')
		if n < 0 {
			return s
		}
		s = s[:i] + s[i+n+1:]
	}
}
