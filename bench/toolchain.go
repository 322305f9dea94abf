package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// toolchain builds programs of the Go distribution for WASI.
type toolchain struct{ dir string }

// newToolchain returns a toolchain that keeps what it builds in a directory, "" for one in the user's cache.
func newToolchain(dir string) (toolchain, error) {
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return toolchain{}, err
		}
		dir = filepath.Join(cache, "wdbg-bench")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return toolchain{}, err
	}
	return toolchain{dir}, os.MkdirAll(dir, 0o755)
}

// build builds a command for WASI and returns the module's path. Nothing is done where it is up to date.
func (t toolchain) build(pkg string) (path string, err error) {
	path = filepath.Join(t.dir, filepath.Base(pkg)+".wasm")
	cmd := exec.Command("go", "build", "-o", path, pkg)
	cmd.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0")
	_, err = output(cmd, nil)
	return path, err
}

// path returns where a file of the Go distribution is.
func (t toolchain) path(name string) (string, error) {
	root, err := output(exec.Command("go", "env", "GOROOT"), nil)
	return filepath.Join(strings.TrimSpace(string(root)), filepath.FromSlash(name)), err
}

// source reads a file of the Go distribution's sources.
func (t toolchain) source(name string) ([]byte, error) {
	path, err := t.path("src/" + name)
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// output runs a command and returns what it writes; the error says what it complained about.
func output(cmd *exec.Cmd, stdin []byte) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(stdin), &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, bytes.TrimSpace(stderr.Bytes()))
	}
	return stdout.Bytes(), nil
}
