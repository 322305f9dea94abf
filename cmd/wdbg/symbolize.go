package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wdbg/wdbg/symbolize"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/filemap"
	"github.com/wdbg/wdbg/symbols/load"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/symbols/stacktext"
)

// symbolizeFlags are the flags of symbolize.
type symbolizeFlags struct {
	symbolFlags
	modules         []string
	engine, offsets string
	inlines, json   bool
}

// newSymbolizeCmd returns the command that finds the source of offsets.
func newSymbolizeCmd() *cobra.Command {
	var flags symbolizeFlags
	cmd := &cobra.Command{
		Use:   "symbolize --module MODULE [flags] [OFFSET...]",
		Short: "Find the source lines of offsets and of engines' stack dumps",
		Long: `Find function, file, line and column of offsets in a module, calls that were
inlined included. Without OFFSET, copy standard input to standard output and add
the places to the stack dumps in it: those of WAMR, Wasmtime, V8 (Node.js, Chrome),
SpiderMonkey (Firefox), JavaScriptCore (Safari), Wasm3, wazero, WasmEdge, Wasmer
and wdbg itself.

OFFSET is 0x1f2 in the module's file, code:0x1f2 in the code section, as DWARF
counts, or FUNCTION+0x12 in the body of a function given by index or name.`,
		Example: `  wdbg symbolize --module app.wasm 0x1f2 main+0x12
  iwasm app.wasm 2>&1 | wdbg symbolize --module app.wasm
  wdbg symbolize --module app.wasm --offsets=code <offsets.txt`,
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSymbolize(cmd, &flags, args)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&flags.modules, "module", nil, "the `MODULE` that ran, or NAME=MODULE if the text calls it NAME; may be repeated")
	f.StringVar(&flags.engine, "engine", "auto", "what wrote the text: "+strings.Join(symbolizeEngines(), ", "))
	flags.symbolFlags.add(f)
	f.BoolVar(&flags.inlines, "inlines", true, "show inlined calls; with --inlines=no only the function whose code it is")
	f.Lookup("inlines").Value = yesNo{&flags.inlines}
	f.BoolVar(&flags.json, "json", false, "write a JSON object for each frame or offset, instead of the text")
	f.StringVar(&flags.offsets, "offsets", "", "`BASE` of plain offsets: file or code; standard input then has an offset on each line")
	return cmd
}

// yesNo is a flag that is also set by yes and no.
type yesNo struct{ b *bool }

func (y yesNo) String() string {
	if y.b != nil && *y.b {
		return "yes"
	}
	return "no"
}

func (y yesNo) Type() string     { return "bool" }
func (y yesNo) IsBoolFlag() bool { return true }

func (y yesNo) Set(s string) error {
	switch s {
	case "yes", "true", "1":
		*y.b = true
	case "no", "false", "0":
		*y.b = false
	default:
		return fmt.Errorf("%q is neither yes nor no", s)
	}
	return nil
}

// wamrModes are the engines that --engine has besides stacktext's.
var wamrModes = []struct {
	name string
	mode symbolize.Mode
}{
	{"wamr-classic", symbolize.ModeClassic},
	{"wamr-fast", symbolize.ModeFast},
	{"wamr-aot", symbolize.ModeAOT},
}

func symbolizeEngines() []string {
	names := append([]string{"auto"}, stacktext.EngineNames()...)
	for _, m := range wamrModes {
		names = append(names, m.name)
	}
	return names
}

// parseEngine reads the value of --engine.
func parseEngine(name string) (stacktext.Engine, symbolize.Mode, error) {
	if name == "auto" {
		return stacktext.EngineUnknown, symbolize.ModeUnknown, nil
	}
	for _, m := range wamrModes {
		if m.name == name {
			return stacktext.WAMR, m.mode, nil
		}
	}
	if e, ok := stacktext.ParseEngine(name); ok {
		return e, symbolize.ModeUnknown, nil
	}
	return 0, 0, usagef("--engine: there is no %q; there are %s", name, strings.Join(symbolizeEngines(), ", "))
}

