package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
)

func typeCommands() []*Command {
	return []*Command{
		{
			Names: []string{"ptype"}, Group: GroupData, Usage: "[/o] TYPE | EXPRESSION", Complete: CompleteType, format: true,
			Help:    "show what a type consists of",
			Text:    "With /o, with the offset and size of each member, in bytes, and the holes between them.",
			Example: "ptype Node\nptype/o *list",
			Run:     (*Interp).ptype,
		},
		{
			Names: []string{"whatis"}, Group: GroupData, Usage: "TYPE | EXPRESSION", Complete: CompleteType,
			Help:    "show the type of an expression, or what a type is another name for",
			Example: "whatis list->head",
			Run: func(in *Interp, a Args) error {
				if a.Text == "" {
					return a.usage()
				}
				return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
					t, err := in.typeOf(v, f, a.Text)
					if err != nil {
						return placeError(err, a.Text)
					}
					if t != nil && t.Kind == symbols.KindTypedef && t.QualifiedName() == a.Text {
						t = t.Elem()
					}
					in.printf("%s%s\n", spell(t), sizeNote(t))
					return nil
				})
			},
		},
	}
}

func spell(t *symbols.Type) string {
	return listing.Clip(printable(symbols.ShortenType(t.String())), 500)
}

// sizeNote says how large a type is.
func sizeNote(t *symbols.Type) string {
	if s := t.Strip(); s != nil && s.Size >= 0 && s.Kind != symbols.KindFunc && s.Kind != symbols.KindVoid {
		return fmt.Sprintf("  (%s)", listing.Count(int(s.Size), "byte"))
	}
	return ""
}

func (in *Interp) ptype(a Args) error {
	if a.Format != "" && a.Format != "o" {
		return fmt.Errorf("no format '%s' of ptype; there is /o, with offsets", printable(a.Format))
	}
	if a.Text == "" {
		return a.usage()
	}
	return in.withFrameIfAny(func(v *debugger.View, f *debugger.Frame) error {
		t, err := in.typeOf(v, f, a.Text)
		if err != nil {
			return placeError(err, a.Text)
		}
		w := typeWriter{in: in, offsets: a.Format == "o"}
		w.whole(t)
		return nil
	})
}

// typeWriter writes what a type consists of.
type typeWriter struct {
	in      *Interp
	offsets bool
	lines   int
}

const (
	maxTypeLines = 5000
	// maxNested is how deep members without a name are unfolded.
	maxNested = 8
)

func (w *typeWriter) line(offset, size int64, known bool, indent int, format string, args ...any) {
	if w.lines++; w.lines > maxTypeLines {
		return
	}
	column := ""
	if w.offsets {
		column = "                   "
		if known {
			column = fmt.Sprintf("/* %6d | %4d */ ", offset, size)
		}
		column = w.in.paint(listing.Dim, column)
	}
	w.in.printf("%s%s%s\n", column, strings.Repeat("    ", indent), fmt.Sprintf(format, args...))
}

// whole writes a type as it is defined.
func (w *typeWriter) whole(t *symbols.Type) {
	s := t.Strip()
	if s != nil && s.Kind == symbols.KindPointer && s.Elem() != nil && isCompound(s.Elem().Strip()) {
		w.compound(s.Elem().Strip(), "", " *", 0, 0)
		return
	}
	if !isCompound(s) {
		w.line(0, 0, false, 0, "%s%s", spell(stripped(t)), sizeNote(t))
		return
	}
	w.compound(s, "", sizeNote(s), 0, 0)
}

// stripped returns the type without typedefs, or the type itself where nothing would be left.
func stripped(t *symbols.Type) *symbols.Type {
	for n := 0; t != nil && t.Kind == symbols.KindTypedef && n < 64; n++ {
		t = t.Elem()
	}
	return t
}

func isCompound(t *symbols.Type) bool {
	if t == nil {
		return false
	}
	switch t.Kind {
	case symbols.KindStruct, symbols.KindClass, symbols.KindUnion, symbols.KindEnum:
		return true
	}
	return false
}

func keyword(t *symbols.Type) string {
	switch t.Kind {
	case symbols.KindClass:
		return "class"
	case symbols.KindUnion:
		return "union"
	case symbols.KindEnum:
		return "enum"
	}
	return "struct"
}

