//go:build !unix

package load

import "os"

// mapped is a file in memory.
type mapped struct{ data []byte }

// mapFile reads a file: where there is no portable way to map it.
func mapFile(path string, _ int64) (mapped, error) {
	data, err := os.ReadFile(path)
	return mapped{data}, err
}

func (m mapped) unmap() error { return nil }
