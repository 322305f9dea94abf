package dwarfsyms_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/dwarf"
	dt "github.com/wdbg/wdbg/internal/dwarftest"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/dwarfsyms"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// Tags, attributes and forms.
const (
	tagUnit, tagSubprogram, tagInlined, tagNamespace, tagClass, tagBlock                   = 0x11, 0x2e, 0x1d, 0x39, 0x02, 0x0b
	atName, atLow, atHigh, atRanges, atOrigin, atSpec, atDecl, atLinkage, atCallLine, atIn = 0x03, 0x11, 0x12, 0x55, 0x31, 0x47, 0x3c, 0x6e, 0x59, 0x20
	fString, fAddr, fData4, fData1, fRef4, fFlag, fSec                                     = 0x08, 0x01, 0x06, 0x0b, 0x13, 0x19, 0x17
)

// program is a module of some functions, each of ten instructions of a byte.
type program struct {
	m     *wasm.Module
	funcs []symbols.Range
}

func newProgram(t *testing.T, funcs int) program {
	t.Helper()
	b := wasmtest.New()
	for range funcs {
		code := make([][]byte, 9)
		for i := range code {
			code[i] = wasmtest.I(op.Nop)
		}
		b.Func(nil, nil, nil, code...)
	}
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	p := program{m: m}
	for _, body := range m.Code {
		p.funcs = append(p.funcs, symbols.Range{Start: m.CodeOffsetOf(body.Start), End: m.CodeOffsetOf(body.End)})
	}
	return p
}

func (p program) source(t *testing.T, b *dt.Builder) (*dwarfsyms.Source, error) {
	t.Helper()
	s := &dwarf.Sections{}
	for name, data := range b.Sections() {
		s.Set(name, data)
	}
	return dwarfsyms.New(p.m, dwarf.New(s), dwarfsyms.Options{Describe: "test"})
}

// names returns the qualified names of the frames at an offset.
func names(s *dwarfsyms.Source, at wasm.CodeOffset) string {
	var list []string
	for _, f := range s.Frames(nil, at) {
		name := f.Func.QualifiedName()
		if f.Inlined {
			name += " inlined"
		}
		list = append(list, name)
	}
	return strings.Join(list, ", ")
}

func unit(children ...*dt.DIE) *dt.DIE {
	return dt.Entry(tagUnit, dt.A(atName, fString, "a.c"), dt.A(atLow, fAddr, 0)).With(children...)
}

// covering is a unit whose attributes say what code it has.
func covering(b *dt.Builder, ranges []symbols.Range, children ...*dt.DIE) *dt.DIE {
	var pairs []uint64
	for _, r := range ranges {
		pairs = append(pairs, uint64(r.Start), uint64(r.End))
	}
	off := b.Add(".debug_ranges", b.Addrs(append(pairs, 0, 0)...))
	u := unit(children...)
	u.Attrs = append(u.Attrs, dt.A(atRanges, fSec, off))
	return u
}

func function(name string, r symbols.Range, children ...*dt.DIE) *dt.DIE {
	return dt.Entry(tagSubprogram, dt.A(atName, fString, name), dt.A(atLow, fAddr, uint64(r.Start)),
		dt.A(atHigh, fData4, uint64(r.End-r.Start))).With(children...)
}

func TestCopiesOfOneFunction(t *testing.T) {
	p := newProgram(t, 3)
	b := dt.New(dt.Format{Version: 4})
	wrong := p.funcs[1]
	wrong.End = p.funcs[2].End + 3 // a copy of another size: compiled with other options
	b.Unit(dt.Header{}, covering(b, []symbols.Range{p.funcs[0], wrong}, function("first", p.funcs[0]), function("wrong", wrong)))
	b.Unit(dt.Header{}, covering(b, []symbols.Range{p.funcs[0], p.funcs[1]}, function("second", p.funcs[0]), function("right", p.funcs[1])))
	s, err := p.source(t, b)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"first", "right", ""} {
		for at := p.funcs[i].Start; at < p.funcs[i].End; at++ {
			if got := names(s, at); got != want {
				t.Errorf("function %d at %#x: %q, want %q", i, at, got, want)
			}
		}
	}
	n := 0
	for f := range s.Funcs(false) {
		n++
		if f.Name != "first" && f.Name != "right" {
			t.Errorf("function %q", f.Name)
		}
	}
	if n != 2 {
		t.Errorf("%d functions, want 2", n)
	}
}

