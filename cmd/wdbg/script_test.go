package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"wdbg": main})
}

// TestScripts runs the sessions in testdata/script. Besides testscript's commands they have:
//
//	status N COMMAND...   runs a command that must end with a status
//	build NAME FILE       writes a module of testModules
//	bytes FILE HEX...     writes a file of bytes
//	session FILE ARG...   runs wdbg debug in the folder of the repository, typing what FILE, a transcript, shows as typed, and compares the transcript
//	unbuilt FILE          replaces addresses and numbers of functions in a file, which depend on how a module was built
//
// The condition lua is that WDBG_LUA names the module of testdata/debug/external/lua.
// $PROGRAMS is testdata/programs, $DEBUG testdata/debug.
func TestScripts(t *testing.T) {
	programs, err := filepath.Abs("../../testdata/programs")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":  statusCmd,
			"build":   buildCmd,
			"bytes":   bytesCmd,
			"session": sessionCmd,
			"unbuilt": unbuiltCmd,
		},
		Condition: func(name string) (bool, error) {
			if name != "lua" {
				return false, fmt.Errorf("no condition %q", name)
			}
			return os.Getenv("WDBG_LUA") != "", nil
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("PROGRAMS", programs)
			e.Setenv("DEBUG", filepath.Join(filepath.Dir(programs), "debug"))
			e.Setenv("WDBG_LUA", os.Getenv("WDBG_LUA"))
			return nil
		},
	})
}

func statusCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

func buildCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: build NAME FILE")
	}
	build := testModules()[args[0]]
	if build == nil {
		ts.Fatalf("no module %s", args[0])
	}
	b := wasmtest.New()
	build(b)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o600))
}

func bytesCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: bytes FILE HEX...")
	}
	var file []byte
	for _, h := range args[1:] {
		b, err := strconv.ParseUint(h, 16, 8)
		ts.Check(err)
		file = append(file, byte(b))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), file, 0o600))
}

var (
	instr = wasmtest.I
	i32   = []wasm.ValType{wasm.I32}
)

// testModules are the modules that scripts can build.
func testModules() map[string]func(*wasmtest.Builder) {
	return map[string]func(*wasmtest.Builder){
		"identity":  identityModule,
		"imports":   importsModule,
		"provider":  providerModule,
		"loop":      loopModule,
		"grow":      growModule,
		"exit":      exitModule,
		"start":     startModule,
		"nothing":   func(*wasmtest.Builder) {},
		"object":    objectModule,
		"trapstart": trapStartModule,
		"throw":     throwModule,
		"recurse":   recurseModule,
		"hosttrap":  hostTrapModule,
		"shared":    sharedModule,
		"badbody":   badBodyModule,
		"threads":   threadsModule,
		"segment":   segmentModule,
		"deadlock":  deadlockModule,
		"abort":     func(b *wasmtest.Builder) { b.ImportFunc("env", "abort", i32, nil) },
		"oldwasi":   func(b *wasmtest.Builder) { b.ImportFunc("wasi_unstable", "fd_write", i32, i32) },
		"nosuch":    func(b *wasmtest.Builder) { b.ImportFunc("wasi_snapshot_preview1", "fd_rwite", i32, i32) },
		"badtype":   func(b *wasmtest.Builder) { b.ImportFunc("wasi_snapshot_preview1", "fd_close", nil, i32) },
	}
}

// identityModule exports, for each type, a function that returns its argument.
func identityModule(b *wasmtest.Builder) {
	for _, f := range []struct {
		name string
		t    wasm.ValType
	}{{"i32", wasm.I32}, {"i64", wasm.I64}, {"f32", wasm.F32}, {"f64", wasm.F64},
		{"v128", wasm.V128}, {"funcref", wasm.FuncRef()}, {"externref", wasm.ExternRef()}} {
		ts := []wasm.ValType{f.t}
		b.ExportFunc(f.name, b.Func(ts, ts, nil, instr(op.LocalGet, 0)))
	}
	two := []wasm.ValType{wasm.I32, wasm.F64}
	b.ExportFunc("two", b.Func(two, two, nil, instr(op.LocalGet, 0), instr(op.LocalGet, 1)))
	b.ExportFunc("none", b.Func(nil, nil, nil))
	b.Pages(1, 1)
	b.Export("memory", wasm.ExternMemory, 0)
}

