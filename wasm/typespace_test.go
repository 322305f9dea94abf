package wasm_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/wdbg/wdbg/wasm"
)

// groups returns a module of recursion groups.
func groups(gs ...[]wasm.SubType) *wasm.Module {
	m := &wasm.Module{Sections: []wasm.Section{{ID: wasm.SectionType, Start: 10}}}
	for _, g := range gs {
		m.RecGroups = append(m.RecGroups, wasm.RecGroup{Start: uint32(len(m.Types)), Count: uint32(len(g))})
		m.Types = append(m.Types, g...)
	}
	return m
}

func group(ts ...wasm.SubType) []wasm.SubType { return ts }

// open and under return structure types that may have subtypes; under has a supertype.
func open(fields ...wasm.FieldType) wasm.SubType {
	return wasm.SubType{Kind: wasm.CompStruct, Fields: fields}
}

func under(super wasm.TypeIndex, fields ...wasm.FieldType) wasm.SubType {
	t := open(fields...)
	t.HasSuper, t.Super = true, super
	return t
}

func final(t wasm.SubType) wasm.SubType {
	t.Final = true
	return t
}

func funcType(params, results []wasm.ValType) wasm.SubType {
	return wasm.SubType{Func: wasm.FuncType{Params: params, Results: results}}
}

func field(t wasm.ValType) wasm.FieldType   { return wasm.FieldType{Type: t} }
func mutable(t wasm.ValType) wasm.FieldType { return wasm.FieldType{Type: t, Mutable: true} }

// to returns (ref i), toNull (ref null i).
func to(i wasm.HeapType) wasm.ValType     { return wasm.RefType(false, i) }
func toNull(i wasm.HeapType) wasm.ValType { return wasm.RefType(true, i) }

func mustAdd(t *testing.T, s *wasm.TypeSpace, m *wasm.Module) []wasm.TypeID {
	t.Helper()
	ids, err := s.Add(m)
	if err != nil {
		t.Fatal(err)
	}
	if len(ids) != len(m.Types) {
		t.Fatalf("got %d ids for %d types", len(ids), len(m.Types))
	}
	return ids
}

// TestTypeEquivalence checks which of a module's types are equivalent; classes has a letter for each.
func TestTypeEquivalence(t *testing.T) {
	i32 := field(wasm.I32)
	for _, tt := range []struct {
		name, classes string
		module        *wasm.Module
	}{
		{"same structure", "aa", groups(group(open(i32)), group(open(i32)))},
		{"finality", "ab", groups(group(open(i32)), group(final(open(i32))))},
		{"mutability", "ab", groups(group(open(i32)), group(open(mutable(wasm.I32))))},
		{"packed", "ab", groups(group(open(field(wasm.I8))), group(open(field(wasm.I16))))},
		{"kind", "ab", groups(group(open(i32)), group(wasm.SubType{Kind: wasm.CompArray, Fields: []wasm.FieldType{i32}}))},
		{"parameters and results", "ab", groups(group(funcType([]wasm.ValType{wasm.I32}, nil)), group(funcType(nil, []wasm.ValType{wasm.I32})))},
		{"nullability", "abc", groups(group(open()), group(open(field(to(0)))), group(open(field(toNull(0)))))},
		{"supertype", "abb", groups(group(open()), group(under(0)), group(under(0)))},
		{"self reference", "aab", groups(group(open(field(to(0)))), group(open(field(to(1)))), group(open(field(to(0)))))},
		{"place in the group", "abab", groups(group(open(field(to(0))), open(field(to(0)))), group(open(field(to(2))), open(field(to(2)))))},
		{"group size", "aabc", groups(group(open()), group(open()), group(open(), final(open())))},
		{"group boundary", "abcd", groups(group(open(), open(field(to(0)))), group(open()), group(open(field(to(2)))))},
		{"supertype in the group", "abab", groups(group(open(), under(0)), group(open(), under(2)))},
		{"supertype outside of the group", "abcd", groups(group(open(), under(0)), group(open(i32), under(0)))},
		{"through equivalent types", "aabb", groups(group(open()), group(open()), group(open(field(to(0)))), group(open(field(to(1)))))},
	} {
		t.Run(tt.name, func(t *testing.T) {
			checkClasses(t, mustAdd(t, wasm.NewTypeSpace(), tt.module), tt.classes)
		})
	}
}

