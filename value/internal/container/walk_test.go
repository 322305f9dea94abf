package container_test

import (
	"errors"
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
	"github.com/wdbg/wdbg/value/internal/handmade"
)

const lang = handmade.Lang(symbols.C)

// walkOver returns a walk over nodes that ends with an error, if that is not nil, and counts its steps.
func walkOver(count int64, end error, nodes ...uint64) (w *container.Walk, steps *int) {
	m := &handmade.Memory{Bytes: make([]byte, 1024)}
	steps = new(int)
	w = &container.Walk{Count: count, Of: m.At(0, lang.Int()), Elem: lang.Int()}
	w.Next = func() (uint64, bool, error) {
		if *steps++; *steps > len(nodes) {
			return 0, false, end
		}
		return nodes[*steps-1], true, nil
	}
	w.Child = func(i int64, node uint64) value.Child {
		return value.Child{Name: container.Name(i), Value: m.At(node, lang.Int())}
	}
	return w, steps
}

func TestWalk(t *testing.T) {
	broken := errors.New("broken")
	for _, test := range []struct {
		name  string
		count int64
		end   error
		nodes []uint64
		shown int    // children, a failed last one among them
		err   string // of the last child
	}{
		{"none", 0, nil, nil, 0, ""},
		{"as claimed", 3, nil, []uint64{4, 8, 12}, 3, ""},
		{"not claimed", -1, nil, []uint64{4, 8, 12}, 3, ""},
		{"more than claimed", 2, nil, []uint64{4, 8, 12}, 2, ""},
		{"fewer than claimed", 5, nil, []uint64{4, 8}, 3, "corrupt: size 5, but 2 nodes were found"},
		{"broken", 5, broken, []uint64{4}, 2, "broken"},
		{"a cycle", -1, nil, []uint64{4, 8, 12, 8, 12}, 4, "corrupt: a cycle, what follows is element 1 again"},
	} {
		w, _ := walkOver(test.count, test.end, test.nodes...)
		children := w.Slice(0, 100)
		if len(children) != test.shown {
			t.Errorf("%s: %d children, want %d", test.name, len(children), test.shown)
			continue
		}
		err := ""
		if n := len(children); n > 0 && children[n-1].Value.Err() != nil {
			err = children[n-1].Value.Err().Error()
		}
		if err != test.err {
			t.Errorf("%s: error %q, want %q", test.name, err, test.err)
		}
		if n, exact := w.Len(); n != int64(test.shown) || !exact {
			t.Errorf("%s: length %d, exact %v", test.name, n, exact)
		}
	}
}

// TestPaging makes sure that a walk goes as far as it is asked to, once.
func TestPaging(t *testing.T) {
	var nodes []uint64
	for i := range uint64(100) {
		nodes = append(nodes, 4*i)
	}
	w, steps := walkOver(100, nil, nodes...)
	if page := w.Slice(0, 5); len(page) != 5 || *steps != 5 {
		t.Errorf("%d children after %d steps", len(page), *steps)
	}
	if page := w.Slice(10, 5); len(page) != 5 || page[0].Name != "[10]" || *steps != 15 {
		t.Errorf("%d children after %d steps", len(page), *steps)
	}
	if page := w.Slice(0, 15); len(page) != 15 || *steps != 15 {
		t.Errorf("%d children after %d steps", len(page), *steps)
	}
	for _, page := range [][2]int64{{-1, 5}, {5, 0}, {5, -1}, {100, 5}} {
		if got := w.Slice(page[0], page[1]); len(got) != 0 {
			t.Errorf("%d children of %v", len(got), page)
		}
	}
}

func TestFits(t *testing.T) {
	ctx := &value.Context{Machine: &handmade.Memory{Bytes: make([]byte, 1000)}}
	for _, test := range []struct {
		addr, n uint64
		size    int64
		want    string
	}{
		{0, 0, 4, ""},
		{1 << 40, 0, 4, ""},
		{1 << 40, 5, 0, ""},
		{100, 225, 4, ""},
		{100, 226, 4, "size 226 at 0x64 reaches outside memory 0"},
		{0, 1, 4, "size 1, but no elements: null pointer"},
		{8, 251, 4, "size 251 does not fit memory"},
		{8, 1<<64 - 1, 4, "size 18446744073709551615 does not fit memory"},
		{1<<64 - 1, 1, 1, "size 1 at 0xffffffffffffffff reaches outside memory 0"},
	} {
		if got := container.Fits(ctx, test.addr, test.n, test.size); got != test.want {
			t.Errorf("%d elements of %d bytes at 0x%x: %q, want %q", test.n, test.size, test.addr, got, test.want)
		}
	}
}

func TestAlignOf(t *testing.T) {
	ctx := &value.Context{}
	long := lang.Base("long long", 8, symbols.EncodingSigned)
	for _, test := range []struct {
		typ  *symbols.Type
		want uint64
	}{
		{lang.Char(), 1}, {lang.Int(), 4}, {long, 8}, {lang.Pointer("", nil), 4}, {lang.Array(lang.Int(), 3), 4},
		{lang.Struct("", "s", 12, nil, handmade.Field("c", 0, lang.Char()), handmade.Field("i", 4, lang.Int())), 4},
		{lang.Struct("", "empty", 1, nil), 1}, {nil, 1},
		{lang.Base("long double", 16, symbols.EncodingFloat), 16},
	} {
		if got := container.AlignOf(ctx, test.typ); got != test.want {
			t.Errorf("%v: %d, want %d", test.typ, got, test.want)
		}
	}
}
