package disasm

import (
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// block is a structured instruction of the function being printed. Offsets are
// relative to the body; 0 means there is none, as no instruction stands at offset 0.
type block struct {
	start wasm.FuncOffset // of the opening instruction
	alt   wasm.FuncOffset // of an if's else or of a try's first catch
	end   wasm.FuncOffset // of the end or delegate instruction
	op    op.Op
}

// target returns where a branch to the block goes; 0 where the body is cut before it.
func (b *block) target() wasm.FuncOffset {
	if b.op == op.Loop {
		return b.start
	}
	return b.end
}

// control is the block structure of one function: all blocks in the order they open, and the
// ones open at the current instruction.
type control struct {
	blocks []block
	open   []uint32 // positions in blocks, the innermost last
	opened uint32   // blocks opened so far
	end    wasm.FuncOffset
}

func (c *control) reset() {
	c.blocks, c.open, c.opened, c.end = c.blocks[:0], c.open[:0], 0, 0
}

// rewind goes back to the function's start, keeping the blocks that were found.
func (c *control) rewind() { c.open, c.opened = c.open[:0], 0 }

// find notes what an instruction means for the block structure, on the first pass. It reports
// whether the function goes on after it.
func (c *control) find(o op.Op, at wasm.FuncOffset) bool {
	switch {
	case opens(o):
		c.open = append(c.open, uint32(len(c.blocks)))
		c.blocks = append(c.blocks, block{start: at, op: o})
	case o == op.Else || o == op.Catch || o == op.CatchAll:
		if n := len(c.open); n > 0 && c.blocks[c.open[n-1]].alt == 0 {
			c.blocks[c.open[n-1]].alt = at
		}
	case o == op.End || o == op.Delegate:
		n := len(c.open)
		if n == 0 {
			c.end = at
			return false
		}
		c.blocks[c.open[n-1]].end = at
		c.open = c.open[:n-1]
	}
	return true
}

// enter opens the next block, on the second pass.
func (c *control) enter() {
	c.open = append(c.open, c.opened)
	c.opened++
}

// leave closes the innermost block and returns its number; ok is false where none is open.
func (c *control) leave() (id uint32, ok bool) {
	n := len(c.open)
	if n == 0 {
		return 0, false
	}
	id = c.open[n-1]
	c.open = c.open[:n-1]
	return id, true
}

// label resolves a label index at the current instruction: to a block, or to the function itself.
func (c *control) label(l uint32) (id uint32, isFunc, ok bool) {
	n := len(c.open)
	switch {
	case uint64(l) < uint64(n):
		return c.open[n-1-int(l)], false, true
	case uint64(l) == uint64(n):
		return 0, true, true
	}
	return 0, false, false
}

func opens(o op.Op) bool {
	switch o {
	case op.Block, op.Loop, op.If, op.Try, op.TryTable:
		return true
	}
	return false
}