func checkClasses(t *testing.T, ids []wasm.TypeID, classes string) {
	t.Helper()
	for i := range ids {
		for j := range ids[:i] {
			if same := classes[i] == classes[j]; same != (ids[i] == ids[j]) {
				t.Errorf("types %d and %d have ids %d and %d, but should be equivalent: %t", j, i, ids[j], ids[i], same)
			}
		}
	}
}

// TestTypeSpaceOfTwoModules checks that types of different modules and of hosts meet in one space.
func TestTypeSpaceOfTwoModules(t *testing.T) {
	s := wasm.NewTypeSpace()
	a := mustAdd(t, s, groups(group(open()), group(final(funcType([]wasm.ValType{to(0)}, nil)))))
	b := mustAdd(t, s, groups(group(final(funcType(nil, nil))), group(open()), group(final(funcType([]wasm.ValType{to(1)}, nil)))))
	if a[0] != b[1] || a[1] != b[2] || a[0] == b[0] {
		t.Errorf("got ids %v and %v, want the types of the first among those of the second", a, b)
	}
	if s.Len() != 3 {
		t.Errorf("got %d types, want 3", s.Len())
	}
	host := wasm.FuncType{Params: []wasm.ValType{to(wasm.HeapType(a[0]))}}
	if id := s.AddFunc(host); id != a[1] {
		t.Errorf("got id %d for the host's function type, want %d", id, a[1])
	}
	other := s.AddFunc(wasm.FuncType{Results: host.Params})
	if int(other) != 3 || s.AddFunc(wasm.FuncType{Results: host.Params}) != other {
		t.Errorf("got id %d for a new function type, want 3, twice", other)
	}
	if got := s.Type(b[2]); !slices.Equal(got.Func.Params, host.Params) || !got.Final {
		t.Errorf("got %+v, want a function of %v", got, host.Params)
	}
}

func TestCanon(t *testing.T) {
	ids := []wasm.TypeID{7, 1 << 22}
	for in, want := range map[wasm.ValType]wasm.ValType{
		wasm.I32:       wasm.I32,
		wasm.FuncRef(): wasm.FuncRef(),
		to(0):          to(7),
		toNull(1):      toNull(1 << 22),
	} {
		if got := wasm.Canon(in, ids); got != want {
			t.Errorf("%v: got %v, want %v", in, got, want)
		}
	}
}

// chain returns a module of n types, each a subtype of the one before.
func chain(n int) *wasm.Module {
	gs := [][]wasm.SubType{group(open())}
	for i := range n - 1 {
		gs = append(gs, group(under(wasm.TypeIndex(i))))
	}
	return groups(gs...)
}

