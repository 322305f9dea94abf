// Package wasi gives guests WASI preview 1 (wasi_snapshot_preview1) and
// wasi-threads. The calls themselves are wazero's: a small proxy module in a wazero
// runtime re-exports them, and its memory is a window on the memory of the guest
// that calls. What concerns the engine (the end of the program, turns of
// threads) and whatever may block (sleeping, waiting for standard input) is done here, so
// that an interrupt always gets through.
package wasi
