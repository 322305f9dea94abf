package palette

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wdbg/wdbg/tui/internal/pane"
)

func TestBase(t *testing.T) {
	for _, test := range []struct {
		kind       Kind
		name, want string
	}{
		{Function, "main", "main"},
		{Function, "std::vector<int>::push_back(int const&)", "push_back"},
		{Function, "std::max<int>", "max"},
		{Function, "a::operator<<(b::c, d)", "operator<<(b::c, d)"},
		{Function, "my_operator", "my_operator"},
		{Function, "<alloc::vec::Vec<T> as core::fmt::Debug>::fmt", "fmt"},
		{Function, "app::main::{{closure}}", "{{closure}}"},
		{Function, "main.(*T).Method", "Method"},
		{Function, "foo(int)::Local::bar() const", "bar"},
		{Function, "~lib/rt/itcms/__new", "__new"},
		{Function, "assembly/index/Point#add", "add"},
		{File, "/src/dir/main.c", "main.c"},
		{File, `C:\src\main.c`, "main.c"},
		{File, "main.c", "main.c"},
		{Action, "step-over  step to the next line", "step-over"},
		{Function, "", ""},
		{Function, "a::", "a::"},
		{Function, ">>><<<", ">>>"},
	} {
		begin, end := baseOf(test.name, test.kind)
		if got := test.name[begin:end]; got != test.want {
			t.Errorf("%q: %q, want %q", test.name, got, test.want)
		}
	}
}

// entries returns a function of each name.
func entries(names ...string) []Entry {
	var list []Entry
	for _, n := range names {
		list = append(list, newEntry(Function, n))
	}
	return list
}

// find returns what a query finds, in its order.
func find(text string, lists ...[]Entry) []string {
	s := newSearch(parse(text), lists, nil)
	s.run(time.Now().Add(time.Hour))
	slices.SortFunc(s.top, func(a, b found) int { return better(&a, &b) })
	var names []string
	for _, f := range s.top {
		names = append(names, f.entry.Text)
	}
	return names
}

func TestRanking(t *testing.T) {
	for _, test := range []struct {
		query, best string
		others      []string
	}{
		{"main", "main", []string{"domain", "std::main::helper", "mainline", "a::maintain"}},
		{"push", "std::vector<int>::push_back(int)", []string{"std::push::deep_name", "std::vector<push>::size()", "opus_h"}},
		{"pb", "std::vector<int>::push_back(int)", []string{"std::vector<int>::pop(bool)", "grapheme::blob"}},
		{"vpb", "std::vector<int>::push_back(int)", []string{"std::avappbase"}},
		{"so", "std::sort", []string{"std::absolute", "reason"}},
		{"getName", "Person::getName", []string{"get_surname", "Person::getname_of"}},
		{"gn", "Person::getName", []string{"ignore", "Engine::g_ran"}},
		{"insert map", "std::map<int>::insert(int)", []string{"std::set<int>::insert(int)"}},
		{"fmt", "<a::B as core::fmt::Debug>::fmt", []string{"core::fmt::Formatter::new"}},
	} {
		for _, list := range [][]string{append([]string{test.best}, test.others...), append(slices.Clone(test.others), test.best)} {
			if got := find(test.query, entries(list...)); len(got) == 0 || got[0] != test.best {
				t.Errorf("%s: %q, want %s first", test.query, got, test.best)
			}
		}
	}
}

