package dap

import (
	proto "github.com/google/go-dap"
)

// threadList lists the threads; while the program runs, those there were when it stood still last.
func (c *conn) threadList(r *request, _ *struct{}) (any, error) {
	if c.phase == phaseEnded {
		return proto.ThreadsResponseBody{Threads: []proto.Thread{}}, nil
	}
	list := c.threads.list
	if len(list) == 0 {
		list = []proto.Thread{{Id: threadNumber(0), Name: "main"}}
	}
	return proto.ThreadsResponseBody{Threads: list}, nil
}
