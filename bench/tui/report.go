package main

import (
	"fmt"
	"io"
	"time"

	"github.com/wdbg/wdbg/bench/internal/gauge"
)

// Goals.
const (
	goalKey  = 16 * time.Millisecond // 99 % of the presses of each key
	goalLag  = 100 * time.Millisecond
	goalIdle = 10 * time.Millisecond // of processor time: the resolution of what systems usually count
)

// titles say what a key does.
var titles = [...]string{
	over: "step over a statement", into: "step into a function", out: "step out of it", down: "down a line of the source", page: "down a page",
	pane: "to the next pane", match: "to the next match of a search", palette: "open the palette",
}

// row is a line of the report.
type row struct {
	title   string
	samples func(result) []sample
	// first says that the first repaint with the effect counts: more of what is looked for comes as it is found.
	first bool
}

// times are those that count of some samples.
func (r row) times(samples []sample) []time.Duration {
	if r.first {
		return column(samples, func(s sample) time.Duration { return s.shown })
	}
	return settled(samples)
}

// rows are the lines about keys.
func rows() []row {
	var list []row
	for a, title := range titles {
		if title != "" {
			list = append(list, row{title, func(r result) []sample { return r.keys[action(a)] }, action(a) == palette})
		}
	}
	return append(list,
		row{"a letter typed in the palette", func(r result) []sample { return r.typed }, true},
		row{"another size of the terminal", func(r result) []sample { return r.resizes }, false})
}

// report writes what was measured.
func report(out io.Writer, floor []sample, results []result) {
	own := results[0]
	fmt.Fprintf(out, "\n%-32s%9s%10s%10s%10s%10s%9s\n", "", "presses", "seen", "median", "p99", "max", "bytes")
	line(out, "cat, which only writes the key", floor, nil)
	fmt.Fprintln(out, own.title)
	for _, row := range rows() {
		line(out, row.title, row.samples(own), nil)
	}
	for _, other := range results[1:] {
		fmt.Fprintf(out, "\n%-32s%9s%10s%10s%10s%10s%9s%26s\n", other.title, "presses", "seen", "median", "p99", "max", "bytes", own.title+"/"+other.title)
		for _, row := range rows() {
			line(out, row.title, row.samples(other), row.samples(own))
		}
	}
	for _, r := range results {
		fmt.Fprintf(out, "\n%s\n", r.title)
		fmt.Fprintf(out, "  start until the source is seen     %8.0f ms\n", gauge.Milliseconds(r.start))
		for _, h := range r.held {
			fmt.Fprintf(out, "  step held down, %d a second        %6d statements of %d presses, the last %.1f ms after its press; busy %.1f ms a press\n",
				h.perSecond, h.advanced, h.sent, gauge.Milliseconds(h.lag), gauge.Milliseconds(h.busy)/float64(h.sent))
		}
		fmt.Fprintf(out, "  idle for %.0f s                      %8.2f ms of processor time, %d bytes written\n", r.idleOver.Seconds(), gauge.Milliseconds(r.idle), r.idleBytes)
		fmt.Fprintf(out, "  memory at the end                  %8.0f MB, %.0f MB of it not of files\n", gauge.Megabytes(r.resident), gauge.Megabytes(r.own))
	}
	goals(out, own)
}

// settled are the times until the last repaint.
func settled(samples []sample) []time.Duration {
	return column(samples, func(s sample) time.Duration { return s.settled })
}

// column returns one number of each sample.
func column[T any](samples []sample, pick func(sample) T) []T {
	list := make([]T, len(samples))
	for i, s := range samples {
		list[i] = pick(s)
	}
	return list
}

// line writes what a key took, and the ratio of medians to another one where that is given.
func line(out io.Writer, title string, samples, other []sample) {
	if len(samples) == 0 {
		return
	}
	shown := column(samples, func(s sample) time.Duration { return s.shown })
	bytes := column(samples, func(s sample) int { return s.bytes })
	all := settled(samples)
	fmt.Fprintf(out, "%-32s%9d%7.2f ms%7.2f ms%7.2f ms%7.2f ms%9d", title, len(samples), gauge.Milliseconds(gauge.Quantile(shown, 0.5)),
		gauge.Milliseconds(gauge.Quantile(all, 0.5)), gauge.Milliseconds(gauge.Quantile(all, 0.99)), gauge.Milliseconds(gauge.Quantile(all, 1)), gauge.Quantile(bytes, 0.5))
	if len(other) > 0 {
		fmt.Fprintf(out, "%26.3f", float64(gauge.Quantile(settled(other), 0.5))/float64(gauge.Quantile(all, 0.5)))
	}
	fmt.Fprintln(out)
}

// goals compares wdbg with the goals.
func goals(out io.Writer, own result) {
	fmt.Fprintln(out, "\nGoals")
	verdict := func(title string, got, most time.Duration, met bool) {
		word := "met"
		if !met {
			word = "NOT MET"
		}
		fmt.Fprintf(out, "%-44s at most %4.0f ms %9.2f ms  %s\n", title, gauge.Milliseconds(most), gauge.Milliseconds(got), word)
	}
	for _, row := range rows() {
		if samples := row.samples(own); len(samples) > 0 {
			title := row.title + ", p99"
			if row.first {
				title = row.title + ", seen, p99"
			}
			took := gauge.Quantile(row.times(samples), 0.99)
			verdict(title, took, goalKey, took <= goalKey)
		}
	}
	for _, h := range own.held {
		verdict(fmt.Sprintf("step held down, %d a second, the last", h.perSecond), h.lag, goalLag, h.lag <= goalLag && h.advanced == h.sent)
	}
	verdict("processor time while idle", own.idle, goalIdle, own.idle <= goalIdle)
}
