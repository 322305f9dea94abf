package wasmgen

import (
	"strings"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// plainOps returns the instructions of the table whose types do not depend on context, by the letters of
// their results: all that compute, load and store. Waiting is left out, as nobody would wake the thread.
func plainOps(features Features) map[string][]op.Op {
	ops := map[string][]op.Op{}
	for o := op.Op(0); o < op.Count; o++ {
		info, ok := o.Info()
		if !ok || info.Special || !allowed(info.Feature, features) {
			continue
		}
		switch {
		case o == op.MemoryAtomicWait32, o == op.MemoryAtomicWait64, o == op.Nop:
			continue
		case info.Imm == op.ImmMemory, info.Imm == op.ImmElem: // memory.size, memory.grow and elem.drop are made by hand
			continue
		}
		ops[info.Results] = append(ops[info.Results], o)
	}
	return ops
}

func allowed(f op.Feature, features Features) bool {
	switch f {
	case op.MVP, op.SignExtension, op.TruncSat, op.BulkMemory:
		return true
	case op.SIMD:
		return features&SIMD != 0
	case op.RelaxedSIMD:
		return features&RelaxedSIMD != 0
	case op.Threads:
		return features&Atomics != 0
	}
	return false
}

// letter returns the letter of a number or vector type in signatures, "" for others.
func letter(t wasm.ValType) string {
	switch t {
	case wasm.I32:
		return "i"
	case wasm.I64:
		return "I"
	case wasm.F32:
		return "f"
	case wasm.F64:
		return "F"
	case wasm.V128:
		return "v"
	}
	return ""
}

func typeOf(letter byte) wasm.ValType {
	switch letter {
	case 'i':
		return wasm.I32
	case 'I':
		return wasm.I64
	case 'f':
		return wasm.F32
	case 'F':
		return wasm.F64
	}
	return wasm.V128
}

// plain emits operands and a plain instruction with the given results.
func (f *fn) plain(results string, depth int) {
	ops := f.g.ops[results]
	o := ops[f.src.n(len(ops))]
	info, _ := o.Info()
	mem := f.src.n(len(f.g.memories))
	for i := range len(info.Params) {
		switch p := info.Params[i]; {
		case p == 'a':
			f.addr(f.g.memories[mem], info.Align, depth-1)
		case isDivision(o) && i == 1 && f.src.n(16) != 15:
			f.nonZero(typeOf(p), depth-1)
		default:
			f.expr(typeOf(p), depth-1)
		}
	}
	f.i(o, f.immediates(o, info, mem)...)
	if f.g.cfg.Portable && makesNaN(info) {
		f.canonical(info)
	}
}

func isDivision(o op.Op) bool {
	return o >= op.I32DivS && o <= op.I32RemU || o >= op.I64DivS && o <= op.I64RemU
}

// nonZero emits a value that is not 0.
func (f *fn) nonZero(t wasm.ValType, depth int) {
	f.expr(t, depth)
	if t == wasm.I64 {
		f.i(op.I64Const, 1)
		f.i(op.I64Or)
		return
	}
	f.i(op.I32Const, 1)
	f.i(op.I32Or)
}

// addr emits an address, mostly inside the memory and aligned for atomics.
func (f *fn) addr(l wasm.Limits, align uint8, depth int) {
	konst, and, t := op.I32Const, op.I32And, wasm.I32
	if l.Is64 {
		konst, and, t = op.I64Const, op.I64And, wasm.I64
	}
	f.expr(t, depth)
	if f.src.n(24) == 23 {
		return
	}
	f.i(konst, 0xfff&^(1<<align-1))
	f.i(and)
}

func (f *fn) immediates(o op.Op, info *op.Info, mem int) []any {
	switch info.Imm {
	case op.ImmMemArg:
		return []any{f.memArg(info, mem)}
	case op.ImmMemArgLane:
		return []any{f.memArg(info, mem), f.src.n(16 >> info.Align)}
	case op.ImmLane:
		return []any{f.src.n(lanesOf(info.Name))}
	case op.ImmI32, op.ImmF32:
		return []any{uint32(f.src.interesting())}
	case op.ImmI64, op.ImmF64:
		return []any{f.src.interesting()}
	case op.ImmV128, op.ImmShuffle:
		var v [16]byte
		for i := range v {
			if v[i] = f.src.byte(); info.Imm == op.ImmShuffle {
				v[i] &= 31
			}
		}
		return []any{v}
	case op.ImmData:
		return []any{f.g.data()}
	}
	return nil
}

func (f *fn) memArg(info *op.Info, mem int) wasm.MemArg {
	m := wasm.MemArg{Align: uint32(info.Align), Memory: wasm.MemoryIndex(mem)}
	if info.Feature == op.Threads { // the alignment must be the natural one, and the address be aligned
		m.Offset = uint64(f.src.n(32)) << info.Align
		return m
	}
	m.Align -= uint32(f.src.n(int(info.Align) + 1))
	switch f.src.n(8) {
	case 6:
		m.Offset = uint64(f.src.n(65536))
	case 7:
		m.Offset = f.src.interesting() & 0xffffffff
	default:
		m.Offset = uint64(f.src.n(256))
	}
	return m
}

// lanesOf returns the number of lanes of the shape that a mnemonic begins with.
func lanesOf(name string) int {
	switch {
	case strings.HasPrefix(name, "i8x16"):
		return 16
	case strings.HasPrefix(name, "i16x8"):
		return 8
	case strings.HasPrefix(name, "i32x4"), strings.HasPrefix(name, "f32x4"):
		return 4
	}
	return 2
}

// makesNaN reports whether an instruction's result may be a NaN whose bits the specification leaves open.
func makesNaN(info *op.Info) bool {
	if info.Imm != op.ImmNone {
		return false
	}
	switch info.Results {
	case "f", "F":
		return true
	case "v":
		return strings.HasPrefix(info.Name, "f32x4") || strings.HasPrefix(info.Name, "f64x2")
	}
	return false
}

// canonical emits code that replaces a NaN, or the lanes that are NaNs, by the canonical one.
func (f *fn) canonical(info *op.Info) {
	t := typeOf(info.Results[0])
	tmp := f.scratch(t)
	f.i(op.LocalTee, tmp)
	switch {
	case t == wasm.F32:
		f.i(op.F32Const, uint32(0x7fc00000))
	case t == wasm.F64:
		f.i(op.F64Const, uint64(0x7ff8<<48))
	case strings.HasPrefix(info.Name, "f32x4"):
		f.i(op.V128Const, [16]byte{2: 0xc0, 3: 0x7f, 6: 0xc0, 7: 0x7f, 10: 0xc0, 11: 0x7f, 14: 0xc0, 15: 0x7f})
	default:
		f.i(op.V128Const, [16]byte{6: 0xf8, 7: 0x7f, 14: 0xf8, 15: 0x7f})
	}
	f.i(op.LocalGet, tmp)
	f.i(op.LocalGet, tmp)
	switch {
	case t == wasm.F32:
		f.i(op.F32Eq)
		f.i(op.Select)
	case t == wasm.F64:
		f.i(op.F64Eq)
		f.i(op.Select)
	case strings.HasPrefix(info.Name, "f32x4"):
		f.i(op.F32x4Eq)
		f.i(op.V128Bitselect)
	default:
		f.i(op.F64x2Eq)
		f.i(op.V128Bitselect)
	}
}
