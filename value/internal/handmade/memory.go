package handmade

import (
	"encoding/binary"
	"fmt"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// Memory is a machine that has nothing but a memory, and globals.
type Memory struct {
	Bytes   []byte
	Globals []symbols.Word
	Reads   int // calls of ReadMemory
}

// Local implements symbols.Machine.
func (m *Memory) Local(i uint32) (symbols.Word, error) {
	return symbols.Word{}, fmt.Errorf("no local %d", i)
}

// Operand implements symbols.Machine.
func (m *Memory) Operand(i uint32) (symbols.Word, error) {
	return symbols.Word{}, fmt.Errorf("no operand %d", i)
}

// Global implements symbols.Machine.
func (m *Memory) Global(i uint32) (symbols.Word, error) {
	if int(i) >= len(m.Globals) {
		return symbols.Word{}, fmt.Errorf("no global %d", i)
	}
	return m.Globals[i], nil
}

// MemorySize implements symbols.Machine.
func (m *Memory) MemorySize() uint64 { return uint64(len(m.Bytes)) }

// ReadMemory implements symbols.Machine.
func (m *Memory) ReadMemory(p []byte, addr uint64) error {
	m.Reads++
	if n := uint64(len(m.Bytes)); addr > n || uint64(len(p)) > n-addr {
		return fmt.Errorf("read of %d bytes at 0x%x", len(p), addr)
	}
	copy(p, m.Bytes[addr:])
	return nil
}

// Put writes numbers, little end first, and texts at an address: an int takes 4 bytes.
func (m *Memory) Put(addr int, what ...any) *Memory {
	for _, x := range what {
		var b []byte
		switch x := x.(type) {
		case string:
			b = []byte(x)
		case int:
			b = binary.LittleEndian.AppendUint32(nil, uint32(x))
		default:
			b, _ = binary.Append(nil, binary.LittleEndian, x)
		}
		addr += copy(m.Bytes[addr:], b)
	}
	return m
}

// At returns the value of a type at an address.
func (m *Memory) At(addr uint64, t *symbols.Type) value.Value {
	return value.New(&value.Context{Machine: m}, t, symbols.Memory(addr))
}

// Text returns what a formatter shows of a value at an address, as a line.
func (m *Memory) Text(f value.Formatter, addr uint64, t *symbols.Type) string {
	p := value.Printer{Formatters: value.Formatters{f}, MaxElements: 10}
	return p.Text(m.At(addr, t))
}
