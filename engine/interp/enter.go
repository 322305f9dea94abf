package interp

import (
	"unsafe"

	"github.com/wdbg/wdbg/engine"
)

// Enter implements engine.Tier.
func (p *Interp) Enter(f *engine.Func) *engine.Code {
	code := []ins{{op: opCallFunc, imm: uint64(f.ID)}, {op: opExit}}
	return &engine.Code{
		Entry:      unsafe.Pointer(&code[0]),
		FrameSlots: max(f.ParamSlots, f.ResultSlots) + 1,
		Map:        noMap{},
	}
}
