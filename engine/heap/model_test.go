package heap

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/wdbg/wdbg/wasm"
)

// object is an object as a simple implementation has it: a Go object for each, with a value per field.
type object struct {
	ref    Ref
	id     wasm.TypeID
	tag    uint64
	fields []value
}

// value is a field's content: a reference to an object, or bits.
type value struct {
	to     *object
	lo, hi uint64
}

func (v value) ref() Ref {
	if v.to != nil {
		return v.to.ref
	}
	return Ref(v.lo)
}

// mutator makes random calls to a heap and does the same to Go objects.
type mutator struct {
	t     testing.TB
	h     *Heap
	next  func() (b byte, ok bool)
	roots [12]value
	full  int // allocations refused
}

// objectTypes are the types the mutator makes objects of.
var objectTypes = []wasm.TypeID{tNode, tMixed, tSub, tAnys, tBytes, tShorts, tInts, tLongs, tVecs, tSelf, tEmpty, tTag,
	tHolder, tPair, tWide, tPair, tAnys, tNode}

func (m *mutator) byte() byte {
	b, _ := m.next()
	return b
}

func (m *mutator) word() uint64 {
	var b [8]byte
	for i := range b {
		b[i] = m.byte()
	}
	return binary.LittleEndian.Uint64(b[:])
}

// run performs operations until the source is dry, and a last comparison.
func (m *mutator) run() {
	for {
		op, ok := m.next()
		if !ok {
			break
		}
		m.step(op)
	}
	m.collect()
}

func (m *mutator) step(op byte) {
	to := &m.roots[m.byte()%byte(len(m.roots))]
	from := m.roots[m.byte()%byte(len(m.roots))]
	switch op % 16 {
	case 0, 1, 2, 3, 4:
		m.allocate(to)
	case 5, 6, 7, 8:
		m.store(to.to, from)
	case 9, 10:
		m.load(to, from.to)
	case 11:
		*to = value{lo: uint64(m.otherRef())}
	case 12:
		m.copy(to.to, from.to)
	case 13:
		m.fill(to.to, from)
	case 14:
		*to = from
	case 15:
		if m.byte()%4 == 0 || m.h.ShouldCollect() {
			m.collect()
		}
	}
}

// otherRef returns a reference that does not lead into the heap.
func (m *mutator) otherRef() Ref {
	n := uint32(m.byte())
	switch n % 4 {
	case 0:
		return MakeI31(n << 23)
	case 1:
		return MakeHost(n)
	case 2:
		return MakeFunc(n)
	}
	return Null
}

func (m *mutator) allocate(to *value) {
	o := &object{id: objectTypes[int(m.byte())%len(objectTypes)]}
	n := uint32(m.byte())
	if n > 250 {
		n *= 100
	}
	l := m.h.Layout(o.id)
	var slots []uint64
	switch l.Kind {
	case KindArray:
		o.fields = make([]value, n)
	case KindExn:
		o.tag = m.word()
		for _, f := range l.Fields {
			v := m.valueFor(f.Type)
			o.fields = append(o.fields, v)
			slots = append(slots, v.slots(f.Type)...)
		}
	default:
		o.fields = make([]value, len(l.Fields))
	}
	for range 2 {
		var err error
		switch l.Kind {
		case KindArray:
			o.ref, err = m.h.NewArray(o.id, n)
		case KindExn:
			o.ref, err = m.h.NewExn(o.tag, o.id, slots)
		default:
			o.ref, err = m.h.NewStruct(o.id)
		}
		if err == nil {
			*to = value{to: o}
			m.compare(o)
			return
		}
		if !errors.Is(err, ErrOutOfMemory) {
			m.t.Fatalf("type %d: %v", o.id, err)
		}
		// The payload is in the model's roots, so it survives.
		m.collect()
	}
	m.full++
}

func (v value) slots(t wasm.ValType) []uint64 {
	switch {
	case t.IsRef():
		return []uint64{uint64(v.ref())}
	case t == wasm.V128:
		return []uint64{v.lo, v.hi}
	}
	return []uint64{v.lo}
}

// valueFor returns a random value for a field: any of the roots if it is a reference. Which hierarchy a
// reference is of is all the same to the heap.
func (m *mutator) valueFor(t wasm.ValType) value {
	if t.IsRef() {
		return m.roots[m.byte()%byte(len(m.roots))]
	}
	v := value{lo: m.word()}
	switch size := fieldSize(t); size {
	case 16:
		v.hi = m.word()
	default:
		v.lo &= 1<<(8*size) - 1
	}
	return v
}

// field picks a field of an object; ok is false if it has none that can be set.
func (m *mutator) field(o *object) (i int, f Field, ok bool) {
	if o == nil || len(o.fields) == 0 || o.id == tTag {
		return 0, f, false
	}
	i = int(uint16(m.byte())<<8|uint16(m.byte())) % len(o.fields)
	return i, fieldAt(m.h.Layout(o.id), i), true
}

// fieldAt returns where a field or element is.
func fieldAt(l *Layout, i int) Field {
	if l.Kind != KindArray {
		return l.Fields[i]
	}
	f := l.Fields[0]
	f.Offset = uint64(i) * l.ElemSize
	return f
}

