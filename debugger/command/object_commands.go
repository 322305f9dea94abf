package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

func objectCommands() []*Command {
	return []*Command{{
		Names: []string{"object", "obj"}, Group: GroupObjects, Usage: "REFERENCE", Complete: CompleteExpr,
		Help:    "show an object of the garbage-collected heap",
		Text:    "A reference is $local0, $stack[0], $global[NAME], a field of another object after it as in '$local0 .1 .0', or #N, an object that was listed before.",
		Example: "object $local0\nobject #3\nobject $local0 .1",
		Run:     (*Interp).object,
		Sub: []*Command{
			{
				Names: []string{"referrers", "holders"}, Group: GroupObjects, Usage: "REFERENCE", Complete: CompleteExpr,
				Help:    "list what refers to an object",
				Example: "object referrers $local0",
				Run:     (*Interp).referrers,
			},
			{
				Names: []string{"path"}, Group: GroupObjects, Usage: "REFERENCE", Complete: CompleteExpr,
				Help:    "show why an object is alive: a shortest way to it from a root",
				Example: "object path #3",
				Run:     (*Interp).objectPath,
			},
			{
				Names: []string{"collect", "gc"}, Group: GroupObjects,
				Help:    "free what cannot be reached",
				Example: "object collect",
				Run: func(in *Interp, a Args) error {
					return in.withObjects(func(v *debugger.View, o target.Objects) error { return o.Collect() })
				},
			},
		},
	}}
}

func infoObjects() []*Command {
	return []*Command{{
		Names: []string{"objects"}, Group: GroupObjects, Usage: "[TYPE]",
		Help:    "count the objects of the garbage-collected heap by type; with a type, list some of its objects",
		Text:    "A type is its number or name.",
		Example: "info objects\ninfo objects 3",
		Run:     (*Interp).infoObjects,
	}}
}

func (in *Interp) withObjects(do func(v *debugger.View, o target.Objects) error) error {
	return in.inspect(func(v *debugger.View) error {
		o, err := v.Objects()
		if err != nil {
			return err
		}
		return do(v, o)
	})
}

func (in *Interp) infoObjects(a Args) error {
	return in.withObjects(func(v *debugger.View, objects target.Objects) error {
		if a.Text != "" {
			return in.objectsOf(v, objects, a.Text)
		}
		groups, _, err := v.ObjectGroups(0, 0)
		if err != nil {
			return err
		}
		count, bytes := uint64(0), uint64(0)
		for i, g := range groups {
			count, bytes = count+g.Count, bytes+g.Bytes
			if i < maxRows {
				in.printf("%10s  %12s  %s\n", listing.Grouped(int(g.Count)), listing.Grouped(int(g.Bytes)), g.Name)
			}
		}
		if len(groups) > maxRows {
			in.printf("… %s more\n", listing.Count(len(groups)-maxRows, "type"))
		}
		in.printf("%s, %s\n", listing.Count(int(count), "object"), listing.Count(int(bytes), "byte"))
		return nil
	})
}

// maxObjects bounds the objects that are listed.
const maxObjects = 100

func (in *Interp) objectsOf(v *debugger.View, objects target.Objects, text string) error {
	shown, count := 0, 0
	number, err := strconv.ParseUint(text, 10, 32)
	objects.Each(func(ref symbols.Word, o target.ObjectInfo) bool {
		name := ""
		if inst, ok := v.Instance(o.Instance); ok && o.HasType {
			name = inst.Module.Names().Type(o.Type)
		}
		if !(err == nil && o.HasType && uint64(o.Type) == number || name != "" && name == text || o.Kind == text) {
			return true
		}
		if count++; count <= maxObjects {
			shown++
			in.printf("%s %s\n", in.remember(ref), v.ObjectText(ref, 4))
		}
		return true
	})
	if count == 0 {
		return fmt.Errorf("there is no object of type '%s'; 'info objects' lists the types", printable(text))
	}
	if count > shown {
		in.printf("… %s more\n", listing.Grouped(count-shown))
	}
	return nil
}

// remember gives an object a number by which it can be named until the program goes on.
func (in *Interp) remember(ref symbols.Word) string {
	for i, r := range in.objects {
		if r.Lo == ref.Lo {
			return in.paint(listing.Bold, fmt.Sprintf("#%d", i+1))
		}
	}
	in.objects = append(in.objects, ref)
	return in.paint(listing.Bold, fmt.Sprintf("#%d", len(in.objects)))
}

// reference evaluates what names an object.
func (in *Interp) reference(v *debugger.View, objects target.Objects, text string) (symbols.Word, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return symbols.Word{}, errors.New("a reference is needed: $local0, $stack[0], $global[NAME], or #N of an object that was listed")
	}
	ref, err := in.word(v, words[0])
	if err != nil {
		return ref, err
	}
	for _, w := range words[1:] {
		n, err := strconv.ParseUint(strings.Trim(w, ".[]"), 0, 64)
		if err != nil {
			return ref, fmt.Errorf("'%s' is not the number of a field", printable(w))
		}
		o, ok := objects.Object(ref)
		if !ok {
			return ref, fmt.Errorf("%s is no object and has no fields", listing.Word(ref))
		}
		if n >= o.Len {
			return ref, fmt.Errorf("there is no field %d: %s has %s", n, v.ObjectTypeName(o.ObjectInfo), listing.Count(int(o.Len), "field"))
		}
		if ref, err = o.Field(n); err != nil {
			return ref, err
		}
	}
	return ref, nil
}

