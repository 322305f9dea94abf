package interp

import (
	"encoding/binary"
	"unsafe"

	"github.com/wdbg/wdbg/engine/simd"
	"github.com/wdbg/wdbg/wasm/op"
)

func rv(fp unsafe.Pointer, i uint16) simd.V128 { return *(*simd.V128)(slot(fp, i)) }

func wv(fp unsafe.Pointer, i uint16, v simd.V128) { *(*simd.V128)(slot(fp, i)) = v }

// vectorHandlers adds the instructions on v128. Their third operand is in the low 16 bits of
// imm, a lane index in bits 32 and up.
func vectorHandlers(h *[opCount]handler) {
	for o := op.Op(0); o < op.Count; o++ {
		info, ok := o.Info()
		if !ok || info.Feature != op.SIMD && info.Feature != op.RelaxedSIMD {
			continue
		}
		f := vectorHandler(o)
		if f == nil {
			f = vectorMemory(o, info)
		}
		if f != nil {
			h[opWasm+uint16(o)] = f
		}
	}
	h[opWasm+uint16(op.I8x16Shuffle)] = func(_ *machine, in *ins, fp unsafe.Pointer) action {
		var lanes [16]byte
		sel := rv(fp, uint16(in.imm))
		binary.LittleEndian.PutUint64(lanes[:], sel.Lo)
		binary.LittleEndian.PutUint64(lanes[8:], sel.Hi)
		wv(fp, in.a, simd.Shuffle(rv(fp, in.b), rv(fp, in.c), lanes))
		return actNext
	}
}

func vectorHandler(o op.Op) handler {
	if f := simd.Unary(o); f != nil {
		return func(_ *machine, in *ins, fp unsafe.Pointer) action {
			wv(fp, in.a, f(rv(fp, in.b)))
			return actNext
		}
	}
	if f := simd.Binary(o); f != nil {
		return func(_ *machine, in *ins, fp unsafe.Pointer) action {
			wv(fp, in.a, f(rv(fp, in.b), rv(fp, in.c)))
			return actNext
		}
	}
	if f := simd.Ternary(o); f != nil {
		return func(_ *machine, in *ins, fp unsafe.Pointer) action {
			wv(fp, in.a, f(rv(fp, in.b), rv(fp, in.c), rv(fp, uint16(in.imm))))
			return actNext
		}
	}
	if f := simd.Shift(o); f != nil {
		return func(_ *machine, in *ins, fp unsafe.Pointer) action {
			wv(fp, in.a, f(rv(fp, in.b), r32(fp, in.c)))
			return actNext
		}
	}
	return laneHandler(o)
}

func laneHandler(o op.Op) handler {
	if f := simd.Test(o); f != nil {
		return func(_ *machine, in *ins, fp unsafe.Pointer) action {
			w64(fp, in.a, uint64(f(rv(fp, in.b))))
			return actNext
		}
	}
	if f := simd.Splat(o); f != nil {
		return func(_ *machine, in *ins, fp unsafe.Pointer) action {
			wv(fp, in.a, f(r64(fp, in.b)))
			return actNext
		}
	}
	if f := simd.ExtractLane(o); f != nil {
		return func(_ *machine, in *ins, fp unsafe.Pointer) action {
			w64(fp, in.a, f(rv(fp, in.b), uint8(in.imm>>32)))
			return actNext
		}
	}
	if f := simd.ReplaceLane(o); f != nil {
		return func(_ *machine, in *ins, fp unsafe.Pointer) action {
			wv(fp, in.a, f(rv(fp, in.b), uint8(in.imm>>32), r64(fp, in.c)))
			return actNext
		}
	}
	return nil
}

// vectorMemory returns the handler of a v128 load or store: address and value are stacked from slot a, in.b is the lane.
func vectorMemory(o op.Op, info *op.Info) handler {
	switch {
	case o == op.V128Load:
		return func(m *machine, in *ins, fp unsafe.Pointer) action {
			b := m.place(in, fp, 16)
			if b == nil {
				return m.outside(in, fp, "load", 16)
			}
			wv(fp, in.a, simd.V128{Lo: binary.LittleEndian.Uint64(b), Hi: binary.LittleEndian.Uint64(b[8:])})
			return actNext
		}
	case o == op.V128Store:
		return func(m *machine, in *ins, fp unsafe.Pointer) action {
			b := m.place(in, fp, 16)
			if b == nil {
				return m.outside(in, fp, "store", 16)
			}
			v := rv(fp, in.a+1)
			binary.LittleEndian.PutUint64(b, v.Lo)
			binary.LittleEndian.PutUint64(b[8:], v.Hi)
			return actNext
		}
	case info.Imm == op.ImmMemArgLane:
		return vectorLaneMemory(o, info)
	}
	size, widen := simd.Load(o)
	if widen == nil {
		return nil
	}
	return func(m *machine, in *ins, fp unsafe.Pointer) action {
		b := m.place(in, fp, uint64(size))
		if b == nil {
			return m.outside(in, fp, "load", uint64(size))
		}
		wv(fp, in.a, widen(readLE(b)))
		return actNext
	}
}

func vectorLaneMemory(o op.Op, info *op.Info) handler {
	width := simd.LaneWidth(o)
	if info.Results == "" {
		return func(m *machine, in *ins, fp unsafe.Pointer) action {
			b := m.place(in, fp, uint64(width))
			if b == nil {
				return m.outside(in, fp, "store", uint64(width))
			}
			writeLE(b, simd.ExtractBytes(rv(fp, in.a+1), uint8(in.b), width))
			return actNext
		}
	}
	return func(m *machine, in *ins, fp unsafe.Pointer) action {
		b := m.place(in, fp, uint64(width))
		if b == nil {
			return m.outside(in, fp, "load", uint64(width))
		}
		wv(fp, in.a, simd.InsertBytes(rv(fp, in.a+1), uint8(in.b), width, readLE(b)))
		return actNext
	}
}
