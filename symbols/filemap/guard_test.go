package filemap_test

import (
	"errors"
	"testing"

	"github.com/wdbg/wdbg/symbols/filemap"
)

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
