package value

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/symbols"
)

// plainPointer shows a pointer: its address, what is there if it has a name, the string that it may point to.
func plainPointer(s Value) Shown {
	if p, ok := s.implicit(); ok {
		return plainImplicit(s, p)
	}
	addr, err := s.Uint()
	if err != nil {
		return Shown{Err: err}
	}
	elem := s.typ.Elem()
	target, err := s.ctx.strip(elem)
	if err != nil {
		return Shown{Err: err}
	}
	sh := Shown{Summary: fmt.Sprintf("0x%x", addr)}
	switch {
	case target != nil && target.Kind == symbols.KindFunc:
		if addr != 0 {
			sh.Summary += s.ctx.functionName(addr)
		}
		return sh
	case addr == 0:
		return sh
	}
	if isRustReference(s.typ) {
		sh.Style, sh.Children = StyleRef, List{{Name: "*", Value: s.Deref()}}
		return sh
	}
	if ch, ok := s.ctx.characterOf(elem); ok && s.typ.Language != symbols.Rust {
		sh.Text = TextAt(s.ctx, addr, -1, ch.unit)
		sh.Text.Prefix = ch.prefix
		return sh
	}
	sh.Summary += s.ctx.symbolName(addr)
	if target == nil || target.Kind == symbols.KindVoid || target.Incomplete {
		return sh
	}
	to := s.Deref()
	if whole, ok := to.Dynamic(); ok {
		sh.Name = "(" + symbols.ShortenType(whole.typ.QualifiedName()) + " *)"
	}
	sh.Children = List{{Name: "*", Value: to}}
	return sh
}

// plainImplicit shows a pointer to something that has no address, as the variable's address.
func plainImplicit(s Value, p symbols.Piece) Shown {
	if p.Pointee == nil {
		return Shown{Err: &symbols.Unavailable{Reason: symbols.OptimizedOut}}
	}
	sh := Shown{Summary: "&" + symbols.Printable(p.Pointee.Name), Children: List{{Name: "*", Value: s.Deref()}}}
	if p.Pointee.Name == "" {
		sh.Summary = "<synthetic pointer>"
	}
	if p.Offset != 0 {
		sh.Summary += fmt.Sprintf("%+d", p.Offset)
	}
	return sh
}

// isRustReference reports whether a pointer type is &T or &mut T.
func isRustReference(t *symbols.Type) bool {
	return t.Language == symbols.Rust && strings.HasPrefix(t.Name, "&")
}

// plainMemberPointer shows a pointer to a member: of data an offset, -1 for null; of a function a pair, as clang
// makes them for WebAssembly (Itanium C++ ABI §2.3 with the change that ARM has: whether the function is virtual is the
// lowest bit of the adjustment).
func plainMemberPointer(s Value) Shown {
	class := s.typ.Details().Class
	f, err := s.ctx.strip(s.typ.Elem())
	if err != nil {
		return Shown{Err: err}
	}
	if f != nil && f.Kind == symbols.KindFunc {
		return memberFunction(s, class)
	}
	n, err := s.number()
	if err != nil {
		return Shown{Err: err}
	}
	n.signed = true
	x, _ := n.low()
	offset := int64(x)
	if offset == -1 {
		return Shown{Summary: "nullptr"}
	}
	if class != nil {
		w := memberWalk{ctx: s.ctx, want: f, budget: maxSearch}
		if name := w.nameAt(class, offset, maxDepth); name != "" {
			return Shown{Summary: "&" + symbols.ShortenType(class.QualifiedName()) + "::" + symbols.Printable(name)}
		}
	}
	return Shown{Summary: fmt.Sprintf("%#x", offset), Note: "no such member"}
}

// memberFunction shows a pointer to a member function.
func memberFunction(s Value, class *symbols.Type) Shown {
	b, err := s.Bytes()
	size := s.ctx.pointerSize()
	if err != nil {
		return Shown{Err: err}
	}
	if int64(len(b)) < 2*size {
		return Shown{Err: malformed("pointer to a member function of %d bytes", len(b))}
	}
	ptr, adjust := leUint(b[:size]), leUint(b[size:2*size])
	sh := Shown{}
	switch {
	case adjust&1 != 0:
		sh.Summary = fmt.Sprintf("virtual function %d of %s", ptr/uint64(size), symbols.ShortenType(class.String()))
	case ptr == 0:
		return Shown{Summary: "nullptr"}
	default:
		sh.Summary = fmt.Sprintf("0x%x", ptr) + s.ctx.functionName(ptr)
	}
	if adjust > 1 {
		this := int64(adjust)
		if size == 4 {
			this = int64(int32(adjust))
		}
		sh.Summary += fmt.Sprintf(", this %+d", this>>1)
	}
	return sh
}

// memberWalk looks for the member at an offset.
type memberWalk struct {
	ctx    *Context
	want   *symbols.Type // its type, stripped
	budget int
}

func (w *memberWalk) nameAt(class *symbols.Type, offset int64, depth int) string {
	class, err := w.ctx.strip(class)
	if err != nil || depth == 0 || !isCompound(class) {
		return ""
	}
	members := class.Details().Members
	for i := range members {
		m := &members[i]
		if w.budget--; w.budget < 0 {
			return ""
		}
		if m.Locate != nil || m.BitSize > 0 || m.Offset > offset {
			continue
		}
		if m.Base || m.Name == "" {
			if name := w.nameAt(m.Type, offset-m.Offset, depth-1); name != "" {
				return name
			}
			continue
		}
		if t, err := w.ctx.strip(m.Type); err == nil && m.Offset == offset && alike(t, w.want) {
			return m.Name
		}
	}
	return ""
}

// alike reports whether two stripped types may be the same, by what is known of them alone.
func alike(a, b *symbols.Type) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a == b || a.Kind == b.Kind && a.Name == b.Name && a.Scope == b.Scope
}
