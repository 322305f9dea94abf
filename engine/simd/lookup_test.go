package simd

import (
	"testing"

	"github.com/wdbg/wdbg/wasm/op"
)

// vectorOps returns all instructions with the prefix 0xFD.
func vectorOps(t testing.TB) []op.Op {
	t.Helper()
	var ops []op.Op
	for sub := range uint32(0x200) {
		if o, ok := op.Lookup(0xfd, sub); ok {
			ops = append(ops, o)
		}
	}
	if len(ops) < 256 {
		t.Fatalf("the instruction table has %d vector instructions, want 256 at least", len(ops))
	}
	return ops
}

// categories returns the names of the lookups that know o.
func categories(o op.Op) []string {
	var found []string
	add := func(ok bool, name string) {
		if ok {
			found = append(found, name)
		}
	}
	add(Unary(o) != nil, "Unary")
	add(Binary(o) != nil, "Binary")
	add(Ternary(o) != nil, "Ternary")
	add(Shift(o) != nil, "Shift")
	add(Test(o) != nil, "Test")
	add(Splat(o) != nil, "Splat")
	add(ExtractLane(o) != nil, "ExtractLane")
	add(ReplaceLane(o) != nil, "ReplaceLane")
	bytes, widen := Load(o)
	add(bytes != 0 && widen != nil, "Load")
	add(LaneWidth(o) != 0, "LaneWidth")
	return found
}

func TestEveryVectorInstructionHasOneHandler(t *testing.T) {
	// What an instruction's operands and immediates say about its category.
	type key struct {
		params, results string
		imm             op.Imm
	}
	want := map[key]string{
		{"v", "v", op.ImmNone}:        "Unary",
		{"vv", "v", op.ImmNone}:       "Binary",
		{"vvv", "v", op.ImmNone}:      "Ternary",
		{"vi", "v", op.ImmNone}:       "Shift",
		{"v", "i", op.ImmNone}:        "Test",
		{"i", "v", op.ImmNone}:        "Splat",
		{"I", "v", op.ImmNone}:        "Splat",
		{"f", "v", op.ImmNone}:        "Splat",
		{"F", "v", op.ImmNone}:        "Splat",
		{"v", "i", op.ImmLane}:        "ExtractLane",
		{"v", "I", op.ImmLane}:        "ExtractLane",
		{"v", "f", op.ImmLane}:        "ExtractLane",
		{"v", "F", op.ImmLane}:        "ExtractLane",
		{"vi", "v", op.ImmLane}:       "ReplaceLane",
		{"vI", "v", op.ImmLane}:       "ReplaceLane",
		{"vf", "v", op.ImmLane}:       "ReplaceLane",
		{"vF", "v", op.ImmLane}:       "ReplaceLane",
		{"a", "v", op.ImmMemArg}:      "Load",
		{"av", "v", op.ImmMemArgLane}: "LaneWidth",
		{"av", "", op.ImmMemArgLane}:  "LaneWidth",
		{"av", "", op.ImmMemArg}:      "", // v128.store
		{"", "v", op.ImmV128}:         "", // v128.const
		{"vv", "v", op.ImmShuffle}:    "", // i8x16.shuffle
	}
	for _, o := range vectorOps(t) {
		info, _ := o.Info()
		category, ok := want[key{info.Params, info.Results, info.Imm}]
		if o == op.V128Load {
			category = ""
		}
		found := categories(o)
		switch {
		case !ok:
			t.Errorf("%v: no category for its signature", o)
		case category == "" && len(found) != 0:
			t.Errorf("%v: has a handler in %v, want none", o, found)
		case category != "" && (len(found) != 1 || found[0] != category):
			t.Errorf("%v: has handlers in %v, want [%s]", o, found, category)
		}
	}
}

func TestOtherInstructionsHaveNoHandler(t *testing.T) {
	for o := range op.Op(op.Count) {
		prefix, _ := o.Encoding()
		if found := categories(o); prefix != 0xfd && len(found) != 0 {
			t.Errorf("%v: has a handler in %v, want none", o, found)
		}
	}
}

func TestAccessWidths(t *testing.T) {
	for _, o := range vectorOps(t) {
		info, _ := o.Info()
		want := 1 << info.Align
		if bytes, widen := Load(o); widen != nil && bytes != want {
			t.Errorf("%v: loads %d bytes, want %d", o, bytes, want)
		}
		if width := LaneWidth(o); width != 0 && width != want {
			t.Errorf("%v: moves %d bytes, want %d", o, width, want)
		}
	}
}