func TestDroppedCodeIsNeverFound(t *testing.T) {
	p := newProgram(t, 2)
	for _, tombstone := range []uint64{0, 0xffffffff, 0xfffffffe} {
		b := dt.New(dt.Format{Version: 4})
		dead := dt.Entry(tagSubprogram, dt.A(atName, fString, "dead"), dt.A(atLow, fAddr, tombstone), dt.A(atHigh, fData4, 0x1000)).
			With(dt.Entry(tagInlined, dt.A(atLow, fAddr, uint64(p.funcs[0].Start)), dt.A(atHigh, fData4, 5)))
		dropped := symbols.Range{Start: wasm.CodeOffset(tombstone), End: wasm.CodeOffset(tombstone + 5)}
		if tombstone == 0xffffffff { // which would set a base address in a list of ranges
			dropped = p.funcs[0]
		}
		b.Unit(dt.Header{}, covering(b, []symbols.Range{dropped, p.funcs[0]},
			dead, function("live", p.funcs[0])))
		s, err := p.source(t, b)
		if err != nil {
			t.Fatal(err)
		}
		for at := wasm.CodeOffset(0); at < 40; at++ {
			if got := names(s, at); got != "" && got != "live" {
				t.Errorf("tombstone %#x: %q at %#x", tombstone, got, at)
			}
		}
		if got := names(s, p.funcs[0].Start+2); got != "live" {
			t.Errorf("tombstone %#x: %q", tombstone, got)
		}
	}
}

func TestStale(t *testing.T) {
	p := newProgram(t, 20)
	for _, moved := range []int{0, 1, 3, 20} {
		b := dt.New(dt.Format{Version: 4})
		var ranges []symbols.Range
		for i, r := range p.funcs {
			if i < moved {
				r.Start++
			}
			ranges = append(ranges, r)
		}
		b.Unit(dt.Header{}, covering(b, ranges))
		_, err := p.source(t, b)
		var stale *dwarfsyms.StaleError
		if want := moved > 2; errors.As(err, &stale) != want {
			t.Errorf("%d of 20 functions moved: %v", moved, err)
		}
	}
}

func TestInlinedChain(t *testing.T) {
	p := newProgram(t, 1)
	f := p.funcs[0]
	b := dt.New(dt.Format{Version: 4})
	part := func(from, to int) (dt.Attr, dt.Attr) {
		return dt.A(atLow, fAddr, uint64(f.Start)+uint64(from)), dt.A(atHigh, fData4, to-from)
	}
	outer := dt.Entry(tagSubprogram, dt.A(atName, fString, "outer"), dt.A(atIn, fData1, 1))
	inner := dt.Entry(tagSubprogram, dt.A(atName, fString, "inner"), dt.A(atIn, fData1, 1))
	lo, hi := part(3, 5)
	split := b.Add(".debug_ranges", b.Addrs(uint64(f.Start)+2, uint64(f.Start)+5, uint64(f.Start)+8, uint64(f.Start)+9, 0, 0))
	lo2, hi2 := part(6, 7)
	lo3, hi3 := part(9, 10)
	b.Unit(dt.Header{}, covering(b, p.funcs, outer, inner, function("main", f,
		dt.Entry(tagBlock).With(
			dt.Entry(tagInlined, dt.A(atOrigin, fRef4, outer), dt.A(atRanges, fSec, split), dt.A(atCallLine, fData1, 7)).With(
				dt.Entry(tagBlock).With(dt.Entry(tagInlined, dt.A(atOrigin, fRef4, inner), lo, hi, dt.A(atCallLine, fData1, 8)))),
		),
		dt.Entry(tagInlined, dt.A(atOrigin, fRef4, inner), lo2, hi2, dt.A(atCallLine, fData1, 9)),
		dt.Entry(tagBlock).With(dt.Entry(tagInlined, dt.A(atOrigin, fRef4, inner), lo3, hi3)),
	)))
	s, err := p.source(t, b)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"main", "main", "outer inlined, main", "inner inlined, outer inlined, main", "inner inlined, outer inlined, main",
		"main", "inner inlined, main", "main", "outer inlined, main", "inner inlined, main"}
	for i, w := range want {
		if got := names(s, f.Start+wasm.CodeOffset(i)); got != w {
			t.Errorf("at %d: %q, want %q", i, got, w)
		}
	}
	frames := s.Frames(nil, f.Start+3)
	if len(frames) != 3 || frames[1].Pos.Line != 8 || frames[2].Pos.Line != 7 {
		t.Errorf("%+v", frames)
	}
}

