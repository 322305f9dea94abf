package listing

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// Entry is a variable in a list of all there are.
type Entry struct {
	Variable *symbols.Variable
	Name     string
	// Expr evaluates to it; "" for one without a name, and for one that is hidden by another of its name.
	Expr string
}

// EntryOf returns how a variable is listed.
func EntryOf(variable *symbols.Variable) Entry {
	e := Entry{Variable: variable, Name: symbols.Printable(symbols.Qualify(variable.Scope, variable.Name))}
	if variable.Name == "" {
		e.Name = "(unnamed)"
		return e
	}
	e.Expr = e.Name
	return e
}

// Entries returns the arguments and the other variables of a frame, the innermost blocks' last. One that is hidden by another of its name has its
// line in the name.
func (v *Values) Entries() (arguments, locals []Entry) {
	last := map[string]*symbols.Variable{}
	for _, variable := range v.List {
		last[variable.Name] = variable
	}
	for _, variable := range v.List {
		e := EntryOf(variable)
		if last[variable.Name] != variable {
			e.Name, e.Expr = fmt.Sprintf("%s (line %d)", e.Name, variable.Decl.Line), ""
		}
		if variable.Kind == symbols.Parameter {
			arguments = append(arguments, e)
		} else {
			locals = append(locals, e)
		}
	}
	return arguments, locals
}

// Absent says, in angle brackets, why a variable has no value. why, which may be nil, is asked first.
func Absent(variable *symbols.Variable, err error, why func(*symbols.Variable, error) string) string {
	text := ""
	if why != nil {
		text = why(variable, err)
	}
	if text == "" {
		text = value.Reason(err)
	}
	return symbols.Printable("<" + text + ">")
}

// Globals finds the variables outside of functions, and keeps what it has found. The zero value is ready to be used, by one goroutine.
type Globals struct{ found map[globalsKey]globals }

type globals struct{ here, others []*symbols.Variable }

type globalsKey struct {
	table *symbols.Table
	file  string
}

// maxGlobals bounds the files whose variables are kept.
const maxGlobals = 8

// Of returns those of a file and those of other files, in the order of their names. stop, which may be nil, is polled; its error ends the search.
func (g *Globals) Of(table *symbols.Table, file string, stop func() error) (here, others []*symbols.Variable, err error) {
	key := globalsKey{table, file}
	if found, ok := g.found[key]; ok {
		return found.here, found.others, nil
	}
	type name struct{ scope, name string }
	seen := map[name]bool{}
	for variable := range table.Globals() {
		if stop != nil {
			if err := stop(); err != nil {
				return nil, nil, err
			}
		}
		n := name{variable.Scope, variable.Name}
		if variable.Name == "" || seen[n] && variable.Kind != symbols.Static {
			continue
		}
		seen[n] = true
		if variable.Decl.File != nil && variable.Decl.File.Path == file {
			here = append(here, variable)
		} else {
			others = append(others, variable)
		}
	}
	order := func(a, b *symbols.Variable) int {
		return cmp.Or(cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Name, b.Name))
	}
	slices.SortStableFunc(here, order)
	slices.SortStableFunc(others, order)
	if g.found == nil || len(g.found) >= maxGlobals {
		g.found = map[globalsKey]globals{}
	}
	g.found[key] = globals{here, others}
	return here, others, nil
}

// HasGlobals reports whether variables outside of functions are known.
func HasGlobals(table *symbols.Table) bool {
	for _, s := range table.Sources() {
		if _, ok := s.(symbols.DataSource); ok && s.Origin() == symbols.OriginDWARF {
			return true
		}
	}
	return false
}
