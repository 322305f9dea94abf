package validate

import (
	"strings"

	"github.com/wdbg/wdbg/wasm"
)

// ref returns the reference type to the type the instruction names.
func (v *validator) ref(nullable bool) wasm.ValType {
	if v.err != nil {
		return wasm.Bot
	}
	return v.c.refTo(nullable, wasm.TypeIndex(v.r.Index))
}

// popFields pops a value for each field, the last on top. It looks at no more fields than there are operands.
func (v *validator) popFields(fields []wasm.FieldType) {
	n := min(len(fields), len(v.stack)-v.base)
	if n < len(fields) && !v.unreachable() {
		v.mismatchFields(fields)
		return
	}
	h := len(v.stack) - n
	for i, f := range fields[len(fields)-n:] {
		if !v.c.types.Matches(v.stack[h+i], f.Type.Unpacked()) {
			v.mismatchFields(fields)
			return
		}
	}
	v.work += n
	v.stack = v.stack[:h]
}

func (v *validator) mismatchFields(fields []wasm.FieldType) {
	types := make([]wasm.ValType, len(fields))
	for i, f := range fields {
		types[i] = f.Type.Unpacked()
	}
	v.mismatch(types)
}

func (v *validator) structNew() {
	v.popFields(v.typeAt(v.r.Index, wasm.CompStruct).Fields)
	v.push(v.ref(false))
}

func (v *validator) structNewDefault() {
	v.typeAt(v.r.Index, wasm.CompStruct)
	v.mustDefault()
	v.push(v.ref(false))
}

// mustDefault checks that the fields of the instruction's type have default values.
func (v *validator) mustDefault() {
	if v.err == nil && !v.c.defaultable[v.c.ids[v.r.Index]] {
		v.failf("field type is not defaultable: in type %d", v.r.Index)
	}
}

// structField returns the field the instruction names.
func (v *validator) structField() wasm.FieldType {
	fields := v.typeAt(v.r.Index, wasm.CompStruct).Fields
	if int64(v.r.Index2) >= int64(len(fields)) {
		v.failf("unknown field %d: type %d has %d", v.r.Index2, v.r.Index, len(fields))
		return wasm.FieldType{}
	}
	return fields[v.r.Index2]
}

// checkSign checks that an instruction that reads a field says how to extend it exactly if it is packed.
func (v *validator) checkSign(f wasm.FieldType) {
	name := v.r.Op.String()
	signed := strings.HasSuffix(name, "_s") || strings.HasSuffix(name, "_u")
	if v.err == nil && signed != f.Type.IsPacked() {
		state := "unpacked"
		if f.Type.IsPacked() {
			state = "packed"
		}
		v.failf("field is %s: %s of %s", state, name, v.c.source(f.Type))
	}
}

// mustMutable checks that the elements of an array may be written.
func (v *validator) mustMutable(f wasm.FieldType) {
	if !f.Mutable {
		v.failf("immutable array: type %d", v.r.Index)
	}
}

func (v *validator) structGet() {
	f := v.structField()
	v.checkSign(f)
	v.popEach(v.ref(true))
	v.push(f.Type.Unpacked())
}

func (v *validator) structSet() {
	f := v.structField()
	if !f.Mutable {
		v.failf("field is immutable: %d of type %d", v.r.Index2, v.r.Index)
	}
	v.popEach(v.ref(true), f.Type.Unpacked())
}

// element returns the element type of the array type the instruction names.
func (v *validator) element() wasm.FieldType { return v.typeAt(v.r.Index, wasm.CompArray).Fields[0] }

func (v *validator) arrayNew() {
	v.popEach(v.element().Type.Unpacked(), wasm.I32)
	v.push(v.ref(false))
}

func (v *validator) arrayNewDefault() {
	v.element()
	v.mustDefault()
	v.popEach(wasm.I32)
	v.push(v.ref(false))
}

// arrayNewFixed pops as many elements as the instruction says, which may be more than there are where the stack
// is polymorphic.
func (v *validator) arrayNewFixed() {
	t := v.element().Type.Unpacked()
	n := len(v.stack) - v.base
	if uint64(n) < v.r.Value && !v.unreachable() {
		v.failf("type mismatch: array.new_fixed expects %d operands of %s but the stack has %d", v.r.Value, v.c.source(t), n)
		return
	}
	n = int(min(uint64(n), v.r.Value))
	h := len(v.stack) - n
	for _, u := range v.stack[h:] {
		if !v.c.types.Matches(u, t) {
			v.failf("type mismatch: array.new_fixed expects operands of %s but the stack has %s", v.c.source(t), v.names(v.stack[h:]))
			return
		}
	}
	v.stack = v.stack[:h]
	v.push(v.ref(false))
}

func (v *validator) arrayNewData() {
	v.mustBeBits(v.element())
	v.dataSegment(v.r.Index2)
	v.popEach(wasm.I32, wasm.I32)
	v.push(v.ref(false))
}

// mustBeBits checks that the elements of an array are no references.
func (v *validator) mustBeBits(f wasm.FieldType) {
	if f.Type.IsRef() {
		v.failf("array type is not numeric or vector: type %d of %s", v.r.Index, v.c.source(f.Type))
	}
}

func (v *validator) arrayNewElem() {
	elem := v.elem(v.r.Index2)
	v.elemsMatch("array.new_elem from a segment", elem, v.element().Type)
	v.popEach(wasm.I32, wasm.I32)
	v.push(v.ref(false))
}

func (v *validator) arrayGet() {
	f := v.element()
	v.checkSign(f)
	v.popEach(v.ref(true), wasm.I32)
	v.push(f.Type.Unpacked())
}

func (v *validator) arraySet() {
	f := v.element()
	v.mustMutable(f)
	v.popEach(v.ref(true), wasm.I32, f.Type.Unpacked())
}

func (v *validator) arrayLen() {
	v.popEach(wasm.RefType(true, wasm.HeapArray))
	v.push(wasm.I32)
}

func (v *validator) arrayFill() {
	f := v.element()
	v.mustMutable(f)
	v.popEach(v.ref(true), wasm.I32, f.Type.Unpacked(), wasm.I32)
}

func (v *validator) arrayCopy() {
	dst := v.element()
	v.mustMutable(dst)
	src := v.typeAt(v.r.Index2, wasm.CompArray).Fields[0]
	if v.err != nil {
		return
	}
	if !v.c.types.Matches(src.Type, dst.Type) {
		v.failf("array types do not match: elements of %s copied to elements of %s", v.c.source(src.Type), v.c.source(dst.Type))
	}
	v.popEach(v.ref(true), wasm.I32, v.c.refTo(true, wasm.TypeIndex(v.r.Index2)), wasm.I32, wasm.I32)
}

func (v *validator) arrayInitData() {
	f := v.element()
	v.mustMutable(f)
	v.mustBeBits(f)
	v.dataSegment(v.r.Index2)
	v.popEach(v.ref(true), wasm.I32, wasm.I32, wasm.I32)
}

func (v *validator) arrayInitElem() {
	f := v.element()
	v.mustMutable(f)
	elem := v.elem(v.r.Index2)
	v.elemsMatch("array.init_elem from a segment", elem, f.Type)
	v.popEach(v.ref(true), wasm.I32, wasm.I32, wasm.I32)
}
