package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// infoMachine returns the rows of info about the state of the machine.
func infoMachine() []*Command {
	return []*Command{
		{
			Names: []string{"wasm", "registers"}, Group: GroupWasm,
			Help:    "show what the machine has of the selected frame: place, locals, operand stack",
			Example: "info wasm",
			Run:     (*Interp).infoWasm,
		},
		{
			Names: []string{"globals"}, Group: GroupWasm, Usage: "[REGEXP]",
			Help:    "show the globals of the machine; info variables lists those of the source",
			Example: "info globals\ninfo globals stack",
			Run:     (*Interp).infoGlobals,
		},
		{
			Names: []string{"memories", "memory"}, Group: GroupWasm,
			Help:    "show the memories: size and limits",
			Example: "info memories",
			Run:     (*Interp).infoMemories,
		},
		{
			Names: []string{"tables", "table"}, Group: GroupWasm, Usage: "[N [FROM [TO]]]",
			Help:    "show the tables, or elements of one",
			Example: "info tables\ninfo table 0 1 20",
			Run:     (*Interp).infoTables,
		},
		{
			Names: []string{"segments", "data"}, Group: GroupWasm,
			Help:    "show the data and element segments",
			Example: "info segments",
			Run:     (*Interp).infoSegments,
		},
		{
			Names: []string{"modules", "sharedlibrary", "instances"}, Group: GroupWasm,
			Help:    "list the instances of modules and where their symbols come from",
			Example: "info modules",
			Run:     (*Interp).infoModules,
		},
		{
			Names: []string{"program", "tick"}, Group: GroupWasm,
			Help:    "show what the program is doing and why it stands still",
			Example: "info program",
			Run:     (*Interp).infoProgram,
		},
	}
}

func (in *Interp) infoWasm(a Args) error {
	return in.withFrame(func(v *debugger.View, f *debugger.Frame) error {
		if f.IsHost() {
			in.printf("a function of the host: %s\n", printable(f.Physical.Host.Module+"."+f.Physical.Host.Name))
			return nil
		}
		m := f.Instance.Module
		off, _ := f.Activation().FileOffset()
		in.printf("pc = 0x%x  (function %d, byte 0x%x of its body; 0x%x of the code section), %s\n", uint64(off), f.Physical.Func, uint32(f.Physical.Offset),
			uint64(m.CodeOffsetOf(off)), printable(f.Instance.Name))
		in.instruction(f)
		names := m.Names()
		locals, err := v.Target().Locals(f.Thread, f.Physical.Depth)
		params := len(m.FuncType(f.Physical.Func).Params)
		in.words("locals", locals, err, func(i int) string {
			label := fmt.Sprintf("$local%d", i)
			if name := names.Local(f.Physical.Func, wasm.LocalIndex(i)); name != "" {
				label += " " + listing.Clip(printable(name), listing.MaxName)
			}
			if i < params {
				label += " (parameter)"
			}
			return label
		})
		operands, err := v.Target().Operands(f.Thread, f.Physical.Depth)
		in.words("operand stack", operands, err, func(i int) string { return fmt.Sprintf("$stack[%d]", i) })
		return nil
	})
}

// words writes values of the machine, one a line.
func (in *Interp) words(title string, list []symbols.Word, err error, label func(i int) string) {
	if err != nil {
		in.printf("%s: %s\n", title, printable(err.Error()))
		return
	}
	if len(list) == 0 {
		in.printf("%s: empty\n", title)
		return
	}
	in.printf("%s:\n", title)
	for i, w := range list {
		if i == maxRows {
			in.printf("  … %s more\n", listing.Grouped(len(list)-i))
			return
		}
		in.printf("  %s = %v %s\n", in.paint(listing.Cyan, label(i)), w.Type, listing.Word(w))
	}
}

func (in *Interp) infoGlobals(a Args) error {
	wanted, err := pattern(a.Text)
	if err != nil {
		return err
	}
	return in.withInstance(func(v *debugger.View, inst target.Instance) error {
		m, shown := inst.Module, 0
		for i := range m.NumGlobals() {
			g := wasm.GlobalIndex(i)
			name := listing.GlobalName(m, g)
			if a.Text != "" && !wanted(name) && !wanted(strconv.Itoa(i)) {
				continue
			}
			if shown++; shown > maxRows {
				in.printf("… and more\n")
				break
			}
			label := fmt.Sprintf("$global[%d]", i)
			if name != "" {
				label += " " + listing.Clip(printable(name), listing.MaxName)
			}
			t := m.GlobalType(g)
			text := t.Type.String()
			if t.Mutable {
				text = "mut " + text
			}
			w, err := v.Target().Global(inst.ID, g)
			if err != nil {
				in.printf("%s: %s = <%s>\n", in.paint(listing.Cyan, label), text, printable(err.Error()))
				continue
			}
			in.printf("%s: %s = %s\n", in.paint(listing.Cyan, label), text, listing.Word(w))
		}
		if shown == 0 {
			in.printf("no globals\n")
		}
		return nil
	})
}

// withInstance calls a function with the instance that commands are about.
func (in *Interp) withInstance(do func(v *debugger.View, inst target.Instance) error) error {
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		inst, err := v.InstanceOf(f)
		if err != nil {
			return err
		}
		return do(v, inst)
	})
}

