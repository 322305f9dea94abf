package panes

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/wasm"
)

// Actions of the memory.
const (
	memoryGoto  = "memory-goto"
	memoryBack  = "memory-back"
	memoryUnits = "memory-units"
	memoryNext  = "memory-next"
	memoryEdit  = "memory-edit"
)

// memorySpace is a memory of an instance; of target.NoInstance that of the program.
type memorySpace struct {
	inst target.InstanceID
	mem  wasm.MemoryIndex
}

// memorySpot is a place that can be returned to.
type memorySpot struct {
	chosen      *memorySpace
	cursor, top uint64
}

// memoryPane shows the bytes of a linear memory.
type memoryPane struct {
	width, height int
	unit          int // bytes that are shown as one number: 1, 2, 4, 8
	// chosen is the memory that is shown; nil is memory 0 of the selected frame's instance.
	chosen *memorySpace
	// cursor is a byte, top the first one that is seen: the beginning of a row.
	cursor, top uint64
	history     []memorySpot
	search      memorySearch
	// have is what was read last, before what was read at an earlier stop.
	have, before *memoryRead
	problem      error // of the last reading
}

// maxMemorySpots bounds the places that can be returned to.
const maxMemorySpots = 200

// NewMemory returns the pane of linear memories.
func NewMemory() pane.Pane { return &memoryPane{unit: 1} }

func (p *memoryPane) ID() pane.ID { return pane.Memory }

func (p *memoryPane) Actions() []pane.Action {
	return []pane.Action{
		{Name: memoryGoto, Keys: []string{"a"}, Help: "go to an address: a number, a pointer, something in memory, or +N and -N", Short: "address"},
		{Name: memoryBack, Keys: []string{"backspace", "B"}, Help: "go back to where it was before", Short: "back"},
		{Name: memoryUnits, Keys: []string{"f"}, Help: "show numbers of 1, 2, 4 or 8 bytes", Short: "units"},
		{Name: memoryEdit, Keys: []string{"e"}, Help: "change bytes from the cursor on", Short: "edit"},
		{Name: memoryNext, Keys: []string{"M"}, Help: "show the next memory of the program", Short: "next memory"},
	}
}

func (p *memoryPane) Title(*pane.Context) string {
	text := "memory"
	if p.have == nil || p.have.missing != "" {
		return text
	}
	if len(p.have.spaces) > 1 {
		text += fmt.Sprintf(" %d of %s", p.have.space.mem, p.have.name)
	}
	text += fmt.Sprintf(" · 0x%x bytes", p.have.size)
	if p.unit > 1 {
		text += fmt.Sprintf(" · numbers of %d", p.unit)
	}
	if p.search.active() {
		text += fmt.Sprintf(" · searching, %d %%", p.search.percent(p.have.size))
	}
	return text
}

// wanted returns the memory to show.
func (p *memoryPane) wanted(c *pane.Context) memorySpace {
	switch {
	case p.chosen != nil:
		return *p.chosen
	case c.Focus.Known && c.Focus.Instance >= 0:
		return memorySpace{inst: c.Focus.Instance}
	}
	return memorySpace{inst: target.NoInstance}
}

// shown returns what was read of the memory that is to be shown; nil where it was not.
func (p *memoryPane) shown(c *pane.Context) *memoryRead {
	if p.have == nil || p.have.asked.space != p.wanted(c) || p.have.missing != "" {
		return nil
	}
	return p.have
}

func (p *memoryPane) Resize(_ *pane.Context, width, height int) {
	p.width, p.height = width, height
	p.reveal(false)
}

func (p *memoryPane) Want(c *pane.Context) pane.Want {
	g := p.grid()
	seen := uint64(max(g.rows, 1) * g.bytes)
	q := memoryRequest{version: c.Version, stops: c.Stops, space: p.wanted(c), cursor: p.cursor, from: p.top - min(p.top, seen/2), n: 2 * seen}
	if p.have != nil {
		q.piece = p.search.piece(p.have.size)
	}
	return pane.Want{Key: q, Read: func(v *debugger.View) (any, error) { return q.read(v) }}
}

func (p *memoryPane) Loaded(c *pane.Context, result any, err error) tea.Cmd {
	p.problem = err
	read, ok := result.(*memoryRead)
	if err != nil || !ok {
		p.search.stop()
		return nil
	}
	if p.have != nil && p.have.serial != read.serial {
		p.before = p.have
	}
	p.have = read
	cmd := p.searched(c, read)
	p.reveal(false)
	return cmd
}

