package wasm_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
)

// everything reads all that is read on demand, ignoring errors.
func everything(m *wasm.Module) {
	names := m.Names()
	_ = names.Err()
	for f := range min(m.NumFuncs(), 100) {
		_ = m.FuncName(wasm.FuncIndex(f))
		_ = names.Local(wasm.FuncIndex(f), 0)
	}
	_, _ = m.Producers()
	_, _ = m.BuildID()
	_, _ = m.ExternalDebugInfo()
	_, _ = m.SourceMappingURL()
	_, _ = m.TargetFeatures()
	_, _ = m.BranchHints()
}

// TestTruncated decodes prefixes of real programs. Each has to give an error with an offset inside the
// prefix, unless it ends with a section and so is a module.
func TestTruncated(t *testing.T) {
	files := fixtures(t)
	if len(files) == 0 {
		t.Skip("NO PROGRAMS in testdata/programs: prefixes of real modules are not tested")
	}
	for path, file := range files {
		t.Run(path, func(t *testing.T) {
			m := mustDecode(t, file)
			boundary := map[int]bool{8: true}
			for _, s := range m.Sections {
				boundary[int(s.End)] = true
			}
			for _, n := range cuts(m) {
				checkTruncated(t, file[:n:n], boundary[n])
			}
		})
	}
}

func checkTruncated(t *testing.T, prefix []byte, boundary bool) {
	t.Helper()
	m, err := wasm.Decode(prefix)
	if err == nil {
		if everything(m); !boundary {
			t.Errorf("the first %d bytes decode", len(prefix))
		}
		return
	}
	if e := asError(t, err); e.Offset > wasm.FileOffset(len(prefix)) || e.Msg == "" {
		t.Errorf("the first %d bytes: offset beyond the file or no message: %v", len(prefix), e)
	}
}

// cuts returns lengths of prefixes to try: all for small files; for large ones those around the
// boundaries of sections, and random ones.
func cuts(m *wasm.Module) []int {
	size := len(m.Bytes)
	var ns []int
	if size <= 2048 {
		for n := range size {
			ns = append(ns, n)
		}
		return ns
	}
	around := func(off wasm.FileOffset) {
		for d := -3; d <= 3; d++ {
			if n := int(off) + d; n >= 0 && n < size {
				ns = append(ns, n)
			}
		}
	}
	for _, s := range m.Sections {
		around(s.Header)
		around(s.Start)
		around(s.End)
	}
	random := rand.New(rand.NewPCG(1, uint64(size)))
	for range 200 {
		ns = append(ns, random.IntN(size))
	}
	slices.Sort(ns)
	return slices.Compact(ns)
}

// malformedModules returns 1,000 modules with something wrong, in many places.
func malformedModules() [][]byte {
	var files [][]byte
	import1 := func(entries ...[]byte) {
		files = append(files, wasmtest.Raw(wasmtest.Section(wasm.SectionImport, wasmtest.Vec(entries...))))
	}
	good := wasmtest.Cat(wasmtest.Name("env"), wasmtest.Name("good"), []byte{0, 0})
	for i := range 200 {
		bad := []string{"\xff", "\xc0\x80", "a\xed\xa0\x80", "\xf4\x90\x80\x80", "é\xc3"}[i%5] + fmt.Sprint(i)
		import1(good, wasmtest.Cat(wasmtest.Name(bad), wasmtest.Name("f"), []byte{0, 0}))
		import1(good, good, wasmtest.Cat(wasmtest.Name("env"), wasmtest.Name(bad), []byte{0, 0}))
		import1(wasmtest.Cat(wasmtest.Name("env"), wasmtest.U(i+5), []byte("cut")))
		files = append(files, wasmtest.Raw([]byte{2, byte(i + 10), 1, 3, 'e'}))
		// Sections, custom ones too, around the fault.
		files = append(files, wasmtest.Raw(wasmtest.Custom("name", wasmtest.NameSubsection(1, wasmtest.NameMap(0, bad))),
			wasmtest.Section(wasm.SectionType, wasmtest.Vec([]byte{0x60, 0, 0})), wasmtest.Section(wasm.SectionData, wasmtest.U(1<<20), make([]byte, i))))
	}
	return files
}

