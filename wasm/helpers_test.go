package wasm_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// mustDecode decodes a file that has to be a module.
func mustDecode(t testing.TB, file []byte) *wasm.Module {
	t.Helper()
	m, err := wasm.Decode(file)
	if err != nil {
		t.Fatalf("Decode: %v\nfile: % x", err, file[:min(len(file), 200)])
	}
	return m
}

// asError returns err as the *wasm.Error it has to be.
func asError(t testing.TB, err error) *wasm.Error {
	t.Helper()
	var e *wasm.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v (%T), want a *wasm.Error", err, err)
	}
	return e
}

// checkError compares an error with the section, offset and start of the message it should have.
func checkError(t *testing.T, err error, section string, off wasm.FileOffset, msg string) {
	t.Helper()
	if err == nil {
		t.Fatalf("got no error, want %q at 0x%x in section %q", msg, uint64(off), section)
	}
	if e := asError(t, err); e.Section != section || e.Offset != off || !strings.HasPrefix(e.Msg, msg) {
		t.Errorf("got  %v\nwant section %q, offset 0x%x, %q...", e, section, uint64(off), msg)
	}
}

// readBody reads a function body's locals and instructions up to the end that belongs to it, which has to be the
// last byte. It follows nesting as far as the encoding needs it.
func readBody(file []byte, body wasm.Body) error {
	var r wasm.InstrReader
	r.Reset(file, body.Start, body.End)
	if err := r.Locals(func(uint32, wasm.ValType) error { return nil }); err != nil {
		return err
	}
	depth := 1
	for depth > 0 && r.Next() {
		switch r.Op {
		case op.Block, op.Loop, op.If, op.Try, op.TryTable:
			depth++
		case op.End, op.Delegate:
			depth--
		}
	}
	switch {
	case r.Err() != nil:
		return r.Err()
	case depth > 0:
		return fmt.Errorf("offset 0x%x: END opcode expected", uint64(r.Pos()))
	case r.More():
		return fmt.Errorf("offset 0x%x: bytes after the final end", uint64(r.Pos()))
	}
	return nil
}

// fixtures returns the committed example programs, by path.
func fixtures(t testing.TB) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	root := filepath.Join("..", "testdata", "programs")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".wasm" {
			return err
		}
		file, err := os.ReadFile(path)
		files[path] = file
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}
