// Package golden compares what tests see with files of what was seen to be right.
package golden

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Compare compares a text with a file, and says where they differ; with update it writes the file instead.
func Compare(tb testing.TB, update bool, path, got string) {
	tb.Helper()
	if update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			tb.Fatal(err)
		}
		return
	}
	file, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	want := strings.ReplaceAll(string(file), "\r\n", "\n")
	if got == want {
		return
	}
	wanted := strings.Split(want, "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(wanted) || line != wanted[i] {
			tb.Errorf("%s:%d: it is\n%s\ngo test -update in the folder of the test writes what is so now", path, i+1, line)
			return
		}
	}
	tb.Errorf("%s: there is less than before, which ended with\n%s", path, wanted[len(wanted)-1])
}
