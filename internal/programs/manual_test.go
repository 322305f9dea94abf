package programs

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wdbg/wdbg/internal/script"
)

// example is a command in a console block of a document, and what it prints.
type example struct {
	line    int
	command []string
	output  []string
}

// TestManual runs the examples of the documents: each has to print what the document says.
func TestManual(t *testing.T) {
	wdbg := buildWdbg(t)
	for _, doc := range documents(t) {
		for _, e := range examples(t, doc) {
			t.Run(fmt.Sprintf("%s:%d", doc, e.line), func(t *testing.T) { e.run(t, wdbg) })
		}
	}
}

// documents returns the paths of the Markdown files that speak to users, relative to the repository.
func documents(t *testing.T) []string {
	t.Helper()
	var found []string
	for _, pattern := range []string{"*.md", "docs/*.md", "examples/*.md", "testdata/programs/*.md"} {
		files, err := filepath.Glob(filepath.Join(repository(t), filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			rel, err := filepath.Rel(repository(t), file)
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, filepath.ToSlash(rel))
		}
	}
	return found
}

// examples returns the commands of a document's console blocks.
func examples(t *testing.T, doc string) []example {
	t.Helper()
	var found []example
	inside := false
	text := string(readFile(t, filepath.Join(repository(t), filepath.FromSlash(doc))))
	for n, line := range strings.Split(text, "\n") {
		command, isCommand := strings.CutPrefix(line, "$ ")
		switch {
		case !inside:
			inside = line == "```console"
		case line == "```":
			inside = false
		case isCommand:
			found = append(found, example{line: n + 1, command: strings.Fields(command)})
		case len(found) == 0:
			t.Fatalf("%s:%d: output before a command", doc, n+1)
		default:
			last := &found[len(found)-1]
			last.output = append(last.output, line)
		}
	}
	return found
}

// run runs the command in the repository, if it is wdbg's, and compares the output.
func (e *example) run(t *testing.T, wdbg string) {
	args, goRun := cutPrefix(e.command, "go", "run", "./cmd/wdbg")
	if !goRun {
		var isWdbg bool
		if args, isWdbg = cutPrefix(e.command, "wdbg"); !isWdbg {
			if len(e.output) > 0 {
				t.Errorf("%s prints something that nothing checks", strings.Join(e.command, " "))
			}
			t.Skip("no command of wdbg")
		}
	}
	args, stdin := redirected(t, args)
	if typed := script.Commands(strings.Join(e.output, "\n")); len(args) > 0 && args[0] == "debug" && typed != "" && !slices.Contains(args, "--batch") {
		// Somebody typed the lines after the prompts.
		args, stdin = slices.Insert(args, 1, "--echo"), strings.NewReader(typed)
	}
	cmd := exec.Command(wdbg, args...)
	cmd.Dir = repository(t)
	cmd.Stdin = stdin
	out, status := transcript(t, time.Minute, cmd)
	if goRun && status != 0 {
		out += fmt.Sprintf("exit status %d\n", status) // which go run adds
	}
	if !e.pattern().MatchString(out) {
		t.Errorf("%s prints\n%s", strings.Join(e.command, " "), clip(out))
	}
}

// redirected takes <FILE from the end of a command, as a shell would.
func redirected(t *testing.T, args []string) (rest []string, stdin io.Reader) {
	t.Helper()
	if len(args) == 0 {
		return args, nil
	}
	name, ok := strings.CutPrefix(args[len(args)-1], "<")
	if !ok {
		return args, nil
	}
	text, err := os.ReadFile(filepath.Join(repository(t), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return args[:len(args)-1], bytes.NewReader(text)
}

// pattern matches the output; a line ... stands for any lines.
func (e *example) pattern() *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`^`)
	for _, line := range e.output {
		if line == "..." {
			b.WriteString(`(?:.*\n)*?`)
			continue
		}
		b.WriteString(regexp.QuoteMeta(line) + `\n`)
	}
	b.WriteString(`$`)
	return regexp.MustCompile(b.String())
}

// cutPrefix removes words from the front of a command.
func cutPrefix(words []string, prefix ...string) (rest []string, ok bool) {
	if len(words) < len(prefix) {
		return words, false
	}
	for i, w := range prefix {
		if words[i] != w {
			return words, false
		}
	}
	return words[len(prefix):], true
}

// link is a link to something of the repository.
var link = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)

// TestLinks checks that what the documents link to is there.
func TestLinks(t *testing.T) {
	for _, doc := range documents(t) {
		text := readFile(t, filepath.Join(repository(t), filepath.FromSlash(doc)))
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			target := filepath.Join(repository(t), filepath.Dir(filepath.FromSlash(doc)), filepath.FromSlash(m[1]))
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s: %v", doc, err)
			}
		}
	}
}

// TestArchitectureNamesPackages checks that ARCHITECTURE.md has a place for each package.
func TestArchitectureNamesPackages(t *testing.T) {
	text := string(readFile(t, filepath.Join(repository(t), "ARCHITECTURE.md")))
	for _, pkg := range packages(t) {
		if !strings.Contains(text, "`"+pkg+"`") {
			t.Errorf("package %s is not in ARCHITECTURE.md", pkg)
		}
	}
}

// packages returns the folders of the repository with Go files, without generators and fixtures.
func packages(t *testing.T) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(repository(t), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if name := d.Name(); name == "testdata" || name == "examples" || name == "gen" || strings.HasPrefix(name, ".") {
			return filepath.SkipDir
		}
		files, err := filepath.Glob(filepath.Join(path, "*.go"))
		if err != nil || len(files) == 0 {
			return err
		}
		rel, err := filepath.Rel(repository(t), path)
		found = append(found, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
