package debugger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// Locate returns the places that a location means: "file:line", "file:line:column", "function:line", "line", "+3", "-2", "function", "Class::method", "glob*", "/regexp/",
// "*0x1234" (an offset in the module file), "function+0x12" (an offset in its body), "func[7]"; each may begin with an instance's name and "!". The
// frame is what relative ones refer to; it may be nil. The error is a *LocationError.
func (v *View) Locate(location string, from *Frame) ([]Site, error) {
	l, err := parseLocation(location)
	if err != nil {
		return nil, err
	}
	return v.locate(&l, from)
}

func (v *View) locate(l *locspec, from *Frame) ([]Site, error) {
	if err := l.relate(from); err != nil {
		return nil, err
	}
	var sites []Site
	for _, inst := range v.Instances() {
		if !l.isOf(inst) {
			continue
		}
		sites = append(sites, v.locateIn(inst, l)...)
	}
	if len(sites) == 0 {
		return nil, v.notFound(l)
	}
	return sites, nil
}

// isOf reports whether a location may be in an instance.
func (l *locspec) isOf(i target.Instance) bool {
	return l.instance == "" || l.instance == i.Name || l.instance == strings.TrimSuffix(i.Name, ".wasm")
}

// isRelative reports whether a location refers to a frame.
func (l *locspec) isRelative() bool {
	return l.kind == locRelative || l.kind == locLine && l.file == ""
}

// relate completes a location that refers to a frame.
func (l *locspec) relate(from *Frame) error {
	if !l.isRelative() {
		return nil
	}
	if from == nil || from.Pos.File == nil {
		return &LocationError{l.text, "the current frame has no source file: name one, as in main.c:12"}
	}
	l.file = from.Pos.File.Path
	if l.kind == locRelative {
		l.kind = locLine
		if l.line += from.Pos.Line; l.line < 1 {
			return &LocationError{l.text, "this is before the first line"}
		}
	}
	return nil
}

// locateIn returns the places of a location in one instance.
func (v *View) locateIn(inst target.Instance, l *locspec) []Site {
	switch l.kind {
	case locLine:
		if files := matchingFiles(v.s.table(inst), l.file); len(files) > 0 {
			return v.lineSites(inst, files, l.line, l.column, func(*Site) bool { return true })
		}
		return v.lineInFunc(inst, l)
	case locFile:
		at := wasm.FileOffset(l.offset)
		f, ok := inst.Module.FuncAt(at)
		if !ok {
			return nil
		}
		body, _ := inst.Module.Body(f)
		off, exact := instrAt(inst.Module, f, wasm.FuncOffset(at-body.Start))
		if !exact {
			return nil
		}
		return []Site{v.site(inst, f, off)}
	case locIndex:
		f := wasm.FuncIndex(l.offset)
		if _, ok := inst.Module.Body(f); !ok || l.offset >= uint64(inst.Module.NumFuncs()) {
			return nil
		}
		return []Site{v.funcSite(inst, f)}
	case locOffset:
		var sites []Site
		for _, fn := range v.findFuncs(inst, l.namedFuncs()) {
			if off, exact := instrAt(inst.Module, fn, wasm.FuncOffset(l.offset)); exact {
				sites = append(sites, v.site(inst, fn, off))
			}
		}
		return sites
	}
	return v.funcSites(inst, l.funcNames())
}

// site describes a place.
func (v *View) site(inst target.Instance, f wasm.FuncIndex, off wasm.FuncOffset) Site {
	s := Site{Place: target.Place{Instance: inst.ID, Func: f, Offset: off}}
	frames := v.s.table(inst).Frames(nil, codeOffset(inst.Module, f, off))
	if len(frames) > 0 {
		s.Pos, s.Inlined = frames[0].Pos, frames[0].Inlined
		if frames[0].Func != nil && frames[0].Func.Name != "" {
			s.Func = symbols.Printable(frames[0].Func.DisplayName())
		}
	}
	if s.Func == "" {
		s.Func = v.FuncName(target.FuncRef{Instance: inst.ID, Func: f})
	}
	return s
}

// linesAhead is how far a line without code is moved.
const linesAhead = 100

// lineSites returns where the program has to stop for a line: once for each time that it is executed. Where the line has no
// code that is the next line with code. Sites that are not wanted count as none.
func (v *View) lineSites(inst target.Instance, files []*symbols.File, line, column int, wanted func(*Site) bool) []Site {
	table := v.s.table(inst)
	for n := line; n <= line+linesAhead; n++ {
		var places []symbols.Place
		for _, f := range files {
			at := table.Places(f, n, column)
			if len(at) == 0 && column > 0 { // no code begins there: the line is meant
				at = table.Places(f, n, 0)
			}
			places = append(places, at...)
		}
		sites := v.sitesOf(inst, places)
		if sites = slices.DeleteFunc(sites, func(s Site) bool { return !wanted(&s) }); len(sites) > 0 {
			return sites
		}
		column = 0
	}
	return nil
}

