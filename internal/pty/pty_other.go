//go:build !linux

package pty

import (
	"errors"
	"os"
)

// errLinux says why there is no terminal.
var errLinux = errors.New("pseudo-terminals are opened on Linux only")

// Open fails.
func Open() (terminal, program *os.File, err error) { return nil, nil, errLinux }

// SetSize fails.
func SetSize(*os.File, int, int) error { return errLinux }
