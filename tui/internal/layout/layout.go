// Package layout divides the screen between panes: a tree of splits, whose leaves hold one or more panes as tabs.
package layout

import (
	"errors"
	"fmt"
	"slices"
)

// Node is a split, where Kids are set, or a region with panes.
type Node struct {
	// Columns: the parts stand beside each other; else below each other.
	Columns bool    `json:"columns,omitempty"`
	Kids    []*Node `json:"kids,omitempty"`
	// Weight is the share that the node takes of its parent.
	Weight float64 `json:"weight"`
	// Tabs are the panes of a region; Front is the one that is seen.
	Tabs  []string `json:"tabs,omitempty"`
	Front int      `json:"front,omitempty"`
}

// Rect is a part of the screen, in cells.
type Rect struct{ X, Y, W, H int }

// Contains reports whether a cell is in it.
func (r Rect) Contains(x, y int) bool { return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H }

// Region is a leaf with its place. The first row of Rect is for the titles.
type Region struct {
	Node *Node
	Rect Rect
}

// Divider is what stands between two parts of a split, and can be moved: a column, or the row of titles of the lower part.
type Divider struct {
	Rect  Rect
	split *Node
	index int // of the part before it
	space Rect
}

// Smallest sizes of regions, in cells.
const (
	minWidth  = 8
	minHeight = 2
)

// Sizes of regions in cells, with their titles, below which a pane is seen better alone.
const (
	fairWidth  = 16
	fairHeight = 3
)

// Fits reports whether a part of the screen has room for all regions.
func (n *Node) Fits(space Rect) bool {
	return space.W >= n.least(true, fairWidth) && space.H >= n.least(false, fairHeight)
}

// Place returns where the regions are in a part of the screen, and what divides them. What has no room has a region of size 0.
func (n *Node) Place(space Rect) (regions []Region, dividers []Divider) {
	if len(n.Kids) == 0 {
		return []Region{{n, space}}, nil
	}
	sizes := n.sizes(space)
	at := space
	for i, kid := range n.Kids {
		part := at
		if n.Columns {
			part.W = sizes[i]
			at.X += sizes[i] + 1
		} else {
			part.H = sizes[i]
			at.Y += sizes[i]
		}
		if i > 0 {
			d := Divider{Rect: Rect{part.X, part.Y, part.W, 1}, split: n, index: i - 1, space: space}
			if n.Columns {
				d.Rect = Rect{part.X - 1, part.Y, 1, part.H}
			}
			dividers = append(dividers, d)
		}
		r, d := kid.Place(part)
		regions, dividers = append(regions, r...), append(dividers, d...)
	}
	return regions, dividers
}

// min returns the smallest width, or height, in which nothing of the node vanishes.
func (n *Node) min(columns bool) int {
	if columns {
		return n.least(true, minWidth)
	}
	return n.least(false, minHeight)
}

// least returns the smallest width, or height, in which each region has a size.
func (n *Node) least(columns bool, region int) int {
	if len(n.Kids) == 0 {
		return region
	}
	sum, most := 0, 0
	for _, k := range n.Kids {
		size := k.least(columns, region)
		sum, most = sum+size, max(most, size)
	}
	switch {
	case n.Columns != columns:
		return most
	case columns:
		return sum + len(n.Kids) - 1
	}
	return sum
}

// sizes returns the widths or heights of the parts. Columns have a divider between them.
func (n *Node) sizes(space Rect) []int {
	rest := max(space.H, 0)
	if n.Columns {
		rest = max(space.W-len(n.Kids)+1, 0)
	}
	var weights float64
	var needed int
	for _, k := range n.Kids {
		weights += max(k.Weight, 0.01)
		needed += k.min(n.Columns)
	}
	sizes := make([]int, len(n.Kids))
	for i, k := range n.Kids {
		w, least := max(k.Weight, 0.01), k.min(n.Columns)
		needed -= least
		size := max(int(float64(rest)*w/weights+0.5), min(least, rest))
		size = max(0, min(size, rest-min(needed, rest)))
		if i == len(n.Kids)-1 {
			size = rest
		}
		sizes[i] = size
		rest -= size
		weights -= w
	}
	return sizes
}

