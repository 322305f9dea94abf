package main

import (
	"fmt"
	"io"
	"time"

	"github.com/wdbg/wdbg/bench/internal/gauge"
)

// Goals.
const (
	goalMedian = 5 * time.Millisecond
	goalP99    = 20 * time.Millisecond
	goalStart  = 300 * time.Millisecond
)

// row is a line of the report.
type row struct {
	title string
	q     float64
	times func(result) []time.Duration
}

// rows are all lines but that of memory.
func (o *options) rows() []row {
	part := func(pick func(parts) time.Duration) func(result) []time.Duration {
		return func(r result) []time.Duration { return column(r.steps, pick) }
	}
	whole := part(func(p parts) time.Duration { return p.page })
	return []row{
		{"next with all that is shown, median", 0.5, whole},
		{"next with all that is shown, p99", 0.99, whole},
		{"  of it: next -> stopped, median", 0.5, part(func(p parts) time.Duration { return p.stopped })},
		{"  threads, 1 + 19 frames", 0.5, part(func(p parts) time.Duration { return p.stack - p.stopped })},
		{"  scopes", 0.5, part(func(p parts) time.Duration { return p.scopes - p.stack })},
		{"  local variables", 0.5, part(func(p parts) time.Duration { return p.variables - p.scopes })},
		{"  100 elements of the array", 0.5, part(func(p parts) time.Duration { return p.page - p.variables })},
		{fmt.Sprintf("all %d frames, 20 a page, median", o.levels), 0.5, func(r result) []time.Duration { return r.stacks }},
		{"start to first stop, median", 0.5, func(r result) []time.Duration { return r.starts }},
	}
}

// report writes what was measured, with ratios where there is something to compare with.
func (o *options) report(out io.Writer, results []result) {
	fmt.Fprintf(out, "\n%-40s", "")
	for _, r := range results {
		fmt.Fprintf(out, "%14s", r.title)
	}
	if len(results) == 2 {
		fmt.Fprintf(out, "%10s", "ratio")
	}
	fmt.Fprintln(out)
	line := func(title string, values []float64, unit string) {
		fmt.Fprintf(out, "%-40s", title)
		for _, v := range values {
			fmt.Fprintf(out, "%11.2f %s", v, unit)
		}
		if len(values) == 2 && values[1] > 0 {
			fmt.Fprintf(out, "%10.3f", values[0]/values[1])
		}
		fmt.Fprintln(out)
	}
	for _, row := range o.rows() {
		var values []float64
		for _, r := range results {
			values = append(values, gauge.Milliseconds(gauge.Quantile(row.times(r), row.q)))
		}
		line(row.title, values, "ms")
	}
	var peaks []float64
	for _, r := range results {
		peaks = append(peaks, gauge.Megabytes(r.peak))
	}
	line("peak memory of the adapter", peaks, "MB")
	o.goals(out, results[0])
}

// goals compares wdbg with the goals.
func (o *options) goals(out io.Writer, own result) {
	fmt.Fprintln(out, "\nGoals")
	rows := o.rows()
	for _, goal := range []struct {
		row  row
		most time.Duration
	}{{rows[0], goalMedian}, {rows[1], goalP99}, {rows[len(rows)-1], goalStart}} {
		took := gauge.Quantile(goal.row.times(own), goal.row.q)
		verdict := "met"
		if took > goal.most {
			verdict = "NOT MET"
		}
		fmt.Fprintf(out, "%-40s at most %4.0f ms %9.2f ms  %s\n", goal.row.title, gauge.Milliseconds(goal.most), gauge.Milliseconds(took), verdict)
	}
}
