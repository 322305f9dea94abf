// Package panes are the panes of the terminal interface: one file, or a few of the same beginning, for each.
package panes

import (
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/console"
	"github.com/wdbg/wdbg/tui/internal/output"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// writeAccess is what watchpoints stop at that are set here.
const writeAccess = target.Write

// Config is what panes are made of.
type Config struct {
	// Console carries out commands.
	Console *console.Console
	// Guest is the terminal of the program.
	Guest *output.Guest
}

// All returns the panes, in the order in which numbers choose them.
func All(cfg Config) []pane.Pane {
	return []pane.Pane{
		NewSource(), NewCode(), NewMachine(),
		NewStack(), NewVariables(), NewWatches(),
		NewMemory(),
		NewPoints(),
		newOutput(cfg.Guest),
		newConsole(cfg.Console),
		NewHeap(),
	}
}
