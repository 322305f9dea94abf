package palette

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// Palette finds things. It is for one goroutine; what it looks for is found on others.
type Palette struct {
	open    bool
	input   *pane.Line
	actions []Entry
	file    *symbols.File
	dir     string

	index   *index
	trouble string // why there are no symbols
	search  *search
	flying  bool // a piece of search is being looked through
	found   []found
	// stale: nothing was found yet for what was typed last. What is chosen meanwhile waits for it.
	stale, waiting, other bool
	total                 int
	list                  pane.List
	recent                []string // what was chosen, the last first
}

// Offer is what a palette finds beside symbols.
type Offer struct {
	Pane    pane.ID // "": all panes
	Actions []pane.Action
}

// Do has an action carried out, by a pane, or by whichever is active where Pane is "".
type Do struct {
	Pane   pane.ID
	Action string
}

// New returns a palette that is not open.
func New() *Palette { return &Palette{input: pane.NewLine("")} }

// Opened reports whether the palette is open.
func (p *Palette) Opened() bool { return p.open }

// Open opens the palette. The file is the one whose lines a number after ":" means; nil where there is none.
func (p *Palette) Open(c *pane.Context, offers []Offer, file *symbols.File, text string) tea.Cmd {
	p.open, p.file, p.dir = true, file, c.Dir
	p.actions = nil
	for _, o := range offers {
		for _, a := range o.Actions {
			label := a.Name + "  " + a.Help
			if o.Pane != "" && !strings.HasPrefix(a.Help, string(o.Pane)) {
				label += " (" + string(o.Pane) + ")"
			}
			e := newEntry(Action, label)
			e.action = &offered{a, o.Pane}
			p.actions = append(p.actions, e)
		}
	}
	p.input.Set(text, len(text))
	p.found, p.total = nil, 0
	p.list.SetRows(0)
	return tea.Batch(p.look(nil), readModules(c.Session))
}

// Close closes the palette.
func (p *Palette) Close() {
	p.open = false
	p.cancel()
}

func (p *Palette) cancel() {
	if p.search != nil {
		p.search.cancelled.Store(true)
	}
	p.search, p.flying, p.waiting = nil, false, false
}

// mode is a way to look, which a character at the beginning chooses.
type mode struct {
	prefix string
	kinds  uint32
	help   string
}

// modes are the ways to look; the first one is that without a prefix.
func modes() []mode {
	return []mode{
		{"", 1<<Action | 1<<Function | 1<<File | 1<<Global | 1<<Type, "everything"},
		{">", 1 << Action, "actions"},
		{"@", 1 << Function, "functions"},
		{"#", 1 << File, "files"},
		{"$", 1<<Global | 1<<Type, "variables, types"},
		{":", 0, "line of this file"},
		{"=", 0, "watch an expression"},
	}
}

// split returns the mode of a text, and what is looked for in it.
func split(text string) (mode, string) {
	list := modes()
	for _, m := range list[1:] {
		if rest, ok := strings.CutPrefix(text, m.prefix); ok {
			return m, rest
		}
	}
	return list[0], text
}

// parse returns the query of a text.
func parse(text string) query {
	m, rest := split(text)
	kinds := m.kinds
	line := 0
	if i := strings.LastIndexByte(rest, ':'); i > 0 && kinds&(1<<File) != 0 && m.prefix != "@" { // main.c:12
		if n, err := strconv.Atoi(strings.TrimSpace(rest[i+1:])); err == nil && n > 0 || rest[i+1:] == "" && rest[i-1] != ':' {
			rest, line = rest[:i], n
			if n > 0 {
				kinds = 1 << File
			}
		}
	}
	q := newQuery(rest, kinds)
	q.line = line
	return q
}

