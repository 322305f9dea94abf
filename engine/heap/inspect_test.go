package heap

import (
	"slices"
	"testing"
)

// family is a small graph: holder -> exn -> pair <-> array of two.
func family(t *testing.T, h *Heap) (holder, exn, pair, array Ref) {
	pair = must(t)(h.NewStruct(tPair))
	array = must(t)(h.NewArray(tAnys, 2))
	exn = must(t)(h.NewExn(1, tTag, []uint64{0, uint64(pair), 0, 0, 0}))
	holder = must(t)(h.NewStruct(tHolder))
	h.Store64(holder, 0, uint64(exn))
	h.Store64(holder, 8, uint64(MakeHost(4)))
	h.Store64(pair, 8, uint64(array))
	h.Store64(array, 8, uint64(pair))
	return
}

func TestAll(t *testing.T) {
	h := newHeap(t, Config{})
	holder, exn, pair, array := family(t, h)
	large := must(t)(h.NewArray(tBytes, 20_000))
	want := []Ref{holder, exn, pair, array, large}
	got := slices.Collect(h.All())
	if !slices.IsSorted(got) {
		t.Errorf("not in order: %v", got)
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for range h.All() {
		break
	}
}

func referrers(h *Heap, r Ref) (list []Ref) {
	for from := range h.Referrers(r) {
		list = append(list, from)
	}
	return list
}

func TestReferrersAndRefs(t *testing.T) {
	h := newHeap(t, Config{})
	holder, exn, pair, array := family(t, h)
	tests := []struct {
		to   Ref
		from []Ref
	}{
		{holder, nil}, {exn, []Ref{holder}}, {pair, []Ref{array, exn}}, {array, []Ref{pair}}, {MakeHost(4), []Ref{holder}},
	}
	for _, test := range tests {
		slices.Sort(test.from)
		if got := referrers(h, test.to); !slices.Equal(got, test.from) {
			t.Errorf("%v is referred to by %v, want %v", test.to, got, test.from)
		}
	}
	type ref struct {
		off uint64
		to  Ref
	}
	var got []ref
	for off, to := range h.Refs(exn) {
		got = append(got, ref{off, to})
	}
	for off, to := range h.Refs(array) {
		got = append(got, ref{off, to})
	}
	if want := []ref{{16, pair}, {40, Null}, {0, Null}, {8, pair}}; !slices.Equal(got, want) {
		t.Errorf("references %v, want %v", got, want)
	}
}

func TestPathTo(t *testing.T) {
	h := newHeap(t, Config{})
	holder, exn, pair, array := family(t, h)
	roots := func(rs ...Ref) func(func(Ref)) {
		return func(visit func(Ref)) {
			for _, r := range rs {
				visit(r)
			}
		}
	}
	tests := []struct {
		name   string
		roots  []Ref
		target Ref
		want   []Ref
	}{
		{"long", []Ref{holder}, array, []Ref{holder, exn, pair, array}},
		{"shorter", []Ref{MakeI31(1), holder, exn}, array, []Ref{exn, pair, array}},
		{"root", []Ref{holder, array}, array, []Ref{array}},
		{"unreachable", []Ref{pair}, holder, nil},
		{"not an object", []Ref{MakeHost(4)}, MakeHost(4), nil},
	}
	for _, test := range tests {
		if got := h.PathTo(test.target, roots(test.roots...)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestCountByType(t *testing.T) {
	h := newHeap(t, Config{})
	for range 10 {
		must(t)(h.NewStruct(tPair))
		must(t)(h.NewStruct(tNode))
	}
	must(t)(h.NewArray(tBytes, 20_000))
	must(t)(h.NewExn(1, tTag, make([]uint64, 5)))
	want := []TypeCount{
		{tBytes, KindArray, 1, 20_008},
		{tNode, KindStruct, 10, 240},
		{tPair, KindStruct, 10, 240},
		{tTag, KindExn, 1, 56},
	}
	if got := h.CountByType(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
