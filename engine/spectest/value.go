package spectest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/heap"
	"github.com/wdbg/wdbg/wasm"
)

// The patterns of NaNs in results.
const (
	nanCanonical  = "nan:canonical"
	nanArithmetic = "nan:arithmetic"
)

// numType returns a number type by its name.
func numType(name string) (t wasm.ValType, bits int, ok bool) {
	switch name {
	case "i32":
		return wasm.I32, 32, true
	case "i64":
		return wasm.I64, 64, true
	case "f32":
		return wasm.F32, 32, true
	case "f64":
		return wasm.F64, 64, true
	}
	return 0, 0, false
}

// laneBits returns the width of a lane of a v128.
func laneBits(laneType string) (int, error) {
	switch laneType {
	case "i8":
		return 8, nil
	case "i16":
		return 16, nil
	case "i32", "f32":
		return 32, nil
	case "i64", "f64":
		return 64, nil
	}
	return 0, fmt.Errorf("unknown lane type %q", laneType)
}

// text returns the value's text; ok is false where the value is absent.
func (v Value) text() (text string, ok bool, err error) {
	if v.Value == nil {
		return "", false, nil
	}
	err = json.Unmarshal(v.Value, &text)
	return text, true, err
}

// lanes returns the texts of a v128's lanes and their width.
func (v Value) lanes() (texts []string, bits int, err error) {
	if bits, err = laneBits(v.LaneType); err != nil {
		return nil, 0, err
	}
	if err = json.Unmarshal(v.Value, &texts); err == nil && len(texts) != 128/bits {
		err = fmt.Errorf("%d lanes of %s, want %d", len(texts), v.LaneType, 128/bits)
	}
	return texts, bits, err
}

// refType returns the type of a reference argument.
func refType(name string) (wasm.ValType, error) {
	switch name {
	case "externref", "nullexternref":
		return wasm.ExternRef(), nil
	case "funcref", "nullfuncref":
		return wasm.FuncRef(), nil
	case "exnref", "nullexnref":
		return wasm.ExnRef(), nil
	case "anyref", "eqref", "i31ref", "structref", "arrayref", "nullref":
		return wasm.AnyRef(), nil
	}
	return 0, fmt.Errorf("unknown type %q", name)
}

// argument converts an argument to a value of the engine.
func (v Value) argument() (engine.Value, error) {
	if t, bits, ok := numType(v.Type); ok {
		text, _, err := v.text()
		if err != nil {
			return engine.Value{}, err
		}
		n, err := strconv.ParseUint(text, 10, bits)
		return engine.Value{Type: t, Lo: n}, err
	}
	if v.Type == "v128" {
		return v.vector()
	}
	t, err := refType(v.Type)
	if err != nil {
		return engine.Value{}, err
	}
	text, _, err := v.text()
	if err != nil || text == "null" {
		return engine.RefValue(t, heap.Null), err
	}
	n, err := strconv.ParseUint(text, 10, 32)
	return engine.RefValue(t, heap.MakeHost(uint32(n))), err
}

func (v Value) vector() (engine.Value, error) {
	out := engine.Value{Type: wasm.V128}
	texts, bits, err := v.lanes()
	if err != nil {
		return out, err
	}
	for i, text := range texts {
		n, err := strconv.ParseUint(text, 10, bits)
		if err != nil {
			return out, err
		}
		if at := i * bits; at < 64 {
			out.Lo |= n << at
		} else {
			out.Hi |= n << (at - 64)
		}
	}
	return out, nil
}

// String returns the pattern as the script has it.
func (v Value) String() string {
	switch {
	case v.Type == "either":
		alternatives := make([]string, len(v.Values))
		for i, a := range v.Values {
			alternatives[i] = a.String()
		}
		return strings.Join(alternatives, " | ")
	case v.Type == "v128":
		return "v128:" + v.LaneType + string(v.Value)
	case v.Value == nil:
		return v.Type
	}
	return v.Type + ":" + strings.Trim(string(v.Value), `"`)
}

