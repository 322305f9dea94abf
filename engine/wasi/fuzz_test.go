package wasi

import (
	"encoding/binary"
	"io"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

// FuzzCalls performs calls with arbitrary arguments on an arbitrary memory, traced: nothing may panic or hang.
func FuzzCalls(f *testing.F) {
	list := calls()
	for i := range list {
		f.Add(uint8(i), []byte("\x01\x08\x01\x04\x00\x00\x00\x00\x10\x00\x00\x00\x05"))
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		c := list[int(which)%len(list)]
		g := newGuest(t, Config{Args: []string{"a"}, Env: []string{"A=b"}})
		g.sys.Interrupt(engine.TrapInterrupted) // nothing waits
		args := make([]uint64, len(c.params))
		for i := range args {
			if len(data) > 0 {
				args[i] = uint64(data[0])
				data = data[1:]
			}
			if args[i] >= 0xf0 && len(data) >= 8 {
				args[i] = binary.LittleEndian.Uint64(data)
				data = data[8:]
			}
			if c.params[i].kind.valType() == wasm.I32 {
				args[i] = uint64(uint32(args[i]))
			}
		}
		copy(g.mem(), data)
		_, _ = g.try(NewTracer(engine.OpenGate{}, io.Discard), c.name, args...)
	})
}
