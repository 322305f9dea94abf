package libcxx

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// vector shows a vector: three pointers into its elements. That of bool counts bits.
func vector(v value.Value) (value.Shown, error) {
	if t := container.TemplateType(v.Type(), "_Tp", 0).Strip(); t != nil && t.Kind == symbols.KindBase && t.Encoding == symbols.EncodingBool {
		if _, ok := v.Member("__end_"); !ok {
			return vectorOfBool(v, t)
		}
	}
	elem, first, end, err := beginAndEnd(v)
	if err != nil {
		return value.Shown{}, err
	}
	capacity := end
	if c, err := number(v, "__cap_", "__end_cap_"); err == nil {
		capacity = c
	}
	return between(v, elem, first, end, capacity)
}

// beginAndEnd returns the type and the bounds of elements that a value has pointers to, the first and that behind the last.
func beginAndEnd(v value.Value) (elem *symbols.Type, first, end uint64, err error) {
	begin, err := member(v, "__begin_")
	if err != nil {
		return nil, 0, 0, err
	}
	if elem, err = pointee(begin); err != nil {
		return nil, 0, 0, err
	}
	if first, err = begin.Uint(); err != nil {
		return nil, 0, 0, err
	}
	end, err = number(v, "__end_")
	return elem, first, end, err
}

// between shows the elements between two addresses, with room up to a third.
func between(v value.Value, elem *symbols.Type, first, end, capacity uint64) (value.Shown, error) {
	size, err := v.Context().SizeOf(elem)
	switch {
	case err != nil:
		return value.Shown{}, err
	case size <= 0:
		return value.Shown{}, container.ErrLayout
	case end < first:
		return container.Invalid("the end 0x%x is before the beginning 0x%x", end, first), nil
	case capacity < end:
		return container.Invalid("the end 0x%x is after that of the capacity 0x%x", end, capacity), nil
	case (end-first)%uint64(size) != 0:
		return container.Invalid("%d bytes are no multiple of the %d of an element", end-first, size), nil
	}
	if first != 0 {
		if container.Fits(v.Context(), first, max(1, capacity-first), 1) != "" {
			return container.Invalid("its room, from 0x%x to 0x%x, reaches outside memory 0", first, capacity), nil
		}
	}
	return run(v, elem, first, (end-first)/uint64(size))
}

// run shows n elements that are one after the other at an address.
func run(v value.Value, elem *symbols.Type, first, n uint64) (value.Shown, error) {
	size, err := v.Context().SizeOf(elem)
	if err != nil {
		return value.Shown{}, err
	}
	if problem := container.Fits(v.Context(), first, n, size); problem != "" {
		return container.Invalid("%s", problem), nil
	}
	return value.Shown{
		Summary:  container.Size(n),
		Style:    value.StyleList,
		Children: value.Elements(v.At(first, elem), int64(n)),
	}, nil
}

// vectorOfBool shows a vector of bits.
func vectorOfBool(v value.Value, elem *symbols.Type) (value.Shown, error) {
	begin, err := member(v, "__begin_")
	if err != nil {
		return value.Shown{}, err
	}
	word, err := pointee(begin)
	if err != nil {
		return value.Shown{}, err
	}
	size, err := number(v, "__size_")
	if err != nil {
		return value.Shown{}, err
	}
	addr, err := begin.Uint()
	if err != nil {
		return value.Shown{}, err
	}
	wordSize, err := v.Context().SizeOf(word)
	if err != nil || wordSize <= 0 {
		return value.Shown{}, container.ErrLayout
	}
	words := size / uint64(8*wordSize)
	if size%uint64(8*wordSize) != 0 {
		words++
	}
	if problem := container.Fits(v.Context(), addr, words, wordSize); problem != "" {
		return container.Invalid("size %d does not fit memory", size), nil
	}
	if c, err := number(v, "__cap_", "__cap_alloc_"); err == nil && c < words {
		return container.Invalid("size %d, but room for %d", size, c*uint64(8*wordSize)), nil
	}
	return value.Shown{
		Summary:  container.Size(size),
		Style:    value.StyleList,
		Children: bits{v: v, elem: elem, addr: addr, n: int64(size)},
	}, nil
}

// bits are truth values in memory, one in a bit, the lowest bit of a byte first.
type bits struct {
	v    value.Value
	elem *symbols.Type
	addr uint64
	n    int64
}

func (b bits) Len() (int64, bool) { return b.n, true }

func (b bits) Slice(from, n int64) []value.Child {
	if from < 0 || n <= 0 || from >= b.n {
		return nil
	}
	var out []value.Child
	for i := from; i < b.n && i < from+min(n, maxPage); i++ {
		out = append(out, value.Child{Name: container.Name(i), Value: bitAt(b.v, b.elem, b.addr+uint64(i/8), uint64(i%8))})
	}
	return out
}

// maxPage bounds the children of a page.
const maxPage = 1 << 16

