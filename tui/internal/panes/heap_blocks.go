package panes

import (
	"errors"
	"fmt"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// allocator adds the blocks of the guest's allocator.
func (r *heapReading) allocator() error {
	st, err := r.v.HeapStats()
	if errors.Is(err, debugger.ErrNoHeap) {
		if r.v.HasAllocator() {
			r.say(0, "the allocator is not followed: T follows it", frame.Dim)
		} else {
			r.say(0, "no function of an allocator is known: neither malloc nor another known name", frame.Dim)
		}
		return nil
	}
	if err != nil {
		return err
	}
	n := r.unfolds(pane.TreeRow{
		Path: allocatorPath, Name: "allocator", NameRole: frame.Strong,
		Value: fmt.Sprintf("%s, %s; at most %s", listing.Count(int(st.Live), "block"), listing.Count(int(st.LiveBytes), "byte"), listing.Count(int(st.PeakBytes), "byte")),
	}, pane.Page)
	if n == 0 {
		return nil
	}
	r.stats(&st)
	if st.Live > maxHeapBlocks {
		r.say(1, fmt.Sprintf("these are too many blocks to group at every stop, more than %s: the command 'heap blocks' does", listing.Grouped(maxHeapBlocks)), frame.Warning)
		return nil
	}
	groups, err := r.v.HeapGroups()
	if err != nil {
		return err
	}
	for i := range groups[:min(n, len(groups))] {
		r.group(&groups[i])
	}
	r.more(allocatorPath, 1, n, len(groups))
	return nil
}

// stats adds what was counted.
func (r *heapReading) stats(st *debugger.HeapStats) {
	if !st.Complete {
		r.say(1, "not followed from the beginning: older blocks are not known", frame.Warning)
	}
	text := fmt.Sprintf("%s, %s", listing.Count(int(st.Allocations), "allocation"), listing.Count(int(st.Frees), "free"))
	for _, more := range []struct {
		n    uint64
		what string
	}{{st.Failed, "failed"}, {st.Unknown, "of older blocks"}, {st.Unseen, "not seen"}} {
		if more.n > 0 {
			text += fmt.Sprintf(", %s %s", listing.Grouped(int(more.n)), more.what)
		}
	}
	r.say(1, text, frame.Dim)
	if st.Errors > 0 {
		r.say(1, listing.Count(int(st.Errors), "wrong free"), frame.Error)
	}
}

// group adds blocks that were allocated by the same calls: in it the calls, and the blocks.
func (r *heapReading) group(g *debugger.HeapGroup) {
	first := &g.Blocks[0]
	path := fmt.Sprintf("%s\x1f%d:%d", allocatorPath, first.Instance, first.Serial)
	row := pane.TreeRow{
		Path: path, Depth: 1, Name: fmt.Sprintf("%s in %s", listing.Count(int(g.Bytes), "byte"), listing.Count(len(g.Blocks), "block")), NameRole: frame.Number,
		Value: symbols.Printable(first.By), Role: frame.Function, Note: r.by(g.Frames), Data: heapBlock{first.Instance, first.Addr, first.Size},
	}
	if r.unfolds(row, 0) == 0 {
		return
	}
	for i, f := range g.Frames {
		r.pastFrame(fmt.Sprintf("%s\x1f%d", path, i), 2, f)
	}
	if g.Cut {
		r.say(2, "…", frame.Dim)
	}
	blocks := path + "\x1fblocks"
	n := r.unfolds(pane.TreeRow{Path: blocks, Depth: 2, Name: "blocks", NameRole: frame.Dim, Value: listing.Grouped(len(g.Blocks)), Role: frame.Number}, 0)
	for _, b := range g.Blocks[:min(n, len(g.Blocks))] {
		r.add(pane.TreeRow{
			Path: fmt.Sprintf("%s\x1f%d", blocks, b.Serial), Depth: 3, Name: fmt.Sprintf("0x%x", b.Addr), NameRole: frame.Accent,
			Value: listing.Count(int(b.Size), "byte"), Role: frame.Number, Note: fmt.Sprintf("allocation %d", b.Serial), Data: heapBlock{b.Instance, b.Addr, b.Size},
		})
	}
	if n > 0 {
		r.more(blocks, 3, n, len(g.Blocks))
	}
}

// by says in a few words what allocated: the innermost function that has source.
func (r *heapReading) by(frames []*debugger.Frame) string {
	for _, f := range frames {
		if pos := listing.Position(r.dir, f.Pos); pos != "" {
			return "in " + r.v.NameOf(f) + " at " + pos
		}
	}
	if len(frames) > 0 {
		return "in " + r.v.NameOf(frames[0])
	}
	return ""
}

// pastFrame adds a frame that no longer exists.
func (r *heapReading) pastFrame(path string, depth int, f *debugger.Frame) {
	place := heapPlace{pos: f.Pos, instance: f.Instance.ID}
	if at, ok := f.At(); ok {
		place.at, place.code = f.Instance.Module.FileOffsetOf(at), true
	}
	where := listing.Position(r.dir, f.Pos)
	if where == "" {
		where = listing.CodePlace(f.Activation(), len(r.v.Instances()) > 1)
	}
	r.add(pane.TreeRow{Path: path, Depth: depth, Name: r.v.NameOf(f), NameRole: frame.Function, Note: where, Data: place})
}
