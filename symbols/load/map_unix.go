//go:build unix

package load

import (
	"os"
	"syscall"
)

// mapped is a file in memory.
type mapped struct{ data []byte }

// mapFile maps a file of a size.
func mapFile(path string, size int64) (mapped, error) {
	f, err := os.Open(path)
	if err != nil {
		return mapped{}, err
	}
	defer f.Close()
	data, err := syscall.Mmap(int(f.Fd()), 0, int(size), syscall.PROT_READ, syscall.MAP_PRIVATE)
	return mapped{data}, err
}

func (m mapped) unmap() error { return syscall.Munmap(m.data) }
