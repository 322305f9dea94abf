package main

import (
	"bytes"
	"fmt"
	"time"
)

// contender is an engine that is measured.
type contender struct {
	key, title string
	// load makes a module ready: what an engine can do once for all runs, such as compiling, is done here.
	load func(file []byte) (program, error)
}

// program is a module that one engine has made ready.
type program interface {
	// run executes _start in a fresh instance. Making the instance is not part of the time.
	run(in input) (outcome, error)
	close() error
}

// input is what a program is given.
type input struct {
	args  []string // the program's name first
	stdin []byte
	env   []string // entries "NAME=value"
	dir   string   // of the host, the guest's "/"; "" for none
	clock clock
}

// outcome is what came of a run.
type outcome struct {
	elapsed time.Duration
	stdout  []byte
}

// streams collects what a program writes.
type streams struct{ stdout, stderr bytes.Buffer }

// finish makes an outcome of a run that ended with an exit status.
func (s *streams) finish(elapsed time.Duration, status uint32) (outcome, error) {
	if status != 0 {
		return outcome{}, fmt.Errorf("exit status %d: %s", status, bytes.TrimSpace(s.stderr.Bytes()))
	}
	return outcome{elapsed, s.stdout.Bytes()}, nil
}

// Keys of contenders.
const (
	keyWdbg     = "wdbg"
	keyInterp   = "interp"
	keyCompiler = "compiler"
	keyNode     = "node"
)

// contenders returns the engines that can be measured here, in the order of the table's columns.
func contenders() []contender {
	list := []contender{
		{keyWdbg, "wdbg", loadWdbg},
		{keyInterp, "wazero interpreter", loadWazeroInterpreter},
	}
	if compilerSupported() {
		list = append(list, contender{keyCompiler, "wazero compiler", loadWazeroCompiler})
	}
	if node, ok := findNode(); ok {
		list = append(list, contender{keyNode, "node", node.load})
	}
	return list
}

// contenderOf returns an engine by its key.
func contenderOf(key string) (contender, error) {
	for _, c := range contenders() {
		if c.key == key {
			return c, nil
		}
	}
	return contender{}, fmt.Errorf("no engine %q here", key)
}
