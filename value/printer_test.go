package value_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// node is a type of Rust with a reference to its own kind at 4, and a number at 0.
func node() *symbols.Type {
	n := inRust.object(symbols.KindStruct, "Node", 8, field("x", 0, inRust.base("i32", 4, symbols.EncodingSigned)))
	n.details.Members = append(n.details.Members, field("next", 4, inRust.to(symbols.KindPointer, "&Node", n.Type)))
	return n.Type
}

func TestCycles(t *testing.T) {
	ctx, m := context()
	m.put(16, uint32(1), uint32(32)).put(32, uint32(2), uint32(16))
	v := value.New(ctx, node(), symbols.Memory(16))
	same(t, "cycle", text(v), "Node {x: 1, next: &Node {x: 2, next: &<cycle: 0x10 again>}}")
	for i := range 100 { // no cycle, but deep
		m.put(16+8*i, uint32(i), uint32(24+8*i))
	}
	p := value.Printer{MaxDepth: 3}
	same(t, "MaxDepth", p.Text(v), "Node {x: 0, next: &Node {x: 1, next: &Node {x: 2, next: &Node {…}}}}")
	p.MaxDepth = 1 << 30
	if got := p.Text(v); len(got) > 2000 || !strings.Contains(got, "…") {
		t.Error(got)
	}
}

func TestLimits(t *testing.T) {
	ctx, m := context()
	for i := range 1000 {
		m.put(4*i, uint32(i))
	}
	array := value.New(ctx, inC.array(inC.int(), 1000), symbols.Memory(0))
	p := value.Printer{MaxElements: 3}
	same(t, "MaxElements", p.Text(array), "size=1000 {0, 1, 2, …}")
	same(t, "exactly MaxElements", p.Text(array.Cast(inC.array(inC.int(), 3))), "{0, 1, 2}")
	if m.bytes > 400 {
		t.Errorf("%d bytes read for 3 elements", m.bytes)
	}
	var many []symbols.Member
	for i := range 10 {
		many = append(many, field(fmt.Sprintf("m%d", i), int64(4*i), inC.int()))
	}
	s := value.New(ctx, inC.structure("S", 40, many...), symbols.Memory(0))
	same(t, "members", p.Text(s), "{m0 = 0, m1 = 1, m2 = 2, …}")
	m.reads = 0
	_ = (&value.Printer{}).Text(s)
	same(t, "reads of a small structure", m.reads, 1)
	for _, n := range []int{1, 2, 3, 10, 100} {
		p := value.Printer{MaxLength: n}
		got := p.Text(array)
		if len(got) > n+len("…") || !strings.HasSuffix(got, "…") || !utf8.ValidString(got) {
			t.Errorf("MaxLength %d: %q", n, got)
		}
	}
	p = value.Printer{MaxLength: 3}
	same(t, "whole characters", p.Text(ofBytes(inC.array(inC.char(), 6), []byte("é€€")...)), `"é…`)
}

func TestStop(t *testing.T) {
	ctx, _ := context(1, 0, 0, 0, 2)
	n := 0
	ctx.Stop = func() error {
		if n++; n > 2 {
			return errors.New("enough")
		}
		return nil
	}
	same(t, "stopped", text(value.New(ctx, inC.array(inC.int(), 3), symbols.Memory(0))), "{1, <interrupted: enough>, <interrupted: enough>}")
}

// pairs shows structures of a name as maps, lists and so on, with their members as children.
type pairs struct{ shown value.Shown }

func (p pairs) Format(v value.Value) (value.Shown, bool) {
	t := v.Strip().Type()
	if t == nil || t.Name != "X" {
		return value.Shown{}, false
	}
	sh := p.shown
	if sh.Style == value.StyleMap {
		members := v.Members()
		key := members[0].Value
		sh.Children = value.List{{Key: &key, Value: members[1].Value}, {Key: &key, Value: value.Failed(v.Context(), nil, errors.New("bad node"))}}
	} else if sh.Style != value.StylePlain {
		sh.Children = value.List(v.Members())
	}
	return sh, true
}

