package gosyms

import (
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// site is the code of one call as the compiler writes it: the program counter is stored, the call made, its result looked at.
type site struct {
	start, end wasm.CodeOffset
	block      uint32 // of the call
}

// code is what the instructions of a function say about its blocks.
type code struct {
	start wasm.CodeOffset // of the first instruction
	// prologue is the end of the code at the function's entry, which goes to the right block, makes the frame and lets the
	// stack grow. It is start where there is none.
	prologue wasm.CodeOffset
	sites    []site // in order
	foreign  bool   // it stores program counters of other functions, as when an optimiser inlined calls
}

// instr is an instruction as far as patterns of calls look at it.
type instr struct {
	op    op.Op
	at    uint32 // offset from the beginning of the body
	value uint64 // constant, index or offset of a memory access
}

// Numbers of locals and globals of Go's calling convention.
const (
	localBlock  = 0 // PC_B, the parameter
	localStack  = 1 // copy of the stack pointer
	globalStack = 0
	globalG     = 2 // the current goroutine
)

// readCode decodes a function whose PC_F is pcf.
func readCode(m *wasm.Module, b wasm.Body, pcf uint64) code {
	list, end := readInstrs(m, b)
	c := code{start: m.CodeOffsetOf(end)}
	if len(list) == 0 {
		return c
	}
	base := m.CodeOffsetOf(b.Start)
	at := func(i int) wasm.CodeOffset {
		if i < len(list) {
			return base + wasm.CodeOffset(list[i].at)
		}
		return m.CodeOffsetOf(end)
	}
	c.start = at(0)
	entry := prologue(list, pcf)
	c.prologue = at(entry)
	for i := entry; i < len(list); {
		pc, call, ok := storedPC(list, i, pcf)
		if !ok {
			c.foreign = c.foreign || foreignPC(list, i, pcf)
			i++
			continue
		}
		next := afterCall(list, call)
		if block := uint32(pc & 0xffff); block > 0 {
			c.sites = append(c.sites, site{at(beforeStore(list, i, entry)), at(next), block - 1})
		}
		i = next
	}
	return c
}

// readInstrs decodes the instructions of a body, and returns the offset after the last.
func readInstrs(m *wasm.Module, b wasm.Body) ([]instr, wasm.FileOffset) {
	var r wasm.InstrReader
	r.Reset(m.Bytes, b.Start, b.End)
	if r.Locals(func(uint32, wasm.ValType) error { return nil }) != nil {
		return nil, r.Pos()
	}
	list := make([]instr, 0, (b.End-b.Start)/2)
	for r.Next() {
		in := instr{op: r.Op, at: uint32(r.Offset - b.Start)}
		switch r.Op {
		case op.I32Const, op.I64Const:
			in.value = r.Value
		case op.LocalGet, op.LocalSet, op.LocalTee, op.GlobalGet, op.GlobalSet, op.Call, op.BrIf:
			in.value = uint64(r.Index)
		case op.I32Load, op.I64Store:
			in.value = r.Mem.Offset
		}
		list = append(list, in)
	}
	return list, r.Pos()
}

// anyValue stands for any value in a pattern.
const anyValue = 1<<64 - 1

// step is an instruction of a pattern.
type step struct {
	op    op.Op
	value uint64
}

// matches reports whether a pattern begins at i.
func matches(list []instr, i int, pattern ...step) bool {
	if i < 0 || i+len(pattern) > len(list) {
		return false
	}
	for j, p := range pattern {
		if in := list[i+j]; in.op != p.op || p.value != anyValue && in.value != p.value {
			return false
		}
	}
	return true
}

// storedPC matches the store of a program counter of the function at i and the call after it, and returns the number of
// the call instruction.
func storedPC(list []instr, i int, pcf uint64) (pc uint64, call int, ok bool) {
	if list[i].op != op.I64Const || !matches(list, i+1, step{op.I64Store, 0}) || list[i].value>>16 != pcf {
		return 0, 0, false
	}
	pc = list[i].value
	i += 2
	switch {
	case matches(list, i, step{op.I32Const, 0}, step{op.Call, anyValue}):
		return pc, i + 1, true
	case matches(list, i, step{op.Call, anyValue}):
		return pc, i, true
	case matches(list, i, step{op.I64Const, 16}, step{op.I64ShrU, anyValue}, step{op.I32WrapI64, anyValue}, step{op.LocalSet, anyValue},
		step{op.I32Const, 0}, step{op.LocalGet, anyValue}, step{op.CallIndirect, anyValue}):
		return pc, i + 6, true
	}
	return 0, 0, false
}

// foreignPC reports whether a program counter of another function is stored at i.
func foreignPC(list []instr, i int, pcf uint64) bool {
	return list[i].op == op.I64Const && list[i].value>>16 != pcf &&
		matches(list, i+1, step{op.I64Store, 0}, step{op.I32Const, 0}, step{op.Call, anyValue})
}

// beforeStore returns where the code of a call begins whose program counter is at i: the stack pointer is moved first.
func beforeStore(list []instr, i, least int) int {
	for _, pattern := range [][]step{
		{{op.LocalGet, localStack}, {op.I32Const, 8}, {op.I32Sub, anyValue}, {op.LocalTee, localStack}, {op.GlobalSet, globalStack}, {op.LocalGet, localStack}},
		{{op.GlobalGet, globalStack}, {op.I32Const, 8}, {op.I32Sub, anyValue}, {op.GlobalSet, globalStack}, {op.GlobalGet, globalStack}},
	} {
		if j := i - len(pattern); j >= least && matches(list, j, pattern...) {
			return j
		}
	}
	return i
}

// afterCall returns the first instruction that does not belong to a call: its code reads the stack pointer again, and leaves
// the function where goroutines are switched.
func afterCall(list []instr, call int) int {
	i := call + 1
	if matches(list, i, step{op.GlobalGet, globalStack}, step{op.LocalSet, localStack}) {
		i += 2
	}
	switch {
	case matches(list, i, step{op.BrIf, anyValue}):
		i++
	case matches(list, i, step{op.If, anyValue}, step{op.Unreachable, anyValue}, step{op.End, anyValue}):
		i += 3
	}
	return i
}

// prologue returns the first instruction after the code at a function's entry; 0 where that is not what the compiler writes.
func prologue(list []instr, pcf uint64) int {
	i := 0
	if !matches(list, i, step{op.GlobalGet, globalStack}, step{op.LocalSet, localStack}) {
		return 0
	}
	i += 2
	for i < len(list) && (list[i].op == op.Block || list[i].op == op.Loop) {
		i++
	}
	switch {
	case matches(list, i, step{op.LocalGet, localBlock}, step{op.BrTable, anyValue}, step{op.End, anyValue}):
		i += 3
	case i > 2 && list[i-1].op == op.Block:
		return 2 // the blocks may be the function's own
	}
	i = growth(list, i, pcf)
	frame := []step{{op.LocalGet, localStack}, {op.I32Const, anyValue}, {op.I32Sub, anyValue}, {op.LocalTee, localStack}, {op.GlobalSet, globalStack}}
	call := []step{{op.LocalGet, localStack}, {op.I64Const, anyValue}, {op.I64Store, 0}}
	if matches(list, i, frame...) && !matches(list, i+len(frame), call...) {
		i += len(frame)
	}
	return i
}

// growth passes over the code that calls runtime.morestack when the stack is short.
func growth(list []instr, i int, pcf uint64) int {
	j := i
	if !matches(list, j, step{op.LocalGet, localStack}, step{op.GlobalGet, globalG}, step{op.I32WrapI64, anyValue}, step{op.I32Load, 16}) {
		return i
	}
	j += 4
	if matches(list, j, step{op.I32Const, anyValue}, step{op.I32Add, anyValue}) {
		j += 2
	}
	if !matches(list, j, step{op.I32LeU, anyValue}, step{op.If, anyValue}) {
		return i
	}
	for j += 2; j < len(list) && list[j].op != op.End; j++ {
		if _, call, ok := storedPC(list, j, pcf); ok {
			if j = afterCall(list, call); matches(list, j, step{op.End, anyValue}) {
				return j + 1
			}
			return i
		}
	}
	return i
}
