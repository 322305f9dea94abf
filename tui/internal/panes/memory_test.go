package panes_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/internal/panes"
)

// memoryPlayer is a player of the memory.
type memoryPlayer struct{ *player }

// playMemory starts a program, with an area for its memory.
func playMemory(t *testing.T, d *debuggee.Program, width, height int) *memoryPlayer {
	t.Helper()
	h := &memoryPlayer{play(t, d, panes.NewMemory())}
	h.size(width, height)
	return h
}

func (h *memoryPlayer) size(width, height int) {
	h.t.Helper()
	h.w, h.h = width, height
	h.p.Resize(&h.c, width, height)
	h.settle()
}

// cursor returns the address of the cursor.
func (h *memoryPlayer) cursor() uint64 { return panes.MemoryCursor(h.p) }

// ask carries out an action that asks, and answers it.
func (h *memoryPlayer) ask(action, text string) {
	h.t.Helper()
	h.do(action)
	h.answer(text)
}

// hears passes a message to the pane.
func (h *memoryPlayer) hears(msg pane.ShowMemory) {
	h.t.Helper()
	h.take(h.p.(pane.Listener).Hear(&h.c, msg))
	h.settle()
}

// shows compares what is seen, and the letters of roles where these are given.
func (h *memoryPlayer) shows(text, roles string) {
	h.t.Helper()
	f := h.draw()
	if got, want := strings.TrimRight(f.Text(), "\n"), strings.Trim(text, "\n"); got != want {
		h.t.Errorf("text:\n%s\nwant:\n%s", got, want)
	}
	if got, want := strings.TrimRight(f.Roles(), "\n"), strings.Trim(roles, "\n"); roles != "" && got != want {
		h.t.Errorf("roles:\n%s\nwant:\n%s", got, want)
	}
}

// lastTold returns the last text for the last row.
func (h *memoryPlayer) lastTold() string {
	if h.told == nil {
		return ""
	}
	return h.told.Text
}

// account holds a memory pane beside a program that is about to change its account.
func account(t *testing.T, width, height int) *memoryPlayer {
	h := playMemory(t, &debuggee.Program{Path: "debug/watch/watch_O0.wasm"}, width, height)
	h.to(debugger.BreakpointSpec{Location: "rename_owner"})
	h.ask("memory-goto", "&account")
	return h
}

func TestMemoryShows(t *testing.T) {
	h := account(t, 78, 7)
	h.shows(`
0fff0  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  ................
10000  01 00 00 00 02 00 00 00  03 00 00 00 04 00 00 00  ................
10010  67 72 61 63 65 20 68 6f  70 00 00 00 61 64 61 00  grace hop...ada.
10020  00 00 00 00 64 00 00 00  00 00 00 00 00 00 00 00  ....d...........
10030  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  ................
10040  03 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  ................
0x1001c <account+0>  u8 97  i32 6382689 (0x616461)  f32 8.944052e-39  i64 6382`, `
ddddd  dd dd dd dd dd dd dd dd  dd dd dd dd dd dd dd dd  dddddddddddddddd
ddddd     dd dd dd    dd dd dd     dd dd dd    dd dd dd   ddd ddd ddd ddd
SSSSS  ss ss ss ss ss ss ss ss  ss dd dd dd ss ss ss dd  sssssssssdddsssd
ddddd  dd dd dd dd ss dd dd dd  dd dd dd dd dd dd dd dd  ddddsddddddddddd
ddddd  dd dd dd dd dd dd dd dd  dd dd dd dd dd dd dd dd  dddddddddddddddd
ddddd     dd dd dd dd dd dd dd  dd dd dd dd dd dd dd dd   ddddddddddddddd
SSSSSSSaaaaaaaaaaaa  dddnn  ddddnnnnnnnnnnnnnnnnnn  ddddnnnnnnnnnnnn  ddddnnnn`)
	h.do("memory-units", "memory-units", pane.Right)
	h.size(46, 5)
	h.shows(`
10008  00000003 00000004  ........
10010  63617267 6f682065  grace ho
10018  00000070 00616461  p...ada.
10020  00000000 00000064  ....d...
0x10020 <account+4>  u8 0  i32 0  f32 0  i64 4`, ``)
	if got, want := h.p.Title(&h.c), "memory · 0x20000 bytes · numbers of 4"; got != want {
		t.Errorf("title %q, want %q", got, want)
	}
}

