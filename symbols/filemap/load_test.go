package filemap

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestLoad reads files of several sizes; a large one keeps its content when the file is cut off once it was read.
func TestLoad(t *testing.T) {
	for _, size := range []int{0, 1, largeFile - 1, largeFile, largeFile + 5000} {
		want := make([]byte, size)
		for i := range want {
			want[i] = byte(i * 7 >> 3)
		}
		path := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(path, want, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := Load(path)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes: %d, %v", size, len(got), err)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "nothing")); !os.IsNotExist(err) {
		t.Errorf("%v", err)
	}
}
