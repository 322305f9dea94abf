package gosyms

import (
	"errors"
	"fmt"
	"iter"
	"sync"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// Is reports whether a module was built by Go's own compiler, from its custom sections.
func Is(m *wasm.Module) bool {
	if len(m.Custom("go:buildid")) > 0 || len(m.Custom("go.buildid")) > 0 {
		return true
	}
	fields, _ := m.Producers()
	for _, f := range fields {
		if f.Name != "language" {
			continue
		}
		for _, p := range f.Values {
			// TinyGo says so too, but has no table.
			if p.Name == "Go" {
				return true
			}
		}
	}
	return false
}

// Source is the tables of a Go program as a symbols.LineSource and symbols.FuncSource.
type Source struct {
	m *wasm.Module
	t *pclntab
	x *index

	mu      sync.Mutex
	funcs   map[wasm.FuncIndex]*symbols.Func // nil for those that are not known
	inlined map[inlinedKey]*symbols.Func
	files   map[string]*symbols.File
	codes   map[wasm.FuncIndex]*code
	errs    []error
}

// inlinedKey tells inlined functions apart.
type inlinedKey struct {
	name      uint32
	startLine int
}

// New finds the tables in the data of a module that Is Go's. An error says why there are none that can be used.
func New(m *wasm.Module) (*Source, error) {
	t, err := findTable(m)
	if err != nil {
		return nil, err
	}
	x, err := newIndex(m, t)
	if err != nil {
		return nil, err
	}
	s := &Source{m: m, t: t, x: x, funcs: map[wasm.FuncIndex]*symbols.Func{}, inlined: map[inlinedKey]*symbols.Func{},
		files: map[string]*symbols.File{}, codes: map[wasm.FuncIndex]*code{}}
	if err := s.checkNames(); err != nil {
		return nil, err
	}
	return s, nil
}

// maxChecked is how many names are compared with those of the name section.
const maxChecked = 64

// checkNames compares names with the name section's: if most differ, table and code are not of one program.
func (s *Source) checkNames() error {
	differ, all := 0, 0
	for i := 0; i < len(s.x.entry); i += max(len(s.x.entry)/maxChecked, 1) {
		f := wasm.FuncIndex(i + len(s.m.ImportedFuncs))
		named := s.m.Names().Func(f)
		rec := s.record(f)
		if named == "" || rec == nil {
			continue
		}
		all++
		if linkerName(s.t.name(u32(rec, funcName))) != named {
			differ++
		}
	}
	if differ > all/4 {
		return errors.New("the names in the pclntab are not those in the name section: the module was changed after it was linked")
	}
	return nil
}

// Origin is OriginGoTable.
func (s *Source) Origin() symbols.Origin { return symbols.OriginGoTable }

// Describe names the source for people.
func (s *Source) Describe() string { return "Go pclntab in the module's data" }

// Problems lists functions whose code or records are not as the compiler writes them, as far as they were looked at.
func (s *Source) Problems() []error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]error(nil), s.errs...)
}

// maxProblems bounds the problems that are kept.
const maxProblems = 20

func (s *Source) problem(format string, args ...any) {
	if len(s.errs) < maxProblems {
		s.errs = append(s.errs, fmt.Errorf("Go pclntab: "+format, args...))
	}
}

// record returns the record of a function; nil where it has none of its own.
func (s *Source) record(f wasm.FuncIndex) []byte {
	i := int(f) - len(s.m.ImportedFuncs)
	if i < 0 || i >= len(s.x.entry) || s.x.entry[i] < 0 {
		return nil
	}
	return s.t.record(int(s.x.entry[i]))
}

// file returns the file of a path; nil for "".
func (s *Source) file(path string) *symbols.File {
	if path == "" {
		return nil
	}
	f := s.files[path]
	if f == nil {
		f = &symbols.File{Path: path}
		s.files[path] = f
	}
	return f
}

// fn returns a function; nil where it is not known.
func (s *Source) fn(f wasm.FuncIndex) *symbols.Func {
	fn, ok := s.funcs[f]
	if !ok {
		fn = s.makeFunc(f)
		s.funcs[f] = fn
	}
	return fn
}

func (s *Source) makeFunc(f wasm.FuncIndex) *symbols.Func {
	rec := s.record(f)
	b, ok := s.m.Body(f)
	if rec == nil || !ok {
		return nil
	}
	fn := &symbols.Func{
		Name: s.t.name(u32(rec, funcName)), Language: symbols.Go, Index: f, HasIndex: true, Origin: symbols.OriginGoTable,
		Ranges: []symbols.Range{{Start: s.m.CodeOffsetOf(b.Start), End: s.m.CodeOffsetOf(b.End)}},
	}
	if fn.Name == "" {
		s.problem("function %d has no name", f)
		return nil
	}
	if named := s.m.Names().Func(f); named != "" && named != fn.Name {
		if linkerName(fn.Name) != named {
			s.problem("function %d is %s there and %s in the name section", f, symbols.Printable(fn.Name), symbols.Printable(named))
			return nil
		}
		fn.Linkage = named
	}
	if block, ok := s.t.outerBlock(rec); ok {
		path, _ := s.t.position(rec, block)
		fn.Decl.File = s.file(path)
	}
	if s.t.startLine >= 0 && fn.Decl.File != nil {
		fn.Decl.Line = max(int(int32(u32(rec, s.t.startLine))), 0)
	}
	return fn
}

