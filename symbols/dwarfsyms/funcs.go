package dwarfsyms

import (
	"iter"
	"sort"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// maxChain bounds how many entries may describe one thing, each referring to the next.
const maxChain = 16

// callee returns the function that a call calls.
func (u *unit) callee(c *inlined) *symbols.Func { return u.calleeOf(&u.index.callees[c.fn]) }

func (u *unit) calleeOf(f *function) *symbols.Func {
	if fn := f.fn.Load(); fn != nil {
		return fn
	}
	d := u.s.collect(dwarf.Ref{Unit: u.entries(), Off: f.die})
	return f.remember(u.s.shared(u, &d))
}

// function returns the function with a body.
func (u *unit) function(r *funcRange, body int) *symbols.Func {
	f := &u.index.defined[r.fn]
	if fn := f.fn.Load(); fn != nil {
		return fn
	}
	d := u.s.collect(dwarf.Ref{Unit: u.entries(), Off: f.die})
	fn := u.newFunc(&d)
	fn.Index, fn.HasIndex = wasm.FuncIndex(body+len(u.s.m.ImportedFuncs)), true
	fn.Ranges = u.rangesOf(r)
	return f.remember(fn)
}

// remember keeps what was made of an entry; what another goroutine kept before stays.
func (f *function) remember(fn *symbols.Func) *symbols.Func {
	if f.fn.CompareAndSwap(nil, fn) {
		return fn
	}
	return f.fn.Load()
}

// rangesOf returns all ranges of the function that one of them belongs to.
func (u *unit) rangesOf(f *funcRange) []symbols.Range {
	e, err := dwarf.Ref{Unit: u.entries(), Off: u.index.defined[f.fn].die}.Entry()
	if err == nil && !e.Has(dwarf.AttrRanges) {
		return []symbols.Range{{Start: wasm.CodeOffset(f.lo), End: wasm.CodeOffset(f.hi)}}
	}
	var list []symbols.Range
	for i := range u.index.funcs {
		if g := &u.index.funcs[i]; g.fn == f.fn {
			list = append(list, symbols.Range{Start: wasm.CodeOffset(g.lo), End: wasm.CodeOffset(g.hi)})
		}
	}
	return list
}

// described is what entries say of a function, each completing the one that refers to it.
type described struct {
	name, linkage      dwarf.Value
	file, line, column dwarf.Value
	named              dwarf.Ref   // the entry with the name
	declared           *dwarf.Unit // whose files DW_AT_decl_file counts
}

// collect reads what an entry, and those it refers to, say.
func (s *Source) collect(ref dwarf.Ref) (d described) {
	for range maxChain {
		e, err := ref.Entry()
		if err != nil {
			s.report(err)
			return d
		}
		var next dwarf.Value
		for a, v := range e.Attrs() {
			switch a {
			case dwarf.AttrName:
				if !d.name.Present() {
					d.name, d.named = v, ref
				}
			case dwarf.AttrLinkageName, dwarf.AttrMIPSLinkageName:
				d.linkage = first(d.linkage, v)
			case dwarf.AttrDeclFile:
				if !d.file.Present() {
					d.file, d.declared = v, ref.Unit
				}
			case dwarf.AttrDeclLine:
				d.line = first(d.line, v)
			case dwarf.AttrDeclColumn:
				d.column = first(d.column, v)
			case dwarf.AttrAbstractOrigin, dwarf.AttrSpecification:
				next = v
			}
		}
		to, ok := next.Ref()
		if !ok {
			return d
		}
		ref = to
	}
	return d
}

func first(a, b dwarf.Value) dwarf.Value {
	if a.Present() {
		return a
	}
	return b
}

// shared returns the function of an inlined call: the same one for all units that have a function of its linkage name, which
// are copies of one.
func (s *Source) shared(u *unit, d *described) *symbols.Func {
	off, ok := d.linkage.StrOffset()
	key := linkageKey{u.entries().Data(), off}
	if ok {
		s.mu.Lock()
		fn := s.byLinkage[key]
		s.mu.Unlock()
		if fn != nil {
			return fn
		}
	}
	fn := u.newFunc(d)
	if ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		if known := s.byLinkage[key]; known != nil {
			return known
		}
		s.byLinkage[key] = fn
	}
	return fn
}

// linkageKey is a linkage name by its place among the strings of a file.
type linkageKey struct {
	data *dwarf.Data
	off  uint64
}

