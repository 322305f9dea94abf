package unwind_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/unwind"
)

// stack makes a stack of host functions from their names.
func stack(names ...string) *unwind.Stack {
	return unwind.Collect(func(visit func(unwind.Physical) bool) {
		for i, n := range names {
			if !visit(unwind.Physical{Host: n, Depth: len(names) - i}) {
				return
			}
		}
	})
}

// text writes a summary as words: names of frames, cycle*frames for folded ones, ..frames for skipped ones.
func text(s *unwind.Stack, limit int) string {
	var words []string
	next := 0
	for _, it := range s.Summary(limit) {
		if it.First != next {
			words = append(words, fmt.Sprintf("GAP(%d-%d)", next, it.First))
		}
		next = it.First + it.Count
		switch it.Kind {
		case unwind.Shown:
			f := s.Frame(it.First)
			words = append(words, f.Name())
		case unwind.Folded:
			words = append(words, fmt.Sprintf("%d*%d", it.Period, it.Count))
		case unwind.Skipped:
			words = append(words, fmt.Sprintf("..%d", it.Count))
		}
	}
	if next != s.Len() {
		words = append(words, "CUT")
	}
	return strings.Join(words, " ")
}

func times(n int, names ...string) (out []string) {
	for range n {
		out = append(out, names...)
	}
	return out
}

func distinct(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprint("f", i))
	}
	return out
}

func cat(parts ...[]string) (out []string) {
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func TestFolding(t *testing.T) {
	for _, tt := range []struct {
		name   string
		frames []string
		limit  int
		want   string
	}{
		{"empty", nil, 0, ""},
		{"plain", []string{"a", "b", "c"}, 0, "a b c"},
		{"few repetitions", times(9, "f"), 0, "f f f f f f f f f"},
		{"one function", cat([]string{"x"}, times(1000, "f"), []string{"main"}), 0, "x f 1*998 f main"},
		{"two functions", cat(times(500, "f", "g"), []string{"main"}), 0, "f g 2*996 f g main"},
		{"begins inside the cycle", cat([]string{"g"}, times(500, "f", "g"), []string{"main"}), 0, "g f 2*996 g f g main"},
		{"begins inside a longer cycle", cat([]string{"h"}, times(20, "f", "g", "h"), []string{"main"}), 0, "h f g 3*54 h f g h main"},
		{"cycle with a repetition", cat(times(20, "f", "f", "g"), []string{"main"}), 0, "f f g 3*54 f f g main"},
		{"two recursions", cat(times(30, "f"), times(30, "g"), []string{"main"}), 0, "f 1*28 f g 1*28 g main"},
		{"nested recursion", times(3, cat(times(20, "f"), []string{"g"})...), 0, strings.TrimSpace(strings.Repeat("f 1*18 f g ", 3))},
		{"limit", distinct(100), 10, "f0 f1 f2 f3 f4 f5 ..90 f96 f97 f98 f99"},
		{"limit not reached", distinct(10), 10, "f0 f1 f2 f3 f4 f5 f6 f7 f8 f9"},
		{"limit over folded frames", cat(distinct(10), times(50, "r"), distinct(10)), 6, "f0 f1 f2 f3 ..64 f8 f9"},
	} {
		if got := text(stack(tt.frames...), tt.limit); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestMillionFrames(t *testing.T) {
	s := stack(times(1<<19, "even", "odd")...)
	if got := text(s, 40); got != "even odd 2*1048572 even odd" {
		t.Errorf("%.200s", got)
	}
	// Frames without a pattern have to be cut just as quickly.
	seed := uint32(1)
	s = unwind.Collect(func(visit func(unwind.Physical) bool) {
		for range 1 << 20 {
			seed = seed*1664525 + 1013904223
			visit(unwind.Physical{Host: []string{"a", "b", "c"}[seed>>24%3]})
		}
	})
	items := s.Summary(40)
	if len(items) != 41 || items[26].Kind != unwind.Skipped || items[26].Count != 1<<20-40 {
		t.Errorf("%d items: %v", len(items), items)
	}
}

func TestNames(t *testing.T) {
	for raw, want := range map[string]string{
		"":                                       "<unnamed>",
		"main":                                   "main",
		"main.(*T).Method":                       "main.(*T).Method",
		"_Z3sumPKii":                             "sum(int const*, int)",
		"_ZN3foo3barE":                           "foo::bar",
		"sum(int const*, int)":                   "sum(int const*, int)",
		"_RNvCs15kBYyAo9fc_7mycrate7example":     "mycrate::example",
		"_ZN4core3fmt5write17h01234567890abcdeE": "core::fmt::write",
		"core::fmt::write::h01234567890abcde":    "core::fmt::write",
		"core::fmt::write::hello":                "core::fmt::write::hello",
		"evil\x1b[31m\nname":                     `evil\x1b[31m\nname`,
		"bidi\u202eeman":                         `bidi\u202eeman`,
		"bad\xffutf8":                            `bad\xffutf8`,
		"na\u00efve":                             "na\u00efve",
		"_Z" + strings.Repeat("9", 5000):         "_Z" + strings.Repeat("9", 5000),
	} {
		f := unwind.Physical{Host: raw}
		if got := f.Name(); got != want {
			t.Errorf("%q: got %q, want %q", raw, got, want)
		}
	}
}
