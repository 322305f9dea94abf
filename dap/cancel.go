package dap

import (
	"encoding/json"
	"fmt"

	proto "github.com/google/go-dap"
)

// cancelNow cancels what a cancel request is about, at once, on the goroutine that reads; it reports whether there was anything.
func (c *conn) cancelNow(m *incoming) bool {
	var a proto.CancelArguments
	if len(m.Arguments) > 0 && json.Unmarshal(m.Arguments, &a) != nil {
		return false
	}
	return a.RequestId != 0 && c.pending.cancel(func(r *request) bool { return r.Seq == a.RequestId })
}

// cancel answers a request that had its effect when it was read.
func (c *conn) cancel(r *request, a *proto.CancelArguments) (any, error) {
	if !r.found {
		switch {
		case a.RequestId != 0:
			return nil, fmt.Errorf("request %d is not under way", a.RequestId)
		case a.ProgressId != "":
			return nil, fmt.Errorf("%.60q cannot be cancelled", a.ProgressId)
		}
	}
	return nil, nil
}
