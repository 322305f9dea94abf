package targettest_test

import (
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/target/targettest"
	"github.com/wdbg/wdbg/wasm"
)

// TestFake goes through a script.
func TestFake(t *testing.T) {
	here := target.Place{Func: 2, Offset: 7}
	fake := &targettest.Fake{
		Modules: []target.Instance{{Name: "main"}},
		Script: []targettest.Scene{{
			Stop: target.Stop{Reason: target.AtBreak, Thread: 1},
			Threads: []targettest.FakeThread{{Thread: target.Thread{ID: 1, Name: "main"}, Frames: []targettest.FakeFrame{
				{Frame: target.Frame{Place: here, Thread: 1, Depth: 3}, Locals: []symbols.Word{{Type: wasm.I32, Lo: 5}}}}}},
			Memory: map[target.InstanceID][]byte{0: {1, 2, 3, 4}},
		}},
	}
	tgt := fake.Target()
	if n := len(tgt.Instances()); n != 0 {
		t.Errorf("%d instances before it runs", n)
	}
	b := &target.Break{Place: here}
	if err := tgt.AddBreaks([]*target.Break{b, {Place: target.Place{Func: 3}}}); err != nil {
		t.Fatal(err)
	}
	st := tgt.Resume(target.Resume{})
	if st.Reason != target.AtBreak || len(st.Breaks) != 1 || st.Breaks[0] != b {
		t.Fatalf("%+v", st)
	}
	if err := tgt.Mutate.SetLocal(1, 3, 0, symbols.Word{Lo: 6}); err != nil {
		t.Fatal(err)
	}
	m, err := tgt.Machine(1, 3)
	if err != nil {
		t.Fatal(err)
	}
	if w, err := m.Local(0); err != nil || w.Lo != 6 || w.Type != wasm.I32 {
		t.Errorf("local %+v, %v", w, err)
	}
	p := make([]byte, 2)
	if err := m.ReadMemory(p, 2); err != nil || p[0] != 3 {
		t.Errorf("memory %v, %v", p, err)
	}
	if err := m.ReadMemory(p, 3); err == nil {
		t.Error("memory past the end was read")
	}
	for range 2 {
		if st = tgt.Resume(target.Resume{Instr: true}); st.Reason != target.Exited {
			t.Errorf("%+v", st)
		}
	}
	if len(fake.Resumes) != 3 || !fake.Resumes[1].Instr {
		t.Errorf("resumed %+v", fake.Resumes)
	}
}