// code returns what a function's instructions say about its blocks.
func (s *Source) code(f wasm.FuncIndex) *code {
	c := s.codes[f]
	if c == nil {
		b, _ := s.m.Body(f)
		made := readCode(s.m, b, s.t.pcf(int(s.x.entry[int(f)-len(s.m.ImportedFuncs)])))
		c = &made
		if c.foreign {
			s.problem("function %d has calls of other functions in it: it was changed after it was linked, and has no lines", f)
			c.sites, c.prologue = nil, c.start
		}
		s.codes[f] = c
	}
	return c
}

// Frames appends the frames at an instruction. At a call they have exact positions, with what was inlined, and at a function's
// entry that of its first line; elsewhere only the function is known.
func (s *Source) Frames(dst []symbols.Frame, at wasm.CodeOffset) []symbols.Frame {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.t.begin()
	f, ok := s.m.FuncAt(s.m.FileOffsetOf(at))
	if !ok {
		return dst
	}
	fn := s.fn(f)
	if fn == nil {
		return dst
	}
	c := s.code(f)
	if block, ok := c.blockAt(at); ok {
		return s.chain(dst, fn, s.record(f), block)
	}
	frame := symbols.Frame{Func: fn, Origin: symbols.OriginGoTable}
	if at < c.prologue {
		frame.Pos = fn.Decl
	} else if nodes, _ := s.t.tables(s.record(f)); nodes == 0 {
		frame.Pos.File = fn.Decl.File // nothing was inlined, so that this at least is certain
	}
	return append(dst, frame)
}

// chain appends the frames of a block of a function: those of inlined calls, then its own.
func (s *Source) chain(dst []symbols.Frame, fn *symbols.Func, rec []byte, block uint32) []symbols.Frame {
	start := len(dst)
	nodes, tree := s.t.tables(rec)
	for range maxInlined {
		pos := s.pos(rec, block)
		node := s.t.value(nodes, block)
		if node < 0 && !s.t.exhausted() {
			return append(dst, symbols.Frame{Func: fn, Pos: pos, Origin: symbols.OriginGoTable})
		}
		c, ok := s.t.node(tree, node)
		if !ok {
			break
		}
		dst = append(dst, symbols.Frame{Func: s.inlinedFunc(c, pos.File), Pos: pos, Inlined: true, Origin: symbols.OriginGoTable})
		block = c.parent
	}
	// Without the tree the position may be that of another function.
	s.problem("the tree of inlined calls of %s cannot be read", symbols.Printable(fn.Name))
	return append(dst[:start], symbols.Frame{Func: fn, Origin: symbols.OriginGoTable})
}

func (s *Source) pos(rec []byte, block uint32) symbols.Pos {
	path, line := s.t.position(rec, block)
	return symbols.Pos{File: s.file(path), Line: line}
}

func (s *Source) inlinedFunc(c inlinedCall, file *symbols.File) *symbols.Func {
	key := inlinedKey{c.name, c.startLine}
	fn := s.inlined[key]
	if fn == nil {
		fn = &symbols.Func{Name: s.t.name(c.name), Language: symbols.Go, Origin: symbols.OriginGoTable}
		if file != nil && c.startLine > 0 {
			fn.Decl = symbols.Pos{File: file, Line: c.startLine}
		}
		s.inlined[key] = fn
	}
	return fn
}

// blockAt returns the block of the call whose code contains an offset.
func (c *code) blockAt(at wasm.CodeOffset) (block uint32, ok bool) {
	lo, hi := 0, len(c.sites)
	for lo < hi {
		mid := (lo + hi) / 2
		if c.sites[mid].end <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(c.sites) || at < c.sites[lo].start {
		return 0, false
	}
	return c.sites[lo].block, true
}

// Funcs yields the functions of the table that have code, in the order of the module, and then those that were inlined.
func (s *Source) Funcs(inlined bool) iter.Seq[*symbols.Func] {
	return func(yield func(*symbols.Func) bool) {
		s.mu.Lock()
		s.t.begin() // once for all of them
		s.mu.Unlock()
		first := wasm.FuncIndex(len(s.m.ImportedFuncs))
		for i := range s.m.Code {
			s.mu.Lock()
			fn := s.fn(first + wasm.FuncIndex(i))
			s.mu.Unlock()
			if fn != nil && !yield(fn) {
				return
			}
		}
		if !inlined {
			return
		}
		seen := map[*symbols.Func]bool{}
		for i := range s.m.Code {
			for _, fn := range s.inlinedIn(first + wasm.FuncIndex(i)) {
				if !seen[fn] && !yield(fn) {
					return
				}
				seen[fn] = true
			}
		}
	}
}

// inlinedIn returns the functions that were inlined in one.
func (s *Source) inlinedIn(f wasm.FuncIndex) []*symbols.Func {
	s.mu.Lock()
	defer s.mu.Unlock()
	rec := s.record(f)
	if rec == nil {
		return nil
	}
	var list []*symbols.Func
	seen := map[int32]bool{}
	nodes, tree := s.t.tables(rec)
	s.t.steps(nodes, func(block, _ uint32, node int32) bool {
		for !seen[node] {
			seen[node] = true
			c, ok := s.t.node(tree, node)
			if !ok {
				break
			}
			list = append(list, s.inlinedFunc(c, s.pos(rec, block).File))
			block, node = c.parent, s.t.value(nodes, c.parent)
		}
		return true
	})
	return list
}
