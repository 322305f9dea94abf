package filemap

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

// ErrFileChanged says that a file that is mapped into memory became shorter, or cannot be read any more.
var ErrFileChanged = errors.New("the file changed while it was read")

// Guard calls f, which reads mapped files, and returns its error; ErrFileChanged where a file cannot be read any more.
func Guard(f func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(old)
	defer func() {
		if r := recover(); r != nil {
			if !isFault(r) {
				panic(r)
			}
			err = ErrFileChanged
		}
	}()
	return f()
}

// Parallel calls f on n goroutines at once, and waits until all have returned. The error is ErrFileChanged where one of them could not read a mapped
// file any more. A panic of one of them becomes the caller's, with its stack as text.
func Parallel(n int, f func()) error {
	errs, panics := make(chan error, n), make(chan string, n)
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					panics <- fmt.Sprintf("%v\n\n%s", r, debug.Stack())
				}
			}()
			errs <- Guard(func() error {
				f()
				return nil
			})
		})
	}
	wg.Wait()
	close(errs)
	close(panics)
	for text := range panics {
		panic(text)
	}
	for err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// isFault reports whether a panic is that of an access to memory that is not there.
func isFault(r any) bool {
	var fault interface {
		runtime.Error
		Addr() uintptr
	}
	err, ok := r.(error)
	return ok && errors.As(err, &fault)
}
