package dwarfsyms

import "runtime"

// workers is how many goroutines read units at once. Where Go is told that there are more processors than there are, the others are for what must not wait.
func workers() int { return min(runtime.NumCPU(), runtime.GOMAXPROCS(0)) }
