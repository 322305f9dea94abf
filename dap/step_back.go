package dap

import "errors"

var errBack = errors.New("the runtime cannot go back: supportsStepBack is false")
