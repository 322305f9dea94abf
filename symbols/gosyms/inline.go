package gosyms

import (
	"bytes"
	"encoding/binary"
)

// inlinedCall is a node of a function's tree of inlined calls.
type inlinedCall struct {
	name      uint32 // offset of the name of the function that was inlined
	parent    uint32 // a block with the position of the call
	startLine int
}

// maxInlined bounds how deep inlined calls are nested.
const maxInlined = 100

// findFuncData finds the runtime's record of the program (runtime.firstmoduledata), which begins with the address of the
// pclntab and that of its names, and takes the address of the functions' data from it.
func (t *pclntab) findFuncData(names uint64) {
	words := binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, t.base), names)
	// The linker may have cut zeros off.
	pattern := bytes.TrimLeft(words, "\x00")
	lead := uint64(len(words) - len(pattern))
	t.image.find(bytes.TrimRight(pattern, "\x00"), func(addr uint64) bool {
		addr -= lead
		if !bytes.Equal(t.image.read(addr, uint64(len(words))), words) {
			return false
		}
		word := t.image.read(addr+8*uint64(t.layout.gofunc), 8)
		if word == nil {
			return false
		}
		a := binary.LittleEndian.Uint64(word)
		if a == 0 || a >= t.image.end {
			return false
		}
		t.data = a
		return true
	})
}

// tables returns where the two tables of a function about inlining are: that from blocks to nodes of the tree as an offset in
// values, and the tree as an address. Both are 0 where nothing was inlined.
func (t *pclntab) tables(rec []byte) (nodes uint32, tree uint64) {
	npcdata, nfuncdata := u32(rec, funcNPCData), uint32(rec[t.size-1])
	if npcdata <= pcdataInline {
		return 0, 0
	}
	at := uint64(t.size) + 4*pcdataInline
	if at+4 > uint64(len(rec)) {
		return 0, 0
	}
	nodes = u32(rec, int(at))
	if nfuncdata <= funcdataInline || t.data == 0 {
		return nodes, 0
	}
	at = uint64(t.size) + 4*uint64(npcdata) + 4*funcdataInline
	if at+4 > uint64(len(rec)) {
		return nodes, 0
	}
	if off := u32(rec, int(at)); off != 1<<32-1 {
		tree = t.data + uint64(off)
	}
	return nodes, tree
}

// node reads a node of a tree of inlined calls.
func (t *pclntab) node(tree uint64, i int32) (c inlinedCall, ok bool) {
	const size = 16
	if tree == 0 || i < 0 || i > 1<<20 {
		return inlinedCall{}, false
	}
	b := t.image.read(tree+size*uint64(i), size)
	if b == nil {
		return inlinedCall{}, false
	}
	c = inlinedCall{name: u32(b, 4), parent: u32(b, 8), startLine: int(int32(u32(b, 12)))}
	return c, c.parent < maxBlocks
}

// outerBlock returns a block of a function whose position is in the function itself and not in what was inlined.
func (t *pclntab) outerBlock(rec []byte) (block uint32, ok bool) {
	nodes, tree := t.tables(rec)
	if nodes == 0 {
		return 0, true
	}
	first := int32(-1)
	t.steps(nodes, func(from, _ uint32, node int32) bool {
		if ok = node < 0; ok {
			block = from
		} else if first < 0 {
			first = node
		}
		return !ok
	})
	if ok || first < 0 {
		return block, true
	}
	for range maxInlined { // everything was inlined: a call of the outermost was not
		c, ok := t.node(tree, first)
		if !ok {
			return 0, false
		}
		if first = t.value(nodes, c.parent); first < 0 {
			return c.parent, true
		}
	}
	return 0, false
}
