package main

import (
	"bufio"
	"bytes"
	"embed"
	"fmt"
	"math"
	"strconv"
	"strings"
)

//go:embed kernels/*.wasm kernels/expected*.txt
var kernelFiles embed.FS

// optimisations are the ways in which each kernel has been compiled.
func optimisations() []string { return []string{"O0", "O2"} }

// kernel is a small program with a size as its only argument.
type kernel struct {
	name string
	size uint32
	// line is what it prints, "" where that is not known.
	line string
}

// readKernels reads a list of kernels: lines of a name, a tab, and what the kernel prints, which begins with
// its name and size. The names of expected.txt's sizes are the kernels' defaults.
func readKernels(list string) ([]kernel, error) {
	file, err := kernelFiles.ReadFile("kernels/" + list)
	if err != nil {
		return nil, err
	}
	var kernels []kernel
	for lines := bufio.NewScanner(bytes.NewReader(file)); lines.Scan(); {
		name, line, _ := strings.Cut(lines.Text(), "\t")
		fields := strings.Fields(line)
		if len(fields) != 3 || fields[0] != name {
			return nil, fmt.Errorf("kernels/%s: %q is not a kernel and its output", list, lines.Text())
		}
		size, err := strconv.ParseUint(fields[1], 10, 32)
		if err != nil {
			return nil, fmt.Errorf("kernels/%s: %w", list, err)
		}
		kernels = append(kernels, kernel{name, uint32(size), line})
	}
	return kernels, nil
}

// file returns the kernel's module.
func (k kernel) file(optimisation string) ([]byte, error) {
	return kernelFiles.ReadFile("kernels/" + k.name + "_" + optimisation + ".wasm")
}

// scaled returns the kernel with a size that makes it run about factor times as long. What it prints is then
// not known.
func (k kernel) scaled(factor float64) kernel {
	if factor == 1 {
		return k
	}
	size := float64(k.size)
	switch k.name {
	case "fib":
		size += math.Log(factor) / math.Log(math.Phi)
	case "fannkuch":
		size = scaleFactorial(size, factor)
	case "matmul":
		size *= math.Cbrt(factor)
	case "mandelbrot":
		size *= math.Sqrt(factor)
	default:
		size *= factor
	}
	return kernel{name: k.name, size: uint32(min(max(math.Round(size), 1), math.MaxUint32))}
}

// scaleFactorial returns the n whose n·n! comes next to factor times that of size.
func scaleFactorial(size, factor float64) float64 {
	work := func(n float64) float64 { return math.Log(n * math.Gamma(n+1)) }
	best := 1.0
	for n := best; n <= 12; n++ {
		want := work(size) + math.Log(factor)
		if math.Abs(work(n)-want) < math.Abs(work(best)-want) {
			best = n
		}
	}
	return best
}
