package filemap_test

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/wdbg/wdbg/symbols/filemap"
)

func TestParallel(t *testing.T) {
	var calls atomic.Int32
	if err := filemap.Parallel(5, func() { calls.Add(1) }); err != nil || calls.Load() != 5 {
		t.Errorf("%d calls, %v", calls.Load(), err)
	}
	defer func() {
		if text, _ := recover().(string); !strings.HasPrefix(text, "third") || !strings.Contains(text, "TestParallel") {
			t.Errorf("the caller's panic is %q", text)
		}
	}()
	_ = filemap.Parallel(5, func() {
		if calls.Add(1) == 8 {
			panic("third")
		}
	})
}

func TestGuard(t *testing.T) {
	want := errors.New("as it is")
	if err := filemap.Guard(func() error { return want }); err != want {
		t.Errorf("%v", err)
	}
	defer func() {
		if recover() != "other" {
			t.Error("a panic that is no fault is not passed on")
		}
	}()
	_ = filemap.Guard(func() error { panic("other") })
}
