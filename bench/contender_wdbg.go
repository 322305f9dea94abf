package main

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/engine/wasi"
	"github.com/wdbg/wdbg/wasm"
)

// wdbgProgram is a module for the project's own engine. Function bodies are translated when they are first
// called, so that this is part of the time.
type wdbgProgram struct{ module *wasm.Module }

func loadWdbg(file []byte) (program, error) {
	m, err := wasm.Decode(file)
	if err != nil {
		return nil, err
	}
	return wdbgProgram{m}, nil
}

func (p wdbgProgram) close() error { return nil }

func (p wdbgProgram) run(in input) (out outcome, err error) {
	var s streams
	w, err := newWorld(in, &s)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	thread, err := w.start(p.module)
	if err != nil {
		return out, err
	}
	started := in.clock.now()
	stop := w.store.Resume(thread)
	elapsed := in.clock.now() - started
	switch stop.Kind {
	case engine.StopDone:
		return s.finish(elapsed, 0)
	case engine.StopExit:
		return s.finish(elapsed, stop.Exit)
	case engine.StopTrap:
		return out, stop.Trap
	}
	return out, fmt.Errorf("stopped for reason %d", stop.Kind)
}

// world is a store with a system for its guests.
type world struct {
	store *engine.Store
	sys   *wasi.System
}

func newWorld(in input, s *streams) (*world, error) {
	cfg := wasi.Config{Args: in.args, Env: in.env, Stdin: bytes.NewReader(in.stdin), Stdout: &s.stdout, Stderr: &s.stderr}
	if in.dir != "" {
		cfg.Dirs = []wasi.Dir{{Host: in.dir, Guest: "/"}}
	}
	sys, err := wasi.New(cfg)
	if err != nil {
		return nil, err
	}
	return &world{engine.NewStore(engine.Config{Tier: interp.New()}), sys}, nil
}

func (w *world) close() error {
	w.store.Close()
	return w.sys.Close()
}

// start instantiates a module and returns a thread that is about to call its _start.
func (w *world) start(m *wasm.Module) (*engine.Thread, error) {
	inst, err := w.store.Instantiate(m, "main", w.sys.Resolver(w.store))
	if err != nil {
		return nil, err
	}
	f, ok := inst.ExportedFunc("_start")
	if !ok {
		return nil, errors.New("the module exports no function _start")
	}
	return w.store.NewThread(f, nil)
}
