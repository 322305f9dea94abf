package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/pflag"

	"github.com/wdbg/wdbg/report"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/load"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/wasm"
)

// symbolFlags say where debug information and source files are.
type symbolFlags struct {
	debugDirs, sourcePaths, sourceMaps []string
}

func (o *symbolFlags) add(f *pflag.FlagSet) {
	f.StringArrayVar(&o.debugDirs, "debug-dir", nil, "look for debug information in `DIR`: by build id, or by the module's name")
	f.StringArrayVar(&o.sourcePaths, "source-path", nil, "look for source files in `DIR`")
	f.StringArrayVar(&o.sourceMaps, "source-map", nil, "replace the beginning of source paths: `FROM=TO`")
}

// finder returns what finds source files of a module.
func (o *symbolFlags) finder(modulePath string) (*srcfile.Finder, error) {
	f := &srcfile.Finder{Dirs: o.sourcePaths}
	for _, s := range o.sourceMaps {
		m, err := srcfile.ParseMapping(s)
		if err != nil {
			return nil, usagef("--source-map %v", err)
		}
		f.Mappings = append(f.Mappings, m)
	}
	if modulePath != "" && modulePath != "-" {
		f.ModuleDir = filepath.Dir(modulePath)
	}
	return f, nil
}

// symbolTables loads the symbols of modules when they are first asked for.
type symbolTables struct {
	opts   load.Options
	paths  map[*wasm.Module]string
	loaded map[*wasm.Module]*load.Module
	order  []*load.Module
}

// newSymbolTables returns the tables of modules with the paths that they were read from.
func newSymbolTables(o *symbolFlags, modules []loaded) *symbolTables {
	t := &symbolTables{opts: load.Options{DebugDirs: o.debugDirs}, paths: map[*wasm.Module]string{}, loaded: map[*wasm.Module]*load.Module{}}
	for _, m := range modules {
		t.paths[m.module] = m.path
	}
	return t
}

// table returns the symbols of a module.
func (t *symbolTables) table(m *wasm.Module) *symbols.Table {
	l := t.loaded[m]
	if l == nil {
		l = load.Attach(m, t.paths[m], t.opts)
		t.loaded[m] = l
		t.order = append(t.order, l)
	}
	return l.Table
}

// notes returns what is worth knowing about the symbols that were used.
func (t *symbolTables) notes() []error {
	var all []error
	for _, l := range t.order {
		all = append(append(all, l.Notes...), l.Table.Problems()...)
	}
	return all
}

// reportSymbols returns what reports take from debug information.
func (s *session) reportSymbols() report.Symbols {
	tables := newSymbolTables(&s.symbolFlags, s.modules)
	dir, _ := os.Getwd() // paths are shown in full without it
	return report.Symbols{Table: tables.table, Notes: tables.notes, Sources: s.sources, Formatters: formatters, Dir: dir}
}
