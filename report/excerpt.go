package report

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/srcfile"
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
		t.printf("       %s\n", t.paint(listing.Dim, fmt.Sprintf("(%s has only %d lines: it is not the file that was compiled)", t.symbols.file(p.File), src.Lines())))
		return true
	}
	text, column := listing.SourceLine(line, p.Column)
	number := fmt.Sprintf("%6d | ", p.Line)
	t.printf("  %s%s\n", t.paint(listing.Dim, number), text)
	if column > 0 {
		t.printf("  %s%s%s\n", t.paint(listing.Dim, strings.Repeat(" ", len(number)-2)+"| "), strings.Repeat(" ", column-1), t.paint(listing.Red, "^"))
	}
	if src.Stale {
		t.printf("       %s\n", t.paint(listing.Dim, "("+srcfile.Differs.Note()+")"))
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
			t.printf("note: %s more\n", listing.Grouped(len(list)-maxNotes))
			return
		}
		t.printf("note: %s\n", listing.Clip(symbols.Printable(err.Error()), 1000))
	}
}

// maxNotes bounds the notes that are written.
const maxNotes = 5
