package gauge

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// Module is how large the parts of a module are, in bytes.
type Module struct {
	Size, Code, Debug int64
	Funcs             uint64
}

// String says it, in megabytes.
func (m Module) String() string {
	return fmt.Sprintf("%.1f MB, %.1f MB of it debug information, %.1f MB code, %d functions", Megabytes(m.Size), Megabytes(m.Debug), Megabytes(m.Code), m.Funcs)
}

// Megabytes returns a size in units of 10^6 bytes.
func Megabytes(bytes int64) float64 { return float64(bytes) / 1e6 }

// ReadModule reads the headers of a module's sections. It does not read the module as a whole: the memory that this process once
// had counts for its children.
func ReadModule(path string) (p Module, err error) {
	f, err := os.Open(path)
	if err != nil {
		return p, err
	}
	defer f.Close()
	if p.Size, err = f.Seek(0, io.SeekEnd); err != nil {
		return p, err
	}
	for at := int64(8); at < p.Size; {
		head := make([]byte, 128)
		n, err := f.ReadAt(head, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return p, err
		}
		length, used := binary.Uvarint(head[1:n])
		start := at + 1 + int64(used)
		if used <= 0 || length > uint64(p.Size-start) {
			return p, fmt.Errorf("malformed section at offset %d", at)
		}
		p.section(head[0], head[1+used:n], int64(length))
		at = start + int64(length)
	}
	if p.Code == 0 {
		return p, errors.New("it has no code")
	}
	return p, nil
}

// section adds a section, given by its beginning and its length.
func (p *Module) section(id byte, payload []byte, length int64) {
	number, used := binary.Uvarint(payload)
	switch {
	case id == 10:
		p.Code, p.Funcs = length, number
	case id == 0 && used > 0 && strings.HasPrefix(string(payload[used:]), ".debug_"):
		p.Debug += length
	}
}