// matches reports whether a result of the engine is what the pattern wants. The error is about the script.
func (v Value) matches(got engine.Value, s *engine.Store) (bool, error) {
	if v.Type == "either" {
		for _, a := range v.Values {
			if ok, err := a.matches(got, s); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	if t, bits, ok := numType(v.Type); ok {
		text, _, err := v.text()
		if err != nil || got.Type != t || got.Hi != 0 {
			return false, err
		}
		return matchNumber(text, bits, got.Lo)
	}
	if v.Type == "v128" {
		return v.matchesVector(got)
	}
	return v.matchesRef(got, s)
}

func (v Value) matchesVector(got engine.Value) (bool, error) {
	texts, bits, err := v.lanes()
	if err != nil || got.Type != wasm.V128 {
		return false, err
	}
	for i, text := range texts {
		half, at := got.Lo, i*bits
		if at >= 64 {
			half, at = got.Hi, at-64
		}
		lane := half >> at
		if bits < 64 {
			lane &= 1<<bits - 1
		}
		if ok, err := matchNumber(text, bits, lane); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

// matchNumber compares bits, which must be zero above the width, with a number or a pattern of NaNs.
func matchNumber(text string, width int, bits uint64) (bool, error) {
	sign, quiet := uint64(1)<<31, uint64(0x7fc00000)
	if width == 64 {
		sign, quiet = 1<<63, 0x7ff8<<48
	}
	switch text {
	case nanCanonical:
		return bits&^sign == quiet, nil
	case nanArithmetic:
		return bits&quiet == quiet && (width == 64 || bits>>32 == 0), nil
	}
	want, err := strconv.ParseUint(text, 10, width)
	return bits == want, err
}

// hierarchy returns the top of an abstract heap type's hierarchy.
func hierarchy(h wasm.HeapType) wasm.HeapType {
	switch h {
	case wasm.HeapFunc, wasm.HeapNoFunc:
		return wasm.HeapFunc
	case wasm.HeapExtern, wasm.HeapNoExtern:
		return wasm.HeapExtern
	case wasm.HeapExn, wasm.HeapNoExn:
		return wasm.HeapExn
	}
	return wasm.HeapAny
}

func (v Value) matchesRef(got engine.Value, s *engine.Store) (bool, error) {
	if !got.Type.IsRef() {
		return false, nil
	}
	ref := engine.Ref(got.Lo)
	text, given, err := v.text()
	if err != nil {
		return false, err
	}
	if v.Type == "refnull" || text == "null" {
		return ref.IsNull(), nil
	}
	if given {
		n, err := strconv.ParseUint(text, 10, 32)
		return ref == heap.MakeHost(uint32(n)), err
	}
	if strings.HasPrefix(v.Type, "null") {
		return ref.IsNull(), nil
	}
	t, err := refType(v.Type)
	if err != nil || ref.IsNull() {
		return false, err
	}
	// An index is the module's, not the store's, so the hierarchy of a concrete type is told by the reference.
	if h := got.Type.Heap(); !h.IsIndex() && hierarchy(h) != t.Heap() {
		return false, nil
	}
	return refIs(ref, v.Type, s), nil
}

// refIs reports whether a non-null reference is of a kind.
func refIs(ref engine.Ref, kind string, s *engine.Store) bool {
	switch kind {
	case "funcref":
		return ref.IsFunc()
	case "exnref":
		return ref.IsExn()
	case "anyref", "externref":
		return ref.IsI31() || ref.IsObject() || ref.IsHost()
	case "eqref":
		return ref.IsI31() || ref.IsObject()
	case "i31ref":
		return ref.IsI31()
	case "structref":
		return ref.IsObject() && s.Heap.KindOf(ref) == heap.KindStruct
	case "arrayref":
		return ref.IsObject() && s.Heap.KindOf(ref) == heap.KindArray
	}
	return false
}
