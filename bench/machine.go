package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
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
	m := machine{OS: runtime.GOOS, Arch: runtime.GOARCH, CPU: "unknown CPU", Go: runtime.Version(), CPUs: runtime.NumCPU()}
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(info)) {
			if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
				m.CPU = strings.TrimSpace(value)
				break
			}
		}
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		if fields := strings.Fields(string(load)); len(fields) >= 3 {
			m.Load = strings.Join(fields[:3], " ")
		}
	}
	return m
}
