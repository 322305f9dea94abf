package main

import (
	"fmt"
	"io"
	"time"

	"github.com/wdbg/wdbg/bench/internal/gauge"
)

// Goals, as parts of what llvm-symbolizer takes; looking up many offsets is also to be as fast as addr2line.
const (
	goalCold   = 0.5
	goalMany   = 0.15
	goalMemory = 0.5
)

// table writes what was measured; in parentheses as a part of what llvm-symbolizer takes.
func table(out io.Writer, o options, results []result) {
	llvm := find(results, keyLLVM)
	fmt.Fprintf(out, "\n%-30s %20s %20s %10s %18s %10s\n", "", "one, cold", fmt.Sprintf("%d random", o.lookups), "its CPU", "peak memory", "output")
	for _, r := range results {
		fmt.Fprintf(out, "%-30s %20s %20s %10s %18s %7.1f MB\n", r.title,
			part(seconds(r.cold.elapsed), float64(r.cold.elapsed), float64(llvm.cold.elapsed)),
			part(seconds(r.many.elapsed), float64(r.many.elapsed), float64(llvm.many.elapsed)),
			seconds(r.many.cpu),
			part(fmt.Sprintf("%.0f MB", gauge.Megabytes(r.many.peak)), float64(r.many.peak), float64(llvm.many.peak)),
			gauge.Megabytes(r.bytes))
	}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f s", d.Seconds()) }

// part adds the ratio to a text, where there is one.
func part(text string, value, of float64) string {
	if of == 0 || value == 0 {
		return text
	}
	return fmt.Sprintf("%s (%.2f)", text, value/of)
}

// find returns the result of a tool; the zero result where it was not measured.
func find(results []result, key string) result {
	for _, r := range results {
		if r.key == key {
			return r
		}
	}
	return result{}
}

// goals compares wdbg with the goals; those that nothing was measured for are left out.
func goals(out io.Writer, results []result) {
	own, llvm, raw := find(results, keyWdbg), find(results, keyLLVM), find(results, keyRaw)
	title := "\nGoals\n"
	goal := func(what string, value, of, most float64) {
		if value == 0 || of == 0 {
			return
		}
		verdict := "met"
		if value/of > most {
			verdict = "NOT MET"
		}
		fmt.Fprintf(out, "%s%-50s at most %4.2f %8.2f  %s\n", title, what, most, value/of, verdict)
		title = ""
	}
	goal("one offset, cold: wdbg / llvm-symbolizer", float64(own.cold.elapsed), float64(llvm.cold.elapsed), goalCold)
	goal("all offsets: wdbg / llvm-symbolizer", float64(own.many.elapsed), float64(llvm.many.elapsed), goalMany)
	goal("all offsets: wdbg / addr2line, names mangled", float64(own.many.elapsed), float64(raw.many.elapsed), 1)
	goal("peak memory: wdbg / llvm-symbolizer", float64(own.many.peak), float64(llvm.many.peak), goalMemory)
}
