package main

import (
	"errors"
	"fmt"
	"time"
)

// The terminal that is measured in.
const (
	width  = 200
	height = 60
)

// result is what was measured of a debugger.
type result struct {
	title         string
	start         time.Duration
	keys          map[action][]sample
	resizes       []sample
	typed         []sample // in the palette
	held          []held
	idle          time.Duration // of processor time
	idleOver      time.Duration
	idleBytes     int
	resident, own int64 // bytes
}

// held is what came of a key that was held down.
type held struct {
	perSecond, sent, advanced int
	// lag is from the last press until the last repaint.
	lag time.Duration
	// busy is the processor time meanwhile.
	busy time.Duration
}

// session is a debugger while it is measured.
type session struct {
	*options
	*subject
	*terminal
	program program
	line    int // where the program stands
	result  result
}

// measure measures a debugger.
func (o *options) measure(s *subject, p program) (result, error) {
	t, err := open(s.command, nil, width, height)
	if err != nil {
		return result{}, fmt.Errorf("%s: %w", s.title, err)
	}
	defer t.close()
	m := &session{options: o, subject: s, terminal: t, program: p, line: p.first, result: result{title: s.title, keys: map[action][]sample{}}}
	for _, part := range []func() error{m.begin, m.steps, m.calls, m.moves, m.panes, m.search, m.fuzzy, m.sizes, m.hold, m.rest} {
		if err := part(); err != nil {
			return m.result, fmt.Errorf("%s: %w", s.title, err)
		}
	}
	return m.result, nil
}

// floor measures a program that does nothing but write what is typed: what the machine and the terminal themselves take.
func (o *options) floor() ([]sample, error) {
	t, err := open([]string{"sh", "-c", "stty raw -echo; echo ready; exec cat"}, nil, width, height)
	if err != nil {
		return nil, err
	}
	defer t.close()
	if _, err := t.await(t.began, func() bool { return t.contains("ready") }); err != nil {
		return nil, err
	}
	var list []sample
	for range o.presses {
		s, err := t.press("x", t.changed())
		if err != nil {
			return nil, fmt.Errorf("cat: %w", err)
		}
		list = append(list, s)
	}
	return list, nil
}

// begin waits until the source is there.
func (m *session) begin() error {
	s, err := m.await(m.began, m.stands(m.terminal, m.line, m.program.statement(m.line)))
	if err != nil {
		return fmt.Errorf("start: %w; the screen is:\n%s", err, m.text())
	}
	m.result.start = s.shown
	// What goes on in the background after the start is no part of the keys.
	if err := m.calm(m.settle); err != nil {
		return err
	}
	for _, key := range m.prepare {
		if _, err := m.press(key, m.changed()); err != nil {
			return err
		}
	}
	return nil
}

// calm shows what comes for some time.
func (m *session) calm(long time.Duration) error {
	_, err := m.watch(long)
	return err
}

// again presses the key of an action, and notes how it was answered.
func (m *session) again(a action, effect func() bool) error {
	s, err := m.press(m.keys[a], effect)
	if err != nil {
		return fmt.Errorf("%s: %w", titles[a], err)
	}
	m.result.keys[a] = append(m.result.keys[a], s)
	return nil
}

// next steps over the statement.
func (m *session) next() error {
	m.line++
	if !m.program.isStatement(m.line) {
		return fmt.Errorf("the program has but %d statements", statements)
	}
	return m.again(over, m.stands(m.terminal, m.line, m.program.statement(m.line)))
}

// steps steps over statements.
func (m *session) steps() error {
	for range m.presses {
		if err := m.next(); err != nil {
			return err
		}
	}
	return nil
}

// calls steps into functions and out of them.
func (m *session) calls() error {
	for range max(1, m.presses/3) {
		if err := m.again(into, m.within(m.terminal, m.program, false)); err != nil {
			return err
		}
		if err := m.again(out, m.within(m.terminal, m.program, true)); err != nil {
			return err
		}
		if err := m.next(); err != nil {
			return err
		}
	}
	return nil
}

// moves moves through the source.
func (m *session) moves() error {
	if key := m.keys[top]; key != "" {
		if _, err := m.press(key, m.changed()); err != nil {
			return err
		}
	}
	for range m.presses {
		if err := m.again(down, m.changed()); err != nil {
			return err
		}
	}
	// There are some 50 lines on a page, which must not come to their end.
	for i := range m.presses {
		if m.keys[top] == "" && i >= (sourceLines-m.line)/height {
			break
		}
		if err := m.again(page, m.changed()); err != nil {
			return err
		}
	}
	return nil
}

