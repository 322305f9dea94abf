package main

import (
	"os"
	"strconv"
	"strings"
)

// peakMemory returns the largest resident set this process has had, in bytes; 0 if it cannot be told. What
// getrusage says would include the parent's, which the process shared until its program was loaded.
func peakMemory() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kilobytes, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 10, 64)
			if err != nil {
				return 0
			}
			return kilobytes << 10
		}
	}
	return 0
}
