package gosyms_test

import (
	"os"
	"testing"

	"github.com/wdbg/wdbg/symbols/gosyms"
	"github.com/wdbg/wdbg/wasm"
)

// BenchmarkNew opens a large program: one named by WDBG_GO_PROGRAM, such as the Go compiler built for WebAssembly.
func BenchmarkNew(b *testing.B) {
	path := os.Getenv("WDBG_GO_PROGRAM")
	if path == "" {
		path = library
	}
	file, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.StopTimer()
		m, err := wasm.Decode(file)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := gosyms.New(m); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFrames(b *testing.B) {
	m := decode(b, library)
	s, err := gosyms.New(m)
	if err != nil {
		b.Fatal(err)
	}
	end := m.CodeOffsetOf(m.Code[len(m.Code)-1].End)
	at := wasm.CodeOffset(0)
	for b.Loop() {
		s.Frames(nil, at)
		at = (at + 7919) % end
	}
}
