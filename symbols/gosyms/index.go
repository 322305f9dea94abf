package gosyms

import (
	"fmt"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// index relates the functions of a module to those of its pclntab. PC_F is a function's place in the module's first table,
// which says so even after an optimiser has put functions in another order.
type index struct {
	entry []int32 // by defined function: the number in the pclntab, or one of the next
}

// What an index has for functions that the pclntab does not have, or several times.
const (
	entryNone      = -1
	entryAmbiguous = -2
)

// newIndex makes the index of a module with a table.
func newIndex(m *wasm.Module, t *pclntab) (*index, error) {
	x := &index{entry: make([]int32, len(m.Code))}
	for i := range x.entry {
		x.entry[i] = entryNone
	}
	imports := len(m.ImportedFuncs)
	funcs, first, ok := tableFuncs(m)
	if !ok { // as the compiler made it: in order
		if t.nfunc != len(m.Code) {
			return nil, fmt.Errorf("the pclntab has %d functions, the module %d: it was changed after it was linked", t.nfunc, len(m.Code))
		}
		for i := range x.entry {
			x.entry[i] = int32(i)
		}
		return x, nil
	}
	for i := range t.nfunc {
		slot := t.pcf(i) - first
		if slot >= uint64(len(funcs)) || int(funcs[slot]) < imports || int(funcs[slot])-imports >= len(x.entry) {
			continue
		}
		switch e := &x.entry[int(funcs[slot])-imports]; *e {
		case entryNone:
			*e = int32(i)
		default:
			*e = entryAmbiguous
		}
	}
	return x, nil
}

// tableFuncs returns the functions in the module's first table and the place of the first of them.
func tableFuncs(m *wasm.Module) (funcs []wasm.FuncIndex, first uint64, ok bool) {
	for i := range m.Elems {
		e := &m.Elems[i]
		if e.Mode != wasm.SegmentActive || e.Table != 0 || e.UsesExprs {
			continue
		}
		var r wasm.InstrReader
		r.Reset(m.Bytes, e.TableAddr.Start, e.TableAddr.End)
		if r.Next() && r.Op == op.I32Const && r.Value <= funcValueOffset {
			return e.Funcs, r.Value, true
		}
	}
	return nil, 0, false
}

// linkerName returns what Go's linker writes into the name section for a function: other characters than letters, digits,
// underscores and dots of ASCII become underscores.
func linkerName(name string) string {
	b := make([]byte, 0, len(name))
	for _, r := range name {
		if r == '_' || r == '.' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			b = append(b, byte(r))
		} else {
			b = append(b, '_')
		}
	}
	return string(b)
}
