package sourcemap_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/wdbg/wdbg/sourcemap"
)

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// vlq encodes a number of a mapping.
func vlq(v int) string {
	u := v << 1
	if v < 0 {
		u = -v<<1 | 1
	}
	var b strings.Builder
	for {
		d := u & 31
		if u >>= 5; u > 0 {
			d |= 32
		}
		b.WriteByte(alphabet[d])
		if u == 0 {
			return b.String()
		}
	}
}

// seg encodes the fields of a segment, given as differences.
func seg(fields ...int) string {
	var b strings.Builder
	for _, f := range fields {
		b.WriteString(vlq(f))
	}
	return b.String()
}

// doc makes a source map of a mappings string, with two sources and two names.
func doc(mappings string) []byte {
	text, _ := json.Marshal(map[string]any{"version": 3, "sources": []any{"a.ts", nil}, "names": []string{"x", "y"}, "mappings": mappings})
	return text
}

// dump writes all segments as words: offset:source:line:column:name.
func dump(m *sourcemap.Map) string {
	var words []string
	for i := range m.Len() {
		g := m.At(i)
		w := fmt.Sprint(g.Offset)
		if g.Source >= 0 {
			w += fmt.Sprintf(":%d:%d:%d", g.Source, g.Line, g.Column)
		}
		if g.Name != "" {
			w += ":" + g.Name
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

func TestMappings(t *testing.T) {
	for _, test := range []struct{ name, mappings, want, err string }{
		{"empty", "", "", ""},
		{"empty lines", ";;;", "", ""},
		{"one field", seg(7), "7", ""},
		{"four fields", seg(7, 0, 2, 3), "7:0:3:4", ""},
		{"five fields", seg(7, 1, 2, 3, 1), "7:1:3:4:y", ""},
		{"relative", seg(7, 0, 2, 3) + "," + seg(1, 1, -1, 40, 1) + "," + seg(2) + "," + seg(1, -1, 0, -43, -1), "7:0:3:4 8:1:2:44:y 10 11:0:2:1:x", ""},
		{"large", seg(1<<30, 0, 1<<29, 0), "1073741824:0:536870913:1", ""},
		{"unsorted", seg(9, 0, 0, 0, 0) + "," + seg(-4, 0, 1, 0) + "," + seg(1, 0, 1, 0, 1), "5:0:2:1 6:0:3:1:y 9:0:1:1:x", ""},
		{"two fields", seg(7) + "," + seg(1, 0), "7", "2 fields"},
		{"six fields", seg(7) + "," + seg(1, 0, 0, 0, 0, 0), "7", "more than 5"},
		{"negative column", seg(7) + "," + seg(-8), "7", "column -1 out of range"},
		{"no such source", seg(7) + "," + seg(1, 2, 0, 0), "7", "source 2 out of range"},
		{"negative line", seg(7) + "," + seg(1, 0, -1, 0), "7", "line -1"},
		{"no such name", seg(7) + "," + seg(1, 0, 0, 0, 2), "7", "name 2 out of range"},
		{"no digit", seg(7) + ",C!", "7", `'!'`},
		{"cut number", seg(7) + ",g", "7", "unexpected end"},
		{"number over 32 bits", seg(7) + ",ggggggggA", "7", "over 32 bits"},
		{"second line", seg(7) + ";" + seg(7), "7", "second generated line"},
	} {
		m, err := sourcemap.Parse(doc(test.mappings))
		if m == nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if got := dump(m); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
		var e *sourcemap.Error
		if (err != nil) != (test.err != "") || err != nil && (!errors.As(err, &e) || !strings.Contains(e.Msg, test.err)) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.err)
		}
	}
}

func TestErrorPosition(t *testing.T) {
	file := []byte(`{"version":3,"sources":["a"],"mappings":"AAAA,C?"}`)
	_, err := sourcemap.Parse(file)
	var e *sourcemap.Error
	if !errors.As(err, &e) || file[e.Offset] != '?' {
		t.Errorf("%v", err)
	}
}

func TestLookup(t *testing.T) {
	m, err := sourcemap.Parse(doc(seg(10, 0, 0, 0) + "," + seg(0, 0, 1, 0) + "," + seg(5) + "," + seg(5, 0, 1, 0)))
	if err != nil {
		t.Fatal(err)
	}
	for offset, want := range map[uint64]int{9: -1, 10: 2, 14: 2, 15: 0, 19: 0, 20: 3, 1 << 40: 3} {
		g, ok := m.Lookup(offset)
		if ok != (want >= 0) || g.Line != max(want, 0) || (g.Source >= 0) != (want > 0) {
			t.Errorf("%d: %v %v", offset, g, ok)
		}
	}
	for _, test := range []struct {
		from, to uint64
		want     string
	}{{0, 100, "10 15 20"}, {0, 10, ""}, {0, 11, "10"}, {12, 13, "10"}, {15, 20, "15"}, {16, 21, "15 20"}, {30, 40, "20"}, {5, 3, ""}} {
		var got []string
		for g := range m.Range(test.from, test.to) {
			got = append(got, fmt.Sprint(g.Offset))
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("range %d to %d: %s, want %s", test.from, test.to, s, test.want)
		}
	}
	if got := slices.Collect(m.Find(0, 2)); len(got) != 1 || got[0] != 1 {
		t.Errorf("segments of line 2: %v", got)
	}
}

func TestSources(t *testing.T) {
	m, err := sourcemap.Parse([]byte(")]}'\n" + `{ "version": 3.0, "extra": [{"a": [1.5e3, true, false, null, "\""]}], "file": "x.wasm", "sourceRoot": "src",
		"sources": ["a\u00e9\ud83d\ude00\/b.ts", null, "/abs.c", "https://host/c.js", "\ud800\n"], "sourcesContent": ["line\n\t\"q\"\\", null],
		"ignoreList": [2, 99], "names": null, "mappings": "" }`))
	if err != nil {
		t.Fatal(err)
	}
	if m.File != "x.wasm" || m.NumSources() != 5 {
		t.Errorf("%q, %d sources", m.File, m.NumSources())
	}
	for i, want := range []string{"src/aé😀/b.ts", "", "/abs.c", "https://host/c.js", "src/\ufffd\n"} {
		s := m.Source(i)
		if s.Path() != want || s.HasContent != (i == 0) || s.Ignored != (i == 2) {
			t.Errorf("source %d: %+v, path %q", i, s, s.Path())
		}
	}
	if text, ok := m.Content(0); !ok || string(text) != "line\n\t\"q\"\\" {
		t.Errorf("%q %v", text, ok)
	}
	if _, ok := m.Content(1); ok {
		t.Error("content of nothing")
	}
}

func TestIndexed(t *testing.T) {
	part := func(line, column int, mappings string) map[string]any {
		var inner any
		json.Unmarshal(doc(mappings), &inner)
		return map[string]any{"offset": map[string]any{"line": line, "column": column}, "map": inner}
	}
	parse := func(parts ...any) (*sourcemap.Map, error) {
		text, _ := json.Marshal(map[string]any{"version": 3, "sections": parts})
		return sourcemap.Parse(text)
	}
	a, b := seg(10, 0, 0, 0, 1)+","+seg(10, 0, 1, 0), seg(5, 0, 0, 0, 0)
	m, err := parse(part(0, 0, a), part(0, 100, b))
	if got := dump(m); err != nil || got != "10:0:1:1:y 20:0:2:1 100 105:2:1:1:x" {
		t.Errorf("%q %v", got, err)
	}
	if m.NumSources() != 4 || m.Source(2).Name != "a.ts" {
		t.Errorf("%d sources", m.NumSources())
	}
	m, err = parse(part(0, 0, a), part(0, 15, b))
	if got := dump(m); err == nil || got != "10:0:1:1:y 15 20:2:1:1:x" {
		t.Errorf("overlapping sections: %q %v", got, err)
	}
	m, err = parse(part(0, 0, a), part(1, 0, b))
	if got := dump(m); err == nil || got != "10:0:1:1:y 20:0:2:1" {
		t.Errorf("section of another line: %q %v", got, err)
	}
	if m, err = parse(map[string]any{"offset": map[string]any{"line": 0, "column": 0}, "map": map[string]any{"version": 3, "sections": []any{}}}); m != nil || err == nil {
		t.Error("sections within sections")
	}
}

func TestMalformed(t *testing.T) {
	for _, text := range []string{"", "{", "[]", "null", "{}", `{"version":2,"mappings":""}`, `{"version":3}`, `{"version":"3","mappings":""}`,
		`{"version":3,"mappings":""`, `{"version":3,"mappings":"}`, `{"version":3,"mappings":""}x`, `{"version":3,"sources":[1],"mappings":""}`,
		`{"version":3,"mappings":null}`, `{"version":3,"sections":[{}]}`, `{"version":3,"mappings":"","x":` + strings.Repeat("[", 300),
		`{"version":3,"sections":[{"offset":{"line":-1,"column":0},"map":{"version":3,"mappings":""}}]}`, `<!DOCTYPE html>`, `{"version":3 "mappings":""}`} {
		m, err := sourcemap.Parse([]byte(text))
		var e *sourcemap.Error
		if m != nil || !errors.As(err, &e) || e.Offset > len(text) {
			t.Errorf("%.80s: %v %v", text, m, err)
		}
	}
}

func TestDataURL(t *testing.T) {
	for url, want := range map[string]string{
		"data:,hello":                                "hello",
		"data:,a%20b%2Cc#frag":                       "a b,c",
		"data:application/json;base64,eyJ9":          `{"}`,
		"DATA:application/json;charset=utf-8,%7B%7d": "{}",
		"data:;base64,aGk=":                          "hi",
		"data:;base64,aGk":                           "hi",
		"data:x/y;BASE64,aGk%3d":                     "hi",
		"data:;base64,_-8\n=":                        "\xff\xef",
	} {
		got, err := sourcemap.DecodeDataURL(url)
		if err != nil || string(got) != want {
			t.Errorf("%s: %q %v", url, got, err)
		}
	}
	for _, url := range []string{"", "data:", "data:x", "http://x", "data:,%4", "data:,%zz", "data:;base64,a", "data:;base64,!!!!"} {
		if got, err := sourcemap.DecodeDataURL(url); err == nil {
			t.Errorf("%s: %q", url, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(doc(seg(7, 0, 2, 3) + "," + seg(1, 1, -1, 40, 1) + "," + seg(2)))
	f.Add([]byte(`)]}'` + "\n" + `{"version":3,"sections":[{"offset":{"line":0,"column":5},"map":{"version":3,"sources":["\u0061"],"mappings":"AAAA"}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := sourcemap.Parse(data)
		if m == nil {
			if err == nil {
				t.Fatal("neither a map nor an error")
			}
			return
		}
		last := uint64(0)
		for i := range m.Len() {
			g := m.At(i)
			if g.Offset < last || g.Source >= m.NumSources() || g.Source >= 0 && (g.Line < 1 || g.Column < 1) {
				t.Fatalf("segment %d: %+v", i, g)
			}
			last = g.Offset
		}
		if at, ok := m.Lookup(last); ok != (m.Len() > 0) || ok && at != m.At(m.Len()-1) {
			t.Fatalf("lookup of %d: %+v", last, at)
		}
		for i := range m.NumSources() {
			m.Source(i).Path()
			m.Content(i)
		}
		// What a JSON parser of the standard library takes is read alike.
		var std struct {
			File    string
			Sources []*string
		}
		if utf8.Valid(data) && err == nil && json.Unmarshal(data, &std) == nil && len(std.Sources) == m.NumSources() && countKeys(data) {
			for i, s := range std.Sources {
				if s != nil && *s != m.Source(i).Name {
					t.Fatalf("source %d: %q, want %q", i, m.Source(i).Name, *s)
				}
			}
		}
	})
}

// countKeys reports whether each key that matters is there at most once, and without escapes or other case.
func countKeys(data []byte) bool {
	text := strings.ToLower(string(data))
	return strings.Count(text, `"sources"`) == 1 && !strings.Contains(text, "sections") && strings.Count(text, "source") == 1
}

func FuzzDataURL(f *testing.F) {
	f.Add("data:application/json;base64,eyJ9")
	f.Add("data:,%7B%7d")
	f.Fuzz(func(t *testing.T, url string) {
		if data, err := sourcemap.DecodeDataURL(url); err == nil && len(data) > len(url) {
			t.Fatalf("%d bytes of %d", len(data), len(url))
		}
	})
}

// big makes a map of n segments.
func big(n int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	line := 0
	for range n {
		d := r.IntN(7) - 3
		if line+d < 0 {
			d = 0
		}
		line += d
		b.WriteString(seg(1+r.IntN(9), 0, d, 0) + ",")
	}
	return doc(b.String())
}

func BenchmarkParse(b *testing.B) {
	file := big(1_000_000)
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := sourcemap.Parse(file); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	m, _ := sourcemap.Parse(big(1_000_000))
	i := uint64(0)
	for b.Loop() {
		m.Lookup(i * 7919 % 5_000_000)
		i++
	}
}
