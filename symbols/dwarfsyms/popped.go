package dwarfsyms

import (
	"fmt"
	"sync"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/validate"
)

// A variable that debug information places on the operand stack is there from the instruction that pushed it to the one that takes
// it. LLVM's ranges may begin too early, with the function even, and end too late, with the block. So a variable is believed to
// be there only where the stack was high enough all the while.

// popped returns an *symbols.Unavailable where an operand that the expression reads was not on the stack all the time since the
// variable's location holds.
func (p *place) popped(slots []uint32, f wasm.FuncIndex, held symbols.Range) error {
	if len(slots) == 0 {
		return nil
	}
	least, err := p.s.leastHeight(f, held.Start, p.in.at)
	if err != nil {
		return &symbols.Unavailable{Reason: symbols.Malformed, Detail: err.Error()}
	}
	for _, slot := range slots {
		if int64(slot) >= int64(least) {
			return &symbols.Unavailable{Reason: symbols.OptimizedOut,
				Detail: fmt.Sprintf("it is not on the operand stack here, as operand %d", slot)}
		}
	}
	return nil
}

// maxHeights bounds at how many instructions the operand stack is looked at. Operands do not wait that long.
const maxHeights = 200

// leastHeight returns the least number of operands on the stack before the instructions of a function from one up to and including
// another. Where there are too many of them it is 0.
func (s *Source) leastHeight(f wasm.FuncIndex, from, to wasm.CodeOffset) (int, error) {
	valid, err := s.validated()
	if err != nil {
		return 0, err
	}
	body, ok := s.m.Body(f)
	if !ok {
		return 0, nil
	}
	var r wasm.InstrReader
	r.Reset(s.m.Bytes, body.Start, body.End)
	if err := r.Locals(func(uint32, wasm.ValType) error { return nil }); err != nil {
		return 0, err
	}
	if from < s.m.CodeOffsetOf(r.Pos()) {
		return 0, nil // nothing is on the stack when the function begins
	}
	least, looked := -1, 0
	for r.More() {
		pos := r.Pos()
		if at := s.m.CodeOffsetOf(pos); at > to {
			break
		} else if at >= from {
			if looked++; looked > maxHeights {
				return 0, nil
			}
			state, err := valid.StackAt(f, pos)
			if err != nil {
				return 0, err
			}
			if n := len(state.Operands); least < 0 || n < least {
				least = n
			}
		}
		if !r.Next() {
			break
		}
	}
	return max(least, 0), r.Err()
}

// validation is a module's context of validation, made when it is first asked for.
type validation struct {
	once sync.Once
	ctx  *validate.Context
	err  error
}

func (s *Source) validated() (*validate.Context, error) {
	v := &s.validation
	v.once.Do(func() { v.ctx, v.err = validate.Module(s.m) })
	return v.ctx, v.err
}
