package dwarf_test

import (
	stddwarf "debug/dwarf"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"github.com/wdbg/wdbg/dwarf"
)

// modules are programs with debug information of several languages and versions of DWARF.
func modules(t testing.TB) []string {
	t.Helper()
	var list []string
	for _, pattern := range []string{"c/hello/*.wasm", "c/numeric/*.wasm", "cpp/*/*.wasm", "rust/*/*.wasm"} {
		found, err := filepath.Glob(filepath.Join("..", "testdata", "programs", filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, found...)
	}
	if len(list) < 6 {
		t.Fatalf("only %d modules", len(list))
	}
	return list
}

// customSections returns the custom sections of a module file by name.
func customSections(t testing.TB, path string) map[string][]byte {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string][]byte{}
	for rest := file[8:]; len(rest) > 0; {
		id := rest[0]
		size, n := binary.Uvarint(rest[1:])
		payload := rest[1+n : 1+n+int(size)]
		rest = rest[1+n+int(size):]
		if id == 0 {
			length, n := binary.Uvarint(payload)
			sections[string(payload[n:n+int(length)])] = payload[n+int(length):]
		}
	}
	return sections
}

func open(t testing.TB, path string) *dwarf.Data {
	t.Helper()
	s := &dwarf.Sections{}
	for name, data := range customSections(t, path) {
		s.Set(name, data)
	}
	d := dwarf.New(s)
	for _, err := range d.Problems() {
		t.Errorf("%s: %v", path, err)
	}
	return d
}

// TestEntriesAsStandardLibrary compares all entries and attributes with what Go's debug/dwarf reads.
func TestEntriesAsStandardLibrary(t *testing.T) {
	for _, path := range modules(t) {
		sections := customSections(t, path)
		if sections[".debug_info"] == nil {
			continue
		}
		std, err := stddwarf.New(sections[".debug_abbrev"], nil, nil, sections[".debug_info"], sections[".debug_line"], nil,
			sections[".debug_ranges"], sections[".debug_str"])
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{".debug_addr", ".debug_line_str", ".debug_str_offsets", ".debug_rnglists", ".debug_loclists"} {
			if err := std.AddSection(name, sections[name]); err != nil {
				t.Fatal(err)
			}
		}
		n := compareEntries(t, path, open(t, path), std.Reader())
		if n < 100 {
			t.Errorf("%s: only %d entries", path, n)
		}
	}
}

