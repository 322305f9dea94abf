package libcxx

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// deque shows a deque: blocks of equal size, found through an array of pointers to them.
func deque(v value.Value) (value.Shown, error) {
	blocks, err := member(v, "__map_")
	if err != nil {
		return value.Shown{}, err
	}
	begin, err := member(blocks, "__begin_")
	if err != nil {
		return value.Shown{}, err
	}
	blockPointer, err := pointee(begin)
	if err != nil {
		return value.Shown{}, err
	}
	elem := container.TemplateType(v.Type(), "_Tp", 0)
	if t := blockPointer.Strip(); t != nil && t.Kind == symbols.KindPointer {
		elem = t.Elem()
	}
	d := dequeElements{v: v, elem: elem}
	if d.blocks, err = begin.Uint(); err != nil {
		return value.Shown{}, err
	}
	end, err := number(blocks, "__end_")
	if err != nil {
		return value.Shown{}, err
	}
	if d.start, err = number(v, "__start_"); err != nil {
		return value.Shown{}, err
	}
	size, err := number(v, "__size_")
	if err != nil {
		return value.Shown{}, err
	}
	return d.shown(end, size)
}

// shown compares what the deque says about itself.
func (d dequeElements) shown(end, size uint64) (value.Shown, error) {
	elemSize, err := d.v.Context().SizeOf(d.elem)
	if err != nil {
		return value.Shown{}, err
	}
	if elemSize <= 0 {
		return value.Shown{}, container.ErrLayout
	}
	d.size, d.block, d.pointer = elemSize, blockSize(d.v, elemSize), 4
	if d.v.Context() != nil && d.v.Context().PointerSize == 8 {
		d.pointer = 8
	}
	if end < d.blocks || (end-d.blocks)%d.pointer != 0 {
		return container.Invalid("the blocks end at 0x%x and begin at 0x%x", end, d.blocks), nil
	}
	count := (end - d.blocks) / d.pointer
	if problem := container.Fits(d.v.Context(), d.blocks, count, int64(d.pointer)); problem != "" {
		return container.Invalid("blocks of %s", problem), nil
	}
	if room := count * d.block; size > room || d.start > room-size {
		return container.Invalid("size %d from element %d on, but room for %d", size, d.start, room), nil
	}
	d.n = int64(size)
	return value.Shown{Summary: container.Size(size), Style: value.StyleList, Children: d}, nil
}

// blockSize returns the number of elements in a block of a deque.
func blockSize(v value.Value, elemSize int64) uint64 {
	for _, s := range v.Type().Details().Statics {
		if s.Name != "__block_size" || s.Locator == nil {
			continue
		}
		if n, err := value.Of(v.Context(), s).Int(); err == nil && n > 0 && n <= maxPage {
			return uint64(n)
		}
	}
	if elemSize < 256 {
		return uint64(4096 / elemSize)
	}
	return 16
}

// dequeElements are the elements of a deque.
type dequeElements struct {
	v       value.Value
	elem    *symbols.Type
	size    int64  // of an element
	blocks  uint64 // where the pointers to the blocks are
	pointer uint64 // the size of one
	block   uint64 // the elements in a block
	start   uint64 // the number of the first element, from the beginning of the first block
	n       int64
}

func (d dequeElements) Len() (int64, bool) { return d.n, true }

func (d dequeElements) Slice(from, n int64) []value.Child {
	if from < 0 || n <= 0 || from >= d.n {
		return nil
	}
	var out []value.Child
	var block uint64
	var err error
	known := false
	for i := from; i < d.n && i < from+min(n, maxPage); i++ {
		at := d.start + uint64(i)
		if !known || at%d.block == 0 {
			block, err = d.v.Context().ReadPointer(d.blocks + at/d.block*d.pointer)
			known = true
		}
		element := value.Failed(d.v.Context(), d.elem, err)
		if err == nil {
			element = d.v.At(block+at%d.block*uint64(d.size), d.elem)
		}
		out = append(out, value.Child{Name: container.Name(i), Value: element})
	}
	return out
}
