package panes

import (
	"errors"
	"fmt"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/value"
)

// objects adds the objects of the garbage-collected heap, by type.
func (r *heapReading) objects() error {
	most := pane.Page
	groups, complete, err := r.v.ObjectGroups(maxHeapObjects, 0)
	switch {
	case errors.Is(err, debugger.ErrNoObjects):
		r.say(0, err.Error(), frame.Dim)
		return nil
	case err != nil:
		return err
	case len(groups) == 0:
		r.say(0, "there are no garbage-collected objects", frame.Dim)
		return nil
	}
	count, bytes := uint64(0), uint64(0)
	for _, g := range groups {
		count, bytes = count+g.Count, bytes+g.Bytes
		most = max(most, r.open.Of(typePath(&g), 0))
	}
	n := r.unfolds(pane.TreeRow{
		Path: objectsPath, Name: "objects", NameRole: frame.Strong,
		Value: fmt.Sprintf("%s, %s", listing.Count(int(count), "object"), listing.Count(int(bytes), "byte")),
	}, pane.Page)
	if n == 0 {
		return nil
	}
	if !complete {
		r.say(1, fmt.Sprintf("these are the first %s objects of the heap: there are more, and 'info objects' counts them all", listing.Grouped(maxHeapObjects)), frame.Warning)
	}
	if r.anyOpen(groups) {
		if groups, _, err = r.v.ObjectGroups(maxHeapObjects, most); err != nil {
			return err
		}
	}
	for i := range groups[:min(n, len(groups))] {
		r.typed(&groups[i])
	}
	r.more(objectsPath, 1, n, len(groups))
	return nil
}

func typePath(g *debugger.ObjectGroup) string {
	return fmt.Sprintf("%s\x1f%s:%d:%d", objectsPath, g.Info.Kind, g.Info.Instance, g.Info.Type)
}

// anyOpen reports whether objects of one of the types are shown.
func (r *heapReading) anyOpen(groups []debugger.ObjectGroup) bool {
	for i := range groups {
		if r.open.Of(typePath(&groups[i]), 0) > 0 {
			return true
		}
	}
	return false
}

// typed adds the objects of a type.
func (r *heapReading) typed(g *debugger.ObjectGroup) {
	path := typePath(g)
	n := r.unfolds(pane.TreeRow{
		Path: path, Depth: 1, Name: g.Name, NameRole: frame.Type,
		Value: fmt.Sprintf("%s, %s", listing.Grouped(int(g.Count)), listing.Count(int(g.Bytes), "byte")), Role: frame.Number,
	}, 0)
	for _, ref := range g.First[:min(n, len(g.First))] {
		r.object(fmt.Sprintf("%s\x1f%x", path, ref.Lo), 2, listing.Word(ref), ref)
	}
	if n > 0 {
		r.more(path, 2, n, int(g.Count))
	}
}

// object adds an object, or another value of the machine, with its fields in it.
func (r *heapReading) object(path string, depth int, name string, w symbols.Word) {
	row := pane.TreeRow{Path: path, Depth: depth, Name: name, NameRole: frame.Accent, Value: listing.Word(w), Role: frame.Number}
	objects, err := r.v.Objects()
	o, ok := target.Object{}, false
	if err == nil && w.Type.IsRef() {
		o, ok = objects.Object(w)
	}
	if !ok || o.Kind == "i31" {
		row.Type = w.Type.String()
		r.add(row)
		return
	}
	row.Value, row.Role, row.Data = r.v.ObjectText(w, 3), frame.Normal, heapObject{w}
	if depth >= maxHeapDepth {
		row.Note = "too deep to unfold"
		r.add(row)
		return
	}
	n := r.unfolds(row, 0)
	for i := range min(uint64(n), o.Len) {
		label := r.v.ObjectFieldLabel(o.ObjectInfo, i)
		field, err := o.Field(i)
		child := fmt.Sprintf("%s\x1f%d", path, i)
		if err != nil {
			r.add(pane.TreeRow{Path: child, Depth: depth + 1, Name: label, NameRole: frame.Accent, Value: "<" + symbols.Printable(value.Reason(err)) + ">", Role: frame.Warning})
			continue
		}
		r.object(child, depth+1, label, field)
	}
	if n > 0 && o.Len > uint64(n) {
		r.add(pane.MoreRow(path, depth+1, n, int64(o.Len-uint64(n))))
	}
}

// maxReferrers bounds the answers to a question.
const maxReferrers = 200

// answer adds what was asked about an object.
func (r *heapReading) answer(q heapQuestion) {
	objects, err := r.v.Objects()
	var links []target.Link
	name, none := "path to "+listing.Word(q.ref), "no root reaches it: it will be collected"
	if err == nil {
		if q.action == heapPath {
			links, err = objects.Path(q.ref)
		} else {
			name, none = "referrers of "+listing.Word(q.ref), "nothing refers to it"
			links, err = objects.Referrers(q.ref, maxReferrers)
		}
	}
	row := pane.TreeRow{Path: answerPath, Name: name, NameRole: frame.Strong, Note: "esc puts it away", Data: heapObject{q.ref}}
	if r.unfolds(row, pane.Page) == 0 {
		return
	}
	switch {
	case err != nil:
		r.say(1, symbols.Printable(err.Error()), frame.Error)
		return
	case len(links) == 0:
		r.say(1, none, frame.Dim)
		return
	}
	for i, l := range links[:min(len(links), maxReferrers)] {
		r.link(i, l)
	}
	switch {
	case q.action == heapPath && len(links) > maxReferrers:
		r.say(1, fmt.Sprintf("… %s more", listing.Count(len(links)-maxReferrers, "step")), frame.Dim)
	case q.action == heapPath:
		r.object(answerPath+"\x1fto", 1, listing.Word(q.ref), q.ref)
	case len(links) == maxReferrers:
		r.say(1, "… there may be more", frame.Dim)
	}
}

// link adds a reference: from a root, or from a field of an object.
func (r *heapReading) link(i int, l target.Link) {
	path := fmt.Sprintf("%s\x1f%d", answerPath, i)
	if l.Root {
		r.add(pane.TreeRow{Path: path, Depth: 1, Name: symbols.Printable(l.Text), NameRole: frame.Keyword})
		return
	}
	r.object(path, 1, listing.Word(l.From)+symbols.Printable(l.Text), l.From)
}
