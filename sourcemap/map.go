package sourcemap

import (
	"fmt"
	"iter"
	"math"
	"sort"
	"strings"
)

// Map is a source map. It refers to the bytes it was parsed from, which must not change. Its methods may be called concurrently.
type Map struct {
	// File is the file that the map was made for, where it says so.
	File string

	data     []byte
	sources  []source
	names    []span
	segments []segment
	named    []namedSegment // sorted by segment
}

// source is an entry of sources.
type source struct {
	name, root, content span
	ignored             bool
}

// segment is a Segment in few bytes. Lines and columns count from 0, and source is -1 for none.
type segment struct {
	at           uint32
	source       int32
	line, column uint32
}

// namedSegment gives a segment an entry of names.
type namedSegment struct{ segment, name uint32 }

// Segment says where the code from an offset on comes from.
type Segment struct {
	// Offset is the byte offset in the module's file (the generated column).
	Offset uint64
	// Source is the number of the source; -1 where the code comes from none, and the other fields are zero.
	Source int
	// Line and Column count from 1. Column counts UTF-16 code units.
	Line, Column int
	// Name is the original name of what is there, mostly "".
	Name string
}

// Source is a source file.
type Source struct {
	// Name is the file's name as the map has it; "" where it has none.
	Name string
	// Root is the map's sourceRoot, which goes before the name.
	Root string
	// HasContent says that the map contains the file's text.
	HasContent bool
	// Ignored says that the file is in ignoreList: debuggers should pass over it, as a library.
	Ignored bool
}

// Path returns the name with the root before it.
func (s Source) Path() string {
	if s.Root == "" || s.Name == "" || strings.HasPrefix(s.Name, "/") || hasScheme(s.Name) {
		return s.Name
	}
	if strings.HasSuffix(s.Root, "/") {
		return s.Root + s.Name
	}
	return s.Root + "/" + s.Name
}

// hasScheme reports whether a name is an absolute URL.
func hasScheme(name string) bool {
	i := strings.Index(name, "://")
	return i > 0 && strings.IndexFunc(name[:i], func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '+' && r != '-' && r != '.'
	}) < 0
}

// Error says what is wrong with a source map, and where.
type Error struct {
	Offset int // in the map's bytes
	Msg    string
}

func (e *Error) Error() string { return fmt.Sprintf("source map at byte %d: %s", e.Offset, e.Msg) }

// Parse reads a source map. Where its mappings are damaged, what stands before the damage is returned together
// with an *Error; the map is nil where nothing can be used.
func Parse(data []byte) (*Map, error) {
	if len(data) > math.MaxInt32 {
		return nil, &Error{0, fmt.Sprintf("%d bytes are more than this reader takes", len(data))}
	}
	s := &scanner{data: data}
	s.prefix()
	d := s.document(true)
	s.space()
	if s.err == nil && s.pos < len(data) {
		s.fail("unexpected bytes after the map")
	}
	if s.err != nil {
		return nil, s.err
	}
	b := builder{m: &Map{data: data, File: unquote(data, d.file)}}
	b.document(&d)
	b.finish()
	if b.err != nil {
		return b.m, b.err
	}
	return b.m, nil
}

// NumSources returns how many sources there are.
func (m *Map) NumSources() int { return len(m.sources) }

// Source returns a source by its number, which must be less than NumSources.
func (m *Map) Source(i int) Source {
	s := &m.sources[i]
	return Source{
		Name:       unquote(m.data, s.name),
		Root:       unquote(m.data, s.root),
		HasContent: s.content.valid(),
		Ignored:    s.ignored,
	}
}

// Content returns the text of a source; ok is false where the map does not contain it.
func (m *Map) Content(i int) (text []byte, ok bool) {
	s := &m.sources[i]
	if !s.content.valid() {
		return nil, false
	}
	return []byte(unquote(m.data, s.content)), true
}

// Len returns the number of segments.
func (m *Map) Len() int { return len(m.segments) }

// At returns a segment by its number, in the order of offsets.
func (m *Map) At(i int) Segment {
	g := m.segments[i]
	out := Segment{Offset: uint64(g.at), Source: int(g.source)}
	if g.source >= 0 {
		out.Line, out.Column = int(g.line)+1, int(g.column)+1
	}
	j := sort.Search(len(m.named), func(j int) bool { return m.named[j].segment >= uint32(i) })
	if j < len(m.named) && m.named[j].segment == uint32(i) {
		out.Name = unquote(m.data, m.names[m.named[j].name])
	}
	return out
}

// index returns the number of the last segment that begins at or before an offset; -1 where there is none.
func (m *Map) index(offset uint64) int {
	return sort.Search(len(m.segments), func(i int) bool { return uint64(m.segments[i].at) > offset }) - 1
}

// Lookup returns the segment that holds at an offset; ok is false before the first one.
func (m *Map) Lookup(offset uint64) (g Segment, ok bool) {
	i := m.index(offset)
	if i < 0 {
		return Segment{Source: -1}, false
	}
	return m.At(i), true
}

// Range yields the segments that hold within [from, to), in order: the first may begin before from. Of several at one
// offset only the last holds, as in Lookup.
func (m *Map) Range(from, to uint64) iter.Seq[Segment] {
	return func(yield func(Segment) bool) {
		for i := max(m.index(from), 0); i < len(m.segments) && uint64(m.segments[i].at) < to; i++ {
			if i+1 < len(m.segments) && m.segments[i+1].at == m.segments[i].at {
				continue
			}
			if !yield(m.At(i)) {
				return
			}
		}
	}
}

// Find yields the numbers of the segments that come from a line of a source, in the order of offsets.
func (m *Map) Find(source, line int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range m.segments {
			g := &m.segments[i]
			if int(g.source) == source && int(g.line)+1 == line && !yield(i) {
				return
			}
		}
	}
}
