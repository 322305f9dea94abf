package gauge

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// Machine says what numbers depend on.
func Machine() string {
	return fmt.Sprintf("%s, %d CPUs, %s/%s, %s", CPU(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())
}

// CPU returns the name of the processor, where the system says it.
func CPU() string {
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(info)) {
			if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
				return strings.TrimSpace(value)
			}
		}
	}
	return "unknown CPU"
}
