//go:build unix

package screen

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// needsTERM: without the variable nothing is known of the terminal.
const needsTERM = true

// watch follows signals until the screen is closed: new sizes; the one that continues a stopped process, whose terminal others have
// used; and those that end it. SIGTSTP is left alone, because Go does not give up a signal that it has once handled.
func (s *Screen) watch() {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGWINCH, syscall.SIGCONT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	go func() {
		defer signal.Stop(signals)
		defer s.Guard()
		for {
			select {
			case <-s.ended:
				return
			case done := <-s.stops:
				done <- s.stop(signals)
			case sig := <-signals:
				s.handle(sig, signals)
			}
		}
	}()
}

// handle does what a signal asks for.
func (s *Screen) handle(sig os.Signal, signals chan os.Signal) {
	switch sig {
	case syscall.SIGWINCH:
		size := s.measure()
		s.Resize(size.Width, size.Height)
	case syscall.SIGCONT:
		s.revive()
	default:
		_ = s.Close() // the process ends
		signal.Stop(signals)
		if sig == syscall.SIGQUIT {
			sig = syscall.SIGTERM // the runtime would fill the terminal with its goroutines
		}
		_ = syscall.Kill(os.Getpid(), sig.(syscall.Signal))
	}
}

// Stop gives the terminal back and stops the process and those that run with it, as the key for that does in line mode, until the shell
// continues them; then it takes the terminal again.
func (s *Screen) Stop() error {
	done := make(chan error, 1)
	select {
	case s.stops <- done:
		return <-done
	case <-s.ended:
		return errors.New("the terminal has been given back")
	}
}

// notStopped is how long it takes at most until a process that was told to stop has. Where nobody could continue it, the
// system lets it run on.
const notStopped = 500 * time.Millisecond

// stop stops the group of this process, and waits until it goes on.
func (s *Screen) stop(signals chan os.Signal) error {
	s.mu.Lock()
	mine := s.state == shown
	s.mu.Unlock()
	if !mine {
		return errors.New("the terminal is somebody else's at present")
	}
	if err := s.Suspend(); err != nil {
		return err
	}
	if err := syscall.Kill(0, syscall.SIGTSTP); err != nil {
		return errors.Join(err, s.Resume())
	}
	timer := time.NewTimer(notStopped)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
			return s.Resume()
		case sig := <-signals:
			switch sig {
			case syscall.SIGCONT:
				return s.Resume()
			case syscall.SIGWINCH: // Resume asks for the size
			default:
				s.handle(sig, signals)
				return nil
			}
		}
	}
}
