package dwarf

import "iter"

// Entry is a debugging information entry. Its attributes are read on demand.
type Entry struct {
	unit  *Unit
	ab    *abbrev // nil ends a list of siblings
	Off   uint32  // in the unit's section
	attrs uint32  // where its attributes begin
}

// Entry reads the entry at an offset of the unit's section. It fails where there is none, or a null entry.
func (u *Unit) Entry(off uint32) (Entry, error) {
	if err := u.load(); err != nil {
		return Entry{}, err
	}
	e, err := u.entry(off)
	if err == nil && e.ab == nil {
		err = u.problem(off, "a null entry")
	}
	return e, err
}

// entry reads the head of an entry, which may be a null entry.
func (u *Unit) entry(off uint32) (Entry, error) {
	if off < u.first || off >= u.End {
		return Entry{}, u.problem(off, "an entry was expected, this is outside of the unit at 0x%x", u.Off)
	}
	r := reader{data: u.data()[:u.End], pos: int(off), section: u.section()}
	code := r.uleb()
	if r.err != nil {
		return Entry{}, r.err
	}
	e := Entry{unit: u, Off: off, attrs: uint32(r.pos)}
	if code != 0 {
		if e.ab = u.abbrevs.get(code); e.ab == nil {
			return Entry{}, u.problem(off, "unknown abbreviation code %d", code)
		}
	}
	return e, nil
}

// IsValid reports whether there is an entry.
func (e *Entry) IsValid() bool { return e.ab != nil }

// Unit returns the unit that the entry is in.
func (e *Entry) Unit() *Unit { return e.unit }

// Ref returns the entry's place.
func (e *Entry) Ref() Ref { return Ref{e.unit, e.Off} }

// Tag returns the kind of the entry.
func (e *Entry) Tag() Tag {
	if e.ab == nil {
		return 0
	}
	return e.ab.tag
}

// HasChildren reports whether a list of children follows; it may be empty.
func (e *Entry) HasChildren() bool { return e.ab != nil && e.ab.children }

// Attr returns the value of an attribute; a Value that is not Present if there is none.
func (e *Entry) Attr(name Attr) Value {
	for a, v := range e.Attrs() {
		if a == name {
			return v
		}
	}
	return Value{}
}

// Attrs yields the attributes in order.
func (e *Entry) Attrs() iter.Seq2[Attr, Value] {
	return func(yield func(Attr, Value) bool) {
		if e.ab == nil {
			return
		}
		u := e.unit
		data, pos := u.data()[:u.End], int(e.attrs)
		for i := range e.ab.specs {
			s := &e.ab.specs[i]
			v := e.value(s, data, pos)
			step := skip{s.how, uint32(s.n)}
			if pos = step.pass(data, pos, u.format); pos < 0 || !yield(s.attr, v) {
				return
			}
		}
	}
}

// value returns the value of an attribute at a position.
func (e *Entry) value(s *attrSpec, data []byte, pos int) Value {
	v := Value{unit: e.unit, form: s.form, at: uint32(pos)}
	switch s.form {
	case formIndirect:
		r := reader{data: data, pos: pos}
		v.form = Form(r.uleb())
		v.at = uint32(r.pos)
	case formImplicitConst:
		v.implicit = e.ab.implicits[s.implicit]
	}
	return v
}

// Scanner walks over the entries of a unit in the order in which they stand: parents before their children.
type Scanner struct {
	Entry
	// Depth of the entry: 0 for the one that the scan began with.
	Depth int
	data  []byte // of the section, up to the unit's end
	pos   int
	open  int // lists of children that have begun
	// passed: pos is behind the entry, and its children.
	passed, done bool
	err          error
}

// Scan returns a scanner over an entry and all below it. For all of a unit begin at its Root.
func (e *Entry) Scan() Scanner {
	u := e.unit
	if e.ab == nil {
		return Scanner{done: true}
	}
	s := Scanner{data: u.data()[:u.End], pos: int(e.Off), Entry: Entry{unit: u}}
	if err := u.load(); err != nil {
		s.done, s.err = true, err
	}
	return s
}

// Next goes to the next entry; it returns false at the end, or at an error, which Err returns.
func (s *Scanner) Next() bool {
	if s.done {
		return false
	}
	if s.ab != nil && !s.leave() {
		return false
	}
	u := s.unit
	for {
		off := s.pos
		code, ok := s.code()
		switch {
		case !ok:
			return false
		case code == 0:
			s.open--
			if s.open <= 0 {
				s.done = true
				return false
			}
			continue
		}
		ab := u.abbrevs.get(code)
		if ab == nil {
			return s.fail(off, "unknown abbreviation code %d", code)
		}
		s.ab, s.Off, s.attrs, s.Depth = ab, uint32(off), uint32(s.pos), s.open
		return true
	}
}

