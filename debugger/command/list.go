package command

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/srcfile"
)

// listed is where "list" goes on.
type listed struct {
	file        *symbols.File
	first, last int
}

// list shows source lines.
func (in *Interp) list(a Args) error {
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		file, from, to, err := in.listRange(v, f, a)
		if err != nil {
			return placeError(err, a.Text)
		}
		return in.listLines(v, f, file, from, to)
	})
}

// listRange returns the lines that the arguments of list mean.
func (in *Interp) listRange(v *debugger.View, f *debugger.Frame, a Args) (file *symbols.File, from, to int, err error) {
	size := in.settings.listSize
	around := func(line int) (int, int) { return max(1, line-size/2), max(1, line-size/2) + size - 1 }
	if f != nil && f.Pos.IsValid() {
		file = f.Pos.File
	}
	if in.listed.file != nil {
		file = in.listed.file
	}
	switch {
	case a.Text == "" && in.listed.file != nil:
		return file, in.listed.last + 1, in.listed.last + size, nil
	case a.Text == "-" && in.listed.file != nil:
		if in.listed.first <= 1 {
			return nil, 0, 0, errors.New("these are the first lines of the file")
		}
		return file, max(1, in.listed.first-size), in.listed.first - 1, nil
	case a.Text == "" || a.Text == "-":
		return in.listHere(v, f, around)
	}
	name, lines, hasName := cutLast(a.Text, ":")
	if !hasName {
		name, lines = "", a.Text
	}
	if first, last, ok := parseLines(lines, size); ok {
		if hasName {
			if file, err = in.oneFile(v, name); err != nil {
				return nil, 0, 0, err
			}
		}
		if file == nil {
			return nil, 0, 0, errors.New("the selected frame has no source file: name one, as in main.c:12")
		}
		if last == 0 {
			first, last = around(first)
		}
		return file, first, last, nil
	}
	return in.listLocation(v, f, a.Text, around)
}

// listHere returns the lines around a frame, or around main where there is none.
func (in *Interp) listHere(v *debugger.View, f *debugger.Frame, around func(int) (int, int)) (*symbols.File, int, int, error) {
	if f == nil {
		return in.listLocation(v, f, "main", around)
	}
	if !f.Pos.IsValid() {
		return nil, 0, 0, errors.New("no source line is known here; 'disassemble' shows the code")
	}
	from, to := around(f.Pos.Line)
	return f.Pos.File, from, to, nil
}

// listLocation returns the lines around a place in the code.
func (in *Interp) listLocation(v *debugger.View, f *debugger.Frame, location string, around func(int) (int, int)) (*symbols.File, int, int, error) {
	sites, err := v.Locate(location, f)
	if err != nil {
		return nil, 0, 0, err
	}
	for _, s := range sites {
		if s.Pos.IsValid() {
			from, to := around(s.Pos.Line)
			return s.Pos.File, from, to, nil
		}
	}
	return nil, 0, 0, fmt.Errorf("no source line is known of %s; 'disassemble %s' shows the code", printable(location), printable(location))
}

// oneFile returns the source file that a name means.
func (in *Interp) oneFile(v *debugger.View, name string) (*symbols.File, error) {
	files := v.Files(name)
	if len(files) == 0 {
		_, err := v.Locate(name+":1", nil) // it knows which one may be meant
		if err == nil {
			err = fmt.Errorf("no source file '%s'", printable(name))
		}
		return nil, err
	}
	return files[0], nil
}

// parseLines reads "12", "10,20", "10," or ",20"; last is 0 where only one line is meant.
func parseLines(text string, size int) (first, last int, ok bool) {
	from, to, isRange := strings.Cut(text, ",")
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	number := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > 1<<30 {
			return -1
		}
		return n
	}
	if !isRange {
		first = number(from)
		return first, 0, first > 0
	}
	switch {
	case from == "" && to == "":
		return 0, 0, false
	case from == "":
		last = number(to)
		first = max(1, last-size+1)
	case to == "":
		first = number(from)
		last = first + size - 1
	default:
		first, last = number(from), number(to)
	}
	return first, last, first > 0 && last >= first
}

