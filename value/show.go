package value

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/symbols"
)

// show returns what a value is shown as, and the value that it is about: what a reference refers to, of its dynamic type.
func (fs Formatters) show(v Value, o options) (Shown, Value) {
	for range maxDepth {
		s := v.Strip()
		if s.err != nil || !isReference(s.typ) {
			break
		}
		v = s.Deref()
	}
	if err := v.Strip().err; err != nil {
		return Shown{Err: err}, v
	}
	if sh, ok := formatted(v, o.letter); ok {
		return sh, v
	}
	class := ""
	if whole, ok := v.Dynamic(); ok {
		v, class = whole, "("+symbols.ShortenType(whole.typ.QualifiedName())+")"
	}
	for _, f := range fs {
		if sh, ok := f.Format(v); ok {
			return sh, v
		}
	}
	sh := plain(v, o)
	if class != "" && sh.Name == "" {
		sh.Name = class
	}
	return sh, v
}

// plain returns what is shown of a value that no formatter knows.
func plain(v Value, o options) Shown {
	s := v.Strip()
	if s.typ == nil {
		return plainVoid(v)
	}
	switch s.typ.Kind {
	case symbols.KindVoid:
		return plainVoid(s)
	case symbols.KindBase:
		return plainBase(v, s, o)
	case symbols.KindPointer:
		return plainPointer(s)
	case symbols.KindMember:
		return plainMemberPointer(s)
	case symbols.KindArray, symbols.KindVector:
		return plainArray(s)
	case symbols.KindStruct, symbols.KindClass, symbols.KindUnion:
		return plainCompound(s)
	case symbols.KindEnum:
		return plainEnum(s, o)
	case symbols.KindFunc:
		return Shown{Summary: "{" + symbols.ShortenType(s.typ.String()) + "}" + v.ctx.functionName(s.at)}
	case symbols.KindUnspecified:
		return plainUnspecified(s)
	case symbols.KindWasmRef:
		return plainWasmRef(s)
	}
	return Shown{Err: unsupported("the type %s is not known", s.typ.String())}
}

func plainVoid(v Value) Shown {
	if v.typ != nil && v.typ.Language == symbols.Rust {
		return Shown{Summary: "()"}
	}
	return Shown{Summary: "void"}
}

// plainUnspecified shows values of types that have nothing but a name, such as decltype(nullptr).
func plainUnspecified(s Value) Shown {
	if strings.Contains(s.typ.Name, "nullptr") {
		return Shown{Summary: "nullptr"}
	}
	return Shown{Summary: "<" + symbols.Printable(s.typ.Name) + ">"}
}

// plainWasmRef shows a reference: it has no bytes, its holder knows what it is.
func plainWasmRef(s Value) Shown {
	p := cut(s.pieces, s.at, 1)
	if s.inMemory || len(p) != 1 {
		return Shown{Err: unsupported("a reference that is not in a local, on the operand stack or in a global")}
	}
	if p[0].Kind == symbols.IsMissing {
		return Shown{Err: missing(p[0])}
	}
	w, err := s.word(p[0])
	switch {
	case err != nil:
		return Shown{Err: err}
	case !w.Type.IsRef():
		return Shown{Err: malformed("%s holds no reference", placeName(p[0]))}
	case w.Text == "":
		return Shown{Summary: "<reference>"}
	}
	return Shown{Summary: symbols.Printable(w.Text)}
}

// functionName returns " <name>" for a function pointer, "" where nobody can say.
func (c *Context) functionName(index uint64) string {
	if c == nil || c.Func == nil {
		return ""
	}
	name, ok := c.Func(index)
	switch {
	case !ok:
		return " <no function>"
	case name == "":
		return ""
	}
	return " <" + symbols.Printable(name) + ">"
}

// symbolName returns " <name+8>" for an address in an object of static storage.
func (c *Context) symbolName(addr uint64) string {
	if c == nil || c.Symbol == nil {
		return ""
	}
	s, ok := c.Symbol(addr)
	switch {
	case !ok || s.Name == "" || addr < s.Addr:
		return ""
	case addr == s.Addr:
		return " <" + symbols.ShortenType(s.Name) + ">"
	}
	return fmt.Sprintf(" <%s+%d>", symbols.ShortenType(s.Name), addr-s.Addr)
}
