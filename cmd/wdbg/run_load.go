package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/wdbg/wdbg/wasm"
)

// loaded is a decoded module.
type loaded struct {
	module *wasm.Module
	// name is the name of the instance: of a linked module the one it is linked under.
	name, path string
}

// load checks the flags that name files and reads the modules, the program's own last.
func (s *session) load() ([]loaded, error) {
	for _, d := range s.dirs {
		if _, err := parseDir(d); err != nil {
			return nil, err
		}
	}
	var modules []loaded
	seen := map[string]bool{}
	for _, l := range s.links {
		name, path, ok := strings.Cut(l, "=")
		if !ok || name == "" || path == "" {
			return nil, usagef("--link %q: must be NAME=MODULE", l)
		}
		if path == "-" {
			return nil, usagef("--link %q: standard input is for MODULE", l)
		}
		if seen[name] {
			return nil, usagef("--link: two modules for the name %q", name)
		}
		seen[name] = true
		m, err := decodeFile(path, nil, s.read)
		if err != nil {
			return nil, err
		}
		modules = append(modules, loaded{m, name, path})
	}
	m, err := decodeFile(s.module, s.stdin, s.read)
	if err != nil {
		return nil, err
	}
	return append(modules, loaded{m, moduleName(s.module), s.module}), nil
}

// decodeFile reads a module with a function from a file or, for "-", from stdin.
func decodeFile(path string, stdin io.Reader, read func(path string) ([]byte, error)) (*wasm.Module, error) {
	file, err := readModule(path, stdin, read)
	if err != nil {
		return nil, err
	}
	m, err := wasm.Decode(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

func readModule(path string, stdin io.Reader, read func(path string) ([]byte, error)) ([]byte, error) {
	if path == "-" {
		file, err := io.ReadAll(stdin)
		if err != nil {
			return nil, fmt.Errorf("standard input: %w", err)
		}
		return file, nil
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, notFound(path)
	case err == nil && info.IsDir():
		return nil, fmt.Errorf("%s is a directory, not a module", path)
	}
	file, err := read(path)
	if err != nil {
		return nil, err
	}
	return file, nil
}

func notFound(path string) error {
	if _, err := os.Stat(path + ".wasm"); err == nil {
		return fmt.Errorf("%s: no such file; did you mean %s.wasm?", path, path)
	}
	return fmt.Errorf("%s: no such file", path)
}
