package namesyms

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// maxLocals bounds the locals of a function whose names are looked up: as many as the JavaScript API allows.
const maxLocals = 50_000

// scope is the locals of a function that have names.
type scope struct {
	m *wasm.Module
	f wasm.FuncIndex
}

// Variables returns the named locals, parameters first. As wasm's locals live as long as the function, all are visible everywhere.
func (s scope) Variables() ([]*symbols.Variable, error) {
	var vars []*symbols.Variable
	names := s.m.Names()
	add := func(l uint32, t wasm.ValType, kind symbols.VarKind) {
		if name := names.Local(s.f, wasm.LocalIndex(l)); name != "" {
			vars = append(vars, &symbols.Variable{Name: name, Type: valueType(t), Kind: kind, Locator: local(l)})
		}
	}
	params := s.m.FuncType(s.f).Params
	for i, t := range params[:min(len(params), maxLocals)] {
		add(uint32(i), t, symbols.Parameter)
	}
	b, ok := s.m.Body(s.f)
	if !ok {
		return vars, nil
	}
	var r wasm.InstrReader
	r.Reset(s.m.Bytes, b.Start, b.End)
	next := uint32(len(params))
	err := r.Locals(func(n uint32, t wasm.ValType) error {
		for range n {
			if next >= maxLocals {
				break
			}
			add(next, t, symbols.Local)
			next++
		}
		return nil
	})
	return vars, err
}

// Result returns the type of the only result; nil where there are none or several.
func (s scope) Result() *symbols.Type {
	if r := s.m.FuncType(s.f).Results; len(r) == 1 {
		return valueType(r[0])
	}
	return nil
}

// local locates the wasm local with its number.
type local uint32

func (l local) Locate(symbols.Machine) (symbols.Location, error) {
	return symbols.Location{Pieces: []symbols.Piece{{Kind: symbols.InLocal, Index: uint32(l)}}}, nil
}

// Live returns nil: a local is there everywhere in its function.
func (l local) Live() []symbols.Range { return nil }

// valueType returns a wasm value type as one of the source.
func valueType(t wasm.ValType) *symbols.Type {
	info := symbols.TypeInfo{Kind: symbols.KindBase, Name: t.String(), Size: int64(t.StorageBytes())}
	switch {
	case t == wasm.I32, t == wasm.I64:
		info.Encoding = symbols.EncodingSigned
	case t == wasm.F32, t == wasm.F64:
		info.Encoding = symbols.EncodingFloat
	case t == wasm.V128:
		info.Kind = symbols.KindVector
		info.Dims = []symbols.Dim{{Count: 4}}
		return symbols.NewType(info, lanes{}, 0)
	default:
		info.Kind = symbols.KindWasmRef
	}
	return symbols.NewType(info, nil, 0)
}

// lanes gives v128 its elements: as in the text format, four i32.
type lanes struct{}

func (lanes) LoadElem(*symbols.Type, uint64) *symbols.Type          { return valueType(wasm.I32) }
func (lanes) LoadDetails(*symbols.Type, uint64) (d symbols.Details) { return d }
