package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
	"github.com/tetratelabs/wazero/sys"
)

// wazeroProgram is a module compiled by one of wazero's engines.
type wazeroProgram struct {
	ctx     context.Context
	runtime wazero.Runtime
	module  wazero.CompiledModule
}

func loadWazeroInterpreter(file []byte) (program, error) {
	return loadWazero(file, wazero.NewRuntimeConfigInterpreter())
}

func loadWazeroCompiler(file []byte) (program, error) {
	return loadWazero(file, wazero.NewRuntimeConfigCompiler())
}

func loadWazero(file []byte, cfg wazero.RuntimeConfig) (program, error) {
	ctx := context.Background()
	p := &wazeroProgram{ctx: ctx, runtime: wazero.NewRuntimeWithConfig(ctx, cfg)}
	_, err := wasi_snapshot_preview1.Instantiate(ctx, p.runtime)
	if err == nil {
		p.module, err = p.runtime.CompileModule(ctx, file)
	}
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

// compilerSupported reports whether wazero can compile for this machine.
func compilerSupported() (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	ctx := context.Background()
	return wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigCompiler()).Close(ctx) == nil
}

func (p *wazeroProgram) close() error { return p.runtime.Close(p.ctx) }

func (p *wazeroProgram) config(in input, s *streams) wazero.ModuleConfig {
	cfg := wazero.NewModuleConfig().WithName("").WithStartFunctions().
		WithArgs(in.args...).
		WithStdin(bytes.NewReader(in.stdin)).WithStdout(&s.stdout).WithStderr(&s.stderr).
		WithSysWalltime().WithSysNanotime().WithSysNanosleep().WithRandSource(rand.Reader)
	for _, entry := range in.env {
		name, value, _ := strings.Cut(entry, "=")
		cfg = cfg.WithEnv(name, value)
	}
	if in.dir != "" {
		cfg = cfg.WithFSConfig(wazero.NewFSConfig().WithDirMount(in.dir, "/"))
	}
	return cfg
}

func (p *wazeroProgram) run(in input) (out outcome, err error) {
	var s streams
	inst, err := p.runtime.InstantiateModule(p.ctx, p.module, p.config(in, &s))
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, inst.Close(p.ctx)) }()
	start := inst.ExportedFunction("_start")
	if start == nil {
		return out, errors.New("the module exports no function _start")
	}
	started := in.clock.now()
	_, err = start.Call(p.ctx)
	elapsed := in.clock.now() - started
	var exit *sys.ExitError
	switch {
	case err == nil:
		return s.finish(elapsed, 0)
	case errors.As(err, &exit):
		return s.finish(elapsed, exit.ExitCode())
	}
	return out, err
}
