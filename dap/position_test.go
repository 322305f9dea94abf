package dap

import (
	"testing"
)

func TestSamePath(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"/src/a.c", "/src/./a.c", true},
		{"/src/b/../a.c", "/src/a.c", true},
		{"/src/a.c", "/src/b.c", false},
		{`C:\src\a.c`, "c:/src/a.c", true},
		{`C:\Src\A.c`, `c:\src\a.c`, true},
		{`src\a.c`, "src/a.c", true},
		{`C:\src\a.c`, `D:\src\a.c`, false},
	} {
		if got := samePath(c.a, c.b); got != c.same {
			t.Errorf("samePath(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestCommonEnd(t *testing.T) {
	for _, c := range []struct {
		a, b string
		n    int
	}{
		{"/build/src/a.c", "/home/me/src/a.c", 2},
		{"a.c", "/x/a.c", 1},
		{`C:\p\src\a.c`, "/q/src/a.c", 2},
		{"/x/b.c", "/x/a.c", 0},
	} {
		if got := commonEnd(c.a, c.b); got != c.n {
			t.Errorf("commonEnd(%q, %q) = %d, want %d", c.a, c.b, got, c.n)
		}
	}
}

func TestURIs(t *testing.T) {
	c := &conn{}
	c.client.uris = true
	for _, x := range []struct{ path, uri string }{
		{"/src/a b.c", "file:///src/a%20b.c"},
		{"/src/ä#.c", "file:///src/%C3%A4%23.c"},
		{"C:/src/a.c", "file:///C:/src/a.c"},
	} {
		if got := c.pathOut(x.path); got != x.uri {
			t.Errorf("pathOut(%q) = %q, want %q", x.path, got, x.uri)
		}
		if got, err := c.pathIn(x.uri); err != nil || cleanPath(got) != x.path {
			t.Errorf("pathIn(%q) = %q, %v, want %q", x.uri, got, err, x.path)
		}
	}
	for _, bad := range []string{"/src/a.c", "http://x/a.c", "file://%zz"} {
		if got, err := c.pathIn(bad); err == nil {
			t.Errorf("pathIn(%q) = %q", bad, got)
		}
	}
	c.client.uris = false
	if got, err := c.pathIn("file:///src/a.c"); err != nil || got != "/src/a.c" {
		t.Errorf("a URI where none was announced: %q, %v", got, err)
	}
}

// The protocol counts UTF-16 code units, debug information bytes.
func TestColumns(t *testing.T) {
	const line = "int ä = f(𝄞x); // €"
	for _, c := range []struct{ bytes, units int }{{0, 0}, {4, 4}, {6, 5}, {7, 6}, {11, 10}, {15, 12}, {100, 100 - len(line) + utf16Len(line)}} {
		if got := units(line, c.bytes); got != c.units {
			t.Errorf("units(%d) = %d, want %d", c.bytes, got, c.units)
		}
		if got := bytesOf(line, c.units); got != c.bytes {
			t.Errorf("bytesOf(%d) = %d, want %d", c.units, got, c.bytes)
		}
	}
}
