package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

// watchedKernels are those that access memory a lot, and what makes them run for about a tenth of a second.
func watchedKernels() []kernel {
	return []kernel{{name: "matmul", size: 100}, {name: "sorthash", size: 20_000}, {name: "json", size: 300}, {name: "fannkuch", size: 7},
		{name: "sha256", size: 60}, {name: "strings", size: 4}, {name: "nbody", size: 15_000}}
}

// timeWatched runs a kernel with watches of 8 bytes that nothing accesses, of some accesses; 0: none.
func timeWatched(b *testing.B, m *wasm.Module, k kernel, a engine.Access) time.Duration {
	b.Helper()
	var s streams
	w, err := newWorld(input{args: []string{k.name, fmt.Sprint(k.size)}}, &s)
	if err != nil {
		b.Fatal(err)
	}
	defer w.close()
	thread, err := w.start(m)
	if err != nil {
		b.Fatal(err)
	}
	memory := w.store.Instances[0].Memories[0]
	if a != 0 {
		watch := &engine.Watch{Memory: memory, Addr: 512, Size: 8, Access: a, Fire: func(*engine.Thread, *engine.WatchHit) engine.ProbeAction {
			b.Error("something accesses the watched bytes")
			return engine.ProbeContinue
		}}
		if err := w.store.SetWatches([]*engine.Watch{watch}); err != nil {
			b.Fatal(err)
		}
	}
	start := time.Now()
	if stop := w.store.Resume(thread); stop.Kind != engine.StopDone && stop.Kind != engine.StopExit {
		b.Fatalf("stopped: %+v", stop)
	}
	return time.Since(start)
}

// BenchmarkWatch tells how much slower a watch of 8 bytes makes kernels: the shortest run with it as a multiple of the shortest without, of
// runs in turn.
func BenchmarkWatch(b *testing.B) {
	for _, k := range watchedKernels() {
		for _, optimisation := range optimisations() {
			b.Run(k.name+"_"+optimisation, func(b *testing.B) {
				file, err := k.file(optimisation)
				if err != nil {
					b.Fatal(err)
				}
				m, err := wasm.Decode(file)
				if err != nil {
					b.Fatal(err)
				}
				var best [4]time.Duration
				for b.Loop() {
					for _, a := range []engine.Access{0, engine.Write, engine.Read | engine.Write} {
						if t := timeWatched(b, m, k, a); best[a] == 0 || t < best[a] {
							best[a] = t
						}
					}
				}
				b.ReportMetric(float64(best[engine.Write])/float64(best[0]), "write/none")
				b.ReportMetric(float64(best[engine.Read|engine.Write])/float64(best[0]), "access/none")
				b.ReportMetric(float64(best[0].Microseconds()), "µs/none")
			})
		}
	}
}
