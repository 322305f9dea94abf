package gauge

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// Build runs a program that builds something; its output goes to standard error. Variables are added to the environment.
func Build(variables []string, args ...string) error {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(append(os.Environ(), "CGO_ENABLED=0"), variables...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(args, " "), err)
	}
	return nil
}

// BuildLarge links a program in C into the large module of bench-symbols, which is in a folder. Where that is not there yet, it is built,
// which takes minutes. The current folder is that of the repository.
func BuildLarge(folder, program string) (module string, err error) {
	module = filepath.Join(folder, strings.TrimSuffix(filepath.Base(program), ".c")+".wasm")
	if !Exists(module) {
		fmt.Fprintf(os.Stderr, "building %s\n", module)
	}
	jobs := "-j" + strconv.Itoa(runtime.NumCPU())
	return module, Build(nil, "make", "-s", jobs, "-f", filepath.Join("bench", "symbols", "big.mk"), "WORK="+folder, "WITH="+program, module)
}

// WriteNew writes a file unless that is what it holds, so that nothing is built anew without need.
func WriteNew(path string, content []byte) error {
	if old, err := os.ReadFile(path); err == nil && string(old) == string(content) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o666)
}

// Exists reports whether there is a file.
func Exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