// TestNothingLeaks loads 1,000 malformed modules and looks at memory and goroutines before and after.
func TestNothingLeaks(t *testing.T) {
	files := malformedModules()
	if len(files) != 1000 {
		t.Fatalf("%d modules, want 1000", len(files))
	}
	load := func() {
		for _, file := range files {
			if _, err := wasm.Decode(file); err == nil {
				t.Fatalf("% x decodes", file)
			}
		}
	}
	load() // whatever is allocated once
	goroutines, before := runtime.NumGoroutine(), heap()
	load()
	after := heap()
	if after > before+64<<10 {
		t.Errorf("the heap grew from %d to %d bytes", before, after)
	}
	if n := runtime.NumGoroutine(); n > goroutines {
		t.Errorf("%d goroutines, before %d", n, goroutines)
	}
}

// heap returns the bytes of live objects.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// TestFalseCounts has vectors that claim a huge length. What is allocated has to stay in proportion to the file.
func TestFalseCounts(t *testing.T) {
	payload := wasmtest.Cat(wasmtest.U(uint32(1<<32-1)), make([]byte, 1000))
	for id := wasm.SectionType; id <= wasm.SectionTag; id++ {
		checkAllocates(t, id.String(), wasmtest.Raw(wasmtest.Section(id, payload)), 64<<10)
	}
	inner := map[string][]byte{
		"group":      wasmtest.Section(wasm.SectionType, []byte{1, 0x4e}, payload),
		"parameters": wasmtest.Section(wasm.SectionType, []byte{1, 0x60}, payload),
		"fields":     wasmtest.Section(wasm.SectionType, []byte{1, 0x5f}, payload),
		"functions":  wasmtest.Section(wasm.SectionElement, []byte{1, 1, 0}, payload),
		"exprs":      wasmtest.Section(wasm.SectionElement, []byte{1, 5, 0x70}, payload),
		"br_table":   wasmtest.Section(wasm.SectionGlobal, []byte{1, 0x7f, 0, 0x0e}, payload),
		"select":     wasmtest.Section(wasm.SectionGlobal, []byte{1, 0x7f, 0, 0x1c}, payload),
		"catches":    wasmtest.Section(wasm.SectionGlobal, []byte{1, 0x7f, 0, 0x1f, 0x40}, payload),
		"name":       wasmtest.Section(wasm.SectionImport, []byte{1}, payload),
		"data":       wasmtest.Section(wasm.SectionData, []byte{1, 1}, payload),
	}
	for what, section := range inner {
		checkAllocates(t, what, wasmtest.Raw(section), 64<<10)
	}
	for kind := range byte(12) {
		names := wasmtest.Custom("name", wasmtest.NameSubsection(kind, payload), wasmtest.NameSubsection(kind, []byte{1, 0}, payload))
		checkAllocates(t, fmt.Sprintf("names %d", kind), wasmtest.Raw(names), 64<<10)
	}
	for _, name := range []string{"producers", "build_id", "external_debug_info", "target_features", "metadata.code.branch_hint"} {
		checkAllocates(t, name, wasmtest.Raw(wasmtest.Custom(name, payload)), 64<<10)
	}
}

func checkAllocates(t *testing.T, what string, file []byte, limit uint64) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if m, err := wasm.Decode(file); err == nil {
		everything(m)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > limit {
		t.Errorf("%s: a file of %d bytes makes the reader allocate %d", what, len(file), n)
	}
}

// TestPrograms reads everything in real programs, in which nothing is wrong.
func TestPrograms(t *testing.T) {
	files := fixtures(t)
	if len(files) == 0 {
		t.Skip("NO PROGRAMS in testdata/programs")
	}
	for path, file := range files {
		t.Run(path, func(t *testing.T) {
			m := mustDecode(t, file)
			for _, body := range m.Code {
				if err := readBody(file, body); err != nil {
					t.Fatal(err)
				}
			}
			_, producers := m.Producers()
			_, features := m.TargetFeatures()
			_, sourceMap := m.SourceMappingURL()
			_, hints := m.BranchHints()
			for _, err := range []error{m.Names().Err(), producers, features, sourceMap, hints} {
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
}
