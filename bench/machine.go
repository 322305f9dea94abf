package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/wdbg/wdbg/bench/internal/gauge"
)

// machine is what the numbers depend on.
type machine struct {
	OS, Arch, CPU, Go string
	CPUs              int
	Load              string // averages over 1, 5 and 15 minutes; "" where the system does not say
}

func (m machine) String() string {
	s := fmt.Sprintf("%s, %d CPUs, %s/%s, %s", m.CPU, m.CPUs, m.OS, m.Arch, m.Go)
	if m.Load != "" {
		s += ", load " + m.Load
	}
	return s
}

func readMachine() machine {
	m := machine{OS: runtime.GOOS, Arch: runtime.GOARCH, CPU: gauge.CPU(), Go: runtime.Version(), CPUs: runtime.NumCPU()}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		if fields := strings.Fields(string(load)); len(fields) >= 3 {
			m.Load = strings.Join(fields[:3], " ")
		}
	}
	return m
}
