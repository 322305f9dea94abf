package symbolize

import (
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/stacktext"
	"github.com/wdbg/wdbg/wasm"
)

// Mode is how WAMR executed a module, which decides what its offsets mean. Other engines have none.
type Mode uint8

// Modes.
const (
	ModeUnknown Mode = iota // found out from the stack itself
	ModeClassic             // the classic interpreter: offsets are of what follows the call or trap
	ModeFast                // the fast interpreter: offsets are of its own code
	ModeAOT                 // compiled ahead of time: offsets are of the call or trap
)

// Resolver finds the places of frames in its modules. It is not for use by several goroutines at once.
type Resolver struct {
	// Modules are where frames may belong. There is at least one.
	Modules []*Module
	// Mode is set where the user knows it.
	Mode Mode
}

// Answer is what is known of a frame.
type Answer struct {
	Frame stacktext.Frame
	// Module is nil where it is not known.
	Module *Module
	// Func is the function in the module, where HasFunc.
	Func    wasm.FuncIndex
	HasFunc bool
	// At is the instruction, where HasAt: the one at fault, or the call.
	At    wasm.FileOffset
	HasAt bool
	// Frames are the logical frames at the instruction, the innermost first.
	Frames []symbols.Frame
	// Decl is the function's symbols where the instruction is not known; nil where there are none.
	Decl *symbols.Func
	// Why says why there is no place in the source; "" where there is.
	Why string
	// Note says what the place was deduced from, where that is not the offset.
	Note string
}

// Stack resolves the frames of one stack, the innermost first. What is known of a stack before may be given to continue it.
func (r *Resolver) Stack(frames []stacktext.Frame, trap stacktext.Trap, before *Context) []Answer {
	if before == nil {
		before = &Context{}
	}
	cases := make([]claim, len(frames))
	for i := range frames {
		cases[i].frame = &frames[i]
		cases[i].trap = stacktext.TrapUnknown
		if frames[i].Innermost {
			cases[i].trap = trap
		}
	}
	r.chooseModules(cases, before)
	answers := make([]Answer, len(frames))
	for i := range cases {
		cases[i].inner = before.last
		if i > 0 {
			cases[i].inner = &cases[i-1].known
		}
		cases[i].narrow()
		cases[i].known.of(&cases[i])
	}
	r.chooseMode(cases, before)
	for i := range cases {
		answers[i] = cases[i].answer(before.mode)
		if answers[i].HasFunc { // the place may have decided between functions
			cases[i].known = callee{module: answers[i].Module, funcs: []wasm.FuncIndex{answers[i].Func}}
		}
	}
	for i := range cases {
		cases[i].deduce(&answers[i], before.mode)
	}
	if len(cases) > 0 {
		last := cases[len(cases)-1].known
		before.last = &last
	}
	return answers
}

// Context is what is known of a stack of which only the beginning has been resolved. The zero value is a stack's beginning.
type Context struct {
	mode   Mode
	last   *callee
	module *Module
	named  []*Module // that the stack calls by name
}

// callee is what is known of the function that a frame has called: the one of the frame before.
type callee struct {
	module *Module
	funcs  []wasm.FuncIndex
}

func (c *callee) of(x *claim) { *c = callee{module: x.module, funcs: x.funcs} }

// claim is a frame together with what has been found out about it.
type claim struct {
	frame  *stacktext.Frame
	trap   stacktext.Trap
	module *Module
	funcs  []wasm.FuncIndex // that the frame may be of
	why    string           // why there is no module or function
	known  callee
	inner  *callee
}

// chooseModules finds the module of each frame and the functions there that it may be of.
func (r *Resolver) chooseModules(cases []claim, before *Context) {
	for i := range cases {
		before.named = r.addNamed(before.named, cases[i].frame.Module)
	}
	// candidates in common to the frames so far
	var common []*Module
	for i := range cases {
		c := &cases[i]
		candidates := r.candidates(c, before.named)
		if len(candidates) == 0 {
			continue
		}
		if both := intersect(common, candidates); common == nil || len(both) > 0 {
			common = candidates
			if both != nil {
				common = both
			}
		}
	}
	for i := range cases {
		c := &cases[i]
		candidates := r.candidates(c, before.named)
		if len(candidates) > 1 {
			if both := intersect(common, candidates); len(both) > 0 {
				candidates = both
			}
			if before.module != nil && slices.Contains(candidates, before.module) {
				candidates = []*Module{before.module}
			}
		}
		switch len(candidates) {
		case 0:
			c.why = r.noModule(c)
		case 1:
			c.module = candidates[0]
			c.funcs, c.why = c.module.functions(c.frame)
			before.module = c.module
		default:
			c.why = fmt.Sprintf("it may belong to %s or %s", candidates[0].Name, candidates[1].Name)
		}
	}
}