// word returns a value of the machine by its name.
func (in *Interp) word(v *debugger.View, name string) (symbols.Word, error) {
	number := func(prefix, suffix string) (int, bool) {
		s, ok := strings.CutPrefix(name, prefix)
		n, err := strconv.Atoi(strings.TrimSuffix(s, suffix))
		return n, ok && err == nil && n >= 0
	}
	if n, ok := number("#", ""); ok {
		if n < 1 || n > len(in.objects) {
			return symbols.Word{}, fmt.Errorf("no object #%d has been listed since the program stopped", n)
		}
		return in.objects[n-1], nil
	}
	f, err := in.selected(v)
	if err != nil {
		return symbols.Word{}, err
	}
	pick := func(list []symbols.Word, err error, n int) (symbols.Word, error) {
		if err != nil {
			return symbols.Word{}, err
		}
		if n >= len(list) {
			return symbols.Word{}, fmt.Errorf("there is no %s: there are %d", printable(name), len(list))
		}
		return list[n], nil
	}
	if n, ok := number("$local", ""); ok {
		list, err := v.Target().Locals(f.Thread, f.Physical.Depth)
		return pick(list, err, n)
	}
	if n, ok := number("$stack[", "]"); ok {
		list, err := v.Target().Operands(f.Thread, f.Physical.Depth)
		return pick(list, err, n)
	}
	if g, ok := strings.CutPrefix(name, "$global["); ok && f.Instance.Module != nil {
		g = strings.TrimSuffix(g, "]")
		m := f.Instance.Module
		n, err := strconv.Atoi(g)
		for i := 0; err != nil && i < m.NumGlobals(); i++ {
			if listing.GlobalName(m, wasm.GlobalIndex(i)) == g {
				n, err = i, nil
			}
		}
		if err != nil || n < 0 || n >= m.NumGlobals() {
			return symbols.Word{}, fmt.Errorf("there is no global '%s'; 'info globals' lists them", printable(g))
		}
		return v.Target().Global(f.Instance.ID, wasm.GlobalIndex(n))
	}
	return symbols.Word{}, fmt.Errorf("'%s' is not a reference: use $local0, $stack[0], $global[NAME], or #N of an object that was listed", printable(name))
}

func (in *Interp) object(a Args) error {
	return in.withObjects(func(v *debugger.View, objects target.Objects) error {
		ref, err := in.reference(v, objects, a.Text)
		if err != nil {
			return err
		}
		o, ok := objects.Object(ref)
		if !ok {
			in.printf("%s is no object\n", listing.Word(ref))
			return nil
		}
		in.printf("%s %s, %s\n", in.remember(ref), v.ObjectTypeName(o.ObjectInfo), listing.Count(int(o.Bytes), "byte"))
		limit := uint64(in.settings.elements)
		for n := range min(o.Len, limit) {
			label := v.ObjectFieldLabel(o.ObjectInfo, n)
			w, err := o.Field(n)
			if err != nil {
				in.printf("  %s = <%s>\n", in.paint(listing.Cyan, label), reason(err))
				continue
			}
			in.printf("  %s = %v %s\n", in.paint(listing.Cyan, label), w.Type, in.fieldText(v, objects, w))
		}
		if o.Len > limit {
			in.printf("  … %s more\n", listing.Grouped(int(o.Len-limit)))
		}
		return nil
	})
}

// fieldText writes the value of a field; of an object what it is.
func (in *Interp) fieldText(v *debugger.View, objects target.Objects, w symbols.Word) string {
	if w.Type.IsRef() {
		if o, ok := objects.Object(w); ok && o.Kind != "i31" {
			return in.remember(w) + " " + v.ObjectText(w, 3)
		}
	}
	return listing.Word(w)
}

func (in *Interp) referrers(a Args) error {
	return in.withObjects(func(v *debugger.View, objects target.Objects) error {
		ref, err := in.reference(v, objects, a.Text)
		if err != nil {
			return err
		}
		links, err := objects.Referrers(ref, maxObjects)
		if err != nil {
			return err
		}
		if len(links) == 0 {
			in.printf("nothing refers to it\n")
		}
		for _, l := range links {
			in.printf("%s\n", in.linkText(v, objects, l))
		}
		return nil
	})
}

func (in *Interp) linkText(v *debugger.View, objects target.Objects, l target.Link) string {
	if l.Root {
		return printable(l.Text)
	}
	return in.remember(l.From) + " " + v.ObjectText(l.From, 3) + " " + in.paint(listing.Cyan, printable(l.Text))
}

func (in *Interp) objectPath(a Args) error {
	return in.withObjects(func(v *debugger.View, objects target.Objects) error {
		ref, err := in.reference(v, objects, a.Text)
		if err != nil {
			return err
		}
		links, err := objects.Path(ref)
		if err != nil {
			return err
		}
		if len(links) == 0 {
			in.printf("no root reaches it: it will be collected\n")
			return nil
		}
		for i, l := range links {
			if i == maxObjects {
				in.printf("… %s more\n", listing.Count(len(links)-i, "step"))
				break
			}
			in.printf("%s%s\n", strings.Repeat("  ", min(i, 10)), in.linkText(v, objects, l))
		}
		in.printf("%s%s %s\n", strings.Repeat("  ", min(len(links), 10)), in.remember(ref), v.ObjectText(ref, 3))
		return nil
	})
}
