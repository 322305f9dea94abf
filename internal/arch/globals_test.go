package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

// Package variables are tables, sentinel errors and the like: they have an initializer that is no
// empty container, no pointer and nothing to synchronise with, and nothing in their package assigns to
// them, to an element or to a field, or takes their address.

// stateCalls are calls whose results are there to be changed.
var stateCalls = map[string]bool{"make": true, "new": true, "sync.NewCond": true, "rand.New": true, "bytes.NewBuffer": true}

// globalVar is a package variable.
type globalVar struct {
	name *ast.Ident
	spec *ast.ValueSpec
	init ast.Expr // nil where there is none
}

// globalsOf returns the package variables of a file, except for those called _ and embedded files.
func globalsOf(file *ast.File) []globalVar {
	var vars []globalVar
	for _, d := range file.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.VAR || isEmbed(decl.Doc) {
			continue
		}
		for _, sp := range decl.Specs {
			spec := sp.(*ast.ValueSpec)
			for i, name := range spec.Names {
				if name.Name == "_" || isEmbed(spec.Doc) {
					continue
				}
				v := globalVar{name: name, spec: spec}
				switch {
				case i < len(spec.Values):
					v.init = spec.Values[i]
				case len(spec.Values) == 1:
					v.init = spec.Values[0]
				}
				vars = append(vars, v)
			}
		}
	}
	return vars
}

func isEmbed(doc *ast.CommentGroup) bool {
	if doc == nil {
		return false
	}
	for _, c := range doc.List {
		if len(c.Text) > 9 && c.Text[:9] == "//go:embe" {
			return true
		}
	}
	return false
}

// stateInit says why an initializer makes state; empty where it does not.
func stateInit(init ast.Expr) string {
	switch e := init.(type) {
	case nil:
		return "has no initializer, so it is there to be changed"
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return "is a pointer"
		}
	case *ast.CallExpr:
		if name := exprName(e.Fun); stateCalls[name] {
			return "is made by " + name
		}
	case *ast.CompositeLit:
		if _, isMap := e.Type.(*ast.MapType); isMap && len(e.Elts) == 0 {
			return "is an empty map"
		}
		if sel, ok := e.Type.(*ast.SelectorExpr); ok && (exprName(sel.X) == "sync" || exprName(sel.X) == "atomic") {
			return "is a " + exprName(sel)
		}
	}
	return ""
}

func exprName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return exprName(e.X) + "." + e.Sel.Name
	case *ast.IndexExpr:
		return exprName(e.X)
	}
	return ""
}

// root returns the identifier at the left of selectors and indices.
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// changed returns the identifiers of package variables that a file changes: as the target of an assignment, of ++, of a range,
// of clear or delete, or by their address.
func changed(file *ast.File) []*ast.Ident {
	var found []*ast.Ident
	add := func(e ast.Expr) {
		id := root(e)
		if id == nil {
			return
		}
		// Without a declaration in this file it is a package variable of another, or the name of something else.
		if id.Obj == nil {
			found = append(found, id)
		} else if spec, ok := id.Obj.Decl.(*ast.ValueSpec); ok && isTopLevel(file, spec) {
			found = append(found, id)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, lhs := range n.Lhs {
					add(lhs)
				}
			}
		case *ast.IncDecStmt:
			add(n.X)
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				add(n.Key)
				add(n.Value)
			}
		case *ast.CallExpr:
			if name := exprName(n.Fun); (name == "clear" || name == "delete") && len(n.Args) > 0 {
				add(n.Args[0])
			}
		case *ast.UnaryExpr:
			// The address of an element is how large rows of a table are read; the table itself stays what it is.
			if _, element := n.X.(*ast.IndexExpr); n.Op == token.AND && !element {
				add(n.X)
			}
		}
		return true
	})
	return found
}

func isTopLevel(file *ast.File, spec *ast.ValueSpec) bool {
	for _, d := range file.Decls {
		if decl, ok := d.(*ast.GenDecl); ok {
			for _, s := range decl.Specs {
				if s == spec {
					return true
				}
			}
		}
	}
	return false
}

// globalFaults returns what is wrong with the package variables of the files of one package.
func globalFaults(files []*source) []string {
	names := map[string]bool{}
	var faults []string
	for _, s := range files {
		for _, v := range globalsOf(s.File) {
			names[v.name.Name] = true
			if why := stateInit(v.init); why != "" && !s.Generated {
				faults = append(faults, fmt.Sprintf("%s:%d: package variable %s %s", s.Path, s.line(v.name.Pos()), v.name.Name, why))
			}
		}
	}
	for _, s := range files {
		for _, id := range changed(s.File) {
			if names[id.Name] {
				faults = append(faults, fmt.Sprintf("%s:%d: package variable %s is changed", s.Path, s.line(id.Pos()), id.Name))
			}
		}
	}
	return faults
}

func TestNoMutableGlobals(t *testing.T) {
	packages := map[string][]*source{}
	for _, s := range sources(t) {
		if !s.Test {
			packages[s.Package] = append(packages[s.Package], s)
		}
	}
	for _, files := range packages {
		for _, fault := range globalFaults(files) {
			t.Error(fault)
		}
	}
}

// TestGlobalRules makes sure that the rule catches what it is for.
func TestGlobalRules(t *testing.T) {
	for _, test := range []struct {
		code   string
		faults int
	}{
		{`var ErrX = errors.New("x")`, 0},
		{`var table = [...]string{1: "a"}; func f(i int) string { return table[i] }`, 0},
		{`var table = build(); func f(i int) *row { return &table[i] }`, 0},
		{`var _ I = (*T)(nil)`, 0},
		{`var once = sync.OnceValue(build)`, 0},
		{`func f() { var n int; n++; m := map[int]int{}; m[1] = 2 }`, 0},
		{`var n = 1; func f(n int) { n = 2 }`, 0},
		{`var n int`, 1},
		{`var n = 1; func f() { n++ }`, 1},
		{`var t = T{}; func f() { t.x = 1 }`, 1},
		{`var t = [4]int{}; func f() { t[0] = 1 }`, 1},
		{`var t = T{}; func f() { g(&t) }`, 1},
		{`var m = map[string]int{}`, 1},
		{`var m = map[string]int{"a": 1}; func f() { delete(m, "a") }`, 1},
		{`var c = make(chan int)`, 1},
		{`var p = &T{}`, 1},
		{`var mu = sync.Mutex{}`, 1},
		{`var n, k int`, 2},
	} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "x.go", "package x\n"+test.code, 0)
		if err != nil {
			t.Fatal(err)
		}
		faults := globalFaults([]*source{{Path: "x.go", File: file, Fset: fset}})
		if len(faults) != test.faults {
			t.Errorf("%s: %d faults, want %d: %v", test.code, len(faults), test.faults, faults)
		}
	}
}
