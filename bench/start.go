package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// startResult is what was measured of one engine starting a large module, each time in a process of its own:
// medians.
type startResult struct {
	Engine, What string
	Runs         int
	Read, Ready  time.Duration
	Peak         int64   // bytes
	OfFile       float64 // Peak as a multiple of the file's size
}

// task is something a large program is run for.
type task struct {
	what string
	mode string   // of childCommand
	args []string // of the program, its name first
	// prepare makes what the program needs in its directory; check looks at what it has made there.
	prepare, check func(dir string) error
}

// benchStart measures how soon the Go compiler, built for WASI, executes its first instruction, how much memory
// that takes, and the same for running it to the end.
func benchStart(o options, p plan, r *report) error {
	if !o.filter.MatchString("start") {
		return nil
	}
	if err := startAll(o, p, r); err != nil {
		return fmt.Errorf("start: %w", err)
	}
	return nil
}

func startAll(o options, p plan, r *report) error {
	tools, err := newToolchain(o.work)
	if err != nil {
		return err
	}
	path, err := tools.build("cmd/compile")
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	r.section(fmt.Sprintf("A large module: the Go compiler (%s), each run in a process of its own (wall clock)", megabytes(int(info.Size()))))
	var errs []error
	for _, t := range tools.tasks() {
		results, err := startTask(t, path, p)
		errs = append(errs, err)
		for i := range results {
			results[i].OfFile = float64(results[i].Peak) / float64(info.Size())
		}
		r.start(t.what, results)
	}
	return errors.Join(errs...)
}

// whatFirst is the task that ends before a module's first instruction.
const whatFirst = "first instruction"

// tasks returns what the compiler is run for.
func (t toolchain) tasks() []task {
	return []task{
		{what: whatFirst, mode: "start"},
		{what: "compile -V=full", mode: "run", args: []string{"compile", "-V=full"}},
		t.compileTask(),
	}
}

// startTask measures one task with the engines in turn.
func startTask(t task, path string, p plan) ([]startResult, error) {
	measured := map[string][]childResult{}
	var errs []error
	failed := map[string]bool{}
	for round := range max(p.runs, fewestRuns) {
		for _, c := range p.contenders {
			if c.key == keyNode || failed[c.key] || !p.anotherStart(round, measured[c.key]) {
				continue
			}
			m, err := t.run(c.key, path)
			if err != nil {
				failed[c.key] = true
				errs = append(errs, fmt.Errorf("%s: %s: %w", c.title, t.what, err))
				continue
			}
			measured[c.key] = append(measured[c.key], m)
		}
	}
	var results []startResult
	for _, c := range p.contenders {
		if m := measured[c.key]; len(m) > 0 && !failed[c.key] {
			results = append(results, startResult{
				Engine: c.key, What: t.what, Runs: len(m),
				Read:  medianOf(m, func(m childResult) time.Duration { return m.Read }),
				Ready: medianOf(m, func(m childResult) time.Duration { return m.Ready }),
				Peak:  medianOf(m, func(m childResult) int64 { return m.Peak }),
			})
		}
	}
	return results, errors.Join(errs...)
}

// anotherStart reports whether an engine that has performed a task in rounds before is to do it in this round.
func (p plan) anotherStart(round int, before []childResult) bool {
	if p.runs > 0 {
		return round < p.runs
	}
	var spent time.Duration
	for _, m := range before {
		spent += m.Ready
	}
	return spent < p.budget
}

func medianOf[T ~int64](all []childResult, value func(childResult) T) T {
	var values []T
	for _, m := range all {
		values = append(values, value(m))
	}
	slices.Sort(values)
	n := len(values)
	return (values[n/2] + values[(n-1)/2]) / 2
}

// run performs a task in a process of its own.
func (t task) run(key, path string) (m childResult, err error) {
	self, err := os.Executable()
	if err != nil {
		return m, err
	}
	args := []string{childCommand, t.mode, key, path}
	if t.mode == "run" {
		dir, err := os.MkdirTemp("", "wdbg-bench")
		if err != nil {
			return m, err
		}
		defer os.RemoveAll(dir)
		if t.prepare != nil {
			if err := t.prepare(dir); err != nil {
				return m, err
			}
		}
		if t.check != nil {
			defer func() {
				if err == nil {
					err = t.check(dir)
				}
			}()
		}
		args = append(append(args, dir), t.args...)
	}
	out, err := output(exec.Command(self, args...), nil)
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(out, &m)
}

// compileTask compiles a package that imports nothing. The object file is compared with the native compiler's.
func (t toolchain) compileTask() task {
	const pkg, file, object = "unicode/utf8", "utf8.go", "utf8.o"
	flags := []string{"-p", pkg, "-complete", "-trimpath", "/", "-o"}
	return task{
		what: "compile " + pkg,
		mode: "run",
		args: slices.Concat([]string{"compile"}, flags, []string{"/" + object, "/" + file}),
		prepare: func(dir string) error {
			source, err := t.source(pkg + "/" + file)
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(dir, file), source, 0o644)
		},
		check: func(dir string) error {
			native := filepath.Join(dir, "native.o")
			cmd := exec.Command("go", slices.Concat([]string{"tool", "compile", "-p", pkg, "-complete", "-trimpath", dir, "-o"},
				[]string{native, filepath.Join(dir, file)})...)
			cmd.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
			if _, err := output(cmd, nil); err != nil {
				return err
			}
			return sameFiles(filepath.Join(dir, object), native)
		},
	}
}

func sameFiles(a, b string) error {
	first, err := os.ReadFile(a)
	if err != nil {
		return err
	}
	second, err := os.ReadFile(b)
	if err != nil {
		return err
	}
	if !bytes.Equal(first, second) {
		return fmt.Errorf("%w: %s and %s differ", errOutput, a, b)
	}
	return nil
}