func TestNamesThroughReferences(t *testing.T) {
	p := newProgram(t, 3)
	b := dt.New(dt.Format{Version: 4})
	declared := dt.Entry(tagSubprogram, dt.A(atName, fString, "area"), dt.A(atLinkage, fString, "_ZNK3app6Circle4areaEv"), dt.A(atDecl, fFlag, nil))
	abstract := dt.Entry(tagSubprogram, dt.A(atSpec, fRef4, declared), dt.A(atIn, fData1, 1))
	hidden := function("hidden", p.funcs[1])
	circular := dt.Entry(tagSubprogram, dt.A(atLow, fAddr, uint64(p.funcs[2].Start)), dt.A(atHigh, fData4, 10))
	circular.Attrs = append(circular.Attrs, dt.A(atOrigin, fRef4, circular))
	out := dt.Entry(tagSubprogram, dt.A(atOrigin, fRef4, abstract), dt.A(atLow, fAddr, uint64(p.funcs[0].Start)), dt.A(atHigh, fData4, 10))
	dropped := dt.Entry(tagSubprogram, dt.A(atName, fString, "dropped"), dt.A(atLow, fAddr, 0), dt.A(atHigh, fData4, 5)).With(dt.Entry(tagBlock))
	after := dt.Entry(tagSubprogram, dt.A(atName, fString, "after"), dt.A(atIn, fData1, 1))
	hidden.With(dt.Entry(tagInlined, dt.A(atOrigin, fRef4, after), dt.A(atLow, fAddr, uint64(p.funcs[1].Start)+3), dt.A(atHigh, fData4, 1)))
	b.Unit(dt.Header{}, covering(b, p.funcs, dropped, after,
		dt.Entry(tagNamespace, dt.A(atName, fString, "app")).With(dt.Entry(tagClass, dt.A(atName, fString, "Circle")).With(declared)),
		abstract, out, dt.Entry(tagNamespace).With(hidden), circular))
	s, err := p.source(t, b)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"app::Circle::area", "(anonymous namespace)::hidden", ""} {
		if got := names(s, p.funcs[i].Start+1); got != want {
			t.Errorf("function %d: %q, want %q", i, got, want)
		}
	}
	if got, want := names(s, p.funcs[1].Start+3), "after inlined, (anonymous namespace)::hidden"; got != want {
		t.Errorf("after a function that was dropped: %q, want %q", got, want)
	}
	if f := s.Frames(nil, p.funcs[0].Start)[0].Func; f.LinkageName() != "_ZNK3app6Circle4areaEv" || !f.HasIndex || f.Index != 0 {
		t.Errorf("%+v", f)
	}
}

func TestCorruptUnitIsLostAlone(t *testing.T) {
	p := newProgram(t, 3)
	b := dt.New(dt.Format{Version: 4})
	b.Unit(dt.Header{}, covering(b, p.funcs[:1], function("first", p.funcs[0])))
	at := b.Unit(dt.Header{}, covering(b, p.funcs[1:2], function("lost", p.funcs[1])))
	b.Unit(dt.Header{}, covering(b, p.funcs[2:], function("third", p.funcs[2])))
	sections := b.Sections()
	info := sections[".debug_info"]
	root := int(at) + 11
	name := strings.Index(string(info[root:]), "lost")
	info[root+name-1] = 99 // the code of the abbreviation
	d := &dwarf.Sections{}
	for n, data := range sections {
		d.Set(n, data)
	}
	s, err := dwarfsyms.New(p.m, dwarf.New(d), dwarfsyms.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"first", "", "third"} {
		if got := names(s, p.funcs[i].Start+1); got != want {
			t.Errorf("function %d: %q, want %q", i, got, want)
		}
	}
	problems := s.Problems()
	if len(problems) != 1 || !strings.Contains(problems[0].Error(), "abbreviation code 99") {
		t.Errorf("problems %v", problems)
	}
}
