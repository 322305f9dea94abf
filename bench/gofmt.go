package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
)

// gofmtSource is what gofmt formats: a file of the Go distribution of almost 1 MB.
const gofmtSource = "cmd/compile/internal/ssa/rewritegeneric.go"

// benchGofmt measures gofmt, built for WASI, with a large file on its standard input whose indentation has been
// taken away. Its output is compared with the native gofmt's.
func benchGofmt(o options, p plan, r *report) error {
	const name = "gofmt"
	if !o.filter.MatchString(name) {
		return nil
	}
	tools, err := newToolchain(o.work)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	file, source, expected, err := gofmtInput(tools)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	r.section(fmt.Sprintf("A Go program: gofmt (%s) formats %s (%s)", megabytes(len(file)), gofmtSource, megabytes(len(source))))
	m := row{Name: name}
	if m.times, err = p.measure(file, input{args: []string{name}, stdin: source}, expected); err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	r.row(m)
	return err
}

// gofmtInput returns gofmt's module, what it is to format, and what the native gofmt makes of that.
func gofmtInput(tools toolchain) (file, source, expected []byte, err error) {
	path, err := tools.build("cmd/gofmt")
	if err != nil {
		return nil, nil, nil, err
	}
	if file, err = os.ReadFile(path); err != nil {
		return nil, nil, nil, err
	}
	if source, err = tools.source(gofmtSource); err != nil {
		return nil, nil, nil, err
	}
	source = withoutIndentation(source)
	native, err := tools.path("bin/gofmt")
	if err != nil {
		return nil, nil, nil, err
	}
	expected, err = output(exec.Command(native), source)
	return file, source, expected, err
}

// withoutIndentation takes the tabs away that lines begin with.
func withoutIndentation(source []byte) []byte {
	out := make([]byte, 0, len(source))
	for line := range bytes.Lines(source) {
		out = append(out, bytes.TrimLeft(line, "\t")...)
	}
	return out
}

func megabytes(n int) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