// lineInFunc returns the places of a line of functions, which are named instead of the file.
func (v *View) lineInFunc(inst target.Instance, l *locspec) []Site {
	var sites []Site
	for _, f := range v.findFuncs(inst, l.namedFuncs()) {
		if file := v.funcSite(inst, f).Pos.File; file != nil {
			sites = append(sites, v.lineSites(inst, []*symbols.File{file}, l.line, l.column, func(s *Site) bool { return s.Place.Func == f })...)
		}
	}
	return sites
}

// namedFuncs returns the functions that are named where a file may be too.
func (l *locspec) namedFuncs() funcNames {
	named := locspec{kind: locFunc, name: l.name}
	if l.kind == locLine {
		named.name = l.file
	}
	return named.funcNames()
}

// matchingFiles returns the source files that a name means. An exact path excludes others.
func matchingFiles(table *symbols.Table, name string) []*symbols.File {
	var exact, like []*symbols.File
	for _, f := range table.Files() {
		switch {
		case f.Path == name:
			exact = append(exact, f)
		case fileMatches(name, f.Path):
			like = append(like, f)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return like
}

// sitesOf turns the pieces of code of a line into places to stop at. Pieces of one activation of a function are left out if one before them
// is executed first in any case, as with the condition and the increment of a loop. Where a line begins a function the place is after its
// prologue, for its parameters have no values before.
func (v *View) sitesOf(inst target.Instance, places []symbols.Place) []Site {
	type piece struct {
		site Site
		key  string
	}
	slices.SortFunc(places, func(a, b symbols.Place) int { return cmp.Compare(a.At, b.At) })
	table := v.s.table(inst)
	var pieces []piece
	for _, p := range places {
		f, off, ok := placeAt(inst.Module, p.At)
		if !ok {
			continue
		}
		behind := v.pastPrologue(inst, f, off)
		prologue := behind != off
		off = behind
		key := fmt.Sprint(f)
		for i, fr := range table.Frames(nil, codeOffset(inst.Module, f, off)) {
			key += fmt.Sprintf(" %p", fr.Func)
			if i > 0 { // the call that was inlined: another one is another activation
				key += fmt.Sprintf(" %d:%d", fr.Pos.Line, fr.Pos.Column)
			}
			if fr.Inlined {
				key += "<"
			}
		}
		if !prologue {
			off = v.landing(inst, f, off)
		}
		site := v.site(inst, f, off)
		site.Prologue = prologue
		pieces = append(pieces, piece{site, key})
	}
	var sites []Site
	var kept []piece
	for _, p := range pieces {
		covered := slices.ContainsFunc(kept, func(k piece) bool {
			return k.key == p.key && k.site.Place.Func == p.site.Place.Func &&
				(k.site.Place.Offset == p.site.Place.Offset || dominates(inst.Module, k.site.Place, p.site.Place.Offset))
		})
		if !covered {
			kept = append(kept, p)
			sites = append(sites, p.site)
		}
	}
	return sites
}

// landing returns where to stop for a piece of code, see flow.landing.
func (v *View) landing(inst target.Instance, f wasm.FuncIndex, off wasm.FuncOffset) wasm.FuncOffset {
	fl := v.s.flow(inst, f)
	if i, ok := fl.find(off); ok {
		return fl.instrs[fl.landing(i)].at
	}
	return off
}

// funcSites returns where functions of a name begin, after their prologues, and where they are inlined.
func (v *View) funcSites(inst target.Instance, names funcNames) []Site {
	var sites []Site
	for _, f := range v.findFuncs(inst, names) {
		sites = append(sites, v.funcSite(inst, f))
	}
	if names.exact && names.last == "main" && len(sites) > 0 {
		return sites // nobody calls it, so it is not inlined: no need to look everywhere
	}
	return append(sites, v.inlinedSites(inst, names)...)
}

// inlinedSites returns where functions are inlined.
func (v *View) inlinedSites(inst target.Instance, names funcNames) []Site {
	table := v.s.table(inst)
	var sites []Site
	for _, src := range table.Sources() {
		in, ok := src.(symbols.InlineSource)
		if !ok {
			continue
		}
		for at := range in.InlinedCalls(func(f *symbols.Func) bool { return names.matches(f) }) {
			if f, off, ok := placeAt(inst.Module, at); ok {
				sites = append(sites, v.outerSite(inst, f, off, false, func(fr *symbols.Frame) bool { return names.matches(fr.Func) }))
			}
		}
	}
	return sites
}

// matches reports whether a function is meant.
func (n *funcNames) matches(f *symbols.Func) bool {
	if f.Name == "" {
		return false
	}
	if n.exact && n.last != "" && !strings.Contains(f.Name, n.last) && !strings.Contains(f.RawName(), n.last) {
		return false
	}
	return n.match(f.Name) || n.match(f.QualifiedName()) || n.match(f.DisplayName()) || n.match(f.RawName()) || n.match(symbols.Demangle(f.RawName()))
}

// findFuncs returns the functions of a module that names mean. Of functions that a name means those with debug information are preferred.
func (v *View) findFuncs(inst target.Instance, names funcNames) []wasm.FuncIndex {
	var found, described []wasm.FuncIndex
	add := func(f wasm.FuncIndex, fn *symbols.Func) {
		found = append(found, f)
		if fn.Origin >= symbols.OriginGoTable {
			described = append(described, f)
		}
	}
	for f := range v.candidates(inst, names) {
		if fn := v.Func(inst, f); fn != nil && names.matches(fn) {
			add(f, fn)
		}
	}
	if len(found) == 0 {
		for fn := range v.s.table(inst).Funcs(false) {
			if fn.HasIndex && names.matches(fn) {
				add(fn.Index, fn)
			}
		}
	}
	if names.exact && len(described) > 0 {
		found = described
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// candidates yields the functions whose names for the linker have what was written in them: it spares reading all debug information.
func (v *View) candidates(inst target.Instance, names funcNames) func(yield func(wasm.FuncIndex) bool) {
	m := inst.Module
	return func(yield func(wasm.FuncIndex) bool) {
		if !names.exact || names.last == "" {
			return
		}
		for f := range wasm.FuncIndex(m.NumFuncs()) {
			if _, defined := m.Body(f); !defined {
				continue
			}
			raw := m.FuncName(f)
			if strings.Contains(raw, names.last) || names.last == "main" && raw == "__original_main" {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// notFound says why a location means nothing, and what may have been meant.
func (v *View) notFound(l *locspec) error {
	problem := ""
	switch l.kind {
	case locLine:
		problem = v.lineNotFound(l)
	case locFile:
		problem = v.offsetNotFound(l)
	case locIndex:
		problem = fmt.Sprintf("no module has code of a function %d", l.offset)
	case locOffset:
		problem = v.funcOffsetNotFound(l)
	case locFunc:
		problem = fmt.Sprintf("no function '%s'%s", l.name, v.didYouMean(l.name))
	default:
		problem = fmt.Sprintf("no function matches %s", l.text)
	}
	if l.instance != "" && !slices.ContainsFunc(v.Instances(), l.isOf) {
		problem = fmt.Sprintf("no instance is called %q", l.instance)
	}
	return &LocationError{l.text, symbols.Printable(problem)}
}

func (v *View) lineNotFound(l *locspec) string {
	var all []string
	for _, inst := range v.Instances() {
		table := v.s.table(inst)
		if len(matchingFiles(table, l.file)) > 0 {
			return fmt.Sprintf("no code at line %d of %s, nor in the %d lines after it", l.line, l.file, linesAhead)
		}
		if len(v.findFuncs(inst, l.namedFuncs())) > 0 {
			return fmt.Sprintf("no code of %s at line %d, nor in the %d lines after it", l.file, l.line, linesAhead)
		}
		for _, f := range table.Files() {
			all = append(all, f.Path[strings.LastIndexAny(f.Path, `/\`)+1:])
		}
	}
	if len(all) == 0 {
		return "the program has no debug information with source lines; functions and *OFFSET can be used"
	}
	text := fmt.Sprintf("no source file '%s'", l.file)
	if near := listing.Nearest(l.file[strings.LastIndexAny(l.file, `/\`)+1:], all); near != "" {
		text += fmt.Sprintf("; did you mean '%s'?", near)
	}
	return text
}

// funcOffsetNotFound says what is wrong with an offset in a function's body.
func (v *View) funcOffsetNotFound(l *locspec) string {
	for _, inst := range v.Instances() {
		for _, f := range v.findFuncs(inst, l.namedFuncs()) {
			near, _ := instrAt(inst.Module, f, wasm.FuncOffset(min(l.offset, 1<<31)))
			if near == 0 {
				near = firstInstr(inst.Module, f)
			}
			return fmt.Sprintf("no instruction begins at %s+0x%x; the nearest is at %s+0x%x", l.name, l.offset, l.name, near)
		}
	}
	return fmt.Sprintf("no function '%s'%s", l.name, v.didYouMean(l.name))
}

func (v *View) offsetNotFound(l *locspec) string {
	for _, inst := range v.Instances() {
		f, ok := inst.Module.FuncAt(wasm.FileOffset(l.offset))
		if !ok {
			continue
		}
		body, _ := inst.Module.Body(f)
		off, _ := instrAt(inst.Module, f, wasm.FuncOffset(wasm.FileOffset(l.offset)-body.Start))
		return fmt.Sprintf("no instruction begins at 0x%x; the nearest before it is at *0x%x", l.offset, body.Start+wasm.FileOffset(off))
	}
	return fmt.Sprintf("0x%x is not within the code of a module", l.offset)
}

// near returns the function's name that is most like another.
func (v *View) near(name string) []string {
	var all []string
	for _, inst := range v.Instances() {
		for fn := range v.s.table(inst).Funcs(true) {
			if fn.Name != "" {
				all = append(all, fn.Name)
			}
		}
	}
	if best := listing.Nearest(lastComponent(name), all); best != "" {
		return []string{best}
	}
	return nil
}

func (v *View) didYouMean(name string) string {
	if list := v.near(name); len(list) > 0 {
		return fmt.Sprintf("; did you mean '%s'?", list[0])
	}
	return ""
}
