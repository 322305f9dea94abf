package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// modulePath is the path of the repository's module.
const modulePath = "github.com/wdbg/wdbg"

// source is a parsed Go file of the repository.
type source struct {
	// Path is relative to the repository, with slashes.
	Path string
	// Package is the folder, relative to the repository.
	Package string
	Test    bool
	// Generated is set for *_gen.go.
	Generated bool
	File      *ast.File
	Fset      *token.FileSet
}

// imports returns the paths that the file imports: those of the project relative to its module.
func (s *source) imports(t *testing.T) (own, foreign []string) {
	for _, spec := range s.File.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if rest, ok := strings.CutPrefix(p, modulePath+"/"); ok {
			own = append(own, rest)
		} else if p == modulePath {
			own = append(own, ".")
		} else {
			foreign = append(foreign, p)
		}
	}
	return own, foreign
}

// line returns the line of a position.
func (s *source) line(pos token.Pos) int { return s.Fset.Position(pos).Line }

// repository returns the root of the repository.
func repository(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal(err)
	}
	return root
}

// sources parses all Go files of the repository, whatever system they are for. Fixture programs are no
// part of the project: folders called testdata and examples are left out, and packages of npm.
func sources(t *testing.T) []*source {
	t.Helper()
	root := repository(t)
	fset := token.NewFileSet()
	var found []*source
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if file != root && (name == "testdata" || name == "examples" || name == "node_modules" || strings.HasPrefix(name, ".")) {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		found = append(found, &source{
			Path:      rel,
			Package:   path.Dir(rel),
			Test:      strings.HasSuffix(name, "_test.go"),
			Generated: strings.HasSuffix(name, "_gen.go"),
			File:      parsed,
			Fset:      fset,
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