func (in *Interp) infoMemories(a Args) error {
	return in.inspect(func(v *debugger.View) error {
		n := 0
		for _, inst := range v.Instances() {
			for i, mem := range v.Target().Memories(inst.ID) {
				n++
				text := fmt.Sprintf("%s: memory %d has %s (0x%x), %s", printable(inst.Name), i, listing.Count(int(mem.Size), "byte"), mem.Size,
					listing.Count(int(mem.Size/wasm.PageSize), "page"))
				if mem.Type.HasMax {
					text += fmt.Sprintf(" of at most %s", listing.Grouped(int(mem.Type.Max)))
				}
				if mem.Type.Is64 {
					text += ", 64-bit addresses"
				}
				if mem.Type.Shared {
					text += ", shared"
				}
				in.printf("%s\n", text)
			}
		}
		if n == 0 {
			in.printf("there are no memories\n")
		}
		return nil
	})
}

func (in *Interp) infoTables(a Args) error {
	var args [3]uint64
	words := a.Words()
	if len(words) > 3 {
		return a.usage()
	}
	for i, w := range words {
		n, err := strconv.ParseUint(w, 0, 32)
		if err != nil {
			return a.usage()
		}
		args[i] = n
	}
	return in.withInstance(func(v *debugger.View, inst target.Instance) error {
		if len(words) > 0 {
			if args[0] >= uint64(inst.Module.NumTables()) {
				return fmt.Errorf("there is no table %d; %s has %s", args[0], printable(inst.Name), listing.Count(inst.Module.NumTables(), "table"))
			}
			return in.tableElems(v, inst, wasm.TableIndex(args[0]), args[1], args[2], len(words))
		}
		if inst.Module.NumTables() == 0 {
			in.printf("there are no tables\n")
		}
		for i := range inst.Module.NumTables() {
			size, err := v.Target().TableSize(inst.ID, wasm.TableIndex(i))
			if err != nil {
				in.printf("table %d: %s\n", i, printable(err.Error()))
				continue
			}
			in.printf("table %d %s: %v, %s\n", i, printable(inst.Module.Names().Table(wasm.TableIndex(i))), inst.Module.TableType(wasm.TableIndex(i)).Elem, listing.Count(int(size), "element"))
		}
		return nil
	})
}

// tableElems writes elements of a table; of null ones only how many.
func (in *Interp) tableElems(v *debugger.View, inst target.Instance, t wasm.TableIndex, from, to uint64, given int) error {
	size, err := v.Target().TableSize(inst.ID, t)
	if err != nil {
		return err
	}
	if from > size || given == 2 && from == size {
		return fmt.Errorf("table %d has %s", t, listing.Count(int(size), "element"))
	}
	switch given {
	case 1:
		to = min(size, maxRows)
	case 2:
		to = from + 1
	default:
		to = min(to+1, size, from+maxRows)
	}
	for n := from; n < to; n++ {
		w, err := v.Target().TableElem(inst.ID, t, n)
		text := listing.Word(w)
		if err != nil {
			text = "<" + printable(err.Error()) + ">"
		} else if f, ok := v.Target().Func(w); ok {
			text = listing.Clip(v.FuncName(f), listing.MaxName)
		}
		in.printf("[%d] = %s\n", n, text)
	}
	if to < size && given != 2 {
		in.printf("… %s of %s\n", listing.Grouped(int(size-to)), listing.Count(int(size), "element"))
	}
	return nil
}

func (in *Interp) infoSegments(a Args) error {
	return in.withInstance(func(v *debugger.View, inst target.Instance) error {
		m := inst.Module
		dropped := func(is bool) string {
			if is {
				return ", dropped"
			}
			return ""
		}
		for i := range m.Datas {
			if i == maxRows {
				break
			}
			d := &m.Datas[i]
			in.printf("data %d %s: %s%s\n", i, printable(m.Names().Data(wasm.DataIndex(i))), listing.Count(len(d.Init), "byte"), dropped(v.Target().DataDropped(inst.ID, wasm.DataIndex(i))))
		}
		for i := range m.Elems {
			if i == maxRows {
				break
			}
			in.printf("elements %d %s: %s%s\n", i, printable(m.Names().Elem(wasm.ElemIndex(i))), listing.Count(m.Elems[i].Len(), "element"), dropped(v.Target().ElemDropped(inst.ID, wasm.ElemIndex(i))))
		}
		if len(m.Datas)+len(m.Elems) == 0 {
			in.printf("there are no segments\n")
		}
		return nil
	})
}

func (in *Interp) infoModules(a Args) error {
	return in.inspect(func(v *debugger.View) error {
		for _, inst := range v.Instances() {
			in.printf("%s", in.paint(listing.Cyan, listing.Clip(printable(inst.Name), listing.MaxName)))
			if inst.Path != "" {
				in.printf("  %s", printable(inst.Path))
			}
			in.printf("  %s, %s of code\n", listing.Count(inst.Module.NumFuncs(), "function"), listing.Count(codeSize(inst.Module), "byte"))
			var from []string
			for _, s := range v.Table(inst.ID).Sources() {
				from = append(from, s.Describe())
			}
			if len(from) == 0 {
				from = []string{"nothing"}
			}
			in.printf("    symbols: %s\n", printable(strings.Join(from, ", ")))
		}
		if len(v.Instances()) == 0 {
			in.printf("no module is loaded yet\n")
		}
		return nil
	})
}

func codeSize(m *wasm.Module) (n int) {
	for _, b := range m.Code {
		n += int(b.End - b.Start)
	}
	return n
}

func (in *Interp) infoProgram(a Args) error {
	in.printf("the program is %v\n", in.s.State())
	err := in.inspect(func(v *debugger.View) error {
		stop := v.Stop()
		if stop == nil {
			return nil
		}
		in.printf("it stopped for %v", stop.Reason)
		if !stop.Ended {
			in.printf(", in thread %d of %d", stop.Thread, len(v.Threads()))
		}
		in.printf("\n")
		return nil
	})
	if errors.Is(err, debugger.ErrNotStarted) {
		return nil
	}
	return err
}
