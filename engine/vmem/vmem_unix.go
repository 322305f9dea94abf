//go:build linux || darwin || freebsd

package vmem

import "syscall"

// maxReserve bounds one reservation, well inside the 47 bits of user address space.
const maxReserve = 1 << 40

func reserve(size int) ([]byte, error) {
	return syscall.Mmap(-1, 0, size, syscall.PROT_NONE, syscall.MAP_ANON|syscall.MAP_PRIVATE|mapNoReserve)
}

func commit(base []byte, from, to int) error {
	return syscall.Mprotect(base[from:to], syscall.PROT_READ|syscall.PROT_WRITE)
}

func release(base []byte) error { return syscall.Munmap(base) }
