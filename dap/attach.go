package dap

import "errors"

var errAttach = errors.New("wdbg runs the program itself: use launch; there is nothing to attach to")
