//go:build unix

package filemap

import (
	"errors"
	"os"
	"syscall"
)

func mapFile(path string, size int64) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	data, err := syscall.Mmap(int(f.Fd()), 0, int(size), syscall.PROT_READ, syscall.MAP_PRIVATE)
	return File{data}, err
}

// Close gives up the mapping. The data must not be used afterwards.
func (f File) Close() error {
	err := syscall.Munmap(f.Data)
	if errors.Is(err, syscall.EINVAL) { // it was read
		return nil
	}
	return err
}
