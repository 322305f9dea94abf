package golden

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// recorder keeps what a test says.
type recorder struct {
	testing.TB
	said string
}

func (r *recorder) Helper()                           {}
func (r *recorder) Errorf(format string, args ...any) { r.said += fmt.Sprintf(format, args...) }

func TestCompare(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "file.txt")
	Compare(t, true, path, "one\r\ntwo\n")
	Compare(t, false, path, "one\ntwo\n")
	for got, want := range map[string]string{"one\n2\n": "file.txt:2: it is\n2\n", "one\ntwo\nthree": "file.txt:3: it is\nthree\n", "one\ntwo": "less than before"} {
		r := recorder{TB: t}
		if Compare(&r, false, path, got); !strings.Contains(r.said, want) {
			t.Errorf("%q: %q", got, r.said)
		}
	}
}
