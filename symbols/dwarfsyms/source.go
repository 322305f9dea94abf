// Package dwarfsyms answers from DWARF: functions, inlined calls, source lines, variables and types.
package dwarfsyms

import (
	"fmt"
	"sync"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// Options of New.
type Options struct {
	// Describe names the source for people: the file that the DWARF is in.
	Describe string
	// Split opens the file with the split unit of a skeleton: a name and a directory as the compiler
	// wrote them, and the unit's identifier. Nil: split units are reported as missing.
	Split func(name, dir string, id uint64) (*dwarf.Data, error)
	// Report is told of a problem when it is found; nil is allowed.
	Report func(error)
}

// Source is the DWARF of one module. It implements symbols.LineSource, FuncSource and DataSource.
type Source struct {
	m     *wasm.Module
	data  *dwarf.Data
	opts  Options
	units []*unit // compilation units with code, in file order
	// bodyUnit has for each defined function the unit that describes its body, as a position in units plus 1; 0: none does.
	bodyUnit []uint32
	// bodyStart has where they begin, close together: each lookup searches it.
	bodyStart []uint32
	stale     *StaleError

	mu         sync.Mutex
	problems   []error
	reported   map[string]bool
	byUnit     map[*dwarf.Unit]*unit
	files      map[fileKey]*symbols.File
	withCode   []*symbols.File // what Files returns; collected once
	codeOnce   sync.Once
	workspaces sync.Pool
	// byLinkage has the functions of inlined calls.
	byLinkage map[linkageKey]*symbols.Func
	typeCache
	writes     writesCache
	validation validation
}

// StaleError says that the debug information is not of this code: something changed the code after it was compiled.
type StaleError struct {
	// Matching of Checked functions in the debug information are where the module has a function.
	Matching, Checked int
}

func (e *StaleError) Error() string {
	return fmt.Sprintf("the debug information is stale: %d of its %d functions begin where the module has a function; "+
		"an optimiser or another tool changed the code after the debug information was made", e.Matching, e.Checked)
}

// New returns the source of a module. What is wrong with parts of the debug information is found in Problems;
// they are left out. An error is returned where nothing can be used; a *StaleError where the code is not that which is described.
func New(m *wasm.Module, data *dwarf.Data, opts Options) (*Source, error) {
	s := &Source{m: m, data: data, opts: opts, reported: map[string]bool{}, byUnit: map[*dwarf.Unit]*unit{},
		files: map[fileKey]*symbols.File{}, byLinkage: map[linkageKey]*symbols.Func{}}
	s.makeData = sync.OnceFunc(s.makeDataIndex)
	for _, err := range data.Problems() {
		s.report(err)
	}
	for _, du := range data.Units() {
		switch du.Kind {
		case dwarf.UnitCompile, dwarf.UnitSkeleton, dwarf.UnitPartial:
			if _, err := du.Root(); err != nil {
				s.report(err)
				continue
			}
			u := &unit{s: s, head: du, pos: uint32(len(s.units))}
			s.units = append(s.units, u)
			s.byUnit[du] = u
		}
	}
	if len(s.units) == 0 && len(s.problems) > 0 {
		return nil, fmt.Errorf("no unit can be read: %w", s.problems[0])
	}
	if err := s.assignBodies(); err != nil {
		return nil, err
	}
	return s, nil
}

// Origin implements symbols.Source.
func (s *Source) Origin() symbols.Origin { return symbols.OriginDWARF }

// Describe implements symbols.Source.
func (s *Source) Describe() string { return "DWARF in " + s.opts.Describe }

// Problems implements symbols.Source.
func (s *Source) Problems() []error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]error(nil), s.problems...)
}

// maxProblems bounds how many problems are kept.
const maxProblems = 100

// report keeps a problem, once.
func (s *Source) report(err error) {
	if err == nil {
		return
	}
	s.mu.Lock()
	known := s.reported[err.Error()] || len(s.problems) >= maxProblems
	if !known {
		s.reported[err.Error()] = true
		s.problems = append(s.problems, err)
	}
	s.mu.Unlock()
	if !known && s.opts.Report != nil {
		s.opts.Report(err)
	}
}

// workspace is memory for reading one unit after the other.
type workspace struct {
	rows  dwarf.RowBuffer
	index indexer
}

func (s *Source) takeWorkspace() *workspace {
	if w, ok := s.workspaces.Get().(*workspace); ok {
		return w
	}
	return &workspace{}
}

// unitOf returns what is kept for a unit of the data, or of split data.
func (s *Source) unitOf(du *dwarf.Unit) *unit {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.byUnit[du]
	if u == nil { // a type unit, or one of a supplementary kind
		u = &unit{s: s, head: du, pos: noUnit}
		s.byUnit[du] = u
	}
	return u
}
