package programs

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// toolLimit is how long a program of the toolchain may run.
const toolLimit = 5 * time.Minute

// TestGofmt runs the toolchain's own gofmt, built for WASI, on a large file and compares with the native one.
func TestGofmt(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, NOTHING TESTED: builds and runs gofmt, which -short leaves out")
	}
	root := goRoot(t)
	wdbg, gofmt := buildWdbg(t), buildGuest(t, "cmd/gofmt")
	folder := t.TempDir()
	source := readFile(t, filepath.Join(root, "src", "net", "http", "h2_bundle.go"))
	ugly := bytes.ReplaceAll(source, []byte("\n\t"), []byte("\n"))
	writeFile(t, filepath.Join(folder, "ugly.go"), ugly)

	native := command(t, toolLimit, exec.Command(filepath.Join(root, "bin", "gofmt"), filepath.Join(folder, "ugly.go")))
	guest := command(t, toolLimit, exec.Command(wdbg, "run", "--dir", folder+"::/src:ro", gofmt, "--", "/src/ugly.go"))
	if native.status != 0 || guest.status != 0 {
		t.Fatalf("native exit status %d: %s\nguest exit status %d: %s", native.status, native.stderr, guest.status, clip(guest.stderr))
	}
	if guest.stdout != native.stdout {
		t.Errorf("the outputs differ:\n%s", clip(guest.stdout))
	}
	if guest.stdout == string(ugly) {
		t.Error("gofmt had nothing to do")
	}
	t.Logf("gofmt of %d bytes: native %v, with its start here %v", len(ugly), native.took, guest.took)
}

// TestCompiler runs the Go compiler, built for WASI, on a package of the standard library: the object files of
// the native compiler and of this one are the same, byte for byte.
func TestCompiler(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, NOTHING TESTED: builds and runs the Go compiler, which -short leaves out")
	}
	goRoot(t)
	wdbg, compiler := buildWdbg(t), buildGuest(t, "cmd/compile")
	const pkg = "strconv"
	folder := t.TempDir()
	files := prepareCompilation(t, folder, pkg)
	env := []string{"GOOS=" + runtime.GOOS, "GOARCH=" + runtime.GOARCH}
	flags := []string{"-p", pkg, "-std", "-complete", "-c=1", "-importcfg", "importcfg"}

	tool := strings.TrimSpace(goOutput(t, nil, "tool", "-n", "compile"))
	cmd := exec.Command(tool, append(append(flags, "-trimpath="+folder, "-o", "native.o"), files...)...)
	cmd.Dir, cmd.Env = folder, env
	native := command(t, toolLimit, cmd)

	args := []string{"run", "--dir", folder + "::/src", "--cwd", "/src", "--env", "PWD=/src"}
	for _, v := range env {
		args = append(args, "--env", v)
	}
	args = append(append(args, compiler, "--"), flags...)
	guest := command(t, toolLimit, exec.Command(wdbg, append(append(args, "-trimpath=/src", "-o", "guest.o"), files...)...))
	if native.status != 0 || guest.status != 0 {
		t.Fatalf("native exit status %d: %s\nguest exit status %d: %s%s", native.status, native.stdout, guest.status,
			clip(guest.stdout), clip(guest.stderr))
	}
	want, got := readFile(t, filepath.Join(folder, "native.o")), readFile(t, filepath.Join(folder, "guest.o"))
	if !bytes.Equal(got, want) {
		t.Errorf("the object files differ: %d bytes, native %d bytes", len(got), len(want))
	}
	t.Logf("compilation of %s to %d bytes: native %v, with its start here %v", pkg, len(want), native.took, guest.took)
}

// buildGuest builds a command of the toolchain for WASI and returns the module.
func buildGuest(t *testing.T, pkg string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), filepath.Base(pkg)+".wasm")
	goOutput(t, []string{"GOOS=wasip1", "GOARCH=wasm", "GOFLAGS="}, "build", "-o", out, pkg)
	return out
}

// prepareCompilation copies a package's files, and the export data of what it imports, into a folder.
func prepareCompilation(t *testing.T, folder, pkg string) (files []string) {
	t.Helper()
	dir := strings.TrimSpace(goOutput(t, nil, "list", "-f", "{{.Dir}}", pkg))
	files = strings.Fields(goOutput(t, nil, "list", "-f", `{{join .GoFiles "\n"}}`, pkg))
	for _, name := range files {
		writeFile(t, filepath.Join(folder, name), readFile(t, filepath.Join(dir, name)))
	}
	var config strings.Builder
	exports := goOutput(t, nil, "list", "-export", "-deps", "-f", "{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}", pkg)
	for line := range strings.Lines(exports) {
		imported, export, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || imported == pkg {
			continue
		}
		name := strings.ReplaceAll(imported, "/", "_") + ".export"
		writeFile(t, filepath.Join(folder, name), readFile(t, export))
		config.WriteString("packagefile " + imported + "=" + name + "\n")
	}
	writeFile(t, filepath.Join(folder, "importcfg"), []byte(config.String()))
	return files
}

// goOutput runs the go command and returns what it prints.
func goOutput(t *testing.T, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command(goTool(t), args...)
	cmd.Dir = repository(t)
	cmd.Env = append(append(os.Environ(), "CGO_ENABLED=0"), env...)
	p := command(t, toolLimit, cmd)
	if p.status != 0 {
		t.Fatalf("%v: exit status %d\n%s", cmd, p.status, p.stderr)
	}
	return p.stdout
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func writeFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
