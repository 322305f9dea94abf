package frame

import (
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	for _, test := range []struct {
		name, text string
		x          int
		want       string
	}{
		{"plain", "abc", 1, " abc"},
		{"cut right", "abcdefghijk", 4, "    abcd"},
		{"cut left", "abcdef", -3, "def"},
		{"wide", "日本", 1, " 日本"},
		{"wide cut right", "日本", 5, "     日"},
		{"wide cut left", "日本", -1, " 本"},
		{"combining", "e\u0301x", 0, "e\u0301x"},
		{"escape", "a\x1b[31mb", 0, "a�[31mb"},
		{"right to left", "a\u202eb", 0, "a�b"},
		{"bad encoding", "a\xffb", 0, "a�b"},
		{"tab", "a\tb", 0, "a b"},
	} {
		f := New(8, 1)
		f.Area().Text(test.x, 0, test.text, Style{})
		if got := strings.TrimSuffix(f.Text(), "\n"); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestOverwrite: half of a wide character never stays.
func TestOverwrite(t *testing.T) {
	for x := range 4 {
		f := New(6, 1)
		f.Area().Text(1, 0, "日本", Style{})
		f.Area().Text(x, 0, "x", Style{})
		for i := range f.Width {
			c := f.At(i, 0)
			if c.Width == 2 && (f.At(i+1, 0) == nil || f.At(i+1, 0).Text != "") {
				t.Errorf("x at %d: half of a wide character at %d: %q", x, i, f.Text())
			}
		}
		if Width(strings.TrimSuffix(f.Text(), "\n")) > 6 {
			t.Errorf("x at %d: too wide: %q", x, f.Text())
		}
	}
}

func TestClip(t *testing.T) {
	for _, test := range []struct {
		text        string
		width       int
		right, left string
	}{
		{"abc", 3, "abc", "abc"},
		{"abcd", 3, "ab…", "…cd"},
		{"日本語", 4, "日…", "…語"},
		{"abc", 0, "", ""},
		{"abc", 1, "…", "…"},
	} {
		if got := Clip(test.text, test.width); got != test.right {
			t.Errorf("Clip(%q, %d) = %q, want %q", test.text, test.width, got, test.right)
		}
		if got := ClipLeft(test.text, test.width); got != test.left {
			t.Errorf("ClipLeft(%q, %d) = %q, want %q", test.text, test.width, got, test.left)
		}
	}
}

// TestSub: nothing is drawn outside of an area.
func TestSub(t *testing.T) {
	f := New(6, 3)
	a := f.Area().Sub(2, 1, 2, 1)
	for y := -2; y < 3; y++ {
		a.Text(-3, y, "xxxxxxxxx", Style{Role: Error})
	}
	a.Row(5).Fill(Style{Role: Error})
	if got := f.Text(); got != "\n  xx\n\n" {
		t.Errorf("text %q", got)
	}
	if got := f.Roles(); got != "\n  ee\n\n" {
		t.Errorf("roles %q", got)
	}
}

func TestLetters(t *testing.T) {
	seen := map[byte]bool{}
	for r := range Role(Roles) {
		if l := r.Letter(); seen[l] {
			t.Errorf("role %d: letter %q stands for two", r, l)
		} else {
			seen[l] = true
		}
	}
	if Input.Letter() != 'I' || int(Input) != Roles-1 || int(Alert) != Grounds-1 {
		t.Error("letters do not fit the roles")
	}
}

func TestNames(t *testing.T) {
	for r := range Role(Roles) {
		if got, ok := RoleNamed(r.Name()); !ok || got != r {
			t.Errorf("role %d is called %q, which is %d, %v", r, r.Name(), got, ok)
		}
	}
	for g := range Ground(Grounds) {
		if got, ok := GroundNamed(g.Name()); !ok || got != g {
			t.Errorf("ground %d is called %q, which is %d, %v", g, g.Name(), got, ok)
		}
		if _, ok := RoleNamed(g.Name()); ok {
			t.Errorf("%q is a role and a ground", g.Name())
		}
	}
	if _, ok := RoleNamed("unknown"); ok || Role(Roles).Name() != "unknown" {
		t.Error("a role that does not exist has a name")
	}
}

// TestClipLong: of long texts as much is seen as of short ones.
func TestClipLong(t *testing.T) {
	for _, test := range []struct{ text, clip, left string }{
		{"", "", ""},
		{"abcd", "abcd", "abcd"},
		{"abcde", "abc…", "…cde"},
		{"日本", "日本", "日本"},
		{"日本x", "日…", "…本x"},
		{"a日本", "a日…", "…本"},
		{strings.Repeat("e\u0301", 9), "e\u0301e\u0301e\u0301…", "…e\u0301e\u0301e\u0301"},
		{strings.Repeat("a", 1e6) + "z", "aaa…", "…aaz"},
		{strings.Repeat("表", 1e6), "表…", "…表"},
	} {
		name := test.text[:min(len(test.text), 20)]
		if got := Clip(test.text, 4); got != test.clip {
			t.Errorf("%s: %q, want %q", name, got, test.clip)
		}
		if got := ClipLeft(test.text, 4); got != test.left {
			t.Errorf("%s: %q, want %q", name, got, test.left)
		}
	}
}
