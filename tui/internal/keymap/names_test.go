package keymap

import "testing"

func TestParse(t *testing.T) {
	for _, test := range []struct{ name, want string }{
		{"n", "n"}, {"N", "N"}, {"shift+n", "N"}, {"ctrl+p", "ctrl+p"}, {"Ctrl+P", "ctrl+p"}, {"shift+ctrl+f5", "ctrl+shift+f5"},
		{"F10", "f10"}, {"f63", "f63"}, {"escape", "esc"}, {"PgDn", "pgdown"}, {" ", "space"}, {"+", "+"}, {"ctrl++", "ctrl++"}, {"ö", "ö"}, {`ctrl+\`, `ctrl+\`},
		{"", ""}, {"f64", ""}, {"f0", ""}, {"ctrl+", ""}, {"control+p", ""}, {"nn", ""}, {"\xff", ""}, {"\x1b", ""},
	} {
		got, err := Parse(test.name)
		if got != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%q: %q (%v), want %q", test.name, got, err, test.want)
		}
	}
}
