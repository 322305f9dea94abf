package dap

import (
	"fmt"
	"sync"
	"time"

	proto "github.com/google/go-dap"
)

// progress numbers the work that is reported as such.
type progress struct{ last int }

// working says that something begins that may take long; the result says that it is done. The client is told of what does take long.
func (c *conn) working(title string) (done func()) {
	if !c.client.SupportsProgressReporting {
		return func() {}
	}
	c.progress.last++
	id := fmt.Sprintf("work %d", c.progress.last)
	var mu sync.Mutex
	told, over := false, false
	begin := func() {
		mu.Lock()
		defer mu.Unlock()
		if over {
			return
		}
		told = true
		c.event("progressStart", proto.ProgressStartEventBody{ProgressId: id, Title: title})
	}
	end := func() {
		mu.Lock()
		defer mu.Unlock()
		if over = true; told {
			c.event("progressEnd", proto.ProgressEndEventBody{ProgressId: id})
		}
	}
	if c.cfg.ProgressAfter <= 0 {
		begin()
		return end
	}
	timer := time.AfterFunc(c.cfg.ProgressAfter, begin)
	return func() {
		timer.Stop()
		end()
	}
}
