package vmem

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

const maxReserve = 1 << 40

func reserve(size int) ([]byte, error) {
	addr, err := windows.VirtualAlloc(0, uintptr(size), windows.MEM_RESERVE, windows.PAGE_NOACCESS)
	if err != nil {
		return nil, err
	}
	return unsafe.Slice(pointerAt(addr), size), nil
}

// pointerAt turns the address of memory that Go does not manage into a pointer.
func pointerAt(addr uintptr) *byte { return *(**byte)(unsafe.Pointer(&addr)) }

func commit(base []byte, from, to int) error {
	addr := uintptr(unsafe.Pointer(&base[from]))
	_, err := windows.VirtualAlloc(addr, uintptr(to-from), windows.MEM_COMMIT, windows.PAGE_READWRITE)
	return err
}

func release(base []byte) error {
	return windows.VirtualFree(uintptr(unsafe.Pointer(&base[0])), 0, windows.MEM_RELEASE)
}
