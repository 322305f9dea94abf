package enginetest_test

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/enginetest"
	"github.com/wdbg/wdbg/internal/wasmgen"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
)

// usage is what a process holds.
type usage struct {
	goroutines int
	files      int    // -1 where the system does not tell
	mapped     uint64 // address space in bytes; 0 where the system does not tell
}

func measure(t *testing.T) usage {
	t.Helper()
	u := usage{files: -1}
	// Goroutines end a moment after what they worked for.
	for range 10_000 {
		if u.goroutines = runtime.NumGoroutine(); u.goroutines <= 2 {
			break
		}
		runtime.Gosched()
	}
	if files, err := os.ReadDir("/proc/self/fd"); err == nil {
		u.files = len(files)
	}
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		_, rest, _ := bytes.Cut(status, []byte("VmSize:"))
		var kib uint64
		if _, err := fmt.Sscan(string(rest), &kib); err == nil {
			u.mapped = kib << 10
		}
	}
	return u
}

// checkUsage compares with an earlier measurement. The Go runtime maps some memory for itself.
func checkUsage(t *testing.T, before usage) {
	t.Helper()
	const slack = 1 << 30
	after := measure(t)
	if after.goroutines > before.goroutines {
		t.Errorf("%d goroutines, before there were %d", after.goroutines, before.goroutines)
	}
	if after.files > before.files {
		t.Errorf("%d open files, before there were %d", after.files, before.files)
	}
	if after.mapped > before.mapped+slack {
		t.Errorf("%d MiB of address space, before there were %d", after.mapped>>20, before.mapped>>20)
	}
}

// malformed returns a module damaged in one of several ways.
func malformed(seed uint64) []byte {
	file := wasmgen.Generate(wasmgen.Bytes(seed, 500), wasmgen.Config{Features: enginetest.Features(seed)}).Bytes
	at := int(seed*7919) % len(file)
	switch seed % 5 {
	case 0:
		return file[:at]
	case 1:
		file[at] ^= 1 << (seed % 8)
		return file
	case 2:
		return append(file, 0xff, 0x00)
	case 3: // an import whose name is no UTF-8
		return wasmtest.Raw(wasmtest.Section(wasm.SectionImport, wasmtest.Vec(
			wasmtest.Cat(wasmtest.Name("m\xff\xfe"), wasmtest.Name("n"), []byte{2, 0}, wasmtest.U(seed)))))
	}
	// A name that is longer than its section, behind a memory.
	return wasmtest.Raw(
		wasmtest.Section(wasm.SectionMemory, wasmtest.Vec([]byte{0, 1})),
		wasmtest.Section(wasm.SectionExport, []byte{1, 200, 1, 'a'}))
}

// instantiate loads a module into a store of its own, as far as it goes.
func instantiate(file []byte) error {
	s := engine.NewStore(engine.Config{Tier: newTier(), Fuel: 1000})
	defer s.Close()
	m, err := wasm.Decode(file)
	if err != nil {
		return err
	}
	host := s.NewHostFunc(&engine.HostFunc{Type: wasmgen.HostType(), Call: func(*engine.Call) error { return nil }})
	_, err = s.Instantiate(m, "", func(string, string) (engine.Extern, bool) { return host, true })
	return err
}

// TestNoLeakMalformed loads 1,000 malformed modules.
func TestNoLeakMalformed(t *testing.T) {
	before := measure(t)
	rejected := 0
	for seed := range uint64(1000) {
		if instantiate(malformed(seed)) != nil {
			rejected++
		}
	}
	if rejected < 800 { // a flipped bit may leave a valid module
		t.Errorf("only %d of 1000 modules were rejected", rejected)
	}
	checkUsage(t, before)
}

// TestNoLeakStores makes and closes 1,000 stores with an instance that has run.
func TestNoLeakStores(t *testing.T) {
	m := wasmgen.Generate(wasmgen.Bytes(5, 3000), wasmgen.Config{Features: wasmgen.All})
	unbounded := wasmtest.New()
	unbounded.Memory(wasm.Limits{Min: 1})
	unbounded.Memory(wasm.Limits{Min: 1, Is64: true})
	before := measure(t)
	for range 1000 {
		cfg := enginetest.Config(newTier())
		cfg.Fuel = 2000
		if _, err := enginetest.Execute(m, enginetest.Options{Config: cfg}); err != nil {
			t.Fatal(err)
		}
		if err := instantiate(unbounded.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	checkUsage(t, before)
}
