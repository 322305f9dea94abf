package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
)

// row is what was measured of one program.
type row struct {
	Name    string
	Variant string // the optimisation of kernels
	times   samples
}

// report writes what is measured, as text while it is measured or as JSON at the end.
type report struct {
	w          io.Writer
	json       bool
	contenders []contender
	header     bool  // has been written
	kernels    []row // of the summary
	result     result
}

// result is the JSON form of everything measured. Times are in nanoseconds.
type result struct {
	Machine  machine
	Clock    string
	Programs []programResult
	Start    []startResult `json:",omitempty"`
}

type programResult struct {
	Name    string
	Variant string                     `json:",omitempty"`
	Samples map[string][]time.Duration // by engine, in the order of the runs
	Medians map[string]time.Duration
}

func newReport(w io.Writer, o options, p plan) *report {
	r := &report{w: w, json: o.json, contenders: p.contenders}
	r.result = result{Machine: readMachine(), Clock: o.clock.name}
	if !r.json {
		fmt.Fprintf(w, "%s\nTimes are medians (%s clock).\n", r.result.Machine, o.clock.name)
	}
	return r
}

// printf writes text where the report is text.
func (r *report) printf(format string, args ...any) {
	if !r.json {
		fmt.Fprintf(r.w, format, args...)
	}
}

// section begins a part of the report.
func (r *report) section(title string) {
	r.header = false
	r.printf("\n%s\n", title)
}

// row reports one program.
func (r *report) row(m row) {
	p := programResult{Name: m.Name, Variant: m.Variant, Samples: m.times, Medians: map[string]time.Duration{}}
	for key := range m.times {
		p.Medians[key] = m.times.median(key)
	}
	r.result.Programs = append(r.result.Programs, p)
	if !r.header {
		r.header = true
		r.printf("\n%s\n", r.headerLine())
	}
	line := fmt.Sprintf("%-12s %-3s", m.Name, m.Variant)
	for _, c := range r.contenders {
		line += fmt.Sprintf(" %*s", columnWidth(c), seconds(m.times.median(c.key)))
	}
	line += r.ratios(m.times.ratio)
	r.printf("%s %7s\n", line, percent(m.times.spread(keyWdbg)))
}

func (r *report) headerLine() string {
	line := fmt.Sprintf("%-16s", "program")
	for _, c := range r.contenders {
		line += fmt.Sprintf(" %*s", columnWidth(c), c.title)
	}
	return line + r.ratioTitles() + fmt.Sprintf(" %7s", "spread")
}

// ratioTitles returns the titles of the columns that ratios writes.
func (r *report) ratioTitles() string {
	line := ""
	for _, pair := range r.pairs() {
		line += fmt.Sprintf(" %13s", pair[0]+"/"+pair[1])
	}
	return line
}

// ratios returns columns of the ratios that matter.
func (r *report) ratios(ratio func(slow, fast string) float64) string {
	line := ""
	for _, pair := range r.pairs() {
		line += fmt.Sprintf(" %13s", factor(ratio(pair[0], pair[1])))
	}
	return line
}

// pairs returns which engines are compared, by keys: how much slower the first is than the second.
func (r *report) pairs() [][2]string {
	var pairs [][2]string
	for _, pair := range [][2]string{{keyInterp, keyWdbg}, {keyWdbg, keyCompiler}, {keyWdbg, keyNode}} {
		if r.has(pair[0]) && r.has(pair[1]) {
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

func columnWidth(c contender) int { return max(len(c.title), 9) }

func (r *report) has(key string) bool {
	for _, c := range r.contenders {
		if c.key == key {
			return true
		}
	}
	return false
}

// summary reports the geometric means of rows and the row that is worst against wazero's interpreter.
func (r *report) summary(rows []row) {
	r.kernels = rows
	if len(rows) < 2 {
		return
	}
	r.printf("\n%-16s%s\n", "geometric mean", r.ratioTitles())
	for _, variant := range append(optimisations(), "") {
		var some []row
		for _, m := range rows {
			if variant == "" || m.Variant == variant {
				some = append(some, m)
			}
		}
		title := strings.TrimSpace(fmt.Sprintf("%s, %d kernels", cmp.Or(variant, "all"), len(some)))
		r.printf("%-16s%s\n", title, r.ratios(func(slow, fast string) float64 { return mean(some, slow, fast) }))
	}
	if worst, ok := worstRow(rows); ok {
		r.printf("%-16s %13s %s %s\n", "worst", factor(worst.times.ratio(keyInterp, keyWdbg)), worst.Name, worst.Variant)
	}
}

// mean returns the geometric mean of the rows' ratios; 0 where there are none.
func mean(rows []row, slow, fast string) float64 {
	sum, n := 0.0, 0
	for _, m := range rows {
		if ratio := m.times.ratio(slow, fast); ratio > 0 {
			sum += math.Log(ratio)
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return math.Exp(sum / float64(n))
}

func worstRow(rows []row) (worst row, ok bool) {
	least := math.Inf(1)
	for _, m := range rows {
		if ratio := m.times.ratio(keyInterp, keyWdbg); ratio > 0 && ratio < least {
			worst, least, ok = m, ratio, true
		}
	}
	return worst, ok
}

// start reports one task of a large program.
func (r *report) start(what string, results []startResult) {
	r.result.Start = append(r.result.Start, results...)
	r.printf("\n%-20s %-9s %10s %10s %10s %10s\n", what, "engine", "from bytes", "from file", "peak", "of file")
	var own time.Duration
	for _, s := range results {
		if s.Engine == keyWdbg {
			own = s.Ready
		}
		r.printf("%-20s %-9s %10s %10s %7d MB %9.2fx", "", s.Engine, seconds(s.Ready), seconds(s.Read+s.Ready), s.Peak/1e6, s.OfFile)
		if s.Engine != keyWdbg && own > 0 {
			r.printf("   %.1fx wdbg's time", float64(s.Ready)/float64(own))
		}
		r.printf("\n")
	}
}

// close writes the goals, or everything as JSON.
func (r *report) close() error {
	if !r.json {
		r.goals()
		return nil
	}
	e := json.NewEncoder(r.w)
	e.SetIndent("", "  ")
	return e.Encode(r.result)
}

func seconds(d time.Duration) string {
	if d == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f s", d.Seconds())
}

func factor(f float64) string {
	if f == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2fx", f)
}

func percent(f float64) string {
	if f == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f%%", 100*f)
}
