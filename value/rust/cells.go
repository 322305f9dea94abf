package rust

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// refCell shows a RefCell: its value, and whether it is borrowed.
func refCell(v value.Value) (value.Shown, error) {
	content, ok := v.Member("value")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	borrow, ok := v.Member("borrow")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	count, err := scalar(borrow)
	if err != nil {
		return value.Shown{}, err
	}
	n, err := count.Int()
	if err != nil {
		return value.Shown{}, err
	}
	shown := wrap("value", unsafeCell(content))
	switch {
	case n == 1:
		shown.Note = "borrowed once"
	case n > 1:
		shown.Note = fmt.Sprintf("borrowed %d times", n)
	case n == -1:
		shown.Note = "mutably borrowed"
	case n < -1:
		shown.Note = fmt.Sprintf("mutably borrowed %d times", -n)
	}
	return shown, nil
}

// unsafeCell returns the value in an UnsafeCell; another value as it is.
func unsafeCell(v value.Value) value.Value {
	if t := v.Strip().Type(); t != nil && strings.HasPrefix(t.Name, "UnsafeCell<") {
		if inner, ok := v.Member("value"); ok {
			return inner
		}
	}
	return v
}

// mutex shows a Mutex: its value, and whether it is locked.
func mutex(v value.Value) (value.Shown, error) {
	data, ok := v.Member("data")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	shown := wrap("data", unsafeCell(data))
	if inner, ok := v.Member("inner"); ok {
		// A flag without threads, a futex with them: 0 is unlocked.
		if n, err := number(inner, "locked", "futex"); err == nil && n != 0 {
			shown.Note = "locked"
		}
	}
	return poisoned(v, shown), nil
}

// poisoned adds that a thread panicked while it held the lock.
func poisoned(v value.Value, shown value.Shown) value.Shown {
	poison, ok := v.Member("poison")
	if !ok {
		return shown
	}
	if n, err := number(poison, "failed"); err == nil && n != 0 {
		if shown.Note != "" {
			shown.Note += ", "
		}
		shown.Note += "poisoned"
	}
	return shown
}

// rwLock shows a RwLock: its value, and how it is locked.
func rwLock(v value.Value) (value.Shown, error) {
	data, ok := v.Member("data")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	shown := wrap("data", unsafeCell(data))
	if mode, err := deep(v, "mode"); err == nil {
		if mode, err = scalar(mode); err == nil {
			if n, err := mode.Int(); err == nil && n > 0 {
				shown.Note = fmt.Sprintf("read by %d", n)
			} else if err == nil && n < 0 {
				shown.Note = "locked for writing"
			}
		}
	}
	return poisoned(v, shown), nil
}

// guard shows what the guard of a lock gives access to.
func guard(v value.Value) (value.Shown, error) {
	if data, ok := v.Member("data"); ok { // the guards of a RwLock, since Rust 1.66
		p, err := pointerIn(data)
		if err != nil || p.isFat {
			return value.Shown{}, container.ErrLayout
		}
		return wrap("*", p.thin.Deref()), nil
	}
	lock, ok := v.Member("lock")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	p, err := pointerIn(lock)
	if err != nil || p.isFat {
		return value.Shown{}, container.ErrLayout
	}
	data, ok := p.thin.Deref().Member("data")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	return wrap("*", unsafeCell(data)), nil
}

// atomic shows AtomicU32 and its like; a bool is in a byte.
func atomic(v value.Value) (value.Shown, error) {
	inner, ok := v.Member("v")
	if !ok {
		inner, ok = v.Member("p")
	}
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	inner = unsafeCell(inner)
	if v.Type().Name == "AtomicBool" {
		inner = inner.Cast(symbols.NewType(symbols.TypeInfo{Kind: symbols.KindBase, Name: "bool", Size: 1,
			Encoding: symbols.EncodingBool, Language: symbols.Rust}, nil, 0))
	}
	return wrap("v", inner), nil
}

// maybeUninit shows what is in memory that may be without a value.
func maybeUninit(v value.Value) (value.Shown, error) {
	content, ok := v.Member("value")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	shown := wrap("value", content)
	shown.Note = "may not be initialized"
	return shown, nil
}

// nonZero shows a number that is never zero.
func nonZero(v value.Value) (value.Shown, error) {
	n, err := scalar(v)
	if err != nil {
		return value.Shown{}, err
	}
	return wrap("__0", n), nil
}

// duration shows a Duration as Rust prints it for debugging.
func duration(v value.Value) (value.Shown, error) {
	secs, err := number(v, "secs")
	if err != nil {
		return value.Shown{}, err
	}
	nanos, err := number(v, "nanos")
	if err != nil {
		return value.Shown{}, err
	}
	if nanos >= 1e9 {
		return value.Shown{Note: fmt.Sprintf("invalid: %d nanoseconds", nanos)}, nil
	}
	switch {
	case secs > 0:
		return value.Shown{Summary: fraction(secs, nanos, 1e9) + "s"}, nil
	case nanos >= 1e6:
		return value.Shown{Summary: fraction(nanos/1e6, nanos%1e6, 1e6) + "ms"}, nil
	case nanos >= 1e3:
		return value.Shown{Summary: fraction(nanos/1e3, nanos%1e3, 1e3) + "µs"}, nil
	}
	return value.Shown{Summary: strconv.FormatUint(nanos, 10) + "ns"}, nil
}

// fraction returns whole + part/of in base 10.
func fraction(whole, part, of uint64) string {
	s := strconv.FormatUint(whole, 10)
	if part == 0 {
		return s
	}
	digits := strconv.FormatUint(of+part, 10)[1:]
	return s + "." + strings.TrimRight(digits, "0")
}

// ranges shows the types of ranges as they are written.
func ranges(v value.Value) (value.Shown, error) {
	text := ""
	if start, ok := v.Member("start"); ok {
		s, ok := numberText(start)
		if !ok {
			return value.Shown{}, container.ErrLayout
		}
		text = s
	}
	text += ".."
	if strings.Contains(v.Type().Name, "Inclusive") {
		text += "="
	}
	if end, ok := v.Member("end"); ok {
		s, ok := numberText(end)
		if !ok {
			return value.Shown{}, container.ErrLayout
		}
		text += s
	}
	shown := value.Shown{Summary: text}
	if exhausted, ok := v.Member("exhausted"); ok {
		if n, err := exhausted.Uint(); err == nil && n != 0 {
			shown.Note = "exhausted"
		}
	}
	return shown, nil
}

// numberText returns an integer in base 10; false: it is something else, or cannot be read.
func numberText(v value.Value) (string, bool) {
	t := v.Strip().Type()
	if t == nil || t.Kind != symbols.KindBase || t.Size > 8 {
		return "", false
	}
	switch t.Encoding {
	case symbols.EncodingSigned:
		n, err := v.Int()
		return strconv.FormatInt(n, 10), err == nil
	case symbols.EncodingUnsigned:
		n, err := v.Uint()
		return strconv.FormatUint(n, 10), err == nil
	}
	return "", false
}
