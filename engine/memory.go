package engine

import (
	"fmt"

	"github.com/wdbg/wdbg/engine/vmem"
	"github.com/wdbg/wdbg/wasm"
)

// Memory is a linear memory. Its base address never changes; growing commits more of a reserved range.
type Memory struct {
	Type   wasm.MemoryType
	region *vmem.Region
	bytes  []byte
	max    uint64 // pages that growth may reach
	// watched is what is watched of it, nil: nothing.
	watched *watchedMemory
}

// reserve64 is how much address space a 64-bit memory without a maximum gets.
const reserve64 = 1 << 34

// newMemory makes a memory of its type's minimum; limit bounds its size in bytes (0: none).
func newMemory(t wasm.MemoryType, limit uint64) (*Memory, error) {
	most := uint64(1 << 16)
	if t.Is64 {
		most = reserve64 / wasm.PageSize
	}
	if t.HasMax {
		most = min(most, t.Max)
	}
	if limit != 0 {
		most = min(most, limit/wasm.PageSize)
	}
	if t.Min > most {
		return nil, fmt.Errorf("a memory whose minimum is %d pages: at most %d are allowed here", t.Min, most)
	}
	region, err := vmem.Reserve(most * wasm.PageSize)
	if err != nil {
		return nil, err
	}
	bytes, err := region.Commit(t.Min * wasm.PageSize)
	if err != nil {
		region.Release()
		return nil, err
	}
	return &Memory{Type: t, region: region, bytes: bytes, max: most}, nil
}

// Bytes returns the memory's content. The slice stays valid when the memory grows but does not grow with it.
func (m *Memory) Bytes() []byte { return m.bytes }

// Pages returns the size in pages.
func (m *Memory) Pages() uint64 { return uint64(len(m.bytes)) / wasm.PageSize }

// MaxPages returns the size that growth may reach, in pages.
func (m *Memory) MaxPages() uint64 { return m.max }

// Grow adds delta pages of zeros and returns the size before, in pages; ok is false where the limits forbid it.
func (m *Memory) Grow(delta uint64) (before uint64, ok bool) {
	before = m.Pages()
	if delta > m.max-before {
		return before, false
	}
	bytes, err := m.region.Commit((before + delta) * wasm.PageSize)
	if err != nil {
		return before, false
	}
	m.bytes = bytes
	return before, true
}

func (m *Memory) release() {
	m.bytes = nil
	m.region.Release()
}

// Table is a table of references.
type Table struct {
	Type  wasm.TableType // with heap type indices of the store's type space
	Elems []Ref
	max   uint64
}

// maxTableElems bounds a table's size: 80 MB of references.
const maxTableElems = 10_000_000

func newTable(t wasm.TableType, init Ref) (*Table, error) {
	most := uint64(maxTableElems)
	if t.HasMax {
		most = min(most, t.Max)
	}
	if t.Min > most {
		return nil, fmt.Errorf("table of %d elements: at most %d are supported", t.Min, most)
	}
	table := &Table{Type: t, Elems: make([]Ref, t.Min), max: most}
	if init != 0 {
		for i := range table.Elems {
			table.Elems[i] = init
		}
	}
	return table, nil
}

// Grow adds delta elements and returns the size before; ok is false where the limits forbid it.
func (t *Table) Grow(delta uint64, init Ref) (before uint64, ok bool) {
	before = uint64(len(t.Elems))
	if delta > t.max-before {
		return before, false
	}
	for range delta {
		t.Elems = append(t.Elems, init)
	}
	return before, true
}

// Global is a global variable; Hi is used by v128 only.
type Global struct {
	Type   wasm.GlobalType // with heap type indices of the store's type space
	Lo, Hi uint64
}

// Value returns the global's value.
func (g *Global) Value() Value { return Value{Type: g.Type.Type, Lo: g.Lo, Hi: g.Hi} }

// Tag is an exception tag; tags are compared by identity.
type Tag struct {
	Type wasm.TypeID
	ID   uint64 // in the store
	Func *wasm.FuncType
}

// Extern is what can be imported and exported: *Func, *Table, *Memory, *Global or *Tag.
type Extern interface{ externKind() wasm.ExternKind }

func (*Func) externKind() wasm.ExternKind   { return wasm.ExternFunc }
func (*Table) externKind() wasm.ExternKind  { return wasm.ExternTable }
func (*Memory) externKind() wasm.ExternKind { return wasm.ExternMemory }
func (*Global) externKind() wasm.ExternKind { return wasm.ExternGlobal }
func (*Tag) externKind() wasm.ExternKind    { return wasm.ExternTag }
