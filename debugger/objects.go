package debugger

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// ErrNoObjects says that a target does not show garbage-collected objects.
var ErrNoObjects = errors.New("the objects of this program cannot be looked at")

// Objects returns the garbage-collected objects of the program.
func (v *View) Objects() (target.Objects, error) {
	if o := v.target.Objects; o != nil {
		return o, nil
	}
	return nil, ErrNoObjects
}

// ObjectGroup are the objects of one type.
type ObjectGroup struct {
	// Name is the type's; Info describes the first of the objects.
	Name         string
	Info         target.ObjectInfo
	Count, Bytes uint64
	// First are some of the objects.
	First []symbols.Word
}

// objectType identifies what objects are counted by.
type objectType struct {
	kind     string
	instance target.InstanceID
	index    wasm.TypeIndex
	has      bool
}

// ObjectGroups counts the objects of the heap by type, the types with the most bytes first. It visits at most limit objects, 0 being all; complete is
// false where there were more. Of each type the first some objects are listed.
func (v *View) ObjectGroups(limit, some int) (groups []ObjectGroup, complete bool, err error) {
	objects, err := v.Objects()
	if err != nil {
		return nil, false, err
	}
	byType := map[objectType]*ObjectGroup{}
	n := 0
	complete = true
	objects.Each(func(ref symbols.Word, o target.ObjectInfo) bool {
		if n++; limit > 0 && n > limit {
			complete = false
			return false
		}
		key := objectType{o.Kind, o.Instance, o.Type, o.HasType}
		g := byType[key]
		if g == nil {
			g = &ObjectGroup{Name: v.ObjectTypeName(o), Info: o}
			byType[key] = g
		}
		g.Count++
		g.Bytes += o.Bytes
		if len(g.First) < some {
			g.First = append(g.First, ref)
		}
		return true
	})
	for _, g := range byType {
		groups = append(groups, *g)
	}
	slices.SortFunc(groups, func(a, b ObjectGroup) int {
		return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Info.Instance, b.Info.Instance))
	})
	return groups, complete, nil
}

// ObjectTypeName names an object's type.
func (v *View) ObjectTypeName(o target.ObjectInfo) string {
	if !o.HasType {
		return o.Kind
	}
	if inst, ok := v.Instance(o.Instance); ok {
		if name := inst.Module.Names().Type(o.Type); name != "" {
			return fmt.Sprintf("%s %s (type %d)", o.Kind, listing.Clip(symbols.Printable(name), 80), o.Type)
		}
	}
	return fmt.Sprintf("%s type %d", o.Kind, o.Type)
}

// ObjectFieldName returns the name of a field of a structure; "" where it has none.
func (v *View) ObjectFieldName(o target.ObjectInfo, n uint64) string {
	if inst, ok := v.Instance(o.Instance); ok && o.HasType && o.Kind == "struct" {
		return listing.Clip(symbols.Printable(inst.Module.Names().Field(o.Type, uint32(n))), 60)
	}
	return ""
}

// ObjectFieldLabel says which field or element of an object the one of a number is: ".1 next", "[3]".
func (v *View) ObjectFieldLabel(o target.ObjectInfo, n uint64) string {
	if o.Kind == "array" {
		return fmt.Sprintf("[%d]", n)
	}
	return strings.TrimSpace(fmt.Sprintf(".%d %s", n, v.ObjectFieldName(o, n)))
}

// ObjectText writes an object with its first fields.
func (v *View) ObjectText(ref symbols.Word, fields uint64) string {
	objects, err := v.Objects()
	if err != nil {
		return listing.Word(ref)
	}
	o, ok := objects.Object(ref)
	if !ok {
		return listing.Word(ref)
	}
	text := v.ObjectTypeName(o.ObjectInfo)
	if o.Kind == "array" {
		text += fmt.Sprintf(" of %s", listing.Count(int(o.Len), "element"))
	}
	var parts []string
	for n := range min(o.Len, fields) {
		w, err := o.Field(n)
		if err != nil {
			parts = append(parts, "<"+symbols.Printable(value.Reason(err))+">")
			continue
		}
		label := v.ObjectFieldName(o.ObjectInfo, n)
		if label != "" {
			label += " = "
		}
		parts = append(parts, label+listing.Word(w))
	}
	if o.Len > fields {
		parts = append(parts, "…")
	}
	return text + " {" + strings.Join(parts, ", ") + "}"
}

// HasAllocator reports whether the program has functions of an allocator of the guest that are known by name.
func (v *View) HasAllocator() bool {
	for _, inst := range v.Instances() {
		has, known := v.s.allocators[inst.Module]
		if !known {
			for range allocatorFuncs(inst.Module, nil) {
				has = true
				break
			}
			v.s.allocators[inst.Module] = has
		}
		if has {
			return true
		}
	}
	return false
}