// TestMemoryChanges: bytes that were others at the stop before are marked, and only those.
func TestMemoryChanges(t *testing.T) {
	h := account(t, 46, 5)
	h.to(debugger.BreakpointSpec{Location: "clear"})
	h.shows(`
10010  67 72 61 63 65 20 68 6f  grace ho
10018  70 00 00 00 67 72 61 63  p...grac
10020  65 20 68 6f 70 00 00 00  e hop...
10028  00 00 00 00 00 00 00 00  ........
0x1001c <account+0>  u8 103  i32 1667330663 (0`, `
ddddd  ss ss ss ss ss ss ss ss  ssssssss
SSSSS  ss dd dd dd ** ** ss **  sddd**s*
ddddd  ** ** ** ** ** dd dd dd  *****ddd
ddddd  dd dd dd dd dd dd dd dd  dddddddd
SSSSSSSaaaaaaaaaaaa  dddnnn  ddddnnnnnnnnnnnnn`)
	h.frame(1)
	if got := h.draw().Roles(); !strings.Contains(got, "*") {
		t.Errorf("no change is marked in another frame of the same stop:\n%s", got)
	}
	h.ask("memory-edit", `"x" 0x7980`)
	h.shows(`
10010  67 72 61 63 65 20 68 6f  grace ho
10018  70 00 00 00 78 79 80 63  p...xy.c
10020  65 20 68 6f 70 00 00 00  e hop...
10028  00 00 00 00 00 00 00 00  ........
0x1001c <account+0>  u8 120  i32 1669364088 (0`, ``)
}

// TestMemoryFollows: pointers lead somewhere, and there is a way back.
func TestMemoryFollows(t *testing.T) {
	h := playMemory(t, &debuggee.Program{Path: "debug/heap/heap_O0.wasm", Args: []string{"leak"}}, 78, 10)
	h.to(debugger.BreakpointSpec{Location: "main"})
	h.ask("memory-goto", "argv")
	at := h.cursor()
	h.do(pane.Right, pane.Right, pane.Right, pane.Right, pane.Enter)
	h.shows(`
10c70  70 72 6f 67 72 61 6d 00  6c 65 61 6b 00 00 00 00  program.leak....
10c80  00 00 00 00 00 00 00 00  00 00 00 00 13 00 00 00  ................
10c90  70 0c 01 00 78 0c 01 00  00 00 00 00 31 f3 00 00  p...x.......1...
10ca0  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  ................
10cb0  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  ................
10cc0  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  ................
10cd0  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  ................
10ce0  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  ................
0x10c78
u8 108  i32 1801545068 (0x6b61656c)  f32 2.7248726e+26  i64 1801545068 (0x6b61`, ``)
	h.do("memory-back", "memory-back", "memory-back")
	if got := h.cursor(); got != 0 || at == 0 {
		t.Errorf("back at 0x%x", got)
	}
	if got, want := h.lastTold(), "there is nothing to go back to"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
	h.ask("memory-goto", "argv[0]")
	h.ask("memory-goto", "+0x10")
	h.ask("memory-goto", "-16")
	h.ask("memory-goto", "nosuch")
	if got, want := h.lastTold(), "no variable 'nosuch'"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
	h.do(pane.Enter)
	if got, want := h.lastTold(), "address 0x676f7270 is outside of the memory, which ends at 0x20000"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
}

