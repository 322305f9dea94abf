package assemblyscript

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// Flags of a class in the table of classes (std/assembly/shared/typeinfo.ts).
const (
	isArrayBufferView = 1 << 0
	isArray           = 1 << 1
	isStaticArray     = 1 << 2
	isSet             = 1 << 3
	isMap             = 1 << 4
	valueAlign0       = 1 << 6 // to 10: the logarithm of the size
	valueSigned       = 1 << 11
	valueFloat        = 1 << 12
	valueManaged      = 1 << 14

	// keyShift moves the flags of a map's keys to where those of values are.
	keyShift   = 9
	valueShift = 0
)

// newElement returns the type of the elements, or of the keys, of a collection; nil where the flags say none.
func newElement(flags uint32, shift int) *symbols.Type {
	flags >>= shift
	size := int64(0)
	for log := range 5 {
		if flags&(valueAlign0<<log) != 0 {
			size = 1 << log
		}
	}
	info := symbols.TypeInfo{Kind: symbols.KindBase, Size: size, Language: symbols.AssemblyScript}
	bits := container.Decimal(uint64(8 * size))
	switch {
	case size == 0 || size > 8:
		return nil // v128
	case flags&valueManaged != 0:
		info.Name, info.Encoding = managed, symbols.EncodingUnsigned
	case flags&valueFloat != 0:
		info.Name, info.Encoding = "f"+bits, symbols.EncodingFloat
	case flags&valueSigned != 0:
		// Not called i32, so that it is shown as the number that it is known to be.
		info.Name, info.Encoding = "signed "+bits, symbols.EncodingSigned
	default:
		info.Name, info.Encoding = "unsigned "+bits, symbols.EncodingUnsigned
	}
	return symbols.NewType(info, nil, 0)
}

// words reads n fields of 4 bytes of an object.
func words(v value.Value, o object, n int) []uint64 {
	if int(o.size) < 4*n {
		return nil
	}
	out := make([]uint64, n)
	for i := range out {
		var err error
		if out[i], err = v.Context().ReadUint(o.addr+4*uint64(i), 4); err != nil {
			return nil
		}
	}
	return out
}

// array shows an Array, or a typed array: a buffer, where in it the elements begin, their bytes, and for an Array, whose
// bytes are its capacity, their number.
func array(v value.Value, o object, flags uint32) (value.Shown, bool) {
	n := 3
	if flags&isArray != 0 {
		n = 4
	}
	fields := words(v, o, n)
	elem := newElement(flags, valueShift)
	if fields == nil || elem == nil {
		return value.Shown{}, false
	}
	buffer, start, bytes := fields[0], fields[1], fields[2]
	b, ok := objectAt(v.Context(), buffer)
	if !ok || b.class != classArrayBuffer || start < buffer || bytes > uint64(b.size) || start-buffer > uint64(b.size)-bytes {
		return value.Shown{}, false
	}
	count := bytes / uint64(elem.Size)
	if n == 4 {
		if fields[3] > count {
			return value.Shown{}, false
		}
		count = fields[3]
	}
	return elements(v, elem, start, count)
}

// entries shows a Map or Set: its entries in the order they were put in, of which some may have been taken out.
func entries(v value.Value, o object, flags uint32) (value.Shown, bool) {
	fields := words(v, o, 6)
	if fields == nil {
		return value.Shown{}, false
	}
	buffer, capacity, used, count := fields[2], fields[3], fields[4], fields[5]
	b, ok := objectAt(v.Context(), buffer)
	if !ok || b.class != classArrayBuffer || used > capacity || count > used {
		return value.Shown{}, false
	}
	l := newEntryLayout(flags)
	if l.size == 0 || capacity > uint64(b.size)/l.size {
		return value.Shown{}, false
	}
	at := uint64(0)
	w := &container.Walk{Count: int64(count), Of: v, Elem: l.key, Next: func() (uint64, bool, error) {
		for at < used {
			entry := buffer + at*l.size
			at++
			next, err := v.Context().ReadUint(entry+l.next, 4)
			if err != nil {
				return 0, false, err
			}
			if next&1 == 0 { // the lowest bit is set in what was taken out
				return entry, true, nil
			}
		}
		return 0, false, nil
	}}
	w.Child = func(i int64, entry uint64) value.Child {
		key := v.At(entry, l.key)
		if l.val == nil {
			return value.Child{Name: container.Name(i), Value: key}
		}
		return value.Child{Name: container.Name(i), Value: v.At(entry+l.valAt, l.val), Key: &key}
	}
	shown := value.Shown{Summary: container.Size(count), Style: value.StyleSet, Children: w}
	if l.val != nil {
		shown.Style = value.StyleMap
	}
	return shown, true
}

// entryLayout says where the parts of an entry are.
type entryLayout struct {
	key, val          *symbols.Type // val is nil for a set
	valAt, next, size uint64
}

// newEntryLayout returns the layout of the entries of a class; size is 0 where the flags make no sense.
func newEntryLayout(flags uint32) entryLayout {
	var l entryLayout
	largest := uint64(4)
	end := uint64(0)
	if flags&isMap != 0 {
		if l.key, l.val = newElement(flags, keyShift), newElement(flags, valueShift); l.key == nil || l.val == nil {
			return entryLayout{}
		}
		l.valAt = container.AlignUp(uint64(l.key.Size), uint64(l.val.Size))
		end = l.valAt + uint64(l.val.Size)
		largest = max(largest, uint64(l.val.Size))
	} else {
		if l.key = newElement(flags, valueShift); l.key == nil {
			return entryLayout{}
		}
		end = uint64(l.key.Size)
	}
	largest = max(largest, uint64(l.key.Size))
	l.next = container.AlignUp(end, 4)
	l.size = container.AlignUp(l.next+4, largest)
	return l
}
