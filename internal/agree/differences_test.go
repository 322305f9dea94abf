package agree

import (
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// difference rows: what wdbg says otherwise than llvm-symbolizer, and why that is right.
type row struct {
	modules, kind string
	ours, theirs  *regexp.Regexp
	linker        bool // what wdbg names is the function that the linker names
	reason        string
	used          bool
}

type differences struct{ rows []*row }

// readDifferences reads testdata/differences.txt, which explains its format.
func readDifferences(t *testing.T) *differences {
	t.Helper()
	text, err := os.ReadFile("testdata/differences.txt")
	if err != nil {
		t.Fatal(err)
	}
	d := &differences{}
	for i, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 6 || fields[4] != "linker" && fields[4] != "-" {
			t.Fatalf("differences.txt:%d: want 6 fields, the fifth linker or -", i+1)
		}
		ours, err := regexp.Compile(fields[2])
		if err != nil {
			t.Fatalf("differences.txt:%d: %v", i+1, err)
		}
		theirs, err := regexp.Compile(fields[3])
		if err != nil {
			t.Fatalf("differences.txt:%d: %v", i+1, err)
		}
		d.rows = append(d.rows, &row{modules: fields[0], kind: fields[1], ours: ours, theirs: theirs, linker: fields[4] == "linker", reason: fields[5]})
	}
	return d
}

// explain returns the reason for a difference, "" where there is none. name is the linker's for the function.
func (d *differences) explain(module, kind, name string, our, their []place) string {
	for _, r := range d.rows {
		inModule, _ := path.Match(r.modules, module)
		if !inModule || r.kind != kind || r.linker && (len(our) == 0 || our[len(our)-1].function != name) {
			continue
		}
		if r.ours.MatchString(list(our)) && r.theirs.MatchString(list(their)) {
			r.used = true
			return r.reason
		}
	}
	return ""
}

// unused reports whether rows explain nothing.
func (d *differences) unused(t *testing.T) bool {
	any := false
	for _, r := range d.rows {
		if !r.used {
			any = true
			t.Logf("unused: %s %s: %s", r.modules, r.kind, r.reason)
		}
	}
	return any
}
