// Package filemap maps files into memory: what is never looked at is never read.
package filemap

import "os"

// File is a file in memory. It must not be written to.
type File struct{ Data []byte }

// Open maps a file of a size greater than 0, or reads it where that cannot be done. If the file shrinks while it is mapped, reading
// it faults; see Guard.
func Open(path string, size int64) (File, error) {
	if f, err := mapFile(path, size); err == nil {
		return f, nil
	}
	data, err := os.ReadFile(path) // not all file systems can map
	return File{data}, err
}