// importsModule imports one thing of every kind; call and read use some.
func importsModule(b *wasmtest.Builder) {
	f := b.ImportFunc("env", "f", []wasm.ValType{wasm.I32, wasm.I64}, i32)
	b.ImportTable("env", "table", wasm.FuncRef(), wasm.Limits{Min: 3})
	b.ImportMemory("env", "memory", wasm.Limits{Min: 1})
	g := b.ImportGlobal("env", "global", wasm.I32, false)
	b.ImportTag("env", "tag", wasm.I32)
	b.ExportFunc("call", b.Func(nil, i32, nil, instr(op.I32Const, 20), instr(op.I64Const, 22), instr(op.Call, f)))
	b.ExportFunc("read", b.Func(nil, []wasm.ValType{wasm.I32, wasm.I32, wasm.I32}, nil,
		instr(op.GlobalGet, g), instr(op.MemorySize), instr(op.TableSize)))
}

// providerModule exports what importsModule imports.
func providerModule(b *wasmtest.Builder) {
	b.ExportFunc("f", b.Func([]wasm.ValType{wasm.I32, wasm.I64}, i32, nil,
		instr(op.LocalGet, 0), instr(op.LocalGet, 1), instr(op.I32WrapI64), instr(op.I32Add)))
	b.Table(wasm.FuncRef(), wasm.Limits{Min: 5})
	b.Memory(wasm.Limits{Min: 2})
	b.Global(wasm.I32, false, instr(op.I32Const, 7))
	b.Tag(wasm.I32)
	b.Export("table", wasm.ExternTable, 0)
	b.Export("memory", wasm.ExternMemory, 0)
	b.Export("global", wasm.ExternGlobal, 0)
	b.Export("tag", wasm.ExternTag, 0)
}

// loopModule is a program that never ends.
func loopModule(b *wasmtest.Builder) {
	f := b.Func(nil, nil, nil, instr(op.Loop), instr(op.Br, 0), instr(op.End))
	b.FuncName(f, "spin")
	b.ExportFunc("_start", b.Func(nil, nil, nil, instr(op.Call, f)))
}

// growModule grows its memory by 16 pages, or its argument, and returns the size before.
func growModule(b *wasmtest.Builder) {
	b.Memory(wasm.Limits{Min: 1})
	b.ExportFunc("grow", b.Func(i32, i32, nil, instr(op.LocalGet, 0), instr(op.MemoryGrow)))
}

// exitModule ends with the status that it is invoked with, or 7.
func exitModule(b *wasmtest.Builder) {
	exit := b.ImportFunc("wasi_snapshot_preview1", "proc_exit", i32, nil)
	b.ExportFunc("exit", b.Func(i32, nil, nil, instr(op.LocalGet, 0), instr(op.Call, exit)))
	b.ExportFunc("_start", b.Func(nil, nil, nil, instr(op.I32Const, 7), instr(op.Call, exit)))
}

// startModule runs when it is instantiated.
func startModule(b *wasmtest.Builder) {
	exit := b.ImportFunc("wasi_snapshot_preview1", "proc_exit", i32, nil)
	b.Start(b.Func(nil, nil, nil, instr(op.I32Const, 5), instr(op.Call, exit)))
}

func trapStartModule(b *wasmtest.Builder) {
	f := b.Func(nil, nil, nil, instr(op.Unreachable))
	b.FuncName(f, "setup")
	b.Start(f)
}

