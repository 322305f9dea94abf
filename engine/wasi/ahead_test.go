package wasi

import (
	"errors"
	"io"
	"testing"
	"testing/iotest"
)

// TestAhead: all of a reader comes, in order, with its error; who gives up waiting loses nothing.
func TestAhead(t *testing.T) {
	r, w := io.Pipe()
	a := NewAhead(r)
	if a.Await() == nil {
		t.Fatal("something is there before it was written")
	}
	given := a.Await() // it is left
	go func() {
		for _, text := range []string{"on", "e two", " three"} {
			_, _ = io.WriteString(w, text)
		}
		_ = w.CloseWithError(errors.New("torn"))
	}()
	<-given
	if a.Await() != nil {
		t.Error("what was read has to be waited for")
	}
	got, err := io.ReadAll(iotest.OneByteReader(a))
	if string(got) != "one two three" || err == nil || err.Error() != "torn" {
		t.Errorf("%q, %v", got, err)
	}
	if n, err := a.Read(nil); n != 0 || err != nil {
		t.Errorf("nothing is read: %d, %v", n, err)
	}
	if _, err := a.Read(make([]byte, 1)); err == nil {
		t.Error("the error is gone")
	}
}
