package wasi

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

func TestTrace(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "f.txt"), []byte("content\x1b of the file, which is long and goes on"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	g := newGuest(t, Config{Stdout: io.Discard, Args: []string{"p"}, Dirs: []Dir{{Host: dir, Guest: "/d"}}})
	tracer := NewTracer(engine.OpenGate{}, &out)
	copy(g.mem()[100:], "Hello\n\x1b[31m")
	copy(g.mem()[1000:], "f.txt")
	g.put32(8, 100, 6, 106, 5)
	g.put32(800, 2000, 7, 2007, 100)
	for _, step := range []struct {
		name string
		args []uint64
		want string
	}{
		{"args_sizes_get", []uint64{0, 4}, "args_sizes_get() = OK argc=1 argv_buf_size=2"},
		{"fd_write", []uint64{1, 8, 2, 4}, `fd_write(fd=1, iovs=["Hello\n", "\x1b[31m"]) = OK nwritten=11`},
		{"fd_write", []uint64{9, 8, 1, 4}, `fd_write(fd=9, iovs=["Hello\n"]) = EBADF (bad file descriptor)`},
		{"fd_write", []uint64{1, 70000, 1, 4}, `fd_write(fd=1, iovs=[0x11170 (out of bounds)]) = EFAULT (bad address)`},
		{"path_open", []uint64{3, 1, 1000, 5, 0, 2, 0, 1 << 0, 900},
			`path_open(fd=3, dirflags=symlink_follow, path="f.txt", oflags=0x0, fs_rights_base=0x2, fs_rights_inheriting=0x0, fdflags=append) = OK opened_fd=4`},
		{"fd_read", []uint64{4, 800, 2, 820}, `fd_read(fd=4, iovs=107 bytes) = OK nread=47 ["content", "\x1b of the file, which is long and"…]`},
		{"fd_seek", []uint64{4, 1<<64 - 5, 2, 16}, "fd_seek(fd=4, offset=-5, whence=end) = OK newoffset=42"},
		{"fd_prestat_get", []uint64{3, 16}, "fd_prestat_get(fd=3) = OK prestat={dir, name_len=2}"},
		{"fd_prestat_dir_name", []uint64{3, 16, 2}, `fd_prestat_dir_name(fd=3, path=2 bytes) = OK "/d"`},
		{"fd_filestat_get", []uint64{4, 16}, "fd_filestat_get(fd=4) = OK stat={regular_file, size=47}"},
		{"path_filestat_get", []uint64{3, 0, 1000, 4, 16}, `path_filestat_get(fd=3, flags=0x0, path="f.tx") = ENOENT (no such file or directory)`},
		{"clock_res_get", []uint64{1, 16}, "clock_res_get(id=monotonic) = OK resolution=1"},
		{"sched_yield", nil, "sched_yield() = OK"},
		{"proc_exit", []uint64{3}, "proc_exit(rval=3) = ?"},
	} {
		out.Reset()
		_, err := g.try(tracer, step.name, step.args...)
		var exit *engine.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Errorf("%s: %v", step.name, err)
		}
		if got := strings.TrimSuffix(out.String(), "\n"); got != step.want {
			t.Errorf("got  %s\nwant %s", got, step.want)
		}
	}
}

func TestTraceOfOtherHostFunctions(t *testing.T) {
	var out bytes.Buffer
	g := newGuest(t, Config{})
	f := g.store.NewHostFunc(&engine.HostFunc{
		Module: "env\x1b", Name: "add",
		Type: wasm.FuncType{Params: []wasm.ValType{wasm.I32, wasm.F64}, Results: []wasm.ValType{wasm.I64}},
		Call: func(c *engine.Call) error {
			if c.Args[0] == 0 {
				return errors.New("zero")
			}
			c.Results[0] = 7
			return nil
		},
	})
	tracer := NewTracer(engine.OpenGate{}, &out)
	g.thread.ID = 2
	g.store.Threads = []*engine.Thread{{}, g.thread}
	for _, arg := range []uint64{1<<32 - 1, 0} {
		slots := []uint64{arg, 0x3ff8 << 48}
		err := tracer.HostCall(&engine.Call{Thread: g.thread, Caller: g.inst, Func: f, Args: slots, Results: slots[:1]})
		if (err != nil) != (arg == 0) {
			t.Error(err)
		}
	}
	want := "[thread 2] env\\x1b.add(-1, 1.5) = 7\n[thread 2] env\\x1b.add(0, 1.5) = ? (zero)\n"
	if out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}
}