// panes goes through the panes, and comes back to the one of the source.
func (m *session) panes() error {
	if m.keys[pane] == "" {
		return nil
	}
	before := m.cells()
	for i := 0; i < m.presses || !m.same(before) && i < 2*m.presses; i++ {
		if err := m.again(pane, m.changed()); err != nil {
			return err
		}
	}
	return nil
}

// search searches the source for a text that it has often, and goes through what is found.
func (m *session) search() error {
	if m.keys[find] == "" {
		return nil
	}
	for _, key := range []string{m.keys[find], "it is even", "\r"} {
		if _, err := m.press(key, m.changed()); err != nil {
			return fmt.Errorf("search: %w", err)
		}
	}
	for range m.presses {
		if err := m.again(match, m.changed()); err != nil {
			return err
		}
	}
	return nil
}

// fuzzy types names of functions into the palette.
func (m *session) fuzzy() error {
	if m.keys[palette] == "" {
		return nil
	}
	for len(m.result.typed) < m.presses {
		if err := m.again(palette, m.changed()); err != nil {
			return err
		}
		for i, letter := range fmt.Sprintf("part%04d", len(m.result.typed)*37%parts) {
			s, err := m.press(string(letter), m.changed())
			if err != nil {
				return fmt.Errorf("letter %d in the palette: %w", i+1, err)
			}
			m.result.typed = append(m.result.typed, s)
		}
		// What is still being found is shown as well, until the palette is left.
		if _, err := m.press(m.keys[leave], func() bool { return !m.contains(m.frame) }); err != nil {
			return fmt.Errorf("leave the palette: %w", err)
		}
	}
	return nil
}

// sizes makes the terminal smaller and larger.
func (m *session) sizes() error {
	for i := range max(2, m.presses/3) / 2 * 2 {
		smaller := (i + 1) % 2
		s, err := m.after(func() error { return m.resize(width-40*smaller, height-10*smaller) }, func() bool { return true })
		if err != nil {
			return fmt.Errorf("resize: %w", err)
		}
		m.result.resizes = append(m.result.resizes, s)
	}
	return nil
}

// hold holds down the key that steps over statements.
func (m *session) hold() error {
	// Back to where the program stands.
	if err := m.next(); err != nil {
		return err
	}
	for _, rate := range []int{30, 60} {
		h, err := m.holdAt(rate)
		if err != nil {
			return fmt.Errorf("%d presses a second: %w", rate, err)
		}
		m.result.held = append(m.result.held, h)
	}
	return nil
}

func (m *session) holdAt(rate int) (held, error) {
	h := held{perSecond: rate, sent: int(m.long.Seconds() * float64(rate))}
	if !m.program.isStatement(m.line + h.sent) {
		return h, fmt.Errorf("the program has but %d statements", statements)
	}
	before, err := processorTime(m.pid())
	if err != nil {
		return h, err
	}
	began := time.Now()
	var last time.Time
	for i := range h.sent {
		// The presses are at even times, whatever is between.
		if _, err := m.watch(time.Until(began.Add(time.Duration(i) * time.Second / time.Duration(rate)))); err != nil {
			return h, err
		}
		last = time.Now()
		if err := m.write(m.keys[over]); err != nil {
			return h, err
		}
	}
	// Presses may be waiting still; some may have been lost.
	want, patience := m.line+h.sent, m.patience
	m.patience = 3 * time.Second
	s, err := m.await(last, func() bool { return m.subject.line(m.terminal) == want })
	m.patience = patience
	if err != nil && !errors.Is(err, errUnseen) {
		return h, err
	}
	after, err := processorTime(m.pid())
	now := m.subject.line(m.terminal)
	h.lag, h.busy, h.advanced = s.settled, after-before, now-m.line
	m.line = now
	return h, err
}

// rest does nothing, and looks what that costs.
func (m *session) rest() error {
	if err := m.calm(m.settle); err != nil {
		return err
	}
	before, err := processorTime(m.pid())
	if err != nil {
		return err
	}
	m.result.idleBytes, err = m.watch(m.long)
	if err != nil {
		return err
	}
	after, err := processorTime(m.pid())
	if err != nil {
		return err
	}
	m.result.idle, m.result.idleOver = after-before, m.long
	m.result.resident, m.result.own, err = memory(m.pid())
	return err
}