func TestStyles(t *testing.T) {
	x := func(l lang) value.Value {
		ctx, _ := context(1, 0, 0, 0, 2)
		return value.New(ctx, l.typedef("alias", l.structure("X", 8, field("a", 0, l.int()), field("b", 4, l.int()))), symbols.Memory(0))
	}
	for _, c := range []struct {
		shown   value.Shown
		c, rust string
	}{
		{value.Shown{Style: value.StyleStruct, Name: "N"}, "N{a = 1, b = 2}", "N {a: 1, b: 2}"},
		{value.Shown{Style: value.StyleStruct}, "{a = 1, b = 2}", "{a: 1, b: 2}"},
		{value.Shown{Style: value.StyleTuple, Name: "Some"}, "Some(1, 2)", "Some(1, 2)"},
		{value.Shown{Style: value.StyleList, Summary: "size=2"}, "{1, 2}", "[1, 2]"},
		{value.Shown{Style: value.StyleSet}, "{1, 2}", "{1, 2}"},
		{value.Shown{Style: value.StyleMap}, "{[1] = 2, [1] = <unavailable: bad node>}", "{1: 2, 1: <unavailable: bad node>}"},
		{value.Shown{Style: value.StyleWrapper, Summary: "use_count=1"}, "1", "1"},
		{value.Shown{Style: value.StyleRef}, "&1", "&1"},
		{value.Shown{Summary: "42"}, "42", "42"},
		{value.Shown{Note: "invalid: size 3"}, "<invalid: size 3>", "<invalid: size 3>"},
		{value.Shown{Summary: "size=3", Note: "corrupt"}, "size=3 <corrupt>", "size=3 <corrupt>"},
		{value.Shown{Err: errors.New("broken")}, "<unavailable: broken>", "<unavailable: broken>"},
		{value.Shown{Name: "p", Text: value.TextOf(ofBytes(nil, 'h', 'i', 0), 3, 1)}, `p "hi\000"`, `p "hi\0"`},
		{value.Shown{Text: value.TextOf(ofBytes(nil, 'h', 'i', 0xff), 3, 1)}, `"hi\377"`, `"hi\xff"`},
	} {
		p := value.Printer{Formatters: value.Formatters{pairs{c.shown}}}
		same(t, "C", p.Text(x(inCPP)), c.c)
		same(t, "Rust", p.Text(x(inRust)), c.rust)
	}
	p := value.Printer{Formatters: value.Formatters{pairs{value.Shown{Style: value.StyleList, Summary: "size=2"}}}, MaxElements: 1}
	same(t, "summary", p.Text(x(inCPP)), "size=2 {1, …}")
	outer := inCPP.structure("Outer", 8, field("x", 0, inCPP.structure("X", 8, field("a", 0, inCPP.int()))))
	p = value.Printer{Formatters: p.Formatters, MaxDepth: 1}
	same(t, "summary of what is too deep", p.Text(x(inCPP).Cast(outer)), "{x = size=2 {…}}")
	through := value.New(x(inCPP).Context(), inCPP.ref(outer), symbols.ConstantBytes([]byte{4, 0, 0, 0}))
	same(t, "a reference is followed", p.Text(through), "{x = size=2 {…}}")
}

func TestLanguages(t *testing.T) {
	goStruct := lang(symbols.TinyGo).structure("main.Point", 4, field("X", 0, lang(symbols.TinyGo).base("int32", 4, symbols.EncodingSigned)))
	same(t, "Go", text(ofBytes(goStruct, 1, 0, 0, 0)), "main.Point{X: 1}")
	same(t, "Go", text(ofBytes(lang(symbols.TinyGo).array(goStruct, 1), 1, 0, 0, 0)), "[main.Point{X: 1}]")
	zig := lang(symbols.Zig).structure("Point", 4, field("x", 0, lang(symbols.Zig).int()))
	same(t, "Zig", text(ofBytes(zig, 1, 0, 0, 0)), "{x = 1}")
}