func intersect(a, b []*Module) (both []*Module) {
	for _, m := range a {
		if slices.Contains(b, m) {
			both = append(both, m)
		}
	}
	return both
}

// candidates returns the modules that a frame may belong to. Those which the stack calls by name have no other name in it.
func (r *Resolver) candidates(c *claim, named []*Module) []*Module {
	if c.frame.Module != "" {
		for _, m := range r.Modules {
			if m.isCalled(c.frame.Module) {
				return []*Module{m}
			}
		}
	}
	var fit []*Module
	for _, m := range r.Modules {
		if c.frame.Module != "" && slices.Contains(named, m) {
			continue
		}
		if len(r.Modules) == 1 || m.fits(c) {
			fit = append(fit, m)
		}
	}
	return fit
}

// addNamed adds the modules that are called by a name.
func (r *Resolver) addNamed(named []*Module, name string) []*Module {
	for _, m := range r.Modules {
		if name != "" && !slices.Contains(named, m) && m.isCalled(name) {
			named = append(named, m)
		}
	}
	return named
}

// noModule says why no module fits.
func (r *Resolver) noModule(c *claim) string {
	if c.frame.Module != "" {
		return fmt.Sprintf("which module is %s? see --module", quote(c.frame.Module))
	}
	return "no module given fits"
}

// fits reports whether a frame may be one of the module's, by function and offset.
func (m *Module) fits(c *claim) bool {
	funcs, why := m.functions(c.frame)
	if why != "" {
		return false
	}
	if c.frame.Meaning != stacktext.FileOffset || c.frame.Points == stacktext.AtOrAfter {
		return true
	}
	for _, f := range funcs {
		if b := m.body(f); b != nil && b.contains(wasm.FileOffset(c.frame.Offset)) {
			return true
		}
	}
	return false
}

// functions returns the functions of the module that a frame may be of, or why there are none.
func (m *Module) functions(f *stacktext.Frame) (funcs []wasm.FuncIndex, why string) {
	switch {
	case f.Detailed:
		return m.detailed(f)
	case f.HasFunc:
		if int(f.Func) >= m.Wasm.NumFuncs() {
			return nil, fmt.Sprintf("%s has no function %d", m.Name, f.Func)
		}
		if f.Name != "" && !m.mayBeCalled(f.Func, f.Name, f.NameCut) {
			return nil, fmt.Sprintf("in %s, that is %s", m.Name, m.describe(f.Func))
		}
		return []wasm.FuncIndex{f.Func}, ""
	case f.Name != "" && !f.NameCut:
		if funcs = m.called(f.Name); len(funcs) > 0 {
			return funcs, ""
		}
	}
	if f.Meaning == stacktext.FileOffset {
		at := wasm.FileOffset(f.Offset)
		if f.Points != stacktext.AtInstruction && at > 0 {
			at--
		}
		if fn, ok := m.Wasm.FuncAt(at); ok && (f.Name == "" || m.mayBeCalled(fn, f.Name, f.NameCut)) {
			return []wasm.FuncIndex{fn}, ""
		}
	}
	if f.Name != "" {
		return nil, fmt.Sprintf("%s has no function %s", m.Name, quote(f.Name))
	}
	return nil, fmt.Sprintf("0x%x is in no function of %s", f.Offset, m.Name)
}

// detailed returns the function of a frame for which the engine used debug information: its name may be that of an inlined call.
func (m *Module) detailed(f *stacktext.Frame) (funcs []wasm.FuncIndex, why string) {
	at := wasm.FileOffset(f.Offset)
	fn, ok := m.Wasm.FuncAt(at)
	if !ok || f.Meaning != stacktext.FileOffset {
		return nil, fmt.Sprintf("0x%x is in no function of %s", f.Offset, m.Name)
	}
	if f.Name == "" || m.mayBeCalled(fn, f.Name, f.NameCut) {
		return []wasm.FuncIndex{fn}, ""
	}
	if m.symbols != nil {
		for _, frame := range m.symbols.Frames(nil, m.Wasm.CodeOffsetOf(at)) {
			if g := frame.Func; g != nil && withoutParams(normal(f.Name)) == withoutParams(g.QualifiedName()) {
				return []wasm.FuncIndex{fn}, ""
			}
		}
	}
	return nil, fmt.Sprintf("0x%x is not in %s", f.Offset, quote(f.Name))
}

// quote returns a text in quotation marks, fit for a terminal.
func quote(s string) string { return `"` + symbols.Printable(s) + `"` }
