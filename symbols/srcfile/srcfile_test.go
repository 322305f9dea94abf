package srcfile_test

import (
	"crypto/md5"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/srcfile"
)

// write makes files below a folder.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhereSourcesAre(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"new/lib/a.c":     "mapped",
		"path/app/b.c":    "by the end of the path",
		"path/c.c":        "by its name",
		"project/d.c":     "above the module",
		"project/e/e.c":   "relative, above the module",
		"project/out/f.c": "beside the module",
		"direct.c":        "itself",
	})
	f := &srcfile.Finder{
		Mappings:  []srcfile.Mapping{{From: "/old/li", To: "/nowhere"}, {From: "/old", To: filepath.Join(dir, "new")}, {From: `C:\src`, To: dir}},
		Dirs:      []string{filepath.Join(dir, "path")},
		ModuleDir: filepath.Join(dir, "project", "out"),
	}
	for path, want := range map[string]string{
		"/old/lib/a.c":                 "mapped",
		"/build/app/b.c":               "by the end of the path",
		`D:\build\app\b.c`:             "by the end of the path",
		"/x/y/z/c.c":                   "by its name",
		"../d.c":                       "above the module",
		"e/e.c":                        "relative, above the module",
		"/elsewhere/f.c":               "beside the module",
		filepath.Join(dir, "direct.c"): "itself",
	} {
		text, err := f.Open(&symbols.File{Path: path})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if got, ok := text.Line(1); !ok || got != want || text.Stale {
			t.Errorf("%s: %q from %s, want %q", path, got, text.Path, want)
		}
	}
	if _, err := f.Open(&symbols.File{Path: "/x/none.c"}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	if _, err := f.Open(&symbols.File{Path: dir}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder: %v", err)
	}
	if _, err := f.Open(nil); err == nil {
		t.Error("no error without a file")
	}
}

// TestTextThatWasCompiled prefers the text whose digest is right, then the embedded one, then says that it differs.
func TestTextThatWasCompiled(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"src/a.c": "changed\n", "old/a.c": "as it was\n"})
	file := func() *symbols.File {
		return &symbols.File{Path: "a.c", MD5: md5.Sum([]byte("as it was\n")), HasMD5: true}
	}
	open := func(f *symbols.File, dirs ...string) string {
		finder := &srcfile.Finder{}
		for _, d := range dirs {
			finder.Dirs = append(finder.Dirs, filepath.Join(dir, d))
		}
		text, err := finder.Open(f)
		if err != nil {
			return err.Error()
		}
		line, _ := text.Line(1)
		if text.Stale {
			line += ", stale"
		}
		return line
	}
	if got := open(file(), "src", "old"); got != "as it was" {
		t.Errorf("got %s", got)
	}
	if got := open(file(), "src"); got != "changed, stale" {
		t.Errorf("got %s", got)
	}
	embedded := file()
	embedded.Embedded = func() []byte { return []byte("embedded") }
	if got := open(embedded, "src"); got != "embedded" {
		t.Errorf("got %s", got)
	}
}

func TestLines(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.c": "one\r\ntwo\xff\n\nfour", "empty.c": ""})
	f := &srcfile.Finder{Dirs: []string{dir}}
	text, err := f.Open(&symbols.File{Path: "a.c"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"one", "two\ufffd", "", "four"}
	for i, w := range want {
		if got, ok := text.Line(i + 1); !ok || got != w {
			t.Errorf("line %d: %q %v, want %q", i+1, got, ok, w)
		}
	}
	for _, n := range []int{-1, 0, len(want) + 1} {
		if got, ok := text.Line(n); ok {
			t.Errorf("line %d: %q", n, got)
		}
	}
	if text.Lines() != len(want) {
		t.Errorf("%d lines", text.Lines())
	}
	empty, err := f.Open(&symbols.File{Path: "empty.c"})
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := empty.Line(1); !ok || got != "" {
		t.Errorf("%q %v", got, ok)
	}
}

func TestParseMapping(t *testing.T) {
	if m, err := srcfile.ParseMapping("/a=/b=c"); err != nil || m != (srcfile.Mapping{From: "/a", To: "/b=c"}) {
		t.Errorf("%v %v", m, err)
	}
	for _, bad := range []string{"", "=", "=/b", "/a"} {
		if m, err := srcfile.ParseMapping(bad); err == nil {
			t.Errorf("%q: %v", bad, m)
		}
	}
}
