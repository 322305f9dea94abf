package validate

import (
	"fmt"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// validator checks one instruction sequence at a time, with the validation
// algorithm of the specification's appendix. Its memory is reused by the next.
type validator struct {
	c *Context
	r wasm.InstrReader
	// sig is the signature of the current instruction.
	sig *signature
	// stack holds the operand types of all open blocks; base is where those of the innermost begin.
	stack []wasm.ValType
	base  int
	// maxStack bounds the stack, which instructions with many results grow faster than the body's size.
	maxStack int
	// depth is the stack's height before the current instruction, for messages.
	depth  int
	frames []frame
	locals localTypes
	// valueTypes are the types of blocks with one result.
	valueTypes map[wasm.ValType]*wasm.FuncType
	// branchTables counts br_table instructions, to tell which labels the current one has seen.
	branchTables uint32
	// work counts the types that were compared or copied one by one.
	work int
	err  *wasm.Error

	// Where the sequence is, for messages.
	section string
	start   wasm.FileOffset
	fn      wasm.FuncIndex
	isConst bool
}

// frame is a block that is not closed yet, or the function itself.
type frame struct {
	sig *wasm.FuncType
	// base is the height of the operand stack below the block's operands.
	base uint32
	// inits is how many locals were initialised before the block.
	inits uint32
	// at is where the instruction is that opened the block or its current part (else, catch), relative to
	// the start of the sequence.
	at uint32
	// seen is the last br_table that named the block's label.
	seen uint32
	// op is the instruction that opened the block or its current part; op.Return for the function.
	op op.Op
	// unreachable means that the rest of the block cannot be reached: the operand stack is polymorphic.
	unreachable bool
}

// slackOperands is how much higher than its size in bytes a body's operand stack may become.
const slackOperands = 1 << 16

func newValidator(c *Context) *validator {
	return &validator{c: c, valueTypes: make(map[wasm.ValType]*wasm.FuncType)}
}

// begin prepares for a sequence at file[start:end] that leaves the results of sig.
func (v *validator) begin(start, end wasm.FileOffset, sig *wasm.FuncType) {
	v.r.Reset(v.c.m.Bytes, start, end)
	v.r.Offset = start
	v.stack = v.stack[:0]
	v.frames = v.frames[:0]
	v.maxStack = int(end-start) + slackOperands
	v.start = start
	v.err = nil
	v.work = 0
	v.locals.reset()
	v.pushFrame(op.Return, sig)
}

// Func checks the body of a defined function. The error is a *wasm.Error. It is
// safe for concurrent use.
func (c *Context) Func(f wasm.FuncIndex) error {
	v := c.validator()
	defer c.release(v)
	return v.function(f)
}

func (v *validator) function(f wasm.FuncIndex) error {
	if err := v.beginFunction(f); err != nil {
		return err
	}
	return v.finish(v.run())
}

// beginFunction reads the local declarations of a function and stands before its first instruction.
func (v *validator) beginFunction(f wasm.FuncIndex) error {
	body, ok := v.c.m.Body(f)
	if !ok {
		return &wasm.Error{Section: "code", Func: f, HasFunc: true, Invalid: true, Msg: "the function has no body"}
	}
	v.section, v.fn, v.isConst = "code", f, false
	sig := v.c.funcType(f)
	v.begin(body.Start, body.End, sig)
	v.locals.begin(sig.Params, int(body.End-body.Start))
	return v.finish(v.r.Locals(v.declareLocals))
}

func (v *validator) declareLocals(n uint32, t wasm.ValType) error {
	if !v.c.knows(t) {
		return wasm.Invalidf(v.r.Pos(), "unknown type %d: the module has %d types", t.Heap(), len(v.c.ids))
	}
	if total := uint64(v.locals.count()) + uint64(n); total > MaxLocals {
		return wasm.Invalidf(v.r.Pos(), "too many locals: %d with the parameters, at most %d", total, MaxLocals)
	}
	v.locals.declare(n, wasm.Canon(t, v.c.ids))
	return nil
}

// run checks the instructions up to the end that closes the sequence.
func (v *validator) run() error {
	for v.step() {
	}
	return v.ended()
}

// ended returns the first error, or that of a sequence that is not closed by its last byte.
func (v *validator) ended() error {
	switch {
	case v.err != nil:
		return v.err
	case v.r.Err() != nil:
		return v.r.Err()
	case len(v.frames) > 0:
		return wasm.Malformedf(v.r.Pos(), "END opcode expected: the code ends with %d blocks open", len(v.frames))
	case v.r.More():
		return wasm.Malformedf(v.r.Pos(), "END opcode expected: bytes follow the last end")
	}
	return nil
}

// step checks one instruction. It returns false after the last one and after an error.
func (v *validator) step() bool {
	if len(v.frames) == 0 || !v.r.Next() {
		return false
	}
	v.check()
	return v.err == nil
}

// check checks the instruction the reader stands at.
func (v *validator) check() {
	if v.isConst && !v.constant() {
		return
	}
	v.depth = len(v.stack)
	sig := &signatures[v.r.Op]
	v.sig = sig
	if sig.check != nil {
		sig.check(v)
		if sig.special || v.err != nil {
			return
		}
	}
	v.popTypes(sig.paramTypes())
	if sig.hasResult {
		v.push(sig.result)
	}
}

// finish adds where the sequence stands to an error.
func (v *validator) finish(err error) error {
	e, ok := err.(*wasm.Error)
	if !ok || e == nil {
		return err
	}
	at := *e
	at.Section = v.section
	if !v.isConst {
		at.Func, at.HasFunc = v.fn, true
	}
	return &at
}

// failf records an error about the current instruction, unless there is one already.
func (v *validator) failf(format string, args ...any) {
	if v.err == nil {
		v.err = &wasm.Error{Offset: v.r.Offset, Invalid: true, Msg: fmt.Sprintf(format, args...)}
	}
}

// malformedf is failf for what the specification counts as malformed.
func (v *validator) malformedf(format string, args ...any) {
	if v.err == nil {
		v.err = wasm.Malformedf(v.r.Offset, format, args...)
	}
}
