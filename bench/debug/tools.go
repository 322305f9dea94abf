package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// findTools finds lldb, and builds wdbg.
func (o *options) findTools() error {
	if o.lldb == "" {
		for _, name := range []string{"lldb-22", "lldb-19", "lldb"} {
			if path, err := exec.LookPath(name); err == nil {
				o.lldb = path
				break
			}
		}
	}
	if o.lldb == "" {
		fmt.Println("NOTHING IS COMPARED WITH LLDB: it is not installed")
	}
	if o.wdbg != "" {
		return nil
	}
	o.wdbg = filepath.Join(o.work, "wdbg")
	cmd := exec.Command("go", "build", "-o", o.wdbg, "./cmd/wdbg")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	return cmd.Run()
}

// timeCommand returns how long a command takes, and its output.
func timeCommand(args ...string) (time.Duration, []byte, error) {
	cmd := exec.Command(args[0], args[1:]...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	began := time.Now()
	err := cmd.Run()
	took := time.Since(began)
	if _, ended := err.(*exec.ExitError); ended {
		err = nil // the program's own status
	}
	return took, out.Bytes(), err
}

// lldbCondition returns how long lldb takes for a hit of a condition that is false, on the native build.
func (o *options) lldbCondition(line int) (time.Duration, error) {
	native := filepath.Join(o.work, "condition")
	if _, out, err := timeCommand(o.clang, "-g", "-O0", "-w", filepath.Join(o.source, "condition.c"), "-o", native); err != nil {
		return 0, fmt.Errorf("%s: %w\n%s", o.clang, err, out)
	}
	if _, err := os.Stat(native); err != nil {
		return 0, err
	}
	const hits = 1000 // with an argument the loop has so many
	at := fmt.Sprintf("breakpoint set --file condition.c --line %d --condition 'i == -1'", line)
	var with, plain []time.Duration
	for range min(o.runs, 3) {
		took, out, err := timeCommand(o.lldb, "--no-lldbinit", "--batch", "-o", at, "-o", "run", native, "--", "short", "shorter")
		if err != nil {
			return 0, err
		}
		if !bytes.Contains(out, []byte("Breakpoint 1: where")) || !bytes.Contains(out, []byte("exited with status")) {
			return 0, fmt.Errorf("lldb did not run the program with the breakpoint:\n%s", out)
		}
		with = append(with, took)
		if took, _, err = timeCommand(o.lldb, "--no-lldbinit", "--batch", "-o", "run", native, "--", "short", "shorter"); err != nil {
			return 0, err
		}
		plain = append(plain, took)
	}
	return (median(with) - median(plain)) / hits, nil
}

// start compares how soon a large module stops at main with the time that lldb takes to open it and to set the same breakpoint.
func start(o *options) error {
	info, err := os.Stat(o.large)
	if err != nil {
		fmt.Printf("NOT MEASURED: start of a large module: there is no %s; make bench-symbols builds it\n", o.large)
		return nil
	}
	var own, lldb []time.Duration
	for range o.runs {
		took, out, err := timeCommand(o.wdbg, "debug", "--batch", "--no-rc", "--link", "env="+filepath.Join(o.source, "stubs.wasm"), "--ex", "break main", "--ex", "continue", o.large, "--", "--version")
		if err != nil {
			return err
		}
		if !bytes.Contains(out, []byte("main(")) {
			return fmt.Errorf("wdbg did not stop at main:\n%s", out)
		}
		own = append(own, took)
		if o.lldb == "" {
			continue
		}
		if took, out, err = timeCommand(o.lldb, "--no-lldbinit", "--batch", "-o", "breakpoint set --name main", o.large); err != nil {
			return err
		}
		if !bytes.Contains(out, []byte("main")) {
			return fmt.Errorf("lldb did not find main:\n%s", out)
		}
		lldb = append(lldb, took)
	}
	figures := fmt.Sprintf("%.3f s for %d MB", median(own).Seconds(), info.Size()>>20)
	met := true
	if len(lldb) > 0 {
		ratio := float64(median(own)) / float64(median(lldb))
		met = ratio <= 0.1
		figures += fmt.Sprintf("; lldb %.3f s; wdbg / lldb %.3f (at most 0.1)", median(lldb).Seconds(), ratio)
	}
	verdict("start to main of a large module", figures, met)
	return nil
}
