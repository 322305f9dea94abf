// Package tui is the debugger on a whole terminal: panes of source, code, variables and all else that commands show one by one.
package tui
