package dap

import "errors"

var errThreadsEnd = errors.New("WebAssembly has no way to end one thread: terminate ends the program")
