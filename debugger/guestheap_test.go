package debugger_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
)

// heapProgram starts the program of heap mistakes with its allocator being followed.
func heapProgram(t *testing.T, what string) *program {
	p := newProgram(t, "debug/heap/heap_O0.wasm")
	p.args = []string{what}
	if err := p.TrackHeap(debugger.HeapSpec{}); err != nil {
		t.Fatal(err)
	}
	p.start()
	return p
}

// names returns the functions of frames up to main.
func names(frames []*debugger.Frame) string {
	var list []string
	for _, f := range frames {
		if f.Func == nil || f.Func.Name == "" {
			continue
		}
		list = append(list, f.Func.Name)
		if f.Func.Name == "main" {
			break
		}
	}
	return strings.Join(list, " ")
}

// TestHeapLeaks finds what was never freed, with the calls that allocated it.
func TestHeapLeaks(t *testing.T) {
	p := heapProgram(t, "leak")
	p.resume(debugger.ReasonExit)
	p.leaks()
	if err := p.Restart(true); err != nil {
		t.Fatal(err)
	}
	p.wait(debugger.ReasonEntry)
	p.resume(debugger.ReasonExit)
	p.leaks()
}

// leaks checks the leaks of the program.
func (p *program) leaks() {
	p.t.Helper()
	err := p.Inspect(func(v *debugger.View) error {
		groups, err := v.HeapGroups()
		if err != nil {
			return err
		}
		var got []string
		for _, g := range groups {
			name := names(g.Frames)
			if !strings.HasSuffix(name, " main") {
				continue // the C library's own, for as long as the program runs
			}
			got = append(got, name)
			if len(g.Blocks) != 1 {
				p.t.Errorf("%d blocks of %s", len(g.Blocks), name)
			}
		}
		want := "copy leak_text main; operator new(unsigned long) push leak_nodes main"
		if strings.Join(got, "; ") != want {
			p.t.Errorf("leaks %q, want %q", strings.Join(got, "; "), want)
		}
		st, err := v.HeapStats()
		if err != nil || !st.Complete || st.Allocations == 0 || st.Errors != 0 || st.Unseen != 0 {
			p.t.Errorf("%+v, %v", st, err)
		}
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// TestHeapMistakes stops where memory is freed that must not be.
func TestHeapMistakes(t *testing.T) {
	for what, want := range map[string]string{
		"double":   "double free: free(0x",
		"invalid":  "which is no block that was allocated",
		"interior": "which is 8 bytes into the block of 64 bytes",
	} {
		p := heapProgram(t, what)
		stop := p.resume(debugger.ReasonHeap)
		if !strings.Contains(stop.Text, want) {
			t.Errorf("%s: %q", what, stop.Text)
		}
		p.inspect(func(v *debugger.View, top *debugger.Frame) {
			frames, err := v.Frames(top.Thread, 0, 10)
			if err != nil || !strings.HasPrefix(names(frames), "free release "+what+"_free main") {
				t.Errorf("%s: stopped in %q, %v", what, names(frames), err)
			}
		})
	}
	p := heapProgram(t, "none")
	p.resume(debugger.ReasonExit)
}
