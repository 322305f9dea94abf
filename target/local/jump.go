package local

import (
	"errors"
	"fmt"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/target"
)

// CheckJump implements target.Jumper.
func (l *local) CheckJump(id target.ThreadID, p target.Place) error {
	t, err := l.jumper(id, p)
	if err != nil {
		return err
	}
	return t.CheckJump(p.Offset)
}

// Jump implements target.Jumper.
func (l *local) Jump(id target.ThreadID, p target.Place) error {
	t, err := l.jumper(id, p)
	if err != nil {
		return err
	}
	l.walks.forget()
	return t.Jump(p.Offset)
}

// jumper returns a thread, after a check that a place is in the function of its innermost frame.
func (l *local) jumper(id target.ThreadID, p target.Place) (*engine.Thread, error) {
	t, err := l.movable(id)
	if err != nil {
		return nil, err
	}
	if err := t.CheckRestart(t.Depth - 1); err != nil {
		return nil, err
	}
	f, err := l.funcAt(p)
	if err != nil {
		return nil, err
	}
	if err := l.checkPlaces([]*target.Break{{Place: p}}); err != nil {
		return nil, err
	}
	if t.Top().Code.Func != f {
		return nil, errors.New("it is in another function than the innermost frame")
	}
	return t, nil
}

// movable returns a thread whose frames may be moved.
func (l *local) movable(id target.ThreadID) (*engine.Thread, error) {
	t := l.thread(id)
	switch {
	case l.over != nil:
		return nil, errors.New("the program has ended: it cannot go on anywhere")
	case t == nil:
		return nil, fmt.Errorf("there is no thread %d", id)
	}
	return t, nil
}

// CheckRestart implements target.Jumper.
func (l *local) CheckRestart(id target.ThreadID, depth int) error {
	t, err := l.movable(id)
	if err != nil {
		return err
	}
	return t.CheckRestart(depth)
}

// RestartFrame implements target.Jumper.
func (l *local) RestartFrame(id target.ThreadID, depth int) error {
	t, err := l.movable(id)
	if err != nil {
		return err
	}
	l.walks.forget()
	return t.RestartFrame(depth)
}
