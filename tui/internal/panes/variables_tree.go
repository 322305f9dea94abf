package panes

import (
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/value"
)

// tree is what panes of values have in common.
type tree struct {
	pane.Tree
	marks
	format format
	shown  *snapshot // what is shown; nil: nothing has been read
	err    error
	focus  pane.Focus // of what is shown
}

// treeKey says what a tree was read for.
type treeKey struct {
	version, unfolding, more uint64
	format                   format
}

// actionsOfTrees are the actions that panes of values have in common.
func actionsOfTrees() []pane.Action {
	return []pane.Action{
		{Name: pane.Toggle, Keys: []string{"space"}, Help: "unfold or fold", Short: "unfold"},
		{Name: "edit-value", Keys: []string{"e"}, Help: "change the value", Short: "edit"},
		{Name: "value-format", Keys: []string{"f"}, Help: "show numbers in the next format: hex, decimal, unsigned, octal, binary, characters, raw", Short: "format"},
		{Name: "value-memory", Keys: []string{"m"}, Help: "show the memory of the value, or what it points to", Short: "memory"},
		{Name: "watch-value", Keys: []string{"w"}, Help: "watch the expression in the pane of watches", Short: "watch"},
		{Name: "watchpoint", Keys: []string{"W"}, Help: "stop when the value changes"},
		{Name: "copy-value", Keys: []string{"y"}, Help: "copy the value to the clipboard"},
	}
}

// Resize implements pane.Pane.
func (t *tree) Resize(_ *pane.Context, width, height int) { t.Tree.Resize(width, height) }

// want returns what is to be read: by read, of the selected frame.
func (t *tree) want(c *pane.Context, more uint64, read func(r *reading)) pane.Want {
	if !c.Stands() {
		return pane.Want{}
	}
	focus, fm := c.Focus, t.format
	open, n := t.Unfolding()
	return pane.Want{
		Key: treeKey{c.Version, n, more, fm},
		Read: func(v *debugger.View) (any, error) {
			r, err := newReading(v, focus, fm, open)
			if err != nil {
				return nil, err
			}
			read(r)
			return r.result(focus), nil
		},
	}
}

// Loaded implements pane.Pane.
func (t *tree) Loaded(_ *pane.Context, result any, err error) tea.Cmd {
	if t.err = err; err != nil {
		return nil
	}
	s := result.(*snapshot)
	t.mark(s)
	t.shown = s
	t.Set(s.rows)
	return nil
}

// Draw implements pane.Pane.
func (t *tree) Draw(c *pane.Context, a frame.Area, active bool) {
	switch {
	case t.err != nil:
		drawNote(a, symbols.Printable(t.err.Error()), frame.Error)
	case t.shown == nil:
		drawNote(a, notRead(c), frame.Dim)
	default:
		t.Tree.Draw(a, active)
	}
}

// Search implements pane.Searcher.
func (t *tree) Search(_ *pane.Context, text string, by int, from bool) (tea.Cmd, bool) {
	return nil, t.Tree.Search(text, by, from)
}

// Mouse implements pane.Pane.
func (t *tree) Mouse(c *pane.Context, m pane.Mouse) tea.Cmd {
	if t.Tree.Mouse(m) {
		return t.edit(c)
	}
	return nil
}

// Do implements pane.Pane.
func (t *tree) Do(c *pane.Context, action string) (tea.Cmd, bool) {
	if t.Tree.Do(action) {
		return nil, true
	}
	switch action {
	case pane.Enter, "edit-value":
		return t.edit(c), true
	case "value-format":
		t.format = t.format.next()
		return nil, true
	case "value-memory":
		return t.memory(), true
	case "watch-value":
		return t.watch(), true
	case "watchpoint":
		return t.watchpoint(c), true
	case "copy-value":
		return t.copy(c), true
	}
	return nil, false
}

// at returns what is in the row of the cursor; nil where that is no value.
func (t *tree) at() *entry {
	if row := t.At(); row != nil {
		if e, ok := row.Data.(*entry); ok {
			return e
		}
	}
	return nil
}

// tell shows an error of what was asked.
func tell(format string, args ...any) tea.Cmd { return pane.Fail(fmt.Errorf(format, args...)) }

// errMoved says that what a person saw is no longer so.
var errMoved = errors.New("the program has gone on since that was shown")

// current checks that the program is as it was shown.
func (s *snapshot) current(v *debugger.View) error {
	if v.Target() != s.run || v.Serial() != s.serial || v.Changes() != s.changes {
		return errMoved
	}
	return nil
}

