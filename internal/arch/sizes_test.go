package arch

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

// Limits of size, in lines. Tests and generated files are exempt.
const (
	maxFunc = 100
	maxFile = 800
)

// exceptions are functions ("path func") and files ("path") over the limits, with the lines they may have. The
// list only shrinks: a number above what is there fails, as does an entry that is not needed.
var exceptions = map[string]int{}

// badNames are names of packages that say nothing.
var badNames = []string{"util", "utils", "common", "helper", "helpers", "misc", "base", "shared", "lib"}

// checkSize compares a size with the limit or the exception of a name.
func checkSize(t *testing.T, name string, lines, limit int, used map[string]bool) {
	allowed, excepted := exceptions[name]
	switch {
	case !excepted && lines > limit:
		t.Errorf("%s has %d lines, more than %d", name, lines, limit)
	case excepted && lines > allowed:
		t.Errorf("%s has grown to %d lines, its exception is %d", name, lines, allowed)
	case excepted && lines > limit && lines < allowed:
		t.Errorf("%s has only %d lines now: lower its exception of %d", name, lines, allowed)
	}
	if excepted && lines > limit {
		used[name] = true
	}
}

func TestSizes(t *testing.T) {
	used := map[string]bool{}
	for _, s := range sources(t) {
		if s.Test || s.Generated {
			continue
		}
		checkSize(t, s.Path, s.line(s.File.FileEnd-1), maxFile, used)
		for _, d := range s.File.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				checkSize(t, s.Path+" "+funcName(f), s.line(f.End())-s.line(f.Pos())+1, maxFunc, used)
			}
		}
	}
	for name := range exceptions {
		if !used[name] {
			t.Errorf("%s needs no exception any more", name)
		}
	}
}

// funcName returns a function's name, a method's with its receiver's type.
func funcName(f *ast.FuncDecl) string {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return f.Name.Name
	}
	recv := f.Recv.List[0].Type
	if star, ok := recv.(*ast.StarExpr); ok {
		recv = star.X
	}
	if generic, ok := recv.(*ast.IndexExpr); ok {
		recv = generic.X
	}
	if id, ok := recv.(*ast.Ident); ok {
		return id.Name + "." + f.Name.Name
	}
	return f.Name.Name
}

func TestPackageNames(t *testing.T) {
	for _, s := range sources(t) {
		name := strings.TrimSuffix(s.File.Name.Name, "_test")
		if slices.Contains(badNames, name) || slices.Contains(badNames, path.Base(s.Package)) {
			t.Errorf("%s: package %s has a name that says nothing", s.Path, name)
		}
	}
}

func TestNoInit(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.File.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: init function", s.Path)
			}
		}
	}
}
