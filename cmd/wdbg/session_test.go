package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/wdbg/wdbg/internal/script"
)

// sessionCmd debugs a program, in the folder of the repository so that paths are what people see there, by the commands in a transcript. What is
// shown is written to the file got, with $WORK in place of the script's folder.
func sessionCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: session FILE ARG...")
	}
	work := ts.Getenv("WORK")
	typed := strings.ReplaceAll(script.Commands(ts.ReadFile(args[0])), "$WORK", work)
	cmd := exec.Command("wdbg", append([]string{"debug", "--echo"}, args[1:]...)...)
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "HOME="+work, "XDG_CONFIG_HOME="+work, "XDG_STATE_HOME="+work)
	cmd.Stdin = strings.NewReader(typed)
	out, err := cmd.CombinedOutput()
	ts.Check(os.WriteFile(ts.MkAbs("got"), []byte(strings.ReplaceAll(string(out), work, "$WORK")), 0o600))
	if err != nil {
		ts.Fatalf("%v\n%s", err, out)
	}
}

// builtPattern finds what depends on how a module was built: addresses and numbers of functions.
var builtPattern = regexp.MustCompile(`0x[0-9a-f]+|func \d+|\(;\d+;\)`)

// unbuiltCmd replaces, in a file, what depends on how a module was built, so that a transcript holds for other builds of a program too.
func unbuiltCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: unbuilt FILE")
	}
	text := builtPattern.ReplaceAllStringFunc(ts.ReadFile(args[0]), func(s string) string {
		return strings.TrimRight(s, "0123456789abcdef;)") + "…"
	})
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}
