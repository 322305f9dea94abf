package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/wdbg/wdbg/bench/internal/gauge"
)

// findTools returns the adapters with their programs, wdbg's first, and notes about what is not measured.
func (o *options) findTools() (adapters []*adapter, notes []string, err error) {
	if o.wdbg == "" {
		o.wdbg = filepath.Join(o.work, "wdbg")
		if err := gauge.Build(nil, "go", "build", "-o", o.wdbg, "./cmd/wdbg"); err != nil {
			return nil, nil, err
		}
	}
	if o.module == "" {
		if o.module, err = gauge.BuildLarge(o.large, filepath.Join(o.source, "programs", "deep.c")); err != nil {
			o.module = filepath.Join(o.source, "programs", "deep.wasm")
			notes = append(notes, "NOT MEASURED: a large module: it could not be built: "+err.Error())
		}
	}
	if o.module, err = filepath.Abs(o.module); err != nil {
		return nil, nil, err
	}
	own, err := o.wdbgAdapter()
	if err != nil {
		return nil, nil, err
	}
	adapters = append(adapters, own)
	if o.dlv == "none" {
		return adapters, append(notes, "NOT COMPARED with Delve"), nil
	}
	other, err := o.delveAdapter()
	if err != nil {
		return adapters, append(notes, "NOT COMPARED with Delve: "+err.Error()), nil
	}
	return append(adapters, other), notes, nil
}

// wdbgAdapter is wdbg dap as an editor starts it.
func (o *options) wdbgAdapter() (*adapter, error) {
	source, err := filepath.Abs(filepath.Join(o.source, "programs", "deep.c"))
	if err != nil {
		return nil, err
	}
	// The large module imports what its libraries lack, and begins with constructors that call some of it.
	stubs, err := filepath.Abs(filepath.Join(o.source, "..", "debug", "programs", "stubs.wasm"))
	if err != nil {
		return nil, err
	}
	return &adapter{
		title: "wdbg dap", command: []string{o.wdbg, "dap"}, source: source,
		launch: map[string]any{"program": o.module, "invoke": "deep", "args": []string{strconv.Itoa(o.levels)}, "link": map[string]string{"env": stubs}},
		page:   pageArguments{"filter": "indexed", "start": 0, "count": 100},
	}, nil
}

// delveAdapter is Delve with the native program; both are built where they are missing. Delve has no interest in where its module comes
// from: it is installed beside what else is built, and this project does not depend on it.
func (o *options) delveAdapter() (*adapter, error) {
	if o.dlv == "" {
		o.dlv = filepath.Join(o.work, "dlv")
	}
	if !gauge.Exists(o.dlv) {
		fmt.Fprintln(os.Stderr, "installing Delve in", o.work)
		if err := gauge.Build([]string{"GOBIN=" + o.work, "GOFLAGS="}, "go", "install", "github.com/go-delve/delve/cmd/dlv@latest"); err != nil {
			return nil, err
		}
	}
	source, err := filepath.Abs(filepath.Join(o.source, "testdata", "native", "main.go"))
	if err != nil {
		return nil, err
	}
	program := filepath.Join(o.work, "native")
	// Without optimisation, as Delve's own editors build.
	if err := gauge.Build(nil, "go", "build", "-gcflags=all=-N -l", "-o", program, source); err != nil {
		return nil, err
	}
	return &adapter{
		title: "dlv dap", command: []string{o.dlv, "dap", "--listen=127.0.0.1:0"}, listens: true, source: source,
		launch: map[string]any{"mode": "exec", "program": program, "args": []string{strconv.Itoa(o.levels)}, "stackTraceDepth": 10 * o.levels},
		page:   pageArguments{"filter": "indexed", "start": 0, "count": 100},
	}, nil
}
