package command

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
)

func heapCommands() []*Command {
	return []*Command{{
		Names: []string{"heap"}, Group: GroupObjects,
		Help:    "follow the guest's allocator: what is allocated, where, and what was never freed",
		Text:    "Without more, show numbers. It has to be turned on first, best before the program runs: blocks that are older are not known.",
		Example: "heap on\nrun\nheap\nheap leaks",
		Run:     (*Interp).heapStats,
		Sub: []*Command{
			{
				Names: []string{"on"}, Group: GroupObjects, Usage: "[quiet] [NAME=malloc|calloc|realloc|free...]",
				Help:    "follow malloc, free and their like from now on; a double or invalid free stops the program",
				Text:    "Functions of other names are given with what they are like. With quiet, wrong frees are only counted.",
				Example: "heap on\nheap on pool_get=malloc pool_put=free",
				Run:     (*Interp).heapOn,
			},
			{
				Names: []string{"off"}, Group: GroupObjects,
				Help:    "follow the allocator no longer",
				Example: "heap off",
				Run:     func(in *Interp, a Args) error { return in.s.UntrackHeap() },
			},
			{
				Names: []string{"blocks", "leaks", "live"}, Group: GroupObjects, Usage: "[N]",
				Help:    "list live blocks by the calls that allocated them, most bytes first; at the exit of the program these are its leaks",
				Example: "heap leaks\nheap leaks 3",
				Run:     (*Interp).heapBlocks,
			},
			{
				Names: []string{"block"}, Group: GroupObjects, Usage: "ADDRESS", Complete: CompleteExpr,
				Help:    "show the block that has an address, and where it was allocated and freed",
				Example: "heap block p",
				Run:     (*Interp).heapBlock,
			},
		},
	}}
}

func (in *Interp) heapOn(a Args) error {
	calls := map[string]debugger.AllocatorCall{"malloc": debugger.Malloc, "calloc": debugger.Calloc, "realloc": debugger.Realloc,
		"aligned_alloc": debugger.AlignedAlloc, "posix_memalign": debugger.PosixMemalign, "free": debugger.Free}
	spec := debugger.HeapSpec{Functions: map[string]debugger.AllocatorCall{}}
	for _, w := range a.Words() {
		if w == "quiet" {
			spec.Quiet = true
			continue
		}
		name, like, ok := strings.Cut(w, "=")
		call, known := calls[like]
		if !ok || !known || name == "" {
			return a.usage()
		}
		spec.Functions[name] = call
	}
	return in.s.TrackHeap(spec)
}

func (in *Interp) heapStats(a Args) error {
	if a.Text != "" {
		return fmt.Errorf("no command 'heap %s'; there are %s", printable(a.Text), enumerate(a.Command.Sub, ""))
	}
	return in.inspect(func(v *debugger.View) error {
		st, err := v.HeapStats()
		if err != nil {
			return fmt.Errorf("%w: 'heap on'", err)
		}
		in.printf("live: %s, %s; at most %s\n", listing.Count(int(st.Live), "block"), listing.Count(int(st.LiveBytes), "byte"), listing.Count(int(st.PeakBytes), "byte"))
		in.printf("allocations: %s, frees: %s", listing.Grouped(int(st.Allocations)), listing.Grouped(int(st.Frees)))
		if st.Failed > 0 {
			in.printf(", failed: %s", listing.Grouped(int(st.Failed)))
		}
		if st.Errors > 0 {
			in.printf(", %s", in.paint(listing.Red, "wrong frees: "+listing.Grouped(int(st.Errors))))
		}
		in.printf("\n")
		if st.Unknown > 0 {
			in.printf("frees of blocks that are older than the tracking: %s\n", listing.Grouped(int(st.Unknown)))
		}
		if st.Unseen > 0 {
			in.printf("calls whose result could not be seen: %s\n", listing.Grouped(int(st.Unseen)))
		}
		if !st.Complete {
			in.printf("the allocator was not followed from the beginning: older blocks are not known\n")
		}
		in.printf("functions: %s\n", listing.Clip(printable(strings.Join(st.Functions, ", ")), 1000))
		return nil
	})
}

func (in *Interp) heapBlocks(a Args) error {
	limit := 20
	if a.Text != "" {
		if _, err := fmt.Sscanf(a.Text, "%d", &limit); err != nil || limit < 1 {
			return a.usage()
		}
	}
	return in.inspect(func(v *debugger.View) error {
		groups, err := v.HeapGroups()
		if err != nil {
			return err
		}
		if len(groups) == 0 {
			in.printf("no live blocks\n")
		}
		for i, g := range groups {
			if i == limit {
				in.printf("… %s more\n", listing.Count(len(groups)-i, "place"))
				break
			}
			in.printf("%s in %s, by %s, the first at 0x%x:\n", in.paint(listing.Bold, listing.Count(int(g.Bytes), "byte")), listing.Count(len(g.Blocks), "block"),
				printable(g.Blocks[0].By), g.Blocks[0].Addr)
			in.pastFrames(v, g.Frames, g.Cut)
		}
		return nil
	})
}

// pastFrames writes frames that no longer exist.
func (in *Interp) pastFrames(v *debugger.View, frames []*debugger.Frame, cut bool) {
	for i, f := range frames {
		if i == 24 {
			cut = true
			break
		}
		in.printf("    %s\n", in.signature(v, f, false))
	}
	if cut {
		in.printf("    …\n")
	}
}

func (in *Interp) heapBlock(a Args) error {
	if a.Text == "" {
		return a.usage()
	}
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		at, err := v.MemoryPlace(f, a.Text)
		if err != nil {
			return placeError(err, a.Text)
		}
		if _, err := v.HeapStats(); err != nil {
			return err
		}
		b, live, ok := v.HeapBlockAt(at.Instance.ID, at.Addr)
		if !ok {
			in.printf("no known block has 0x%x\n", at.Addr)
			return nil
		}
		state := "live"
		if !live {
			state = "freed"
		}
		in.printf("0x%x is byte %d of a block of %s at 0x%x, %s; allocation %d, by %s:\n", at.Addr, at.Addr-b.Addr, listing.Count(int(b.Size), "byte"), b.Addr, state, b.Serial, printable(b.By))
		allocated, freed := v.HeapFrames(b)
		in.pastFrames(v, allocated, false)
		if freed != nil {
			in.printf("  freed:\n")
			in.pastFrames(v, freed, false)
		}
		return nil
	})
}
