package panes

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/wasm"
)

// Actions of the heap.
const (
	heapTrack     = "heap-track"
	heapMemory    = "heap-memory"
	heapPath      = "heap-path"
	heapReferrers = "heap-referrers"
)

// heapPane shows the blocks of the guest's allocator, and garbage-collected objects.
type heapPane struct {
	pane.Tree
	// question is what is asked about an object.
	question heapQuestion
	asked    bool // and not answered yet
	read     bool
	err      error
}

// heapQuestion asks how an object is reached, or who refers to it. The zero value asks nothing.
type heapQuestion struct {
	action string
	ref    symbols.Word
}

// heapKey says what was read.
type heapKey struct {
	version, unfolding uint64
	question           heapQuestion
}

// What rows of the heap stand for.
type (
	heapBlock struct {
		instance   target.InstanceID
		addr, size uint64
	}
	heapObject struct{ ref symbols.Word }
	heapPlace  struct {
		pos      symbols.Pos
		instance target.InstanceID
		at       wasm.FileOffset
		code     bool
	}
)

// NewHeap returns the pane of what is allocated.
func NewHeap() pane.Pane { return &heapPane{} }

// ID implements pane.Pane.
func (p *heapPane) ID() pane.ID { return pane.Heap }

// Title implements pane.Pane.
func (p *heapPane) Title(*pane.Context) string { return "heap" }

// Actions implements pane.Pane.
func (p *heapPane) Actions() []pane.Action {
	return []pane.Action{
		{Name: pane.Toggle, Keys: []string{"space"}, Help: "unfold or fold", Short: "unfold"},
		{Name: heapTrack, Keys: []string{"T"}, Help: "follow the guest's allocator, or no longer", Short: "track"},
		{Name: heapMemory, Keys: []string{"m"}, Help: "show the memory of the block", Short: "memory"},
		{Name: heapPath, Keys: []string{"p"}, Help: "show why the object is alive: a shortest way from a root", Short: "path"},
		{Name: heapReferrers, Keys: []string{"R"}, Help: "show what refers to the object", Short: "referrers"},
	}
}

// Resize implements pane.Pane.
func (p *heapPane) Resize(_ *pane.Context, width, height int) { p.Tree.Resize(width, height) }

// Want implements pane.Pane.
func (p *heapPane) Want(c *pane.Context) pane.Want {
	if !c.Stands() {
		return pane.Want{}
	}
	open, n := p.Unfolding()
	q, dir := p.question, c.Dir
	return pane.Want{Key: heapKey{c.Version, n, q}, Read: func(v *debugger.View) (any, error) {
		r := heapReading{v: v, open: open, dir: dir}
		if err := r.all(q); err != nil {
			return nil, err
		}
		return r.rows, nil
	}}
}

// Loaded implements pane.Pane.
func (p *heapPane) Loaded(_ *pane.Context, result any, err error) tea.Cmd {
	if p.err = err; err == nil {
		p.read = true
		p.Set(result.([]pane.TreeRow))
		if p.asked {
			p.asked = false
			p.To(0) // where the answer is
		}
	}
	return nil
}

// Hear implements pane.Listener.
func (p *heapPane) Hear(_ *pane.Context, msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case debugger.ResumeEvent, debugger.RestartEvent:
		p.question, p.asked = heapQuestion{}, false // objects may be others then
	}
	return nil
}

// Draw implements pane.Pane.
func (p *heapPane) Draw(c *pane.Context, a frame.Area) {
	switch {
	case p.err != nil:
		drawNote(a, p.err.Error(), frame.Error)
	case !p.read:
		drawNote(a, notRead(c), frame.Dim)
	default:
		p.Tree.Draw(a, c.Active == pane.Heap)
	}
}

// Search implements pane.Searcher.
func (p *heapPane) Search(_ *pane.Context, text string, by int, from bool) (tea.Cmd, bool) {
	return nil, p.Tree.Search(text, by, from)
}

// Mouse implements pane.Pane.
func (p *heapPane) Mouse(c *pane.Context, m pane.Mouse) tea.Cmd {
	if p.Tree.Mouse(m) {
		cmd, _ := p.Do(c, pane.Enter)
		return cmd
	}
	return nil
}

// Do implements pane.Pane.
func (p *heapPane) Do(c *pane.Context, action string) (tea.Cmd, bool) {
	var data any
	if row := p.At(); row != nil {
		data = row.Data
	}
	switch action {
	case pane.Enter:
		if cmd := show(data); cmd != nil {
			return cmd, true
		}
		if row := p.At(); row != nil && row.Fold == pane.Leaf && row.Data != nil {
			return memoryOf(data), true
		}
	case heapMemory:
		return memoryOf(data), true
	case heapTrack:
		return track(c), true
	case heapPath, heapReferrers:
		return p.ask(action, data), true
	case pane.Escape:
		asked := p.question != heapQuestion{}
		p.question = heapQuestion{}
		return nil, asked
	}
	return nil, p.Tree.Do(action)
}

