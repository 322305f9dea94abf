package arch

import (
	"path"
	"slices"
	"strings"
	"testing"
)

// floor is a row of packages. A package imports packages of rows above its own in
// the table (lower floors) and its parent, nothing else of the project.
type floor struct {
	number   int // of the floor in ARCHITECTURE.md
	packages []string
}

// floors is the whole project from the bottom up. A name ending in /... stands for everything below it.
// A package that is not here fails the test: place it.
var floors = []floor{
	{0, []string{"wasm/op", "dwarf", "sourcemap", "gdbremote"}},
	{0, []string{"dwarf/expr"}},
	{0, []string{"wasm"}},
	{0, []string{"wasm/validate", "wasm/disasm", "wasm/coredump"}},
	{0, []string{"wasm/disasm/..."}},
	{1, []string{"symbols"}},
	{1, []string{"target"}},
	{2, []string{"engine/num"}},
	{2, []string{"engine/vmem", "engine/simd", "engine/heap"}},
	{2, []string{"engine"}},
	{2, []string{"engine/interp", "engine/wasi", "engine/jit", "engine/replay", "engine/machine"}},
	{2, []string{"symbols/filemap"}},
	{2, []string{"symbols/..."}},
	{2, []string{"symbols/load"}},
	{2, []string{"unwind", "value"}},
	{2, []string{"value/...", "listing"}},
	{2, []string{"report"}},
	{3, []string{"debugger/expr", "expr", "target/..."}},
	{4, []string{"debugger"}},
	{4, []string{"debugger/command"}},
	{4, []string{"debugger/script"}},
	{5, []string{"cli", "tui", "dap", "repl", "symbolize", "gdbremote/stub"}},
	{6, []string{"cmd/..."}},
}

// support is what only tests, and other packages of this list, import: each with the floor up to which it
// imports the project.
var support = map[string]int{
	"internal/arch":        -1,
	"internal/pty":         -1,
	"internal/golden":      -1,
	"internal/specsuite":   -1,
	"internal/dwarftest":   0,
	"internal/wasmtest":    0,
	"internal/wasmgen":     0,
	"internal/fixture":     2,
	"internal/script":      6,
	"internal/programs":    6,
	"internal/debuggee":    4,
	"engine/spectest":      2,
	"engine/enginetest":    2,
	"target/targettest":    2,
	"tui/tuitest":          6,
	"bench":                2,
	"bench/symbols":        2,
	"bench/debug":          6,
	"bench/dap":            -1,
	"bench/tui":            -1,
	"internal/agree":       2,
	"internal/groundtruth": 2,
}

// only says who may import what stands behind an interface. Both sides may end in /...; a package may always
// import what is below itself. Tests are not bound by it.
var only = []struct {
	imported  string
	importers []string
}{
	{"engine/interp", []string{"cmd/..."}},
	{"engine/jit", []string{"cmd/..."}},
	{"engine/wasi", []string{"cmd/..."}},
	{"engine", []string{"engine/...", "target/local", "report", "cmd/..."}},
	{"dwarf", []string{"dwarf/...", "symbols/dwarfsyms", "symbols/load"}},
	{"gdbremote", []string{"gdbremote/...", "target/remote"}},
	{"target", []string{"target/...", "unwind", "debugger/...", "debugger", "gdbremote/stub", "dap", "tui", "cmd/..."}},
	{"target/...", []string{"target/...", "cmd/..."}},
	{"cli", []string{"cmd/..."}},
	{"tui", []string{"cmd/..."}},
	{"dap", []string{"dap/...", "cmd/..."}},
	{"repl", []string{"cmd/..."}},
	{"gdbremote/stub", []string{"cmd/..."}},
}

