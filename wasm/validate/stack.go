package validate

import (
	"strings"

	"github.com/wdbg/wdbg/wasm"
)

// push pushes one type. An instruction with at most one result cannot take the stack beyond the size of its body.
func (v *validator) push(t wasm.ValType) { v.stack = append(v.stack, t) }

// pushTypes pushes types, the last on top.
func (v *validator) pushTypes(ts []wasm.ValType) {
	if len(v.stack)+len(ts) > v.maxStack {
		v.failf("operand stack too high: more than %d operands", v.maxStack)
		return
	}
	v.stack = append(v.stack, ts...)
}

// popTypes pops operands that must match the types, the last on top.
func (v *validator) popTypes(ts []wasm.ValType) {
	if !v.tryPop(ts) {
		v.mismatch(ts)
	}
}

// tryPop pops operands if they match the types, the last on top.
func (v *validator) tryPop(ts []wasm.ValType) bool {
	if h := len(v.stack) - len(ts); h >= v.base && equalTypes(v.stack[h:], ts) {
		v.stack = v.stack[:h]
		return true
	}
	h, ok := v.topMatches(ts)
	if ok {
		v.stack = v.stack[:h]
	}
	return ok
}

// popEach pops operands that must match the types, the last on top.
func (v *validator) popEach(ts ...wasm.ValType) { v.popTypes(ts) }

// retype replaces operands that match the types by these very types.
func (v *validator) retype(ts []wasm.ValType) {
	if h := len(v.stack) - len(ts); h >= v.base && equalTypes(v.stack[h:], ts) {
		return
	}
	v.popTypes(ts)
	v.pushTypes(ts)
}

// topMatches reports whether the topmost operands match the types, and the height of the stack below them.
// A polymorphic stack supplies what is missing.
func (v *validator) topMatches(ts []wasm.ValType) (height int, ok bool) {
	n := min(len(ts), len(v.stack)-v.base)
	if n < len(ts) && !v.unreachable() {
		return 0, false
	}
	height = len(v.stack) - n
	v.work += n
	return height, v.allMatch(v.stack[height:], ts[len(ts)-n:])
}

// allMatch reports whether each of the types a, as many as b, matches its counterpart.
func (v *validator) allMatch(a, b []wasm.ValType) bool {
	var lastA, lastB wasm.ValType
	for i, t := range a {
		u := b[i]
		if t == u || t == lastA && u == lastB {
			continue
		}
		if !v.c.types.Matches(t, u) {
			return false
		}
		lastA, lastB = t, u
	}
	return true
}

// resultsMatch reports whether the types a match b, which may differ in number.
func (v *validator) resultsMatch(a, b []wasm.ValType) bool {
	if len(a) != len(b) {
		return false
	}
	if equalTypes(a, b) {
		return true
	}
	v.work += len(a)
	return v.allMatch(a, b)
}

// equalTypes compares slices of equal length. Long ones are compared in blocks, as memory.
func equalTypes(a, b []wasm.ValType) bool {
	const block = 32
	for len(a) >= block && len(b) >= block {
		if [block]wasm.ValType(a) != [block]wasm.ValType(b) {
			return false
		}
		a, b = a[block:], b[block:]
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// popAny pops an operand of any type; expects says what the instruction wants.
func (v *validator) popAny(expects string) wasm.ValType {
	n := len(v.stack) - 1
	if n >= v.base {
		t := v.stack[n]
		v.stack = v.stack[:n]
		return t
	}
	if !v.unreachable() {
		v.mismatchText(expects)
	}
	return wasm.Bot
}

// popRef pops a reference. Where the stack is polymorphic it is (ref bot).
func (v *validator) popRef() wasm.ValType {
	t := v.popAny("[a reference]")
	if t == wasm.Bot {
		return wasm.RefType(false, wasm.HeapBot)
	}
	if !t.IsRef() {
		v.mismatchText("[a reference]")
	}
	return t
}

// unreachable reports whether the current instruction cannot be reached.
func (v *validator) unreachable() bool { return v.frames[len(v.frames)-1].unreachable }

// setUnreachable makes the rest of the block unreachable.
func (v *validator) setUnreachable() {
	v.stack = v.stack[:v.base]
	v.frames[len(v.frames)-1].unreachable = true
}

// mismatch records that the operands do not match what the instruction expects.
func (v *validator) mismatch(expects []wasm.ValType) { v.mismatchText(v.names(expects)) }

func (v *validator) mismatchText(expects string) {
	v.failf("type mismatch: %s expects %s but the stack has %s", v.r.Op, expects, v.names(v.operands()))
}

// operands returns the block's operands before the current instruction: those it has popped so far still lie above
// the stack's end.
func (v *validator) operands() []wasm.ValType { return v.stack[v.base:max(v.base, v.depth)] }

// mostNames is how many types a message lists.
const mostNames = 10

// names lists types as the module writes them, the topmost ones if there are many.
func (v *validator) names(ts []wasm.ValType) string {
	var b strings.Builder
	b.WriteByte('[')
	if len(ts) > mostNames {
		b.WriteString("... ")
		ts = ts[len(ts)-mostNames:]
	}
	for i, t := range ts {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(v.c.source(t).String())
	}
	b.WriteByte(']')
	return b.String()
}