func TestTypeErrors(t *testing.T) {
	i32, i64 := field(wasm.I32), field(wasm.I64)
	array := func(f wasm.FieldType) wasm.SubType {
		return wasm.SubType{Kind: wasm.CompArray, Fields: []wasm.FieldType{f}}
	}
	sub := func(t wasm.SubType, super wasm.TypeIndex) wasm.SubType {
		t.HasSuper, t.Super = true, super
		return t
	}
	params := func(ts ...wasm.ValType) wasm.SubType { return funcType(ts, nil) }
	results := func(ts ...wasm.ValType) wasm.SubType { return funcType(nil, ts) }
	mismatch := "sub type 1 does not match super type 0"
	for _, tt := range []struct {
		name   string
		module *wasm.Module
		want   string
	}{
		{"later in the group", groups(group(open(field(to(1))), open())), ""},
		{"later group", groups(group(open(field(to(1)))), group(open())), "unknown type 1: type 0 may refer to types below 1 only"},
		{"in a result", groups(group(results(to(5)))), "unknown type 5"},
		{"supertype itself", groups(group(under(0))), "unknown type 0: it must come before type 0"},
		{"supertype later", groups(group(under(1), open())), "unknown type 1: it must come before type 0"},
		{"final supertype", groups(group(final(open())), group(under(0))), mismatch + ": the super type is final"},
		{"more fields", groups(group(open(i32)), group(under(0, i32, i64))), ""},
		{"fewer fields", groups(group(open(i32)), group(under(0))), mismatch},
		{"other field", groups(group(open(i32)), group(under(0, i64))), mismatch},
		{"narrower field", groups(group(open(field(wasm.AnyRef()))), group(under(0, field(to(0))))), ""},
		{"narrower mutable field", groups(group(open(mutable(wasm.AnyRef()))), group(under(0, mutable(to(0))))), mismatch},
		{"other mutability", groups(group(open(i32)), group(under(0, mutable(wasm.I32)))), mismatch},
		{"packed field", groups(group(open(i32)), group(under(0, field(wasm.I8)))), mismatch},
		{"other kind", groups(group(open(i32)), group(sub(array(i32), 0))), mismatch},
		{"narrower elements", groups(group(array(field(toNull(wasm.HeapEq)))), group(sub(array(field(wasm.RefType(false, wasm.HeapI31))), 0))), ""},
		{"wider parameter", groups(group(params(toNull(wasm.HeapEq))), group(sub(params(wasm.AnyRef()), 0))), ""},
		{"narrower parameter", groups(group(params(wasm.AnyRef())), group(sub(params(toNull(wasm.HeapEq)), 0))), mismatch},
		{"narrower result", groups(group(results(wasm.AnyRef())), group(sub(results(toNull(wasm.HeapEq)), 0))), ""},
		{"wider result", groups(group(results(toNull(wasm.HeapEq))), group(sub(results(wasm.AnyRef()), 0))), mismatch},
		{"more results", groups(group(results()), group(sub(results(wasm.I32), 0))), mismatch},
		{"63 supertypes", chain(64), ""},
		{"64 supertypes", chain(65), "sub type 64 is too deep: more than 63 super types"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := wasm.NewTypeSpace().Add(tt.module)
			if tt.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			checkError(t, err, "type", 10, tt.want)
			if e := asError(t, err); !e.Invalid {
				t.Errorf("%v: want it to be invalid, not malformed", e)
			}
		})
	}
}

// TestTypeSpaceAfterError checks that a group that does not validate leaves nothing behind.
func TestTypeSpaceAfterError(t *testing.T) {
	s := wasm.NewTypeSpace()
	bad := groups(group(final(open()), under(0)))
	for range 2 {
		if _, err := s.Add(bad); err == nil {
			t.Fatal("got no error for a subtype of a final type")
		}
	}
	if s.Len() != 0 {
		t.Errorf("got %d types, want none", s.Len())
	}
	if ids := mustAdd(t, s, groups(group(open()))); ids[0] != 0 || s.Len() != 1 {
		t.Errorf("got id %d of %d types, want 0 of 1", ids[0], s.Len())
	}
}

// TestIsSub compares with a walk up the supertypes, for random forests.
func TestIsSub(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const n = 300
	gs := make([][]wasm.SubType, n)
	depth := make([]int, n)
	for i := range gs {
		// A field of its own reference depth makes each type distinct.
		distinct := slices.Repeat([]wasm.FieldType{field(wasm.I32)}, i)
		gs[i] = group(open(distinct...))
		if super := i - 1 - rng.IntN(4); super >= 0 && depth[super] < wasm.MaxSubtypeDepth {
			gs[i] = group(under(wasm.TypeIndex(super), distinct...))
			depth[i] = depth[super] + 1
		}
	}
	m := groups(gs...)
	s := wasm.NewTypeSpace()
	ids := mustAdd(t, s, m)
	for i := range m.Types {
		ancestors := map[int]bool{}
		for a := i; ; a = int(m.Types[a].Super) {
			ancestors[a] = true
			if !m.Types[a].HasSuper {
				break
			}
		}
		for j := range m.Types {
			if got := s.IsSub(ids[i], ids[j]); got != ancestors[j] {
				t.Fatalf("type %d a subtype of %d: got %t", i, j, got)
			}
		}
	}
}

