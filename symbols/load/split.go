package load

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/wdbg/wdbg/dwarf"
)

// splitOpener returns a function that opens the split units of skeletons in a file.
func (l *loader) splitOpener(file string) func(name, dir string, id uint64) (*dwarf.Data, error) {
	p := &packages{l: l}
	p.paths = append(p.paths, file+".dwp", strings.TrimSuffix(file, ".wasm")+".dwp")
	if l.out.Path != file {
		p.paths = append(p.paths, l.out.Path+".dwp", strings.TrimSuffix(l.out.Path, ".wasm")+".dwp")
	}
	for _, dir := range l.opts.DebugDirs {
		p.paths = append(p.paths, filepath.Join(dir, filepath.Base(file)+".dwp"))
	}
	return p.open
}

// packages opens split units: from a package (.dwp) if there is one, else from the file of each unit (.dwo).
type packages struct {
	l     *loader
	paths []string
	mu    sync.Mutex
	tried bool
	index *dwarf.PackageIndex
	types *dwarf.PackageIndex // of type units; nil without
	path  string

	typesMu   sync.Mutex
	typeUnits map[uint64]*dwarf.Data
	err       error // why a package that is there cannot be used
}

func (p *packages) open(name, dir string, id uint64) (*dwarf.Data, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.tried {
		p.tried = true
		p.findPackage()
	}
	if p.index != nil {
		s, ok, err := p.index.Find(id)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.path, err)
		}
		if ok {
			d := dwarf.New(s)
			d.TypeUnits = p.typeUnit
			return d, nil
		}
	}
	var looked []string
	for _, path := range p.l.splitPaths(name, dir) {
		s, err := p.l.splitSections(path)
		switch {
		case err == nil:
			return dwarf.New(s), nil
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
		looked = append(looked, path)
	}
	missing := fmt.Errorf("the split debug information is missing; looked for %s", strings.Join(looked, ", "))
	return nil, errors.Join(missing, p.err)
}

// findPackage opens the first package that there is.
func (p *packages) findPackage() {
	for _, path := range p.paths {
		s, err := p.l.splitSections(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			if p.index, err = s.ReadPackageIndex(false); err == nil {
				p.types, err = s.ReadPackageIndex(true)
			}
		}
		if err != nil {
			p.err = errors.Join(p.err, fmt.Errorf("%s: %w", path, err))
			p.index = nil
			continue
		}
		p.path = path
		return
	}
}

// typeUnit returns the data of a type unit of the package, nil if it has none of the signature.
func (p *packages) typeUnit(signature uint64) *dwarf.Data {
	if p.types == nil {
		return nil
	}
	p.typesMu.Lock()
	defer p.typesMu.Unlock()
	if d, known := p.typeUnits[signature]; known {
		return d
	}
	var d *dwarf.Data
	if s, ok, err := p.types.Find(signature); ok && err == nil { // else the type is only known by its declaration
		d = dwarf.New(s)
		d.TypeUnits = p.typeUnit
	}
	if p.typeUnits == nil {
		p.typeUnits = map[uint64]*dwarf.Data{}
	}
	p.typeUnits[signature] = d
	return d
}

// splitPaths are the places of a split unit's file, whose name and directory are the compiler's.
func (l *loader) splitPaths(name, dir string) []string {
	native := filepath.FromSlash(name)
	var list []string
	add := func(path string) {
		if !slices.Contains(list, path) {
			list = append(list, path)
		}
	}
	if filepath.IsAbs(native) {
		add(native)
	} else {
		if dir != "" && filepath.IsAbs(dir) {
			add(filepath.Join(dir, native))
		}
		add(l.beside(native))
		add(l.beside(filepath.Join(filepath.FromSlash(dir), native)))
	}
	add(l.beside(filepath.Base(native)))
	for _, d := range l.opts.DebugDirs {
		add(filepath.Join(d, native))
		add(filepath.Join(d, filepath.Base(native)))
	}
	return list
}

// splitSections reads a .dwo or .dwp file, which is in the module's format.
func (l *loader) splitSections(path string) (*dwarf.Sections, error) {
	m, err := l.decode(path)
	if err != nil {
		return nil, err
	}
	return sectionsOf(m), nil
}
