package disasm_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/disasm"
	"github.com/wdbg/wdbg/wasm/op"
)

func decode(t testing.TB, file []byte) *wasm.Module {
	t.Helper()
	m, err := wasm.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// texts returns the texts of function f's lines of some kinds.
func texts(p *disasm.Printer, f wasm.FuncIndex, kinds ...disasm.LineKind) []string {
	var out []string
	for l := range p.Lines(f) {
		for _, k := range kinds {
			if l.Kind == k {
				out = append(out, string(l.Text))
			}
		}
	}
	return out
}

// immediates returns immediates for an instruction, as wasmtest.I takes them. Block instructions
// have them such that their labels exist.
func immediates(o op.Op, imm op.Imm) []any {
	switch imm {
	case op.ImmNone, op.ImmBlock, op.ImmFence, op.ImmMemory, op.ImmTableTable, op.ImmMemoryMemory:
		return nil
	case op.ImmF32, op.ImmF64:
		return []any{1.5}
	case op.ImmV128, op.ImmShuffle:
		return []any{[16]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}}
	case op.ImmSelect:
		return []any{wasm.I32}
	case op.ImmHeapType:
		return []any{wasm.HeapFunc}
	case op.ImmBrOnCast:
		return []any{0, wasm.AnyRef(), wasm.RefType(false, 0)}
	case op.ImmTryTable:
		return []any{wasm.CatchClause{Kind: wasm.CatchAny}}
	case op.ImmMemArgLane:
		return []any{8, 0}
	case op.ImmBrTable:
		return []any{0, 0, 1}
	case op.ImmTypeField, op.ImmTypeN, op.ImmTypeData, op.ImmTypeElem, op.ImmTypeType, op.ImmCallIndirect, op.ImmElemTable,
		op.ImmDataMemory:
		return []any{0, 0}
	}
	return []any{0}
}

// TestEveryInstruction renders each row of the instruction table.
func TestEveryInstruction(t *testing.T) {
	keyword := map[op.Op]string{op.SelectT: "select", op.RefTestNull: "ref.test", op.RefCastNull: "ref.cast"}
	rows := 0
	for o := range op.Op(op.Count) {
		info, ok := o.Info()
		if !ok {
			continue
		}
		rows++
		b := wasmtest.New()
		enc := wasmtest.I(o, immediates(o, info.Imm)...)
		code := [][]byte{wasmtest.I(op.Block), enc}
		switch o {
		case op.Block, op.Loop, op.If, op.Try, op.TryTable:
			code = append(code, wasmtest.I(op.End))
		}
		if o != op.End && o != op.Delegate {
			code = append(code, wasmtest.I(op.End))
		}
		f := b.Func(nil, nil, nil, code...)
		p := disasm.New(decode(t, b.Bytes()), disasm.Options{})
		found := false
		for l := range p.Lines(f) {
			if l.Kind == disasm.LineError {
				t.Errorf("%s: %v", o, l.Err)
			}
			if l.Kind != disasm.LineInstr || found || l.FuncOffset != 3 {
				continue
			}
			found = true
			want := info.Name
			if k := keyword[o]; k != "" {
				want = k
			}
			got, _, _ := strings.Cut(string(l.Text), " ")
			if got != want || l.Op != o || !bytes.Equal(l.Bytes, enc) {
				t.Errorf("%s is shown as %q, %v, bytes %x; want bytes %x", o, l.Text, l.Op, l.Bytes, enc)
			}
			if strings.Contains(string(l.Text), "unknown kind") {
				t.Errorf("%s: its immediates are not rendered: %q", o, l.Text)
			}
		}
		if !found {
			t.Errorf("%s is not shown", o)
		}
	}
	if rows < 500 {
		t.Errorf("only %d instructions in the table", rows)
	}
}

