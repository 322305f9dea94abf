package config

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/tui/internal/keymap"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/internal/theme"
)

// maxSize bounds a configuration, in bytes, and maxProblems how many problems of one are told.
const (
	maxSize     = 1 << 20
	maxProblems = 20
)

// Parse reads a configuration. What is wrong with it is in problems, and does not count; all else does. Actions are those that keys can be given to.
func Parse(data []byte, scopes []Scope) (c Config, problems []*Problem) {
	p := parsing{Config: Default(), settings: settings(), seen: map[string]int{}, panes: map[string][]pane.ID{}, given: map[paneKey]givenKey{}}
	for _, s := range scopes {
		for _, a := range s.Actions {
			p.actions = append(p.actions, a.Name)
			p.panes[a.Name] = append(p.panes[a.Name], s.Pane)
		}
	}
	if len(data) > maxSize {
		return p.Config, []*Problem{{1, fmt.Sprintf("the file has more than %d bytes", maxSize)}}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	p.line = 1
	for len(data) > 0 && len(p.problems) < maxProblems {
		data = p.parse(data)
	}
	return p.Config, p.problems
}

// parsing is the reading of a configuration.
type parsing struct {
	Config
	settings []setting
	actions  []string
	panes    map[string][]pane.ID // where an action is
	given    map[paneKey]givenKey
	problems []*Problem
	seen     map[string]int // the lines at which something was set
	table    string
	// line is the one at which data begins that is parsed.
	line int
}

// paneKey is a key in a pane; givenKey is the action that it was given to, and where.
type (
	paneKey struct {
		pane pane.ID
		key  string
	}
	givenKey struct {
		action string
		line   int
	}
)

func (p *parsing) problem(line int, format string, args ...any) {
	p.problems = append(p.problems, &Problem{line, fmt.Sprintf(format, args...)})
}

// parse reads what it can, and returns what is behind the first line that is none of TOML's.
func (p *parsing) parse(data []byte) (rest []byte) {
	var in unstable.Parser
	in.Reset(data)
	line := func(offset int) int { return p.line + bytes.Count(data[:min(offset, len(data))], []byte("\n")) }
	at := 0 // what was read last
	for in.NextExpression() {
		e := in.Expression()
		key, offset := keyOf(e)
		at = max(at, offset)
		switch e.Kind {
		case unstable.Table:
			p.begin(line(offset), key)
		case unstable.ArrayTable:
			p.table = "?"
			p.problem(line(offset), "[[%s]]: expected [colors] or [keys]", strings.Join(key, "."))
		case unstable.KeyValue:
			p.entry(line(offset), key, e.Value())
		}
		if len(p.problems) >= maxProblems {
			return nil
		}
	}
	err := in.Error()
	if err == nil {
		return nil
	}
	var where *unstable.ParserError
	if errors.As(err, &where) && len(where.Highlight) > 0 {
		at = max(at, int(in.Range(where.Highlight).Offset))
	}
	at = min(at, len(data)-1)
	p.problem(line(at), "this is no TOML: %v", err)
	end := bytes.IndexByte(data[at:], '\n')
	if end < 0 {
		return nil
	}
	p.line = line(at) + 1
	return data[at+end+1:]
}

// keyOf returns the key of an expression, and where it is.
func keyOf(e *unstable.Node) (key []string, offset int) {
	for it := e.Key(); it.Next(); {
		if len(key) == 0 {
			offset = int(it.Node().Raw.Offset)
		}
		key = append(key, string(it.Node().Data))
	}
	return key, offset
}

// begin begins a table.
func (p *parsing) begin(line int, key []string) {
	p.table = strings.Join(key, ".")
	if p.table != "colors" && p.table != "keys" {
		p.problem(line, "there is no section [%s]: expected [colors] or [keys]", p.table)
		p.table = "?"
	}
}

// entry takes a key with its value.
func (p *parsing) entry(line int, key []string, v *unstable.Node) {
	table := p.table
	if table == "" && len(key) == 2 { // keys.zoom = "z"
		table, key = key[0], key[1:]
	}
	name := strings.Join(key, ".")
	if table == "" && v.Kind == unstable.InlineTable && (name == "colors" || name == "keys") {
		for it := v.Children(); it.Next(); {
			inner, _ := keyOf(it.Node())
			p.set(line, name, strings.Join(inner, "."), it.Node().Value())
		}
		return
	}
	if table != "?" {
		p.set(line, table, name, v)
	}
}

// set sets something.
func (p *parsing) set(line int, table, name string, v *unstable.Node) {
	id := table + "\x00" + name
	if before, twice := p.seen[id]; twice {
		p.problem(line, "%s was set in line %d already", name, before)
		return
	}
	p.seen[id] = line
	switch table {
	case "":
		p.setting(line, name, v)
	case "colors":
		p.color(line, name, v)
	case "keys":
		p.keys(line, name, v)
	default:
		p.problem(line, "there is no section [%s]: expected [colors] or [keys]", table)
	}
}

func (p *parsing) setting(line int, name string, v *unstable.Node) {
	var names []string
	for _, s := range p.settings {
		if names = append(names, s.name); s.name != name {
			continue
		}
		if !s.set(&p.Config, valueOf(v)) {
			p.problem(line, "%s: expected %s", name, s.expected)
		}
		return
	}
	p.unknown(line, "setting", name, names)
}

// unknown tells of a name that means nothing.
func (p *parsing) unknown(line int, what, name string, names []string) {
	hint := ""
	if near := listing.Nearest(name, names); near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	p.problem(line, "there is no %s %q%s", what, name, hint)
}

func (p *parsing) color(line int, name string, v *unstable.Node) {
	if v.Kind != unstable.String {
		p.problem(line, `%s: expected a string such as "#ff8800 bold"`, name)
		return
	}
	look := string(v.Data)
	base, err := theme.Named("dark")
	if err == nil {
		_, err = base.With(map[string]string{name: look})
	}
	if err != nil {
		p.problem(line, "%s", strings.TrimPrefix(err.Error(), "theme: "))
		return
	}
	p.Colors[name] = look
}

func (p *parsing) keys(line int, name string, v *unstable.Node) {
	if !slices.Contains(p.actions, name) {
		p.unknown(line, "action", name, p.actions)
		return
	}
	nodes := []*unstable.Node{v}
	if v.Kind == unstable.Array {
		nodes = nil
		for it := v.Children(); it.Next(); {
			if it.Node().Kind != unstable.Comment {
				nodes = append(nodes, it.Node())
			}
		}
	}
	list := []string{}
	for _, n := range nodes {
		if n.Kind != unstable.String {
			p.problem(line, `%s: expected keys such as ["n", "f10"]`, name)
			return
		}
		key, err := keymap.Parse(string(n.Data))
		if err != nil {
			p.problem(line, "%s: %v", name, err)
			continue
		}
		if p.give(line, name, key) {
			list = append(list, key)
		}
	}
	if len(list) > 0 || len(nodes) == 0 {
		p.Keys[name] = list
	}
}

// give notes that an action has a key, unless another one of the same pane has it.
func (p *parsing) give(line int, action, key string) bool {
	for _, id := range p.panes[action] {
		if g, ok := p.given[paneKey{id, key}]; ok && g.action != action {
			p.problem(line, "%s: the key %s was given to %s in line %d already", action, key, g.action, g.line)
			return false
		}
	}
	for _, id := range p.panes[action] {
		p.given[paneKey{id, key}] = givenKey{action, line}
	}
	return true
}

// valueOf returns a value as settings take it.
func valueOf(v *unstable.Node) value {
	switch v.Kind {
	case unstable.String:
		return value{kind: text, text: string(v.Data)}
	case unstable.Bool:
		return value{kind: truth, truth: string(v.Data) == "true"}
	case unstable.Integer:
		if n, err := strconv.ParseInt(strings.ReplaceAll(string(v.Data), "_", ""), 0, 32); err == nil {
			return value{kind: number, number: int(n)}
		}
	}
	return value{kind: another}
}
