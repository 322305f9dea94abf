package wasi

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	preview1 "github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

func TestCallsAgreeWithWazero(t *testing.T) {
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter())
	defer r.Close(ctx)
	compiled, err := preview1.NewBuilder(r).Compile(ctx)
	if err != nil {
		t.Fatal(err)
	}
	theirs := compiled.ExportedFunctions()
	for _, c := range calls() {
		def := theirs[c.name]
		if def == nil {
			t.Errorf("wazero has no %s", c.name)
			continue
		}
		delete(theirs, c.name)
		ft := c.funcType()
		if !sameTypes(ft.Params, def.ParamTypes()) || !sameTypes(ft.Results, def.ResultTypes()) {
			t.Errorf("%s is of type %v; wazero: %v -> %v", c.name, ft, def.ParamTypes(), def.ResultTypes())
		}
		for i, name := range def.ParamNames() {
			if strings.HasPrefix(name, "result.") && name != "result.path" && name != "result.path_len" && !c.params[i].kind.isResult() {
				t.Errorf("%s: %s is a result", c.name, name)
			}
		}
	}
	for name := range theirs {
		t.Errorf("no %s", name)
	}
}

func sameTypes(ours []wasm.ValType, theirs []api.ValueType) bool {
	b := make([]byte, len(ours))
	for i, t := range ours {
		b[i] = byte(t)
	}
	return bytes.Equal(b, theirs)
}

func TestWritesToStandardOutput(t *testing.T) {
	var out, errs bytes.Buffer
	g := newGuest(t, Config{Stdout: &out, Stderr: &errs})
	copy(g.mem()[100:], "hello, world\n")
	g.put32(8, 100, 7, 107, 6)
	if e := g.call("fd_write", 1, 8, 2, 4); e != errnoSuccess || g.u32(4) != 13 {
		t.Errorf("%v, %d bytes", e, g.u32(4))
	}
	g.call("fd_write", 2, 8, 1, 4)
	if out.String() != "hello, world\n" || errs.String() != "hello, " {
		t.Errorf("stdout %q, stderr %q", &out, &errs)
	}
}

func TestMemoryIsSeenAfterItGrew(t *testing.T) {
	var out bytes.Buffer
	g := newGuest(t, Config{Stdout: &out, Args: []string{"prog", "a", "b"}})
	if e := g.call("args_sizes_get", 65532, 65536); e != errnoFault {
		t.Errorf("a result beyond the memory: %v", e)
	}
	for range 3 {
		at := len(g.mem())
		if _, ok := g.inst.Memories[0].Grow(1); !ok {
			t.Fatal("the memory does not grow")
		}
		if e := g.call("args_sizes_get", uint64(at), uint64(at+4)); e != errnoSuccess || g.u32(at) != 3 || g.u32(at+4) != 9 {
			t.Errorf("%v: %d arguments, %d bytes", e, g.u32(at), g.u32(at+4))
		}
		copy(g.mem()[at:], "new page\n")
		g.put32(at+16, uint32(at), 9)
		g.call("fd_write", 1, uint64(at+16), 1, uint64(at+24))
	}
	if want := strings.Repeat("new page\n", 3); out.String() != want {
		t.Errorf("stdout %q", &out)
	}
}

func TestSeveralMemoriesAndNone(t *testing.T) {
	var out bytes.Buffer
	g := newGuest(t, Config{Stdout: &out})
	first := g.inst
	m, err := g.store.NewMemory(wasm.MemoryType{Limits: wasm.Limits{Min: 2}})
	if err != nil {
		t.Fatal(err)
	}
	second := &engine.Instance{Store: g.store, Memories: []*engine.Memory{m}}
	none := &engine.Instance{Store: g.store}
	for i, inst := range []*engine.Instance{first, second} {
		g.inst = inst
		g.put32(8, 100, 1)
		g.mem()[100] = byte('1' + i)
	}
	for _, inst := range []*engine.Instance{first, second, first, none, second} {
		g.inst = inst
		e := g.call("fd_write", 1, 8, 1, 4)
		if want := map[bool]errno{true: errnoFault}[inst == none]; e != want {
			t.Errorf("%v, want %v", e, want)
		}
	}
	if out.String() != "1212" {
		t.Errorf("stdout %q", &out)
	}
	g.inst = none
	if e := g.call("random_get", 0, 0); e != errnoSuccess {
		t.Errorf("random_get without a memory: %v", e)
	}
}

