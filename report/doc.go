// Package report tells a person (or, as JSON, a machine) how a guest ended abnormally: what
// happened, the facts, and the call stack.
package report
