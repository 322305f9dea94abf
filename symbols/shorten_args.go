package symbols

import (
	"bytes"
	"strings"
)

// maxArgs is how many template arguments are looked at for defaults.
const maxArgs = 8

// angle renders template arguments without those that are the defaults.
func (s *shortener) angle() {
	start := len(s.out)
	if !s.argsFollow() {
		s.selfType()
		return
	}
	if !s.enter(1) {
		return
	}
	number := len(s.groups)
	s.groups = append(s.groups, bracketed{start: start, depth: s.args})
	s.out = append(s.out, '<')
	s.args++
	var ends [maxArgs]int // of each argument in out
	n := 0
	for !s.bad {
		s.skipSpaces()
		s.text('>')
		if n < maxArgs {
			ends[n] = len(s.out)
		}
		n++
		if s.bad || s.in[s.pos] == '>' {
			break
		}
		s.pos++ // the comma
		s.out = append(s.out, ", "...)
	}
	s.leave()
	s.args--
	if s.bad {
		return
	}
	if n <= maxArgs {
		s.dropDefaults(start, ends[:n])
	}
	s.out = append(s.out, '>')
	s.groups[number].end, s.groups[number].first = len(s.out), ends[0]
	s.alias(start)
}

// argsFollow reports whether the < here begins template arguments, as behind a name or Rust's "::".
func (s *shortener) argsFollow() bool {
	n := len(s.out)
	if n == 0 {
		return false
	}
	c := s.out[n-1]
	return isIdent(c) || c == ':' || c == '>' || c == '}' || c == ')' || c == '=' || c == ' ' && endsOperator(s.out)
}

// endsOperator reports whether b ends with "operator", a symbol and a space.
func endsOperator(b []byte) bool {
	b = bytes.TrimRight(b, " <>=-!+*/%^&|~[](),")
	return bytes.HasSuffix(b, []byte("operator"))
}

// selfType renders Rust's <T as Trait>, which is no list of arguments.
func (s *shortener) selfType() {
	if !s.enter(1) {
		return
	}
	s.out = append(s.out, '<')
	for !s.bad {
		s.text('>')
		if s.bad || s.in[s.pos] == '>' {
			break
		}
		s.pos++
		s.skipSpaces()
		s.out = append(s.out, ", "...)
	}
	s.leave()
	s.out = append(s.out, '>')
}

// dropDefaults cuts arguments off the end that are what the template would have there anyway.
// out ends with name<arg0, arg1; start is the place of the <.
func (s *shortener) dropDefaults(start int, ends []int) {
	name := string(pathEnd(s.out[:start]))
	arg := func(i int) string {
		begin := start + 1
		if i > 0 {
			begin = ends[i-1] + len(", ")
		}
		return string(s.out[begin:ends[i]])
	}
	for n := len(ends); n > 1; n-- {
		if !defaultArg(name, n-1, arg) {
			return
		}
		s.truncate(ends[n-2])
	}
}

// defaultArg reports whether argument i of a standard library's template is the default.
func defaultArg(name string, i int, arg func(int) string) bool {
	if rust := strings.HasPrefix(name, "alloc::") || strings.HasPrefix(name, "hashbrown::"); rust || strings.HasPrefix(name, "std::collections::") {
		switch arg(i) {
		case "alloc::alloc::Global", "std::hash::random::RandomState", "std::collections::hash::map::RandomState":
			return true
		}
	}
	name, ok := strings.CutPrefix(name, "std::")
	if !ok {
		return false
	}
	switch name {
	case "vector", "deque", "list", "forward_list":
		return i == 1 && is(arg(i), "allocator", arg(0))
	case "basic_string", "basic_stringstream", "basic_ostringstream", "basic_istringstream", "basic_stringbuf":
		return i == 1 && is(arg(i), "char_traits", arg(0)) || i == 2 && is(arg(i), "allocator", arg(0))
	case "basic_string_view", "basic_ostream", "basic_istream", "basic_iostream", "basic_ios", "basic_streambuf",
		"basic_ifstream", "basic_ofstream", "basic_fstream", "basic_filebuf", "istreambuf_iterator", "ostreambuf_iterator":
		return i == 1 && is(arg(i), "char_traits", arg(0))
	case "set", "multiset":
		return i == 1 && is(arg(i), "less", arg(0)) || i == 2 && is(arg(i), "allocator", arg(0))
	case "map", "multimap":
		return i == 2 && is(arg(i), "less", arg(0)) || i == 3 && isPairAllocator(arg(i), arg(0), arg(1))
	case "unordered_set", "unordered_multiset":
		return i == 1 && is(arg(i), "hash", arg(0)) || i == 2 && is(arg(i), "equal_to", arg(0)) ||
			i == 3 && is(arg(i), "allocator", arg(0))
	case "unordered_map", "unordered_multimap":
		return i == 2 && is(arg(i), "hash", arg(0)) || i == 3 && is(arg(i), "equal_to", arg(0)) ||
			i == 4 && isPairAllocator(arg(i), arg(0), arg(1))
	case "unique_ptr":
		return i == 1 && is(arg(i), "default_delete", arg(0))
	case "queue", "stack":
		return i == 1 && is(arg(i), "deque", arg(0))
	case "priority_queue":
		return i == 1 && is(arg(i), "vector", arg(0)) || i == 2 && is(arg(i), "less", arg(0))
	}
	return false
}

// is reports whether s is std::template<arg>.
func is(s, template, arg string) bool {
	s, ok := strings.CutPrefix(s, "std::")
	if !ok {
		return false
	}
	s, ok = strings.CutPrefix(s, template)
	return ok && len(s) == len(arg)+2 && s[0] == '<' && s[len(s)-1] == '>' && s[1:len(s)-1] == arg
}

// isPairAllocator reports whether s is std::allocator<std::pair<key const, value>>, in either of the ways to write const.
func isPairAllocator(s, key, value string) bool {
	s, ok := strings.CutPrefix(s, "std::allocator<std::pair<")
	if !ok {
		return false
	}
	s, ok = strings.CutSuffix(s, ", "+value+">>")
	return ok && (s == key+" const" || s == "const "+key || s == key+"const") // "char*const"
}

// alias replaces std::basic_string<char> and the like by the name that programs use for it.
func (s *shortener) alias(start int) {
	path := pathEnd(s.out[:start])
	base, ok := strings.CutPrefix(string(path), "std::basic_")
	if !ok {
		return
	}
	prefix := ""
	switch string(s.out[start:]) {
	case "<char>":
	case "<wchar_t>":
		prefix = "w"
	case "<char8_t>":
		prefix = "u8"
	case "<char16_t>":
		prefix = "u16"
	case "<char32_t>":
		prefix = "u32"
	default:
		return
	}
	s.truncate(start - len(path))
	s.out = append(append(append(s.out, "std::"...), prefix...), base...)
}