// compound writes the members of a structure or the values of an enumeration, with a name after it.
func (w *typeWriter) compound(t *symbols.Type, before, after string, offset int64, indent int) {
	d := t.Details()
	name := printable(symbols.ShortenType(t.QualifiedName()))
	head := before + keyword(t)
	if name != "" {
		head += " " + name
	}
	if t.Kind == symbols.KindEnum {
		w.enum(t, d, head, after, indent)
		return
	}
	if t.Incomplete {
		w.line(0, 0, false, indent, "%s;  (its definition is not in the debug information)", head)
		return
	}
	w.line(0, 0, false, indent, "%s {", w.in.paint(listing.Blue, head))
	end := int64(0)
	for i := range d.Members {
		end = w.member(&d.Members[i], offset, end, indent+1, t.Kind == symbols.KindUnion)
	}
	if v := d.Variants; v != nil {
		w.variants(v, offset, indent+1)
	} else if t.Kind != symbols.KindUnion && end > 0 && end < t.Size {
		w.hole(t.Size-end, indent+1)
	}
	for _, s := range d.Statics {
		w.line(0, 0, false, indent+1, "static %s;", declare(s.Type, s.Name))
	}
	if d.Err != nil {
		w.line(0, 0, false, indent+1, "(not everything is known: %s)", printable(d.Err.Error()))
	}
	w.line(0, 0, false, indent, "}%s", after)
}

func (w *typeWriter) hole(n int64, indent int) {
	if w.offsets {
		w.line(0, 0, false, indent, "%s", w.in.paint(listing.Dim, fmt.Sprintf("// %s of padding", listing.Count(int(n), "byte"))))
	}
}

func declare(t *symbols.Type, name string) string {
	return listing.Clip(printable(symbols.ShortenType(t.Declare(name))), 300)
}

// member writes a member, and returns where it ends.
func (w *typeWriter) member(m *symbols.Member, outer, end int64, indent int, union bool) int64 {
	size := int64(0)
	if s := m.Type.Strip(); s != nil {
		size = max(s.Size, 0)
	}
	if m.Artificial && m.Name == "" {
		return max(end, m.Offset+size)
	}
	if m.BitSize > 0 {
		w.line(outer+m.BitOffset/8, size, true, indent, "%s : %d;", declare(m.Type, printable(m.Name)), m.BitSize)
		return max(end, (m.BitOffset+m.BitSize+7)/8)
	}
	if m.Offset > end && !union && end >= 0 && m.Locate == nil {
		w.hole(m.Offset-end, indent)
	}
	known := m.Locate == nil
	switch s := m.Type.Strip(); {
	case m.Base:
		w.line(outer+m.Offset, size, known, indent, "// base %s", spell(m.Type))
	case m.Name == "" && isCompound(s) && s.QualifiedName() == "" && indent < maxNested:
		w.compound(s, "", ";", outer+m.Offset, indent)
	default:
		w.line(outer+m.Offset, size, known, indent, "%s;", declare(m.Type, printable(m.Name)))
	}
	if union || !known {
		return end
	}
	return max(end, m.Offset+size)
}

// variants writes the variants of a Rust enum.
func (w *typeWriter) variants(v *symbols.VariantPart, offset int64, indent int) {
	for i := range v.Variants {
		values := "otherwise"
		if list := v.Variants[i].Values; len(list) > 0 {
			var parts []string
			for _, r := range list {
				text := strconv.FormatUint(r.Low[0], 10)
				if r.High != r.Low {
					text += "-" + strconv.FormatUint(r.High[0], 10)
				}
				parts = append(parts, text)
			}
			values = strings.Join(parts, ", ")
		}
		w.line(0, 0, false, indent, "%s", w.in.paint(listing.Dim, "// variant "+values))
		for j := range v.Variants[i].Members {
			m := &v.Variants[i].Members[j]
			if s := m.Type.Strip(); isCompound(s) && indent < maxNested {
				w.compound(s, printable(m.Name)+": ", "", offset+m.Offset, indent)
				continue
			}
			w.member(m, offset, -1, indent, true)
		}
	}
}

func (w *typeWriter) enum(t *symbols.Type, d *symbols.Details, head, after string, indent int) {
	if u := t.Elem(); u != nil {
		head += " : " + spell(u)
	}
	w.line(0, 0, false, indent, "%s {", w.in.paint(listing.Blue, head))
	for _, e := range d.Enumerators {
		n := strconv.FormatUint(e.Value, 10)
		if e.Signed {
			n = strconv.FormatInt(int64(e.Value), 10)
		}
		w.line(0, 0, false, indent+1, "%s = %s,", printable(e.Name), n)
	}
	w.line(0, 0, false, indent, "}%s", after)
}

// typeOf returns the type of an expression, which may be a type itself. The program is looked at only where that is needed to know it.
func (in *Interp) typeOf(v *debugger.View, f *debugger.Frame, text string) (*symbols.Type, error) {
	env := v.Env(f)
	p, err := expr.Compile(env, text)
	if err != nil {
		return nil, err
	}
	if t, known := p.Type(); known {
		return t, nil
	}
	if p.HasEffects() {
		return nil, errors.New("the type is known only when the expression has been evaluated, which would change the program")
	}
	val, err := p.Eval(env)
	return val.Type(), err
}
