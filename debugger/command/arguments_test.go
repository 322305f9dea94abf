package command

import (
	"slices"
	"testing"
)

func TestSplitArguments(t *testing.T) {
	for text, want := range map[string][]string{
		"":                  nil,
		"a  b":              {"a", "b"},
		`'a b' "c d" e\ f`:  {"a b", "c d", "e f"},
		`--x="y z"`:         {"--x=y z"},
		`'' ""`:             {"", ""},
		`'it''s' "a\"b" \\`: {"its", `a"b`, `\`},
	} {
		got, err := splitArguments(text)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"'a", `"`, `a\`} {
		if _, err := splitArguments(text); err == nil {
			t.Errorf("%s is taken", text)
		}
	}
}
