package debugger_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
)

const watchC = "debug/watch/watch.c"

// watching starts the program of hidden changes and stops where a mark is.
func watching(t *testing.T, at string) *program {
	p := newProgram(t, "debug/watch/watch_O0.wasm")
	p.stdin = strings.NewReader("0123456789")
	p.start()
	b := p.breakAt(mark(t, watchC, at))
	p.resume(debugger.ReasonBreakpoint)
	if err := p.RemoveBreakpoint(b.ID); err != nil {
		t.Fatal(err)
	}
	return p
}

// watched continues to the next stop at a watchpoint and returns its event as text.
func (p *program) watched() string {
	p.t.Helper()
	stop := p.resume(debugger.ReasonWatchpoint)
	var list []string
	for _, w := range stop.Watches {
		text := w.Text + ": " + w.Old + " -> " + w.New
		if w.Gone {
			text = w.Text + " is gone"
		}
		if w.Hit.By.Host != nil {
			text += " by " + w.Hit.By.Host.Name
		}
		list = append(list, text)
	}
	return strings.Join(list, "; ")
}

func (p *program) watch(spec debugger.WatchSpec) debugger.Watchpoint {
	p.t.Helper()
	w, err := p.AddWatchpoint(spec)
	if err != nil {
		p.t.Fatal(err)
	}
	return w
}

// TestWatchGlobal follows a global variable.
func TestWatchGlobal(t *testing.T) {
	p := watching(t, "main")
	w := p.watch(debugger.WatchSpec{Expr: "counter", Changes: true})
	if !strings.HasPrefix(w.Where, "4 bytes at 0x") {
		t.Errorf("%q", w.Where)
	}
	for _, want := range []string{"counter: 0 -> 1", "counter: 1 -> 3"} {
		if got := p.watched(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		p.inspect(func(_ *debugger.View, top *debugger.Frame) {
			if top.Func.Name != "count" {
				t.Errorf("stopped in %s", top.Func.Name)
			}
		})
	}
	p.resume(debugger.ReasonExit) // counter = counter changes nothing
	if n := p.Watchpoints()[0].Hits; n != 2 {
		t.Errorf("%d hits", n)
	}
}

// TestWatchStray finds who writes through a stray pointer, memory.fill and a function of the host.
func TestWatchStray(t *testing.T) {
	p := watching(t, "main")
	p.watch(debugger.WatchSpec{Expr: "account.balance", Changes: true})
	p.watch(debugger.WatchSpec{Expr: "buffer", Changes: true})
	p.watch(debugger.WatchSpec{Expr: "values[2]", Changes: true})
	var got []string
	for range 5 {
		text := p.watched()
		p.inspect(func(v *debugger.View, _ *debugger.Frame) {
			th, _ := v.Thread()
			frames, err := v.Frames(th, 0, 20)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, text+" in "+names(frames))
		})
	}
	for i, want := range []string{
		"values[2]: 3 -> 7 in stray main",
		"account.balance: 100 -> ",
		"account.balance: ",
		"buffer: ",
		"values[2] is gone",
	} {
		if !strings.HasPrefix(got[i], want) {
			t.Errorf("%d: %s, want %s", i, got[i], want)
		}
	}
	if !strings.Contains(got[3], "0123456789") || !strings.Contains(got[3], " by fd_read") {
		t.Errorf("the host's write: %s", got[3])
	}
	p.resume(debugger.ReasonExit)
}

// TestWatchLocal follows a variable of a frame until that is left.
func TestWatchLocal(t *testing.T) {
	p := watching(t, "local")
	p.watch(debugger.WatchSpec{Expr: "total", Changes: true})
	var got []string
	for range 5 {
		got = append(got, p.watched())
	}
	if text := strings.Join(got[1:], ", "); text != "total: 0 -> 1, total: 1 -> 3, total: 3 -> 6, total is gone" {
		t.Errorf("%s", got)
	}
	p.inspect(func(_ *debugger.View, top *debugger.Frame) {
		if top.Func.Name != "main" {
			t.Errorf("it is gone in %s", top.Func.Name)
		}
	})
	if len(p.Watchpoints()) != 0 {
		t.Errorf("%+v", p.Watchpoints())
	}
	p.resume(debugger.ReasonExit)
}

// TestWatchReads stops where a variable is read.
func TestWatchReads(t *testing.T) {
	p := watching(t, "count")
	p.watch(debugger.WatchSpec{Expr: "counter", Access: target.Read})
	for range 3 {
		if got := p.watched(); !strings.HasPrefix(got, "counter: ") {
			t.Error(got)
		}
	}
}

// TestWatchState follows the stack pointer, which is a wasm global.
func TestWatchState(t *testing.T) {
	p := watching(t, "main")
	w := p.watch(debugger.WatchSpec{Expr: "$global[__stack_pointer]", Condition: "1"})
	if w.Where != "global 0 (__stack_pointer)" {
		t.Errorf("%q", w.Where)
	}
	p.watched()
}

// TestWatchErrors says what cannot be watched, and why.
func TestWatchErrors(t *testing.T) {
	p := watching(t, "main")
	for text, want := range map[string]string{
		"1 + 2":   "no place",
		"nothing": "no variable",
		"":        "",
		"main":    "",
	} {
		if _, err := p.AddWatchpoint(debugger.WatchSpec{Expr: text}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// TestWatchRestart keeps watchpoints of what is there always.
func TestWatchRestart(t *testing.T) {
	p := watching(t, "local")
	p.watch(debugger.WatchSpec{Expr: "total", Changes: true})
	p.watch(debugger.WatchSpec{Expr: "counter", Changes: true})
	if err := p.Restart(true); err != nil {
		t.Fatal(err)
	}
	p.wait(debugger.ReasonEntry)
	if list := p.Watchpoints(); len(list) != 1 || list[0].Expr != "counter" {
		t.Fatalf("%+v", list)
	}
	if got := p.watched(); got != "counter: 0 -> 1" {
		t.Error(got)
	}
}