// edit asks for another value.
func (t *tree) edit(c *pane.Context) tea.Cmd {
	e := t.at()
	switch {
	case e == nil || e.val == nil && e.set == "":
		return tell("there is no value here that can be changed")
	case e.val != nil && e.val.Err() != nil:
		return tell("%s has no value here: %s", e.name, value.Reason(e.val.Err()))
	case e.val != nil && e.val.CanWrite() != nil:
		return tell("%s cannot be changed: %s", e.name, value.Reason(e.val.CanWrite()))
	}
	s := t.shown
	return pane.Send(pane.Ask{
		Label: e.name + " = ", Text: e.edit, History: "value", Complete: completer(c, s.focus),
		Done: func(text string) tea.Cmd {
			return pane.Edit(c, func(v *debugger.View) error {
				if err := s.current(v); err != nil {
					return err
				}
				return e.assign(v, s.focus, text)
			})
		},
	})
}

// assign gives a value or place that of an expression.
func (e *entry) assign(v *debugger.View, focus pane.Focus, text string) error {
	f, err := focused(v, focus)
	if err != nil {
		return err
	}
	var to value.Value
	switch {
	case e.val == nil:
		if to, err = v.Evaluate(f, e.set); err != nil {
			return err
		}
	case f != nil:
		to = e.val.In(v.Context(f)).Fresh()
	default:
		to = e.val.Fresh()
	}
	_, err = v.Assign(f, to, text)
	return err
}

// completionTime is how long what is typed waits for names that would complete it.
const completionTime = 100 * time.Millisecond

// completer returns what completes expressions.
func completer(c *pane.Context, focus pane.Focus) func(line string, cursor int) (int, []string) {
	s := c.Session
	return func(line string, cursor int) (int, []string) {
		type found struct {
			from int
			list []string
		}
		done := make(chan found, 1)
		s.Go(func() {
			got := found{from: cursor}
			_ = s.Inspect(func(v *debugger.View) error { // where nothing can be looked at, nothing is offered
				f, err := focused(v, focus)
				if err != nil {
					return err
				}
				var list []expr.Candidate
				list, got.from = expr.Complete(v.Env(f), line, cursor)
				for _, k := range list {
					got.list = append(got.list, k.Name)
				}
				return nil
			})
			done <- got
		})
		select {
		case got := <-done:
			return got.from, got.list
		case <-time.After(completionTime):
			return cursor, nil
		}
	}
}

// memory shows the memory of a value.
func (t *tree) memory() tea.Cmd {
	e := t.at()
	if e == nil || e.memory == nil {
		return tell("that is not in memory")
	}
	return pane.Send(*e.memory)
}

// watch adds the expression to those that are watched.
func (t *tree) watch() tea.Cmd {
	e := t.at()
	if e == nil || e.expr == "" {
		return tell("there is no expression for that")
	}
	return pane.Send(pane.Watch{Text: e.expr})
}

// maxWatched bounds the bytes of a watchpoint that has no expression.
const maxWatched = 1 << 16

// watchpoint has the program stop when a value changes.
func (t *tree) watchpoint(c *pane.Context) tea.Cmd {
	e := t.at()
	if e == nil || e.val == nil && e.set == "" {
		return tell("there is no value here that can be watched")
	}
	s, session := t.shown, c.Session
	spec := debugger.WatchSpec{Expr: e.expr, Changes: true}
	switch {
	case e.expr == "" && e.set != "":
		spec.Expr = e.set
	case e.expr == "":
		addr, ok := e.val.Address()
		size, err := e.val.Size()
		if !ok || err != nil || size <= 0 || size > maxWatched || addr+uint64(size) < addr {
			return tell("%s has no place in memory that can be watched", e.name)
		}
		spec.Expr = fmt.Sprintf("$mem[0x%x:0x%x]", addr, addr+uint64(size))
	}
	if s.focus.Known {
		spec.Frame = &s.focus.ID
	}
	return func() tea.Msg {
		if err := session.Inspect(s.current); err != nil {
			return pane.Tell{Text: err.Error(), Error: true}
		}
		w, err := session.AddWatchpoint(spec)
		if err != nil {
			return pane.Tell{Text: err.Error(), Error: true}
		}
		return pane.Tell{Text: fmt.Sprintf("watchpoint %d: %s, %s", w.ID, symbols.Printable(w.Expr), w.Where)}
	}
}

// copy puts the value on the clipboard: all of it, where the program is still there.
func (t *tree) copy(c *pane.Context) tea.Cmd {
	row, e := t.At(), t.at()
	if row == nil {
		return nil
	}
	if e == nil || e.val == nil || e.mute || !c.Stands() {
		return pane.Send(pane.Copy{Text: row.Value})
	}
	s, session, fm, raw := t.shown, c.Session, t.format, e.raw
	return func() tea.Msg {
		var text string
		err := session.Inspect(func(v *debugger.View) error {
			if err := s.current(v); err != nil {
				return err
			}
			r, err := newReading(v, s.focus, fm, pane.Unfolding{})
			if err != nil {
				return err
			}
			p := r.printer(raw, fm)
			p.MaxDepth, p.MaxElements, p.MaxString, p.MaxLength = 0, 10000, 1<<20, 4<<20
			text = symbols.Printable(p.Text(e.val.In(r.ctx).Fresh()))
			return nil
		})
		if err != nil {
			text = row.Value
		}
		return pane.Copy{Text: text}
	}
}
