package symbols

import (
	"iter"
	"slices"

	"github.com/wdbg/wdbg/wasm"
)

// Table answers from all sources of a module, the best first. Its methods may be used from several goroutines.
type Table struct {
	module  *wasm.Module
	sources []Source // the best first
}

// NewTable returns a table of the sources of a module.
func NewTable(m *wasm.Module, sources ...Source) *Table {
	t := &Table{module: m, sources: slices.Clone(sources)}
	slices.SortStableFunc(t.sources, func(a, b Source) int { return int(b.Origin()) - int(a.Origin()) })
	return t
}

// Module returns the module whose symbols the table has.
func (t *Table) Module() *wasm.Module { return t.module }

// Sources returns the sources, the best first.
func (t *Table) Sources() []Source { return t.sources }

// Problems returns what is wrong with the sources, as far as it was met.
func (t *Table) Problems() []error {
	var all []error
	for _, s := range t.sources {
		all = append(all, s.Problems()...)
	}
	return all
}

// Preparer is a Source that can do in one go, faster, what it would do little by little.
type Preparer interface{ Prepare() }

// Prepare gets the sources ready for very many questions.
func (t *Table) Prepare() {
	for _, s := range t.sources {
		if p, ok := s.(Preparer); ok {
			p.Prepare()
		}
	}
}

// Frames appends the logical frames at an instruction, the innermost first. There is at least one if the offset is
// that of a function, and the function of each frame is known, if only by its index. What the best source leaves open,
// others complete.
func (t *Table) Frames(dst []Frame, at wasm.CodeOffset) []Frame {
	n := len(dst)
	for i, s := range t.sources {
		if dst = s.Frames(dst, at); len(dst) > n {
			t.complete(dst[n:], t.sources[i+1:], at)
			return dst
		}
	}
	if fn := t.unnamed(at); fn != nil {
		dst = append(dst, Frame{Func: fn})
	}
	return dst
}

// complete fills in what frames lack from sources that are not as good.
func (t *Table) complete(frames []Frame, others []Source, at wasm.CodeOffset) {
	last := &frames[len(frames)-1]
	lost := len(frames) == 1 && last.Pos.File == nil
	if last.Func != nil && last.Scope != nil && !lost {
		return
	}
	for _, s := range others {
		more := s.Frames(nil, at)
		if len(more) == 0 {
			continue
		}
		outer := &more[len(more)-1]
		if last.Func == nil {
			last.Func = outer.Func
		}
		if last.Scope == nil {
			last.Scope = outer.Scope
		}
		if lost && len(more) == 1 && outer.Pos.File != nil {
			last.Pos, last.Origin, lost = outer.Pos, outer.Origin, false
		}
	}
	if last.Func == nil {
		last.Func = t.unnamed(at)
	}
}

// unnamed returns a function of which nothing is known but its index; nil outside of functions.
func (t *Table) unnamed(at wasm.CodeOffset) *Func {
	f, ok := t.module.FuncAt(t.module.FileOffsetOf(at))
	if !ok {
		return nil
	}
	b, _ := t.module.Body(f)
	return &Func{Index: f, HasIndex: true, Ranges: []Range{{t.module.CodeOffsetOf(b.Start), t.module.CodeOffsetOf(b.End)}}}
}

// Rows yields the rows of line tables that apply within a range, from the best source that has any for its beginning.
func (t *Table) Rows(from, to wasm.CodeOffset) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for _, s := range t.sources {
			ls, ok := s.(LineSource)
			if !ok {
				continue
			}
			any := false
			for r := range ls.Rows(from, to) {
				any = true
				if !yield(r) {
					return
				}
			}
			if any {
				return
			}
		}
	}
}

// Files returns the source files of all sources.
func (t *Table) Files() []*File {
	var all []*File
	for _, s := range t.sources {
		if ls, ok := s.(LineSource); ok {
			all = append(all, ls.Files()...)
		}
	}
	return all
}

// Places returns where code of a line begins, from the source that knows the file.
func (t *Table) Places(file *File, line, column int) []Place {
	for _, s := range t.sources {
		if ls, ok := s.(LineSource); ok {
			if p := ls.Places(file, line, column); len(p) > 0 {
				return p
			}
		}
	}
	return nil
}

// Funcs yields functions, and inlined ones where that is asked for. Of a function that several sources know, what the best one says.
func (t *Table) Funcs(inlined bool) iter.Seq[*Func] {
	return func(yield func(*Func) bool) {
		seen := make([]bool, t.module.NumFuncs())
		for _, s := range t.sources {
			fs, ok := s.(FuncSource)
			if !ok {
				continue
			}
			for f := range fs.Funcs(inlined) {
				if f.HasIndex && int(f.Index) < len(seen) {
					if seen[f.Index] {
						continue
					}
					seen[f.Index] = true
				}
				if !yield(f) {
					return
				}
			}
		}
	}
}

// Globals yields the variables outside of functions, and static ones.
func (t *Table) Globals() iter.Seq[*Variable] {
	return func(yield func(*Variable) bool) {
		for _, s := range t.sources {
			if ds, ok := s.(DataSource); ok {
				for v := range ds.Globals() {
					if !yield(v) {
						return
					}
				}
			}
		}
	}
}

// Types returns the complete types of a qualified name.
func (t *Table) Types(name string) []*Type {
	for _, s := range t.sources {
		if ds, ok := s.(DataSource); ok {
			if types := ds.Types(name); len(types) > 0 {
				return types
			}
		}
	}
	return nil
}
