package sourcemap

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
)

// builder puts a Map together from its documents.
type builder struct {
	m        *Map
	err      *Error // the first
	unsorted bool
}

func (b *builder) fail(at int, format string, args ...any) {
	if b.err == nil {
		b.err = &Error{at, fmt.Sprintf(format, args...)}
	}
}

// document adds a map, or those of its sections.
func (b *builder) document(d *document) {
	if !d.indexed {
		b.section(d, 0, math.MaxUint32)
		return
	}
	for i := range d.sections {
		g := &d.sections[i]
		if g.line > 0 {
			b.fail(g.document.at, "section of generated line %d: a module has one line", g.line+1)
			continue
		}
		end := uint32(math.MaxUint32)
		if i+1 < len(d.sections) && d.sections[i+1].line == 0 {
			end = d.sections[i+1].column
		}
		if end < g.column {
			b.fail(g.document.at, "section at column %d: the next one begins at %d", g.column, end)
			continue
		}
		b.section(&g.document, g.column, end)
	}
}

// section adds a map whose first column is at an offset, up to an end.
func (b *builder) section(d *document, start, end uint32) {
	m := b.m
	firstSource, firstName := len(m.sources), len(m.names)
	for i, name := range d.sources {
		s := source{name: name, root: d.root}
		if i < len(d.contents) {
			s.content = d.contents[i]
		}
		m.sources = append(m.sources, s)
	}
	for _, i := range d.ignored {
		if int64(i) < int64(len(d.sources)) {
			m.sources[firstSource+int(i)].ignored = true
		}
	}
	m.names = append(m.names, d.names...)
	if start > 0 && len(m.segments) > 0 {
		m.segments = append(m.segments, segment{at: start, source: -1}) // the last section's end
	}
	v := decoder{b: b, text: m.data[d.mappings.start:d.mappings.end], base: int(d.mappings.start), start: start, end: end,
		sources: len(d.sources), names: len(d.names), firstSource: firstSource, firstName: firstName}
	if bytes.IndexByte(v.text, '\\') >= 0 {
		v.text = []byte(unquote(m.data, d.mappings)) // "\/"
	}
	m.segments = slices.Grow(m.segments, bytes.Count(v.text, []byte{','})+1)
	v.run()
}

// finish sorts the segments where they are not.
func (b *builder) finish() {
	if !b.unsorted {
		return
	}
	m := b.m
	order := make([]uint32, len(m.segments))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortStableFunc(order, func(x, y uint32) int { return cmp.Compare(m.segments[x].at, m.segments[y].at) })
	sorted := make([]segment, len(order))
	place := make([]uint32, len(order))
	for to, from := range order {
		sorted[to] = m.segments[from]
		place[from] = uint32(to)
	}
	m.segments = sorted
	for i := range m.named {
		m.named[i].segment = place[m.named[i].segment]
	}
	slices.SortFunc(m.named, func(x, y namedSegment) int { return cmp.Compare(x.segment, y.segment) })
}

// decoder decodes one string of mappings. All fields but the generated column are relative to the last one of
// their kind; the first segment's to 0.
type decoder struct {
	b                                    *builder
	text                                 []byte
	base                                 int // of text in the map's bytes
	pos                                  int
	start, end                           uint32
	sources, names                       int // how many the map has
	firstSource, firstName               int // their places in the whole
	at, source, line, column, nameNumber int64
}

// run decodes all segments, or those before the first fault.
func (v *decoder) run() {
	for v.pos < len(v.text) {
		switch v.text[v.pos] {
		case ',':
			v.pos++
		case ';':
			if rest := bytes.TrimLeft(v.text[v.pos:], ";"); len(rest) > 0 {
				v.fail("mappings of a second generated line: a module has one line")
			}
			return
		default:
			if !v.segment() {
				return
			}
		}
	}
}

func (v *decoder) fail(format string, args ...any) bool {
	v.b.fail(v.base+v.pos, format, args...)
	return false
}

// segment decodes one segment of 1, 4 or 5 fields.
func (v *decoder) segment() bool {
	begin := v.pos
	var fields [5]int64
	n := 0
	for v.pos < len(v.text) && v.text[v.pos] != ',' && v.text[v.pos] != ';' {
		if n == len(fields) {
			return v.fail("segment of more than 5 fields")
		}
		value, ok := v.vlq()
		if !ok {
			return false
		}
		fields[n] = value
		n++
	}
	v.at += fields[0]
	v.source += fields[1]
	v.line += fields[2]
	v.column += fields[3]
	v.nameNumber += fields[4]
	end := v.pos
	v.pos = begin
	at := v.at + int64(v.start)
	switch {
	case n != 1 && n != 4 && n != 5:
		return v.fail("segment of %d fields: 1, 4 or 5 expected", n)
	case v.at < 0 || at > math.MaxUint32:
		return v.fail("generated column %d out of range", v.at)
	case n > 1 && (v.source < 0 || v.source >= int64(v.sources)):
		return v.fail("source %d out of range: there are %d", v.source, v.sources)
	case v.line < 0 || v.line >= math.MaxInt32 || v.column < 0 || v.column >= math.MaxInt32:
		return v.fail("original line %d, column %d out of range", v.line, v.column)
	case n > 4 && (v.nameNumber < 0 || v.nameNumber >= int64(v.names)):
		return v.fail("name %d out of range: there are %d", v.nameNumber, v.names)
	case uint32(at) >= v.end && v.end != math.MaxUint32:
		return v.fail("segment at column %d: the next section begins at %d", at, v.end)
	}
	v.add(uint32(at), n)
	v.pos = end
	return true
}

// add stores a segment of n fields.
func (v *decoder) add(at uint32, n int) {
	m := v.b.m
	g := segment{at: at, source: -1}
	if n > 1 {
		g.source, g.line, g.column = int32(v.source)+int32(v.firstSource), uint32(v.line), uint32(v.column)
	}
	if n > 4 {
		m.named = append(m.named, namedSegment{uint32(len(m.segments)), uint32(v.nameNumber) + uint32(v.firstName)})
	}
	if last := len(m.segments) - 1; last >= 0 && m.segments[last].at > at {
		v.b.unsorted = true
	}
	m.segments = append(m.segments, g)
}

// digits gives each byte its value in base 64; -1 for those that are no digits.
var digits = func() (t [256]int8) {
	for i := range t {
		t[i] = -1
	}
	for i, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" {
		t[c] = int8(i)
	}
	return t
}()

// vlq decodes a number: base 64 digits of 5 bits each, the least first, with a bit that says whether more follow. The number's lowest bit
// is its sign. It has to fit 32 bits.
func (v *decoder) vlq() (value int64, ok bool) {
	var bits int64
	for shift := 0; ; shift += 5 {
		if v.pos == len(v.text) {
			return 0, v.fail("unexpected end of a number")
		}
		d := digits[v.text[v.pos]]
		if d < 0 {
			return 0, v.fail("malformed number: %q is no digit of base 64", v.text[v.pos])
		}
		if shift > 30 {
			return 0, v.fail("number over 32 bits")
		}
		v.pos++
		bits |= int64(d&31) << shift
		if d&32 == 0 {
			break
		}
	}
	if bits&1 != 0 {
		return -(bits >> 1), true
	}
	return bits >> 1, true
}
