package symbolize_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/golden"
	"github.com/wdbg/wdbg/symbolize"
	"github.com/wdbg/wdbg/symbols/load"
)

var update = flag.Bool("update", false, "rewrite the expected output")

// open opens a module with its symbols.
func open(t *testing.T, path string) *symbolize.Resolver {
	t.Helper()
	m, err := load.Open(path, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return &symbolize.Resolver{Modules: []*symbolize.Module{symbolize.NewModule(path, m.Module, m.Table)}}
}

// symbolizeFile rewrites the text in a file.
func symbolizeFile(t *testing.T, res *symbolize.Resolver, path string, opts symbolize.Options) string {
	t.Helper()
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var out strings.Builder
	if err := symbolize.Rewrite(&out, in, res, opts); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestDumps rewrites what engines wrote when crash.wasm trapped. All places in the output have to be those that crash.c says by
// its comments; and the output as a whole is that of the file in testdata.
func TestDumps(t *testing.T) {
	folder := filepath.Join("..", "testdata", "symbols", "dumps")
	texts, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(texts) == 0 {
		t.Fatalf("no dumps in %s: %v", folder, err)
	}
	res := open(t, filepath.Join(folder, "crash.wasm"))
	allowed := marks(t, filepath.Join(folder, "crash.c"))
	for _, path := range texts {
		t.Run(filepath.Base(path), func(t *testing.T) {
			got := symbolizeFile(t, res, path, symbolize.Options{})
			checkPlaces(t, got, allowed)
			golden.Compare(t, *update, filepath.Join("testdata", "dumps", filepath.Base(path)), got)
		})
	}
}

// marks returns the lines of a source that frames may be at: for each "//@ WORDS" those words, of which each is FUNCTION, or
// FUNCTION:RUN if only the run of that number gets there.
func marks(t *testing.T, path string) map[string][]int {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string][]int{}
	for i, line := range strings.Split(string(text), "\n") {
		_, words, _ := strings.Cut(line, "//@ ")
		for _, w := range strings.Fields(words) {
			allowed[w] = append(allowed[w], i+1)
		}
	}
	if len(allowed) == 0 {
		t.Fatalf("%s has no marks", path)
	}
	return allowed
}

// added is a line that was added with a place.
var added = regexp.MustCompile(`^      at (\w+) \(\./crash\.c:(\d+)(?::\d+)?\)( \[inlined\])?( \[.*\])?$`)

// checkPlaces checks the places in an output. Which run it is about is told by the functions in it.
func checkPlaces(t *testing.T, out string, allowed map[string][]int) {
	places := 0
	run := ""
	for line := range strings.SplitSeq(out, "\n") {
		for word, number := range map[string]string{"divide": "0", "load": "1", "direct": "2", "plain": "3", "recurse": "4"} {
			if strings.HasPrefix(line, "      at "+word+" ") || strings.HasPrefix(line, "      in "+word+",") {
				run = number
			}
		}
		m := added.FindStringSubmatch(line)
		if m == nil {
			if strings.HasPrefix(line, "      at ") {
				t.Errorf("%q is no place in crash.c", line)
			}
			continue
		}
		places++
		n, err := strconv.Atoi(m[2])
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(allowed[m[1]], n) && !slices.Contains(allowed[m[1]+":"+run], n) {
			t.Errorf("run %s: %q is wrong", run, line)
		}
	}
	t.Logf("%d places", places)
}

// reference returns the folder with dumps of engines that is shared between projects.
func reference(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("WDBG_REFERENCE")
	if folder == "" {
		folder = filepath.Join("..", "..", "shared", "reference")
	}
	if _, err := os.Stat(filepath.Join(folder, "dumps")); err != nil {
		t.Skipf("NOT TESTED: the reference dumps are not there (%v); set WDBG_REFERENCE to their folder", err)
	}
	return filepath.Join(folder, "dumps")
}

// frame is what the JSON of a frame has that this test is about.
type frame struct {
	Text        string
	Unavailable string
	Note        string
	Frames      []struct {
		Function, File string
		Line           int
	}
}

func (f *frame) String() string {
	if f.Unavailable != "" {
		return "? " + f.Unavailable
	}
	var calls []string
	for _, c := range f.Frames {
		calls = append(calls, c.Function+" "+filepath.Base(c.File)+":"+strconv.Itoa(c.Line))
	}
	s := strings.Join(calls, " < ")
	if f.Note != "" {
		s += " (deduced)"
	}
	return s
}

// TestReferenceDumps checks each frame of the reference dumps against referenceFrames.
func TestReferenceDumps(t *testing.T) {
	folder := reference(t)
	for dump, want := range referenceFrames() {
		t.Run(dump, func(t *testing.T) {
			res := open(t, filepath.Join(folder, filepath.FromSlash(want.module)))
			out := symbolizeFile(t, res, filepath.Join(folder, filepath.FromSlash(dump)), symbolize.Options{JSON: true})
			seen := map[string]bool{}
			for line := range strings.Lines(out) {
				var f frame
				if err := json.Unmarshal([]byte(line), &f); err != nil {
					t.Fatal(err)
				}
				key := strings.Join(strings.Fields(f.Text), " ")
				if got := f.String(); got != want.frames[key] {
					t.Errorf("%s\n got %s\nwant %s", key, got, want.frames[key])
				}
				seen[key] = true
			}
			for key := range want.frames {
				if !seen[key] {
					t.Errorf("%s is not found", key)
				}
			}
		})
	}
}

// TestReferenceDetails compares the places with those that Wasmtime printed itself, for the same traps.
func TestReferenceDetails(t *testing.T) {
	folder := filepath.Join(reference(t), "wasmtime")
	detailed, err := filepath.Glob(filepath.Join(folder, "*.details.txt"))
	if err != nil || len(detailed) == 0 {
		t.Fatalf("no dumps in %s: %v", folder, err)
	}
	place := regexp.MustCompile(`(?m)^\s+at (\S+:\d+:\d+)$`)
	ours := regexp.MustCompile(`(?m)^      at .* \((\S+:\d+:\d+)\)`)
	for _, path := range detailed {
		name := strings.TrimSuffix(filepath.Base(path), ".details.txt")
		program, _, _ := strings.Cut(name, "_run")
		res := open(t, filepath.Join(folder, program+".wasm"))
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want := firsts(place.FindAllStringSubmatch(string(text), -1))
		out := symbolizeFile(t, res, filepath.Join(folder, name+".txt"), symbolize.Options{})
		if got := firsts(ours.FindAllStringSubmatch(out, -1)); !slices.Equal(got, want) || len(got) == 0 {
			t.Errorf("%s: %q, Wasmtime says %q", name, got, want)
		}
	}
}

func firsts(matches [][]string) (list []string) {
	for _, m := range matches {
		list = append(list, m[1])
	}
	return list
}
