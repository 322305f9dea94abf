package command

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// infoSymbols returns the rows of info about symbols.
func infoSymbols() []*Command {
	return []*Command{
		{
			Names: []string{"functions", "funcs"}, Group: GroupSymbols, Usage: "[REGEXP]",
			Help:    "list functions",
			Example: "info functions ^parse_",
			Run:     (*Interp).infoFunctions,
		},
		{
			Names: []string{"variables", "vars", "statics"}, Group: GroupSymbols, Usage: "[REGEXP]",
			Help:    "list global and static variables with their values",
			Example: "info variables ^config",
			Run:     (*Interp).infoVariables,
		},
		{
			Names: []string{"types"}, Group: GroupSymbols, Usage: "[REGEXP]",
			Help:    "list types",
			Example: "info types Node",
			Run:     (*Interp).infoTypes,
		},
		{
			Names: []string{"sources", "files"}, Group: GroupSymbols, Usage: "[REGEXP]",
			Help:    "list source files that have code, and where their text was found",
			Example: "info sources\ninfo sources \\.c$",
			Run:     (*Interp).infoSources,
		},
		{
			Names: []string{"source"}, Group: GroupSymbols,
			Help:    "show the source file of the selected frame",
			Example: "info source",
			Run:     (*Interp).infoSource,
		},
		{
			Names: []string{"line"}, Group: GroupSymbols, Usage: "[LOCATION]", Complete: CompleteLocation,
			Help:    "show where the code of a line begins",
			Example: "info line 12\ninfo line parse.c:120",
			Run:     (*Interp).infoLine,
		},
		{
			Names: []string{"symbol"}, Group: GroupSymbols, Usage: "ADDRESS", Complete: CompleteExpr,
			Help:    "show what lies at an address of memory, or at an offset of the code (*OFFSET)",
			Example: "info symbol 0x1040\ninfo symbol *0x1f2",
			Run:     (*Interp).infoSymbol,
		},
		{
			Names: []string{"scope"}, Group: GroupSymbols, Usage: "[LOCATION]", Complete: CompleteLocation,
			Help:    "list the variables that are visible at a place, with their types",
			Example: "info scope sum",
			Run:     (*Interp).infoScope,
		},
		{
			Names: []string{"frame"}, Group: GroupStack,
			Help:    "show all that is known of the selected frame",
			Example: "info frame",
			Run:     (*Interp).infoFrame,
		},
		{
			Names: []string{"calls"}, Group: GroupRunning,
			Help:    "list the calls of the current line that step can go into",
			Example: "info calls",
			Run:     (*Interp).infoCalls,
		},
	}
}

// each calls a function for every instance with its symbols, and writes its name before what it writes where there are several.
func (in *Interp) each(v *debugger.View, do func(inst target.Instance, t *symbols.Table)) {
	list := v.Instances()
	for _, inst := range list {
		if len(list) > 1 {
			in.printf("%s\n", in.paint(listing.Bold, printable(inst.Name)+":"))
		}
		do(inst, v.Table(inst.ID))
	}
}

// listNames writes what a function yields for each instance, of which at most so many; it is told which names are wanted.
func (in *Interp) listNames(a Args, nothing string, rows func(v *debugger.View, inst target.Instance, t *symbols.Table, wanted func(string) bool) iter.Seq[string]) error {
	wanted, err := pattern(a.Text)
	if err != nil {
		return err
	}
	return in.inspect(func(v *debugger.View) error {
		shown := 0
		in.each(v, func(inst target.Instance, t *symbols.Table) {
			for row := range rows(v, inst, t, wanted) {
				if shown++; shown > maxRows {
					in.printf("… and more: narrow it with a regular expression\n")
					return
				}
				in.printf("%s\n", row)
			}
		})
		if shown == 0 {
			in.printf("%s\n", nothing)
		}
		return nil
	})
}

// name writes the name of a symbol.
func (in *Interp) name(name string) string {
	return in.paint(listing.Cyan, listing.Clip(printable(name), listing.MaxName))
}

func (in *Interp) infoFunctions(a Args) error {
	return in.listNames(a, "no functions", func(v *debugger.View, inst target.Instance, t *symbols.Table, wanted func(string) bool) iter.Seq[string] {
		return func(yield func(string) bool) {
			for f := range t.Funcs(false) {
				name := f.DisplayName()
				if (wanted(name) || wanted(f.RawName())) && !yield(in.name(name)+in.funcPlace(inst, f)) {
					return
				}
			}
		}
	})
}