func (m *mutator) store(o *object, from value) {
	i, f, ok := m.field(o)
	if !ok {
		return
	}
	v := from
	if !f.Type.IsRef() {
		v = m.valueFor(f.Type)
	}
	o.fields[i] = v
	switch f.Size {
	case 1:
		m.h.Store8(o.ref, f.Offset, uint8(v.lo))
	case 2:
		m.h.Store16(o.ref, f.Offset, uint16(v.lo))
	case 4:
		m.h.Store32(o.ref, f.Offset, uint32(v.lo))
	case 8:
		if f.Type.IsRef() {
			v.lo = uint64(v.ref())
		}
		m.h.Store64(o.ref, f.Offset, v.lo)
	case 16:
		m.h.Store128(o.ref, f.Offset, v.lo, v.hi)
	}
}

func (m *mutator) load(to *value, o *object) {
	if i, f, ok := m.field(o); ok && f.Type.IsRef() {
		*to = o.fields[i]
	}
}

func (m *mutator) copy(to, from *object) {
	if to == nil || from == nil || to.id != from.id || m.h.Layout(to.id).Kind != KindArray {
		return
	}
	i, j, n := uint32(m.byte()), uint32(m.byte()), uint32(m.byte())
	want := int(i+n) <= len(to.fields) && int(j+n) <= len(from.fields)
	if got := m.h.ArrayCopy(to.ref, i, from.ref, j, n); got != want {
		m.t.Fatalf("copy of %d elements from %d of %d to %d of %d: %t", n, j, len(from.fields), i, len(to.fields), got)
	}
	if want {
		copy(to.fields[i:i+n], from.fields[j:j+n])
	}
}

func (m *mutator) fill(o *object, from value) {
	if o == nil || m.h.Layout(o.id).Kind != KindArray {
		return
	}
	v := from
	elem := m.h.Layout(o.id).Fields[0].Type
	if !elem.IsRef() {
		v = m.valueFor(elem)
	}
	i, n := uint32(m.byte()), uint32(m.byte())
	want := int(i+n) <= len(o.fields)
	lo := v.lo
	if elem.IsRef() {
		lo = uint64(v.ref())
	}
	if got := m.h.ArrayFill(o.ref, i, n, lo, v.hi); got != want {
		m.t.Fatalf("fill of %d elements from %d of %d: %t", n, i, len(o.fields), got)
	}
	if want {
		for k := range o.fields[i : i+n] {
			o.fields[int(i)+k] = v
		}
	}
}

// collect collects and compares everything reachable, and that nothing else is left.
func (m *mutator) collect() {
	m.h.Collect(func(visit func(Ref)) {
		for _, v := range m.roots {
			visit(v.ref())
		}
	})
	sound(m.t, m.h)
	seen := map[*object]bool{}
	var work []*object
	reach := func(v value) {
		if v.to != nil && !seen[v.to] {
			seen[v.to] = true
			work = append(work, v.to)
		}
	}
	for _, v := range m.roots {
		reach(v)
	}
	for len(work) > 0 {
		o := work[len(work)-1]
		work = work[:len(work)-1]
		m.compare(o)
		for _, v := range o.fields {
			reach(v)
		}
	}
	if s := m.h.Stats(); s.Objects != uint64(len(seen)) {
		m.t.Fatalf("%d objects left, want %d", s.Objects, len(seen))
	}
}

// compare checks an object's type and fields.
func (m *mutator) compare(o *object) {
	h, l := m.h, m.h.Layout(o.id)
	if !h.Contains(o.ref) || h.TypeOf(o.ref) != o.id || h.KindOf(o.ref) != l.Kind {
		m.t.Fatalf("%v: not an object of type %d", o.ref, o.id)
	}
	if l.Kind == KindArray && int(h.Len(o.ref)) != len(o.fields) || l.Kind == KindExn && h.ExnTag(o.ref) != o.tag {
		m.t.Fatalf("%v of type %d: wrong length or tag", o.ref, o.id)
	}
	payload := h.Bytes(o.ref)
	for i, v := range o.fields {
		f := fieldAt(l, i)
		var want [16]byte
		binary.LittleEndian.PutUint64(want[:], v.lo)
		binary.LittleEndian.PutUint64(want[8:], v.hi)
		if f.Type.IsRef() {
			binary.LittleEndian.PutUint64(want[:], uint64(v.ref()))
		}
		if got := payload[f.Offset:][:f.Size]; string(got) != string(want[:f.Size]) {
			m.t.Fatalf("%v of type %d: field %d is %x, want %x", o.ref, o.id, i, got, want[:f.Size])
		}
	}
}

func TestRandomMutator(t *testing.T) {
	full := 0
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 1))
		left := 60_000
		m := &mutator{t: t, h: newHeap(t, Config{MaxBytes: 1 << 20 << (seed % 4), CollectAfter: 100_000})}
		m.next = func() (byte, bool) {
			left--
			return byte(rng.Uint32()), left > 0
		}
		m.run()
		full += m.full
		if m.h.Stats().Collections < 20 {
			t.Errorf("seed %d: only %d collections", seed, m.h.Stats().Collections)
		}
	}
	t.Logf("%d allocations were refused", full)
}

// FuzzMutator takes its operations from the input.
func FuzzMutator(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x09\x01\x0f\x00\x00\x00"))
	for seed := range uint64(4) {
		rng := rand.New(rand.NewPCG(seed, 2))
		ops := make([]byte, 400)
		for i := range ops {
			ops[i] = byte(rng.Uint32())
		}
		f.Add(ops)
	}
	types := testTypes(f)
	f.Fuzz(func(t *testing.T, ops []byte) {
		m := &mutator{t: t, h: New(types, Config{MaxBytes: 1 << 20, CollectAfter: 10_000})}
		m.next = func() (byte, bool) {
			if len(ops) == 0 {
				return 0, false
			}
			b := ops[0]
			ops = ops[1:]
			return b, true
		}
		m.run()
	})
}
