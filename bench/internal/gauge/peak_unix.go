//go:build unix

package gauge

import (
	"os"
	"runtime"
	"syscall"
)

// Peak returns the largest resident set of a process that has ended, in bytes. Pages of mapped files count; so does what this
// process has resident, which a child shares until its program is loaded: it has to stay small.
func Peak(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10
}
