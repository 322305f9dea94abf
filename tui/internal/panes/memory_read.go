package panes

import (
	"encoding/binary"
	"fmt"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// memoryRequest is what the pane has to read.
type memoryRequest struct {
	version, stops uint64
	space          memorySpace
	cursor, from   uint64
	n              uint64
	piece          searchPiece
}

// memoryRead is what was read.
type memoryRead struct {
	asked  memoryRequest
	serial uint64
	// spaces are all memories; space is the one that was read, of the instance name.
	spaces []memorySpace
	space  memorySpace
	name   string
	// missing says why there is none.
	missing string
	size    uint64
	is64    bool
	from    uint64
	data    []byte
	// place says what is at the cursor, points where the pointer there points to.
	place, points string
	found         searchFound
}

func (q memoryRequest) read(v *debugger.View) (*memoryRead, error) {
	r := &memoryRead{asked: q, serial: v.Serial(), space: q.space, from: q.from}
	for _, inst := range v.Instances() {
		for m := range v.Target().Memories(inst.ID) {
			r.spaces = append(r.spaces, memorySpace{inst.ID, wasm.MemoryIndex(m)})
		}
	}
	if r.space.inst == target.NoInstance {
		inst, err := v.InstanceOf(nil)
		if err != nil {
			r.missing = err.Error()
			return r, nil
		}
		r.space.inst = inst.ID
	}
	inst, ok := v.Instance(r.space.inst)
	if !ok {
		r.missing = fmt.Sprintf("instance %d does not exist", r.space.inst)
		return r, nil
	}
	r.name = symbols.Printable(inst.Name)
	var err error
	if r.size, err = v.MemorySize(inst, r.space.mem); err != nil {
		r.missing = err.Error()
		return r, nil
	}
	r.is64 = v.Target().Memories(inst.ID)[r.space.mem].Type.Is64
	if r.from < r.size {
		r.data = make([]byte, min(q.n, r.size-r.from))
		if err := v.Target().ReadMemory(inst.ID, r.space.mem, r.data, r.from); err != nil {
			return nil, err
		}
	}
	r.describe(v, inst)
	r.found, err = q.piece.read(v, r)
	return r, err
}

// bytes returns the bytes from an address on, as far as they are known, at most n.
func (r *memoryRead) bytes(addr uint64, n int) []byte {
	if r == nil || addr < r.from || addr-r.from >= uint64(len(r.data)) {
		return nil
	}
	b := r.data[addr-r.from:]
	return b[:min(n, len(b))]
}

func (r *memoryRead) pointerSize() int {
	if r.is64 {
		return 8
	}
	return 4
}

// pointer returns the pointer at an address.
func (r *memoryRead) pointer(addr uint64) (to uint64, ok bool) {
	b := r.bytes(addr, r.pointerSize())
	if len(b) < r.pointerSize() {
		return 0, false
	}
	return littleEndian(b), true
}

func littleEndian(b []byte) uint64 {
	var eight [8]byte
	copy(eight[:], b)
	return binary.LittleEndian.Uint64(eight[:])
}