func TestExit(t *testing.T) {
	g := newGuest(t, Config{})
	_, err := g.try(engine.OpenGate{}, "proc_exit", 42)
	var exit *engine.ExitError
	if !errors.As(err, &exit) || exit.Code != 42 {
		t.Errorf("%v", err)
	}
}

func TestClocksAndRandom(t *testing.T) {
	g := newGuest(t, Config{})
	g.call("clock_time_get", 0, 1, 0)
	sec := time.Duration(uint64(g.u32(4))<<32 | uint64(g.u32(0))).Seconds()
	if now := float64(time.Now().Unix()); sec < now-60 || sec > now+60 {
		t.Errorf("real time %v, want %v", sec, now)
	}
	g.call("clock_time_get", 1, 1, 0)
	g.call("clock_time_get", 1, 1, 8)
	if a, b := uint64(g.u32(4))<<32|uint64(g.u32(0)), uint64(g.u32(12))<<32|uint64(g.u32(8)); b < a || a == 0 {
		t.Errorf("monotonic clock: %d, then %d", a, b)
	}
	g.call("random_get", 0, 32)
	a := string(g.mem()[:32])
	g.call("random_get", 0, 32)
	if a == string(g.mem()[:32]) {
		t.Error("the same random bytes twice")
	}
}

// openAt opens a path of a preopened directory for reading or, with O_CREAT, writing.
func (g *guest) openAt(dir uint64, name string, oflags uint64) (fd uint64, e errno) {
	copy(g.mem()[1000:], name)
	e = g.call("path_open", dir, 1, 1000, uint64(len(name)), oflags, 1<<1, 0, 0, 900)
	return uint64(g.u32(900)), e
}

func (g *guest) read(fd uint64, n uint32) (string, errno) {
	g.put32(800, 2000, n)
	e := g.call("fd_read", fd, 800, 1, 808)
	return string(g.mem()[2000 : 2000+g.u32(808)]), e
}

func TestDirectories(t *testing.T) {
	rw, ro := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(ro, "f.txt"), []byte("content"), 0o600); err != nil {
		t.Fatal(err)
	}
	g := newGuest(t, Config{Dirs: []Dir{{Host: rw, Guest: "/rw"}, {Host: ro, Guest: "ro", ReadOnly: true}}})
	if e := g.call("fd_prestat_dir_name", 4, 0, 2); e != errnoSuccess || string(g.mem()[:2]) != "ro" {
		t.Errorf("%v %q", e, g.mem()[:2])
	}
	fd, e := g.openAt(4, "f.txt", 0)
	if s, e2 := g.read(fd, 100); e != errnoSuccess || e2 != errnoSuccess || s != "content" {
		t.Errorf("%v %v %q", e, e2, s)
	}
	const creat, erofs, eperm = 1, errno(69), errno(63)
	if _, e := g.openAt(4, "new", creat); e != erofs {
		t.Errorf("creating in a read-only directory: %v", e)
	}
	if _, e := g.openAt(3, "new", creat); e != errnoSuccess {
		t.Errorf("creating: %v", e)
	}
	if _, err := os.Stat(filepath.Join(rw, "new")); err != nil {
		t.Error(err)
	}
	if _, e := g.openAt(4, "../f.txt", 0); e != eperm {
		t.Errorf("leaving the directory: %v", e)
	}
}