// show goes to the place of a row; nil where it has none.
func show(data any) tea.Cmd {
	place, ok := data.(heapPlace)
	switch {
	case !ok:
		return nil
	case place.pos.IsValid():
		return pane.Send(pane.ShowSource{Pos: place.pos})
	case place.code:
		return pane.Send(pane.ShowCode{Instance: place.instance, At: place.at})
	}
	return tell("it is not known where that is")
}

func memoryOf(data any) tea.Cmd {
	if b, ok := data.(heapBlock); ok {
		return pane.Send(pane.ShowMemory{Instance: b.instance, Addr: b.addr, Len: b.size})
	}
	if _, ok := data.(heapObject); ok {
		return tell("objects of the garbage-collected heap are not in a memory of the program")
	}
	return tell("there is no block here")
}

// ask asks about the object of a row.
func (p *heapPane) ask(action string, data any) tea.Cmd {
	o, ok := data.(heapObject)
	if !ok {
		return tell("there is no object here")
	}
	p.question, p.asked = heapQuestion{action, o.ref}, true
	return nil
}

// track has the guest's allocator followed, or asks whether it shall be followed no longer.
func track(c *pane.Context) tea.Cmd {
	s := c.Session
	off := func() tea.Msg {
		if err := s.UntrackHeap(); err != nil {
			return pane.Tell{Text: err.Error(), Error: true}
		}
		return pane.Changed{}
	}
	return func() tea.Msg {
		complete, tracked := false, false
		err := s.Inspect(func(v *debugger.View) error {
			st, err := v.HeapStats()
			complete, tracked = st.Complete, err == nil
			return nil
		})
		switch {
		case err != nil:
			return pane.Tell{Text: err.Error(), Error: true}
		case tracked:
			return pane.Confirm{Question: "follow the allocator no longer, and forget what was seen?", Yes: off}
		}
		if err := s.TrackHeap(debugger.HeapSpec{}); err != nil {
			return pane.Tell{Text: err.Error(), Error: true}
		}
		if err := s.Inspect(func(v *debugger.View) error {
			st, err := v.HeapStats()
			complete = st.Complete
			return err
		}); err != nil && !errors.Is(err, debugger.ErrRunning) {
			return pane.Tell{Text: err.Error(), Error: true}
		}
		text := "the allocator is followed from now on"
		if !complete {
			text = "the allocator is followed from now on; after a restart from the beginning"
		}
		return tea.BatchMsg{pane.Send(pane.Changed{}), pane.Send(pane.Tell{Text: text})}
	}
}

// Paths of the sections.
const (
	allocatorPath = "\x1fallocator"
	objectsPath   = "\x1fobjects"
	answerPath    = "\x1fanswer"
)

// heapReading makes the rows of the pane.
type heapReading struct {
	v    *debugger.View
	open pane.Unfolding
	dir  string
	rows []pane.TreeRow
}

// Bounds of what is read at once.
const (
	// maxHeapBlocks is up to how many live blocks are grouped.
	maxHeapBlocks = 50_000
	// maxHeapObjects is how many objects are visited.
	maxHeapObjects = 100_000
	// maxHeapDepth bounds how deep objects are unfolded within others.
	maxHeapDepth = 40
)

func (r *heapReading) all(q heapQuestion) error {
	if q.action != "" {
		r.answer(q)
	}
	if err := r.allocator(); err != nil {
		return err
	}
	return r.objects()
}

// add adds a row.
func (r *heapReading) add(row pane.TreeRow) { r.rows = append(r.rows, row) }

// say adds a row that only says something.
func (r *heapReading) say(depth int, text string, role frame.Role) {
	r.add(pane.TreeRow{Path: fmt.Sprintf("\x1f%d", len(r.rows)), Depth: depth, Name: text, NameRole: role})
}

// unfolds adds a row that has others in it, and returns how many of them are to be shown: shown where nobody has said.
func (r *heapReading) unfolds(row pane.TreeRow, shown int) int {
	n := r.open.Of(row.Path, shown)
	if row.Fold = pane.Folded; n > 0 {
		row.Fold = pane.Unfolded
	}
	r.add(row)
	return n
}

// more adds what stands for the rest of n rows of which some are shown.
func (r *heapReading) more(of string, depth, shown, n int) {
	if n > shown {
		r.add(pane.MoreRow(of, depth, shown, int64(n-shown)))
	}
}