func TestMemorySearch(t *testing.T) {
	h := account(t, 46, 4)
	for _, test := range []struct {
		text string
		by   int
		from bool
		want uint64
		told string
	}{
		{"ada", 1, true, 0x1001c, ""},
		{"ada", 1, false, 0x1001c, ""}, // round the end
		{"grace", 1, false, 0x10010, ""},
		{"grace hop", -1, false, 0x10010, ""},
		{"0x64 00", -1, false, 0x10024, ""},
		{"0x64 01", -1, false, 0x10024, "0x64 01 is nowhere"},
		{"gr", -1, false, 0x10010, ""},
		{"a", 1, false, 0x10012, ""},
		{"a", -1, false, 0x1001e, ""},
		{`"ada\x00"`, 1, true, 0x1001c, ""},
		{"0x616", 1, true, 0x1001c, "half"},
		{"no such text", 1, true, 0x1001c, "no such text is nowhere in the memory"},
	} {
		h.told = nil
		cmd, _ := h.p.(pane.Searcher).Search(&h.c, test.text, test.by, test.from)
		h.take(cmd)
		h.settle()
		if got := h.cursor(); got != test.want {
			t.Errorf("%q by %d: at 0x%x, want 0x%x", test.text, test.by, got, test.want)
		}
		if got := h.lastTold(); !strings.Contains(got, test.told) || test.told == "" && got != "" {
			t.Errorf("%q: told %q, want %q", test.text, got, test.told)
		}
	}
}

// TestMemoryEnds: what is beyond the memory is said to be.
func TestMemoryEnds(t *testing.T) {
	h := account(t, 46, 4)
	h.do(pane.Bottom)
	h.shows(`
1ffe8  00 00 00 00 00 00 00 00  ........
1fff0  00 00 00 00 00 00 00 00  ........
1fff8  00 00 00 00 00 00 00 00  ........
0x1ffff  u8 0`, ``)
	h.ask("memory-edit", "00 00")
	if got, want := h.lastTold(), "address 0x20001 is outside of the memory, which ends at 0x20000"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
	h.hears(pane.ShowMemory{Addr: 0xffffffff_fffffff0})
	h.shows("address 0xfffffffffffffff0 is outside of the\nmemory, which ends at 0x20000", "")
	h.do("memory-edit", pane.Up, pane.Down, pane.PageUp, pane.Left)
	h.shows(`
1ffe8  00 00 00 00 00 00 00 00  ........
1fff0  00 00 00 00 00 00 00 00  ........
1fff8  00 00 00 00 00 00 00 00  ........
0x1ffee  u8 0  i32 0  f32 0  i64 0  f64 0`, ``)
	h.do(pane.Top, pane.Left, pane.Up, pane.PageUp, pane.HalfUp)
	if got := h.cursor(); got != 0 {
		t.Errorf("at 0x%x", got)
	}
}

// TestMemoryGrows: a memory of more than 4 GiB that was smaller at the stop before.
func TestMemoryGrows(t *testing.T) {
	h := playMemory(t, &debuggee.Program{Path: "programs/wat/memory64/main.wasm", Entry: "grow_past_4g", MaxMemory: 5 << 30}, 52, 4)
	h.do(pane.Bottom)
	h.shows(`
0ffe8  00 00 00 00 00 00 00 00  ........
0fff0  00 00 00 00 00 00 00 00  ........
0fff8  00 00 00 00 00 00 00 00  ........
0xffff  u8 0`, ``)
	for range 12 {
		h.run(h.s.Step(debugger.StepSpec{Kind: debugger.StepInto, Granularity: debugger.ByInstruction}))
	}
	h.do(pane.Bottom)
	h.shows(`
10003ffe8  00 00 00 00 00 00 00 00  ........
10003fff0  00 00 00 00 00 00 00 00  ........
10003fff8  00 00 00 00 00 00 00 00  ........
0x10003ffff  u8 0`, ``)
	h.ask("memory-goto", "0x100000010")
	h.shows(`
100000008  00 00 00 00 00 00 00 00  ........
100000010  cb 04 fb 71 1f 01 00 00  ...q....
100000018  00 00 00 00 00 00 00 00  ........
0x100000010  u8 203  i32 1912276171 (0x71fb04cb)  f3`, ``)
	h.ask("memory-edit", "08 01 00 00 01 00")
	h.do(pane.Enter)
	if got := h.cursor(); got != 0x1_0000_0108 {
		t.Errorf("at 0x%x", got)
	}
}

