//go:build !unix

package main

import "time"

// processTime is not known.
func processTime() (took time.Duration, ok bool) { return 0, false }
