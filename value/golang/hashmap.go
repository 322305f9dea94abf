package golang

import (
	"fmt"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// Slots in a bucket of TinyGo's maps (src/runtime/hashmap.go).
const slots = 8

// hashmap shows a map: a pointer to a table which knows the sizes of keys and elements, but not their types; the debug
// information does not tell them either. So they are shown as bytes.
func hashmap(v value.Value) (value.Shown, error) {
	addr, err := v.Uint()
	if err != nil {
		return value.Shown{}, err
	}
	if addr == 0 {
		return value.Shown{Summary: "nil"}, nil
	}
	m := v.Deref()
	if err := m.Err(); err != nil {
		return container.Invalid("pointer 0x%x outside memory 0", addr), nil
	}
	w := bucketWalk{v: v}
	for _, field := range []struct {
		name string
		to   *uint64
	}{{"buckets", &w.bucket}, {"count", &w.count}, {"keySize", &w.keySize}, {"valueSize", &w.valueSize}, {"bucketBits", &w.bits}} {
		f, ok := m.Member(field.name)
		if !ok {
			return value.Shown{}, container.ErrLayout
		}
		if *field.to, err = f.Uint(); err != nil {
			return value.Shown{}, err
		}
	}
	if w.bits > maxBits || w.keySize > maxEntry || w.valueSize > maxEntry {
		return container.Invalid("2^%d buckets, keys of %d bytes, elements of %d bytes", w.bits, w.keySize, w.valueSize), nil
	}
	w.left = 1 << w.bits
	w.header = slots + 4
	if c := v.Context(); c != nil && c.PointerSize == 8 {
		w.header = slots + 8
	}
	w.first = w.bucket
	size := w.header + slots*(w.keySize+w.valueSize)
	problem := container.Fits(v.Context(), w.bucket, w.left, int64(size))
	if problem == "" {
		problem = container.Fits(v.Context(), w.bucket, w.count, 1)
	}
	if problem != "" && w.count > 0 {
		return container.Invalid("%s", problem), nil
	}
	key, val := bytesType(v, w.keySize), bytesType(v, w.valueSize)
	return value.Shown{
		Summary: container.Size(w.count),
		Style:   value.StyleMap,
		Note:    "the types of its keys and elements are not known",
		Children: &container.Walk{Count: int64(w.count), Of: v, Elem: val, Next: w.next,
			Child: func(i int64, place uint64) value.Child {
				bucket, slot := place/slots, place%slots
				k := v.At(bucket+w.header+slot*w.keySize, key)
				return value.Child{Name: container.Name(i), Key: &k,
					Value: v.At(bucket+w.header+slots*w.keySize+slot*w.valueSize, val)}
			}},
	}, nil
}

// Bounds on what a map may say about itself.
const (
	maxBits  = 28
	maxEntry = 1 << 20
)

// bytesType returns the type of n bytes.
func bytesType(v value.Value, n uint64) *symbols.Type {
	b := symbols.NewType(symbols.TypeInfo{Kind: symbols.KindBase, Name: "uint8", Size: 1, Encoding: symbols.EncodingUnsigned,
		Language: symbols.TinyGo}, nil, 0)
	return v.Context().ArrayOf(b, int64(n))
}

// bucketWalk goes through buckets, each of which may be continued in others.
type bucketWalk struct {
	v                  value.Value
	count, bits        uint64
	keySize, valueSize uint64
	header             uint64 // of a bucket: a byte of the hash for each slot, and a pointer to the bucket that continues it
	first, bucket      uint64
	left               uint64 // buckets from bucket's first one on
	slot               uint64
	index, chained     uint64
}

// maxChained bounds the buckets that continue others.
const maxChained = 1 << 20

// next returns the place of the next entry: a bucket's address times the number of slots, and a slot.
func (w *bucketWalk) next() (uint64, bool, error) {
	ctx := w.v.Context()
	for w.index < w.left {
		top, err := ctx.ReadUint(w.bucket, slots)
		if err != nil {
			return 0, false, err
		}
		for w.slot < slots {
			s := w.slot
			w.slot++
			if byte(top>>(8*s)) != 0 {
				return w.bucket*slots + s, true, nil
			}
		}
		w.slot = 0
		follow, err := ctx.ReadPointer(w.bucket + slots)
		if err != nil {
			return 0, false, err
		}
		if follow != 0 {
			if w.chained++; w.chained > maxChained {
				return 0, false, fmt.Errorf("corrupt: more than %d buckets beside the first ones", maxChained)
			}
			w.bucket = follow
			continue
		}
		w.index++
		w.bucket = w.first + w.index*(w.header+slots*(w.keySize+w.valueSize))
		if w.index%1024 == 0 {
			if err := ctx.Stopped(); err != nil {
				return 0, false, err
			}
		}
	}
	return 0, false, nil
}
