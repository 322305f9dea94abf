package local_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/engine/wasi"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/target/local"
	"github.com/wdbg/wdbg/wasm"
)

// program makes a target of a WASI program.
func program(t testing.TB, path string, stdin io.Reader, args ...string) (*target.Target, *bytes.Buffer) {
	t.Helper()
	p := command(t, read(t, path), stdin, args...)
	return p.Target, &p.out
}

func read(t testing.TB, path string) *wasm.Module {
	t.Helper()
	file, err := os.ReadFile(filepath.FromSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	m, err := wasm.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// guest is a WASI program under control.
type guest struct {
	*target.Target
	out  bytes.Buffer
	inst *engine.Instance
}

// command makes a target of a module that is a command of WASI.
func command(t testing.TB, m *wasm.Module, stdin io.Reader, args ...string) *guest {
	t.Helper()
	g := &guest{}
	sys, err := wasi.New(wasi.Config{Args: append([]string{"program"}, args...), Stdin: stdin, Stdout: &g.out, Stderr: &g.out})
	if err != nil {
		t.Fatal(err)
	}
	store := engine.NewStore(engine.Config{Tier: interp.New()})
	system := sys.Resolver(store)
	resolve := func(module, name string) (engine.Extern, bool) {
		for i := range m.Imports { // programs with threads import their memory
			if imp := &m.Imports[i]; imp.Module == module && imp.Name == name && imp.Kind == wasm.ExternMemory {
				mem, err := store.NewMemory(imp.Memory)
				return mem, err == nil
			}
		}
		return system(module, name)
	}
	steps := 0
	g.Target = local.New(local.Config{
		Store: store,
		Next: func() (local.Step, error) {
			switch steps++; steps {
			case 1:
				return local.Step{Module: m, Name: "main", Path: "main.wasm", Resolve: resolve, Linked: func(i *engine.Instance) error {
					g.inst = i
					return nil
				}}, nil
			case 2:
				f, _ := g.inst.ExportedFunc("_start")
				return local.Step{Call: f}, nil
			}
			return local.Step{}, io.EOF
		},
		Pause: sys.Pause,
		Close: sys.Close,
	})
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	return g
}

// load runs a program until its module is there, but nothing of it has run.
func load(t testing.TB, tgt *target.Target) {
	t.Helper()
	if err := tgt.Catch.SetCatches(target.Catches{Load: true}); err != nil {
		t.Fatal(err)
	}
	if st := tgt.Resume(target.Resume{}); st.Reason != target.Loaded {
		t.Fatalf("%+v", st)
	}
	if err := tgt.Catch.SetCatches(target.Catches{}); err != nil {
		t.Fatal(err)
	}
}

const hello = "../../testdata/programs/c/hello/main_O0.wasm"

// TestInstr executes a program instruction by instruction for a while and then to the end.
func TestInstr(t *testing.T) {
	plain, want := program(t, hello, nil, "x")
	if st := plain.Resume(target.Resume{}); st.Reason != target.Exited {
		t.Fatalf("the program ended with %+v", st)
	}
	tgt, out := program(t, hello, nil, "x")
	st := tgt.Resume(target.Resume{Instr: true, Thread: target.AnyThread})
	for range 3000 {
		if st.Reason != target.Stepped {
			t.Fatalf("the step ended with %+v", st)
		}
		if _, err := tgt.Frames(st.Thread, 0, 1); err != nil {
			t.Fatal(err)
		}
		st = tgt.Resume(target.Resume{Instr: true, Thread: st.Thread})
	}
	if st = tgt.Resume(target.Resume{}); st.Reason != target.Exited || out.String() != want.String() {
		t.Errorf("%+v; output %q, want %q", st, out, want)
	}
}

// TestInterrupt interrupts a program from the outside and lets it go on.
func TestInterrupt(t *testing.T) {
	tgt, out := program(t, hello, nil, "x")
	tgt.Interrupt()
	if st := tgt.Resume(target.Resume{}); st.Reason != target.Interrupted {
		t.Fatalf("an interrupt before the program runs: %+v", st)
	}
	if err := tgt.Catch.SetCatches(target.Catches{Load: true}); err != nil {
		t.Fatal(err)
	}
	if st := tgt.Resume(target.Resume{}); st.Reason != target.Loaded {
		t.Fatalf("%+v", st)
	}
	inst := tgt.Instances()[0]
	called := 0
	b := &target.Break{Thread: target.AnyThread, Depth: target.AnyDepth, Test: func(target.Frame) bool {
		if called++; called == 1 {
			tgt.Interrupt()
		}
		return false
	}}
	b.Func, b.Offset = firstInstr(t, inst.Module)
	if err := tgt.AddBreaks([]*target.Break{b}); err != nil {
		t.Fatal(err)
	}
	st := tgt.Resume(target.Resume{})
	if st.Reason != target.Interrupted {
		t.Fatalf("an interrupt while the program runs: %+v", st)
	}
	if frames, err := tgt.Frames(st.Thread, 0, 10); err != nil || len(frames) == 0 {
		t.Errorf("frames %v, %v", frames, err)
	}
	if st = tgt.Resume(target.Resume{}); st.Reason != target.Exited || out.Len() == 0 {
		t.Errorf("%+v\n%s", st, out)
	}
}

// firstInstr returns the first instruction of a program's _start.
func firstInstr(t *testing.T, m *wasm.Module) (wasm.FuncIndex, wasm.FuncOffset) {
	t.Helper()
	for _, e := range m.Exports {
		if e.Name != "_start" {
			continue
		}
		f := wasm.FuncIndex(e.Index)
		body, _ := m.Body(f)
		var r wasm.InstrReader
		r.Reset(m.Bytes, body.Start, body.End)
		if err := r.Locals(func(uint32, wasm.ValType) error { return nil }); err != nil {
			t.Fatal(err)
		}
		return f, wasm.FuncOffset(r.Pos() - body.Start)
	}
	t.Fatal("no _start")
	return 0, 0
}
