package interp

import (
	"unsafe"

	"github.com/wdbg/wdbg/engine"
)

// Enter implements engine.Tier.
func (p *Interp) Enter(first, f *engine.Func) *engine.Code {
	var code []ins
	if first != nil {
		code = append(code, ins{op: opCallFunc, a: uint16(f.ParamSlots), imm: uint64(first.ID)})
	}
	code = append(code, ins{op: opCallFunc, imm: uint64(f.ID)}, ins{op: opExit})
	return &engine.Code{
		Entry:      unsafe.Pointer(&code[0]),
		FrameSlots: max(f.ParamSlots, f.ResultSlots) + 1,
		Map:        noMap{},
	}
}
