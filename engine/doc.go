// Package engine is a WebAssembly runtime built for being looked at. A store
// holds instances; a thread's state is plain data (slots and frames) that can be read,
// copied and changed between any two instructions. How code is executed is a Tier's
// business; package interp is the first.
package engine
