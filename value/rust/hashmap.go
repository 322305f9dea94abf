package rust

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// hashMap shows HashMap and HashSet: hashbrown's table, an array of entries that ends where an array of control bytes
// begins, one for each entry, of which the highest bit is clear for entries in use.
func hashMap(v value.Value) (value.Shown, error) {
	raw, ok := tableIn(v, maxNesting)
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	entry := container.TemplateType(raw.Strip().Type(), "T", 0)
	size, err := v.Context().SizeOf(entry)
	if err != nil {
		return value.Shown{}, err
	}
	w := swissTable{v: v}
	mask, err := number(raw, "bucket_mask")
	if err != nil {
		return value.Shown{}, err
	}
	items, err := number(raw, "items")
	if err != nil {
		return value.Shown{}, err
	}
	ctrl, err := deep(raw, "ctrl")
	if err != nil {
		return value.Shown{}, err
	}
	p, err := pointerIn(ctrl)
	if err != nil {
		return value.Shown{}, err
	}
	w.ctrl, w.buckets = p.addr, mask+1
	growth, err := number(raw, "growth_left")
	if err != nil {
		return value.Shown{}, err
	}
	if problem := w.problem(mask, items, growth, size); problem != "" {
		return container.Invalid("%s", problem), nil
	}
	isMap := strings.HasPrefix(v.Type().Name, "HashMap<")
	shown := value.Shown{Summary: container.Size(items), Style: value.StyleSet, Children: &container.Walk{
		Count: int64(items), Of: v, Elem: entry, Next: w.next,
		Child: func(i int64, bucket uint64) value.Child {
			// The bucket's number was counted from 1, so that entries without size differ.
			return pairChild(i, v.At(w.ctrl-bucket*uint64(size), entry), isMap)
		},
	}}
	if isMap {
		shown.Style = value.StyleMap
	}
	return shown, nil
}

// pairChild makes a child of a tuple of key and value.
func pairChild(i int64, entry value.Value, isMap bool) value.Child {
	key, ok := entry.Member("__0")
	val, ok2 := entry.Member("__1")
	switch {
	case !ok || isMap && !ok2:
		return value.Child{Name: container.Name(i), Value: entry}
	case isMap:
		return value.Child{Name: container.Name(i), Value: val, Key: &key}
	}
	return value.Child{Name: container.Name(i), Value: key}
}

// tableIn returns the RawTable in a map or set.
func tableIn(v value.Value, depth int) (value.Value, bool) {
	t := v.Strip().Type()
	if t == nil || depth == 0 {
		return value.Value{}, false
	}
	if t.Kind == symbols.KindStruct && strings.HasPrefix(t.Name, "RawTable<") {
		return v, true
	}
	for _, c := range v.Members() {
		if found, ok := tableIn(c.Value, depth-1); ok {
			return found, true
		}
	}
	return value.Value{}, false
}

// swissTable walks through the entries in use.
type swissTable struct {
	v       value.Value
	ctrl    uint64
	buckets uint64
	at      uint64 // the next bucket
	page    []byte // control bytes that have been read
	pageAt  uint64 // the bucket of the first of them
}

// problem says why the table cannot be one.
func (w *swissTable) problem(mask, items, growth uint64, size int64) string {
	ctx := w.v.Context()
	switch {
	case w.buckets&mask != 0 || w.buckets == 0:
		return fmt.Sprintf("a mask of 0x%x", mask)
	case items > w.buckets || growth > w.buckets-items:
		return fmt.Sprintf("size %d and room for %d more, in %d buckets", items, growth, w.buckets)
	case items == 0:
		return ""
	}
	if problem := container.Fits(ctx, w.ctrl, w.buckets, 1); problem != "" {
		return "control bytes of " + problem
	}
	if size > 0 && w.buckets > w.ctrl/uint64(size) {
		return fmt.Sprintf("%d buckets do not fit memory before 0x%x", w.buckets, w.ctrl)
	}
	return ""
}

// maxControl bounds the control bytes that are read at once.
const maxControl = 4096

// next returns the number of the next bucket in use, counted from 1.
func (w *swissTable) next() (uint64, bool, error) {
	for w.at < w.buckets {
		if w.at >= w.pageAt+uint64(len(w.page)) {
			if err := w.v.Context().Stopped(); err != nil {
				return 0, false, err
			}
			page, err := w.v.Context().Read(w.ctrl+w.at, min(maxControl, w.buckets-w.at))
			if err != nil {
				return 0, false, err
			}
			w.page, w.pageAt = page, w.at
		}
		free := w.page[w.at-w.pageAt]&0x80 != 0
		w.at++
		if !free {
			return w.at, true, nil
		}
	}
	return 0, false, nil
}