// bitAt returns a bit as a value of type bool: the bit, and seven that are zero.
func bitAt(v value.Value, elem *symbols.Type, addr, bit uint64) value.Value {
	return value.New(v.Context(), elem, symbols.Location{Pieces: []symbols.Piece{
		{Kind: symbols.InMemory, Addr: addr, Bits: 1, BitOffset: bit},
		{Kind: symbols.IsValue, Bytes: []byte{0}, Bits: 7},
	}})
}

// array shows an array of fixed size.
func array(v value.Value) (value.Shown, error) {
	arg := container.Template(v.Type(), "_Size", 1)
	if arg != nil && arg.Value != nil && *arg.Value == 0 {
		return value.Shown{Summary: container.Size(uint64(0)), Style: value.StyleList, Children: value.List{}}, nil
	}
	elements, err := member(v, "__elems_")
	if err != nil {
		return value.Shown{}, err
	}
	n, known := elements.Len()
	if !known {
		return value.Shown{}, container.ErrLayout
	}
	return value.Shown{
		Summary:  container.Size(n),
		Style:    value.StyleList,
		Children: value.Elements(elements.Index(0), n),
	}, nil
}

// span shows a span; that of a fixed size has it in its type.
func span(v value.Value) (value.Shown, error) {
	data, err := member(v, "__data_", "__data")
	if err != nil {
		return value.Shown{}, err
	}
	var size uint64
	if m, err := member(v, "__size_", "__size"); err == nil {
		if size, err = m.Uint(); err != nil {
			return value.Shown{}, err
		}
	} else if arg := container.Template(v.Type(), "_Extent", 1); arg != nil && arg.Value != nil && *arg.Value >= 0 {
		size = uint64(*arg.Value)
	} else {
		return value.Shown{}, container.ErrLayout
	}
	return pointed(v, data, size)
}

// pointed shows size elements that a pointer points to.
func pointed(v, data value.Value, size uint64) (value.Shown, error) {
	elem, err := pointee(data)
	if err != nil {
		return value.Shown{}, err
	}
	addr, err := data.Uint()
	if err != nil {
		return value.Shown{Summary: container.Size(size), Note: value.Reason(err)}, nil
	}
	return run(v, elem, addr, size)
}

// initializerList shows an initializer_list.
func initializerList(v value.Value) (value.Shown, error) {
	begin, err := member(v, "__begin_")
	if err != nil {
		return value.Shown{}, err
	}
	size, err := number(v, "__size_")
	if err != nil {
		return value.Shown{}, err
	}
	return pointed(v, begin, size)
}

// valarray shows a valarray.
func valarray(v value.Value) (value.Shown, error) {
	elem, first, end, err := beginAndEnd(v)
	if err != nil {
		return value.Shown{}, err
	}
	return between(v, elem, first, end, end)
}

// maxBitText is the number of bits up to which a bitset is shown as a number.
const maxBitText = 128

// bitset shows a set of bits as a binary number.
func bitset(v value.Value) (value.Shown, error) {
	arg := container.Template(v.Type(), "_Size", 0)
	if arg == nil || arg.Value == nil || *arg.Value < 0 {
		return value.Shown{}, container.ErrLayout
	}
	n := *arg.Value
	if n == 0 {
		return value.Shown{Summary: container.Size(n), Style: value.StyleList, Children: value.List{}}, nil
	}
	words, err := member(v, "__first_")
	if err != nil {
		return value.Shown{}, err
	}
	b, err := words.Bytes()
	if err != nil {
		return value.Shown{}, err
	}
	if n > int64(len(b))*8 {
		return value.Shown{}, container.ErrLayout
	}
	elem := symbols.NewType(symbols.TypeInfo{Kind: symbols.KindBase, Name: "bool", Size: 1,
		Encoding: symbols.EncodingBool, Language: symbols.CPlusPlus}, nil, 0)
	children := bitsOf{v: v, elem: elem, b: b, n: n}
	if n > maxBitText {
		return value.Shown{Summary: container.Size(n), Style: value.StyleList, Children: children}, nil
	}
	text := []byte("0b")
	for i := n - 1; i >= 0; i-- {
		text = append(text, '0'+b[i/8]>>(i%8)&1)
	}
	return value.Shown{Summary: string(text), Children: children}, nil
}

// bitsOf are bits that have been read.
type bitsOf struct {
	v    value.Value
	elem *symbols.Type
	b    []byte
	n    int64
}

func (s bitsOf) Len() (int64, bool) { return s.n, true }

func (s bitsOf) Slice(from, n int64) []value.Child {
	if from < 0 || n <= 0 || from >= s.n {
		return nil
	}
	var out []value.Child
	for i := from; i < s.n && i < from+min(n, maxPage); i++ {
		bit := constant(s.v, s.elem, uint64(s.b[i/8]>>(i%8)&1), 1)
		out = append(out, value.Child{Name: container.Name(i), Value: bit})
	}
	return out
}
