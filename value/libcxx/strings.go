package libcxx

import (
	"fmt"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// stringOf shows basic_string: a short one is within the object, a long one elsewhere.
func stringOf(v value.Value) (value.Shown, error) {
	rep, err := member(v, "__rep_", "__r_")
	if err != nil {
		return value.Shown{}, err
	}
	long, err := isLong(rep)
	if err != nil {
		return value.Shown{}, err
	}
	if long {
		return longString(rep)
	}
	return shortString(rep)
}

// isLong reads the bit that tells the two kinds of strings apart. Up to LLVM 13 it is part of the size of a short
// string: the highest bit if the size is the last byte, else the lowest.
func isLong(rep value.Value) (bool, error) {
	if flag, err := shortMember(rep, "__is_long_"); err == nil {
		n, err := flag.Uint()
		return n != 0, err
	}
	size, err := shortMember(rep, "__size_")
	if err != nil {
		return false, err
	}
	n, err := size.Uint()
	if sizeIsLast(rep) {
		return n&0x80 != 0, err
	}
	return n&1 != 0, err
}

// shortMember returns a member of the representation of short strings, one that may be in a structure or union without
// a name.
func shortMember(rep value.Value, name string) (value.Value, error) { return path(rep, "__s", name) }

// sizeIsLast reports whether the size of a short string comes after its characters (the alternate string layout).
func sizeIsLast(rep value.Value) bool {
	short, err := member(rep, "__s")
	if err != nil {
		return false
	}
	for _, c := range short.Members() {
		if c.Base {
			continue
		}
		return c.Name == "__data_"
	}
	return false
}

func shortString(rep value.Value) (value.Shown, error) {
	data, err := shortMember(rep, "__data_")
	if err != nil {
		return value.Shown{}, err
	}
	sizeMember, err := shortMember(rep, "__size_")
	if err != nil {
		return value.Shown{}, err
	}
	size, err := sizeMember.Uint()
	if err != nil {
		return value.Shown{}, err
	}
	if _, err := shortMember(rep, "__is_long_"); err != nil && !sizeIsLast(rep) {
		size >>= 1 // beside the bit
	}
	unit, prefix := characters(data.Strip().Type().Elem())
	room, known := data.Len()
	if unit == 0 || !known {
		return value.Shown{}, container.ErrLayout
	}
	if size >= uint64(room) {
		return container.Invalid("size %d of a short string, which has room for %d", size, room-1), nil
	}
	shown := value.Shown{Text: withPrefix(value.TextOf(data, int64(size), unit), prefix)}
	if !isZero(data.Index(int64(size))) {
		shown.Note = unterminated
	}
	return shown, nil
}

// unterminated is noted at a string without the zero that is behind its characters.
const unterminated = "without the zero at its end"

// isZero reports whether a character is zero, as far as it can be read.
func isZero(character value.Value) bool {
	n, err := character.Uint()
	return err != nil || n == 0
}

// withPrefix returns a text with the prefix of its literals.
func withPrefix(text *value.Text, prefix string) *value.Text {
	text.Prefix = prefix
	return text
}

func longString(rep value.Value) (value.Shown, error) {
	long, err := member(rep, "__l")
	if err != nil {
		return value.Shown{}, err
	}
	data, err := member(long, "__data_")
	if err != nil {
		return value.Shown{}, err
	}
	size, err := number(long, "__size_")
	if err != nil {
		return value.Shown{}, err
	}
	capacity, err := number(long, "__cap_")
	if err != nil {
		return value.Shown{}, err
	}
	// The bit that tells long strings is the lowest or the highest one of the capacity where it has no member of its own.
	// With the lowest one LLVM 15 and later count in halves; then the capacity is not less than half of the size.
	if capacity < size/2 {
		return container.Invalid("size %d, but room for %d", size, capacity), nil
	}
	shown, err := text(data, size)
	if shown.Text != nil && !isZero(data.Index(int64(size))) {
		shown.Note = unterminated
	}
	return shown, err
}

// stringView shows basic_string_view.
func stringView(v value.Value) (value.Shown, error) {
	data, err := member(v, "__data_", "__data")
	if err != nil {
		return value.Shown{}, err
	}
	size, err := number(v, "__size_", "__size")
	if err != nil {
		return value.Shown{}, err
	}
	return text(data, size)
}

// text shows size characters that a pointer points to.
func text(data value.Value, size uint64) (value.Shown, error) {
	elem, err := pointee(data)
	if err != nil {
		return value.Shown{}, err
	}
	unit, prefix := characters(elem)
	if unit == 0 {
		return value.Shown{}, container.ErrLayout
	}
	addr, err := data.Uint()
	if err != nil {
		// A copy in pieces, of which the pointer is lost.
		return value.Shown{Summary: container.Size(size), Note: value.Reason(err)}, nil
	}
	if problem := container.Fits(data.Context(), addr, size, int64(unit)); problem != "" {
		return container.Invalid("%s", problem), nil
	}
	return value.Shown{Text: withPrefix(value.TextAt(data.Context(), addr, int64(size), unit), prefix)}, nil
}

// characters returns the size of a character type and the prefix of its literals; 0 for other types.
func characters(t *symbols.Type) (unit int, prefix string) {
	if t = t.Strip(); t == nil || t.Kind != symbols.KindBase {
		return 0, ""
	}
	switch {
	case t.Size != 1 && t.Size != 2 && t.Size != 4:
		return 0, ""
	case t.Name == "wchar_t":
		prefix = "L"
	case t.Name == "char8_t":
		prefix = "u8"
	case t.Name == "char16_t":
		prefix = "u"
	case t.Name == "char32_t":
		prefix = "U"
	}
	return int(t.Size), prefix
}

// hex is an address as it is shown.
func hex(addr uint64) string { return fmt.Sprintf("0x%x", addr) }
