// Package srcfile finds and reads the text of source files that debug information names.
package srcfile

import (
	"bytes"
	"crypto/md5"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
)

// MaxSize bounds the files that are read, in bytes.
const MaxSize = 64 << 20

// Mapping replaces the beginning of paths.
type Mapping struct{ From, To string }

// ParseMapping parses FROM=TO.
func ParseMapping(s string) (Mapping, error) {
	from, to, ok := strings.Cut(s, "=")
	if !ok || from == "" {
		return Mapping{}, fmt.Errorf("%q: must be FROM=TO, two beginnings of paths", s)
	}
	return Mapping{from, to}, nil
}

// Finder finds source files. Its methods may be used from several goroutines.
type Finder struct {
	// Mappings are tried first, in order.
	Mappings []Mapping
	// Dirs are folders in which files are looked for by as much of the end of their paths as fits.
	Dirs []string
	// ModuleDir is the folder of the module: relative paths are also looked for there, and in its parents.
	ModuleDir string

	mu    sync.Mutex
	texts map[*symbols.File]*Text
}

// Text is the text of a source file.
type Text struct {
	// Path is the file that was read, "" for one embedded in the debug information.
	Path string
	// Stale says that this is not the text that was compiled: its digest differs.
	Stale bool
	data  []byte
	lines []int32 // where each begins
	err   error

	mu     sync.Mutex
	looked looked
}

// Open returns the text of a file. It is read once: Text.State says whether the file has changed since.
func (f *Finder) Open(file *symbols.File) (*Text, error) {
	if file == nil {
		return nil, fs.ErrNotExist
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	t := f.texts[file]
	if t == nil {
		t = f.open(file)
		if f.texts == nil {
			f.texts = map[*symbols.File]*Text{}
		}
		f.texts[file] = t
	}
	return t, t.err
}

func (f *Finder) open(file *symbols.File) *Text {
	var first error
	var stale *Text
	for _, path := range f.Candidates(file.Path) {
		data, info, err := read(path)
		if err != nil {
			if first == nil && !errors.Is(err, fs.ErrNotExist) {
				first = err
			}
			continue
		}
		t := newText(path, data)
		t.looked = looked{size: info.Size(), modified: info.ModTime()}
		if !file.HasMD5 || md5.Sum(data) == file.MD5 {
			return t
		}
		if t.Stale = true; stale == nil {
			stale = t
		}
	}
	switch {
	case file.Embedded != nil: // it is the text that was compiled, where files are of another time
		return newText("", file.Embedded())
	case stale != nil:
		return stale
	case first != nil:
		return &Text{err: first}
	}
	return &Text{err: fmt.Errorf("%s: %w", file.Path, fs.ErrNotExist)}
}

// Candidates returns where a file may be, the likeliest place first.
func (f *Finder) Candidates(path string) []string {
	var list []string
	add := func(p string) {
		if p = filepath.Clean(p); !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	for _, m := range f.Mappings {
		if rest, ok := cutPrefix(path, m.From); ok {
			add(filepath.FromSlash(m.To + rest))
		}
	}
	slashed := strings.ReplaceAll(path, `\`, "/")
	parts := strings.Split(strings.TrimLeft(slashed, "/"), "/")
	for _, dir := range f.Dirs {
		for i := range parts {
			add(filepath.Join(dir, filepath.Join(parts[i:]...)))
		}
	}
	native := path
	if runtime.GOOS != "windows" && strings.HasPrefix(path, "file://") {
		native = strings.TrimPrefix(path, "file://")
	}
	add(filepath.FromSlash(native))
	if f.ModuleDir != "" && !filepath.IsAbs(native) {
		dir := f.ModuleDir
		for range maxParents {
			add(filepath.Join(dir, filepath.FromSlash(slashed)))
			dir = filepath.Join(dir, "..")
		}
	}
	if f.ModuleDir != "" {
		add(filepath.Join(f.ModuleDir, parts[len(parts)-1]))
	}
	return list
}

// maxParents is in how many folders above the module's relative paths are looked for.
const maxParents = 8

// cutPrefix removes a beginning that ends with a whole element of the path.
func cutPrefix(path, prefix string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(path, prefix)
	if !ok || rest == "" || strings.HasSuffix(prefix, "/") || strings.HasSuffix(prefix, `\`) {
		return rest, ok
	}
	return rest, rest[0] == '/' || rest[0] == '\\'
}

var errTooLarge = errors.New("too many for a source file")

// read reads a regular file of a size that makes sense for a text; info is what the file was before.
func read(path string) (data []byte, info fs.FileInfo, err error) {
	if info, err = os.Stat(path); err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("%s: %w: not a regular file", path, fs.ErrNotExist)
	}
	if info.Size() > MaxSize {
		return nil, nil, fmt.Errorf("%s: %d bytes are %w", path, info.Size(), errTooLarge)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	data, err = io.ReadAll(io.LimitReader(file, MaxSize))
	return data, info, err
}

func newText(path string, data []byte) *Text {
	t := &Text{Path: path, data: data, lines: []int32{0}}
	for i, b := range data {
		if b == '\n' && i+1 < len(data) {
			t.lines = append(t.lines, int32(i+1))
		}
	}
	return t
}

// Lines returns the number of lines.
func (t *Text) Lines() int { return len(t.lines) }

// Line returns a line, counted from 1, without its end; ok is false beyond the last one. Bytes that are not UTF-8 are replaced.
func (t *Text) Line(n int) (line string, ok bool) {
	if n < 1 || n > len(t.lines) {
		return "", false
	}
	end := len(t.data)
	if n < len(t.lines) {
		end = int(t.lines[n])
	}
	b := bytes.TrimRight(t.data[t.lines[n-1]:end], "\r\n")
	if !utf8.Valid(b) {
		b = bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	return string(b), true
}
