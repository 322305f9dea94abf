package panes

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// watches shows the values of expressions that a person has chosen, in the selected frame.
type watches struct {
	tree
	list []string // replaced, not changed
	// edits counts how often it was.
	edits uint64
}

// NewWatches returns the pane of watched expressions.
func NewWatches() pane.Pane { return &watches{} }

// maxWatches bounds the expressions, maxWatchText the bytes of one.
const (
	maxWatches   = 200
	maxWatchText = 4096
)

// ID implements pane.Pane.
func (p *watches) ID() pane.ID { return pane.Watches }

// Title implements pane.Pane.
func (p *watches) Title(*pane.Context) string { return p.format.titled("watches") }

// Actions implements pane.Pane.
func (p *watches) Actions() []pane.Action {
	list := []pane.Action{
		{Name: "add-watch", Keys: []string{"a"}, Help: "watch an expression", Short: "add"},
		{Name: "edit-watch", Keys: []string{"e"}, Help: "change the expression; within one, the value", Short: "edit"},
		{Name: "remove-watch", Keys: []string{"x", "delete"}, Help: "watch the expression no more", Short: "remove"},
	}
	for _, a := range actionsOfTrees() {
		switch a.Name {
		case "watch-value":
			continue
		case "edit-value":
			a.Keys, a.Short = []string{"E"}, ""
		}
		list = append(list, a)
	}
	return list
}

// Draw implements pane.Pane.
func (p *watches) Draw(c *pane.Context, a frame.Area) {
	switch {
	case len(p.list) == 0:
		drawNote(a, "no expressions are watched: a adds one, as does w in the pane of variables", frame.Dim)
	case p.err != nil:
		p.tree.Draw(c, a, false)
	default:
		p.Tree.Draw(a, c.Active == p.ID())
	}
}

// Want implements pane.Pane.
func (p *watches) Want(c *pane.Context) pane.Want {
	if len(p.list) == 0 {
		return pane.Want{}
	}
	list := p.list
	return p.want(c, p.edits, func(r *reading) { r.watches(list) })
}

// watches evaluates expressions.
func (r *reading) watches(list []string) {
	names := map[string]int{}
	for _, text := range list {
		n := r.watch(text)
		r.add(watchPath, 0, &n, names)
	}
}

// watchPath is the path of the watched expressions: they are the same in all functions.
const watchPath = "\x1fwatches"

// watch evaluates an expression. One that would change the program is not evaluated: it would be at each stop.
func (r *reading) watch(text string) node {
	n := node{name: symbols.Printable(text), id: text}
	fail := func(err error) node {
		n.text, n.as = "<"+symbols.Printable(err.Error())+">", frame.Error
		var unavailable *symbols.Unavailable
		if errors.As(err, &unavailable) {
			n.as = frame.Warning
		}
		return n
	}
	env := r.v.Env(r.f)
	if r.ctx != nil {
		env.Context.Symbol = r.ctx.Symbol
	}
	p, err := expr.Compile(env, text)
	if err != nil {
		return fail(err)
	}
	if p.HasEffects() || p.Calls() {
		return fail(fmt.Errorf("not evaluated at each stop, as it would change the program; print it in the console"))
	}
	val, err := p.Eval(env)
	if err != nil {
		return fail(err)
	}
	n.val, n.expr = &val, text
	return n
}

// Do implements pane.Pane.
func (p *watches) Do(c *pane.Context, action string) (tea.Cmd, bool) {
	switch action {
	case "add-watch":
		return p.ask(c, "watch: ", "", p.add), true
	case "edit-watch":
		i := p.chosen()
		if i < 0 {
			return p.edit(c), true
		}
		was := p.list[i]
		return p.ask(c, "watch: ", was, func(text string) tea.Cmd {
			if i < len(p.list) && p.list[i] == was {
				list := slices.Clone(p.list)
				list[i] = text
				p.replace(list)
			}
			return nil
		}), true
	case "remove-watch":
		i := p.chosen()
		if i < 0 {
			return tell("choose an expression to remove it"), true
		}
		p.replace(slices.Delete(slices.Clone(p.list), i, i+1))
		return nil, true
	case "watch-value":
		return nil, false
	}
	return p.tree.Do(c, action)
}

// chosen returns which expression is in the row of the cursor; -1 for none, as where it is at a part of one.
func (p *watches) chosen() int {
	if row := p.At(); row == nil || row.Depth != 0 {
		return -1
	}
	n := -1
	for i := range p.Items[:p.Cursor+1] {
		if p.Items[i].Depth == 0 {
			n++
		}
	}
	if n >= len(p.list) {
		return -1
	}
	return n
}

// ask asks for an expression.
func (p *watches) ask(c *pane.Context, label, text string, done func(text string) tea.Cmd) tea.Cmd {
	return pane.Send(pane.Ask{Label: label, Text: text, History: "expression", Complete: completer(c, c.Focus), Done: func(text string) tea.Cmd {
		if text = strings.TrimSpace(text); text == "" {
			return nil
		}
		if len(text) > maxWatchText {
			return tell("that is longer than %d bytes", maxWatchText)
		}
		return done(text)
	}})
}

// add watches another expression.
func (p *watches) add(text string) tea.Cmd {
	if i := slices.Index(p.list, text); i >= 0 {
		return tell("%s is watched already", text)
	}
	if len(p.list) >= maxWatches {
		return tell("%d expressions are watched, which are as many as there can be", maxWatches)
	}
	p.replace(append(slices.Clone(p.list), text))
	p.To(len(p.Items) - 1)
	return nil
}

// replace watches other expressions. Until they are evaluated, what is known of them stays.
func (p *watches) replace(list []string) {
	known := map[string][]pane.TreeRow{}
	for i := 0; i < len(p.Items); {
		end := i + 1
		for end < len(p.Items) && p.Items[end].Depth > 0 {
			end++
		}
		if e, ok := p.Items[i].Data.(*entry); ok {
			known[e.id] = p.Items[i:end:end]
		}
		i = end
	}
	var rows []pane.TreeRow
	for _, text := range list {
		if old := known[text]; old != nil {
			rows = append(rows, old...)
			continue
		}
		e := &entry{node{name: symbols.Printable(text), id: text}}
		rows = append(rows, pane.TreeRow{Path: watchPath + "\x1f" + text, Name: e.name, Value: "not evaluated yet", Role: frame.Dim, Data: e})
	}
	p.list = list
	p.edits++
	p.Set(rows)
}

// Hear implements pane.Listener.
func (p *watches) Hear(_ *pane.Context, msg tea.Msg) tea.Cmd {
	if w, ok := msg.(pane.Watch); ok {
		if text := strings.TrimSpace(w.Text); text != "" && len(text) <= maxWatchText {
			if cmd := p.add(text); cmd != nil {
				return cmd
			}
			return pane.Send(pane.Tell{Text: "watching " + symbols.Printable(text)})
		}
	}
	return nil
}

// Kept implements pane.Keeper.
func (p *watches) Kept() []string { return p.list }

// Keep implements pane.Keeper.
func (p *watches) Keep(list []string) {
	var good []string
	for _, text := range list {
		text = strings.TrimSpace(text)
		if text != "" && len(text) <= maxWatchText && len(good) < maxWatches && !slices.Contains(good, text) {
			good = append(good, text)
		}
	}
	p.replace(good)
}

var (
	_ pane.Searcher = (*watches)(nil)
	_ pane.Listener = (*watches)(nil)
	_ pane.Keeper   = (*watches)(nil)
)
