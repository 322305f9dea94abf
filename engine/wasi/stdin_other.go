//go:build !unix

package wasi

import (
	"os"
	"time"
)

// readable reports true: here an interrupt ends a blocked read of the console by itself.
func readable(*os.File, time.Duration) bool { return true }

func setBlocking(*os.File) {}