// look begins to look for what has been typed. What it extends, if anything, is narrowed.
func (p *Palette) look(before *search) tea.Cmd {
	p.cancel()
	q := parse(p.input.Text())
	p.list.To(0)
	if typed, ok := p.typed(); ok {
		p.found, p.total, p.stale = typed, len(typed), false
		p.list.SetRows(len(typed))
		return nil
	}
	p.search, p.stale = newSearch(q, p.lists(), before), true
	return p.more(firstPiece)
}

// lists are what is looked through.
func (p *Palette) lists() [][]Entry {
	lists := [][]Entry{p.actions}
	if p.index != nil {
		lists = append(lists, p.index.lists...)
	}
	return lists
}

// more looks through a further piece, where there is one and none is being looked through.
func (p *Palette) more(lasting time.Duration) tea.Cmd {
	if p.search == nil || p.flying {
		return nil
	}
	p.search.lists = p.lists()
	if len(p.search.narrowed) == 0 && p.search.list >= len(p.search.lists) {
		return nil
	}
	p.flying = true
	return p.search.piece(lasting)
}

// typed returns the entry that is not found, but is what was typed.
func (p *Palette) typed() (list []found, ok bool) {
	m, rest := split(p.input.Text())
	rest = strings.TrimSpace(rest)
	switch m.prefix {
	case ":":
		line, _, _ := strings.Cut(rest, ":")
		if n, err := strconv.ParseInt(line, 10, 31); err == nil && n > 0 && p.file != nil {
			e := newEntry(Line, "go to line "+line+" of "+symbols.Printable(p.file.Path))
			e.file, e.line = p.file, int32(n)
			list = []found{{entry: &e}}
		}
		return list, true
	case "=":
		if rest != "" {
			e := newEntry(Watch, rest)
			list = []found{{entry: &e}}
		}
		return list, true
	}
	return nil, false
}

// Hear takes what was found on other goroutines; ok is false for what is none of the palette's.
func (p *Palette) Hear(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	switch msg := msg.(type) {
	case pieceMsg:
		return p.looked(msg), true
	case modulesMsg:
		return p.know(msg), true
	case collectedMsg:
		if msg.index != p.index {
			msg.index.flying = false
			msg.index.close()
			return nil, true
		}
		p.index.add(msg)
		return tea.Batch(p.index.collect(), p.more(laterPiece)), true
	}
	return nil, false
}

// looked takes what a piece has found.
func (p *Palette) looked(msg pieceMsg) tea.Cmd {
	if msg.search != p.search {
		return nil // something else is looked for by now
	}
	p.flying = false
	p.found, p.total = msg.found, msg.total
	p.promote()
	p.list.SetRows(len(p.found))
	p.stale = p.stale && len(p.found) == 0 && !msg.done
	if p.waiting && !p.stale {
		cmd, _ := p.choose(p.other)
		return cmd
	}
	return p.more(laterPiece)
}

// know takes the modules of the program.
func (p *Palette) know(msg modulesMsg) tea.Cmd {
	if p.trouble = ""; msg.err != nil {
		p.trouble = msg.err.Error()
		return nil
	}
	if p.index.same(msg.modules) {
		return p.index.collect()
	}
	p.index.close()
	p.index = newIndex(msg.modules)
	if !p.open {
		return p.index.collect()
	}
	return tea.Batch(p.index.collect(), p.look(nil))
}

// promote puts what was chosen last first, where nothing is looked for.
func (p *Palette) promote() {
	if len(p.search.query.words) > 0 {
		return
	}
	at := 0
	for _, text := range p.recent {
		for i := at; i < len(p.found); i++ {
			if f := p.found[i]; f.entry.Text == text {
				copy(p.found[at+1:i+1], p.found[at:i])
				p.found[at] = f
				at++
				break
			}
		}
	}
}

// maxRecent is how many choices are remembered.
const maxRecent = 10

func (p *Palette) remember(e *Entry) {
	list := []string{e.Text}
	for _, text := range p.recent {
		if text != e.Text && len(list) < maxRecent {
			list = append(list, text)
		}
	}
	p.recent = list
}