func TestLinksDoNotLeaveTheDirectory(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	for path, content := range map[string]string{dir + "/in.txt": "inside", outside + "/out.txt": "outside"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for link, target := range map[string]string{"good": "in.txt", "abs": outside + "/out.txt", "dir": outside,
		"dangling": outside + "/new.txt", "self": "self"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	g := newGuest(t, Config{Dirs: []Dir{{Host: dir, Guest: "/"}}})
	fd, e := g.openAt(3, "good", 0)
	if s, _ := g.read(fd, 100); e != errnoSuccess || s != "inside" {
		t.Errorf("a link inside: %v %q", e, s)
	}
	const creat, eperm = 1, errno(63)
	for _, name := range []string{"abs", "dir/out.txt", "dir", "dangling"} {
		if _, e := g.openAt(3, name, 0); e != eperm {
			t.Errorf("opening %s: %v", name, e)
		}
		if _, e := g.openAt(3, name, creat); e != eperm {
			t.Errorf("creating %s: %v", name, e)
		}
	}
	if _, e := g.openAt(3, "self", 0); e == errnoSuccess {
		t.Error("a link to itself can be opened")
	}
	copy(g.mem()[1000:], "dir/out.txt")
	if e := g.call("path_unlink_file", 3, 1000, 11); e != eperm {
		t.Errorf("unlinking: %v", e)
	}
	if e := g.call("path_create_directory", 3, 1000, 7); e != eperm {
		t.Errorf("making a directory: %v", e)
	}
	if e := g.call("path_unlink_file", 3, 1000, 3); e != errnoSuccess {
		t.Errorf("unlinking a link itself: %v", e)
	}
	if entries, _ := os.ReadDir(outside); len(entries) != 1 {
		t.Errorf("outside: %v", entries)
	}
}

func TestWorkingDirectory(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	base := Config{Dirs: []Dir{{Host: dir, Guest: "/data"}}, Cwd: "/data/sub"}
	cfg, err := base.resolve()
	if err != nil {
		t.Fatal(err)
	}
	if len(cfg.Env) != 1 || cfg.Env[0] != "PWD=/data/sub" {
		t.Errorf("environment %q", cfg.Env)
	}
	want := Dir{Host: dir + "/sub", Guest: "/"}
	if len(cfg.Dirs) != 2 || cfg.Dirs[1] != want {
		t.Errorf("directories %v", cfg.Dirs)
	}
	for _, cwd := range []string{"/other", "/data/missing", "/datax"} {
		base.Cwd = cwd
		if _, err := base.resolve(); err == nil {
			t.Errorf("working directory %s: no error", cwd)
		}
	}
}

func TestConfigErrors(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, cfg := range []Config{
		{Env: []string{"novalue"}},
		{Env: []string{"=x"}},
		{Env: []string{"A=\x00"}},
		{Args: []string{"a\x00b"}},
		{Dirs: []Dir{{Host: dir + "/missing", Guest: "/"}}},
		{Dirs: []Dir{{Host: file, Guest: "/"}}},
		{Dirs: []Dir{{Host: dir, Guest: "/x"}, {Host: dir, Guest: "x/"}}},
		{Dirs: []Dir{{Host: dir}}},
	} {
		if _, err := New(cfg); err == nil {
			t.Errorf("%+v: no error", cfg)
		}
	}
}

func TestUseAfterClose(t *testing.T) {
	g := newGuest(t, Config{})
	g.call("random_get", 0, 4)
	if err := g.sys.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := g.try(engine.OpenGate{}, "random_get", 0, 4); err == nil {
		t.Error("a call after Close succeeds")
	}
}

func BenchmarkWrite(b *testing.B) {
	g := newGuest(b, Config{Stdout: discard{}})
	g.put32(8, 100, 1)
	ext, _ := g.look(ModuleName, "fd_write")
	slots := make([]uint64, 4)
	c := &engine.Call{Thread: g.thread, Caller: g.inst, Func: ext.(*engine.Func), Args: slots, Results: slots[:1]}
	for b.Loop() {
		copy(slots, []uint64{1, 8, 1, 4})
		if err := c.Func.Host.Call(c); err != nil || slots[0] != 0 {
			b.Fatal(err, slots[0])
		}
	}
}

// discard is an io.Writer that, unlike io.Discard, wazero knows nothing about.
type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }
