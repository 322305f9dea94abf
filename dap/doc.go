// Package dap is a server of the Debug Adapter Protocol (version 1.71): what editors speak with debuggers.
//
// Serve talks to one client. Everything of a connection happens on one goroutine, which takes work from a mailbox: messages of the client, events of
// the debugger, output of the program, ends of console commands. So answers and events have an order, and nothing of a connection needs a lock. The table
// of requests (table.go) says for each in which states it is legal and which capability offers it; what it does is in the file of its name.
//
// Handles of frames and variables are numbers that are never used twice. They are good until the program runs again; one that comes later is
// refused, not mistaken for another.
package dap