func TestKinds(t *testing.T) {
	action := newEntry(Action, "step-over  step to the next line")
	action.action = &offered{Action: pane.Action{Name: "step-over"}}
	list := []Entry{action, newEntry(Function, "step"), newEntry(File, "src/step.c"), newEntry(Global, "steps"), newEntry(Type, "step_t")}
	for query, want := range map[string][]string{
		">step":     {"step-over  step to the next line"},
		"@step":     {"step"},
		"#step":     {"src/step.c"},
		"$step":     {"steps", "step_t"},
		"step.c:12": {"src/step.c"},
		"@a::step":  nil,
		"next line": {"step-over  step to the next line"},
		"x":         {"step-over  step to the next line"},
		"stepq":     nil,
	} {
		if got := find(query, list); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	if got := find("", list); len(got) != len(list) {
		t.Errorf("nothing typed: %q", got)
	}
}

// TestPositions: what is marked are the bytes of the query, and a match by whole words where there is one.
func TestPositions(t *testing.T) {
	for _, test := range []struct{ name, query, want string }{
		{"std::vector<int>::push_back", "pb", "                  ^    ^   "},
		{"std::vector<int>::push_back", "back", "                       ^^^^"},
		{"std::vector<int>::push_back", "vec push", "     ^^^          ^^^^     "},
		{"xaXbXab", "ab", "     ^^"},
		{"日本語main", "main", "         ^^^^"},
		{"日本語", "本", "   ^^^   "},
	} {
		e := newEntry(Function, test.name)
		q := parse(test.query)
		var m matcher
		got := ""
		for _, on := range m.positions(&q, &e) {
			got += map[bool]string{true: "^", false: " "}[on]
		}
		if got != test.want {
			t.Errorf("%s in %s:\n%s\n%s", test.query, test.name, got, test.want)
		}
	}
}

// bulk returns very many names such as programs have.
func bulk(n int) []Entry {
	scopes := []string{"std::__2::vector<int, std::__2::allocator<int>>", "app::render::Scene", "core::iter::adapters::map::Map<I, F>", "json::detail", "llvm::orc"}
	verbs := []string{"get", "set", "push_back", "insert", "find", "parse", "emit", "visit", "handle", "serialize", "updateState", "operator()"}
	nouns := []string{"Value", "Node", "_index", "_buffer", "Token", "Symbol", "_range", "Frame", "Layout", "_unchecked"}
	list := make([]Entry, 0, n)
	for i := range n {
		name := fmt.Sprintf("%s::%s%s%d(unsigned int, char const*)", scopes[i%len(scopes)], verbs[i%len(verbs)], nouns[i/7%len(nouns)], i/100)
		list = append(list, newEntry(Function, name))
	}
	return list
}

// TestPieces: pieces, and going on from what a shorter query has found, find what one search does.
func TestPieces(t *testing.T) {
	list := bulk(3000)
	lists := [][]Entry{list[:100], list[100:2500], list[2500:]}
	var last *search
	text := "push_buf12"
	for i := 1; i <= len(text); i++ {
		s := newSearch(parse(text[:i]), lists, last)
		for !s.run(time.Time{}) {
			if i%3 == 0 && s.order > 700 {
				break // the next query goes on from here
			}
		}
		last = s
	}
	for !last.run(time.Time{}) {
	}
	got := slices.Clone(last.top)
	slices.SortFunc(got, func(a, b found) int { return better(&a, &b) })
	want := find(text, lists...)
	if len(want) == 0 || len(got) != len(want) {
		t.Fatalf("%d found, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i].entry.Text != want[i] {
			t.Fatalf("number %d is %s, want %s", i, got[i].entry.Text, want[i])
		}
	}
}

// FuzzMatch: a score never panics, and what is found contains what was looked for.
func FuzzMatch(f *testing.F) {
	f.Add("std::vector<int>::push_back(int)", "pb", byte(1))
	f.Add("a\xff日", "\xff日", byte(2))
	f.Fuzz(func(t *testing.T, name, text string, kind byte) {
		e := newEntry(Kind(kind%5), name)
		q := parse(text)
		var m matcher
		if _, ok := m.score(&q, &e); !ok {
			return
		}
		marks := m.positions(&q, &e)
		n := 0
		for _, on := range marks {
			if on {
				n++
			}
		}
		for _, w := range q.words {
			if n < min(len(w), 1) || !contains(e.Text, w) {
				t.Fatalf("%q is not in %q (%d marked)", w, name, n)
			}
		}
		if strings.Join(q.words, "") == "" && n > 0 {
			t.Fatalf("%d are marked for nothing", n)
		}
	})
}

// BenchmarkFirst is the time from a key to the first results, among 200,000 names.
func BenchmarkFirst(b *testing.B) {
	list := [][]Entry{bulk(200000)}
	for _, text := range []string{"e", "push", "scgetval", "zzz"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				newSearch(parse(text), list, nil).piece(firstPiece)()
			}
		})
		b.Run(text+"-all", func(b *testing.B) {
			for b.Loop() {
				newSearch(parse(text), list, nil).piece(time.Hour)()
			}
		})
	}
}