func objectModule(b *wasmtest.Builder) {
	b.ImportMemory("env", "__linear_memory", wasm.Limits{Min: 1})
	b.Custom("linking", wasmtest.U(2))
}

func throwModule(b *wasmtest.Builder) {
	tag := b.Tag(wasm.I32)
	f := b.Func(i32, nil, nil, instr(op.LocalGet, 0), instr(op.Throw, tag))
	b.FuncName(f, "fail")
	b.ExportFunc("_start", b.Func(nil, nil, nil, instr(op.I32Const, 42), instr(op.Call, f)))
}

// recurseModule calls itself as often as its argument says, then traps.
func recurseModule(b *wasmtest.Builder) {
	f := b.Declare(b.FuncType(i32, nil))
	b.Body(f, nil, instr(op.LocalGet, 0), instr(op.I32Eqz), instr(op.If), instr(op.Unreachable), instr(op.End),
		instr(op.LocalGet, 0), instr(op.I32Const, 1), instr(op.I32Sub), instr(op.Call, f))
	b.FuncName(f, "down")
	b.ExportFunc("down", f)
}

// hostTrapModule stands for names that a terminal must not see.
func hostTrapModule(b *wasmtest.Builder) {
	f := b.Func(nil, nil, nil, instr(op.Unreachable))
	b.FuncName(f, "\x1b[31mred\x07")
	b.ExportFunc("_start", f)
}

// sharedModule imports a shared memory.
func sharedModule(b *wasmtest.Builder) {
	b.ImportMemory("env", "memory", wasm.Limits{Min: 1, Max: 4, HasMax: true, Shared: true})
	b.ExportFunc("size", b.Func(nil, i32, nil, instr(op.MemorySize)))
}

// badBodyModule has a body that does not validate.
func badBodyModule(b *wasmtest.Builder) {
	b.ExportFunc("_start", b.Func(nil, nil, nil, instr(op.I32Add)))
}

// threadsModule spawns a thread that traps while the first thread waits.
func threadsModule(b *wasmtest.Builder) {
	spawn := b.ImportFunc("wasi", "thread-spawn", i32, i32)
	b.ImportMemory("env", "memory", wasm.Limits{Min: 1, Max: 1, HasMax: true, Shared: true})
	b.ExportFunc("wasi_thread_start", b.Func([]wasm.ValType{wasm.I32, wasm.I32}, nil, nil, instr(op.Unreachable)))
	b.ExportFunc("_start", b.Func(nil, nil, nil, instr(op.I32Const, 5), instr(op.Call, spawn), instr(op.Drop),
		instr(op.I32Const, 0), instr(op.I32Const, 0), instr(op.I64Const, -1), instr(op.MemoryAtomicWait32), instr(op.Drop)))
}

// deadlockModule waits for what nobody will do.
func deadlockModule(b *wasmtest.Builder) {
	b.ImportMemory("env", "memory", wasm.Limits{Min: 1, Max: 1, HasMax: true, Shared: true})
	b.ExportFunc("_start", b.Func(nil, nil, nil,
		instr(op.I32Const, 0), instr(op.I32Const, 0), instr(op.I64Const, -1), instr(op.MemoryAtomicWait32), instr(op.Drop)))
}

// segmentModule has a data segment that does not fit its memory.
func segmentModule(b *wasmtest.Builder) {
	b.Pages(1, 1)
	b.Data(0, instr(op.I32Const, 0xffff), []byte("ab"))
}

func TestEveryTestModuleIsUsed(t *testing.T) {
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, s := range scripts {
		b, err := os.ReadFile(s)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b...)
	}
	for name := range testModules() {
		if !slices.Contains(fieldsAfter(string(all), "build"), name) {
			t.Errorf("no script builds %s", name)
		}
	}
}

// fieldsAfter returns the words that follow a word at the beginning of a line.
func fieldsAfter(text, word string) (next []string) {
	for line := range strings.Lines(text) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == word {
			next = append(next, f[1])
		}
	}
	return next
}
