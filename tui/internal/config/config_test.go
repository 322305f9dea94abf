package config

import (
	"reflect"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/tui/internal/pane"
)

func scopes() []Scope {
	return []Scope{
		{"Everywhere", "", []pane.Action{{Name: "step-over", Keys: []string{"n", "f10"}, Help: "step"}, {Name: "line-mode", Keys: []string{`ctrl+\`}, Help: "go"}, {Name: "quote", Keys: []string{`"`, "'"}, Help: "odd"}}},
		{"Memory", pane.Memory, []pane.Action{{Name: "memory-go", Keys: []string{"@"}, Help: "go"}}},
	}
}

func TestParse(t *testing.T) {
	got, problems := Parse([]byte("# mine\ntheme = \"light\"\nmouse = false\ntab-width = 8\nlayout = 'large'\nsyntax = false\nkeys.quote = 'x'\r\n"+
		"[colors]\nkeyword = \"red bold\"\n[keys]\nstep-over = [\"N\", # yes\n \"Shift+F8\"]\nmemory-go = []\n"), scopes())
	want := Config{
		Theme: "light", TabWidth: 8, Layout: "large", LineNumbers: true, InlineValues: true,
		Colors: map[string]string{"keyword": "red bold"}, Keys: map[string][]string{"step-over": {"N", "shift+f8"}, "memory-go": {}, "quote": {"x"}},
	}
	if len(problems) != 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v; want %+v", got, problems, want)
	}
	if got, problems := Parse(nil, scopes()); len(problems) != 0 || !reflect.DeepEqual(got, Default()) {
		t.Errorf("nothing: %+v, %v", got, problems)
	}
}

// TestProblems: what is wrong is told with its line, and the rest counts.
func TestProblems(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"tab-width = 99", `line 1: tab-width: expected a number from 1 to 16`},
		{"tab-width = 4.5", `line 1: tab-width: expected a number`},
		{"\ntheme = \"purple\"", `line 2: theme: expected "auto", "dark", "light" or "none"`},
		{"mouse = \"yes\"", `line 1: mouse: expected true or false`},
		{"tehme = \"dark\"", `line 1: there is no setting "tehme"; did you mean "theme"?`},
		{"[colors]\nkeyword = \"mauve\"", `line 2: keyword: "mauve" is no colour`},
		{"[colors]\nnothing = \"red\"", `line 2: nothing is called "nothing"`},
		{"[colors]\nkeyword = 3", `line 2: keyword: expected a string`},
		{"[keys]\nstep-ovr = \"n\"", `line 2: there is no action "step-ovr"; did you mean "step-over"?`},
		{"[keys]\nstep-over = [\"n\", \"hyperspace\"]", `line 2: step-over: "hyperspace" is no key`},
		{"[keys]\nstep-over = 1", `line 2: step-over: expected keys`},
		{"[keys]\nstep-over = \"x\"\nline-mode = [\"f1\", \"X\", \"x\"]", `line 3: line-mode: the key x was given to step-over in line 2 already`},
		{"[kyes]\nstep-over = \"n\"", `line 1: there is no section [kyes]`},
		{"[[keys]]\nstep-over = \"n\"", `line 1: [[keys]]`},
		{"mouse = true\nmouse = false", `line 2: mouse was set in line 1 already`},
		{"mouse = = 1", `line 1: this is no TOML`},
		{"mouse", `line 1: this is no TOML`},
		{"x = \"\xff\"", `line 1: this is no TOML`},
		{"a.b.c = 1", `line 1: there is no setting "a.b.c"`},
	} {
		c, problems := Parse([]byte(test.text+"\n"), scopes())
		if len(problems) != 1 || !strings.HasPrefix(problems[0].Error(), test.want) {
			t.Errorf("%q: %v, want %s", test.text, problems, test.want)
		}
		if test.text != "mouse = true\nmouse = false" && !c.Mouse {
			t.Errorf("%q: it counts", test.text)
		}
		section := "[keys]"
		if strings.Contains(test.text, "[keys]") {
			section = ""
		}
		c, problems = Parse([]byte("syntax = false\n"+test.text+"\n"+section+"\nmemory-go = \"G\"\n"), scopes())
		if c.Syntax || !reflect.DeepEqual(c.Keys["memory-go"], []string{"G"}) && !strings.Contains(test.text, "[[") {
			t.Errorf("%q: the rest does not count: %+v %v", test.text, c, problems)
		}
	}
}

// TestPrint: what is printed has no mistakes, with its comments or without.
func TestPrint(t *testing.T) {
	text := Print(scopes())
	if c, problems := Parse([]byte(text), scopes()); len(problems) != 0 || !reflect.DeepEqual(c, Default()) {
		t.Errorf("%+v %v", c, problems)
	}
	var bare []string
	for _, line := range strings.Split(text, "\n") {
		if strings.Contains(line, " = ") {
			line = strings.TrimPrefix(line, "# ")
		}
		bare = append(bare, line)
	}
	c, problems := Parse([]byte(strings.Join(bare, "\n")), scopes())
	if len(problems) != 0 || !reflect.DeepEqual(c.Keys["quote"], []string{`"`, "'"}) || !reflect.DeepEqual(c.Keys["line-mode"], []string{`ctrl+\`}) || len(c.Colors) != 2 {
		t.Errorf("%+v %v\n%s", c, problems, text)
	}
}

// TestKeyTwice: a key that is given twice in the same pane does what it was given to first; one of all panes may be another action's in one of them.
func TestKeyTwice(t *testing.T) {
	c, problems := Parse([]byte("[keys]\nstep-over = 'x'\nmemory-go = 'x'\nline-mode = ['f1', 'x']\nquote = 'x'\n"), scopes())
	want := map[string][]string{"step-over": {"x"}, "memory-go": {"x"}, "line-mode": {"f1"}}
	if len(problems) != 2 || problems[1].Line != 5 || !reflect.DeepEqual(c.Keys, want) {
		t.Errorf("%v, %v", c.Keys, problems)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(Print(scopes())))
	f.Add([]byte("keys = {a = 1}\n[colors]\nkeyword='''\nred'''\n[[x]]\n\"\" = 1979-05-27\n= 1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, problems := Parse(data, scopes())
		if c.TabWidth < 1 || c.TabWidth > widestTab || c.Theme == "" || c.Layout == "" {
			t.Fatalf("%+v", c)
		}
		for _, p := range problems {
			if p.Line < 1 || p.Line > strings.Count(string(data), "\n")+1 || p.Text == "" {
				t.Fatalf("%d lines: %v", strings.Count(string(data), "\n")+1, p)
			}
		}
	})
}
