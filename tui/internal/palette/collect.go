package palette

import (
	"hash/maphash"
	"iter"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/unwind"
	"github.com/wdbg/wdbg/wasm"
)

// module is a module whose symbols can be found.
type module struct {
	inst  target.Instance
	table *symbols.Table
}

// index are the symbols of the program, as far as they have been collected.
type index struct {
	modules []module
	lists   [][]Entry // which do not change once they are here
	size    int
	next    func() (Entry, bool)
	stop    func()
	flying  bool
}

// maxSymbols bounds how many symbols can be found.
const maxSymbols = 1 << 20

// modulesMsg are the modules of the program.
type modulesMsg struct {
	modules []module
	err     error
}

// collectedMsg are further symbols.
type collectedMsg struct {
	index   *index
	entries []Entry
	done    bool
}

// readModules returns what asks which modules there are.
func readModules(s *debugger.Session) tea.Cmd {
	return func() tea.Msg {
		var msg modulesMsg
		msg.err = s.Peek(func(v *debugger.View) error {
			for _, inst := range v.Instances() {
				msg.modules = append(msg.modules, module{inst, v.Table(inst.ID)})
			}
			return nil
		})
		return msg
	}
}

// same reports whether the index is of the same modules.
func (x *index) same(modules []module) bool {
	if x == nil || len(x.modules) != len(modules) {
		return false
	}
	for i, m := range modules {
		if x.modules[i].inst.ID != m.inst.ID || x.modules[i].table != m.table {
			return false
		}
	}
	return true
}

// newIndex returns an index without symbols.
func newIndex(modules []module) *index {
	x := &index{modules: modules[:min(len(modules), 1<<16)]}
	x.next, x.stop = iter.Pull(collectAll(x.modules))
	return x
}

// collecting is how long a piece of collecting takes.
const collecting = 20 * time.Millisecond

// collect returns what collects further symbols; nil where that is done, or is being done.
func (x *index) collect() tea.Cmd {
	if x == nil || x.flying || x.next == nil {
		return nil
	}
	x.flying = true
	next, room := x.next, maxSymbols-x.size
	return func() tea.Msg {
		msg := collectedMsg{index: x}
		for until := time.Now().Add(collecting); len(msg.entries)%checkEvery != 0 || len(msg.entries) == 0 || time.Now().Before(until); {
			e, ok := next()
			if !ok || len(msg.entries) >= room {
				msg.done = true
				break
			}
			msg.entries = append(msg.entries, e)
		}
		return msg
	}
}

// add takes symbols that were collected.
func (x *index) add(msg collectedMsg) {
	x.flying = false
	if len(msg.entries) > 0 {
		x.lists = append(x.lists, msg.entries)
		x.size += len(msg.entries)
	}
	if msg.done {
		x.close()
	}
}

// close ends the collecting.
func (x *index) close() {
	if x != nil && x.next != nil && !x.flying {
		x.stop()
		x.next, x.stop = nil, nil
	}
}

// collectAll yields the symbols of modules: first what there are few of. Symbols of one kind, name and place come once.
func collectAll(modules []module) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		c := collector{yield: yield, seed: maphash.MakeSeed(), seen: map[uint64]bool{}}
		for _, part := range []func(*collector, module) bool{(*collector).files, (*collector).functions, (*collector).globals, (*collector).types} {
			for i, m := range modules {
				c.module = uint16(i)
				if !part(&c, m) {
					return
				}
			}
		}
	}
}

type collector struct {
	yield  func(Entry) bool
	module uint16
	seed   maphash.Seed
	seen   map[uint64]bool
}

// give yields an entry that has not come before; it is false when no more are wanted.
func (c *collector) give(k Kind, name string, pos symbols.Pos, at wasm.FileOffset) bool {
	if name == "" {
		return true
	}
	key := struct {
		name, file string
		line       int
		kind       Kind
	}{name: name, line: pos.Line, kind: k}
	if pos.File != nil {
		key.file = pos.File.Path
	} else {
		key.line = int(at)
	}
	h := maphash.Comparable(c.seed, key)
	if c.seen[h] {
		return true
	}
	c.seen[h] = true
	e := newEntry(k, symbols.Printable(name))
	e.module, e.file, e.line, e.at = c.module, pos.File, int32(pos.Line), uint32(at)
	return c.yield(e)
}

func (c *collector) files(m module) bool {
	for _, f := range m.table.Files() {
		if !c.give(File, f.Path, symbols.Pos{File: f, Line: 1}, 0) {
			return false
		}
	}
	return true
}

func (c *collector) functions(m module) bool {
	for f := range m.table.Funcs(true) {
		name, pos := f.DisplayName(), f.Decl
		if name == "" && f.HasIndex {
			name = (&unwind.Physical{Module: m.inst.Module, Func: f.Index}).Name()
		}
		if !pos.IsValid() {
			pos = symbols.Pos{}
		}
		var at wasm.FileOffset
		if f.HasIndex {
			if body, ok := m.inst.Module.Body(f.Index); ok {
				at = body.Start
			}
		} else if len(f.Ranges) > 0 {
			at = m.inst.Module.FileOffsetOf(f.Ranges[0].Start)
		}
		if !c.give(Function, name, pos, at) {
			return false
		}
	}
	return true
}

func (c *collector) globals(m module) bool {
	for g := range m.table.Globals() {
		if !c.give(Global, symbols.Qualify(g.Scope, g.Name), g.Decl, 0) {
			return false
		}
	}
	return true
}

func (c *collector) types(m module) bool {
	for name := range m.table.TypeNames() {
		if !c.give(Type, name, symbols.Pos{}, 0) {
			return false
		}
	}
	return true
}

// firstLine returns the place in the source of a function whose code begins somewhere.
func firstLine(m module, at uint32) symbols.Pos {
	frames := m.table.Frames(nil, m.inst.Module.CodeOffsetOf(firstInstr(m, at)))
	if len(frames) == 0 {
		return symbols.Pos{}
	}
	return frames[len(frames)-1].Pos
}

// firstInstr returns where the first instruction of the function is whose code begins somewhere: behind its locals.
func firstInstr(m module, at uint32) wasm.FileOffset {
	f, ok := m.inst.Module.FuncAt(wasm.FileOffset(at))
	if !ok {
		return wasm.FileOffset(at)
	}
	body, _ := m.inst.Module.Body(f)
	for off := range m.inst.Module.Instrs(f) {
		return body.Start + wasm.FileOffset(off)
	}
	return body.Start
}
