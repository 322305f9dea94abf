package load

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/sourcemap"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/dwarfsyms"
	"github.com/wdbg/wdbg/symbols/filemap"
	"github.com/wdbg/wdbg/symbols/gosyms"
	"github.com/wdbg/wdbg/symbols/mapsyms"
	"github.com/wdbg/wdbg/symbols/namesyms"
	"github.com/wdbg/wdbg/wasm"
)

// Options say where to look, and how.
type Options struct {
	// DebugDirs are folders with debug information: by build id (DIR/.build-id/ab/cdef.debug and the like) or by the module's name.
	DebugDirs []string
	// Map maps files into memory instead of reading them: what is never looked at is never read. A file that
	// shrinks while it is mapped makes reading it fault; see filemap.Guard.
	Map bool
}

// Module is a module with its symbols.
type Module struct {
	Path   string
	Module *wasm.Module
	Table  *symbols.Table
	// Notes are what is worth knowing about how symbols were found or not found: a companion that is
	// missing or of another build, debug information that is stale.
	Notes []error
	files []filemap.File
}

// Close gives up the files that were mapped. Nothing of the module may be used afterwards.
func (m *Module) Close() error {
	var errs []error
	for _, f := range m.files {
		errs = append(errs, f.Close())
	}
	m.files = nil
	return errors.Join(errs...)
}

// Open reads a module and finds its symbols.
func Open(path string, opts Options) (*Module, error) {
	l := loader{opts: opts, out: &Module{Path: path}}
	m, err := l.decode(path)
	if err != nil {
		l.out.Close()
		return nil, err
	}
	l.attach(m)
	return l.out, nil
}

// Attach finds the symbols of a module that was read from a file of some path, which may be "" where it has none.
func Attach(m *wasm.Module, path string, opts Options) *Module {
	l := loader{opts: opts, out: &Module{Path: path}}
	l.attach(m)
	return l.out
}

// loader finds the symbols of one module.
type loader struct {
	opts Options
	out  *Module
	m    *wasm.Module
	id   []byte // the module's build id, nil without
}

func (l *loader) note(err error) {
	if err != nil {
		l.out.Notes = append(l.out.Notes, err)
	}
}

func (l *loader) attach(m *wasm.Module) {
	l.m, l.out.Module = m, m
	id, err := m.BuildID()
	l.note(err)
	l.id = id
	sources := []symbols.Source{namesyms.New(m)}
	if s := l.dwarf(); s != nil {
		sources = append(sources, s)
	}
	if s := l.sourceMap(); s != nil {
		sources = append(sources, s)
	}
	if gosyms.Is(m) {
		s, err := gosyms.New(m)
		l.note(err)
		if s != nil {
			sources = append(sources, s)
		}
	}
	l.out.Table = symbols.NewTable(m, sources...)
}

// dwarf returns the source of the module's DWARF, nil where there is none that can be used.
func (l *loader) dwarf() symbols.Source {
	sections, name := sectionsOf(l.m), l.out.Path
	if sections.Info == nil {
		sections, name = l.companion()
	}
	if sections == nil {
		return nil
	}
	if l.m.Relocatable() {
		l.note(fmt.Errorf("%s is a relocatable object file: its addresses are those before linking", l.name()))
	}
	s, err := dwarfsyms.New(l.m, dwarf.New(sections), dwarfsyms.Options{Describe: l.describe(name), Split: l.splitOpener(name)})
	if err != nil {
		l.note(fmt.Errorf("%s: %w", l.describe(name), err))
		return nil
	}
	return s
}

// name is the module's name in messages.
func (l *loader) name() string { return l.describe(l.out.Path) }

func (l *loader) describe(path string) string {
	if path == "" {
		return "the module"
	}
	return path
}

// sectionsOf returns the debug sections of a module, or of another file in its format.
func sectionsOf(m *wasm.Module) *dwarf.Sections {
	s := &dwarf.Sections{}
	for _, sec := range m.Sections {
		if sec.ID == wasm.SectionCustom {
			s.Set(sec.Name, m.Payload(sec))
		}
	}
	return s
}

// sourceMap returns the source of the module's source map, nil without.
func (l *loader) sourceMap() symbols.Source {
	data, name, err := l.findMap()
	if err != nil || data == nil {
		l.note(err)
		return nil
	}
	sm, err := sourcemap.Parse(data)
	if err != nil {
		l.note(fmt.Errorf("%s: %w", name, err))
	}
	if sm == nil {
		return nil
	}
	return mapsyms.New(l.m, sm, name)
}

// decode reads a module, or another file in its format.
func (l *loader) decode(path string) (*wasm.Module, error) {
	file, err := l.read(path)
	if err != nil {
		return nil, err
	}
	m, err := wasm.Decode(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

// read returns the contents of a file.
func (l *loader) read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, &fs.PathError{Op: "read", Path: path, Err: errors.New("is a directory")}
	case !l.opts.Map || !info.Mode().IsRegular() || info.Size() == 0:
		return os.ReadFile(path)
	}
	f, err := filemap.Open(path, info.Size())
	if err != nil {
		return nil, err
	}
	l.out.files = append(l.out.files, f)
	return f.Data, nil
}