// Move moves a divider to a cell, as far as there is room.
func (d Divider) Move(x, y int) {
	n := d.split
	sizes := n.sizes(d.space)
	before, to := d.space.Y, y
	if n.Columns {
		before, to = d.space.X, x
	}
	for i := range d.index {
		before += sizes[i]
		if n.Columns {
			before++
		}
	}
	both := sizes[d.index] + sizes[d.index+1]
	first, second := n.Kids[d.index].min(n.Columns), n.Kids[d.index+1].min(n.Columns)
	if both < first+second {
		return
	}
	size := min(max(to-before, first), both-second)
	sizes[d.index], sizes[d.index+1] = size, both-size
	for i, s := range sizes {
		n.Kids[i].Weight = float64(s)
	}
}

// Find returns the region that has a pane; nil where none has.
func (n *Node) Find(pane string) *Node {
	if slices.Contains(n.Tabs, pane) {
		return n
	}
	for _, k := range n.Kids {
		if r := k.Find(pane); r != nil {
			return r
		}
	}
	return nil
}

// Panes returns the panes of all regions, in the order in which they are seen.
func (n *Node) Panes() []string {
	list := slices.Clone(n.Tabs)
	for _, k := range n.Kids {
		list = append(list, k.Panes()...)
	}
	return list
}

// Pane returns the pane of a region that is seen.
func (n *Node) Pane() string {
	if n.Front < 0 || n.Front >= len(n.Tabs) {
		return ""
	}
	return n.Tabs[n.Front]
}

// Grow makes the region of a pane larger, or smaller, by cells: its width where columns is set, else its height.
func (n *Node) Grow(pane string, columns bool, by int, space Rect) {
	_, dividers := n.Place(space)
	for i := len(dividers) - 1; i >= 0; i-- { // the innermost split comes last
		d := dividers[i]
		if d.split.Columns != columns {
			continue
		}
		x, y := d.Rect.X, d.Rect.Y
		switch {
		case d.split.Kids[d.index].Find(pane) != nil:
			d.Move(x+by, y+by)
			return
		case d.split.Kids[d.index+1].Find(pane) != nil:
			d.Move(x-by, y-by)
			return
		}
	}
}

// maxDepth bounds how deep splits are nested.
const maxDepth = 8

// Check returns what is wrong with a layout that was read from a file: each of the panes must be in it once, and no others.
func (n *Node) Check(panes []string) error {
	if err := n.check(0); err != nil {
		return err
	}
	have := n.Panes()
	for _, p := range have {
		if !slices.Contains(panes, p) {
			return fmt.Errorf("there is no pane %q", p)
		}
	}
	for _, p := range panes {
		if i := slices.Index(have, p); i < 0 || slices.Index(have[i+1:], p) >= 0 {
			return fmt.Errorf("the pane %q has to be there once", p)
		}
	}
	return nil
}

func (n *Node) check(depth int) error {
	switch {
	case depth > maxDepth:
		return errors.New("the splits are nested too deep")
	case len(n.Kids) > 0 && len(n.Tabs) > 0:
		return errors.New("a part has both parts and panes")
	case len(n.Kids) == 0 && len(n.Tabs) == 0:
		return errors.New("a part is empty")
	case len(n.Tabs) > 0 && (n.Front < 0 || n.Front >= len(n.Tabs)):
		return fmt.Errorf("the pane in front is number %d of %d", n.Front, len(n.Tabs))
	case !(n.Weight >= 0 && n.Weight < 1e6):
		return fmt.Errorf("the weight %v is not between 0 and a million", n.Weight)
	}
	for _, k := range n.Kids {
		if k == nil {
			return errors.New("a part is null")
		}
		if err := k.check(depth + 1); err != nil {
			return err
		}
	}
	return nil
}

// Clone returns a copy.
func (n *Node) Clone() *Node {
	c := *n
	c.Tabs = slices.Clone(n.Tabs)
	c.Kids = nil
	for _, k := range n.Kids {
		c.Kids = append(c.Kids, k.Clone())
	}
	return &c
}