// Hear implements pane.Listener.
func (p *memoryPane) Hear(c *pane.Context, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.ShowMemory:
		p.show(c, memorySpace{msg.Instance, msg.Memory}, msg.Addr)
	case debugger.RestartEvent:
		p.have, p.before = nil, nil
		p.search.stop()
	case debugger.ResumeEvent:
		p.search.stop()
	}
	return nil
}

// show goes to an address, and remembers where it was before.
func (p *memoryPane) show(c *pane.Context, space memorySpace, addr uint64) {
	p.remember()
	if space != p.wanted(c) {
		p.chosen = &space
	}
	p.cursor = addr
	p.reveal(true)
}

func (p *memoryPane) remember() {
	if len(p.history) == maxMemorySpots {
		p.history = slices.Delete(p.history, 0, 1)
	}
	p.history = append(p.history, memorySpot{p.chosen, p.cursor, p.top})
}

func (p *memoryPane) back() tea.Cmd {
	if len(p.history) == 0 {
		return pane.Send(pane.Tell{Text: "there is nothing to go back to", Error: true})
	}
	last := p.history[len(p.history)-1]
	p.history = p.history[:len(p.history)-1]
	p.chosen, p.cursor, p.top = last.chosen, last.cursor, last.top
	p.reveal(false)
	return nil
}

func (p *memoryPane) Do(c *pane.Context, action string) (tea.Cmd, bool) {
	switch action {
	case pane.Enter:
		return p.follow(c), true
	case pane.Escape:
		active := p.search.active() || p.search.pattern != ""
		p.search = memorySearch{}
		return nil, active
	case memoryGoto:
		return p.ask(c), true
	case memoryBack:
		return p.back(), true
	case memoryUnits:
		p.unit = p.unit % 8 * 2
		p.unit = max(p.unit, 1)
		p.reveal(false)
		return nil, true
	case memoryNext:
		return p.next(), true
	case memoryEdit:
		return p.edit(c), true
	}
	return nil, p.move(action)
}

func (p *memoryPane) Mouse(c *pane.Context, m pane.Mouse) tea.Cmd {
	switch m.Kind {
	case pane.Wheel:
		p.scroll(m.Wheel)
	case pane.Click, pane.DoubleClick, pane.RightClick:
		g := p.grid()
		i, ok := g.at(m.X)
		addr := p.top + uint64(m.Y*g.bytes+i)
		if !ok || m.Y < 0 || m.Y >= g.rows || p.have == nil || addr < p.top || addr >= p.have.size {
			return nil
		}
		p.to(addr)
		if m.Kind == pane.DoubleClick {
			return p.follow(c)
		}
	}
	return nil
}

// follow goes to where the pointer at the cursor points to.
func (p *memoryPane) follow(c *pane.Context) tea.Cmd {
	read := p.shown(c)
	if read == nil {
		return pane.Send(pane.Tell{Text: p.unread(c), Error: true})
	}
	at := p.cursor / uint64(p.unit) * uint64(p.unit)
	if p.unit == 1 {
		at = p.cursor
	}
	addr, ok := read.pointer(at)
	switch {
	case !ok:
		return pane.Send(pane.Tell{Text: fmt.Sprintf("there are not the %d bytes of a pointer at 0x%x", read.pointerSize(), at), Error: true})
	case addr >= read.size:
		return pane.Fail(&debugger.OutsideError{Addr: addr, Size: read.size})
	}
	p.show(c, p.wanted(c), addr)
	return nil
}

// next shows the next memory of the program.
func (p *memoryPane) next() tea.Cmd {
	if p.have == nil || len(p.have.spaces) < 2 {
		return pane.Send(pane.Tell{Text: "there is no other memory"})
	}
	p.remember()
	list := p.have.spaces
	n := (slices.Index(list, p.have.space) + 1) % len(list)
	p.chosen = &list[n]
	p.cursor, p.top = 0, 0
	return nil
}

// unread says why nothing is known of the memory.
func (p *memoryPane) unread(c *pane.Context) string {
	if p.problem != nil {
		return p.problem.Error()
	}
	if p.have != nil && p.have.asked.space == p.wanted(c) && p.have.missing != "" {
		return p.have.missing
	}
	return notRead(c)
}

func (p *memoryPane) Draw(c *pane.Context, a frame.Area) {
	read := p.shown(c)
	if read == nil {
		role := frame.Dim
		if p.problem != nil {
			role = frame.Warning
		}
		drawNote(a, p.unread(c), role)
		return
	}
	p.drawRows(c, a, read)
	p.drawDetails(a, read)
}
