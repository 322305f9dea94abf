package rust

import (
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// sliceIter shows the elements that an iterator over a slice, or one that takes the elements out of a Vec, has before it.
func sliceIter(v value.Value) (value.Shown, error) {
	ptr, ok := v.Member("ptr")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	p, err := pointerIn(ptr)
	if err != nil {
		return value.Shown{}, err
	}
	elem := container.TemplateType(v.Type(), "T", 0)
	size, err := v.Context().SizeOf(elem)
	if err != nil {
		return value.Shown{}, err
	}
	end, err := number(v, "end", "end_or_len")
	if err != nil {
		return value.Shown{}, err
	}
	if size == 0 { // the end is a count, in a way that depends on the version
		return value.Shown{}, container.ErrLayout
	}
	if end < p.addr || (end-p.addr)%uint64(size) != 0 {
		return container.Invalid("the end 0x%x, after 0x%x", end, p.addr), nil
	}
	return list(v, elem, p.addr, (end-p.addr)/uint64(size))
}

// arrayIter shows the elements that are left in an iterator that took an array.
func arrayIter(v value.Value) (value.Shown, error) {
	data, ok := v.Member("data")
	alive, ok2 := v.Member("alive")
	elem := container.TemplateType(v.Type(), "T", 0)
	if !ok || !ok2 || elem == nil {
		return value.Shown{}, container.ErrLayout
	}
	room, known := data.Len()
	if !known {
		return value.Shown{}, container.ErrLayout
	}
	start, err := number(alive, "start")
	if err != nil {
		return value.Shown{}, err
	}
	end, err := number(alive, "end")
	if err != nil {
		return value.Shown{}, err
	}
	if start > end || end > uint64(room) {
		return container.Invalid("elements %d to %d of %d", start, end, room), nil
	}
	return value.Shown{
		Summary:  container.Size(end - start),
		Style:    value.StyleList,
		Children: value.Elements(data.Index(int64(start)).Cast(elem), int64(end-start)),
	}, nil
}

// chars shows what an iterator over the characters of a string has before it.
func chars(v value.Value) (value.Shown, error) {
	iter, ok := v.Member("iter")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	ptr, ok := iter.Member("ptr")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	p, err := pointerIn(ptr)
	if err != nil {
		return value.Shown{}, err
	}
	end, err := number(iter, "end", "end_or_len")
	if err != nil {
		return value.Shown{}, err
	}
	if end < p.addr {
		return container.Invalid("the end 0x%x, after 0x%x", end, p.addr), nil
	}
	return text(v, p.addr, end-p.addr)
}
