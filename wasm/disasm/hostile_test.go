package disasm_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/disasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// counter counts what is written to it.
type counter struct{ n int }

func (c *counter) Write(b []byte) (int, error) { c.n += len(b); return len(b), nil }

func TestDeepNesting(t *testing.T) {
	const depth = 100_000
	b := wasmtest.New()
	f := b.Func(nil, nil, nil, bytes.Repeat(wasmtest.I(op.Block), depth), bytes.Repeat(wasmtest.I(op.End), depth))
	p := disasm.New(decode(t, b.Bytes()), disasm.Options{})
	var out counter
	if err := p.Func(&out, f); err != nil {
		t.Fatal(err)
	}
	if lines := 2*depth + 2; out.n > lines*150 {
		t.Errorf("%d lines take %d bytes: the indentation is not bounded", lines, out.n)
	}
	deepest := 0
	for l := range p.Lines(f) {
		deepest = max(deepest, l.Depth)
	}
	if deepest != depth {
		t.Errorf("the deepest line has depth %d, want %d", deepest, depth)
	}
}

func TestManyLocals(t *testing.T) {
	b := wasmtest.New()
	f := b.Declare(b.FuncType([]wasm.ValType{wasm.I32}, nil))
	b.RawBody(f, wasmtest.Hex("03 02 7f fd ff ff ff 0f 7e 00 7d 0b"))
	b.LocalName(f, 0, "p")
	b.LocalName(f, 2, "x")
	b.LocalName(f, 4, "y")
	p := disasm.New(decode(t, b.Bytes()), disasm.Options{})
	got := texts(p, f, disasm.LineLocal)
	want := []string{
		"(local i32) (;1;)", "(local $x i32) (;2;)",
		"(local i64) (;3;)", "(local $y i64) (;4;)", "(local i64 (;x 4294967291;)) (;5-4294967295;)",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestRepeatedLongNames refers to entities with long names over and over: output and time must not be the
// product of both.
func TestRepeatedLongNames(t *testing.T) {
	long := strings.Repeat("n", 1<<18)
	const uses = 20_000
	b := wasmtest.New()
	f := b.Func([]wasm.ValType{wasm.I32}, nil, nil,
		wasmtest.I(op.Block), bytes.Repeat(wasmtest.Code(wasmtest.I(op.Br, 0), wasmtest.I(op.Call, 0), wasmtest.I(op.LocalGet, 0)), uses),
		wasmtest.I(op.End))
	b.FuncName(f, long)
	b.LocalName(f, 0, long)
	b.NameSubsection(3, wasmtest.Vec(wasmtest.Cat(wasmtest.U(f), wasmtest.NameMap(0, long))))
	p := disasm.New(decode(t, b.Bytes()), disasm.Options{})
	var out counter
	if err := p.Func(&out, f); err != nil {
		t.Fatal(err)
	}
	if out.n > 3*uses*400+4*len(long) {
		t.Errorf("the listing has %d bytes", out.n)
	}
}

// TestManyLocalsInManyFunctions declares many locals in functions of few bytes.
func TestManyLocalsInManyFunctions(t *testing.T) {
	const funcs = 20_000
	b := wasmtest.New()
	ft := b.FuncType(nil, nil)
	for range funcs {
		b.RawBody(b.Declare(ft), wasmtest.Hex("01 ff ff ff 7f 7f 0b"))
	}
	b.LocalName(0, 0, "x")
	p := disasm.New(decode(t, b.Bytes()), disasm.Options{})
	for f := range wasm.FuncIndex(funcs) {
		if err := p.Func(io.Discard, f); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNoGarbage checks that instructions cost no allocations once the names are known.
func TestNoGarbage(t *testing.T) {
	b := wasmtest.New()
	f := b.Func([]wasm.ValType{wasm.I32}, nil, nil, bytes.Repeat(wasmtest.Code(
		wasmtest.I(op.Block), wasmtest.I(op.LocalGet, 0), wasmtest.I(op.BrTable, 0, 1, 0), wasmtest.I(op.End),
		wasmtest.I(op.I32Const, 1), wasmtest.I(op.I32Load, 4), wasmtest.I(op.F64Const, 1.1), wasmtest.I(op.Call, 0)), 1000))
	b.FuncName(f, "f")
	b.LocalName(f, 0, "x")
	p := disasm.New(decode(t, b.Bytes()), disasm.Options{})
	allocs := testing.AllocsPerRun(3, func() {
		if err := p.Func(io.Discard, f); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > 50 {
		t.Errorf("8000 instructions cost %v allocations", allocs)
	}
}

func FuzzDisasm(f *testing.F) {
	for _, file := range samples(f) {
		if len(file) < 20_000 {
			f.Add(file)
		}
	}
	for _, body := range []string{"00 0b", "01 05 7f 02 40 0c 00 0b 0b", "00 06 40 18 00 0b", "00 1f 40 02 00 00 00 02 01 0b 0b", "00 05 07 00 19 0b"} {
		f.Add(wasmtest.Hex(body))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := wasm.Decode(data); err == nil {
			listAll(t, m)
			return
		}
		b := wasmtest.New() // not a module: take it for a function's body
		b.RawBody(b.Declare(b.FuncType([]wasm.ValType{wasm.I32}, nil)), data)
		listAll(t, decode(t, b.Bytes()))
	})
}

// listAll lists all functions and checks what holds for any input.
func listAll(t *testing.T, m *wasm.Module) {
	p := disasm.New(m, disasm.Options{})
	for i := range m.Code {
		f := wasm.FuncIndex(i + len(m.ImportedFuncs))
		ended, at := false, m.Code[i].Start
		for l := range p.Lines(f) {
			if ended && l.Kind != disasm.LineError {
				t.Fatalf("function %d: a line after the end: %q", f, l.Text)
			}
			if l.Kind == disasm.LineInstr {
				if l.Offset < at || len(l.Bytes) == 0 {
					t.Fatalf("function %d: line at %#x after %#x", f, l.Offset, at)
				}
				at = l.Offset + wasm.FileOffset(len(l.Bytes))
			}
			for _, c := range l.Text {
				if c < ' ' || c == 0x7f {
					t.Fatalf("function %d: control character in %q", f, l.Text)
				}
			}
			ended = l.Kind == disasm.LineFuncEnd || l.Kind == disasm.LineError
		}
		if !ended {
			t.Fatalf("function %d: no end and no error", f)
		}
	}
}

// BenchmarkFunc lists the largest sample; the bytes are those of the code.
func BenchmarkFunc(b *testing.B) {
	var file []byte
	for _, sample := range samples(b) {
		if len(sample) > len(file) {
			file = sample
		}
	}
	m := decode(b, file)
	p := disasm.New(m, disasm.Options{})
	size := 0
	for _, body := range m.Code {
		size += int(body.End - body.Start)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for i := range m.Code {
			if err := p.Func(io.Discard, wasm.FuncIndex(i+len(m.ImportedFuncs))); err != nil {
				b.Fatal(err)
			}
		}
	}
}
