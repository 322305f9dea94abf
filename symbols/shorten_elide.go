package symbols

// bracketed is the place of template arguments or of parameters, with their brackets, in what a shortener has rendered.
type bracketed struct {
	start, end int
	depth      int  // how many template arguments are around it
	first      int  // the end of the first argument
	params     bool // of a function
}

// limits says what is shown of a name that is too long.
type limits struct {
	depth  int  // up to which template arguments are shown
	params bool // parameters are shown
	first  bool // of the outermost template arguments, only the first one is shown, and only if it is short
}

// maxFirst is the length of a short template argument.
const maxFirst = 40

// fitting returns what was rendered, with as much left out as makes it short.
func (s *shortener) fitting() string {
	short := string(s.out)
	for _, l := range [...]limits{{depth: 2, params: true}, {depth: 1, params: true}, {depth: 1}, {depth: 1, first: true}, {}} {
		if len(short) <= maxDisplay {
			break
		}
		short = s.elide(l)
	}
	return Printable(short)
}

// truncate cuts what was rendered.
func (s *shortener) truncate(n int) {
	s.out = s.out[:n]
	for len(s.groups) > 0 && s.groups[len(s.groups)-1].start >= n {
		s.groups = s.groups[:len(s.groups)-1]
	}
}

// elide returns what was rendered with … for what is beyond the limits.
func (s *shortener) elide(l limits) string {
	out := make([]byte, 0, len(s.out))
	done := 0 // of s.out
	for _, g := range s.groups {
		if g.start < done || g.end == g.start+2 {
			continue // within another that is gone, or empty
		}
		keep := g.start + 1
		switch {
		case g.params:
			if l.params {
				continue
			}
		case g.depth < l.depth && !l.first:
			continue
		case l.first && g.depth == 0 && g.first-keep <= maxFirst:
			if g.first == g.end-1 {
				continue // there are no others
			}
			out = append(append(out, s.out[done:g.first]...), ", "...)
			keep, done = g.first, g.first
		}
		out = append(append(out, s.out[done:keep]...), elision...)
		done = g.end - 1
	}
	return string(append(out, s.out[done:]...))
}
