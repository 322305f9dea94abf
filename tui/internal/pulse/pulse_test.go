package pulse

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestBeat: what happens is told of soon, and the last of many things too.
func TestBeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told atomic.Int32
		p := New(time.Second, func() { told.Add(1) })
		p.Beat()
		if told.Load() != 1 {
			t.Error("the first time is not told of at once")
		}
		for range 1000 {
			p.Beat()
		}
		if told.Load() != 1 {
			t.Error("told of too often")
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if told.Load() != 2 {
			t.Errorf("told of %d times, want 2", told.Load())
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if told.Load() != 2 {
			t.Error("told of though nothing happened")
		}
		p.Beat()
		if told.Load() != 3 {
			t.Error("not told of at once after a while")
		}
	})
}
