package panes

import (
	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/frame"
)

// marks remember what values were at the stop before, in each call that was looked at.
type marks struct {
	run   *target.Target
	calls map[activation]*lastSeen
	clock uint64
}

// lastSeen is what was seen of a call.
type lastSeen struct {
	stop *debugger.Stop
	used uint64
	at   standing
	// values are those of this stop, before those of the stop before; by the path of their rows.
	values, before map[string]seen
}

// seen is the text of a value.
type seen struct {
	natural, text string
	format        format
}

// maxCalls bounds the calls that are remembered.
const maxCalls = 100

// mark says which values of a snapshot are other ones than at the stop before at which the call was looked at, and remembers them.
func (m *marks) mark(s *snapshot) {
	m.clock++
	if m.run != s.run { // it was started again
		m.run, m.calls = s.run, nil
	}
	m.left(s)
	call := m.calls[s.of]
	if call == nil || call.stop != s.stop && s.at.begunSince(call.at) {
		call = m.add(s.of)
	}
	call.used, call.at = m.clock, s.at
	if call.stop != s.stop {
		call.stop, call.before, call.values = s.stop, call.values, map[string]seen{}
	}
	for i := range s.rows {
		row := &s.rows[i]
		e, ok := row.Data.(*entry)
		if !ok || !e.live {
			continue
		}
		call.values[row.Path] = seen{e.natural, e.text, s.format}
		was, ok := call.before[row.Path]
		if !ok || was.natural == e.natural {
			continue
		}
		row.Role, row.Was = frame.Changed, was.natural
		if was.format == s.format {
			row.Was = was.text
		}
	}
}

// left forgets calls of the thread that have returned.
func (m *marks) left(s *snapshot) {
	for of := range m.calls {
		if of.id.Thread == s.of.id.Thread && of.id.Depth > s.at.depth && s.focus.Known {
			delete(m.calls, of)
		}
	}
}

// begunSince reports whether a call of the same function, at the same depth, is certainly another one than that which stood elsewhere before.
func (now standing) begunSince(before standing) bool {
	return now.once && (now.offset < before.offset || now.offset == before.offset && now.inner && before.inner)
}

// add remembers another call, and forgets the one that was not looked at for the longest time.
func (m *marks) add(of activation) *lastSeen {
	if m.calls == nil {
		m.calls = map[activation]*lastSeen{}
	}
	if len(m.calls) >= maxCalls {
		var oldest activation
		least := m.clock
		for a, c := range m.calls {
			if c.used < least {
				oldest, least = a, c.used
			}
		}
		delete(m.calls, oldest)
	}
	c := &lastSeen{values: map[string]seen{}}
	m.calls[of] = c
	return c
}

// format is how numbers are shown: a letter of value.Format, or 0.
type format byte

// formatNames say what formats are called.
var formatNames = [...]struct {
	format
	name string
}{{0, ""}, {'x', "hex"}, {'d', "decimal"}, {'u', "unsigned"}, {'o', "octal"}, {'t', "binary"}, {'c', "characters"}, {'r', "raw"}}

// next returns the format after this one.
func (f format) next() format {
	for i, n := range formatNames {
		if n.format == f {
			return formatNames[(i+1)%len(formatNames)].format
		}
	}
	return 0
}

// titled adds the name of the format to a title.
func (f format) titled(title string) string {
	for _, n := range formatNames {
		if n.format == f && n.name != "" {
			return title + " (" + n.name + ")"
		}
	}
	return title
}