// cutLast splits at the last of what separates.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// listLines shows lines of a file and remembers them.
func (in *Interp) listLines(v *debugger.View, f *debugger.Frame, file *symbols.File, from, to int) error {
	src, err := in.open(file)
	if err != nil {
		return err
	}
	if from > src.Lines() {
		return fmt.Errorf("line %d is beyond the end of %s, which has %s", from, listing.File(in.opts.Dir, file), listing.Count(src.Lines(), "line"))
	}
	to = min(to, src.Lines(), from+maxListed)
	if in.listed.file != file || in.listed.last+1 != from {
		in.printf("%s\n", in.paint(listing.Bold, listing.File(in.opts.Dir, file)+":"))
	}
	if note := src.State().Note(); note != "" {
		in.printf("%s\n", in.paint(listing.Dim, "("+note+")"))
	}
	points := in.breakLines(file)
	for n := from; n <= to; n++ {
		in.sourceLine(src, file, n, f, points[n])
	}
	in.listed = listed{file, from, to}
	return nil
}

// maxListed bounds the lines of one list.
const maxListed = 10000

// open returns the text of a source file. The error says what to do.
func (in *Interp) open(file *symbols.File) (*srcfile.Text, error) {
	if in.opts.Sources == nil {
		return nil, errors.New("source files are not looked for")
	}
	src, err := in.opts.Sources.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("source text of %s: not found; --source-path and --source-map say where sources are", listing.File(in.opts.Dir, file))
	}
	return src, err
}

// breakLines returns the lines of a file that have breakpoints.
func (in *Interp) breakLines(file *symbols.File) map[int]bool {
	lines := map[int]bool{}
	for _, b := range in.points {
		for _, s := range b.Sites {
			if s.Pos.File != nil && s.Pos.File.Path == file.Path && !b.Disabled {
				lines[s.Pos.Line] = true
			}
		}
	}
	return lines
}

// sourceLine writes a line of source with what is to be said about it.
func (in *Interp) sourceLine(src *srcfile.Text, file *symbols.File, n int, f *debugger.Frame, point bool) {
	line, ok := src.Line(n)
	if !ok {
		return
	}
	here := f != nil && f.Pos.Line == n && f.Pos.File != nil && f.Pos.File.Path == file.Path
	column := 0
	if here {
		column = f.Pos.Column
	}
	text, at := listing.SourceLine(line, column)
	if in.opts.Color {
		text = in.highlighter.Line(src, file.Path, n, text)
	}
	mark := "  "
	switch {
	case here:
		mark = "=>"
	case point:
		mark = "* "
	}
	in.printf("%s%s%s\n", mark, in.paint(listing.Dim, fmt.Sprintf("%5d | ", n)), text)
	if at > 0 {
		in.printf("  %s%s%s\n", in.paint(listing.Dim, "      | "), strings.Repeat(" ", at-1), in.paint(listing.Red, "^"))
	}
}

// here shows the source line of a frame, with the column marked, or its instruction where there is no source.
func (in *Interp) here(v *debugger.View, f *debugger.Frame) {
	if f.IsHost() {
		return
	}
	shown := false
	if f.Pos.IsValid() {
		src, err := in.open(f.Pos.File)
		if err == nil && f.Pos.Line <= src.Lines() {
			in.sourceLine(src, f.Pos.File, f.Pos.Line, f, false)
			shown = true
			if note := src.State().Note(); note != "" {
				in.printf("%s\n", in.paint(listing.Dim, "        ("+note+")"))
			}
		} else if err == nil {
			in.printf("%s\n", in.paint(listing.Dim, fmt.Sprintf("        (%s has only %s: it is not the file that was compiled)",
				listing.File(in.opts.Dir, f.Pos.File), listing.Count(src.Lines(), "line"))))
		}
	}
	if want := in.settings.disassembleNext; want == "on" || want == "auto" && (!shown || in.byInstruction) {
		in.instruction(f)
	}
}
