package main

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// nodeScript runs a module in node and says on its standard error's last line how long that took.
//
//go:embed node.mjs
var nodeScript string

// node is node's executable.
type node struct{ path string }

func findNode() (node, bool) {
	path, err := exec.LookPath("node")
	return node{path}, err == nil
}

// nodeProgram is a module for node, in a directory together with the script. Each run is a process of its own;
// the script measures the time, always on the wall clock.
type nodeProgram struct {
	node
	dir string
}

func (n node) load(file []byte) (program, error) {
	dir, err := os.MkdirTemp("", "wdbg-bench-node")
	if err != nil {
		return nil, err
	}
	p := nodeProgram{n, dir}
	err = errors.Join(os.WriteFile(p.file("run.mjs"), []byte(nodeScript), 0o600),
		os.WriteFile(p.file("main.wasm"), file, 0o600))
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

func (p nodeProgram) file(name string) string { return filepath.Join(p.dir, name) }
func (p nodeProgram) close() error            { return os.RemoveAll(p.dir) }

func (p nodeProgram) run(in input) (out outcome, err error) {
	// Files, since node's WASI does not wait for a pipe to be ready.
	if err := os.WriteFile(p.file("stdin"), in.stdin, 0o600); err != nil {
		return out, err
	}
	stdin, err := os.Open(p.file("stdin"))
	if err != nil {
		return out, err
	}
	defer stdin.Close()
	stdout, err := os.Create(p.file("stdout"))
	if err != nil {
		return out, err
	}
	defer stdout.Close()
	args := append([]string{"--no-warnings", p.file("run.mjs"), p.file("main.wasm"), in.dir}, in.args...)
	var stderr bytes.Buffer
	cmd := exec.Command(p.path, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, &stderr
	cmd.Env = append(os.Environ(), in.env...)
	if err := cmd.Run(); err != nil {
		return out, fmt.Errorf("node: %w: %s", err, bytes.TrimSpace(stderr.Bytes()))
	}
	lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
	nanoseconds, err := strconv.ParseInt(lines[len(lines)-1], 10, 64)
	if err != nil {
		return out, fmt.Errorf("node: no time: %w", err)
	}
	out.elapsed = time.Duration(nanoseconds)
	out.stdout, err = os.ReadFile(p.file("stdout"))
	return out, err
}
