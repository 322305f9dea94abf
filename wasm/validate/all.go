package validate

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/wdbg/wdbg/wasm"
)

// chunkFuncs is how many functions a worker takes at a time.
const chunkFuncs = 16

// All checks all function bodies with a number of parallel workers; 0 or less means one for
// each processor. The error is that of the lowest failing function, or ctx's if that was cancelled first.
func (c *Context) All(ctx context.Context, workers int) error {
	n := int64(len(c.m.Code))
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = int(min(int64(workers), (n+chunkFuncs-1)/chunkFuncs))
	run := allRun{c: c, ctx: ctx}
	run.lowest.Store(n)
	if workers == 1 {
		run.work()
		return run.err
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(run.work)
	}
	wg.Wait()
	return run.err
}

// allRun is the state that the workers of one call of All share.
type allRun struct {
	c      *Context
	ctx    context.Context
	next   atomic.Int64 // first body no worker has taken
	lowest atomic.Int64 // lowest body that failed, or the number of bodies
	mu     sync.Mutex
	err    error // of the body lowest
}

// work checks chunks of bodies in order until they are exhausted or those left are behind one that failed.
func (r *allRun) work() {
	v := r.c.validator()
	defer r.c.release(v)
	first := wasm.FuncIndex(len(r.c.m.ImportedFuncs))
	for {
		end := r.next.Add(chunkFuncs)
		for i := end - chunkFuncs; i < end; i++ {
			if i >= r.lowest.Load() {
				return
			}
			if err := r.ctx.Err(); err != nil {
				r.fail(-1, err)
				return
			}
			if err := v.function(first + wasm.FuncIndex(i)); err != nil {
				r.fail(i, err)
				return
			}
		}
	}
}

// fail records that body i failed.
func (r *allRun) fail(i int64, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i < r.lowest.Load() {
		r.lowest.Store(i)
		r.err = err
	}
}