// parseBase reads the value of --offsets.
func parseBase(name string) (symbolize.Base, error) {
	switch name {
	case "", "file":
		return symbolize.FromFile, nil
	case "code":
		return symbolize.FromCode, nil
	}
	return 0, usagef("--offsets: %q is neither file nor code", name)
}

func runSymbolize(cmd *cobra.Command, flags *symbolizeFlags, args []string) error {
	opts := symbolize.Options{JSON: flags.json, Style: symbolize.Style{OnlyOuter: !flags.inlines}}
	var res symbolize.Resolver
	var err error
	if opts.Engine, res.Mode, err = parseEngine(flags.engine); err != nil {
		return err
	}
	base, err := parseBase(flags.offsets)
	if err != nil {
		return err
	}
	if len(flags.modules) == 0 {
		return usagef("which module? --module app.wasm")
	}
	finder, err := flags.finder(flags.modules[0])
	if err != nil {
		return err
	}
	if len(flags.sourcePaths)+len(flags.sourceMaps) > 0 {
		opts.Style.Path = sourcePath(finder)
	}
	var loaded []*load.Module
	defer func() {
		for _, m := range loaded {
			m.Close()
		}
	}()
	for _, spec := range flags.modules {
		m, own, err := openModule(spec, load.Options{DebugDirs: flags.debugDirs, Map: true})
		if err != nil {
			return err
		}
		loaded = append(loaded, m)
		res.Modules = append(res.Modules, own)
		for _, note := range m.Notes {
			fmt.Fprintf(cmd.ErrOrStderr(), "wdbg: %s: %s\n", own.Name, symbols.Printable(note.Error()))
		}
	}
	in, out := cmd.InOrStdin(), cmd.OutOrStdout()
	err = filemap.Guard(func() error {
		if len(args) == 0 && flags.offsets == "" {
			return symbolize.Rewrite(out, in, &res, opts)
		}
		return symbolizeOffsets(out, in, &res, base, opts, args)
	})
	for _, m := range loaded {
		for _, problem := range m.Table.Problems() {
			fmt.Fprintf(cmd.ErrOrStderr(), "wdbg: %s: %s\n", m.Path, symbols.Printable(problem.Error()))
		}
	}
	return err
}

// symbolizeOffsets answers for the offsets on the command line, or else for those in the input.
func symbolizeOffsets(out io.Writer, in io.Reader, res *symbolize.Resolver, base symbolize.Base, opts symbolize.Options, args []string) error {
	if len(res.Modules) > 1 {
		return usagef("offsets need to be of one module, not of %d", len(res.Modules))
	}
	m := res.Modules[0]
	if len(args) > 0 {
		for _, arg := range args {
			if _, err := m.ParseOffset(arg, base); err != nil {
				return &usageError{err}
			}
		}
		in = strings.NewReader(strings.Join(args, "\n") + "\n")
	}
	return symbolize.Offsets(out, in, m, base, opts)
}

// openModule opens the module of a --module flag.
func openModule(spec string, opts load.Options) (*load.Module, *symbolize.Module, error) {
	name, path, named := strings.Cut(spec, "=")
	if !named {
		path = spec
	}
	m, err := load.Open(path, opts)
	if err != nil {
		return nil, nil, err
	}
	own := symbolize.NewModule(path, m.Module, m.Table)
	if named {
		own.AddName(name)
	}
	return m, own, nil
}

// sourcePath returns what shows the path of a source file: that of the file that was found, else where --source-map
// says that it is, else that in the debug information.
func sourcePath(finder *srcfile.Finder) func(*symbols.File) string {
	return func(file *symbols.File) string {
		if text, err := finder.Open(file); err == nil && text.Path != "" {
			return text.Path
		}
		if mapped := (&srcfile.Finder{Mappings: finder.Mappings}).Candidates(file.Path); len(finder.Mappings) > 0 && len(mapped) > 0 {
			return mapped[0]
		}
		return file.Path
	}
}
