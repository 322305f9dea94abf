package libcxx

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// truth reads a flag, which is invalid if it is neither 0 nor 1.
func truth(v value.Value) (set bool, problem value.Shown, invalid bool, err error) {
	n, err := v.Uint()
	if err != nil {
		return false, value.Shown{}, false, err
	}
	if n > 1 {
		return false, container.Invalid("the flag that says whether there is a value is %d", n), true, nil
	}
	return n == 1, value.Shown{}, false, nil
}

// optional shows an optional: its value, or nullopt.
func optional(v value.Value) (value.Shown, error) {
	engaged, err := member(v, "__engaged_")
	if err != nil {
		return optionalReference(v)
	}
	has, problem, invalid, err := truth(engaged)
	if err != nil || invalid {
		return problem, err
	}
	if !has {
		return value.Shown{Summary: "nullopt"}, nil
	}
	val, err := member(v, "__val_")
	if err != nil {
		return value.Shown{}, err
	}
	return wrap(value.Child{Name: "value", Value: val}), nil
}

// optionalReference shows an optional of a reference, which is a pointer.
func optionalReference(v value.Value) (value.Shown, error) {
	pointer, addr, err := pointerMember(v, "__value_")
	if err != nil {
		return value.Shown{}, err
	}
	if addr == 0 {
		return value.Shown{Summary: "nullopt"}, nil
	}
	return wrap(value.Child{Name: "value", Value: pointer.Deref()}), nil
}

// expected shows an expected: its value, or its error.
func expected(v value.Value) (value.Shown, error) {
	if repr, err := path(v, "__repr_", "__v"); err == nil {
		v = repr
	}
	flag, err := member(v, "__has_val_")
	if err != nil {
		return value.Shown{}, err
	}
	has, problem, invalid, err := truth(flag)
	if err != nil || invalid {
		return problem, err
	}
	if u, err := member(v, "__union_"); err == nil {
		if u, err = member(u, "__v"); err == nil {
			v = u
		}
	}
	if !has {
		unexpected, err := member(v, "__unex_")
		if err != nil {
			return value.Shown{}, err
		}
		return value.Shown{Name: "unexpected", Style: value.StyleTuple, Children: value.List{{Name: "error", Value: unexpected}}}, nil
	}
	if val, err := member(v, "__val_"); err == nil {
		return wrap(value.Child{Name: "value", Value: val}), nil
	}
	return value.Shown{Summary: "void"}, nil
}

// variant shows the alternative that a variant holds.
func variant(v value.Value) (value.Shown, error) {
	impl, err := member(v, "__impl_", "__impl")
	if err != nil {
		return value.Shown{}, err
	}
	index, err := member(impl, "__index")
	if err != nil {
		return value.Shown{}, err
	}
	n, err := index.Uint()
	if err != nil {
		return value.Shown{}, err
	}
	if size, err := index.Size(); err == nil && size > 0 && size <= 8 && n == 1<<(8*size-1)<<1-1 {
		return value.Shown{Summary: "valueless_by_exception"}, nil
	}
	data, err := member(impl, "__data")
	if err != nil {
		return value.Shown{}, err
	}
	for i := uint64(0); i < n; i++ {
		tail, err := member(data, "__tail")
		if err != nil || i >= maxPage {
			return container.Invalid("alternative %d of %d", n, i), nil
		}
		data = tail
	}
	head, err := path(data, "__head", "__value")
	if err != nil {
		return container.Invalid("alternative %d of %d", n, n), nil
	}
	shown := wrap(value.Child{Name: "value", Value: head})
	shown.Name = "(" + symbols.ShortenType(head.Type().String()) + ")"
	return shown, nil
}
