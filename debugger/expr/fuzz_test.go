package expr_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// seeds are expressions of all forms.
var seeds = []string{
	"i + 1", "*p", "a[2:5]", "a[1..=3]", "(char *)x", "x as u8", "{int}0x400", "sizeof(int) * sizeof x", "static_cast<T>(x)", "f(1, &x)",
	"a::b<c, 3>::d", "$local0 + $stack[-1]", "$mem[0x400:0x410]", "$_ + $1", "x ? y : z", "i += 2", "a.b->c.0", "*p@5", "'\\x41'", `L"wide" "x"`,
	"!(~-+x)", "i++ + --j", "1.5e3f / 0x1.8p3", "[i32; 3]", "unsigned long long(5)", "((((1))))", "a<b>(c)", "x && y || not z", "::x", "-", "(", "'", "$", "\xff", "0x", "a.",
}

func FuzzParse(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, uint8(i))
	}
	f.Add(strings.Repeat("(", 5000), uint8(1))
	f.Add(strings.Repeat("-", 5000), uint8(1))
	f.Add(strings.Repeat("a?b:", 3000), uint8(1))
	f.Add(strings.Repeat("*const ", 2000)+"x", uint8(3))
	f.Add("x"+strings.Repeat("[0]", 4000), uint8(2))
	f.Add("x as "+strings.Repeat("[", 4000), uint8(3))
	f.Add(strings.Repeat("a=", 4000)+"1", uint8(2))
	f.Fuzz(func(t *testing.T, text string, lang uint8) {
		_, err := expr.Parse(text, symbols.Language(lang%13))
		var e *expr.Error
		if err == nil {
			return
		}
		if !errors.As(err, &e) || e.Start < 0 || e.End < e.Start || e.End > len(e.Text) || !strings.HasPrefix(text, e.Text) || e.Message == "" {
			t.Errorf("%q: %+v", text, err)
		}
		_ = e.Pointed()
	})
}

// frozen is a copy of the state of a frame.
type frozen struct {
	memory                    []byte
	locals, operands, globals []symbols.Word
}

func freeze(m symbols.Machine) *frozen {
	f := &frozen{memory: make([]byte, m.MemorySize())}
	_ = m.ReadMemory(f.memory, 0) // all of it is there
	all := func(read func(uint32) (symbols.Word, error)) (list []symbols.Word) {
		for i := uint32(0); ; i++ {
			w, err := read(i)
			if err != nil {
				return list
			}
			list = append(list, w)
		}
	}
	f.locals, f.operands, f.globals = all(m.Local), all(m.Operand), all(m.Global)
	return f
}

func wordIn(list []symbols.Word, i uint32) (symbols.Word, error) {
	if uint64(i) >= uint64(len(list)) {
		return symbols.Word{}, &symbols.Unavailable{Reason: symbols.NoState}
	}
	return list[i], nil
}

func (f *frozen) Local(i uint32) (symbols.Word, error)   { return wordIn(f.locals, i) }
func (f *frozen) Operand(i uint32) (symbols.Word, error) { return wordIn(f.operands, i) }
func (f *frozen) Global(i uint32) (symbols.Word, error)  { return wordIn(f.globals, i) }
func (f *frozen) MemorySize() uint64                     { return uint64(len(f.memory)) }
func (f *frozen) ReadMemory(p []byte, addr uint64) error {
	if addr > f.MemorySize() || uint64(len(p)) > f.MemorySize()-addr {
		return &symbols.Unavailable{Reason: symbols.OutsideMemory}
	}
	copy(p, f.memory[addr:])
	return nil
}

