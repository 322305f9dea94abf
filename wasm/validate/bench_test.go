package validate_test

import (
	"context"
	"os"
	"testing"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/validate"
)

// BenchmarkAll validates the module that WDBG_BENCH_MODULE names, with one worker. The rate is per byte of the file.
func BenchmarkAll(b *testing.B) {
	m := benchModule(b)
	b.Run("1worker", func(b *testing.B) { benchAll(b, m, 1) })
	b.Run("parallel", func(b *testing.B) { benchAll(b, m, 0) })
}

func benchModule(b *testing.B) *wasm.Module {
	b.Helper()
	path := os.Getenv("WDBG_BENCH_MODULE")
	if path == "" {
		b.Skip("WDBG_BENCH_MODULE names no module")
	}
	file, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	m, err := wasm.Decode(file)
	if err != nil {
		b.Fatal(err)
	}
	return m
}

func benchAll(b *testing.B, m *wasm.Module, workers int) {
	b.SetBytes(int64(len(m.Bytes)))
	b.ReportAllocs()
	for b.Loop() {
		c, err := validate.Module(m)
		if err != nil {
			b.Fatal(err)
		}
		if err := c.All(context.Background(), workers); err != nil {
			b.Fatal(err)
		}
	}
}