// funcPlace says where a function is.
func (in *Interp) funcPlace(inst target.Instance, f *symbols.Func) string {
	if pos := listing.Position(in.opts.Dir, f.Decl); pos != "" {
		return "  " + pos
	}
	if f.HasIndex {
		if body, ok := inst.Module.Body(f.Index); ok {
			return "  " + in.paint(listing.Dim, fmt.Sprintf("func %d @ 0x%x", f.Index, uint64(body.Start)))
		}
		return "  " + in.paint(listing.Dim, fmt.Sprintf("func %d, imported", f.Index))
	}
	return ""
}

func (in *Interp) infoVariables(a Args) error {
	return in.listNames(a, "no variables", func(v *debugger.View, inst target.Instance, t *symbols.Table, wanted func(string) bool) iter.Seq[string] {
		vals := &listing.Values{Context: v.StaticContext(inst), Formatters: v.Formatters(inst.Module)}
		p := vals.FullPrinter()
		p.Hex, p.Why = in.settings.hex, nil
		return func(yield func(string) bool) {
			for g := range t.Globals() {
				name := symbols.Qualify(g.Scope, g.Name)
				if wanted(name) && !yield(in.name(name)+" = "+printable(p.Variable(vals.Context, g))) {
					return
				}
			}
		}
	})
}

func (in *Interp) infoTypes(a Args) error {
	return in.listNames(a, "no types", func(v *debugger.View, inst target.Instance, t *symbols.Table, wanted func(string) bool) iter.Seq[string] {
		var found []string
		for name := range t.TypeNames() {
			if name != "" && wanted(name) {
				found = append(found, in.name(symbols.ShortenType(name)))
			}
		}
		slices.Sort(found)
		return slices.Values(slices.Compact(found))
	})
}

func (in *Interp) infoSources(a Args) error {
	return in.listNames(a, "no source files", func(v *debugger.View, inst target.Instance, t *symbols.Table, wanted func(string) bool) iter.Seq[string] {
		var rows []string
		seen := map[string]bool{}
		for _, f := range t.Files() {
			if !seen[f.Path] && wanted(f.Path) && len(rows) <= maxRows {
				seen[f.Path] = true
				rows = append(rows, in.paint(listing.Cyan, listing.File(in.opts.Dir, f))+in.sourceNote(f))
			}
		}
		return slices.Values(rows)
	})
}

// sourceNote says where the text of a source file was found.
func (in *Interp) sourceNote(f *symbols.File) string {
	if in.opts.Sources == nil {
		return ""
	}
	src, err := in.opts.Sources.Open(f)
	switch {
	case err != nil:
		return "  (not found)"
	case src.Path == "":
		return "  (in the debug information)"
	case src.Stale:
		return "  " + printable(src.Path) + " (differs from what was compiled)"
	}
	if path := printable(src.Path); path != listing.File(in.opts.Dir, f) {
		return "  " + path
	}
	return ""
}

func (in *Interp) infoSource(a Args) error {
	return in.withFrame(func(v *debugger.View, f *debugger.Frame) error {
		if f.Pos.File == nil {
			return errors.New("no source file is known here")
		}
		in.printf("%s\n", printable(f.Pos.File.Path))
		if note := strings.TrimSpace(in.sourceNote(f.Pos.File)); note != "" {
			in.printf("    text: %s\n", note)
		}
		in.printf("    from: %s\n", f.Origin)
		if f.Func != nil && f.Func.Language != symbols.LanguageUnknown {
			in.printf("    language: %s\n", languageName(f.Func.Language))
		}
		return nil
	})
}

func languageName(l symbols.Language) string {
	names := [...]string{symbols.C: "C", symbols.CPlusPlus: "C++", symbols.Rust: "Rust", symbols.Go: "Go", symbols.TinyGo: "Go (TinyGo)", symbols.AssemblyScript: "AssemblyScript",
		symbols.Zig: "Zig", symbols.Swift: "Swift", symbols.D: "D", symbols.Fortran: "Fortran", symbols.ObjectiveC: "Objective-C", symbols.Assembler: "assembler"}
	if int(l) < len(names) && names[l] != "" {
		return names[l]
	}
	return "unknown"
}

func (in *Interp) infoLine(a Args) error {
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		location := a.Text
		if location == "" {
			if f == nil || !f.Pos.IsValid() {
				return errors.New("no source line is known here: say which one")
			}
			location = strconv.Itoa(f.Pos.Line)
		}
		sites, err := v.Locate(location, f)
		if err != nil {
			return placeError(err, a.Text)
		}
		for i := range sites {
			if i == maxSites {
				in.printf("… %s more\n", listing.Grouped(len(sites)-i))
				break
			}
			s := &sites[i]
			inst, _ := v.Instance(s.Place.Instance)
			body, _ := inst.Module.Body(s.Place.Func)
			in.printf("0x%x %s\n", uint64(body.Start)+uint64(s.Place.Offset), in.siteText(s))
		}
		return nil
	})
}

