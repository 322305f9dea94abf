package programs

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// statusTrap is the exit status of wdbg run when the program traps.
const statusTrap = 134

// repository returns the root of the repository.
func repository(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// goTool returns the go command. Without one, the test is skipped: the tests may have been
// built elsewhere.
func goTool(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("go")
	if err != nil {
		t.Skipf("SKIPPED, NOTHING TESTED: there is no go command to build wdbg with: %v", err)
	}
	return path
}

// buildWdbg builds the command, with the build tag that these tests were built with.
func buildWdbg(t *testing.T) string {
	t.Helper()
	tool := goTool(t)
	readSources(t)
	exe := filepath.Join(t.TempDir(), "wdbg")
	if runtime.GOOS == "windows" {
		exe += ".exe"
	}
	args := []string{"build", "-o", exe}
	if debugBuild {
		args = append(args, "-tags", "wdbgdebug")
	}
	cmd := exec.Command(tool, append(args, "./cmd/wdbg")...)
	cmd.Dir = repository(t)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, out)
	}
	return exe
}

// readSources reads what wdbg is built from. The go command takes a test's result from its cache if the files
// that the test has opened are as they were; those that a child process opens it does not see.
func readSources(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(repository(t), func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == ".git"):
			return filepath.SkipDir
		case !isSource(d.Name()):
			return nil
		}
		_, err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func isSource(name string) bool {
	return name == "go.mod" || filepath.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go")
}

// process is one run of a program.
type process struct {
	stdout, stderr string
	status         int
	took           time.Duration
}

// command runs a program to its end, at most for the given time; a run that never ends is a failure.
func command(t *testing.T, limit time.Duration, cmd *exec.Cmd) process {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	status, took := wait(t, limit, cmd)
	return process{stdout.String(), stderr.String(), status, took}
}

// transcript runs a program like command and returns what it writes to both streams, in order.
func transcript(t *testing.T, limit time.Duration, cmd *exec.Cmd) (out string, status int) {
	t.Helper()
	var both bytes.Buffer
	cmd.Stdout = &both
	cmd.Stderr = io.Writer(&both) // the same writer: one pipe
	status, _ = wait(t, limit, cmd)
	return both.String(), status
}

func wait(t *testing.T, limit time.Duration, cmd *exec.Cmd) (status int, took time.Duration) {
	t.Helper()
	started := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(limit, func() { cmd.Process.Kill() })
	err := cmd.Wait()
	took = time.Since(started)
	if !timer.Stop() {
		t.Fatalf("%v: not done after %v", cmd, limit)
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), took
}

// goRoot returns the folder of the Go toolchain with its sources.
func goRoot(t *testing.T) string {
	t.Helper()
	cmd := exec.Command(goTool(t), "env", "GOROOT")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	root := strings.TrimSpace(string(out))
	if _, err := os.Stat(filepath.Join(root, "src", "cmd", "compile")); err != nil {
		t.Skipf("SKIPPED, NOTHING TESTED: the Go toolchain at %s has no sources: %v", root, err)
	}
	return root
}