// TestOperands checks the text of immediates in a module where nothing has a name.
func TestOperands(t *testing.T) {
	b := wasmtest.New()
	ft := b.FuncType([]wasm.ValType{wasm.I32, wasm.F64}, []wasm.ValType{wasm.I32})
	st := b.Struct(wasm.FieldType{Type: wasm.I8, Mutable: true}, wasm.FieldType{Type: wasm.I64})
	arr := b.Array(wasm.I8, true)
	for range 2 {
		b.Table(wasm.FuncRef(), wasm.Limits{Min: 1})
		b.Pages(1, 2)
	}
	b.Tag(wasm.I32)
	g := b.Global(wasm.I64, true, wasmtest.I(op.I64Const, 1))
	b.PassiveData([]byte("x"))
	b.PassiveElem(0)
	I := wasmtest.I
	tests := []struct {
		enc  []byte
		want string
	}{
		{I(op.I32Const, -1), "i32.const -1"},
		{I(op.I64Const, -1<<63), "i64.const -9223372036854775808"},
		{I(op.F32Const, 0.5), "f32.const 0x1p-1 (;=0.5;)"},
		{I(op.LocalGet, 1), "local.get 1"},
		{I(op.LocalTee, 2000), "local.tee 2000"},
		{I(op.GlobalSet, g), "global.set 0"},
		{I(op.GlobalSet, 7), "global.set 7 (;unknown;)"},
		{I(op.Call, 0), "call 0"},
		{I(op.Call, 99), "call 99 (;unknown;)"},
		{I(op.CallIndirect, ft), "call_indirect (type 0) (param i32 f64) (result i32)"},
		{I(op.ReturnCallIndirect, ft, 1), "return_call_indirect 1 (type 0) (param i32 f64) (result i32)"},
		{I(op.CallIndirect, st), "call_indirect (type 1)"},
		{I(op.CallRef, ft), "call_ref 0"},
		{I(op.I32Load), "i32.load"},
		{I(op.I32Load, 8), "i32.load offset=8"},
		{I(op.I32Load, wasm.MemArg{Align: 0, Offset: 1 << 40}), "i32.load offset=1099511627776 align=1"},
		{I(op.I64Store, wasm.MemArg{Align: 3, Memory: 1, Offset: 4}), "i64.store 1 offset=4"},
		{I(op.I32Load8U, wasm.MemArg{Align: 63}), "i32.load8_u align=9223372036854775808"},
		{I(op.V128Load8Lane, wasm.MemArg{Align: 0, Offset: 2}, 15), "v128.load8_lane offset=2 15"},
		{I(op.I8x16ExtractLaneS, 3), "i8x16.extract_lane_s 3"},
		{I(op.V128Const, [16]byte{1, 2, 3, 4, 0xff, 15: 0x80}), "v128.const i32x4 0x04030201 0x000000ff 0x00000000 0x80000000"},
		{I(op.I8x16Shuffle, [16]byte{0, 31, 2: 16}), "i8x16.shuffle 0 31 16 0 0 0 0 0 0 0 0 0 0 0 0 0"},
		{I(op.MemorySize), "memory.size"},
		{I(op.MemoryGrow, 1), "memory.grow 1"},
		{I(op.MemoryCopy), "memory.copy"},
		{I(op.MemoryCopy, 1, 0), "memory.copy 1 0"},
		{I(op.MemoryInit, 0), "memory.init 0"},
		{I(op.MemoryInit, 0, 1), "memory.init 1 0"},
		{I(op.DataDrop, 0), "data.drop 0"},
		{I(op.TableInit, 0, 1), "table.init 1 0"},
		{I(op.TableCopy, 0, 1), "table.copy 0 1"},
		{I(op.TableGet, 0), "table.get 0"},
		{I(op.ElemDrop, 0), "elem.drop 0"},
		{I(op.Select), "select"},
		{I(op.SelectT, wasm.FuncRef()), "select (result funcref)"},
		{I(op.RefNull, wasm.HeapExtern), "ref.null extern"},
		{I(op.RefNull, ft), "ref.null 0"},
		{I(op.RefFunc, 0), "ref.func 0"},
		{I(op.RefTest, wasm.HeapI31), "ref.test (ref i31)"},
		{I(op.RefTestNull, st), "ref.test (ref null 1)"},
		{I(op.RefCast, arr), "ref.cast (ref 2)"},
		{I(op.RefCastNull, wasm.HeapAny), "ref.cast (ref null any)"},
		{I(op.BrOnCast, 1, wasm.AnyRef(), wasm.RefType(false, 1)), "br_on_cast 1 (;@func 0x100;) (ref null any) (ref 1)"},
		{I(op.StructGetS, st, 0), "struct.get_s 1 0"},
		{I(op.StructSet, st, 9), "struct.set 1 9 (;unknown;)"},
		{I(op.ArrayNewFixed, arr, 3), "array.new_fixed 2 3"},
		{I(op.ArrayNewData, arr, 0), "array.new_data 2 0"},
		{I(op.ArrayInitElem, arr, 0), "array.init_elem 2 0"},
		{I(op.ArrayCopy, arr, arr), "array.copy 2 2"},
		{I(op.Throw, 0), "throw 0"},
		{I(op.AtomicFence), "atomic.fence"},
		{I(op.I32AtomicRmwAdd, 4), "i32.atomic.rmw.add offset=4"},
		{I(op.Br, 7), "br 7 (;unknown;)"},
	}
	code := [][]byte{I(op.Block)}
	for _, tt := range tests {
		code = append(code, tt.enc)
	}
	f := b.Func(nil, nil, nil, append(code, I(op.End))...)
	m := decode(t, b.Bytes())
	p := disasm.New(m, disasm.Options{})
	got := texts(p, f, disasm.LineInstr)[1:]
	body, _ := m.Body(f)
	for i, tt := range tests {
		want := strings.ReplaceAll(tt.want, "0x100", hexOffset(body.End-1))
		if got[i] != want {
			t.Errorf("instruction %d: %q, want %q", i, got[i], want)
		}
	}
}

