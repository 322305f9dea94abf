// Package gauge says what benchmarks report beside times: the machine, the memory of processes, the size of modules.
package gauge
