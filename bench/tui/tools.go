package main

import (
	"os/exec"
	"path/filepath"

	"github.com/wdbg/wdbg/bench/internal/gauge"
)

// findTools builds wdbg, and the measured program as a module and natively; notes say what is not measured.
func (o *options) findTools(p program) (notes []string, err error) {
	if o.work, err = filepath.Abs(o.work); err != nil {
		return nil, err
	}
	source := filepath.Join(o.work, sourceName)
	if err := gauge.WriteNew(source, []byte(p.text)); err != nil {
		return nil, err
	}
	if o.wdbgPath == "" {
		o.wdbgPath = filepath.Join(o.work, "wdbg")
		if err := gauge.Build(nil, "go", "build", "-o", o.wdbgPath, "./cmd/wdbg"); err != nil {
			return nil, err
		}
	}
	if o.module == "" {
		if o.module, err = gauge.BuildLarge(o.large, source); err != nil {
			return nil, err
		}
		// The large module imports what its libraries lack.
		if o.stubs, err = filepath.Abs(filepath.Join("bench", "debug", "programs", "stubs.wasm")); err != nil {
			return nil, err
		}
	}
	if o.gdbPath == "none" {
		return []string{"NOT COMPARED with gdb"}, nil
	}
	if _, err := exec.LookPath(o.gdbPath); err != nil {
		return []string{"NOT COMPARED with gdb: " + err.Error()}, nil
	}
	native := filepath.Join(o.work, "lines")
	if err := gauge.Build(nil, o.compiler, "-g", "-O0", "-w", "-o", native, source); err != nil {
		return []string{"NOT COMPARED with gdb: " + err.Error()}, nil
	}
	o.native = native
	return nil, nil
}
