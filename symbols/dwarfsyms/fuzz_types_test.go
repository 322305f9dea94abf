package dwarfsyms_test

import (
	"errors"
	"os"
	"slices"
	"testing"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/dwarfsyms"
	"github.com/wdbg/wdbg/wasm"
)

// seedModules are what is mutated: C, C++ with exceptions, 64-bit memories.
var seedModules = [...]string{"c/threads/main.wasm", "c/memory64/main.wasm", "c/traps/main_O2.wasm", "cpp/exceptions/main_exnref.wasm"}

// mutant is a module with debug sections of its own.
type mutant struct {
	m     *wasm.Module
	names []string
	data  [][]byte
}

func readMutant(t testing.TB, name string) mutant {
	t.Helper()
	b, err := os.ReadFile("../../testdata/programs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	m, err := wasm.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	x := mutant{m: m}
	var known dwarf.Sections
	for _, s := range m.Sections {
		if data := m.Payload(s); s.Name != "" && known.Set(s.Name, data) {
			x.names = append(x.names, s.Name)
			x.data = append(x.data, data)
		}
	}
	return x
}

// patched returns the debug information with bytes of one section replaced.
func (x mutant) patched(section uint8, at uint32, patch []byte) (*dwarfsyms.Source, error) {
	s := &dwarf.Sections{}
	for i, name := range x.names {
		data := x.data[i]
		if i == int(section)%len(x.names) && len(data) > 0 {
			data = slices.Clone(data)
			copy(data[int(at)%len(data):], patch)
		}
		s.Set(name, data)
	}
	return dwarfsyms.New(x.m, dwarf.New(s), dwarfsyms.Options{})
}

// stuck is a machine in which everything can be read, and is small.
type stuck struct{}

func (stuck) Local(i uint32) (symbols.Word, error) {
	if i > 20 {
		return symbols.Word{}, errors.New("no such local")
	}
	return symbols.Word{Type: wasm.I32, Lo: uint64(i) * 1024}, nil
}

func (stuck) Operand(uint32) (symbols.Word, error) {
	return symbols.Word{}, &symbols.Unavailable{Reason: symbols.NoState}
}
func (stuck) Global(uint32) (symbols.Word, error) {
	return symbols.Word{Type: wasm.I32, Lo: 65536}, nil
}
func (stuck) MemorySize() uint64 { return 1 << 17 }

func (stuck) ReadMemory(p []byte, addr uint64) error {
	if addr >= 1<<17 || uint64(len(p)) > 1<<17-addr {
		return &symbols.Unavailable{Reason: symbols.OutsideMemory}
	}
	for i := range p {
		p[i] = byte(addr) + byte(i)
	}
	return nil
}

// walker looks at all that a type consists of.
type walker struct {
	t    testing.TB
	seen map[*symbols.Type]bool
}

const maxWalked = 2000

func (w *walker) walk(t *symbols.Type) {
	if t == nil || w.seen[t] || len(w.seen) > maxWalked {
		return
	}
	w.seen[t] = true
	if t.Size < -1 {
		w.t.Errorf("%s has size %d", t, t.Size)
	}
	_ = t.String()
	for _, dim := range t.Dims {
		if dim.Count < -1 {
			w.t.Errorf("%s has %d elements", t, dim.Count)
		}
		if dim.Dynamic != nil {
			_, _ = dim.Dynamic(stuck{})
		}
	}
	d := t.Details()
	w.walk(t.Elem())
	w.walk(d.Class)
	for _, p := range d.Params {
		w.walk(p)
	}
	w.members(d.Members)
	for _, a := range d.TemplateArgs {
		w.walk(a.Type)
	}
	if v := d.Variants; v != nil {
		for i := range v.Variants {
			w.members(v.Variants[i].Members)
		}
	}
	for _, s := range d.Statics {
		w.variable(s)
	}
}

func (w *walker) members(list []symbols.Member) {
	for i := range list {
		m := &list[i]
		if m.BitSize < 0 || m.BitSize == 0 && m.BitOffset != 0 && m.Locate == nil && m.BitOffset != 8*m.Offset {
			w.t.Errorf("bit-field %q of %d bits at %d", m.Name, m.BitSize, m.BitOffset)
		}
		if m.Locate != nil {
			_, _ = m.Locate(stuck{}, 1024)
		}
		w.walk(m.Type)
	}
}

func (w *walker) variable(v *symbols.Variable) {
	w.walk(v.Type)
	if v.Locator == nil {
		return
	}
	v.Locator.Live()
	loc, err := v.Locator.Locate(stuck{})
	var why *symbols.Unavailable
	if err != nil && !errors.As(err, &why) {
		w.t.Errorf("%s: the error is no *Unavailable: %v", v.Name, err)
	}
	for _, p := range loc.Pieces {
		if p.Kind == symbols.IsPointer && p.Pointee != nil {
			_ = p.Pointee.Name
		}
	}
}

// scopes looks at the variables at instructions all over the module.
func (w *walker) scopes(s *dwarfsyms.Source, m *wasm.Module, start uint32) {
	n := max(len(m.Code)/8, 1)
	for i := int(start) % n; i < len(m.Code); i += n {
		body := m.Code[i]
		for off := body.Start; off < body.End; off += max((body.End-body.Start)/4, 1) {
			for _, f := range s.Frames(nil, m.CodeOffsetOf(off)) {
				if f.Scope == nil {
					continue
				}
				list, _ := f.Scope.Variables()
				for _, v := range list {
					w.variable(v)
				}
				w.walk(f.Scope.Result())
			}
		}
	}
}

func FuzzVariables(f *testing.F) {
	var modules []mutant
	for i, name := range seedModules {
		modules = append(modules, readMutant(f, name))
		f.Add(uint8(i), uint8(1), uint32(0x40), []byte{1})
		f.Add(uint8(i), uint8(0), uint32(0x20), []byte{0x34, 1, 2, 0x18})
	}
	f.Fuzz(func(t *testing.T, module, section uint8, at uint32, patch []byte) {
		x := modules[int(module)%len(modules)]
		s, err := x.patched(section, at, patch)
		if err != nil {
			return
		}
		w := walker{t, map[*symbols.Type]bool{}}
		w.scopes(s, x.m, at)
	})
}

func FuzzTypes(f *testing.F) {
	var modules []mutant
	for i, name := range seedModules {
		modules = append(modules, readMutant(f, name))
		f.Add(uint8(i), uint8(1), uint32(0x40), []byte{1}, "main")
		f.Add(uint8(i), uint8(0), uint32(0x20), []byte{0x13, 1}, "std::__2::type_info")
	}
	f.Fuzz(func(t *testing.T, module, section uint8, at uint32, patch []byte, name string) {
		x := modules[int(module)%len(modules)]
		s, err := x.patched(section, at, patch)
		if err != nil {
			return
		}
		w := walker{t, map[*symbols.Type]bool{}}
		for v := range s.Globals() {
			w.variable(v)
			for _, again := range s.Types(symbols.Qualify(v.Scope, v.Name)) {
				w.walk(again)
			}
		}
		for _, found := range s.Types(name) {
			w.walk(found)
		}
		for _, v := range s.LookupGlobal(name) {
			w.variable(v)
		}
		for addr := uint64(1024); addr < 1200; addr += 3 {
			s.DataSymbol(addr + uint64(at))
		}
	})
}
