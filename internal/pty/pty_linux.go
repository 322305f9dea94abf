package pty

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// Open returns both sides of a new pseudo-terminal: the one of the terminal and of who sits there, and the one of the programs in it.
func Open() (terminal, program *os.File, err error) {
	if terminal, err = os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		return nil, nil, err
	}
	var number int
	err = control(terminal, func(fd int) (err error) {
		if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
			return fmt.Errorf("unlock: %w", err)
		}
		number, err = unix.IoctlGetInt(fd, unix.TIOCGPTN)
		return err
	})
	if err == nil {
		program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		_ = terminal.Close()
		return nil, nil, fmt.Errorf("pseudo-terminal: %w", err)
	}
	return terminal, program, nil
}

// SetSize says how large a terminal is, in cells. The programs in it get a signal.
func SetSize(terminal *os.File, width, height int) error {
	size := unix.Winsize{Col: uint16(width), Row: uint16(height)}
	return control(terminal, func(fd int) error { return unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &size) })
}

// control does something with the descriptor of a file. (Fd would make the file blocking, and reads of it could not be ended.)
func control(f *os.File, do func(fd int) error) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	if err := raw.Control(func(fd uintptr) { failed = do(int(fd)) }); err != nil {
		return err
	}
	return failed
}
