package value

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/symbols"
)

// plainArray shows an array: as a string if its elements are characters of C.
func plainArray(s Value) Shown {
	if err := s.unreadable(); err != nil {
		return Shown{Err: err}
	}
	if _, err := s.Size(); err != nil {
		return Shown{Err: err}
	}
	elem, err := s.element()
	if err != nil {
		return Shown{Err: err}
	}
	var dim symbols.Dim
	if len(s.typ.Dims) > 0 {
		dim = s.typ.Dims[0]
	} else {
		dim.Count = -1
	}
	n, known, err := s.ctx.count(&dim)
	if err != nil {
		return Shown{Err: err}
	}
	first := s.sub(elem, 0)
	first.reached = false
	ch, isText := s.ctx.characterOf(elem)
	if !known {
		sh := Shown{Note: "array of unknown length"}
		if addr, ok := s.Address(); ok {
			sh.Summary = fmt.Sprintf("0x%x", addr)
		}
		return sh
	}
	list := elements{first: first, n: max(n, 0), lower: dim.Lower}
	if isText && s.typ.Kind == symbols.KindArray && s.typ.Language != symbols.Rust {
		return Shown{Text: paddedText(first, n, ch), Children: list}
	}
	return Shown{Style: StyleList, Summary: fmt.Sprintf("size=%d", n), Children: list}
}

// paddedText is the string in an array of characters; zeros at its end are not shown.
func paddedText(first Value, n int64, ch character) *Text {
	t := TextOf(first, n, ch.unit)
	t.Prefix, t.Padded = ch.prefix, true
	return t
}

// unreadable returns why nothing of a value can be read, where that is known beforehand.
func (v Value) unreadable() error {
	if v.err != nil {
		return v.err
	}
	if v.inMemory {
		if v.ctx == nil || v.ctx.Machine == nil {
			return &symbols.Unavailable{Reason: symbols.NoState, Detail: "there is no machine to read from"}
		}
		if v.isBeyond() {
			return outside(v.at, 1, v.ctx.Machine.MemorySize())
		}
		return nil
	}
	var err error
	for _, p := range v.pieces {
		if p.Kind != symbols.IsMissing {
			return nil
		}
		if err == nil {
			err = missing(p)
		}
	}
	return err
}

// isBeyond reports whether a value begins outside of the memory, and has bytes.
func (v Value) isBeyond() bool {
	if !v.inMemory || v.err != nil || v.ctx == nil || v.ctx.Machine == nil || v.at < v.ctx.Machine.MemorySize() {
		return false
	}
	n, err := v.Size()
	return err != nil || n > 0
}

// plainCompound shows a structure, class or union.
func plainCompound(s Value) Shown {
	if s.typ.Incomplete {
		return Shown{Err: unsupported("%s is only declared", symbols.ShortenType(s.typ.String()))}
	}
	if err := s.unreadable(); err != nil {
		return Shown{Err: err}
	}
	s = s.snapshot()
	d := s.typ.Details()
	var sh Shown
	switch {
	case d.Variants != nil:
		sh = plainVariant(s, d)
	case s.typ.Language == symbols.Rust:
		sh = plainRust(s, rustName(s.typ.Name))
	default:
		sh = Shown{Style: StyleStruct, Children: newMembers(s)}
		if lang := syntaxOf(s.typ); lang.named {
			sh.Name = symbols.Printable(s.typ.Name)
		}
	}
	if d.Err != nil && sh.Note == "" {
		sh.Note = "incomplete: " + d.Err.Error()
	}
	return sh
}

// plainVariant shows the active variant of a tagged union, and the members that all variants have.
func plainVariant(s Value, d *symbols.Details) Shown {
	variant, _ := s.Variant()
	if variant.Err != nil {
		return Shown{Err: variant.Err}
	}
	if len(d.Members) > 0 {
		children := List{}
		for _, c := range append(s.Members(), variant.Members...) {
			children = append(children, c)
		}
		return Shown{Name: rustName(s.typ.Name), Style: StyleStruct, Children: children}
	}
	payload := variant.Value.Strip()
	if len(variant.Members) == 1 && isCompound(payload.typ) && payload.typ.Details().Variants == nil {
		return plainRust(payload, symbols.Printable(variant.Name))
	}
	if len(variant.Members) == 0 {
		return Shown{Summary: symbols.Printable(variant.Name)}
	}
	return Shown{Name: symbols.Printable(variant.Name), Style: StyleTuple, Children: List(variant.Members)}
}

// plainRust shows a structure of Rust under a name: with fields, as a tuple, or without any.
func plainRust(s Value, name string) Shown {
	if s.err != nil {
		return Shown{Err: s.err}
	}
	list := newMembers(s)
	sh := Shown{Name: name, Style: StyleStruct, Children: list}
	switch {
	case len(list.members) == 0 && name == "":
		return Shown{Summary: "()"}
	case len(list.members) == 0:
		return Shown{Summary: name}
	case list.members[0].Name == "__0":
		sh.Style = StyleTuple
	}
	return sh
}

// rustName returns the name before the braces of a structure in Rust: without generic arguments; a tuple has none.
func rustName(name string) string {
	if strings.HasPrefix(name, "(") {
		return ""
	}
	if i := strings.IndexByte(name, '<'); i > 0 && name[0] != '&' && name[0] != '*' {
		name = name[:i]
	}
	return symbols.Printable(name)
}

// members are the members of a structure as children, without pointers to tables of virtual functions.
type members struct {
	of      Value
	members []*symbols.Member
}

func newMembers(s Value) members {
	all := s.typ.Details().Members
	m := members{of: s}
	for i := range all {
		if !isTablePointer(&all[i]) {
			m.members = append(m.members, &all[i])
		}
	}
	return m
}

// isTablePointer reports whether a member is the compiler's pointer to the table of virtual functions.
func isTablePointer(m *symbols.Member) bool {
	return strings.HasPrefix(m.Name, "_vptr")
}

func (m members) Len() (int64, bool) { return int64(len(m.members)), true }

func (m members) Slice(from, n int64) []Child {
	if from < 0 || from >= int64(len(m.members)) || n <= 0 {
		return nil
	}
	list := m.members[from:min(int64(len(m.members)), from+min(n, int64(len(m.members))))]
	out := make([]Child, len(list))
	for i, member := range list {
		out[i] = m.of.child(member)
		if out[i].Name == "" && member.BitSize > 0 {
			out[i].Name = "<unnamed>"
		}
	}
	return out
}