// structured is a function with every kind of block.
func structured(b *wasmtest.Builder) wasm.FuncIndex {
	I := wasmtest.I
	return b.Func([]wasm.ValType{wasm.I32}, nil, nil,
		I(op.Block),
		I(op.Loop), I(op.LocalGet, 0), I(op.BrIf, 0), I(op.BrIf, 1), I(op.End),
		I(op.LocalGet, 0), I(op.If, wasm.I32), I(op.I32Const, 1), I(op.Else), I(op.I32Const, 2), I(op.End),
		I(op.BrTable, 0, 0, 1, 1, 0),
		I(op.End),
		I(op.Block),
		I(op.TryTable, wasm.CatchClause{Kind: wasm.CatchTagRef, Tag: 0, Label: 0}, wasm.CatchClause{Kind: wasm.CatchAny, Label: 1}),
		I(op.Br, 1), I(op.End), I(op.End),
		I(op.Try), I(op.Try), I(op.Delegate, 0), I(op.Catch, 0), I(op.Rethrow, 0), I(op.CatchAll), I(op.End),
	)
}

func TestBlocks(t *testing.T) {
	b := wasmtest.New()
	b.Tag()
	f := structured(b)
	b.NameSubsection(3, wasmtest.Vec(wasmtest.Cat(wasmtest.U(f), wasmtest.NameMap(1, "again", 4, "a;)b"))))
	b.NameSubsection(11, wasmtest.NameMap(0, "oops"))
	m := decode(t, b.Bytes())
	var out bytes.Buffer
	if err := disasm.New(m, disasm.Options{}).Func(&out, f); err != nil {
		t.Fatal(err)
	}
	compareGolden(t, "blocks", out.Bytes())
}

// TestTargets checks that each label leads to the opening of a loop or the end of another block.
func TestTargets(t *testing.T) {
	b := wasmtest.New()
	b.Tag()
	f := structured(b)
	m := decode(t, b.Bytes())
	at := map[wasm.FileOffset]op.Op{}
	var targets []wasm.FileOffset
	for l := range disasm.New(m, disasm.Options{}).Lines(f) {
		if l.Kind == disasm.LineInstr || l.Kind == disasm.LineFuncEnd {
			at[l.Offset] = l.Op
			targets = append(targets, l.Targets...)
		}
	}
	var got []string
	for _, target := range targets {
		got = append(got, at[target].String())
	}
	want := "loop end end end end end end end end end"
	if strings.Join(got, " ") != want {
		t.Errorf("targets %v, want %s", got, want)
	}
}

// TestOffsetsAgree compares the offsets of the lines with a plain reading of the body, and each line with the
// one Instr gives for its offset.
func TestOffsetsAgree(t *testing.T) {
	for name, file := range samples(t) {
		t.Run(name, func(t *testing.T) {
			m := decode(t, file)
			p, single := disasm.New(m, disasm.Options{}), disasm.New(m, disasm.Options{})
			checked := 0
			for i := range m.Code {
				f := wasm.FuncIndex(i + len(m.ImportedFuncs))
				var r wasm.InstrReader
				r.Reset(m.Bytes, m.Code[i].Start, m.Code[i].End)
				if err := r.Locals(func(uint32, wasm.ValType) error { return nil }); err != nil {
					t.Fatal(err)
				}
				for l := range p.Lines(f) {
					if l.Kind != disasm.LineInstr && l.Kind != disasm.LineFuncEnd {
						continue
					}
					if !r.Next() || r.Offset != l.Offset || r.Op != l.Op || l.FuncOffset != wasm.FuncOffset(r.Offset-m.Code[i].Start) {
						t.Fatalf("function %d: line at %#x (%s), reader at %#x (%s)", f, l.Offset, l.Text, r.Offset, r.Op)
					}
					if checked++; checked%499 != 1 {
						continue
					}
					one, err := single.Instr(l.Offset)
					if err != nil || string(one.Text) != string(l.Text) || one.Depth != l.Depth {
						t.Fatalf("Instr(%#x) = %v, %v; the listing has %q", l.Offset, one, err, l.Text)
					}
				}
				if r.More() {
					t.Errorf("function %d: the listing ends at %#x before the body does", f, r.Pos())
				}
			}
		})
	}
}

