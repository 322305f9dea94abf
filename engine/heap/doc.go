// Package heap is the arena of garbage-collected objects: structures, arrays
// and exceptions (Wasm 3.0 §4.2.13 "Structure Instances" and its neighbours),
// with the representation of references.
//
// # Layout of the arena
//
// The arena is a space of byte addresses, cut into pages of 64 KiB. An object is
// a header of 8 bytes and its payload, in a cell; a page holds cells of
// one size class, or one object that is too large for any class. Objects never
// move, so a handle is where the object is: address = page number << 16 | offset in
// the page = handle << 3. Page 0 is never used, which leaves 0 to null.
//
// All storage is byte slices without Go pointers: Go's collector does not look into
// it, and the state can be counted, walked and copied (Clone). Multi-byte values
// are little-endian on every host.
//
//	header   bits 0-29 type, 30-31 kind, 32-63 count
//	struct   fields in order, each aligned to its size (16-byte values to 8); count is 0
//	array    elements without gaps; count is their number
//	exception  tag, then the payload's 64-bit slots; count is the number of slots
//
// Fields lie at the same offsets in every subtype, as a subtype's fields begin
// with its supertype's.
//
// # Allocation and collection
//
// Each page has two bitmaps with a bit per 8 bytes: cells in use, and cells reached by
// the collection that is under way. Allocation takes the next cell of a run
// of free ones; it never collects. The owner asks ShouldCollect where it can name all its
// references and calls Collect there: mark from the roots, then let the second bitmap
// take the first's place. Pages left empty serve any class again or go back
// to Go's runtime, as large objects do.
//
// Everything is deterministic: the same calls in the same order give the same handles.
//
// # Misuse
//
// Accessors take validated code's word for the kind and type of an object; they do
// check that the bytes lie in the object's page. A null, a reference of another sort, or an
// offset out of the page panics with a Go index error and an offset beyond the object hits a
// neighbour, but nothing outside the arena. Contains tells whether bits of doubtful origin
// are a reference to an object. With the build tag wdbgdebug every access and,
// after each collection, the whole arena is checked, and free cells are
// filled with a pattern.
package heap
