package panes

import "github.com/wdbg/wdbg/tui/internal/pane"

// MemoryCursor returns the address of the cursor of a pane of memory.
func MemoryCursor(p pane.Pane) uint64 { return p.(*memoryPane).cursor }
