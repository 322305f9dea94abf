package programs

import (
	"path/filepath"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/wasm"
)

// TestArrayCopySelf copies arrays of references onto themselves while garbage is collected. With the build tag
// wdbgdebug the heap is checked within and after each of the collections, otherwise at the end.
func TestArrayCopySelf(t *testing.T) {
	for _, test := range []struct {
		export string
		rounds uint32
		want   string
		// collections is how many there are at least.
		collections uint64
	}{
		{"run", 100_000, "10", 0},
		{"run_with_garbage", 1_000_000, "10", 20},
		{"run_cycle", 1_000_000, "11", 20},
	} {
		t.Run(test.export, func(t *testing.T) {
			store := engine.NewStore(engine.Config{Tier: interp.New(), MaxMemory: 1 << 20})
			defer store.Close()
			inst := instantiate(t, store, filepath.Join("wat", "array_copy_self", "main.wasm"))
			f, ok := inst.ExportedFunc(test.export)
			if !ok {
				t.Fatal("no such function")
			}
			results, err := store.Invoke(f, engine.I32Value(test.rounds))
			if err != nil {
				t.Fatal(err)
			}
			if len(results) != 1 || results[0].String() != test.want {
				t.Errorf("results %v, want %s", results, test.want)
			}
			checkHeap(t, store, test.collections)
		})
	}
}

func checkHeap(t *testing.T, store *engine.Store, collections uint64) {
	t.Helper()
	if n := store.Heap.Stats().Collections; n < collections {
		t.Errorf("%d collections, want at least %d", n, collections)
	}
	if err := store.Heap.CheckInvariants(); err != nil {
		t.Errorf("when the program has ended: %v", err)
	}
	store.Collect()
	if err := store.Heap.CheckInvariants(); err != nil {
		t.Errorf("after the last collection: %v", err)
	}
	if n := store.Heap.Stats().Objects; n != 0 {
		t.Errorf("%d objects are left that nothing refers to", n)
	}
}

// instantiate loads a fixture that imports nothing.
func instantiate(t *testing.T, store *engine.Store, path string) *engine.Instance {
	t.Helper()
	m, err := wasm.Decode(readFile(t, filepath.Join(repository(t), "testdata", "programs", path)))
	if err != nil {
		t.Fatal(err)
	}
	inst, err := store.Instantiate(m, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return inst
}
