package sourcemap

// document reads the object that is a source map. Only the outermost one may have sections.
func (s *scanner) document(outermost bool) document {
	d := document{at: s.pos}
	version := false
	s.object(func(key string) {
		switch key {
		case "version":
			version = true
			at := s.pos
			if v := s.number(); s.err == nil && v != 3 {
				s.pos = at
				s.fail("version %d: only version 3 is known", v)
			}
		case "file":
			d.file = s.strOrNull()
		case "sourceRoot":
			d.root = s.strOrNull()
		case "sources":
			d.sources = s.strings()
		case "sourcesContent":
			d.contents = s.strings()
		case "names":
			d.names = s.strings()
		case "mappings":
			d.mappings = s.str()
		case "ignoreList", "x_google_ignoreList":
			s.ignoreList(&d)
		case "sections":
			if !outermost {
				s.fail("sections within a section")
				return
			}
			d.indexed = true
			s.array(func() { d.sections = append(d.sections, s.section()) })
		default:
			s.skip(0)
		}
	})
	if !version {
		s.fail("no version: not a source map")
	} else if !d.indexed && !d.mappings.valid() {
		s.fail("no mappings: not a source map")
	}
	return d
}

// strings reads an array of strings and nulls, or null for none.
func (s *scanner) strings() (list []span) {
	if s.peek() == 'n' {
		s.literal("null")
		return nil
	}
	s.array(func() { list = append(list, s.strOrNull()) })
	return list
}

func (s *scanner) ignoreList(d *document) {
	if s.peek() == 'n' {
		s.literal("null")
		return
	}
	s.array(func() { d.ignored = append(d.ignored, s.number()) })
}

// section reads an element of sections.
func (s *scanner) section() section {
	var g section
	var hasOffset, hasMap bool
	s.object(func(key string) {
		switch key {
		case "offset":
			hasOffset = true
			s.object(func(key string) {
				switch key {
				case "line":
					g.line = s.number()
				case "column":
					g.column = s.number()
				default:
					s.skip(0)
				}
			})
		case "map":
			hasMap = true
			g.document = s.document(false)
		default:
			s.skip(0)
		}
	})
	if !hasOffset || !hasMap {
		s.fail("a section needs an offset and a map")
	}
	return g
}
