// Package spectest runs the official WebAssembly test scripts on the engine.
//
// The scripts come from a folder outside of the repository, one gzip'd JSON file
// each, in the vocabulary of wast2json and wasm-tools json-from-wast with modules
// inlined as base64 (its README has the format). Dir finds the folder, Load reads a script and Run
// runs it in a Mode: a store with a tier, and what to do to each instance before
// anything is called.
//
// Threads of a script are run by the store's deterministic scheduler: each is a
// sequence of commands of its own whose calls become guest threads of the one store, so a call
// that waits for a notification lets the others go on.
package spectest
