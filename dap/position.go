package dap

import (
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
)

// Lines count from 1 here, columns from 1 in bytes. The client counts both from what it said, columns in UTF-16 code units.

func (c *conn) lineOut(line int) int { return line - 1 + c.client.lines }
func (c *conn) lineIn(line int) int  { return line + 1 - c.client.lines }

// columnOut returns the column of a position for the client; the first one where none is known.
func (c *conn) columnOut(pos symbols.Pos) int {
	if pos.Column < 1 {
		return c.client.columns
	}
	line, ok := c.sources.line(pos.File, pos.Line)
	if !ok {
		return pos.Column - 1 + c.client.columns
	}
	return units(line, pos.Column-1) + c.client.columns
}

// columnIn returns the byte column of one of the client's; 0 for none.
func (c *conn) columnIn(file *symbols.File, line, column int) int {
	n := column - c.client.columns
	if n < 0 {
		return 0
	}
	text, ok := c.sources.line(file, line)
	if !ok {
		return n + 1
	}
	return bytesOf(text, n) + 1
}

// units returns how many UTF-16 code units the first n bytes of a text are.
func units(text string, n int) int {
	if n >= len(text) {
		return utf16Len(text) + n - len(text)
	}
	return utf16Len(text[:n])
}

func utf16Len(s string) (n int) {
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// bytesOf returns how many bytes of a text its first n UTF-16 code units are.
func bytesOf(text string, n int) int {
	for i, r := range text {
		if n <= 0 {
			return i
		}
		n -= max(1, utf16.RuneLen(r))
	}
	return len(text) + max(0, n)
}

// pathOut returns a path as the client writes it.
func (c *conn) pathOut(path string) string {
	if !c.client.uris {
		return path
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a drive
	}
	return (&url.URL{Scheme: "file", Path: slashed}).String()
}

// pathIn returns the path that the client means. Some write URIs whatever they said.
func (c *conn) pathIn(path string) (string, error) {
	if !c.client.uris && !strings.HasPrefix(path, "file://") {
		return path, nil
	}
	u, err := url.Parse(path)
	if err != nil || u.Scheme != "file" {
		if !c.client.uris {
			return path, nil
		}
		return "", fmt.Errorf("%.200q is no file: URI", path)
	}
	local := u.Path
	if len(local) > 2 && local[0] == '/' && local[2] == ':' {
		local = local[1:] // a drive
	}
	if u.Host != "" && u.Host != "localhost" {
		local = "//" + u.Host + local
	}
	return filepath.FromSlash(local), nil
}

// samePath reports whether two paths are of one file, as far as their text says. Drives and, on systems that do not tell them apart, the
// case of letters make no difference; nor do the ways to write a slash.
func samePath(a, b string) bool {
	a, b = cleanPath(a), cleanPath(b)
	return a == b || (isDrive(a) || runtime.GOOS == "windows" || runtime.GOOS == "darwin") && strings.EqualFold(a, b)
}

func cleanPath(p string) string {
	if isDrive(p) || strings.Contains(p, `\`) && !strings.Contains(p, "/") {
		p = strings.ReplaceAll(p, `\`, "/")
	}
	return filepath.ToSlash(filepath.Clean(p))
}

func isDrive(p string) bool {
	return len(p) > 1 && p[1] == ':' && (p[0] >= 'a' && p[0] <= 'z' || p[0] >= 'A' && p[0] <= 'Z')
}

// baseName returns the last element of a path of any system.
func baseName(p string) string {
	if i := strings.LastIndexAny(p, `/\`); i >= 0 {
		p = p[i+1:]
	}
	return p
}

// commonEnd returns how many elements at the end of two paths are the same.
func commonEnd(a, b string) (n int) {
	x, y := strings.Split(cleanPath(a), "/"), strings.Split(cleanPath(b), "/")
	for n < len(x) && n < len(y) && x[len(x)-1-n] == y[len(y)-1-n] && x[len(x)-1-n] != "" {
		n++
	}
	return n
}

// firstLine returns the first line of a text, of a bounded length.
func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	for len(s) > 300 {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}
