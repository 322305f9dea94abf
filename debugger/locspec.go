package debugger

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/wasm"
)

// locKind is a form of locations.
type locKind uint8

const (
	locLine     locKind = iota // a line of a file; the frame's, if none is named
	locRelative                // lines from the frame's
	locFunc                    // functions of a name
	locGlob                    // functions whose names match
	locRegexp
	locFile   // an offset in the module file
	locOffset // an offset in a function's body
	locIndex  // a function by its index
)

// locspec is a location as it was written.
type locspec struct {
	text         string
	kind         locKind
	instance     string // "lib!…"; "" is all
	file         string
	line, column int
	name         string
	pattern      *regexp.Regexp
	offset       uint64
}

var (
	lineOnly   = regexp.MustCompile(`^\d+$`)
	relative   = regexp.MustCompile(`^[+-]\d+$`)
	fileLine   = regexp.MustCompile(`^(.*?[^:]):(\d+)(?::(\d+))?$`)
	funcOffset = regexp.MustCompile(`^(.+)\+(0x[0-9a-fA-F]+|\d+)$`)
	funcIndex  = regexp.MustCompile(`^func\[(\d+)\]$`)
)

// LocationError says what is wrong with a location.
type LocationError struct {
	Location, Problem string
}

func (e *LocationError) Error() string { return e.Problem }

// parseLocation reads a location.
func parseLocation(text string) (locspec, error) {
	l := locspec{text: text}
	fail := func(format string, args ...any) (locspec, error) {
		return l, &LocationError{text, fmt.Sprintf(format, args...)}
	}
	rest := strings.TrimSpace(text)
	if inst, after, ok := strings.Cut(rest, "!"); ok && inst != "" && !strings.ContainsAny(inst, "/*( ") && !strings.HasPrefix(after, "=") {
		l.instance, rest = inst, after
	}
	switch {
	case rest == "":
		return fail("a location is missing: FILE:LINE, LINE, FUNCTION, /REGEXP/ or *OFFSET")
	case strings.HasPrefix(rest, "*"):
		n, err := strconv.ParseUint(strings.TrimSpace(rest[1:]), 0, 64)
		if err != nil {
			return fail("%q is not an offset in the module file, such as *0x1f4", rest)
		}
		l.kind, l.offset = locFile, n
	case len(rest) > 1 && rest[0] == '/' && rest[len(rest)-1] == '/':
		re, err := regexp.Compile(rest[1 : len(rest)-1])
		if err != nil {
			return fail("the regular expression cannot be read: %v", err)
		}
		l.kind, l.pattern = locRegexp, re
	case relative.MatchString(rest):
		n, err := strconv.Atoi(rest)
		if err != nil {
			return fail("%s is too far", rest)
		}
		l.kind, l.line = locRelative, n
	case lineOnly.MatchString(rest):
		return l.lineNumbers(rest, "")
	case fileLine.MatchString(rest):
		m := fileLine.FindStringSubmatch(rest)
		l.file = m[1]
		return l.lineNumbers(m[2], m[3])
	case funcIndex.MatchString(rest):
		n, err := strconv.ParseUint(funcIndex.FindStringSubmatch(rest)[1], 10, 32)
		if err != nil {
			return fail("%s: no module has so many functions", rest)
		}
		l.kind, l.offset = locIndex, n
	case funcOffset.MatchString(rest) && !strings.Contains(rest, "operator+"):
		m := funcOffset.FindStringSubmatch(rest)
		n, err := strconv.ParseUint(m[2], 0, 32)
		if err != nil {
			return fail("the offset %s is too large", m[2])
		}
		l.kind, l.name, l.offset = locOffset, m[1], n
	case strings.ContainsAny(rest, "*?") && !strings.Contains(rest, "operator"):
		if _, err := path.Match(rest, ""); err != nil {
			return fail("the pattern %q cannot be read: %v", rest, err)
		}
		l.kind, l.name = locGlob, rest
	default:
		l.kind, l.name = locFunc, rest
	}
	return l, nil
}

// lineNumbers completes a location of a line.
func (l locspec) lineNumbers(line, column string) (locspec, error) {
	var err error
	l.kind = locLine
	if l.line, err = strconv.Atoi(line); err == nil && column != "" {
		l.column, err = strconv.Atoi(column)
	}
	if err != nil || l.line == 0 {
		return l, &LocationError{l.text, fmt.Sprintf("%q is no line: lines are counted from 1", l.text)}
	}
	return l, nil
}

// funcNames matches functions by name.
type funcNames struct {
	// name is what was written, last its last component.
	name, last string
	match      func(name string) bool
	// exact: a name, not a pattern.
	exact bool
}

func (l *locspec) funcNames() funcNames {
	switch l.kind {
	case locRegexp:
		return funcNames{name: l.text, match: l.pattern.MatchString}
	case locGlob:
		return funcNames{name: l.name, match: func(s string) bool { ok, _ := path.Match(l.name, s); return ok || globName(l.name, s) }}
	}
	name := l.name
	return funcNames{name: name, last: lastComponent(name), exact: true, match: func(s string) bool { return sameName(name, s) }}
}

// globName matches a pattern with names that contain slashes, which path.Match keeps apart.
func globName(pattern, name string) bool {
	ok, _ := path.Match(strings.ReplaceAll(pattern, "/", "\x00"), strings.ReplaceAll(name, "/", "\x00"))
	return ok
}

// sameName reports whether a function's name is meant by what was written: it is that, or ends with it after a separator of scopes.
func sameName(written, name string) bool {
	if written == name {
		return true
	}
	for _, form := range [2]string{name, withoutArgs(name)} {
		if form == written {
			return true
		}
		before, ok := strings.CutSuffix(form, written)
		if ok && (strings.HasSuffix(before, "::") || strings.HasSuffix(before, ".") || strings.HasSuffix(before, "/") || strings.HasSuffix(before, "#")) {
			return true
		}
	}
	return false
}

// withoutArgs returns a name without template arguments and parameters.
func withoutArgs(name string) string {
	if !strings.ContainsAny(name, "<(") || strings.Contains(name, "operator") {
		return name
	}
	var b strings.Builder
	depth := 0
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case c == '<':
			depth++
		case c == '>' && depth > 0:
			depth--
		case c == '(' && depth == 0 && !strings.HasPrefix(name[i:], "(anonymous"):
			return b.String()
		case depth == 0:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// lastComponent returns the identifier that ends a qualified name, without arguments.
func lastComponent(name string) string {
	name = withoutArgs(name)
	if i := strings.LastIndexAny(name, ":./#"); i >= 0 && i+1 < len(name) {
		return name[i+1:]
	}
	return name
}

// fileMatches reports whether a path of the debug information is the file that was written: it ends with it, by components.
func fileMatches(written, file string) bool {
	w := strings.TrimPrefix(strings.ReplaceAll(written, `\`, "/"), "./")
	f := strings.ReplaceAll(file, `\`, "/")
	if path.Clean(w) == path.Clean(f) {
		return true
	}
	f = path.Clean(f)
	w = path.Clean(w)
	return strings.HasSuffix(f, "/"+strings.TrimPrefix(w, "/"))
}

// instrAt returns the instruction at an offset of a function's body, and the nearest one before or at it.
func instrAt(m *wasm.Module, f wasm.FuncIndex, off wasm.FuncOffset) (at wasm.FuncOffset, exact bool) {
	for o := range m.Instrs(f) {
		if o > off {
			break
		}
		at = o
		exact = o == off
	}
	return at, exact
}
