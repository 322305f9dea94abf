package dwarfsyms

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// maxBlocks bounds how deep blocks nest.
const maxBlocks = 256

// frameScope is what is visible in a logical frame at an instruction. It implements symbols.Scope.
type frameScope struct {
	s *Source
	// fn is the function's entry or that of the inlined call, frame that of the function whose code it is in.
	fn, frame dwarf.Ref
	at        wasm.CodeOffset

	once sync.Once
	vars []*symbols.Variable
	err  error
	// places has the variable of each entry, and of the entries that it is an instance of.
	places map[dwarf.Ref]dwarf.Entry

	setUpOnce sync.Once
	// prologueKnown: the line table says where the frame is set up.
	prologueKnown bool
	setUp         error // an *Unavailable where the function's frame is not set up

}

// newScope returns what is visible at an instruction in a function, or in one that was inlined into another, frame.
func (s *Source) newScope(fn, frame dwarf.Ref, at wasm.CodeOffset) symbols.Scope {
	return &frameScope{s: s, fn: fn, frame: frame, at: at}
}

// Result implements symbols.Scope.
func (c *frameScope) Result() *symbols.Type {
	e, err := c.fn.Entry()
	if err != nil {
		return nil
	}
	return c.s.typeIn(&e, c)
}

// Variables implements symbols.Scope.
func (c *frameScope) Variables() ([]*symbols.Variable, error) {
	c.once.Do(c.load)
	return c.vars, c.err
}

// local is a variable of the scope: its own entry, or where the compiler left that out, that of the function it is an instance of.
type local struct {
	dwarf.Entry
	block    int
	abstract bool // it has no entry of its own
}

// load finds the variables.
func (c *frameScope) load() {
	c.places = map[dwarf.Ref]dwarf.Entry{}
	e, err := c.fn.Entry()
	if err != nil {
		c.err = err
		return
	}
	w := scopeWalk{c: c}
	w.block(&e, 0)
	c.err = errors.Join(w.errs...)
	list := append(w.params, w.locals...)
	for i := range list {
		c.keep(&list[i])
	}
	for i := range list {
		c.vars = append(c.vars, c.variable(&list[i]))
	}
}

// keep remembers the entry of a variable by all the entries that mean it.
func (c *frameScope) keep(l *local) {
	at := l.Entry
	for range maxChain {
		c.places[at.Ref()] = l.Entry
		next, ok := originOf(&at)
		if !ok {
			return
		}
		var err error
		if at, err = next.Entry(); err != nil {
			return
		}
	}
}

// scopeWalk collects the variables of a function and its blocks.
type scopeWalk struct {
	c              *frameScope
	params, locals []local
	errs           []error
}

// block collects what is declared in a function or block, then what the blocks in it have that contain the instruction.
func (w *scopeWalk) block(e *dwarf.Entry, depth int) {
	if depth > maxBlocks {
		w.errs = append(w.errs, fmt.Errorf("entry at 0x%x: more than %d blocks within one another", e.Off, maxBlocks))
		return
	}
	own, blocks := w.children(e, depth)
	w.add(w.merge(own, e, depth))
	for i := range blocks {
		w.block(&blocks[i], depth+1)
	}
}

// children returns the variables that an entry has, and its blocks that contain the instruction. A block that
// does not say where its code is holds everywhere.
func (w *scopeWalk) children(e *dwarf.Entry, depth int) (own []local, blocks []dwarf.Entry) {
	for child, err := range e.Children() {
		if err != nil {
			w.errs = append(w.errs, err)
			break
		}
		switch child.Tag() {
		case dwarf.TagFormalParameter, dwarf.TagVariable, dwarf.TagConstant:
			own = append(own, local{Entry: child, block: depth})
		case dwarf.TagLexicalBlock, dwarf.TagTryBlock, dwarf.TagCatchBlock:
			if w.contains(&child) {
				blocks = append(blocks, child)
			}
		case dwarf.TagGNUFormalParamPack:
			pack, _ := w.children(&child, depth)
			own = append(own, pack...)
		}
	}
	return own, blocks
}

// contains reports whether a block's code contains the instruction.
func (w *scopeWalk) contains(e *dwarf.Entry) bool {
	if !e.Has(dwarf.AttrLowPC) && !e.Has(dwarf.AttrRanges) {
		return true
	}
	found := false
	err := e.Unit().Ranges(e, func(lo, hi uint64) bool {
		found = !dead(lo, hi, e.Unit().AddrSize()) && lo <= uint64(w.c.at) && uint64(w.c.at) < hi
		return !found
	})
	if err != nil {
		w.errs = append(w.errs, err)
	}
	return found
}

