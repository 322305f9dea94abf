package libcxx

import (
	"fmt"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// uniquePtr shows what a unique_ptr points to, and its deleter if that has members.
func uniquePtr(v value.Value) (value.Shown, error) {
	pointer, addr, err := pointerMember(v, "__ptr_")
	if err != nil {
		return value.Shown{}, err
	}
	if addr == 0 {
		return value.Shown{Summary: "nullptr"}, nil
	}
	children := []value.Child{{Name: "pointee", Value: pointer.Deref()}}
	if t := pointedArgument(v); t != nil && t.Kind == symbols.KindArray {
		// How many elements there are is known to the program only.
		children[0] = value.Child{Name: "pointer", Value: pointer}
	}
	if deleter, err := member(v, "__deleter_"); err == nil && len(deleter.Members()) > 0 {
		children = append(children, value.Child{Name: "deleter", Value: deleter})
	}
	return wrap(children...), nil
}

// pointedArgument returns the first template argument of a pointer: the type that it points to, stripped; an array may
// be one.
func pointedArgument(v value.Value) *symbols.Type {
	args := v.Type().Details().TemplateArgs
	if len(args) == 0 || args[0].Value != nil {
		return nil
	}
	return args[0].Type.Strip()
}

// counts reads the control block of a shared_ptr: shared ownership, and how many weak_ptr there are beside.
func counts(v value.Value) (use, weak int64, err error) {
	block, err := member(v, "__cntrl_")
	if err != nil {
		return 0, 0, err
	}
	at, err := block.Uint()
	if err != nil || at == 0 {
		return 0, 0, err
	}
	to := block.Deref()
	if err := to.Err(); err != nil {
		return 0, 0, err
	}
	owners, err := ownersOf(to, "__shared_owners_", 1)
	if err != nil {
		return 0, 0, err
	}
	weakOwners, err := ownersOf(to, "__shared_weak_owners_", 2)
	if err != nil {
		return 0, 0, err
	}
	// Both count from -1. All the shared owners together are one of the weak ones.
	use, weak = owners+1, weakOwners+1
	if use > 0 {
		weak--
	}
	return use, weak, nil
}

// ownersOf reads a count in a control block. The class is defined in the library, whose debug information may not be
// there. It has always been a pointer to a table of virtual functions and two numbers of the size of an address.
func ownersOf(block value.Value, name string, word uint64) (int64, error) {
	m, err := member(block, name)
	if err == nil {
		return m.Int()
	}
	at, ok := block.Address()
	if !ok {
		return 0, err
	}
	size := uint64(pointerSize(block))
	n, err := block.Context().ReadUint(at+word*size, int(size))
	if size == 4 {
		return int64(int32(n)), err
	}
	return int64(n), err
}

// maxOwners is more pointers than there are in any memory of 32 bits.
const maxOwners = 1 << 30

// sharedPtr shows what a shared_ptr points to and how many owners that has.
func sharedPtr(v value.Value) (value.Shown, error) { return counted(v, "nullptr") }

// weakPtr shows what a weak_ptr points to, if that is still there.
func weakPtr(v value.Value) (value.Shown, error) { return counted(v, "empty") }

func counted(v value.Value, null string) (value.Shown, error) {
	pointer, addr, err := pointerMember(v, "__ptr_")
	if err != nil {
		return value.Shown{}, err
	}
	use, weak, err := counts(v)
	switch {
	case err != nil:
		return value.Shown{Summary: hex(addr), Note: "its control block: " + value.Reason(err)}, nil
	case use < 0 || weak < 0 || use > maxOwners || weak > maxOwners:
		return value.Shown{Summary: hex(addr), Note: fmt.Sprintf("invalid: use_count %d, weak_count %d", use, weak)}, nil
	}
	note := fmt.Sprintf("use_count=%d, weak_count=%d", use, weak)
	block, err := number(v, "__cntrl_")
	switch {
	case err != nil:
		return value.Shown{}, err
	case block == 0 && addr == 0:
		return value.Shown{Summary: null}, nil
	case block == 0:
		note = "without an owner"
	case use == 0:
		return value.Shown{Summary: "expired", Note: note}, nil
	case addr == 0:
		return value.Shown{Summary: "nullptr", Note: note}, nil
	}
	shown := wrap(value.Child{Name: "pointee", Value: pointer.Deref()})
	if t := pointedArgument(v); t != nil && t.Kind == symbols.KindArray {
		shown = wrap(value.Child{Name: "pointer", Value: pointer})
	}
	shown.Note = note
	return shown, nil
}

// referenceWrapper shows what a reference_wrapper refers to.
func referenceWrapper(v value.Value) (value.Shown, error) {
	pointer, err := member(v, "__f_")
	if err != nil {
		return value.Shown{}, err
	}
	return wrap(value.Child{Name: "get()", Value: pointer.Deref()}), nil
}
