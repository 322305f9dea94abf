package dap

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// maxRead bounds the bytes of one answer.
const maxRead = 8 << 20

// parseMemory reads a reference: see memoryRef.
func parseMemory(text string) (m memoryRef, err error) {
	bad := fmt.Errorf("%.60q is no place in memory", text)
	addr := text
	if parts := strings.Split(text, ":"); len(parts) == 3 {
		inst, err1 := strconv.ParseUint(parts[0], 10, 31)
		mem, err2 := strconv.ParseUint(parts[1], 10, 32)
		if err1 != nil || err2 != nil {
			return m, bad
		}
		m.instance, m.memory, addr = target.InstanceID(inst), uint32(mem), parts[2]
	}
	if m.addr, err = strconv.ParseUint(addr, 0, 64); err != nil {
		return m, bad
	}
	return m, nil
}

// place returns the memory of a reference, and the address that is an offset away from it. Before is how many bytes of the range lie before the memory.
func (in *inspection) place(text string, offset int) (m memoryRef, size uint64, before uint64, err error) {
	if m, err = parseMemory(text); err != nil {
		return m, 0, 0, err
	}
	if _, ok := in.v.Instance(m.instance); !ok {
		return m, 0, 0, fmt.Errorf("module %d of %.60q is not loaded", m.instance, text)
	}
	list := in.v.Target().Memories(m.instance)
	if uint64(m.memory) >= uint64(len(list)) {
		return m, 0, 0, fmt.Errorf("there is no memory %d in module %d", m.memory, m.instance)
	}
	size = list[m.memory].Size
	switch {
	case offset < 0 && uint64(-int64(offset)) > m.addr:
		before = uint64(-int64(offset)) - m.addr
		m.addr = 0
	case offset < 0:
		m.addr -= uint64(-int64(offset))
	default:
		if m.addr += uint64(offset); m.addr < uint64(offset) {
			return m, 0, 0, errors.New("the address is beyond 64 bits")
		}
	}
	return m, size, before, nil
}

// readMemory reads bytes of a memory.
func (c *conn) readMemory(r *request, a *proto.ReadMemoryArguments) (any, error) {
	if a.Count < 0 {
		return nil, fmt.Errorf("count %d: it cannot be negative", a.Count)
	}
	var body proto.ReadMemoryResponseBody
	err := c.inspect(r, func(in *inspection) error {
		m, size, before, err := in.place(a.MemoryReference, a.Offset)
		if err != nil {
			return err
		}
		body.Address = addressText(m.addr)
		count := uint64(a.Count)
		if before > 0 { // what lies before the memory cannot be read, nor can it be addressed
			body.UnreadableBytes = int(min(before, count))
			return nil
		}
		n := uint64(0)
		if m.addr < size {
			n = min(count, size-m.addr)
		}
		body.UnreadableBytes = int(count - n)
		if n == 0 {
			return nil
		}
		p := make([]byte, min(n, maxRead))
		if err := in.v.Target().ReadMemory(m.instance, wasm.MemoryIndex(m.memory), p, m.addr); err != nil {
			return err
		}
		if n > maxRead { // there is more, for another request
			body.UnreadableBytes = 0
		}
		body.Data = base64.StdEncoding.EncodeToString(p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return body, nil
}

// writeMemory changes bytes of a memory.
func (c *conn) writeMemory(r *request, a *proto.WriteMemoryArguments) (any, error) {
	data, err := base64.StdEncoding.DecodeString(a.Data)
	if err != nil {
		return nil, fmt.Errorf("data is not in base 64: %w", err)
	}
	body := proto.WriteMemoryResponseBody{}
	err = c.inspect(r, func(in *inspection) error {
		m, size, before, err := in.place(a.MemoryReference, a.Offset)
		if err != nil {
			return err
		}
		room := uint64(0)
		if before == 0 && m.addr < size {
			room = min(size-m.addr, uint64(len(data)))
		}
		if room < uint64(len(data)) && !a.AllowPartial {
			return fmt.Errorf("%d bytes at %s do not fit: the memory has 0x%x bytes", len(data), addressText(m.addr), size)
		}
		if in.v.Target().Mutate == nil {
			return debugger.ErrFixed
		}
		if room == 0 {
			return nil
		}
		inst, _ := in.v.Instance(m.instance)
		if err := in.v.WriteMemory(inst, wasm.MemoryIndex(m.memory), data[:room], m.addr); err != nil {
			return err
		}
		body.BytesWritten = int(room)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return body, nil
}
