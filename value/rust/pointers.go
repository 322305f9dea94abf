package rust

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// pointer is a pointer with what it knows about the length or the type of what it points to.
type pointer struct {
	of    value.Value
	thin  value.Value // the pointer itself
	addr  uint64
	meta  uint64 // the length of a slice, or the address of the table of a trait object's functions
	isFat bool
	isDyn bool
}

// pointerIn returns the pointer that an object is, within the structures around it.
func pointerIn(v value.Value) (pointer, error) {
	for range maxNesting {
		s := v.Strip()
		t := s.Type()
		if t == nil {
			break
		}
		if t.Kind == symbols.KindPointer {
			addr, err := s.Uint()
			return pointer{of: v, thin: s, addr: addr}, err
		}
		if isFat(t) {
			return readFat(s)
		}
		inner, found := value.Value{}, false
		for _, c := range s.Members() {
			if size, err := c.Value.Size(); err == nil && size > 0 && !isPhantom(c.Value.Type()) {
				inner, found = c.Value, true
				break
			}
		}
		if !found {
			break
		}
		v = inner
	}
	return pointer{}, container.ErrLayout
}

// isFat reports whether a structure is a pointer with a length or a table: its name is that of a pointer, it has no
// namespace, and it has just these members.
func isFat(t *symbols.Type) bool {
	if t.Kind != symbols.KindStruct {
		return false
	}
	m := t.Details().Members
	return len(m) == 2 && (m[0].Name == "data_ptr" && m[1].Name == "length" || m[0].Name == "pointer" && m[1].Name == "vtable")
}

func readFat(s value.Value) (pointer, error) {
	m := s.Members()
	p := pointer{of: s, isFat: true, isDyn: m[1].Name == "vtable", thin: m[0].Value}
	var err error
	if p.addr, err = m[0].Value.Uint(); err != nil {
		return p, err
	}
	p.meta, err = m[1].Value.Uint()
	return p, err
}

// elem returns the type of what the pointer points to, as far as the pointer says.
func (p pointer) elem() *symbols.Type {
	t := p.thin.Strip().Type()
	if t == nil || t.Kind != symbols.KindPointer {
		return nil
	}
	return t.Elem()
}

// show shows what the pointer points to, of which the source calls the type target, offset bytes behind the address.
func (p pointer) show(target string, elem *symbols.Type, offset uint64) (value.Shown, error) {
	addr := p.addr + offset
	switch {
	case isText(target):
		n := p.meta
		if isCStr(target) && n > 0 {
			n-- // the zero at the end
		}
		return text(p.of, addr, n)
	case strings.HasPrefix(target, "["):
		if a := elem.Strip(); a != nil && a.Kind == symbols.KindArray {
			elem = a.Elem()
		}
		return list(p.of, elem, addr, p.meta)
	}
	return value.Shown{}, container.ErrLayout
}

// isText reports whether a type without size is a string.
func isText(target string) bool {
	switch target {
	case "str", "std::path::Path", "std::ffi::os_str::OsStr", "std::sys_common::wtf8::Wtf8":
		return true
	}
	return isCStr(target) || strings.HasPrefix(target, "std::sys::") && strings.HasSuffix(target, "::Slice")
}

// isCStr reports whether a string ends with a zero, which its length counts.
func isCStr(target string) bool { return strings.HasSuffix(target, "::CStr") }

// text shows n bytes at an address as a string.
func text(v value.Value, addr, n uint64) (value.Shown, error) {
	if problem := container.Fits(v.Context(), addr, n, 1); problem != "" {
		return container.Invalid("%s", problem), nil
	}
	return value.Shown{Text: value.TextAt(v.Context(), addr, int64(n), 1)}, nil
}

// list shows n elements at an address.
func list(v value.Value, elem *symbols.Type, addr, n uint64) (value.Shown, error) {
	size, err := v.Context().SizeOf(elem)
	if err != nil {
		return value.Shown{}, err
	}
	if problem := container.Fits(v.Context(), addr, n, size); problem != "" {
		return container.Invalid("%s", problem), nil
	}
	return value.Shown{
		Summary:  container.Size(n),
		Style:    value.StyleList,
		Children: value.Elements(v.At(addr, elem), int64(min(n, 1<<62))),
	}, nil
}

// target returns the name of the type that a pointer type points to: "str" of "&mut str" and "alloc::boxed::Box<str>".
func target(name string) string {
	for _, prefix := range []string{"&mut ", "&", "*const ", "*mut "} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			return rest
		}
	}
	return arg(name)
}

// isFatPointer reports whether a type is a reference or raw pointer with a length or a table.
func isFatPointer(t *symbols.Type) bool {
	return t.Scope == "" && (strings.HasPrefix(t.Name, "&") || strings.HasPrefix(t.Name, "*")) && isFat(t)
}

// fatPointer shows &str, &[T], &dyn Trait and the like.
func fatPointer(v value.Value) (value.Shown, error) {
	p, err := readFat(v)
	if err != nil {
		return value.Shown{}, err
	}
	if !p.isDyn {
		return p.show(target(v.Type().Name), p.elem(), 0)
	}
	shown, err := p.dynamic(target(v.Type().Name), 0)
	if shown.Style == value.StyleWrapper && strings.HasPrefix(v.Type().Name, "&") {
		shown.Style = value.StyleRef
	}
	return shown, err
}

