// Package debugger is the core that every front end shares: sessions, breakpoints, stepping, frames, values. It knows a
// program as a target.Target and its debug information as symbols.Tables, and nothing of where either comes from.
//
// A Session belongs to one goroutine of its own. Its methods may be called from any goroutine: they are carried out there, one
// after the other. Methods that make the program run return at once; a StopEvent, or Wait, tells when it stands still again. What is
// read from the program is read in a function passed to Inspect, because values are lazy: they read the program
// when they are asked.
package debugger