func compareEntries(t *testing.T, path string, d *dwarf.Data, std *stddwarf.Reader) (entries int) {
	t.Helper()
	next := func() *stddwarf.Entry {
		for {
			e, err := std.Next()
			if err != nil {
				t.Fatalf("%s: the standard library: %v", path, err)
			}
			if e == nil || e.Tag != 0 {
				return e
			}
		}
	}
	for _, u := range d.Units() {
		root, err := u.Root()
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		s := root.Scan()
		for s.Next() {
			entries++
			want := next()
			if want == nil || uint32(want.Offset) != s.Off || uint32(want.Tag) != uint32(s.Tag()) || want.Children != s.HasChildren() {
				t.Fatalf("%s: entry at %#x of tag %#x, want %+v", path, s.Off, s.Tag(), want)
			}
			compareAttrs(t, path, &s.Entry, want)
		}
		if err := s.Err(); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	if e := next(); e != nil {
		t.Errorf("%s: no entry at %#x", path, e.Offset)
	}
	return entries
}

func compareAttrs(t *testing.T, path string, e *dwarf.Entry, want *stddwarf.Entry) {
	t.Helper()
	i := 0
	for a, v := range e.Attrs() {
		if i >= len(want.Field) || uint32(want.Field[i].Attr) != uint32(a) {
			t.Fatalf("%s: attribute %#x of the entry at %#x", path, a, e.Off)
		}
		f := want.Field[i]
		i++
		switch val := f.Val.(type) {
		case string:
			if got := v.String(); got != val {
				t.Fatalf("%s: attribute %v of the entry at %#x is %q, want %q", path, f.Attr, e.Off, got, val)
			}
		case uint64:
			if got, ok := v.Addr(); f.Class == stddwarf.ClassAddress && (!ok || got != val) {
				t.Fatalf("%s: attribute %v of the entry at %#x is %#x, want %#x", path, f.Attr, e.Off, got, val)
			}
		case int64:
			got, ok := v.Int()
			if u, _ := v.Uint(); f.Class == stddwarf.ClassConstant && (!ok || got != val && int64(u) != val) {
				t.Fatalf("%s: attribute %v of the entry at %#x is %#x, want %#x", path, f.Attr, e.Off, got, val)
			}
		case bool:
			if v.Flag() != val {
				t.Fatalf("%s: attribute %v of the entry at %#x", path, f.Attr, e.Off)
			}
		case stddwarf.Offset:
			if ref, ok := v.Ref(); !ok || ref.Off != uint32(val) {
				t.Fatalf("%s: attribute %v of the entry at %#x refers to %#x, want %#x", path, f.Attr, e.Off, ref.Off, val)
			}
		case []byte:
			if got, ok := v.Block(); !ok || string(got) != string(val) {
				t.Fatalf("%s: attribute %v of the entry at %#x is %x, want %x", path, f.Attr, e.Off, got, val)
			}
		}
	}
	if i != len(want.Field) {
		t.Fatalf("%s: %d attributes of the entry at %#x, want %d", path, i, e.Off, len(want.Field))
	}
}

// TestSkipChildren walks over siblings only, and over all entries, and compares.
func TestSkipChildren(t *testing.T) {
	for _, path := range modules(t) {
		for _, u := range open(t, path).Units() {
			root, err := u.Root()
			if err != nil {
				t.Fatal(err)
			}
			var want []uint32
			s := root.Scan()
			for s.Next() {
				if s.Depth == 1 {
					want = append(want, s.Off)
				}
			}
			i := 0
			for e, err := range root.Children() {
				if err != nil || i >= len(want) || e.Off != want[i] {
					t.Fatalf("%s: child %d of the unit at %#x is at %#x: %v", path, i, u.Off, e.Off, err)
				}
				i++
			}
			if i != len(want) {
				t.Fatalf("%s: %d children of the unit at %#x, want %d", path, i, u.Off, len(want))
			}
		}
	}
}

// TestNextOutline walks over what NextOutline stops at, and over all entries, and compares.
func TestNextOutline(t *testing.T) {
	calls := 0
	for _, path := range modules(t) {
		for _, u := range open(t, path).Units() {
			root, err := u.Root()
			if err != nil {
				t.Fatal(err)
			}
			all := root.Scan()
			outline := root.Scan()
			more := outline.NextOutline(-1)
			for all.Next() {
				switch {
				case more && all.Off == outline.Off:
					if all.Depth != outline.Depth || all.Tag() != outline.Tag() {
						t.Fatalf("%s: entry at %#x of depth %d, want %d", path, all.Off, outline.Depth, all.Depth)
					}
					more = outline.NextOutline(-1)
				case all.Tag() == dwarf.TagInlinedSubroutine, all.Has(dwarf.AttrLowPC) && all.Tag() == dwarf.TagSubprogram,
					all.Tag() == dwarf.TagNamespace && all.HasChildren():
					t.Fatalf("%s: passed over the entry at %#x", path, all.Off)
				}
				if all.Tag() == dwarf.TagInlinedSubroutine {
					calls++
				}
			}
			if more || outline.Err() != nil {
				t.Fatalf("%s: %#x is no entry: %v", path, outline.Off, outline.Err())
			}
		}
	}
	if calls < 10 {
		t.Errorf("only %d inlined calls", calls)
	}
}

// FuzzEntries reads everything that there is in sections that are not what they should be.
func FuzzEntries(f *testing.F) {
	sections := customSections(f, filepath.Join("..", "testdata", "programs", "c", "deepchain", "main_O2.wasm"))
	f.Add(sections[".debug_abbrev"], sections[".debug_info"], sections[".debug_str_offsets"], sections[".debug_addr"], sections[".debug_rnglists"], false)
	f.Add([]byte{1, 0x11, 1, 3, 8, 0, 0, 0}, []byte{9, 0, 0, 0, 4, 0, 0, 0, 0, 0, 4, 1, 'a', 0}, []byte{}, []byte{}, []byte{}, true)
	f.Fuzz(func(t *testing.T, abbrev, info, strOffsets, addr, lists []byte, types bool) {
		s := &dwarf.Sections{Abbrev: abbrev, Info: info, StrOffsets: strOffsets, Addr: addr, RngLists: lists, Ranges: lists,
			Loc: lists, LocLists: lists, Str: info, LineStr: info, Line: info}
		if types {
			s.Types = info
		}
		d := dwarf.New(s)
		budget := 100_000
		for _, u := range d.Units() {
			root, err := u.Root()
			if err != nil {
				continue
			}
			outline := root.Scan()
			for depth := 0; budget > 0 && outline.NextOutline(depth); budget-- {
				if depth = outline.Depth; budget%5 == 0 {
					outline.SkipChildren()
				}
			}
			scan := root.Scan()
			for budget > 0 && scan.Next() {
				budget--
				readAll(u, &scan.Entry, &budget)
				if budget%7 == 0 {
					scan.SkipChildren()
				}
			}
		}
	})
}

// readAll interprets all attributes in all ways.
func readAll(u *dwarf.Unit, e *dwarf.Entry, budget *int) {
	visit := func(lo, hi uint64) bool { *budget--; return *budget > 0 }
	_ = u.Ranges(e, visit)
	for _, v := range e.Attrs() {
		v.Uint()
		v.Int()
		v.Flag()
		v.Addr()
		v.Block()
		_, _ = v.Str()
		v.StrOffset()
		if ref, ok := v.Ref(); ok {
			_, _ = ref.Entry()
		}
		_ = u.Locations(v, func(lo, hi uint64, expr []byte, isDefault bool) bool { return visit(lo, hi) })
	}
}
