package filemap

import "os"

// largeFile is the size, in bytes, from which on reading a file takes a time that a person notices.
const largeFile = 32 << 20

// Load returns the content of a file, to be read and not written to. Unlike that of Open it stays what it is when the file is changed later. A
// large file is there at once, where the system can do that: it is mapped, and read in the background into the place of the mapping.
// What it takes is then not freed before the process ends.
func Load(path string) ([]byte, error) {
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Size() >= largeFile {
		if data, err := loadLarge(path, info.Size()); err == nil {
			return data, nil
		}
	}
	return os.ReadFile(path)
}