// foreignOnly says who may import from outside of the standard library, by the prefix of the path. Tests may
// import all of them.
var foreignOnly = map[string][]string{
	"github.com/tetratelabs/wazero":      {"engine/wasi", "bench"},
	"golang.org/x/sys":                   {"engine/vmem", "engine/wasi", "symbols/filemap", "cmd/...", "bench/tui"},
	"github.com/ianlancetaylor/demangle": {"symbols"},
	"github.com/spf13/cobra":             {"cmd/..."},
	"github.com/spf13/pflag":             {"cmd/..."},
	"github.com/go-delve/liner":          {"repl"},
	"golang.org/x/term":                  {"cmd/...", "tui"},
	"go.starlark.net":                    {"debugger/script"},
	"github.com/google/go-dap":           {"dap", "bench/dap"},
	"charm.land":                         {"tui"},
	"github.com/charmbracelet":           {"tui", "tui/...", "bench/tui"},
	"github.com/clipperhouse":            {"tui"},
	"github.com/sahilm/fuzzy":            {"tui"},
	"github.com/pelletier/go-toml":       {"tui"},
}

// stdOnly says who may import packages of the standard library that open doors.
var stdOnly = map[string][]string{
	"unsafe":    {"engine", "engine/vmem", "engine/interp", "engine/jit", "engine/wasi", "symbols/filemap"},
	"C":         nil,
	"plugin":    nil,
	"net/http":  {"cmd/..."},
	"os/exec":   {"cmd/...", "bench", "bench/..."},
	"math/rand": {"bench/symbols"},
}

// pure are the packages without input and output.
var pure = []string{"wasm", "wasm/...", "dwarf", "dwarf/...", "sourcemap", "symbols/stacktext", "gdbremote", "engine/num", "engine/simd", "engine/heap"}

// impure are what pure packages do not import.
var impure = []string{"os", "os/...", "net", "net/...", "io/fs", "syscall", "time", "log", "log/..."}

// covers reports whether a pattern is a package or ends in /... and the package is below it.
func covers(pattern, pkg string) bool {
	prefix, below := strings.CutSuffix(pattern, "/...")
	return pattern == pkg || below && strings.HasPrefix(pkg, prefix+"/")
}

func anyCovers(patterns []string, pkg string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return covers(p, pkg) })
}

// owner returns the package whose place an internal package below it shares.
func owner(pkg string) string {
	before, _, _ := strings.Cut(pkg, "/internal/")
	return before
}

// place returns a package's row. An exact name wins over a pattern, a longer pattern over a shorter one.
func place(pkg string) (row int, ok bool) {
	best := -1
	for i, f := range floors {
		for _, pattern := range f.packages {
			if covers(pattern, pkg) && len(pattern) > best {
				best, row, ok = len(pattern), i, true
				if pattern == pkg {
					return i, true
				}
			}
		}
	}
	return row, ok
}

// floorViolation says why an import breaks the floors; empty where it does not. It is about test files where test is set.
func floorViolation(from, to string, test bool) string {
	from, to = owner(from), owner(to)
	if from == to || path.Dir(from) == to {
		return ""
	}
	most, fromSupport := support[from]
	if _, toSupport := support[to]; toSupport {
		if test || fromSupport {
			return ""
		}
		return "is for tests only"
	}
	toRow, ok := place(to)
	if !ok {
		return "is not in the table of floors"
	}
	if fromSupport {
		if !test && floors[toRow].number > most {
			return "is above the floor its importer may use"
		}
		return ""
	}
	fromRow, ok := place(from)
	switch {
	case !ok:
		return "" // TestPackagesPlaced reports the importer
	case test && floors[toRow].number > floors[fromRow].number:
		return "is on a higher floor, even for a test"
	case !test && toRow >= fromRow:
		return "is not on a lower floor"
	}
	return ""
}

// onlyViolation says why an import goes around an interface; empty where it does not.
func onlyViolation(from, to string) string {
	from, to = owner(from), owner(to)
	if _, ok := support[from]; ok || from == to || strings.HasPrefix(to, from+"/") {
		return ""
	}
	for _, rule := range only {
		if covers(rule.imported, to) && !anyCovers(rule.importers, from) {
			return "may be imported only by " + strings.Join(rule.importers, ", ")
		}
	}
	return ""
}

