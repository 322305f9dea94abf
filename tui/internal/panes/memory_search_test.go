package panes

import (
	"math"
	"testing"
)

// TestSearchPieces: whatever the direction, the pieces of a search cover each address once, in order, and are small.
func TestSearchPieces(t *testing.T) {
	const size = 3*searchStep + 100
	for _, test := range []struct {
		name     string
		backward bool
		left     []searchRange
		from     uint64 // of the first piece, or its end where it goes backward
	}{
		{"forward", false, []searchRange{{searchStep + 7, math.MaxUint64}, {0, searchStep + 7}}, searchStep + 7},
		{"backward", true, []searchRange{{0, searchStep + 7}, {searchStep + 7, math.MaxUint64}}, searchStep + 7},
		{"from the end", false, []searchRange{{size, math.MaxUint64}, {0, size}}, size},
	} {
		s := memorySearch{pattern: "x", backward: test.backward, left: test.left}
		seen, next := uint64(0), test.from
		for n := 0; s.active(); n++ {
			if n > 10 {
				t.Fatalf("%s: no end", test.name)
			}
			p := s.piece(size)
			begin, end := p.from, p.to
			if test.backward {
				begin, end = end, begin
			}
			if begin != next && !(begin == 0 && next == size) && !(begin == size && next == 0) {
				t.Errorf("%s: piece %d is 0x%x to 0x%x after 0x%x", test.name, n, p.from, p.to, next)
			}
			if p.to-p.from > searchStep {
				t.Errorf("%s: piece %d has %d addresses", test.name, n, p.to-p.from)
			}
			seen, next = seen+p.to-p.from, end
			if percent := s.percent(size); percent < 0 || percent > 100 {
				t.Errorf("%s: %d %%", test.name, percent)
			}
			s.took(p, size)
		}
		if seen != size {
			t.Errorf("%s: %d addresses of %d", test.name, seen, size)
		}
	}
}

func TestParseBytes(t *testing.T) {
	for _, test := range []struct{ text, want, err string }{
		{"01 fF", "\x01\xff", ""},
		{"0x0102,3", "\x01\x02\x03", ""},
		{`"a\n" 00"b"`, "a\n\x00b", ""},
		{"\"\xff\xc3\" 80", "\xff\xc3\x80", ""},
		{`"é\u00e9\xe9"`, "é\u00e9\xe9", ""},
		{"123", "", "123: two hex digits are a byte, and there is half a one"},
		{"zz", "", `"zz" are not hex digits`},
		{"+1", "", `"+1" are not hex digits`},
		{`"open`, "", `the text "open has no end`},
		{"0x", "", "0x has no bytes"},
		{"  ", "", "   has no bytes"},
	} {
		got, err := parseBytes(test.text)
		if string(got) != test.want || test.err == "" != (err == nil) || err != nil && err.Error() != test.err {
			t.Errorf("%q: %q, %v; want %q, %q", test.text, got, err, test.want, test.err)
		}
	}
}

func FuzzParseBytes(f *testing.F) {
	f.Add(`"a" 0x12 34`)
	f.Fuzz(func(t *testing.T, text string) {
		if b, err := parseBytes(text); err == nil && len(b) == 0 || len(b) > len(text) {
			t.Errorf("%q: %q, %v", text, b, err)
		}
	})
}
