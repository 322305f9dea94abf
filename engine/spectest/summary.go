package spectest

import (
	"fmt"
	"sort"
	"strings"
	"text/tabwriter"
)

// Summary adds up the results of scripts by group.
type Summary struct {
	groups map[string]*groupSum
}

type groupSum struct {
	scripts, passed, failed int
	skipped                 map[string]int // by reason
}

// Add adds a script's result.
func (s *Summary) Add(group string, r *Result) {
	if s.groups == nil {
		s.groups = make(map[string]*groupSum)
	}
	g := s.groups[group]
	if g == nil {
		g = &groupSum{skipped: make(map[string]int)}
		s.groups[group] = g
	}
	g.scripts++
	g.passed += r.Passed
	g.failed += len(r.Failures)
	for _, n := range r.Skipped {
		g.skipped[n.Reason]++
	}
}

// String returns a table with a row per group, and the reasons of what was skipped.
func (s *Summary) String() string {
	total := groupSum{skipped: make(map[string]int)}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "group\tscripts\tpassed\tfailed\tskipped\t")
	for _, name := range sortedNames(s.groups) {
		g := s.groups[name]
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t\n", name, g.scripts, g.passed, g.failed, g.skips())
		total.scripts += g.scripts
		total.passed += g.passed
		total.failed += g.failed
		for reason, n := range g.skipped {
			total.skipped[reason] += n
		}
	}
	fmt.Fprintf(w, "all\t%d\t%d\t%d\t%d\t\n", total.scripts, total.passed, total.failed, total.skips())
	w.Flush()
	for _, reason := range sortedNames(total.skipped) {
		fmt.Fprintf(&b, "skipped %d: %s\n", total.skipped[reason], reason)
	}
	return b.String()
}

func (g *groupSum) skips() (n int) {
	for _, k := range g.skipped {
		n += k
	}
	return n
}

func sortedNames[T any](m map[string]T) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