// NextOutline goes to the next entry that has code or qualifies the names of those below it, and passes the others over. Where
// the list of children of an entry of a depth ends first, it stops there: no entry is valid then, and Depth is that entry's.
func (s *Scanner) NextOutline(depth int) bool {
	if s.done || s.ab != nil && !s.leave() {
		return false
	}
	u := s.unit
	for {
		off := s.pos
		code, ok := s.code()
		if !ok {
			return false
		}
		if code == 0 {
			if s.open--; s.open <= 0 {
				s.done = true
				return false
			}
			if s.open <= depth {
				s.ab, s.Off, s.Depth = nil, uint32(s.pos), s.open
				return true
			}
			continue
		}
		ab := u.abbrevs.get(code)
		if ab == nil {
			return s.fail(off, "unknown abbreviation code %d", code)
		}
		if ab.outline {
			s.ab, s.Off, s.attrs, s.Depth = ab, uint32(off), uint32(s.pos), s.open
			return true
		}
		if s.pos = ab.pass(s.data, s.pos, u.format); s.pos < 0 {
			return s.fail(off, "the attributes of the entry end outside of the unit")
		}
		if ab.children {
			s.open++
		} else if s.open == 0 {
			s.done = true
			return false
		}
	}
}

// leave goes behind the attributes of the present entry.
func (s *Scanner) leave() bool {
	children := s.ab.children
	if s.passed {
		s.passed, children = false, false
	} else if s.pos = s.ab.pass(s.data, s.pos, s.unit.format); s.pos < 0 {
		return s.fail(int(s.attrs), "the attributes of the entry end outside of the unit")
	}
	if children {
		s.open++
	} else if s.open == 0 {
		s.done = true
	}
	return !s.done
}

// code reads an abbreviation code.
func (s *Scanner) code() (code uint64, ok bool) {
	if s.pos < len(s.data) && s.data[s.pos] < 0x80 {
		s.pos++
		return uint64(s.data[s.pos-1]), true
	}
	r := reader{data: s.data, pos: s.pos}
	code = r.uleb()
	if r.err != nil {
		return 0, s.fail(s.pos, "the unit ends within its entries")
	}
	s.pos = r.pos
	return code, true
}

func (s *Scanner) fail(at int, format string, args ...any) bool {
	s.done = true
	s.err = s.unit.problem(uint32(at), format, args...)
	return false
}

// SkipChildren makes Next pass over what is below the entry.
func (s *Scanner) SkipChildren() {
	if s.ab == nil || s.done || s.passed || !s.ab.children {
		return
	}
	to, ok := s.sibling()
	if s.pos = s.ab.pass(s.data, s.pos, s.unit.format); s.pos < 0 {
		s.fail(int(s.attrs), "the attributes of the entry end outside of the unit")
		return
	}
	s.passed = true
	if ok {
		s.pos = int(to)
		return
	}
	for nest := 1; nest > 0; {
		off := s.pos
		code, ok := s.code()
		switch {
		case !ok:
			return
		case code == 0:
			nest--
			continue
		}
		ab := s.unit.abbrevs.get(code)
		if ab == nil {
			s.fail(off, "unknown abbreviation code %d", code)
			return
		}
		if s.pos = ab.pass(s.data, s.pos, s.unit.format); s.pos < 0 {
			s.fail(off, "the attributes of the entry end outside of the unit")
			return
		}
		if ab.children {
			nest++
		}
	}
}

// sibling returns the place of the next sibling where the entry says it, and it is possible.
func (s *Scanner) sibling() (uint32, bool) {
	for i := range s.ab.specs {
		if s.ab.specs[i].attr == AttrSibling {
			ref, ok := s.Attr(AttrSibling).Ref()
			return ref.Off, ok && ref.Unit == s.unit && ref.Off > s.attrs && ref.Off < s.unit.End
		}
	}
	return 0, false
}

// Pos returns the offset behind what was read: after SkipChildren, that behind the entry and all below it.
func (s *Scanner) Pos() uint32 { return uint32(max(s.pos, 0)) }

// Err returns the error that ended the scan.
func (s *Scanner) Err() error { return s.err }

// Children yields the entries directly below an entry, up to an error, which is passed with an entry that is not valid.
func (e *Entry) Children() iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		if !e.HasChildren() {
			return
		}
		s := e.Scan()
		s.Next()
		for s.Next() {
			if s.Depth != 1 { // after a sibling that was wrong
				continue
			}
			if !yield(s.Entry, nil) {
				return
			}
			s.SkipChildren()
		}
		if err := s.Err(); err != nil {
			yield(Entry{}, err)
		}
	}
}