func TestMemories(t *testing.T) {
	h := playMemory(t, &debuggee.Program{Path: "programs/wat/multimemory/main.wasm", Entry: "sizes"}, 46, 2)
	titles := []string{"memory 0 of program · 0x10000 bytes", "memory 1 of program · 0x20000 bytes", "memory 2 of program · 0x0 bytes", "memory 0 of program · 0x10000 bytes"}
	for i, want := range titles {
		if got := h.p.Title(&h.c); got != want {
			t.Errorf("memory %d: title %q, want %q", i, got, want)
		}
		if i == 2 {
			h.shows("the memory has no bytes", "")
			h.do(pane.Bottom, pane.Down, pane.Right, pane.Enter)
		}
		h.do("memory-next")
	}
	h.hears(pane.ShowMemory{Memory: 1, Addr: 65540})
	h.shows(`
10000  62 69 67 20 64 61 74 61  big data
10008  00 00 00 00 00 00 00 00  ........`, ``)
	h.hears(pane.ShowMemory{Memory: 3, Addr: 1})
	h.shows("program has no memory 3", "ddddddd ddd dd dddddd d")
}

// TestMemoryTiny: there is no size at which anything goes wrong.
func TestMemoryTiny(t *testing.T) {
	h := account(t, 46, 4)
	for _, size := range [][2]int{{0, 0}, {1, 1}, {8, 2}, {0, 5}, {5, 0}, {12, 9}, {400, 1}, {3, 100}} {
		h.size(size[0], size[1])
		h.do("memory-units", pane.Down, pane.PageDown, pane.HalfUp, pane.Right, pane.Bottom, pane.Top)
		for x := range h.w {
			for y := range h.h {
				h.take(h.p.Mouse(&h.c, pane.Mouse{X: x, Y: y}))
			}
		}
		h.take(h.p.Mouse(&h.c, pane.Mouse{Kind: pane.Wheel, Wheel: -3}))
		h.settle()
		h.draw()
	}
	h.size(8, 2)
	h.ask("memory-goto", "&account")
	h.shows("1001c  6\n1001d  6", "SSSSS  s\nddddd  s")
}

func TestMemoryMouse(t *testing.T) {
	h := account(t, 46, 4)
	h.do("memory-units")
	for _, test := range []struct {
		x, y int
		want uint64
	}{
		{7, 0, 0x10011}, // the upper half of a number is its second byte
		{9, 0, 0x10010},
		{11, 0, 0x10010}, // between numbers: nothing happens
		{12, 1, 0x1001b},
		{32, 2, 0x10024},
		{45, 2, 0x10024},
	} {
		h.take(h.p.Mouse(&h.c, pane.Mouse{X: test.x, Y: test.y}))
		if got := h.cursor(); got != test.want {
			t.Errorf("click at %d, %d: 0x%x, want 0x%x", test.x, test.y, got, test.want)
		}
	}
	h.take(h.p.Mouse(&h.c, pane.Mouse{Kind: pane.Wheel, Wheel: 3}))
	h.settle()
	h.shows(`
10028  0000 0000 0000 0000  ........
10030  0000 0000 0000 0000  ........
10038  0000 0000 0000 0000  ........
0x1002c  u8 0  i32 0  f32 0  i64 0  f64 0`, ``)
}

// TestMemorySearchEnds: a search that is under way is given up.
func TestMemorySearchEnds(t *testing.T) {
	for name, end := range map[string]func(h *memoryPlayer){
		"escape": func(h *memoryPlayer) { h.do(pane.Escape) },
		"no text": func(h *memoryPlayer) {
			h.p.(pane.Searcher).Search(&h.c, "", 1, true)
		},
		"the program goes on": func(h *memoryPlayer) { h.p.(pane.Listener).Hear(&h.c, debugger.ResumeEvent{}) },
	} {
		h := account(t, 60, 4)
		h.p.(pane.Searcher).Search(&h.c, "hop", 1, false)
		if got, want := h.p.Title(&h.c), "memory · 0x20000 bytes · searching, 0 %"; got != want {
			t.Errorf("%s: title %q, want %q", name, got, want)
		}
		end(h)
		h.settle()
		if got := h.cursor(); got != 0x1001c || h.told != nil {
			t.Errorf("%s: at 0x%x, told %v", name, got, h.told)
		}
	}
}
