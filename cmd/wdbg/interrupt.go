package main

import (
	"os"
	"os/signal"
)

// onInterrupt calls f at the first interrupt (Ctrl-C) and ends the process at the second; the result undoes it.
func onInterrupt(f func()) (undo func()) {
	signals := make(chan os.Signal, 2)
	done, ended := make(chan struct{}), make(chan struct{})
	signal.Notify(signals, os.Interrupt)
	go func() {
		defer close(ended)
		for n := 0; ; n++ {
			select {
			case <-done:
				return
			case <-signals:
				if n > 0 {
					os.Exit(statusInterrupt)
				}
				f()
			}
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
		<-ended
	}
}