// merge brings the variables of an instance of a function or block in the order in which the function declares them, and adds
// those that the compiler left out of the instance.
func (w *scopeWalk) merge(own []local, e *dwarf.Entry, depth int) []local {
	origin, ok := abstractOf(e)
	if !ok {
		return own
	}
	instances := map[dwarf.Ref]int{}
	for i := range own {
		if ref, ok := own[i].Attr(dwarf.AttrAbstractOrigin).Ref(); ok {
			instances[ref] = i + 1
		}
	}
	var merged []local
	taken := make([]bool, len(own))
	for child, err := range origin.Children() {
		if err != nil {
			w.errs = append(w.errs, err)
			break
		}
		switch child.Tag() {
		case dwarf.TagFormalParameter, dwarf.TagVariable, dwarf.TagConstant:
			if i := instances[child.Ref()]; i > 0 {
				merged = append(merged, own[i-1])
				taken[i-1] = true
			} else {
				merged = append(merged, local{Entry: child, block: depth, abstract: true})
			}
		}
	}
	for i := range own {
		if !taken[i] {
			merged = append(merged, own[i])
		}
	}
	return merged
}

// abstractOf returns the abstract instance that an entry is a concrete instance of (DWARF 5 §3.3.8).
func abstractOf(e *dwarf.Entry) (dwarf.Entry, bool) {
	at, found := *e, false
	for range maxChain {
		ref, ok := at.Attr(dwarf.AttrAbstractOrigin).Ref()
		if !ok {
			break
		}
		next, err := ref.Entry()
		if err != nil {
			break
		}
		at, found = next, true
	}
	return at, found
}

// add adds what is declared in one block: parameters in their order, others in that of their lines.
func (w *scopeWalk) add(list []local) {
	from := len(w.locals)
	for _, l := range list {
		switch {
		case l.Tag() == dwarf.TagFormalParameter:
			w.params = append(w.params, l)
		case w.c.s.isNamed(&l.Entry):
			w.locals = append(w.locals, l)
		}
	}
	w.c.s.sortByLine(w.locals[from:])
}

// isNamed reports whether a variable has a name: others were made by the compiler for what has no name in the source.
func (s *Source) isNamed(e *dwarf.Entry) bool {
	v, _ := s.attrOf(e, dwarf.AttrName)
	return v.Present() && s.str(v) != ""
}

// sortByLine brings variables in the order of their declarations, if all of them are in the same file. What the compiler made and
// has no line stays behind what it follows.
func (s *Source) sortByLine(list []local) {
	type declared struct {
		local
		line uint64
	}
	sorted := make([]declared, len(list))
	var file uint64
	var unit *dwarf.Unit
	for i := range list {
		sorted[i].local = list[i]
		v, at := s.attrOf(&list[i].Entry, dwarf.AttrDeclLine)
		if !v.Present() {
			if i > 0 {
				sorted[i].line = sorted[i-1].line
			}
			continue
		}
		sorted[i].line, _ = v.Uint()
		fileIn, from := s.attrOf(&at, dwarf.AttrDeclFile)
		n, _ := fileIn.Uint()
		if unit != nil && (n != file || from.Unit() != unit) {
			return
		}
		file, unit = n, from.Unit()
	}
	slices.SortStableFunc(sorted, func(a, b declared) int { return cmp.Compare(a.line, b.line) })
	for i := range sorted {
		list[i] = sorted[i].local
	}
}

// variable returns a variable of the scope.
func (c *frameScope) variable(l *local) *symbols.Variable {
	v := c.s.newVariable(&l.Entry, c)
	v.Block = l.block
	return v
}

// newVariable reads a variable: of a scope, or a global one.
func (s *Source) newVariable(e *dwarf.Entry, in *frameScope) *symbols.Variable {
	name, _ := s.attrOf(e, dwarf.AttrName)
	artificial, _ := s.attrOf(e, dwarf.AttrArtificial)
	v := &symbols.Variable{
		Name:       s.str(name),
		Type:       s.typeIn(e, in),
		Artificial: artificial.Flag(),
		Decl:       s.declPos(e),
	}
	var static bool
	v.Locator, static = s.locator(e, v.Type, in)
	switch {
	case e.Tag() == dwarf.TagFormalParameter:
		v.Kind = symbols.Parameter
	case e.Tag() == dwarf.TagConstant:
		v.Kind = symbols.Constant
	case in != nil && !static:
		v.Kind = symbols.Local
	case in != nil:
		v.Kind = symbols.Static
	default:
		v.Kind = symbols.Global
		if _, ok := v.Locator.(*constant); ok {
			v.Kind = symbols.Constant
		}
	}
	return v
}