// TestHeapMatches checks every pair of heap types against the supertypes listed for each.
func TestHeapMatches(t *testing.T) {
	s := wasm.NewTypeSpace()
	mustAdd(t, s, groups(
		group(open()), group(under(0)), // structures 0 and 1
		group(wasm.SubType{Kind: wasm.CompArray, Fields: []wasm.FieldType{field(wasm.I8)}}), // array 2
		group(funcType(nil, nil)))) // function 3
	supers := map[wasm.HeapType][]wasm.HeapType{
		wasm.HeapAny: nil, wasm.HeapFunc: nil, wasm.HeapExtern: nil, wasm.HeapExn: nil,
		wasm.HeapEq:       {wasm.HeapAny},
		wasm.HeapI31:      {wasm.HeapEq, wasm.HeapAny},
		wasm.HeapStruct:   {wasm.HeapEq, wasm.HeapAny},
		wasm.HeapArray:    {wasm.HeapEq, wasm.HeapAny},
		0:                 {wasm.HeapStruct, wasm.HeapEq, wasm.HeapAny},
		1:                 {0, wasm.HeapStruct, wasm.HeapEq, wasm.HeapAny},
		2:                 {wasm.HeapArray, wasm.HeapEq, wasm.HeapAny},
		3:                 {wasm.HeapFunc},
		wasm.HeapNone:     {0, 1, 2, wasm.HeapI31, wasm.HeapStruct, wasm.HeapArray, wasm.HeapEq, wasm.HeapAny},
		wasm.HeapNoFunc:   {3, wasm.HeapFunc},
		wasm.HeapNoExtern: {wasm.HeapExtern},
		wasm.HeapNoExn:    {wasm.HeapExn},
	}
	for a, above := range supers {
		for b := range supers {
			want := a == b || slices.Contains(above, b)
			if got := s.HeapMatches(a, b); got != want {
				t.Errorf("%v <= %v: got %t", a, b, got)
			}
			if got := s.Matches(to(a), toNull(b)); got != want {
				t.Errorf("(ref %v) <= (ref null %v): got %t", a, b, got)
			}
			if s.Matches(toNull(a), to(b)) {
				t.Errorf("(ref null %v) <= (ref %v): got true", a, b)
			}
		}
		if !s.HeapMatches(wasm.HeapBot, a) || s.HeapMatches(a, wasm.HeapBot) {
			t.Errorf("bot and %v: want bot below", a)
		}
		if !s.Matches(wasm.Bot, to(a)) || s.Matches(to(a), wasm.I32) || s.Matches(wasm.I32, toNull(a)) {
			t.Errorf("(ref %v) against bot or i32", a)
		}
	}
}

// TestTypeSpaceCost adds a module of 100,000 types, alike and different, alone and in one group, and bounds what that
// allocates.
func TestTypeSpaceCost(t *testing.T) {
	const n = 100_000
	alike, different := make([][]wasm.SubType, n), make([][]wasm.SubType, n)
	together := make([]wasm.SubType, n)
	for i := range n {
		alike[i] = group(open(field(wasm.I32)))
		previous := wasm.HeapType(max(i-1, 0))
		different[i] = group(open(field(toNull(previous))))
		together[i] = open(field(toNull(wasm.HeapType(n - 1 - i))))
	}
	for name, m := range map[string]*wasm.Module{"alike": groups(alike...), "different": groups(different...), "together": groups(together)} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			s := wasm.NewTypeSpace()
			mustAdd(t, s, m)
			mustAdd(t, s, m)
			runtime.ReadMemStats(&after)
			if got, limit := after.TotalAlloc-before.TotalAlloc, uint64(2000*n); got > limit {
				t.Errorf("allocated %d bytes, at most %d", got, limit)
			}
			if want := map[string]int{"alike": 1, "different": n, "together": n}[name]; s.Len() != want {
				t.Errorf("got %d types, want %d", s.Len(), want)
			}
		})
	}
}

func ExampleTypeSpace() {
	point := open(field(wasm.F32), field(wasm.F32))
	m := groups(group(point), group(point), group(under(0, field(wasm.F32), field(wasm.F32), field(wasm.I32))))
	s := wasm.NewTypeSpace()
	ids, err := s.Add(m)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(ids, s.IsSub(ids[2], ids[1]))
	// Output: [0 0 1] true
}
