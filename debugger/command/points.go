package command

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/target"
)

func threadID(n int) target.ThreadID { return target.ThreadID(n) }

// change is what is to be changed of a breakpoint, watchpoint or catchpoint; what is nil stays.
type change struct {
	condition *string
	hits      *string
	ignore    *int
	disabled  *bool
	commands  func([]string) []string
}

// apply changes fields of a point.
func (c *change) apply(condition *string, ignore *int, disabled *bool, commands *[]string) {
	if c.condition != nil {
		*condition = *c.condition
	}
	if c.ignore != nil {
		*ignore = *c.ignore
	}
	if c.disabled != nil {
		*disabled = *c.disabled
	}
	if c.commands != nil {
		*commands = c.commands(*commands)
	}
}

// change changes the breakpoint, watchpoint or catchpoint of a number.
func (in *Interp) change(id int, c change) error {
	if slices.ContainsFunc(in.s.Breakpoints(), func(b debugger.Breakpoint) bool { return b.ID == id }) {
		_, err := in.s.UpdateBreakpoint(id, func(b *debugger.BreakpointSpec) {
			c.apply(&b.Condition, &b.Ignore, &b.Disabled, &b.Commands)
			if c.hits != nil {
				b.HitCondition = *c.hits
			}
		})
		return err
	}
	if c.hits != nil {
		return fmt.Errorf("%d is not a breakpoint: only those count hits", id)
	}
	if slices.ContainsFunc(in.s.Watchpoints(), func(w debugger.Watchpoint) bool { return w.ID == id }) {
		_, err := in.s.UpdateWatchpoint(id, func(w *debugger.WatchSpec) { c.apply(&w.Condition, &w.Ignore, &w.Disabled, &w.Commands) })
		return err
	}
	if slices.ContainsFunc(in.s.Catchpoints(), func(w debugger.Catchpoint) bool { return w.ID == id }) {
		_, err := in.s.UpdateCatchpoint(id, func(w *debugger.CatchSpec) { c.apply(&w.Condition, &w.Ignore, &w.Disabled, &w.Commands) })
		return err
	}
	return noPoint(id)
}

func noPoint(id int) error {
	return fmt.Errorf("there is no breakpoint %d; 'info breakpoints' lists those there are", id)
}

// pointIDs returns the numbers of all breakpoints, watchpoints and catchpoints.
func (in *Interp) pointIDs() (ids []int) {
	for _, b := range in.s.Breakpoints() {
		ids = append(ids, b.ID)
	}
	for _, w := range in.s.Watchpoints() {
		ids = append(ids, w.ID)
	}
	for _, c := range in.s.Catchpoints() {
		ids = append(ids, c.ID)
	}
	slices.Sort(ids)
	return ids
}

// parseIDs reads numbers and ranges, "2 4-6"; without any, all there are. Each exists.
func (in *Interp) parseIDs(a Args) ([]int, error) {
	all := in.pointIDs()
	if a.Text == "" || a.Text == "breakpoints" {
		return all, nil
	}
	var ids []int
	for _, w := range strings.FieldsFunc(a.Text, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' }) {
		first, last, isRange := strings.Cut(w, "-")
		from, err := strconv.Atoi(first)
		to := from
		if err == nil && isRange {
			to, err = strconv.Atoi(last)
		}
		if err != nil || to < from {
			return nil, fmt.Errorf("'%s' is not the number of a breakpoint", w)
		}
		found := false
		for _, id := range all {
			if id >= from && id <= to {
				ids, found = append(ids, id), true
			}
		}
		if !found {
			return nil, noPoint(from)
		}
	}
	return ids, nil
}

// idAndRest reads a number at the beginning of the arguments.
func (in *Interp) idAndRest(a Args) (id int, rest string, err error) {
	word, rest, _ := strings.Cut(a.Text, " ")
	id, err = strconv.Atoi(word)
	if err != nil {
		return 0, "", a.usage()
	}
	if !slices.Contains(in.pointIDs(), id) {
		return 0, "", noPoint(id)
	}
	return id, strings.TrimSpace(rest), nil
}

func (in *Interp) condition(a Args) error {
	id, rest, err := in.idAndRest(a)
	if err != nil {
		return err
	}
	if hits, ok := cutWord(rest, "-hits"); ok {
		return placeError(in.change(id, change{hits: &hits}), hits)
	}
	if err := in.change(id, change{condition: &rest}); err != nil {
		return placeError(err, rest)
	}
	if rest == "" {
		in.printf("breakpoint %d stops always\n", id)
	}
	return nil
}

