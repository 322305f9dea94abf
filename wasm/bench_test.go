package wasm_test

import (
	"os"
	"testing"

	"github.com/wdbg/wdbg/wasm"
)

// BenchmarkDecode reads the module that WDBG_BENCH_MODULE names, such as a large program's.
func BenchmarkDecode(b *testing.B) {
	file := benchModule(b)
	b.Run("Decode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := wasm.Decode(file); err != nil {
				b.Fatal(err)
			}
		}
	})
	m, err := wasm.Decode(file)
	if err != nil {
		b.Fatal(err)
	}
	last := wasm.FuncIndex(m.NumFuncs() - 1)
	b.Run("FirstName", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			fresh := wasm.Module{Bytes: m.Bytes, Sections: m.Sections}
			fresh.Names().Func(last)
		}
	})
	b.Run("NextName", func(b *testing.B) {
		b.ReportAllocs()
		names := m.Names()
		for b.Loop() {
			names.Func(last)
		}
	})
	b.Run("Instructions", func(b *testing.B) {
		b.SetBytes(int64(len(file)))
		for b.Loop() {
			for _, body := range m.Code {
				if err := readBody(file, body); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

func benchModule(b *testing.B) []byte {
	path := os.Getenv("WDBG_BENCH_MODULE")
	if path == "" {
		b.Skip("WDBG_BENCH_MODULE does not name a module to read")
	}
	file, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	return file
}
