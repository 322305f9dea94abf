package programs

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// rowLimit is how long a fixture may run: they take a second or two, but the machine may be busy.
const rowLimit = 2 * time.Minute

// TestPrograms runs every row of the manifest with wdbg run and compares what a user sees.
func TestPrograms(t *testing.T) {
	wdbg := buildWdbg(t)
	folder := filepath.Join(repository(t), "testdata", "programs")
	rows := manifest(t, folder)
	for _, r := range rows {
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			if testing.Short() && slices.Contains(r.Features, "large-memory") {
				t.Skip("needs more than 4 GiB of address space")
			}
			r.readFiles(t, folder)
			cmd := exec.Command(wdbg, r.commandLine(t, folder)...)
			cmd.Stdin = strings.NewReader(r.Stdin)
			r.check(t, command(t, rowLimit, cmd))
		})
	}
	t.Logf("%d runs of %d modules", len(rows), modules(rows))
}

func modules(rows []row) int {
	seen := map[string]bool{}
	for _, r := range rows {
		seen[r.Wasm] = true
	}
	return len(seen)
}

// TestManifestComplete looks for modules that no row runs.
func TestManifestComplete(t *testing.T) {
	folder := filepath.Join(repository(t), "testdata", "programs")
	used := map[string]bool{}
	for _, r := range manifest(t, folder) {
		used[r.Wasm] = true
		for _, file := range r.Links {
			used[file] = true
		}
	}
	files, err := filepath.Glob(filepath.Join(folder, "*", "*", "*.wasm"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d modules found, %v", len(files), err)
	}
	for _, file := range files {
		rel, err := filepath.Rel(folder, file)
		if err != nil {
			t.Fatal(err)
		}
		if !used[filepath.ToSlash(rel)] {
			t.Errorf("no row runs %s", rel)
		}
	}
}

// readFiles opens the row's modules and checks that they are there.
func (r *row) readFiles(t *testing.T, folder string) {
	t.Helper()
	files := []string{r.Wasm}
	for _, file := range r.Links {
		files = append(files, file)
	}
	for _, file := range files {
		if _, err := os.ReadFile(filepath.Join(folder, file)); err != nil {
			t.Fatal(err)
		}
	}
	if r.StdoutFile == "" {
		return
	}
	text, err := os.ReadFile(filepath.Join(folder, r.StdoutFile))
	if err != nil {
		t.Fatal(err)
	}
	r.Stdout = string(text)
}

// commandLine returns the arguments of wdbg.
func (r *row) commandLine(t *testing.T, folder string) []string {
	args := []string{"run", "--color=never"}
	for name, value := range r.Env {
		args = append(args, "--env", name+"="+value)
	}
	for _, d := range r.Dirs {
		if d.Host == "" {
			args = append(args, "--dir", t.TempDir()+"::"+d.Guest)
			continue
		}
		args = append(args, "--dir", filepath.Join(folder, d.Host)+"::"+d.Guest+":ro")
	}
	for name, file := range r.Links {
		args = append(args, "--link", name+"="+filepath.Join(folder, file))
	}
	if r.Invoke != "" {
		args = append(args, "--invoke", r.Invoke, filepath.Join(folder, r.Wasm))
		return append(args, r.InvokeArgs...)
	}
	args = append(args, filepath.Join(folder, r.Wasm))
	if len(r.Args) > 0 {
		args = append(append(args, "--"), r.Args...)
	}
	return args
}

// check compares a run with what the row expects.
func (r *row) check(t *testing.T, p process) {
	t.Helper()
	status, stdout := r.Exit, r.Stdout
	if r.Trap != "" {
		status = statusTrap
	}
	for _, result := range r.Results {
		stdout += result + "\n"
	}
	if p.status != status {
		t.Errorf("exit status %d, want %d", p.status, status)
	}
	if p.stdout != stdout {
		t.Errorf("stdout:\n%s\nwant:\n%s", clip(p.stdout), clip(stdout))
	}
	if !strings.Contains(p.stderr, r.StderrContains) {
		t.Errorf("stderr does not contain %q", r.StderrContains)
	}
	if r.Trap != "" {
		checkReport(t, p.stderr, r.Trap)
	} else if strings.Contains(p.stderr, "backtrace") {
		t.Error("a trap is reported")
	}
	if t.Failed() {
		t.Logf("took %v, stderr:\n%s", p.took, clip(p.stderr))
	}
}

// frameLine is a line of a backtrace.
var frameLine = regexp.MustCompile(`(?m)^  #\d+ +\S.*( func \d+ @ 0x[0-9a-f]+| at \S+|  host function)`)

// checkReport checks that a trap of a kind is reported, with a call stack.
func checkReport(t *testing.T, stderr, kind string) {
	t.Helper()
	headline := regexp.MustCompile(`(?m)^trap: ` + regexp.QuoteMeta(kind) + `(:.*)?$`)
	if !headline.MatchString(stderr) {
		t.Errorf("no trap %q is reported", kind)
	}
	if !frameLine.MatchString(stderr) {
		t.Error("no frame is reported")
	}
}

// clip shortens a text for a message: its end says most.
func clip(s string) string {
	const most = 3000
	if len(s) > most {
		return "[...]" + s[len(s)-most:]
	}
	return s
}

// TestBacktraceFollowsSource compares the functions of a backtrace with the calls in the program's source.
func TestBacktraceFollowsSource(t *testing.T) {
	wdbg := buildWdbg(t)
	module := filepath.Join(repository(t), "testdata", "programs", "c", "deepchain", "main_O0.wasm")
	p := command(t, rowLimit, exec.Command(wdbg, "run", "--color=never", module, "--", "tax", "0"))
	want := []string{"price_per_box", "cost_of", "add_costs", "add_costs", "add_costs", "add_costs", "with_tax", "print_invoice",
		"handle_customer", "process_line", "main"}
	var got []string
	for _, line := range frameLine.FindAllString(p.stderr, len(want)) {
		name, _, _ := strings.Cut(strings.Fields(line)[1], "(")
		got = append(got, name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("functions %v, want %v\n%s", got, want, p.stderr)
	}
}
