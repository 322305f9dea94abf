package dwarfsyms_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"

	dt "github.com/wdbg/wdbg/internal/dwarftest"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/dwarfsyms"
	"github.com/wdbg/wdbg/wasm"
)

// memory is a machine with a few words of memory, and locals that count from 1000.
type memory struct {
	words   map[uint64]uint32
	globals map[uint32]uint64
	refs    map[uint32]bool // locals that are references
}

func (m *memory) Local(i uint32) (symbols.Word, error) {
	if i >= 8 {
		return symbols.Word{}, &symbols.Unavailable{Reason: symbols.NoState, Detail: "no such local"}
	}
	if m.refs[i] {
		return symbols.Word{Type: wasm.ExternRef()}, nil
	}
	return symbols.Word{Type: wasm.I32, Lo: 1000 + uint64(i)}, nil
}

func (m *memory) Operand(i uint32) (symbols.Word, error) {
	return symbols.Word{}, &symbols.Unavailable{Reason: symbols.NoState, Detail: "operand stack"}
}

func (m *memory) Global(i uint32) (symbols.Word, error) {
	return symbols.Word{Type: wasm.I32, Lo: m.globals[i]}, nil
}

func (m *memory) ReadMemory(p []byte, addr uint64) error {
	for i := range p {
		word, ok := m.words[(addr+uint64(i))&^3]
		if !ok {
			return &symbols.Unavailable{Reason: symbols.OutsideMemory}
		}
		p[i] = binary.LittleEndian.AppendUint32(nil, word)[(addr+uint64(i))&3]
	}
	return nil
}

func (m *memory) MemorySize() uint64 { return 1 << 16 }

// shown is a variable in a test: "name@block: where it is", after what marks its kind.
func shown(v *symbols.Variable, m symbols.Machine) string {
	kind := map[symbols.VarKind]string{symbols.Parameter: "param ", symbols.Static: "static ", symbols.Global: "global ", symbols.Constant: "constant "}[v.Kind]
	return fmt.Sprintf("%s%s@%d: %s", kind, v.Name, v.Block, where(v, m))
}

