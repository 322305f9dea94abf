package filemap

import (
	"os"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// chunk is how much is read at once, in bytes: a multiple of the size of pages.
const chunk = 4 << 20

// delay is how long the file is left mapped, so that reading it does not hold up who wants to start.
const delay = 300 * time.Millisecond

// loadLarge maps a file and reads it in the background.
func loadLarge(path string, size int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	base, err := unix.MmapPtr(int(f.Fd()), 0, nil, uintptr(size), unix.PROT_READ, unix.MAP_PRIVATE)
	if err != nil {
		f.Close()
		return nil, err
	}
	time.AfterFunc(delay, func() {
		defer f.Close()
		for off := int64(0); off < size; off += chunk {
			if readOver(f, base, off, min(chunk, size-off)) != nil {
				return // the mapping is as good, until somebody changes the file
			}
		}
	})
	return unsafe.Slice((*byte)(base), size), nil
}

// readOver reads a part of a file into memory of its own and puts that in the place of the mapping, in one step.
func readOver(f *os.File, base unsafe.Pointer, off, n int64) error {
	own, err := unix.MmapPtr(-1, 0, nil, uintptr(n), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	if err != nil {
		return err
	}
	_, err = f.ReadAt(unsafe.Slice((*byte)(own), n), off)
	if err == nil {
		_, err = unix.MremapPtr(own, uintptr(n), unsafe.Add(base, off), uintptr(n), unix.MREMAP_MAYMOVE|unix.MREMAP_FIXED)
	}
	if err != nil {
		_ = unix.MunmapPtr(own, uintptr(n)) // the first error is the one to tell
	}
	return err
}