func (in *Interp) ignore(a Args) error {
	id, rest, err := in.idAndRest(a)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(rest)
	if err != nil || n < 0 {
		return a.usage()
	}
	if err := in.change(id, change{ignore: &n}); err != nil {
		return err
	}
	in.printf("the next %s of breakpoint %d do not count\n", listing.Count(n, "hit"), id)
	return nil
}

func (in *Interp) setDisabled(a Args, disabled bool) error {
	ids, err := in.parseIDs(a)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := in.change(id, change{disabled: &disabled}); err != nil {
			return err
		}
	}
	return nil
}

func (in *Interp) deletePoints(a Args) error {
	ids, err := in.parseIDs(a)
	if err != nil {
		return err
	}
	if a.Text == "" && len(ids) > 0 && !in.confirm("Remove all %s?", listing.Count(len(ids), "breakpoint")) {
		return nil
	}
	for _, id := range ids {
		if err := in.s.RemoveBreakpoint(id); err != nil {
			return err
		}
	}
	return nil
}

// clear removes the breakpoints that are at a place.
func (in *Interp) clear(a Args) error {
	var at []debugger.Site
	err := in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) (err error) {
		location := a.Text
		if location == "" {
			if f == nil || !f.Pos.IsValid() {
				return errors.New("the selected frame has no line: say where")
			}
			location = strconv.Itoa(f.Pos.Line)
		}
		at, err = v.Locate(location, f)
		return err
	})
	if err != nil {
		return placeError(err, a.Text)
	}
	removed := 0
	for _, b := range in.s.Breakpoints() {
		if slices.ContainsFunc(b.Sites, func(s debugger.Site) bool {
			return slices.ContainsFunc(at, func(t debugger.Site) bool { return s.Place == t.Place })
		}) {
			if err := in.s.RemoveBreakpoint(b.ID); err != nil {
				return err
			}
			in.printf("breakpoint %d is removed\n", b.ID)
			removed++
		}
	}
	if removed == 0 {
		return errors.New("there is no breakpoint at this place")
	}
	return nil
}

// collecting are the lines of "commands" that have been typed.
type collecting struct {
	id    int
	lines []string
}

// maxCommands bounds the commands of one breakpoint.
const maxCommands = 1000

func (in *Interp) commandsCommand(a Args) error {
	ids := in.pointIDs()
	if len(ids) == 0 {
		return errors.New("there are no breakpoints")
	}
	id := ids[len(ids)-1]
	if a.Text != "" {
		n, rest, err := in.idAndRest(a)
		if err != nil {
			return err
		}
		if rest != "" {
			return a.usage()
		}
		id = n
	}
	in.collecting = &collecting{id: id}
	return nil
}

// Collecting reports whether the next line is one of "commands".
func (in *Interp) Collecting() bool { return in.collecting != nil }

// Abandon forgets the lines of "commands" that have been typed.
func (in *Interp) Abandon() { in.collecting = nil }

// collect takes a line of "commands".
func (in *Interp) collect(line string) error {
	c := in.collecting
	line = strings.TrimSpace(line)
	if line != "end" {
		if line != "" && len(c.lines) < maxCommands {
			c.lines = append(c.lines, line)
		}
		return nil
	}
	in.collecting = nil
	return in.change(c.id, change{commands: func([]string) []string { return c.lines }})
}

func (in *Interp) on(a Args) error {
	id, rest, err := in.idAndRest(a)
	if err != nil {
		return err
	}
	if rest == "" {
		return a.usage()
	}
	if _, _, err := in.parse(in.expandAlias(rest)); err != nil && rest != "silent" {
		return err
	}
	return in.change(id, change{commands: func(old []string) []string { return append(slices.Clone(old), rest) }})
}

// CommandsOf returns the commands of what was hit.
func (in *Interp) CommandsOf(stop *debugger.Stop) (list []string) {
	hit := slices.Clone(stop.Breakpoints)
	for _, w := range stop.Watches {
		hit = append(hit, w.ID)
	}
	if len(hit) == 0 {
		return nil
	}
	for _, b := range in.s.Breakpoints() {
		if slices.Contains(hit, b.ID) {
			list = append(list, b.Commands...)
		}
	}
	for _, w := range in.s.Watchpoints() {
		if slices.Contains(hit, w.ID) {
			list = append(list, w.Commands...)
		}
	}
	for _, c := range in.s.Catchpoints() {
		if slices.Contains(hit, c.ID) {
			list = append(list, c.Commands...)
		}
	}
	return list
}
