package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// announcer is a module that prints "ready" and goes on with some code.
func announcer(code ...[]byte) []byte {
	b := wasmtest.New()
	call := []wasm.ValType{wasm.I32, wasm.I32, wasm.I32, wasm.I32}
	write := b.ImportFunc("wasi_snapshot_preview1", "fd_write", call, i32)
	b.ImportFunc("wasi_snapshot_preview1", "fd_read", call, i32)
	b.ImportFunc("wasi_snapshot_preview1", "poll_oneoff", call, i32)
	b.Pages(1, 1)
	b.Data(0, instr(op.I32Const, 0), []byte("\x08\x00\x00\x00\x06\x00\x00\x00ready\n"))
	// At 64 a subscription to a clock: an hour.
	b.Data(0, instr(op.I32Const, 64+24), []byte("\x00\x00\x8a\x5d\x78\x45\x63\x01"))
	main := b.Func(nil, nil, nil, append([][]byte{instr(op.I32Const, 1), instr(op.I32Const, 0), instr(op.I32Const, 1),
		instr(op.I32Const, 32), instr(op.Call, write), instr(op.Drop)}, code...)...)
	b.FuncName(main, "main")
	b.ExportFunc("_start", main)
	return b.Bytes()
}

// TestInterrupt sends an interrupt to programs that never end: the report says where they were.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send an interrupt there")
	}
	call := func(f int, args ...int) (code [][]byte) {
		for _, a := range args {
			code = append(code, instr(op.I32Const, a))
		}
		return append(code, instr(op.Call, f), instr(op.Drop))
	}
	for name, tt := range map[string]struct {
		code [][]byte
		want string
	}{
		"loop":  {[][]byte{instr(op.Loop), instr(op.Br, 0), instr(op.End)}, "#0 main "},
		"sleep": {call(2, 64, 256, 1, 32), "#0 wasi_snapshot_preview1.poll_oneoff  host function\n  #1 main "},
		"read":  {call(1, 0, 0, 1, 32), "#0 wasi_snapshot_preview1.fd_read  host function\n  #1 main "},
	} {
		t.Run(name, func(t *testing.T) {
			stderr, code := interrupted(t, announcer(tt.code...), "run")
			if code != statusInterrupt || !strings.HasPrefix(stderr, "stopped: interrupted\n") || !strings.Contains(stderr, tt.want) {
				t.Errorf("status %d\n%s", code, stderr)
			}
		})
	}
}

// TestInterruptDebugger interrupts a program that is debugged: it stands still, and a batch ends.
func TestInterruptDebugger(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send an interrupt there")
	}
	stderr, code := interrupted(t, announcer(instr(op.Loop), instr(op.Br, 0), instr(op.End)), "debug", "--batch", "--no-rc", "-ex", "continue", "-ex", "echo not reached")
	if code != statusInterrupt || stderr != "" {
		t.Errorf("status %d\n%s", code, stderr)
	}
}

// interrupted runs a module by a command, interrupts it once it is ready, and returns its report and status.
func interrupted(t *testing.T, module []byte, command ...string) (stderr string, status int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "main.wasm")
	if err := os.WriteFile(file, module, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("wdbg", append(command, file)...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(stdout).ReadString('\n'); line != "ready\n" {
		t.Errorf("%q, %v, %s", line, err, &errs)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		t.Fatalf("%v\n%s", err, &errs)
	}
	return errs.String(), exit.ExitCode()
}

// resources counts what a process holds.
func resources() (goroutines, files, maps int) {
	runtime.GC()
	if entries, err := os.ReadDir("/proc/self/fd"); err == nil {
		files = len(entries)
	}
	if text, err := os.ReadFile("/proc/self/maps"); err == nil {
		maps = bytes.Count(text, []byte("\n"))
	}
	return runtime.NumGoroutine(), files, maps
}

// TestNothingLeaks runs modules again and again in this process: good ones, ones that trap, and malformed ones.
func TestNothingLeaks(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, file []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("good.wasm", announcer())
	traps := write("traps.wasm", announcer(instr(op.Unreachable)))
	broken := announcer()
	runs := func(n int) {
		for i := range n {
			cut := write("cut.wasm", broken[:8+i%(len(broken)-8)])
			for path, want := range map[string]int{good: 0, traps: statusTrap, cut: statusLoad} {
				got := execute([]string{"run", "--timeout", "1m", "--dir", dir, path}, strings.NewReader(""), io.Discard, io.Discard)
				if got != want && (path != cut || got == statusTrap) {
					t.Fatalf("%s: status %d, want %d", path, got, want)
				}
			}
		}
	}
	runs(20)
	goroutines, files, maps := resources()
	runs(330)
	g, f, m := resources()
	if g > goroutines || f > files || m > maps+20 {
		t.Errorf("goroutines %d -> %d, open files %d -> %d, mappings %d -> %d", goroutines, g, files, f, maps, m)
	}
}
