package load

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/wdbg/wdbg/dwarf"
)

// companion returns the debug sections of the file that has them in place of the module, and the file's name.
func (l *loader) companion() (*dwarf.Sections, string) {
	named, err := l.m.ExternalDebugInfo()
	l.note(err)
	var missing error
	if named != "" {
		path, err := l.localPath(named)
		if err == nil {
			var s *dwarf.Sections
			if s, err = l.tryCompanion(path); s != nil {
				return s, path
			}
		}
		missing = fmt.Errorf("the debug information of %s is in %q: %w", l.name(), named, err)
	}
	for _, path := range l.candidates() {
		s, err := l.tryCompanion(path)
		if s != nil {
			return s, path
		}
		if !errors.Is(err, fs.ErrNotExist) {
			l.note(err)
		}
	}
	l.note(missing)
	return nil, ""
}

// localPath returns the path of a file named by a path, relative to the module's folder, or a file: URL.
func (l *loader) localPath(name string) (string, error) {
	u, err := url.Parse(name)
	if err == nil && len(u.Scheme) > 1 { // one letter is a drive of Windows
		if u.Scheme != "file" {
			return "", fmt.Errorf("%s: addresses are not fetched; put the file beside the module", u.Scheme)
		}
		if u.Host != "" && u.Host != "localhost" {
			return "", fmt.Errorf("the file is on another machine, %s", u.Host)
		}
		name = u.Path
		if runtime.GOOS == "windows" {
			name = strings.TrimPrefix(name, "/")
		}
		name = filepath.FromSlash(name)
	} else if plain, err := url.PathUnescape(name); err == nil && plain != name {
		if _, err := os.Stat(l.beside(name)); err != nil {
			name = plain
		}
	}
	return l.beside(name), nil
}

// beside returns a path, if relative then in the module's folder.
func (l *loader) beside(name string) string {
	if filepath.IsAbs(name) || l.out.Path == "" {
		return name
	}
	return filepath.Join(filepath.Dir(l.out.Path), name)
}

// candidates are the files in which debug information may be, though the module does not say so.
func (l *loader) candidates() []string {
	var list []string
	path := l.out.Path
	if path != "" && path != "-" {
		list = append(list, path+".debug.wasm", strings.TrimSuffix(path, ".wasm")+".debug.wasm", path+".debug")
	}
	for _, dir := range l.opts.DebugDirs {
		if id := hex.EncodeToString(l.id); len(id) > 2 {
			for _, sub := range []string{filepath.Join(".build-id", id[:2], id[2:]), filepath.Join("build-id", id[:2], id[2:]), filepath.Join(id[:2], id[2:])} {
				for _, end := range []string{".debug", ".debug.wasm", ".wasm", ""} {
					list = append(list, filepath.Join(dir, sub)+end)
				}
			}
			list = append(list, filepath.Join(dir, id, "debuginfo"), filepath.Join(dir, "buildid", id, "debuginfo"))
		}
		if path != "" && path != "-" {
			base := filepath.Base(path)
			list = append(list, filepath.Join(dir, base+".debug.wasm"), filepath.Join(dir, strings.TrimSuffix(base, ".wasm")+".debug.wasm"),
				filepath.Join(dir, base))
		}
	}
	return list
}

// tryCompanion reads a companion. It fails if the file is of another build.
func (l *loader) tryCompanion(path string) (*dwarf.Sections, error) {
	if l.out.Path != "" && sameFile(path, l.out.Path) {
		return nil, fs.ErrNotExist
	}
	m, err := l.decode(path)
	if err != nil {
		return nil, err
	}
	id, err := m.BuildID()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if id != nil && l.id != nil && !bytes.Equal(id, l.id) {
		return nil, fmt.Errorf("%s is of another build: its build id is %x, that of %s %x", path, id, l.name(), l.id)
	}
	s := sectionsOf(m)
	if s.Info == nil {
		return nil, fmt.Errorf("%s has no debug information", path)
	}
	return s, nil
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
