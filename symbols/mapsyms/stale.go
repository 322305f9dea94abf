package mapsyms

import (
	"errors"
	"fmt"

	"github.com/wdbg/wdbg/sourcemap"
	"github.com/wdbg/wdbg/wasm"
)

// maxChecked is how many functions checkStale looks at.
const maxChecked = 64

// checkStale returns an error if the map is not of this module: if its segments lie beyond the file, in no function, or
// between the bytes of instructions, as after an optimiser has rewritten the module and not the map.
func checkStale(m *wasm.Module, sm *sourcemap.Map) error {
	if sm.Len() == 0 {
		return errors.New("has no mappings")
	}
	if last := sm.At(sm.Len() - 1).Offset; last > uint64(len(m.Bytes)) {
		return fmt.Errorf("is of another build than the module: it has code at offset 0x%x, the file ends at 0x%x", last, len(m.Bytes))
	}
	hits, all := 0, 0
	step := max(len(m.Code)/maxChecked, 1)
	for i := 0; i < len(m.Code); i += step {
		h, n := boundaries(m, m.Code[i], sm)
		hits, all = hits+h, all+n
	}
	if all == 0 { // none of those looked at is mapped
		for _, b := range m.Code {
			if h, n := boundaries(m, b, sm); n > 0 {
				hits, all = hits+h, all+n
				break
			}
		}
	}
	switch {
	case all == 0:
		return errors.New("is of another build than the module: none of its mappings lies in a function")
	case hits < all-all/10:
		return fmt.Errorf("is of another build than the module: of %d mappings looked at only %d are at an instruction", all, hits)
	}
	return nil
}

// boundaries counts the segments in a body, and those of them that begin with an instruction, or at the body's beginning or end.
func boundaries(m *wasm.Module, b wasm.Body, sm *sourcemap.Map) (hits, all int) {
	var r wasm.InstrReader
	r.Reset(m.Bytes, b.Start, b.End)
	if r.Locals(func(uint32, wasm.ValType) error { return nil }) != nil {
		return 0, 0
	}
	for g := range sm.Range(uint64(b.Start), uint64(b.End)) {
		if g.Offset < uint64(b.Start) {
			continue
		}
		all++
		for r.More() && uint64(r.Pos()) < g.Offset {
			if !r.Next() {
				return hits, all
			}
		}
		if uint64(r.Pos()) == g.Offset || g.Offset == uint64(b.Start) {
			hits++
		}
	}
	return hits, all
}
