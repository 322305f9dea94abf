package libcxx

import (
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// function shows a function object: empty, or what it calls as far as that has a name.
func function(v value.Value) (value.Shown, error) {
	f, err := member(v, "__f_")
	if err != nil {
		return value.Shown{}, err
	}
	if _, ok := f.Member("__policy_"); ok {
		return functionWithPolicy(f)
	}
	return functionWithTable(f)
}

// functionWithPolicy shows a function object of the second ABI: the target, an address of code, and a table of
// what can be done with the target.
func functionWithPolicy(f value.Value) (value.Shown, error) {
	pointer, err := member(f, "__policy_")
	if err != nil {
		return value.Shown{}, err
	}
	policy := pointer.Deref()
	if err := policy.Err(); err != nil {
		addr, _ := pointer.Uint()
		return container.Invalid("its policy is at 0x%x", addr), nil
	}
	null, err := member(policy, "__is_null")
	if err != nil {
		return value.Shown{}, err
	}
	isNull, err := null.Uint()
	switch {
	case err != nil:
		return value.Shown{}, err
	case isNull > 1:
		addr, _ := pointer.Uint()
		return container.Invalid("there is no policy at 0x%x", addr), nil
	case isNull == 1:
		return value.Shown{Summary: "empty"}, nil
	}
	clone, err := number(policy, "__clone")
	if err != nil {
		return value.Shown{}, err
	}
	target, err := path(f, "__buf_", "__small")
	if err != nil {
		return value.Shown{}, err
	}
	if clone != 0 { // the target is elsewhere
		large, err := path(f, "__buf_", "__large")
		if err != nil {
			return value.Shown{}, err
		}
		addr, err := large.Uint()
		if err != nil {
			return value.Shown{}, err
		}
		target = f.At(addr, target.Type())
	}
	return functionTarget(target, typeName(policy))
}

// typeName returns the mangled name in a type_info; "" where there is none. Its layout is that of the Itanium C++ ABI
// (§2.9.5): a pointer to a table of virtual functions, then a pointer to the name.
func typeName(policy value.Value) string {
	info, err := number(policy, "__type_info")
	if err != nil || info == 0 {
		return ""
	}
	ctx := policy.Context()
	at, err := ctx.ReadPointer(info + uint64(pointerSize(policy)))
	if err != nil {
		return ""
	}
	name, _ := value.TextAt(ctx, at, -1, 1).Read(0, maxTypeName)
	end := strings.IndexByte(string(name), 0)
	if end <= 0 {
		return ""
	}
	return string(name[:end])
}

// maxTypeName bounds the length of a type's name.
const maxTypeName = 4096

// functionTarget shows what is called, given where it is and the mangled name of its type.
func functionTarget(target value.Value, mangled string) (value.Shown, error) {
	if strings.HasPrefix(mangled, "PF") || strings.HasPrefix(mangled, "PDoF") { // a pointer to a function, one that is noexcept
		return functionPointer(target.Cast(target.Context().PointerTo(nil)))
	}
	if mangled == "" {
		return value.Shown{Summary: "not empty", Note: "what it calls has no name"}, nil
	}
	name := strings.TrimPrefix(symbols.Demangle("_ZTS"+mangled), "typeinfo name for ")
	shown := value.Shown{Summary: symbols.Printable(symbols.ShortenType(name))}
	if types := target.Context().Types; types != nil {
		if found := types(name); len(found) == 1 {
			shown.Children = value.List{{Name: "target", Value: target.Cast(found[0])}}
		}
	}
	return shown, nil
}

// functionWithTable shows a function object of the first ABI: a pointer to an object with virtual functions, which is
// known by its table.
func functionWithTable(f value.Value) (value.Shown, error) {
	pointer, addr, err := pointerMember(f, "__f_")
	if err != nil {
		return value.Shown{}, err
	}
	if addr == 0 {
		return value.Shown{Summary: "empty"}, nil
	}
	whole := pointer.Deref()
	if err := whole.Err(); err != nil {
		return container.Invalid("its target is at 0x%x", addr), nil
	}
	object, ok := whole.Dynamic()
	if !ok {
		return value.Shown{Summary: "not empty", Note: "what it calls has no name"}, nil
	}
	args := object.Strip().Type().Details().TemplateArgs
	if len(args) == 0 || args[0].Type == nil {
		return value.Shown{Summary: "not empty"}, nil
	}
	target, err := member(object, "__func_", "__f_")
	if err != nil {
		return value.Shown{Summary: symbols.ShortenType(args[0].Type.String())}, nil
	}
	target = target.Cast(args[0].Type)
	if t := args[0].Type.Strip(); t != nil && t.Kind == symbols.KindPointer {
		return functionPointer(target)
	}
	return value.Shown{Summary: targetName(whole, args[0].Type), Children: value.List{{Name: "target", Value: target}}}, nil
}

// functionPointer shows a target that is a function.
func functionPointer(target value.Value) (value.Shown, error) {
	n, err := target.Uint()
	if err != nil {
		return value.Shown{}, err
	}
	if find := target.Context().Func; find != nil {
		if name, ok := find(n); ok {
			return value.Shown{Summary: name}, nil
		}
	}
	return value.Shown{Summary: hex(n), Note: "a function pointer"}, nil
}

// targetName returns the name of the class of a target. That of a lambda has none in the debug information, but one in the name of the
// table of virtual functions of what it is wrapped in: "vtable for std::__1::__function::__func<main::$_0, …>".
func targetName(object value.Value, class *symbols.Type) string {
	if t := class.Strip(); t != nil && t.Name != "" {
		return symbols.ShortenType(class.String())
	}
	at, ok := object.Address()
	find := object.Context().Symbol
	if table, err := object.Context().ReadPointer(at); ok && err == nil && find != nil {
		if s, ok := find(table); ok {
			if name := firstArgument(s.Name, "__func<"); name != "" {
				return symbols.ShortenType(name)
			}
		}
	}
	return symbols.ShortenType(class.String())
}

// firstArgument returns the first template argument after some text in a name.
func firstArgument(name, after string) string {
	_, rest, ok := strings.Cut(name, after)
	if !ok {
		return ""
	}
	depth := 0
	for i := range len(rest) {
		switch rest[i] {
		case '<', '(':
			depth++
		case ')':
			depth--
		case '>', ',':
			if depth == 0 {
				return rest[:i]
			}
			if rest[i] == '>' {
				depth--
			}
		}
	}
	return ""
}

// anyValue shows an any: what it contains is told by the function that handles it.
func anyValue(v value.Value) (value.Shown, error) {
	handler, err := number(v, "__h_", "__h")
	if err != nil {
		return value.Shown{}, err
	}
	if handler == 0 {
		return value.Shown{Summary: "empty"}, nil
	}
	var name string
	if find := v.Context().Func; find != nil {
		name, _ = find(handler)
	}
	typ, small, ok := handled(name)
	if !ok {
		return value.Shown{Summary: "not empty", Note: "the type of what it contains is not known"}, nil
	}
	shown := value.Shown{Summary: "(" + symbols.ShortenType(typ) + ")"}
	storage, err := path(v, "__s_", "__buf")
	if err != nil {
		return shown, nil
	}
	at, ok := storage.Address()
	if !ok {
		return shown, nil
	}
	if !small {
		if at, err = v.Context().ReadPointer(at); err != nil {
			return value.Shown{}, err
		}
	}
	if t := v.Context().Types; t != nil {
		if found := t(typ); len(found) > 0 {
			content := wrap(value.Child{Name: "value", Value: v.At(at, found[0])})
			content.Name = shown.Summary
			return content, nil
		}
	}
	return shown, nil
}

// handled returns the type in the name of a function that handles the content of an any:
// "std::__2::__any_imp::_SmallHandler<int>::__handle(…)".
func handled(name string) (typ string, small, ok bool) {
	for _, handler := range []string{"_SmallHandler<", "_LargeHandler<"} {
		_, after, found := strings.Cut(name, handler)
		end := strings.LastIndex(after, ">::__handle")
		if found && end > 0 {
			return strings.TrimSpace(after[:end]), handler == "_SmallHandler<", true
		}
	}
	return "", false, false
}