// newFunc makes a function of what is said of it.
func (u *unit) newFunc(d *described) *symbols.Func {
	s := u.s
	fn := &symbols.Func{Origin: symbols.OriginDWARF, Language: u.language()}
	if d.name.Present() {
		fn.Name = s.str(d.name)
		fn.Scope = s.scopeName(d.named)
	}
	if d.linkage.Present() {
		linkage := d.linkage
		fn.ReadLinkage = func() string { return s.str(linkage) }
	}
	if line, _ := d.line.Uint(); line > 0 && d.file.Present() {
		file, _ := d.file.Uint()
		column, _ := d.column.Uint()
		fn.Decl = symbols.Pos{File: s.file(d.declared, file), Line: int(min(line, maxLine)), Column: int(min(column, maxLine))}
	}
	return fn
}

// maxLine bounds line and column numbers.
const maxLine = 1<<31 - 1

// str returns a string, and reports why it cannot be read.
func (s *Source) str(v dwarf.Value) string {
	text, err := v.Str()
	s.report(err)
	return text
}

// scopeName returns the qualified name of what an entry is declared in; "" at the top.
func (s *Source) scopeName(ref dwarf.Ref) string { return s.scopeAt(ref, maxScopes) }

// maxScopes bounds how deep names are qualified: an entry may claim to be declared within itself.
const maxScopes = 64

// scopeAt is scopeName with a bound on the depth.
func (s *Source) scopeAt(ref dwarf.Ref, depth int) string {
	if ref.Unit == nil || depth == 0 {
		return ""
	}
	u := s.unitOf(ref.Unit)
	x := u.indexed()
	i := sort.Search(len(x.scopes), func(i int) bool { return x.scopes[i].off >= ref.Off }) - 1
	for i >= 0 && x.scopes[i].end <= ref.Off {
		i = int(x.scopes[i].parent)
	}
	if i < 0 {
		return ""
	}
	return u.scopePath(int32(i), depth-1)
}

// scopePath returns the qualified name of a scope.
func (u *unit) scopePath(i int32, depth int) string {
	off := u.index.scopes[i].off
	u.mu.Lock()
	path, ok := u.scopePaths[i]
	u.mu.Unlock()
	if ok {
		return path
	}
	e, err := u.entries().Entry(off)
	if err != nil {
		u.s.report(err)
		return ""
	}
	if e.Tag() == dwarf.TagSubprogram {
		d := u.s.collect(e.Ref())
		path = symbols.Qualify(u.s.scopeAt(d.named, depth), u.s.str(d.name))
	} else {
		outer := ""
		if p := u.index.scopes[i].parent; p >= 0 && depth > 0 {
			outer = u.scopePath(p, depth-1)
		}
		path = u.s.typeName(&e)
		if path == "" {
			path = anonymous(e.Tag())
		}
		if outer != "" {
			path = outer + "::" + path
		}
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.scopePaths == nil {
		u.scopePaths = map[int32]string{}
	}
	u.scopePaths[i] = path
	return path
}

// anonymous stands for the name of a scope that has none.
func anonymous(tag dwarf.Tag) string {
	switch tag {
	case dwarf.TagNamespace:
		return "(anonymous namespace)"
	case dwarf.TagUnionType:
		return "(anonymous union)"
	case dwarf.TagStructureType:
		return "(anonymous struct)"
	case dwarf.TagEnumerationType:
		return "(anonymous enum)"
	}
	return "(anonymous class)" // lambdas, too
}

// Funcs implements symbols.FuncSource.
func (s *Source) Funcs(inlinedToo bool) iter.Seq[*symbols.Func] {
	return func(yield func(*symbols.Func) bool) {
		s.Prepare()
		seen := map[*symbols.Func]bool{} // what several units inline
		for _, u := range s.units {
			x := u.indexed()
			for i := range x.funcs {
				f := &x.funcs[i]
				body, ok := s.body(wasm.CodeOffset(f.lo))
				if !ok || s.bodyUnit[body] != u.pos+1 {
					continue // another unit's copy is the one that counts
				}
				if !yield(u.function(f, body)) {
					return
				}
			}
			for i := range x.callees {
				if !inlinedToo {
					break
				}
				fn := u.calleeOf(&x.callees[i])
				if !seen[fn] && !yield(fn) {
					return
				}
				seen[fn] = true
			}
		}
	}
}