func where(v *symbols.Variable, m symbols.Machine) string {
	if v.Locator == nil {
		return "none"
	}
	loc, err := v.Locator.Locate(m)
	if err != nil {
		return err.Error()
	}
	var parts []string
	for _, p := range loc.Pieces {
		text := ""
		switch p.Kind {
		case symbols.InMemory:
			text = fmt.Sprintf("[%d]", p.Addr)
		case symbols.InLocal:
			text = fmt.Sprintf("local %d", p.Index)
		case symbols.IsValue:
			text = fmt.Sprintf("%x", p.Bytes)
		case symbols.IsMissing:
			text = p.Why.Error()
		case symbols.IsPointer:
			text = fmt.Sprintf("&%s+%d", p.Pointee.Name, p.Offset)
		default:
			text = fmt.Sprintf("kind %d", p.Kind)
		}
		if p.Bits > 0 {
			text += fmt.Sprintf(" (%d bits)", p.Bits)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// variables returns the variables of a frame at an instruction, each on a line.
func variables(t *testing.T, s *dwarfsyms.Source, at wasm.CodeOffset, frame int, m symbols.Machine) string {
	t.Helper()
	frames := s.Frames(nil, at)
	if frame >= len(frames) {
		t.Fatalf("%d frames at %#x; problems: %v", len(frames), at, s.Problems())
	}
	list, err := frames[frame].Scope.Variables()
	if err != nil {
		t.Errorf("variables at %#x: %v", at, err)
	}
	var lines []string
	for _, v := range list {
		lines = append(lines, shown(v, m))
	}
	return strings.Join(lines, "\n")
}

// body is the source of a unit with one function, of ten bytes of code, that build gets to make.
func body(t *testing.T, version int, build func(b *dt.Builder, f symbols.Range) []*dt.DIE) (*dwarfsyms.Source, symbols.Range) {
	t.Helper()
	p := newProgram(t, 1)
	b := dt.New(dt.Format{Version: version})
	f := p.funcs[0]
	u := dt.Entry(tagUnit, name("a.c"), dt.A(atLanguage, fData1, langC), dt.A(atLow, fAddr, uint64(f.Start)), dt.A(atHigh, fData4, uint64(f.End-f.Start)))
	b.Unit(dt.Header{}, u.With(build(b, f)...))
	s, err := p.source(t, b)
	if err != nil {
		t.Fatal(err)
	}
	return s, f
}

func variable(s string, t *dt.DIE, attrs ...dt.Attr) *dt.DIE {
	return dt.Entry(tagVariable, append([]dt.Attr{name(s), typ(t)}, attrs...)...)
}

func param(s string, t *dt.DIE, attrs ...dt.Attr) *dt.DIE {
	d := variable(s, t, attrs...)
	d.Tag = tagParam
	return d
}

func covers(r symbols.Range, from, to int) []dt.Attr {
	return []dt.Attr{dt.A(atLow, fAddr, uint64(r.Start)+uint64(from)), dt.A(atHigh, fData4, to-from)}
}

// frameBase is a function's frame base in a local.
func frameBase(local byte) dt.Attr { return dt.A(atFrameBase, fExpr, []byte{0xed, 0, local, 0x9f}) }

func TestVariablesOfBlocks(t *testing.T) {
	s, f := body(t, 4, func(b *dt.Builder, f symbols.Range) []*dt.DIE {
		i32 := base("int", 4, 5)
		line := func(n int) dt.Attr { return dt.A(atDeclLine, fData1, n) }
		fn := function("f", f,
			variable("later", i32, location(0x91, 8), line(9)), // fbreg
			param("n", i32, location(0x91, 4), line(1)),
			param("", i32, location(0xed, 0, 0, 0x9f), line(1)),
			variable("earlier", i32, line(2)),
			variable("", i32, location(0x91, 8), line(3)),
			variable("calls", i32, location(0x03, 0x10, 0, 0, 0), line(4)),
			variable("known", i32, dt.A(atConst, fSdata, -2), line(5)),
			variable("empty", i32, location(), line(6)),
			dt.Entry(tagBlock, covers(f, 2, 6)...).With(variable("n", i32, location(0x91, 12), line(5)),
				dt.Entry(tagBlock, covers(f, 4, 6)...).With(variable("deep", i32, location(0x91, 16), line(6)))),
			dt.Entry(tagBlock, covers(f, 7, 8)...).With(variable("other", i32, location(0x91, 20), line(7))),
			dt.Entry(tagBlock).With(variable("everywhere", i32, location(0x91, 24), line(8))),
		)
		fn.Attrs = append(fn.Attrs, frameBase(1), typ(i32))
		return []*dt.DIE{i32, fn}
	})
	m := &memory{}
	top := "param n@0: [1005]\nparam @0: local 0\nearlier@0: none\nstatic calls@0: [16]\nknown@0: feffffff\nempty@0: none\nlater@0: [1009]\n"
	for _, c := range []struct {
		at   int
		want string
	}{
		{1, top + "everywhere@1: [1025]"},
		{2, top + "n@1: [1013]\neverywhere@1: [1025]"},
		{5, top + "n@1: [1013]\ndeep@2: [1017]\neverywhere@1: [1025]"},
		{7, top + "other@1: [1021]\neverywhere@1: [1025]"},
	} {
		if got := variables(t, s, f.Start+wasm.CodeOffset(c.at), 0, m); got != c.want {
			t.Errorf("at %d:\n%s\nwant\n%s", c.at, got, c.want)
		}
	}
	if r := s.Frames(nil, f.Start)[0].Scope.Result(); r == nil || r.Name != "int" {
		t.Errorf("result %v", r)
	}
}

// TestConstantsOfParts does not take the number of one element, which is all that LLVM may write, for the whole.
func TestConstantsOfParts(t *testing.T) {
	s, f := body(t, 4, func(b *dt.Builder, f symbols.Range) []*dt.DIE {
		i32, wide := base("int", 4, 5), base("__int128", 16, 5)
		pair := dt.Entry(tagStruct, name("pair"), size(8)).With(
			dt.Entry(tagMember, name("a"), typ(i32), at(0)), dt.Entry(tagMember, name("b"), typ(i32), at(4)))
		six := dt.A(atConst, fSdata, 6)
		fn := function("f", f, variable("scalar", i32, six), variable("pair", pair, six), variable("wide", wide, six),
			variable("whole", pair, dt.A(atConst, 0x0a, []byte{1, 0, 0, 0, 2, 0, 0, 0})))
		return []*dt.DIE{i32, wide, pair, fn}
	})
	part := "optimized out: the compiler kept a part of it, but not which"
	want := "scalar@0: 06000000\npair@0: " + part + "\nwide@0: " + part + "\nwhole@0: 0100000002000000"
	if got := variables(t, s, f.Start+1, 0, &memory{}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestVariablesOfInstances(t *testing.T) {
	s, f := body(t, 4, func(b *dt.Builder, f symbols.Range) []*dt.DIE {
		i32, i64 := base("int", 4, 5), base("long", 8, 5)
		a, gone, c := param("a", i32), param("gone", i64), variable("c", i32)
		static := variable("counter", i32, location(0x03, 0x20, 0, 0, 0))
		inner := variable("inner", i32)
		abstract := dt.Entry(tagSubprogram, name("callee"), dt.A(atIn, fData1, 1), typ(i64)).With(a, gone, c, static, dt.Entry(tagBlock).With(inner))
		instance := func(of *dt.DIE, attrs ...dt.Attr) *dt.DIE {
			return dt.Entry(of.Tag, append([]dt.Attr{dt.A(atOrigin, fRef4, of)}, attrs...)...)
		}
		inlined := dt.Entry(tagInlined, append(covers(f, 2, 8), dt.A(atOrigin, fRef4, abstract))...).With(
			instance(c, location(0x31, 0x9f)), // lit1
			instance(a, location(0xed, 0, 3, 0x9f)),
			dt.Entry(tagBlock, covers(f, 4, 6)...).With(instance(inner, location(0x91, 4))))
		fn := function("f", f, variable("own", i32, location(0x91, 0)), inlined)
		fn.Attrs = append(fn.Attrs, frameBase(1))
		return []*dt.DIE{i32, i64, abstract, fn}
	})
	m := &memory{}
	top := "param a@0: local 3\nparam gone@0: none\nc@0: 01000000\nstatic counter@0: [32]"
	for _, c := range []struct {
		at, frame int
		want      string
	}{
		{1, 0, "own@0: [1001]"},
		{2, 0, top},
		{5, 0, top + "\ninner@1: [1005]"},
		{5, 1, "own@0: [1001]"},
	} {
		got := variables(t, s, f.Start+wasm.CodeOffset(c.at), c.frame, m)
		if got != c.want {
			t.Errorf("at %d, frame %d:\n%s\nwant\n%s", c.at, c.frame, got, c.want)
		}
	}
	frame := s.Frames(nil, f.Start+2)[0]
	list, _ := frame.Scope.Variables()
	if list[1].Type.Name != "long" || frame.Scope.Result().Name != "long" {
		t.Errorf("types %s, %s", list[1].Type, frame.Scope.Result())
	}
}

func TestLocationLists(t *testing.T) {
	m := &memory{}
	for _, version := range []int{4, 5} {
		s, f := body(t, version, func(b *dt.Builder, f symbols.Range) []*dt.DIE {
			i32 := base("int", 4, 5)
			var list uint64
			local0, missing := []byte{0xed, 0, 0, 0x9f}, []byte{0x93, 4}
			if version == 4 {
				entry := func(lo, hi uint64, code []byte) []byte {
					return dt.Cat(b.Addrs(lo, hi), dt.U16(uint16(len(code))), code)
				}
				list = b.Add(".debug_loc", entry(1, 3, local0), entry(3, 4, missing), entry(4, 6, nil), b.Addrs(0, 0))
			} else {
				offsetPair := func(lo, hi uint64, code []byte) []byte { return dt.Cat(dt.U8(4), dt.U(lo), dt.U(hi), dt.Block(code)) }
				b.Add(".debug_loclists", make([]byte, 12))
				list = b.Add(".debug_loclists", offsetPair(1, 3, local0), offsetPair(3, 4, missing), offsetPair(4, 6, nil), dt.U8(0))
			}
			fn := function("f", f, variable("v", i32, dt.A(atLocation, fSec, list)), variable("bad", i32, dt.A(atLocation, fSec, 0xfffff)))
			return []*dt.DIE{i32, fn}
		})
		for at, want := range []string{"optimized out", "local 0", "local 0", "optimized out", "optimized out", "optimized out", "optimized out"} {
			list, _ := s.Frames(nil, f.Start+wasm.CodeOffset(at))[0].Scope.Variables()
			if got := where(list[0], m); got != want {
				t.Errorf("version %d, at %d: %s, want %s", version, at, got, want)
			}
			live := list[0].Locator.Live()
			if len(live) != 1 || live[0] != (symbols.Range{Start: f.Start + 1, End: f.Start + 3}) {
				t.Errorf("version %d: live %v", version, live)
			}
			if got := where(list[1], m); !strings.HasPrefix(got, "malformed debug information: .debug_loc") {
				t.Errorf("version %d: %s", version, got)
			}
		}
	}
}

func TestReasons(t *testing.T) {
	m := &memory{globals: map[uint32]uint64{0: 5000, 2: 600}, words: map[uint64]uint32{}}
	for _, c := range []struct {
		name      string
		frameBase []byte
		code      []byte
		size      int
		want      string
	}{
		{"removed", nil, []byte{0x03, 0xff, 0xff, 0xff, 0xff}, 4, "removed by the linker"},
		{"thread-local", nil, []byte{0xed, 3, 2, 0, 0, 0, 0x03, 8, 0, 0, 0, 0x22}, 4, "[608]"},
		{"thread-local without threads", nil, []byte{0xed, 3, 0xff, 0xff, 0xff, 0xff, 0x03, 8, 0, 0, 0, 0x22}, 4, "[8]"},
		{"thread-local, older", nil, []byte{0x0c, 8, 0, 0, 0, 0xe0}, 4, "[8]"},
		{"operand that is not there", nil, []byte{0xed, 2, 0, 0x9f}, 4, "optimized out: it is not on the operand stack here, as operand 0"},
		{"entry value", nil, []byte{0xa3, 3, 0xed, 0, 0, 0x9f}, 4, "not supported: "},
		{"unknown operation", nil, []byte{0x01}, 4, "not supported: "},
		{"frame in the stack pointer", []byte{0xed, 3, 0, 0, 0, 0, 0x9f}, []byte{0x91, 8}, 4, "not supported: the debug information does not say where the function's frame is"},
		{"no frame", []byte{0xed, 3, 0, 0, 0, 0, 0x9f}, []byte{0x23, 8}, 4, "not supported: the debug information does not say where the function's frame is"},
		{"no frame, no size", []byte{0xed, 3, 0, 0, 0, 0, 0x9f}, []byte{0x23, 8}, 0, ""},
		{"no frame base", nil, []byte{0x91, 8}, 4, "malformed debug information: the function has no frame base"},
		{"parts", []byte{0xed, 0, 1, 0x9f}, []byte{0xed, 0, 0, 0x9f, 0x93, 2, 0x93, 2}, 4, "local 0 (16 bits), optimized out (16 bits)"},
	} {
		s, f := body(t, 4, func(b *dt.Builder, f symbols.Range) []*dt.DIE {
			i32 := base("int", c.size, 5)
			fn := function("f", f, variable("v", i32, location(c.code...)))
			if c.frameBase != nil {
				fn.Attrs = append(fn.Attrs, dt.A(atFrameBase, fExpr, c.frameBase))
			}
			return []*dt.DIE{i32, fn}
		})
		list, _ := s.Frames(nil, f.Start)[0].Scope.Variables()
		if got := where(list[0], m); got != c.want && !(strings.HasSuffix(c.want, ": ") && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if _, err := list[0].Locator.Locate(m); err != nil {
			if u := (*symbols.Unavailable)(nil); !errors.As(err, &u) {
				t.Errorf("%s: %T", c.name, err)
			}
		}
	}
}

func TestReferences(t *testing.T) {
	s, f := body(t, 4, func(b *dt.Builder, f symbols.Range) []*dt.DIE {
		ref := dt.Entry(tagStruct, name("externref_t"), dt.A(atDecl, fFlag, nil))
		alias := dt.Entry(tagTypedef, name("__externref_t"), typ(ref))
		ptr := dt.Entry(tagPointer)
		call := dt.Entry(tagSubroutine)
		fp := dt.Entry(tagPointer, typ(call))
		fn := function("f", f, param("x", alias, location(0x23, 2)), variable("y", alias, location(0x23, 3)),
			variable("z", alias, location(0x91, 20)), variable("p", ptr, location(0x91, 4)), variable("fp", fp, location(0x91, 4)))
		fn.Attrs = append(fn.Attrs, frameBase(1))
		return []*dt.DIE{ref, alias, ptr, call, fp, fn}
	})
	want := "param x@0: local 2\ny@0: not supported: the debug information does not say where the function's frame is\n" +
		"z@0: not supported: the compiler gives a place in memory for a reference\np@0: [1005]\n" +
		"fp@0: not supported: the compiler gives a place in memory for a reference"
	if got := variables(t, s, f.Start, 0, &memory{refs: map[uint32]bool{2: true}}); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	list, _ := s.Frames(nil, f.Start)[0].Scope.Variables()
	if got := list[0].Type.Strip(); got.Kind != symbols.KindWasmRef || got.Incomplete {
		t.Errorf("kind %d", got.Kind)
	}
	if got := where(list[4], &memory{}); got != "[1005]" {
		t.Errorf("a pointer to a function: %s", got)
	}
}

func TestArraysOfComputedLength(t *testing.T) {
	s, f := body(t, 4, func(b *dt.Builder, f symbols.Range) []*dt.DIE {
		i32, index := base("int", 4, 5), base("unsigned long", 4, 7)
		length := variable("__vla_expr0", index, location(0x91, 3), dt.A(atArtificial, fFlag, nil))
		abstract := variable("n", index)
		array := func(attrs ...dt.Attr) *dt.DIE {
			return dt.Entry(tagArray, typ(i32)).With(dt.Entry(tagSubrange, attrs...))
		}
		byVariable := array(dt.A(atCount, fRef4, length))
		byOrigin := array(dt.A(atUpper, fRef4, abstract))
		byExpression := array(dt.A(atCount, fExpr, []byte{0x35})) // lit5
		lost := array(dt.A(atCount, fRef4, variable("gone", index)))
		lost.Children[0].Attrs[0] = dt.A(atCount, fRef4, abstract)
		ptr := dt.Entry(tagPointer, typ(byVariable))
		callee := dt.Entry(tagSubprogram, name("callee"), dt.A(atIn, fData1, 1)).With(abstract)
		own := dt.Entry(tagVariable, dt.A(atOrigin, fRef4, abstract), location(0x37, 0x9f)) // lit7
		inlined := dt.Entry(tagInlined, append(covers(f, 2, 8), dt.A(atOrigin, fRef4, callee))...).With(own, variable("b", byOrigin, location(0x91, 0)))
		fn := function("f", f, length, variable("a", byVariable, location(0x91, 0)), variable("p", ptr, location(0x91, 4)),
			variable("e", byExpression, location(0x91, 8)), variable("l", lost, location(0x91, 8)), inlined)
		fn.Attrs = append(fn.Attrs, frameBase(1))
		return []*dt.DIE{i32, index, byVariable, byOrigin, byExpression, lost, ptr, callee, fn}
	})
	m := &memory{words: map[uint64]uint32{1004: 6}}
	count := func(v *symbols.Variable) string {
		a := v.Type
		if a.Kind == symbols.KindPointer {
			a = a.Elem()
		}
		n, err := a.Dims[0].Dynamic(m)
		return fmt.Sprint(a.Size, a.Dims[0].Count, n, err)
	}
	outer, _ := s.Frames(nil, f.Start)[0].Scope.Variables()
	for i, want := range map[int]string{1: "-1 -1 6 <nil>", 2: "-1 -1 6 <nil>", 3: "-1 -1 5 <nil>", 4: "-1 -1 0 optimized out"} {
		if got := count(outer[i]); got != want {
			t.Errorf("%s: %s, want %s", outer[i].Name, got, want)
		}
	}
	inner, _ := s.Frames(nil, f.Start+3)[0].Scope.Variables()
	if got := count(inner[1]); got != "-1 -1 8 <nil>" {
		t.Errorf("inlined: %s", got)
	}
}

func TestImplicitPointer(t *testing.T) {
	for range 2 { // the offset of the variable pointed to is known the second time
		var target *dt.DIE
		s, f := body(t, 5, func(b *dt.Builder, f symbols.Range) []*dt.DIE {
			i32 := base("int", 4, 5)
			ptr := dt.Entry(tagPointer, typ(i32))
			target = variable("target", i32, location(0x35, 0x9f))
			code := dt.Cat(dt.U8(0xa0), dt.U32(uint32(implicitTarget)), dt.S(2))
			return []*dt.DIE{i32, ptr, function("f", f, target, variable("p", ptr, location(code...)))}
		})
		got := variables(t, s, f.Start, 0, &memory{})
		if target.Off != implicitTarget {
			t.Fatalf("the variable is at %#x", target.Off)
		}
		if !strings.HasSuffix(got, "p@0: &target+2") {
			t.Errorf("%s", got)
		}
	}
}

// implicitTarget is where the entry of the variable is in TestImplicitPointer.
const implicitTarget = 0x31

func TestCorruptScopes(t *testing.T) {
	s, f := body(t, 4, func(b *dt.Builder, f symbols.Range) []*dt.DIE {
		i32 := base("int", 4, 5)
		loop := dt.Entry(tagVariable, location(0x91, 0))
		loop.Attrs = append(loop.Attrs, dt.A(atOrigin, fRef4, loop))
		deep := dt.Entry(tagBlock)
		for range 400 {
			deep = dt.Entry(tagBlock).With(deep)
		}
		fn := function("f", f, loop, deep, variable("v", i32, location(0x35, 0x9f)))
		fn.Attrs = append(fn.Attrs, dt.A(atOrigin, fRef4, fn))
		return []*dt.DIE{i32, fn}
	})
	list, err := s.Frames(nil, f.Start)[0].Scope.Variables()
	if err == nil || !strings.Contains(err.Error(), "blocks within one another") {
		t.Errorf("error %v", err)
	}
	found := false
	for _, v := range list {
		found = found || v.Name == "v"
	}
	if !found {
		t.Errorf("what can be read is missing: %v", list)
	}
}
