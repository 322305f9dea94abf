package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/vt"
)

func TestProgram(t *testing.T) {
	p := newProgram()
	lines := strings.Split(p.text, "\n")
	if n := len(lines) - 1; n != sourceLines {
		t.Errorf("%d lines, not %d", n, sourceLines)
	}
	for _, at := range []int{0, 1, statements - 1} {
		if text := lines[p.first-1+at]; !strings.HasSuffix(text, fmt.Sprintf("// statement %d", at)) || !strings.HasSuffix(text, p.statement(p.first+at)) {
			t.Errorf("line %d: %s", p.first+at, text)
		}
	}
	if p.isStatement(p.first-1) || !p.isStatement(p.first) || p.isStatement(p.first+statements) {
		t.Error("lines that are no statements count as such, or the other way round")
	}
}

// TestUpdates: what is between the marks of a synchronized update is not looked at, even if the marks come in pieces.
func TestUpdates(t *testing.T) {
	o := &terminal{screen: vt.NewEmulator(20, 5)}
	for _, step := range []struct {
		text string
		want bool
	}{{"a", false}, {string(syncBegin[:3]), false}, {string(syncBegin[3:]) + "b", true}, {string(syncEnd[:5]), true}, {string(syncEnd[5:]), false},
		{string(syncBegin) + string(syncEnd), false}, {string(syncEnd) + string(syncBegin), true}} {
		if err := o.show([]byte(step.text)); err != nil {
			t.Fatal(err)
		}
		if o.updating != step.want {
			t.Errorf("after %q: %v", step.text, o.updating)
		}
	}
	if got := o.row(0); got != "ab" {
		t.Errorf("the screen has %q", got)
	}
}

func TestOptions(t *testing.T) {
	for _, args := range [][]string{{"-presses", "0"}, {"argument"}, {"-hold", "1ms"}} {
		var errs strings.Builder
		if _, err := parseOptions(args, &errs); err == nil || errs.Len() == 0 {
			t.Errorf("%v: error %v, %q", args, err, errs.String())
		}
	}
}
