package wasm

import "iter"

// Instrs yields the instructions of a function that is defined in the module, with where they begin. The reader stands behind the instruction
// and is good until the next one. It ends early where the body cannot be decoded.
func (m *Module) Instrs(f FuncIndex) iter.Seq2[FuncOffset, *InstrReader] {
	return func(yield func(FuncOffset, *InstrReader) bool) {
		body, ok := m.Body(f)
		if !ok {
			return
		}
		var r InstrReader
		r.Reset(m.Bytes, body.Start, body.End)
		if r.Locals(func(uint32, ValType) error { return nil }) != nil {
			return
		}
		for r.More() {
			at := FuncOffset(r.Pos() - body.Start)
			if !r.Next() || !yield(at, &r) {
				return
			}
		}
	}
}
