//go:build !linux && !darwin && !freebsd && !windows

package vmem

// maxReserve is small where address space cannot be reserved without being used.
const maxReserve = 1 << 28

func reserve(size int) ([]byte, error) { return make([]byte, size), nil }

func commit([]byte, int, int) error { return nil }

func release([]byte) error { return nil }
