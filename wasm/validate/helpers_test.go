package validate_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
	"github.com/wdbg/wdbg/wasm/validate"
)

// i encodes an instruction.
func i(o op.Op, imm ...any) []byte { return wasmtest.I(o, imm...) }

func types(ts ...wasm.ValType) []wasm.ValType { return ts }

// ref and refNull return the types (ref t) and (ref null t).
func ref[T ~uint32 | ~int32 | ~int](t T) wasm.ValType { return wasm.RefType(false, wasm.HeapType(t)) }
func refNull[T ~uint32 | ~int32 | ~int](t T) wasm.ValType {
	return wasm.RefType(true, wasm.HeapType(t))
}

// mustModule decodes and validates a module but for its function bodies.
func mustModule(t testing.TB, file []byte) *validate.Context {
	t.Helper()
	m, err := wasm.Decode(file)
	if err != nil {
		t.Fatalf("Decode: %v", err)
	}
	c, err := validate.Module(m)
	if err != nil {
		t.Fatalf("Module: %v", err)
	}
	return c
}

// asError returns err as the *wasm.Error it has to be.
func asError(t testing.TB, err error) *wasm.Error {
	t.Helper()
	var e *wasm.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v (%T), want a *wasm.Error", err, err)
	}
	return e
}

// checkMsg checks that an error's message starts with want, or that there is no error if want is empty.
func checkMsg(t *testing.T, err error, want string) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Errorf("got %v, want none", err)
	case want != "" && err == nil:
		t.Errorf("got no error, want %q", want)
	case want != "" && !strings.HasPrefix(asError(t, err).Msg, want):
		t.Errorf("got  %v\nwant %q", err, want)
	}
}
