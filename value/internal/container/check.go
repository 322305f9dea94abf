package container

import (
	"fmt"
	"strconv"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// Invalid is what is shown of an object that is not what its type says: its bytes contradict themselves. It may not
// have been constructed yet, be destroyed, or overwritten.
func Invalid(format string, args ...any) value.Shown {
	return value.Shown{Note: "invalid: " + fmt.Sprintf(format, args...)}
}

// Fits reports whether n elements of size bytes each can be at an address of the memory. If not, problem says why.
// Elements without size, and no elements, may be anywhere.
func Fits(ctx *value.Context, addr, n uint64, size int64) (problem string) {
	if n == 0 || size <= 0 || ctx == nil || ctx.Machine == nil {
		return ""
	}
	memory := ctx.Machine.MemorySize()
	switch {
	case n > memory/uint64(size):
		return fmt.Sprintf("size %d does not fit memory", n)
	case addr == 0:
		return fmt.Sprintf("size %d, but no elements: null pointer", n)
	case addr > memory-n*uint64(size):
		return fmt.Sprintf("size %d at 0x%x reaches outside memory 0", n, addr)
	}
	return ""
}

// Size is the summary of a container.
func Size[N int64 | uint64](n N) string { return fmt.Sprintf("size=%d", n) }

// Name is the name of the element of an index.
func Name(i int64) string { return fmt.Sprintf("[%d]", i) }

// Template returns the argument of a template or of generics that has a name, else the one at an index; nil if there is none.
// A negative index does without.
func Template(t *symbols.Type, name string, index int) *symbols.TemplateArg {
	if t == nil {
		return nil
	}
	args := t.Details().TemplateArgs
	for i := range args {
		if args[i].Name == name {
			return &args[i]
		}
	}
	if index >= 0 && index < len(args) {
		return &args[index]
	}
	return nil
}

// TemplateType returns a type argument; nil if there is none.
func TemplateType(t *symbols.Type, name string, index int) *symbols.Type {
	if a := Template(t, name, index); a != nil && a.Value == nil {
		return a.Type
	}
	return nil
}

// AlignOf returns the alignment of a type in bytes: that of its largest member. Debug information does not tell it
// where the source asks for another one.
func AlignOf(ctx *value.Context, t *symbols.Type) uint64 { return alignOf(ctx, t, maxNesting) }

// maxNesting bounds how deep types are looked into.
const maxNesting = 16

func alignOf(ctx *value.Context, t *symbols.Type, depth int) uint64 {
	t = ctx.Complete(t.Strip())
	if t == nil || depth == 0 {
		return 1
	}
	switch t.Kind {
	case symbols.KindStruct, symbols.KindClass, symbols.KindUnion:
		return alignOfMembers(ctx, t, depth)
	case symbols.KindArray:
		return alignOf(ctx, t.Elem(), depth-1)
	}
	size, err := ctx.SizeOf(t)
	if err != nil || size <= 0 {
		return 1
	}
	align := uint64(1)
	for align < uint64(size) && align < 16 {
		align *= 2
	}
	return align
}

func alignOfMembers(ctx *value.Context, t *symbols.Type, depth int) uint64 {
	align := uint64(1)
	d := t.Details()
	for i := range d.Members {
		align = max(align, alignOf(ctx, d.Members[i].Type, depth-1))
	}
	if d.Variants == nil {
		return align
	}
	if d.Variants.Discr != nil {
		align = max(align, alignOf(ctx, d.Variants.Discr.Type, depth-1))
	}
	for i := range d.Variants.Variants {
		for j := range d.Variants.Variants[i].Members {
			align = max(align, alignOf(ctx, d.Variants.Variants[i].Members[j].Type, depth-1))
		}
	}
	return align
}

// AlignUp rounds an offset up to an alignment, which is a power of two.
func AlignUp(offset, align uint64) uint64 {
	if align == 0 {
		return offset
	}
	return (offset + align - 1) &^ (align - 1)
}

// Decimal is a number in base 10.
func Decimal(n uint64) string { return strconv.FormatUint(n, 10) }
