package wasi

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
)

// Bounds on what a trace shows of strings and arrays of buffers.
const (
	maxShown   = 32
	maxBuffers = 4
	unlimited  = ^uint32(0)
	iovecSize  = 8
)

// bytes writes a range of memory as a quoted string, cut where it is long.
func (l *line) bytes(addr, size uint32) {
	b, ok := span(l.call.Memory(), addr, size)
	if !ok {
		l.printf("0x%x+%d (out of bounds)", addr, size)
		return
	}
	if len(b) > maxShown {
		l.printf("%q…", b[:maxShown])
		return
	}
	l.printf("%q", b)
}

// buffers writes the content of an array of buffers, up to count bytes in all.
func (l *line) buffers(addr, n, count uint32) {
	l.printf("[")
	for i := range n {
		if count == 0 {
			break
		}
		if i > 0 {
			l.printf(", ")
		}
		if i == maxBuffers {
			l.printf("…")
			break
		}
		vec, ok := span(l.call.Memory(), addr+i*iovecSize, iovecSize)
		if !ok {
			l.printf("0x%x (out of bounds)", addr+i*iovecSize)
			break
		}
		size := min(binary.LittleEndian.Uint32(vec[4:]), count)
		l.bytes(binary.LittleEndian.Uint32(vec), size)
		if count != unlimited {
			count -= size
		}
	}
	l.printf("]")
}

// bufferSize returns the size of an array of buffers.
func (l *line) bufferSize(addr, n uint32) (size uint64) {
	vecs, ok := span(l.call.Memory(), addr, n*iovecSize)
	for ; ok && len(vecs) > 0; vecs = vecs[iovecSize:] {
		size += uint64(binary.LittleEndian.Uint32(vecs[4:]))
	}
	return size
}

// result writes what the call has written to an address, and returns it if it is a count.
func (l *line) result(p param, addr uint32) (count uint32) {
	size := map[kind]uint32{res16: 2, res32: 4, res64: 8, resDescr: 4, resFdstat: 24, resFilestat: 64, resPrestat: 8}[p.kind]
	b, ok := span(l.call.Memory(), addr, size)
	if !ok {
		return 0
	}
	l.printf(" %s=", p.name)
	switch p.kind {
	case res16:
		l.printf("%d", binary.LittleEndian.Uint16(b))
	case res32:
		count = binary.LittleEndian.Uint32(b)
		l.printf("%d", count)
	case resDescr:
		l.printf("%d", int32(binary.LittleEndian.Uint32(b)))
	case res64:
		l.printf("%d", binary.LittleEndian.Uint64(b))
	case resFdstat:
		l.printf("{%s, flags=%s}", filetype(b[0]), symbol(argFdflags, uint32(binary.LittleEndian.Uint16(b[2:]))))
	case resFilestat:
		l.printf("{%s, size=%d}", filetype(b[16]), binary.LittleEndian.Uint64(b[32:]))
	case resPrestat:
		l.printf("{dir, name_len=%d}", binary.LittleEndian.Uint32(b[4:]))
	}
	return count
}

// symbol returns the text of a value of an enumeration or a set of flags.
func symbol(k kind, v uint32) string {
	switch k {
	case argClockID:
		return enum(v, "realtime", "monotonic", "process_cputime", "thread_cputime")
	case argWhence:
		return enum(v, "set", "cur", "end")
	case argAdvice:
		return enum(v, "normal", "sequential", "random", "willneed", "dontneed", "noreuse")
	case argOflags:
		return flags(v, "creat", "directory", "excl", "trunc")
	case argFdflags:
		return flags(v, "append", "dsync", "nonblock", "rsync", "sync")
	case argLookup:
		return flags(v, "symlink_follow")
	case argFstflags:
		return flags(v, "atim", "atim_now", "mtim", "mtim_now")
	}
	return strconv.FormatUint(uint64(v), 10)
}

func filetype(b byte) string {
	return enum(uint32(b), "unknown", "block_device", "character_device", "directory", "regular_file",
		"socket_dgram", "socket_stream", "symbolic_link")
}

func enum(v uint32, names ...string) string {
	if uint64(v) < uint64(len(names)) {
		return names[v]
	}
	return strconv.FormatUint(uint64(v), 10)
}

func flags(v uint32, names ...string) string {
	var set []string
	for i, name := range names {
		if v&(1<<i) != 0 {
			set = append(set, name)
			v &^= 1 << i
		}
	}
	if v != 0 || len(set) == 0 {
		set = append(set, fmt.Sprintf("0x%x", v))
	}
	return strings.Join(set, "|")
}

// printable returns a text from a guest with control characters escaped.
func printable(s string) string {
	q := strconv.Quote(s)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
}
