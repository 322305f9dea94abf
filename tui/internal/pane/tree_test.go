package pane_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// grow returns the rows of a tree in which each row has three children, down to a depth.
func grow(u pane.Unfolding, path string, depth, deepest int) (rows []pane.TreeRow) {
	n := u.Of(path, 0)
	if path == "" {
		n = 3
	}
	for i := range min(n, 3) {
		p := fmt.Sprintf("%s/%d", path, i)
		row := pane.TreeRow{Path: p, Depth: depth, Name: fmt.Sprintf("row %d", i), Value: p, Type: "type"}
		if depth < deepest {
			row.Fold = pane.Folded
			if u.Of(p, 0) > 0 {
				row.Fold = pane.Unfolded
			}
		}
		rows = append(rows, row)
		if row.Fold == pane.Unfolded {
			rows = append(rows, grow(u, p, depth+1, deepest)...)
		}
	}
	return rows
}

func TestTree(t *testing.T) {
	var tree pane.Tree
	tree.Resize(30, 5)
	read := func() {
		u, _ := tree.Unfolding()
		tree.Set(grow(u, "", 0, 2))
	}
	read()
	_, before := tree.Unfolding()
	do := func(want string, actions ...string) {
		t.Helper()
		for _, a := range actions {
			tree.Do(a)
			read()
		}
		if at := tree.At(); at == nil || at.Path != want {
			t.Errorf("after %v at %+v, want %s", actions, at, want)
		}
	}
	do("/1", pane.Down, pane.Right)
	do("/1/0", pane.Right)
	do("/1/0", pane.Enter)
	do("/1/0/1", pane.Down, pane.Down)
	do("/1/0", pane.Left)
	do("/1", pane.Left, pane.Left)
	if _, now := tree.Unfolding(); now == before {
		t.Error("what is unfolded has changed, its number has not")
	}
	if n := len(tree.Items); n != 6 {
		t.Errorf("%d rows, want 6", n)
	}
	do("/1", pane.Left)
	do("/1", pane.Right) // what was unfolded within was folded by itself
	if n := len(tree.Items); n != 6 {
		t.Errorf("%d rows, want 6", n)
	}
	if !tree.Search("/1/2", 1, true) || tree.At().Path != "/1/2" || tree.Search("nowhere", 1, true) {
		t.Errorf("searched and found %+v", tree.At())
	}
	f := frame.New(30, 5)
	tree.Draw(f.Area(), true)
	if text := f.Text(); !strings.Contains(text, "▸ row 2  /1/2") || !strings.Contains(text, "type") {
		t.Errorf("drawn:\n%s", text)
	}
	tree.Set(nil)
	for _, a := range []string{pane.Enter, pane.Left, pane.Right, pane.Down, pane.Bottom} {
		tree.Do(a)
	}
	if tree.At() != nil {
		t.Errorf("at %+v of no rows", tree.At())
	}
}

// TestTreeMore: more rows are asked for, and the cursor is at the first of them.
func TestTreeMore(t *testing.T) {
	var tree pane.Tree
	tree.Resize(20, 10)
	read := func() {
		u, _ := tree.Unfolding()
		n := u.Of("", pane.Page)
		var rows []pane.TreeRow
		for i := range n {
			rows = append(rows, pane.TreeRow{Path: fmt.Sprint(i)})
		}
		tree.Set(append(rows, pane.MoreRow("", 0, n, 1000-int64(n))))
	}
	read()
	tree.Do(pane.Bottom)
	if at := tree.At(); at.Name != "… 900 more" {
		t.Fatalf("at %+v", at)
	}
	tree.Do(pane.Enter)
	read()
	if at := tree.At(); at.Path != "100" || len(tree.Items) != 201 {
		t.Errorf("at %+v of %d rows", at, len(tree.Items))
	}
	tree.Mouse(pane.Mouse{Kind: pane.Click, Y: 100})
	tree.Mouse(pane.Mouse{Kind: pane.Wheel, Wheel: 1000})
	tree.Mouse(pane.Mouse{Kind: pane.Click, X: 9, Y: 9})
	read()
	if len(tree.Items) != 301 {
		t.Errorf("%d rows after a click on what stands for more", len(tree.Items))
	}
}