// words are what random expressions are put together of.
var words = []string{
	"i", "p", "x", "shape", "bits", "copy", "to_moved", "anonymous", "packed", "derived", "multiple", "animals", "top", "this", "some", "rect", "slice", "text", "tuple", "pair", "number",
	"left", "legs", "corners", "grid", "style", "title", "a", "b", "c", "e", "width", "Point", "Shape", "int", "char", "Base", "Derived", "Level", "app", "config",
	"global_int", "TABLE", "add", "keep", "speak", "get", "1", "0", "-1", "3", "0x400", "2.5", "'c'", `"str"`, "1u8", "4294967296", "99999999999999999999", "true", "nullptr",
	"$local0", "$global0", "$stack", "$mem", "$pc", "$_", "$1", "$$",
	"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "==", "!=", "<", ">", "<=", "&&", "||", "!", "~", "?", ":", "=", "+=", "<<=", "++", "--", ".", "->", "::", "(", ")", "[", "]", "{", "}", ",", "@", "..",
	"as", "sizeof", "u8", "f32", "i64", "*const", "i32", "const", "struct", "unsigned", ".0", ".1",
}

// spell makes an expression of random bytes.
func spell(b []byte) string {
	var out []string
	for _, c := range b {
		out = append(out, words[int(c)%len(words)])
	}
	return strings.Join(out, " ")
}

func FuzzEval(f *testing.F) {
	var stops []*stop
	for _, p := range []struct{ module, source, point string }{
		{"c/values_O0_v5.wasm", "c/values.c", "structures"},
		{"c/values_O2_v5.wasm", "c/values.c", "structures"},
		{"cpp/values_O0_v5.wasm", "cpp/values.cpp", "objects"},
		{"cpp/values_O2_v5.wasm", "cpp/values.cpp", "virtual"},
		{"rust/values_O0.wasm", "rust/values.rs", "references"},
		{"rust/values_O0.wasm", "rust/values.rs", "enums"},
	} {
		open(f, p.module, p.source).visit(f, map[string]func(*stop){p.point: func(s *stop) {
			s.machine.Machine = freeze(s.machine.Machine)
			stops = append(stops, s)
		}})
	}
	for i, s := range seeds {
		f.Add(uint8(i), s)
	}
	for _, s := range []string{"animals[0]->bark + $1", "p.x = 5", "copy = copy", "shape->corners[1:2]", "slice[1..3]", "some.0", "bits.a++", "*text@3", "add(1, 2)", "derived.get()",
		"(Point *)0x400", "{Shape}100", "animals[1]->speak(1)", "tuple.1 == \"x\"", "$mem[0:100000]", "*(Point (*)[3])p", "shape[-1]", "copy.grid[0][1:2]", "i @ 99999999"} {
		f.Add(uint8(0), s)
	}
	for i := range 100 {
		f.Add(uint8(i), spell([]byte{byte(i * 7), byte(i * 13), byte(i * 3), byte(i), byte(i * 11)}))
	}
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		if len(text) > 2 && text[0] == '#' {
			text = spell([]byte(text[1:]))
		}
		s := stops[int(which)%len(stops)]
		changed := newChanged(s.machine.Machine)
		ctx, env := *s.Context, *s.Env
		ctx.Machine, env.Context, env.Writer = changed, &ctx, changed
		watchdog := time.AfterFunc(10*time.Second, func() { panic(fmt.Sprintf("%q takes more than 10 s", text)) })
		defer watchdog.Stop()
		s.history = append(s.history[:0], value.New(&ctx, nil, symbols.ConstantBytes(nil)))
		p, err := expr.Compile(&env, text)
		if err == nil {
			var v value.Value
			if v, err = p.Eval(&env); err == nil {
				_ = (&value.Printer{Formatters: env.Formatters}).Text(v)
				_ = (&value.Printer{Format: 'x'}).Text(v)
			}
			_, _ = p.Truth(&env)
		}
		if err != nil {
			if m := checkError(err, text); strings.Contains(m, "NO EXPR ERROR") || strings.Contains(m, "WRONG COLUMN") || m == "" {
				t.Errorf("%q: %s", text, m)
			}
		}
		expr.Complete(&env, text, len(text))
	})
}
