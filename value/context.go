package value

import (
	"encoding/binary"
	"fmt"

	"github.com/wdbg/wdbg/symbols"
)

// Context is what values are read from: a frame of a stopped program, and what is known about the program.
// Only Machine has to be set.
type Context struct {
	Machine symbols.Machine
	// PointerSize is the size of an address in bytes: 4, or 8 for 64-bit memories. 0 means 4.
	PointerSize int
	// Types returns the complete types of a qualified name.
	Types func(qualifiedName string) []*symbols.Type
	// Symbol returns the object of static storage that contains an address, such as a table of virtual functions.
	Symbol func(addr uint64) (Symbol, bool)
	// Func returns the name of the function that a function pointer means: an index of table 0.
	Func func(tableIndex uint64) (name string, ok bool)
	// Stop is polled in long walks; its error ends them.
	Stop func() error
}

// Symbol is an object of static storage.
type Symbol = symbols.DataSymbol

// maxRead bounds how many bytes are read at once.
const maxRead = 16 << 20

// pointerSize returns the size of an address.
func (c *Context) pointerSize() int64 {
	if c != nil && c.PointerSize == 8 {
		return 8
	}
	return 4
}

// Stopped returns the error that ends a long walk, nil where it may go on.
func (c *Context) Stopped() error {
	if c == nil || c.Stop == nil {
		return nil
	}
	return c.Stop()
}

// Read returns n bytes of memory. The error is an *symbols.Unavailable where they are not all in the memory.
func (c *Context) Read(addr, n uint64) ([]byte, error) {
	if c == nil || c.Machine == nil {
		return nil, &symbols.Unavailable{Reason: symbols.NoState, Detail: "there is no machine to read from"}
	}
	if size := c.Machine.MemorySize(); n > size || addr > size-n {
		return nil, outside(addr, n, size)
	}
	if n > maxRead {
		return nil, &symbols.Unavailable{Reason: symbols.Unsupported, Detail: fmt.Sprintf("%d bytes are too many to read at once", n)}
	}
	b := make([]byte, n)
	if err := c.Machine.ReadMemory(b, addr); err != nil {
		return nil, err
	}
	return b, nil
}

// ReadUint returns an unsigned number of 1 to 8 bytes in memory.
func (c *Context) ReadUint(addr uint64, size int) (uint64, error) {
	if size < 1 || size > 8 {
		return 0, &symbols.Unavailable{Reason: symbols.Unsupported, Detail: fmt.Sprintf("number of %d bytes", size)}
	}
	b, err := c.Read(addr, uint64(size))
	if err != nil {
		return 0, err
	}
	return leUint(b), nil
}

// ReadPointer returns an address in memory.
func (c *Context) ReadPointer(addr uint64) (uint64, error) {
	return c.ReadUint(addr, int(c.pointerSize()))
}

// outside is the error of n bytes at addr that are not all in a memory of size bytes.
func outside(addr, n, size uint64) error {
	if addr < size {
		return &symbols.Unavailable{Reason: symbols.OutsideMemory,
			Detail: fmt.Sprintf("%d bytes at 0x%x reach outside memory 0, which ends at 0x%x", n, addr, size)}
	}
	return &symbols.Unavailable{Reason: symbols.OutsideMemory, Detail: fmt.Sprintf("address 0x%x outside memory 0", addr)}
}

// leUint returns the little-endian number in up to 8 bytes.
func leUint(b []byte) uint64 {
	var p [8]byte
	copy(p[:], b)
	return binary.LittleEndian.Uint64(p[:])
}
