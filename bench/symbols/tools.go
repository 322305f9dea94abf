package main

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/wdbg/wdbg/bench/internal/gauge"
)

// tool is a program that is measured: it reads code offsets in hexadecimal from standard input.
type tool struct {
	key, title string
	command    []string
}

// Keys of tools.
const (
	keyWdbg = "wdbg"
	keyLLVM = "llvm"
	keyRust = "addr2line"
	keyRaw  = "addr2line-raw"
)

// The program on the addr2line crate.
var (
	//go:embed addr2line/Cargo.toml
	cargoManifest []byte
	//go:embed addr2line/src/main.rs
	cargoMain []byte
	//go:embed big.mk
	bigMakefile []byte
	//go:embed threads.h
	threadsHeader []byte
)

// findTools returns the tools there are, and notes about others.
func findTools(o options) (tools []tool, notes []string, err error) {
	wdbg := o.wdbg
	if wdbg == "" {
		wdbg = filepath.Join(o.work, "wdbg")
		if err := command(".", "go", "build", "-o", wdbg, "github.com/wdbg/wdbg/cmd/wdbg"); err != nil {
			return nil, nil, err
		}
	}
	tools = append(tools, tool{keyWdbg, "wdbg symbolize", []string{wdbg, "symbolize", "--offsets=code", "--module", o.module}})
	if path, err := exec.LookPath("llvm-symbolizer-22"); err == nil {
		tools = append(tools, tool{keyLLVM, "llvm-symbolizer 22", []string{path, "--no-debuginfod", "--obj=" + o.module}})
	} else {
		notes = append(notes, "NOT COMPARED: llvm-symbolizer-22 is not installed")
	}
	path, err := buildRust(o.work)
	if err != nil {
		return tools, append(notes, "NOT COMPARED: addr2line: "+err.Error()), nil
	}
	return append(tools,
		tool{keyRust, "addr2line 0.27", []string{path, o.module}},
		tool{keyRaw, "addr2line 0.27, names mangled", []string{path, "--raw", o.module}}), notes, nil
}

// buildRust builds the program on the addr2line crate, if cargo is there.
func buildRust(work string) (string, error) {
	folder := filepath.Join(work, "lookups")
	program := filepath.Join(folder, "target", "release", "lookups")
	cargo, err := exec.LookPath("cargo")
	if err != nil {
		return "", err
	}
	if err := gauge.WriteNew(filepath.Join(folder, "Cargo.toml"), cargoManifest); err != nil {
		return "", err
	}
	if err := gauge.WriteNew(filepath.Join(folder, "src", "main.rs"), cargoMain); err != nil {
		return "", err
	}
	return program, command(folder, cargo, "build", "--release", "--quiet")
}

// buildModule builds the large module if it is missing.
func buildModule(work string) (string, error) {
	module := filepath.Join(work, "big.wasm")
	if _, err := os.Stat(module); err == nil {
		return module, nil
	}
	makefile := filepath.Join(work, "recipe", "big.mk")
	if err := gauge.WriteNew(makefile, bigMakefile); err != nil {
		return "", err
	}
	if err := gauge.WriteNew(filepath.Join(work, "recipe", "threads.h"), threadsHeader); err != nil {
		return "", err
	}
	fmt.Fprintf(os.Stderr, "building %s, which takes some minutes\n", module)
	return module, command(work, "make", "-s", fmt.Sprintf("-j%d", runtime.NumCPU()), "-f", makefile, "WORK="+work)
}

// command runs a program of the build in a folder; its output goes to standard error.
func command(dir string, args ...string) error {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(args, " "), err)
	}
	return nil
}
