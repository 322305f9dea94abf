package panes_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/internal/panes"
)

// TestHeapBlocks: the allocator is followed, and its blocks stand by where they were allocated.
func TestHeapBlocks(t *testing.T) {
	pl := play(t, &debuggee.Program{Path: "debug/heap/heap_O0.wasm", Args: []string{"leak"}}, panes.NewHeap())
	pl.w, pl.h = 90, 18
	pl.show("not followed")
	pl.do("heap-track")
	pl.show("followed from the beginning")
	pl.at("debug/heap/heap.cpp", "end")
	pl.show("at the end")
	pl.on("10 bytes")
	pl.do("heap-memory")
	want := pane.ShowMemory{Addr: 0x10ca0, Len: 10}
	if got := pl.sent[len(pl.sent)-1]; got != want {
		t.Errorf("sent %+v, want %+v", got, want)
	}
	pl.do(pane.Enter)
	pl.do(pane.Down, pane.Enter)
	if got, ok := pl.sent[len(pl.sent)-1].(pane.ShowSource); !ok || !strings.HasSuffix(got.Pos.File.Path, "heap.cpp") {
		t.Errorf("sent %+v, want the source of copy", pl.sent[len(pl.sent)-1])
	}
	pl.on("__main_void")
	pl.do(pane.Enter)
	if _, ok := pl.sent[len(pl.sent)-1].(pane.ShowCode); !ok {
		t.Errorf("sent %+v, want code", pl.sent[len(pl.sent)-1])
	}
	pl.on("blocks")
	pl.do(pane.Right)
	pl.show("unfolded")
	pl.do(pane.Down, pane.Enter)
	if got := pl.sent[len(pl.sent)-1]; got != want {
		t.Errorf("sent %+v, want %+v", got, want)
	}
	pl.do("heap-track")
	if got, ok := pl.sent[len(pl.sent)-1].(pane.Confirm); !ok {
		t.Errorf("sent %+v, want a question", got)
	} else {
		pl.take(got.Yes)
		pl.settle()
	}
	pl.show("no longer")
	pl.do("heap-track")
	pl.show("from now on")
	if pl.told == nil || !strings.Contains(pl.told.Text, "from now on; after a restart from the beginning") {
		t.Errorf("told %+v", pl.told)
	}
	pl.compare("heap_blocks")
}

// TestHeapObjects: objects by type, what is in them, why they are alive and who refers to them.
func TestHeapObjects(t *testing.T) {
	pl := play(t, &debuggee.Program{Path: "debug/gc/cache.wasm"}, panes.NewHeap())
	pl.w, pl.h = 90, 18
	pl.show("nothing")
	pl.do("heap-track")
	if pl.told == nil || !strings.Contains(pl.told.Text, "no function of an allocator was found") {
		t.Errorf("told %+v", pl.told)
	}
	pl.to(debugger.BreakpointSpec{Location: "done"})
	pl.show("by type")
	pl.on("struct table")
	pl.do(pane.Right, pane.Down, pane.Right, pane.Down, pane.Right, pane.Down, pane.Down)
	pl.show("unfolded")
	pl.do("heap-path")
	pl.show("path")
	pl.on("[0]")
	pl.do("heap-referrers")
	pl.show("referrers")
	pl.do(pane.Escape)
	pl.show("put away")
	pl.on("array bytes")
	pl.do("heap-path")
	if pl.told == nil || pl.told.Text != "there is no object here" {
		t.Errorf("told %+v", pl.told)
	}
	pl.compare("heap_objects")
}