// foreignViolation says why an import from outside of the project is not allowed; empty where it is.
func foreignViolation(from, to string) string {
	inside := strings.Contains(from, "/internal/")
	from = owner(from)
	if users, ok := stdOnly[to]; ok {
		if !anyCovers(users, from) {
			return "may be imported only by " + strings.Join(users, ", ")
		}
		return ""
	}
	if strings.Contains(strings.SplitN(to, "/", 2)[0], ".") {
		for prefix, users := range foreignOnly {
			if to == prefix || strings.HasPrefix(to, prefix+"/") {
				if anyCovers(users, from) {
					return ""
				}
				return "may be imported only by " + strings.Join(users, ", ")
			}
		}
		return "is a dependency that the table does not know"
	}
	// A generator below a pure package reads and writes files.
	if !inside && anyCovers(pure, from) && anyCovers(impure, to) {
		return "does input or output, or depends on the system"
	}
	return ""
}

func TestPackagesPlaced(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range sources(t) {
		pkg := owner(s.Package)
		if seen[pkg] {
			continue
		}
		seen[pkg] = true
		_, placed := place(pkg)
		_, helper := support[pkg]
		if !placed && !helper {
			t.Errorf("package %s is on no floor: place it in the table", pkg)
		}
	}
}

func TestFloors(t *testing.T) {
	for _, s := range sources(t) {
		own, foreign := s.imports(t)
		for _, to := range own {
			if why := floorViolation(s.Package, to, s.Test); why != "" {
				t.Errorf("%s imports %s, which %s", s.Path, to, why)
			}
			if s.Test {
				continue
			}
			if why := onlyViolation(s.Package, to); why != "" {
				t.Errorf("%s imports %s, which %s", s.Path, to, why)
			}
		}
		if _, helper := support[s.Package]; s.Test || helper {
			continue
		}
		for _, to := range foreign {
			if why := foreignViolation(s.Package, to); why != "" {
				t.Errorf("%s imports %s, which %s", s.Path, to, why)
			}
		}
	}
}

// TestRules makes sure that the rules catch what they are for.
func TestRules(t *testing.T) {
	violates := func(from, to string) bool {
		if !strings.HasPrefix(to, "std:") {
			return floorViolation(from, to, false)+onlyViolation(from, to) != ""
		}
		return foreignViolation(from, strings.TrimPrefix(to, "std:")) != ""
	}
	for _, test := range []struct {
		from, to string
		want     bool
	}{
		{"dap", "debugger", false},
		{"dap", "tui", true},
		{"debugger", "dap", true},
		{"debugger", "target", false},
		{"debugger", "target/local", true},
		{"debugger", "dwarf", true},
		{"dwarf", "wasm", true},
		{"wasm", "engine", true},
		{"wasm", "wasm/op", false},
		{"wasm/op", "wasm", false}, // its parent; a cycle, which the compiler reports
		{"wasm/validate", "wasm/disasm", true},
		{"engine", "target", true},
		{"engine", "engine/heap", false},
		{"engine/heap", "engine/simd", true},
		{"engine/interp", "engine", false},
		{"engine/interp", "engine/wasi", true},
		{"engine", "engine/interp", true},
		{"engine", "internal/wasmtest", true},
		{"engine/interp/internal/gen", "wasm/op", false},
		{"engine/interp/internal/gen", "tui", true},
		{"unwind", "engine/interp", true},
		{"value/cfmt", "value", false},
		{"value/cfmt", "value/rustfmt", true},
		{"cmd/wdbg", "engine/interp", false},
		{"cmd/wdbg", "tui", false},
		{"wasm", "somewhere/new", true},
		{"wasm", "std:os", true},
		{"wasm/op/internal/gen", "std:os", false},
		{"wasm", "std:bytes", false},
		{"wasm", "std:unsafe", true},
		{"engine", "std:C", true},
		{"engine", "std:github.com/tetratelabs/wazero", true},
		{"engine/wasi", "std:github.com/tetratelabs/wazero/sys", false},
		{"engine/wasi", "std:example.com/unknown", true},
	} {
		if got := violates(test.from, test.to); got != test.want {
			t.Errorf("%s imports %s: violation %v, want %v", test.from, test.to, got, test.want)
		}
	}
}
