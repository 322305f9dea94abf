package engine

import (
	"fmt"

	"github.com/wdbg/wdbg/wasm"
)

// TrapKind is the kind of a trap.
type TrapKind uint8

// Kinds of traps. Their strings are the texts of the official test suite.
const (
	TrapUnreachable TrapKind = iota + 1
	TrapMemoryBounds
	TrapTableBounds
	TrapArrayBounds
	TrapUninitializedElement
	TrapUndefinedElement
	TrapIndirectCallType
	TrapIntegerOverflow
	TrapDivideByZero
	TrapInvalidConversion
	TrapNullReference
	TrapNullFunction
	TrapNullArray
	TrapNullStruct
	TrapNullI31
	TrapNullException
	TrapCast
	TrapUnalignedAtomic
	TrapExpectedShared
	TrapStackExhausted
	TrapUncaughtException
	TrapOutOfMemory
	TrapOutOfFuel
	TrapTimeout
	TrapInterrupted
	TrapHost
	TrapDeadlock
	TrapInvalidCode
	TrapStub
)

// String returns the trap's text.
func (k TrapKind) String() string {
	switch k {
	case TrapUnreachable:
		return "unreachable"
	case TrapMemoryBounds:
		return "out of bounds memory access"
	case TrapTableBounds:
		return "out of bounds table access"
	case TrapArrayBounds:
		return "out of bounds array access"
	case TrapUninitializedElement:
		return "uninitialized element"
	case TrapUndefinedElement:
		return "undefined element"
	case TrapIndirectCallType:
		return "indirect call type mismatch"
	case TrapIntegerOverflow:
		return "integer overflow"
	case TrapDivideByZero:
		return "integer divide by zero"
	case TrapInvalidConversion:
		return "invalid conversion to integer"
	case TrapNullReference:
		return "null reference"
	case TrapNullFunction:
		return "null function reference"
	case TrapNullArray:
		return "null array reference"
	case TrapNullStruct:
		return "null structure reference"
	case TrapNullI31:
		return "null i31 reference"
	case TrapNullException:
		return "null exception reference"
	case TrapCast:
		return "cast failure"
	}
	return k.engineText()
}

func (k TrapKind) engineText() string {
	switch k {
	case TrapUnalignedAtomic:
		return "unaligned atomic"
	case TrapExpectedShared:
		return "expected shared memory"
	case TrapStackExhausted:
		return "call stack exhausted"
	case TrapUncaughtException:
		return "uncaught exception"
	case TrapOutOfMemory:
		return "out of memory"
	case TrapOutOfFuel:
		return "out of fuel"
	case TrapTimeout:
		return "timeout"
	case TrapInterrupted:
		return "interrupted"
	case TrapHost:
		return "host function failed"
	case TrapDeadlock:
		return "deadlock"
	case TrapInvalidCode:
		return "invalid function body"
	case TrapStub:
		return "call of a missing import"
	}
	return "unknown trap"
}

// Trap is how a guest's execution ends abnormally. The thread's frames stay as
// they were, so that they can be read after it.
type Trap struct {
	Kind TrapKind
	// Detail states the facts, such as "load of 4 bytes at 0x1fffe, memory 0 has 131072 bytes"; it may be empty.
	Detail string
	// Thread is the thread that trapped.
	Thread *Thread
	// Exception is the exception object of TrapUncaughtException.
	Exception Ref
	// Err is the cause where a host function failed or a function body is invalid.
	Err error
}

// Error returns kind and facts.
func (t *Trap) Error() string {
	if t.Detail == "" {
		return t.Kind.String()
	}
	return t.Kind.String() + ": " + t.Detail
}

// Unwrap returns the cause, if any.
func (t *Trap) Unwrap() error { return t.Err }

// ExitError is returned by a host function to end the guest with a status; it is not a trap.
type ExitError struct{ Code uint32 }

// Error returns "exit status N".
func (e *ExitError) Error() string { return fmt.Sprintf("exit status %d", e.Code) }

// LinkError says why a module cannot be instantiated with the imports at hand.
type LinkError struct {
	// Missing lists the imports that nothing provides.
	Missing []wasm.Import
	// Msg describes an import of the wrong type; empty where imports are missing.
	Msg string
}

// Error lists what is missing or says what does not fit.
func (e *LinkError) Error() string {
	if len(e.Missing) == 0 {
		return "incompatible import type: " + e.Msg
	}
	msg := "unknown import:"
	for i, imp := range e.Missing {
		if i > 0 {
			msg += ","
		}
		msg += fmt.Sprintf(" %s %q %q", imp.Kind, imp.Module, imp.Name)
	}
	return msg
}
