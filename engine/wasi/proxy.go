package wasi

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"time"
	"unsafe"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	experimentalsys "github.com/tetratelabs/wazero/experimental/sys"
	"github.com/tetratelabs/wazero/experimental/sysfs"
	preview1 "github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

// proxy is the wazero instance that performs the calls. It holds the guest's file descriptors.
type proxy struct {
	ctx     context.Context
	runtime wazero.Runtime
	module  api.Module
	memory  api.Memory
	view    view
	roots   []*os.Root // of the directories the guest may use
}

// maxView is how much of a memory wazero can be shown, in bytes: one page less than
// the 4 GiB it can address, for show has to be able to grow its memory.
const maxView = 65535 * wasm.PageSize

// view is the memory of the proxy module: always the bytes of the guest memory that was shown last. It implements
// wazero's allocator of linear memories and the one memory that comes from it.
type view struct{ bytes []byte }

// Allocate returns the view.
func (v *view) Allocate(_, _ uint64) experimental.LinearMemory { return v }

// Reallocate returns the bytes to be seen from now on; the size wazero asks for does not matter.
func (v *view) Reallocate(uint64) []byte { return v.bytes }

// Free does nothing: the bytes belong to the engine.
func (v *view) Free() {}

// newProxy starts a wazero runtime with the proxy module in it.
func newProxy(cfg *Config, list []call, epoch time.Time) (*proxy, error) {
	p := &proxy{ctx: context.Background(), view: view{bytes: []byte{}}}
	p.runtime = wazero.NewRuntimeWithConfig(p.ctx, wazero.NewRuntimeConfigInterpreter())
	if err := p.start(cfg, list, epoch); err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

func (p *proxy) start(cfg *Config, list []call, epoch time.Time) error {
	if _, err := preview1.Instantiate(p.ctx, p.runtime); err != nil {
		return err
	}
	compiled, err := p.runtime.CompileModule(p.ctx, proxyModule(list))
	if err != nil {
		return err
	}
	dirs, err := p.openDirs(cfg.Dirs)
	if err != nil {
		return err
	}
	ctx := experimental.WithMemoryAllocator(p.ctx, &p.view)
	config := moduleConfig(cfg, epoch).WithFSConfig(dirs)
	if p.module, err = p.runtime.InstantiateModule(ctx, compiled, config); err != nil {
		return err
	}
	p.memory = p.module.Memory()
	return nil
}

func moduleConfig(cfg *Config, epoch time.Time) wazero.ModuleConfig {
	c := wazero.NewModuleConfig().
		WithName("").
		WithStartFunctions().
		WithArgs(cfg.Args...).
		WithRandSource(rand.Reader).
		WithSysWalltime().
		WithNanotime(func() int64 { return int64(time.Since(epoch)) }, 1)
	for _, kv := range cfg.Env {
		k, v, _ := cutEnv(kv)
		c = c.WithEnv(k, v)
	}
	if cfg.Stdin != nil {
		c = c.WithStdin(cfg.Stdin)
	}
	if cfg.Stdout != nil {
		c = c.WithStdout(cfg.Stdout)
	}
	if cfg.Stderr != nil {
		c = c.WithStderr(cfg.Stderr)
	}
	return c
}

// openDirs opens the directories that the guest may use.
func (p *proxy) openDirs(dirs []Dir) (wazero.FSConfig, error) {
	c := wazero.NewFSConfig()
	for _, d := range dirs {
		root, err := os.OpenRoot(d.Host)
		if err != nil {
			return nil, err
		}
		p.roots = append(p.roots, root)
		var fs experimentalsys.FS = confined{sysfs.DirFS(d.Host), root}
		if d.ReadOnly {
			fs = readOnlyFS{&sysfs.ReadFS{FS: fs}}
		}
		c = c.(sysfs.FSConfig).WithSysFSMount(fs, d.Guest)
	}
	return c, nil
}

// show makes a memory (nil: an empty one) the one that the calls work on.
func (p *proxy) show(m *engine.Memory) error {
	bytes := []byte{}
	if m != nil {
		bytes = m.Bytes()
	}
	bytes = bytes[:min(len(bytes), maxView)]
	if len(bytes) == len(p.view.bytes) && unsafe.SliceData(bytes) == unsafe.SliceData(p.view.bytes) {
		return nil
	}
	p.view.bytes = bytes
	// Growing makes wazero ask the view for its bytes.
	if _, ok := p.memory.Grow(1); !ok {
		return fmt.Errorf("wazero refuses a memory of %d bytes", len(bytes))
	}
	return nil
}

// function returns the proxy module's function for a call.
func (p *proxy) function(name string) api.Function { return p.module.ExportedFunction(name) }

// close ends the runtime and closes the guest's files.
func (p *proxy) close() error {
	err := p.runtime.Close(p.ctx)
	for _, r := range p.roots {
		err = errors.Join(err, r.Close())
	}
	return err
}