// dynamic shows the object behind a trait, of which the type is known by the table of its functions.
func (p pointer) dynamic(trait string, offset uint64) (value.Shown, error) {
	t := p.concrete()
	if t == nil {
		return value.Shown{Summary: fmt.Sprintf("0x%x", p.addr), Note: "the type behind " + trait + " is not known"}, nil
	}
	object := p.of.At(p.addr+offset, t)
	if size, err := p.of.Context().SizeOf(t); err == nil && size > 0 {
		if problem := container.Fits(p.of.Context(), p.addr+offset, 1, size); problem != "" {
			return container.Invalid("pointer 0x%x outside memory 0", p.addr), nil
		}
	}
	return wrap("*", object), nil
}

// concrete returns the type that a table of a trait's functions is for; nil where it is not known.
func (p pointer) concrete() *symbols.Type {
	ctx := p.of.Context()
	if ctx == nil || ctx.Symbol == nil {
		return nil
	}
	s, ok := ctx.Symbol(p.meta)
	if !ok || s.Addr != p.meta {
		return nil
	}
	if s.Class != nil && strings.Contains(s.Name, "{vtable") {
		return ctx.Complete(s.Class)
	}
	// "<values::Square as values::Shape>::{vtable}"
	name, ok := strings.CutPrefix(s.Name, "<")
	implementor, _, found := strings.Cut(name, " as ")
	if !ok || !found || !strings.HasSuffix(s.Name, "::{vtable}") || ctx.Types == nil {
		return nil
	}
	if types := ctx.Types(implementor); len(types) > 0 {
		return types[0]
	}
	return nil
}

// alignment reads the alignment of an object behind a trait from the table: the third word of it.
func (p pointer) alignment() (uint64, error) {
	size := uint64(4)
	if ctx := p.of.Context(); ctx != nil && ctx.PointerSize == 8 {
		size = 8
	}
	align, err := p.of.Context().ReadPointer(p.meta + 2*size)
	if err == nil && (align == 0 || align&(align-1) != 0 || align > 1<<29) {
		err = fmt.Errorf("corrupt: an alignment of %d", align)
	}
	return align, err
}

// isBox reports whether a type is a Box.
func isBox(t *symbols.Type) bool {
	return strings.HasPrefix(t.Name, "alloc::boxed::Box<") || t.Scope == "alloc::boxed" && strings.HasPrefix(t.Name, "Box<")
}

// box shows what a Box owns.
func box(v value.Value) (value.Shown, error) {
	p, err := pointerIn(v)
	if err != nil {
		return value.Shown{}, err
	}
	name := arg(v.Type().Name)
	switch {
	case p.isDyn:
		return p.dynamic(name, 0)
	case p.isFat:
		return p.show(name, p.elem(), 0)
	}
	return wrap("*", p.thin.Deref()), nil
}

// pointing returns what shows a structure as what a pointer in it points to.
func pointing(name string) show {
	return func(v value.Value) (value.Shown, error) {
		m, ok := v.Member(name)
		if !ok {
			return value.Shown{}, container.ErrLayout
		}
		p, err := pointerIn(m)
		switch {
		case err != nil:
			return value.Shown{}, err
		case p.isDyn:
			return p.dynamic(arg(v.Type().Name), 0)
		case p.isFat:
			return p.show(arg(v.Type().Name), p.elem(), 0)
		}
		return wrap("*", p.thin.Deref()), nil
	}
}

// counted shows Rc, Arc, and Weak of both: what they point to, with the counts.
func counted(v value.Value) (value.Shown, error) {
	m, ok := v.Member("ptr")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	p, err := pointerIn(m)
	if err != nil {
		return value.Shown{}, err
	}
	isWeak := strings.HasPrefix(v.Type().Name, "Weak<")
	memory := uint64(1) << 32
	if ctx := v.Context(); ctx != nil && ctx.PointerSize == 8 {
		memory = 0
	}
	if isWeak && p.addr == memory-1 {
		return value.Shown{Summary: "(Weak)", Note: "never had a value"}, nil
	}
	block := p.thin.Deref()
	if err := block.Err(); err != nil {
		return container.Invalid("pointer 0x%x outside memory 0", p.addr), nil
	}
	strong, err := number(block, "strong")
	if err != nil {
		return value.Shown{}, err
	}
	weak, err := number(block, "weak")
	if err != nil {
		return value.Shown{}, err
	}
	if strong > maxCount || weak > maxCount || weak == 0 || strong == 0 && !isWeak {
		return container.Invalid("counts of %d strong and %d weak", strong, weak), nil
	}
	if strong > 0 {
		weak-- // all the strong ones together are one of the weak ones
	}
	note := fmt.Sprintf("strong=%d, weak=%d", strong, weak)
	if strong == 0 {
		return value.Shown{Summary: "(Weak)", Note: "dropped, " + note}, nil
	}
	shown, err := countedValue(v, p, block)
	if shown.Note != "" {
		note = shown.Note + "; " + note
	}
	shown.Note = note
	return shown, err
}

// maxCount is more references than there can be in a 32-bit memory.
const maxCount = 1 << 30

// countedValue shows the value behind the counts.
func countedValue(v value.Value, p pointer, block value.Value) (value.Shown, error) {
	name := arg(v.Type().Name)
	content, ok := block.Member("value")
	if !ok {
		content, ok = block.Member("data")
	}
	if p.isDyn {
		align, err := p.alignment()
		if err != nil {
			return value.Shown{}, err
		}
		header := uint64(8)
		if ctx := v.Context(); ctx != nil && ctx.PointerSize == 8 {
			header = 16
		}
		return p.dynamic(name, container.AlignUp(header, align))
	}
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	at, ok := content.Address()
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	if p.isFat {
		return p.show(name, content.Type(), at-p.addr)
	}
	return wrap("*", content), nil
}
