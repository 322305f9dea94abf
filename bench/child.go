package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

// childCommand is the argument with which the command runs itself, to measure in a process of its own:
//
//	child start ENGINE MODULE            only up to the first instruction
//	child run ENGINE MODULE DIR ARG...   to the end, with DIR as the guest's "/"
//
// What it measures it writes to its standard output.
const childCommand = "child"

// childResult is what a process has measured of itself.
type childResult struct {
	// Read is the time to read the file, Ready that from then on until the first instruction or the end.
	Read, Ready time.Duration
	// Peak is the largest resident set of the process so far in bytes, 0 where the system does not say.
	Peak int64
	// Stdout is what the guest wrote.
	Stdout []byte `json:",omitempty"`
}

// errChild is a command line that is not one of childCommand's.
var errChild = errors.New("wrong arguments for " + childCommand)

func child(args []string) error {
	if len(args) < 3 {
		return errChild
	}
	mode, key, path := args[0], args[1], args[2]
	began := time.Now()
	file, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var r childResult
	r.Read = time.Since(began)
	began = time.Now()
	switch {
	case mode == "start" && key == keyWdbg:
		err = startWdbg(file)
	case mode == "start":
		err = startWazero(file, key)
	case mode == "run" && len(args) > 4:
		r.Stdout, err = runChild(file, key, args[3], args[4:])
	default:
		err = errChild
	}
	if err != nil {
		return err
	}
	r.Ready = time.Since(began)
	runtime.KeepAlive(file)
	r.Peak = peakMemory()
	return json.NewEncoder(os.Stdout).Encode(r)
}

// startWdbg stops a module before the first instruction of its _start.
func startWdbg(file []byte) error {
	m, err := wasm.Decode(file)
	if err != nil {
		return err
	}
	w, err := newWorld(input{args: []string{"main"}}, new(streams))
	if err != nil {
		return err
	}
	thread, err := w.start(m)
	if err != nil {
		return err
	}
	f, _ := w.store.Instances[0].ExportedFunc("_start")
	stop := engine.ProbeFunc(func(*engine.Thread, engine.FrameInfo) engine.ProbeAction { return engine.ProbeStop })
	if _, err := w.store.ProbeAll(f, stop); err != nil {
		return err
	}
	if s := w.store.Resume(thread); s.Kind != engine.StopProbe {
		return fmt.Errorf("stopped for reason %d, not before the first instruction", s.Kind)
	}
	return nil
}

// startWazero instantiates a module without calling _start.
func startWazero(file []byte, key string) error {
	cfg := wazero.NewRuntimeConfigInterpreter()
	if key == keyCompiler {
		cfg = wazero.NewRuntimeConfigCompiler()
	}
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, cfg)
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, r); err != nil {
		return err
	}
	m, err := r.CompileModule(ctx, file)
	if err != nil {
		return err
	}
	_, err = r.InstantiateModule(ctx, m, wazero.NewModuleConfig().WithStartFunctions())
	return err
}

// runChild runs a program to its end.
func runChild(file []byte, key, dir string, args []string) ([]byte, error) {
	c, err := contenderOf(key)
	if err != nil {
		return nil, err
	}
	p, err := c.load(file)
	if err != nil {
		return nil, err
	}
	wall, err := newClock("wall")
	if err != nil {
		return nil, err
	}
	out, err := p.run(input{args: args, dir: dir, clock: wall})
	return out.stdout, err
}