func (in *Interp) infoSymbol(a Args) error {
	if a.Text == "" {
		return a.usage()
	}
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		if strings.HasPrefix(a.Text, "*") {
			sites, err := v.Locate(a.Text, f)
			if err != nil {
				return placeError(err, a.Text)
			}
			in.printf("%s\n", in.siteText(&sites[0]))
			return nil
		}
		at, err := v.MemoryPlace(f, a.Text)
		if err != nil {
			return placeError(err, a.Text)
		}
		sym, ok := v.Table(at.Instance.ID).DataSymbol(at.Addr)
		if !ok {
			in.printf("no variable is known to lie at 0x%x\n", at.Addr)
			return nil
		}
		in.printf("0x%x is %s+%d", at.Addr, printable(sym.Name), at.Addr-sym.Addr)
		if sym.Size > 0 {
			in.printf(", which has %s", listing.Count(int(sym.Size), "byte"))
		}
		in.printf("\n")
		return nil
	})
}

func (in *Interp) infoScope(a Args) error {
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		var scopes []symbols.Frame
		if a.Text != "" {
			sites, err := v.Locate(a.Text, f)
			if err != nil {
				return placeError(err, a.Text)
			}
			inst, _ := v.Instance(sites[0].Place.Instance)
			body, _ := inst.Module.Body(sites[0].Place.Func)
			scopes = v.Table(inst.ID).Frames(nil, inst.Module.CodeOffsetOf(body.Start+wasm.FileOffset(sites[0].Place.Offset)))
		} else if f != nil {
			scopes = []symbols.Frame{f.Frame}
		}
		if len(scopes) == 0 || scopes[0].Scope == nil {
			return errors.New("there is no debug information about variables there")
		}
		list, err := scopes[0].Scope.Variables()
		if err != nil {
			in.printf("not all variables are known: %s\n", printable(err.Error()))
		}
		for i, variable := range list {
			if i == maxRows {
				break
			}
			in.printf("%s%s  (%v)\n", strings.Repeat("  ", min(variable.Block, 8)), declare(variable.Type, listing.Label(variable)), variable.Kind)
		}
		if len(list) == 0 && err == nil {
			in.printf("no variables\n")
		}
		return nil
	})
}

func (in *Interp) infoFrame(a Args) error {
	return in.withFrame(func(v *debugger.View, f *debugger.Frame) error {
		in.printf("frame %d of thread %d: %s\n", f.Number, f.Thread, in.signature(v, f, true))
		in.printf("    depth %d of the machine's stack, which has %s\n", f.Physical.Depth, listing.Count(v.NumFrames(f.Thread), "frame"))
		if f.IsHost() {
			return nil
		}
		off, _ := f.Activation().FileOffset()
		in.printf("    function %d of %s, at 0x%x (byte 0x%x of its body)\n", f.Physical.Func, printable(f.Instance.Name), uint64(off), uint32(f.Physical.Offset))
		if f.Func != nil {
			if raw := f.Func.RawName(); raw != "" && raw != f.Func.DisplayName() {
				in.printf("    symbol %s\n", listing.Clip(printable(raw), listing.MaxName))
			}
			in.printf("    name from %v", f.Func.Origin)
			if f.Pos.File != nil {
				in.printf(", place from %v", f.Origin)
			}
			if f.Func.Language != symbols.LanguageUnknown {
				in.printf(", language %s", languageName(f.Func.Language))
			}
			in.printf("\n")
		}
		if f.Inlined {
			in.printf("    inlined into the frame above\n")
		}
		if caller, err := v.Frames(f.Thread, f.Number+1, 1); err == nil && len(caller) == 1 {
			in.printf("    called by %s\n", in.signature(v, caller[0], false))
		}
		return nil
	})
}

func (in *Interp) infoCalls(a Args) error {
	return in.withFrame(func(v *debugger.View, f *debugger.Frame) error {
		list, err := v.StepTargets(f)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			in.printf("no calls\n")
		}
		for _, t := range list {
			text := in.paint(listing.Cyan, listing.Clip(printable(t.Name), listing.MaxName))
			if t.Inlined {
				text += " [inlined]"
			}
			in.printf("%s\n", text)
		}
		return nil
	})
}

// reason is why something has no value, for people.
func reason(err error) string { return printable(value.Reason(err)) }
