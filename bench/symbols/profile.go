package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// profile is how large the parts of a module are, in bytes.
type profile struct {
	size, code, debug int64
	funcs             uint64
}

// profileOf reads the headers of a module's sections. It does not read the module as a whole: the memory that this process once
// had counts for its children.
func profileOf(path string) (p profile, err error) {
	f, err := os.Open(path)
	if err != nil {
		return p, err
	}
	defer f.Close()
	if p.size, err = f.Seek(0, io.SeekEnd); err != nil {
		return p, err
	}
	for at := int64(8); at < p.size; {
		head := make([]byte, 128)
		n, err := f.ReadAt(head, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return p, err
		}
		length, used := binary.Uvarint(head[1:n])
		start := at + 1 + int64(used)
		if used <= 0 || length > uint64(p.size-start) {
			return p, fmt.Errorf("malformed section at offset %d", at)
		}
		p.section(head[0], head[1+used:n], int64(length))
		at = start + int64(length)
	}
	if p.code == 0 {
		return p, errors.New("it has no code")
	}
	return p, nil
}

// section adds a section, given by its beginning and its length.
func (p *profile) section(id byte, payload []byte, length int64) {
	number, used := binary.Uvarint(payload)
	switch {
	case id == 10:
		p.code, p.funcs = length, number
	case id == 0 && used > 0 && strings.HasPrefix(string(payload[used:]), ".debug_"):
		p.debug += length
	}
}
