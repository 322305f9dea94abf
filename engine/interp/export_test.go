package interp

import "github.com/wdbg/wdbg/engine"

// Size returns how many instructions prepared code has.
func Size(c *engine.Code) int { return len(c.Map.(*body).ins) }
