package heap

import "fmt"

// Ref is a reference value of any type. 0 is null. Bit 0 is set in an i31, whose
// value is in bits 1 to 31. Otherwise the low three bits say what is referred to, and the
// bits above which one.
//
// References of the any and the extern hierarchy look the same, so
// any.convert_extern and extern.convert_any keep the bits.
type Ref uint64

// Null is the null reference of every type.
const Null Ref = 0

// The low three bits of references that are not i31.
const (
	tagObject = 0
	tagHost   = 2
	tagFunc   = 4
	tagExn    = 6
	tagMask   = 7
	tagBits   = 3
)

// MakeI31 returns the i31 of v's low 31 bits (ref.i31).
func MakeI31(v uint32) Ref { return Ref(v&(1<<31-1))<<1 | 1 }

// MakeHost returns the reference to the host's value number n.
func MakeHost(n uint32) Ref { return Ref(n)<<tagBits | tagHost }

// MakeFunc returns the reference to function n of the store.
func MakeFunc(n uint32) Ref { return Ref(n)<<tagBits | tagFunc }

// IsNull reports whether r is null.
func (r Ref) IsNull() bool { return r == Null }

// IsI31 reports whether r is an unboxed integer.
func (r Ref) IsI31() bool { return r&1 != 0 }

// IsObject reports whether r refers to a structure or an array.
func (r Ref) IsObject() bool { return r&tagMask == tagObject && r != Null }

// IsHost reports whether r refers to a value of the host.
func (r Ref) IsHost() bool { return r&tagMask == tagHost }

// IsFunc reports whether r refers to a function.
func (r Ref) IsFunc() bool { return r&tagMask == tagFunc }

// IsExn reports whether r refers to an exception.
func (r Ref) IsExn() bool { return r&tagMask == tagExn }

// InHeap reports whether r has the form of a reference into the arena: to an object or an exception.
func (r Ref) InHeap() bool { return r.IsObject() || r.IsExn() }

// I31S returns an i31's value, sign-extended (i31.get_s).
func (r Ref) I31S() int32 { return int32(uint32(r)) >> 1 }

// I31U returns an i31's value, zero-extended (i31.get_u).
func (r Ref) I31U() uint32 { return uint32(r) >> 1 }

// Host returns which value of the host r refers to.
func (r Ref) Host() uint32 { return uint32(r >> tagBits) }

// Func returns which function of the store r refers to.
func (r Ref) Func() uint32 { return uint32(r >> tagBits) }

// Handle returns the number by which users know an object or exception.
func (r Ref) Handle() uint64 { return uint64(r >> tagBits) }

// addr returns the arena address of an object or exception.
func (r Ref) addr() uint64 { return uint64(r &^ tagMask) }

// String returns the reference as "null", "i31 -1", "host 3", "func 7", "object 8192" or "exn 8192".
func (r Ref) String() string {
	switch {
	case r.IsNull():
		return "null"
	case r.IsI31():
		return fmt.Sprintf("i31 %d", r.I31S())
	case r.IsHost():
		return fmt.Sprintf("host %d", r.Host())
	case r.IsFunc():
		return fmt.Sprintf("func %d", r.Func())
	case r.IsExn():
		return fmt.Sprintf("exn %d", r.Handle())
	}
	return fmt.Sprintf("object %d", r.Handle())
}