func TestInstrErrors(t *testing.T) {
	b := wasmtest.New()
	f := b.Func(nil, nil, []wasm.ValType{wasm.I32}, wasmtest.I(op.I32Const, 1000), wasmtest.I(op.Drop))
	m := decode(t, b.Bytes())
	body, _ := m.Body(f)
	p := disasm.New(m, disasm.Options{})
	for _, tt := range []struct {
		off  wasm.FileOffset
		want string
	}{
		{0, "in no function"}, {body.End, "in no function"}, {body.Start, "inside of what starts at"},
		{body.Start + 1, "inside of what starts at"}, {body.Start + 4, "inside of what starts at"},
	} {
		if _, err := p.Instr(tt.off); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Instr(%#x): %v, want %q", tt.off, err, tt.want)
		}
	}
	if l, err := p.Instr(body.Start + 3); err != nil || string(l.Text) != "i32.const 1000" {
		t.Errorf("Instr of the first instruction: %v, %v", l, err)
	}
}

func TestFuncWithoutBody(t *testing.T) {
	b := wasmtest.New()
	b.ImportFunc("env", "f", nil, nil)
	p := disasm.New(decode(t, b.Bytes()), disasm.Options{})
	for _, f := range []wasm.FuncIndex{0, 1, 1 << 31} {
		if err := p.Func(io.Discard, f); !errors.Is(err, disasm.ErrNoBody) {
			t.Errorf("Func(%d): %v", f, err)
		}
	}
}

func TestMalformedBodies(t *testing.T) {
	tests := []struct {
		name, body string
		last       string // how the last line begins
		instrs     int
	}{
		{"no end", "00 01", ";; error: unexpected end: the function's end is missing, 0 blocks are open", 1},
		{"open blocks", "00 02 40 03 40 0c 01", ";; error: unexpected end: the function's end is missing, 2 blocks are open", 3},
		{"after the end", "00 0b 01 01", ";; error: 2 bytes after the end of the function", 1},
		{"illegal opcode", "00 01 ff 0b", ";; error: illegal opcode 0xff", 1},
		{"illegal second opcode", "00 fc 7f 0b", ";; error: illegal opcode 0xfc 0x7f", 0},
		{"cut immediate", "00 01 41 80", ";; error: unexpected end", 1},
		{"cut locals", "02 01 7f", ";; error: unexpected end", 0},
		{"too many locals", "02 ff ff ff ff 0f 7f 01 7f 0b", ";; error: too many locals", 0},
		{"else outside", "00 05 0b", "end", 2},
		{"empty", "", ";; error: unexpected end", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := wasmtest.New()
			f := b.Declare(b.FuncType(nil, nil))
			b.RawBody(f, wasmtest.Hex(tt.body))
			m := decode(t, b.Bytes())
			p := disasm.New(m, disasm.Options{})
			instrs, last := 0, ""
			var lastErr error
			for l := range p.Lines(f) {
				if l.Kind == disasm.LineInstr || l.Kind == disasm.LineFuncEnd {
					instrs++
				}
				last, lastErr = string(l.Text), l.Err
			}
			if !strings.HasPrefix(last, tt.last) || instrs != tt.instrs {
				t.Errorf("last line %q after %d instructions, want %q after %d", last, instrs, tt.last, tt.instrs)
			}
			var fault *wasm.Error
			if err := p.Func(io.Discard, f); (lastErr == nil) != (err == nil) || err != nil && !errors.As(err, &fault) {
				t.Errorf("Func returns %v, the last line has %v", err, lastErr)
			}
			if fault != nil && (!fault.HasFunc || fault.Func != f || fault.Section != "code") {
				t.Errorf("the error does not say where it is: %v", fault)
			}
		})
	}
}

func hexOffset(off wasm.FileOffset) string {
	const digits = "0123456789abcdef"
	s := ""
	for ; off > 0; off >>= 4 {
		s = digits[off&15:off&15+1] + s
	}
	return "0x" + s
}
