//go:build !unix

package screen

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// needsTERM: consoles do without the variable.
const needsTERM = false

// watch gives the terminal back when the process is told to end.
func (s *Screen) watch() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		defer signal.Stop(signals)
		select {
		case <-s.ended:
		case <-signals:
			_ = s.Close() // the process ends
			os.Exit(1)
		}
	}()
}

// Stop says that processes cannot be stopped on this system.
func (s *Screen) Stop() error {
	return errors.New("this system does not stop programs: there is no shell to continue them")
}
