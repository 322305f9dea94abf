package disasm

import (
	"strconv"

	"github.com/wdbg/wdbg/wasm"
)

// Bounds of a signature that is shown where a type is used: the number of its types and the length of its text.
const (
	maxUseTypes = 64
	maxUseText  = 2048
)

// AppendValType appends a value or storage type, with type names for indices.
func (p *Printer) AppendValType(dst []byte, t wasm.ValType) []byte {
	if !t.IsRef() || t.Heap().IsAbstract() {
		return append(dst, t.String()...)
	}
	dst = append(dst, "(ref "...)
	if t.Nullable() {
		dst = append(dst, "null "...)
	}
	dst = p.appendHeapType(dst, t.Heap())
	return append(dst, ')')
}

// appendFullRefType appends a reference type without abbreviations, as casts have it.
func (p *Printer) appendFullRefType(dst []byte, t wasm.ValType) []byte {
	dst = append(dst, "(ref "...)
	if t.Nullable() {
		dst = append(dst, "null "...)
	}
	dst = p.appendHeapType(dst, t.Heap())
	return append(dst, ')')
}

func (p *Printer) appendHeapType(dst []byte, h wasm.HeapType) []byte {
	if !h.IsIndex() {
		return append(dst, h.String()...)
	}
	if ref := p.spaces[SpaceType].ref(uint32(h)); ref.ident > 0 {
		return append(dst, ref.text[:ref.ident]...)
	}
	return strconv.AppendInt(dst, int64(h), 10)
}

// appendTypes appends " (keyword t...)", or nothing where there are no types.
func (p *Printer) appendTypes(dst []byte, keyword string, ts []wasm.ValType) []byte {
	if len(ts) == 0 {
		return dst
	}
	dst = append(append(dst, " ("...), keyword...)
	for _, t := range ts {
		dst = p.AppendValType(append(dst, ' '), t)
	}
	return append(dst, ')')
}

// appendMore appends a comment that says how many parts were left out.
func appendMore(dst []byte, n int) []byte {
	dst = append(dst, " (;"...)
	dst = strconv.AppendInt(dst, int64(n), 10)
	return append(dst, " more;)"...)
}

// appendSignature appends " (param ...) (result ...)" where a type is used, with the names of the current
// function's parameters if named is set. The text format has all of it or nothing, so a long one is left to the
// type's definition.
func (p *Printer) appendSignature(dst []byte, t *wasm.FuncType, named bool) []byte {
	if len(t.Params)+len(t.Results) > maxUseTypes {
		return appendLongSignature(dst, t)
	}
	start := len(dst)
	if named {
		dst = p.appendParams(dst, t.Params)
	} else {
		dst = p.appendTypes(dst, "param", t.Params)
	}
	dst = p.appendTypes(dst, "result", t.Results)
	if len(dst)-start > maxUseText {
		return appendLongSignature(dst[:start], t)
	}
	return dst
}

func appendLongSignature(dst []byte, t *wasm.FuncType) []byte {
	dst = strconv.AppendInt(append(dst, " (;"...), int64(len(t.Params)), 10)
	dst = strconv.AppendInt(append(dst, " parameters, "...), int64(len(t.Results)), 10)
	return append(dst, " results;)"...)
}

// AppendTypeUse appends a type use (§6.4.6): "(type 3) (param i32) (result i32)".
func (p *Printer) AppendTypeUse(dst []byte, t wasm.TypeIndex) []byte {
	dst = append(dst, "(type "...)
	dst = p.AppendIndex(dst, SpaceType, uint32(t))
	dst = append(dst, ')')
	if ft := p.funcType(t); ft != nil {
		dst = p.appendSignature(dst, ft, false)
	}
	return dst
}

// funcType returns a function type, or nil where the index names none.
func (p *Printer) funcType(t wasm.TypeIndex) *wasm.FuncType {
	if int64(t) >= int64(len(p.m.Types)) || p.m.Types[t].Kind != wasm.CompFunc {
		return nil
	}
	return &p.m.Types[t].Func
}

// AppendTypeDef appends a type definition: (type $t (;3;) (func (param i32))), with
// its supertype where it has one or is open. The index must be in range.
func (p *Printer) AppendTypeDef(dst []byte, t wasm.TypeIndex) []byte {
	st := &p.m.Types[t]
	dst = append(dst, "(type "...)
	dst = p.AppendDefined(dst, SpaceType, uint32(t))
	sub := st.HasSuper || !st.Final
	if sub {
		dst = append(dst, " (sub"...)
		if st.Final {
			dst = append(dst, " final"...)
		}
		if st.HasSuper {
			dst = append(dst, ' ')
			dst = p.AppendIndex(dst, SpaceType, uint32(st.Super))
		}
	}
	dst = p.appendCompType(append(dst, ' '), t, st)
	if sub {
		dst = append(dst, ')')
	}
	return append(dst, ')')
}

func (p *Printer) appendCompType(dst []byte, t wasm.TypeIndex, st *wasm.SubType) []byte {
	switch st.Kind {
	case wasm.CompFunc:
		dst = append(dst, "(func"...)
		dst = p.appendTypes(dst, "param", st.Func.Params)
		dst = p.appendTypes(dst, "result", st.Func.Results)
	case wasm.CompArray:
		dst = append(dst, "(array"...)
		for _, f := range st.Fields {
			dst = p.appendFieldType(append(dst, ' '), f)
		}
	case wasm.CompStruct:
		dst = append(dst, "(struct"...)
		for i, f := range st.Fields {
			dst = append(dst, " (field "...)
			if name := p.fieldName(uint32(t), uint32(i)); name != "" {
				dst = append(AppendIdent(dst, name), ' ')
			}
			dst = append(p.appendFieldType(dst, f), ')')
		}
	}
	return append(dst, ')')
}

func (p *Printer) appendFieldType(dst []byte, f wasm.FieldType) []byte {
	if !f.Mutable {
		return p.AppendValType(dst, f.Type)
	}
	dst = append(dst, "(mut "...)
	return append(p.AppendValType(dst, f.Type), ')')
}

// AppendGlobalType appends a global type: i32 or (mut i32).
func (p *Printer) AppendGlobalType(dst []byte, t wasm.GlobalType) []byte {
	return p.appendFieldType(dst, wasm.FieldType{Type: t.Type, Mutable: t.Mutable})
}

// AppendTableType appends a table type: [i64] min [max] reftype.
func (p *Printer) AppendTableType(dst []byte, t wasm.TableType) []byte {
	dst = append(AppendLimits(dst, t.Limits), ' ')
	return p.AppendValType(dst, t.Elem)
}

// AppendLimits appends limits as memory types have them: [i64] min [max] [shared].
func AppendLimits(dst []byte, l wasm.Limits) []byte {
	if l.Is64 {
		dst = append(dst, "i64 "...)
	}
	dst = strconv.AppendUint(dst, l.Min, 10)
	if l.HasMax {
		dst = append(dst, ' ')
		dst = strconv.AppendUint(dst, l.Max, 10)
	}
	if l.Shared {
		dst = append(dst, " shared"...)
	}
	return dst
}

// AppendDefined appends the name and index of an entry as its definition shows it: $name (;i;), or
// (;i;) where it has no name.
func (p *Printer) AppendDefined(dst []byte, s Space, i uint32) []byte {
	name := ""
	if int64(i) < int64(p.spaces[s].size) {
		name = p.spaces[s].name(i)
	}
	if name == "" {
		return append(strconv.AppendUint(append(dst, "(;"...), uint64(i), 10), ";)"...)
	}
	return appendIndexComment(AppendIdent(dst, name), i)
}
