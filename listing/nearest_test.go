package listing

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"add", "subtract", "memory", "i32", "_start"}
	for name, want := range map[string]string{
		"Add": "add", "ad": "add", "substract": "subtract", "i23": "i32", "start": "_start",
		"x": "", "": "", "multiply": "", "tag": "",
	} {
		if got := Nearest(name, names); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
