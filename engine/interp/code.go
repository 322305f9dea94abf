package interp

import (
	"fmt"
	"sort"
	"unsafe"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

// body is the prepared code of one function, and how it relates to the function's bytes.
type body struct {
	fn *engine.Func
	// barriers are the stops it was prepared with, every stands for all instructions; watching is what it announces.
	barriers []wasm.FuncOffset
	every    bool
	watching engine.Watching
	ins      []ins
	// at is the offset of the wasm instruction each prepared one belongs to.
	at       []wasm.FuncOffset
	handlers []catcher
	// labels are the places where ticks stop, in ascending order: where the function and its loops begin.
	labels   []label
	operands map[wasm.FuncOffset][]engine.Operand
}

// label is a prepared instruction with which the code of a function or loop begins, and the offset of the first
// wasm instruction there.
type label struct {
	index int
	at    wasm.FuncOffset
}

// catcher is a range of prepared code whose exceptions are caught.
type catcher struct {
	start, end int // indices into ins; a call belongs to the range of its instruction
	clauses    []clause
	// depth is the nesting depth of the try; delegate, where set, hands exceptions
	// to the catchers at most delegateTo deep.
	depth, delegateTo int
	delegate          bool
	// base is the slot where the caught values go.
	base uint16
	// legacy catchers keep the exception itself in slot base, before the values.
	legacy bool
}

// clause is one catch: exceptions of a tag, or all where any is set.
type clause struct {
	tag     uint32
	any     bool
	withRef bool
	target  int // index into ins
	// resume is the offset of the instruction with which the program goes on; noStop where the function returns.
	resume wasm.FuncOffset
}

func (b *body) index(pc unsafe.Pointer) int {
	return int(uintptr(pc)-uintptr(unsafe.Pointer(unsafe.SliceData(b.ins)))) / insSize
}

// Offset implements engine.CodeMap.
func (b *body) Offset(pc unsafe.Pointer) wasm.FuncOffset { return b.at[b.index(pc)] }

// LabelOffset implements engine.CodeMap. Where loops begin at the same prepared instruction the outermost counts.
func (b *body) LabelOffset(pc unsafe.Pointer) wasm.FuncOffset {
	n := b.index(pc)
	i := sort.Search(len(b.labels), func(i int) bool { return b.labels[i].index >= n })
	if i == len(b.labels) || b.labels[i].index != n {
		return b.at[n]
	}
	return b.labels[i].at
}

// CallOffset implements engine.CodeMap.
func (b *body) CallOffset(pc unsafe.Pointer) wasm.FuncOffset { return b.at[b.index(pc)-1] }

// Operands implements engine.CodeMap: it translates the function once more, up to the instruction.
func (b *body) Operands(at wasm.FuncOffset) ([]engine.Operand, error) {
	if known, ok := b.operands[at]; ok {
		return known, nil
	}
	tr := newTranslator(b.fn, b.barriers, b.every, b.watching)
	tr.stopAt = at
	if err := tr.run(); err != nil {
		return nil, err
	}
	if !tr.stopped {
		return nil, fmt.Errorf("offset 0x%x of function %d is no instruction that can be reached", uint32(at), b.fn.Index)
	}
	places := tr.places()
	if b.operands == nil {
		b.operands = make(map[wasm.FuncOffset][]engine.Operand)
	}
	b.operands[at] = places
	return places, nil
}

// Find implements engine.Tier.
func (p *Interp) Find(code *engine.Code, at wasm.FuncOffset, place engine.Place) (unsafe.Pointer, error) {
	b := code.Map.(*body)
	if n, ok := b.find(at, place); ok {
		return unsafe.Pointer(&b.ins[n]), nil
	}
	return nil, fmt.Errorf("offset 0x%x of function %d has no prepared code", uint32(at), b.fn.Index)
}

func (b *body) find(at wasm.FuncOffset, place engine.Place) (n int, ok bool) {
	if place == engine.AtLabel {
		i := sort.Search(len(b.labels), func(i int) bool { return b.labels[i].at >= at })
		if i == len(b.labels) || b.labels[i].at != at {
			return 0, false
		}
		return b.labels[i].index, true
	}
	n = sort.Search(len(b.at), func(i int) bool { return b.at[i] >= at })
	if place == engine.AtInstr {
		found := n < len(b.at) && b.at[n] == at
		// The operands of the frame are in their places already: it goes on at the stop, not at the copies before it.
		for k := n; k < len(b.at) && b.at[k] == at; k++ {
			if b.ins[k].op == opProbe {
				return k, true
			}
		}
		return n, found
	}
	// The call is the last prepared instruction of its offset.
	for n < len(b.at) && b.at[n] == at && !isCall(b.ins[n].op) {
		n++
	}
	return n + 1, n+1 < len(b.ins) && b.at[n] == at
}

// noMap is the map of code that belongs to no function.
type noMap struct{}

func (noMap) Offset(unsafe.Pointer) wasm.FuncOffset      { return 0 }
func (noMap) LabelOffset(unsafe.Pointer) wasm.FuncOffset { return 0 }
func (noMap) CallOffset(unsafe.Pointer) wasm.FuncOffset  { return 0 }
func (noMap) Operands(wasm.FuncOffset) ([]engine.Operand, error) {
	return nil, nil
}
