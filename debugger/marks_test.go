package debugger_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/fixture"
	"github.com/wdbg/wdbg/value"
)

// mark returns the location of a //@break in a source of testdata.
func mark(t testing.TB, source, name string) string {
	t.Helper()
	points, err := fixture.ReadPoints(filepath.Join("..", "testdata", filepath.FromSlash(source)))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range points {
		if p.Name == name {
			return fmt.Sprintf("%s:%d", filepath.Base(p.File), p.Line)
		}
	}
	t.Fatalf("%s has no //@break(%s)", source, name)
	return ""
}

// markLine returns its line.
func markLine(t testing.TB, source, name string) int {
	t.Helper()
	var line int
	if _, err := fmt.Sscanf(mark(t, source, name), filepath.Base(source)+":%d", &line); err != nil {
		t.Fatal(err)
	}
	return line
}

// values returns the variables of a frame as text; of several of a name the last, which hides the others.
func values(v *debugger.View, f *debugger.Frame) map[string]string {
	got := map[string]string{}
	if f.Scope == nil {
		return got
	}
	vars, _ := f.Scope.Variables()
	printer := value.Printer{Formatters: v.Formatters(f.Instance.Module)}
	for _, variable := range vars {
		got[variable.Name] = printer.Variable(v.Context(f), variable)
	}
	return got
}

// evaluated returns an expression's value, or its error, as text.
func evaluated(v *debugger.View, f *debugger.Frame, text string) string {
	val, err := v.Evaluate(f, text)
	if err != nil {
		return "error: " + err.Error()
	}
	return (&value.Printer{Formatters: v.Formatters(f.Instance.Module)}).Text(val)
}
