package report

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
)

const (
	tabWidth   = 4
	maxExcerpt = 160 // characters of a line
)

// excerpt writes a source line, with a caret under the column, and reports whether there was one to show.
func (t *text) excerpt(p symbols.Pos) bool {
	if t.symbols.Sources == nil || !p.IsValid() {
		return false
	}
	src, err := t.symbols.Sources.Open(p.File)
	if err != nil {
		if t.unseen == "" {
			t.unseen = t.symbols.file(p.File)
			t.unseenWhy = err
		}
		return false
	}
	line, ok := src.Line(p.Line)
	if !ok {
		t.printf("       %s\n", t.paint(dim, fmt.Sprintf("(%s has only %d lines: it is not the file that was compiled)", t.symbols.file(p.File), src.Lines())))
		return true
	}
	text, column := layout(line, p.Column)
	number := fmt.Sprintf("%6d | ", p.Line)
	t.printf("  %s%s\n", t.paint(dim, number), text)
	if column > 0 {
		t.printf("  %s%s%s\n", t.paint(dim, strings.Repeat(" ", len(number)-2)+"| "), strings.Repeat(" ", column-1), t.paint(red, "^"))
	}
	if src.Stale {
		t.printf("       %s\n", t.paint(dim, "(this text differs from the one that was compiled)"))
	}
	return true
}

// noSource says why no source text was shown, if some was wanted.
func (t *text) noSource() {
	if t.excerpted || t.unseen == "" {
		return
	}
	why := "not found; --source-path and --source-map say where sources are"
	if !errors.Is(t.unseenWhy, fs.ErrNotExist) {
		why = symbols.Printable(t.unseenWhy.Error())
	}
	t.printf("note: source text of %s: %s\n", t.unseen, why)
}

// notes writes what is worth knowing about the symbols.
func (t *text) notes() {
	t.noSource()
	list := t.symbols.notes()
	for i, err := range list {
		if i == maxNotes {
			t.printf("note: %s more\n", grouped(len(list)-maxNotes))
			return
		}
		t.printf("note: %s\n", clip(symbols.Printable(err.Error()), 1000))
	}
}

// maxNotes bounds the notes that are written.
const maxNotes = 5

// layout returns a line as it is shown, with spaces for tabs and cut to what fits, and the column, from 1, at
// which the character is that begins at a byte column of the line; 0 if there is none.
func layout(line string, byteColumn int) (text string, column int) {
	var b strings.Builder
	width, at := 0, 0
	for i, r := range line {
		if i < byteColumn && byteColumn <= i+utf8.RuneLen(r) || i+1 == byteColumn {
			column, at = width+1, b.Len()
		}
		if r == '\t' {
			n := tabWidth - width%tabWidth
			b.WriteString(strings.Repeat(" ", n))
			width += n
			continue
		}
		b.WriteRune(r)
		width++
	}
	if column == 0 && byteColumn == len(line)+1 {
		column, at = width+1, b.Len()
	}
	text = b.String()
	if width > maxExcerpt && column > maxExcerpt*2/3 { // far right: begin shortly before the column
		skip := column - maxExcerpt/2
		cut := []rune(text)
		if skip < len(cut) && at > 0 {
			text, column = "…"+string(cut[skip:]), column-skip+1
		}
	}
	return symbols.Printable(clip(text, maxExcerpt)), column
}
