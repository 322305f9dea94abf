package filemap

import (
	"errors"
	"runtime"
	"runtime/debug"
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

// isFault reports whether a panic is that of an access to memory that is not there.
func isFault(r any) bool {
	var fault interface {
		runtime.Error
		Addr() uintptr
	}
	err, ok := r.(error)
	return ok && errors.As(err, &fault)
}
