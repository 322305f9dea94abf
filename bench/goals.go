package main

import "fmt"

// Goals of the engine.
const (
	goalMean  = 2.5 // times as fast as wazero's interpreter, the geometric mean of the kernels
	goalWorst = 1   // the same, of each kernel
	goalStart = 10  // times as soon as wazero's interpreter at a large module's first instruction
	goalPeak  = 3   // times the file's size is the memory that takes
)

// goals reports how what was measured compares with the goals; those that nothing was measured for are left out.
func (r *report) goals() {
	title := "\nGoals\n"
	goal := func(what, wanted string, measured float64, met bool, note string) {
		if measured == 0 {
			return
		}
		verdict := "met"
		if !met {
			verdict = "NOT MET"
		}
		r.printf("%s%-62s %-15s %8s  %s%s\n", title, what, wanted, factor(measured), verdict, note)
		title = ""
	}
	atLeast := func(what string, wanted, measured float64, note string) {
		goal(what, fmt.Sprintf("at least %gx", wanted), measured, measured >= wanted, note)
	}
	atLeast("kernels, geometric mean: wazero interpreter / wdbg", goalMean, mean(r.kernels, keyInterp, keyWdbg), "")
	if worst, ok := worstRow(r.kernels); ok {
		note := fmt.Sprintf(" (%s %s)", worst.Name, worst.Variant)
		atLeast("worst kernel: wazero interpreter / wdbg", goalWorst, worst.times.ratio(keyInterp, keyWdbg), note)
	}
	own, other := r.firstInstruction(keyWdbg), r.firstInstruction(keyInterp)
	if own.Ready > 0 {
		atLeast("large module, first instruction: wazero interpreter / wdbg", goalStart, float64(other.Ready)/float64(own.Ready), "")
	}
	goal("large module, first instruction: peak memory / file size", fmt.Sprintf("less than %dx", goalPeak), own.OfFile, own.OfFile < goalPeak, "")
}

// firstInstruction returns what was measured of an engine's start; zero where nothing was.
func (r *report) firstInstruction(key string) startResult {
	for _, s := range r.result.Start {
		if s.Engine == key && s.What == whatFirst {
			return s
		}
	}
	return startResult{}
}
