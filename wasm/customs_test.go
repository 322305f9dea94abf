package wasm_test

import (
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

func custom(t *testing.T, name string, payload ...[]byte) *wasm.Module {
	t.Helper()
	return mustDecode(t, wasmtest.Raw(wasmtest.Custom(name, payload...)))
}

func TestCustomsAbsent(t *testing.T) {
	m := mustDecode(t, wasmtest.Header())
	producers, err1 := m.Producers()
	id, err2 := m.BuildID()
	debug, err3 := m.ExternalDebugInfo()
	sourceMap, err4 := m.SourceMappingURL()
	features, err5 := m.TargetFeatures()
	hints, err6 := m.BranchHints()
	if producers != nil || id != nil || debug != "" || sourceMap != "" || features != nil || hints != nil {
		t.Error("an empty module has custom sections")
	}
	for _, err := range []error{err1, err2, err3, err4, err5, err6} {
		if err != nil {
			t.Error(err)
		}
	}
}

func TestProducers(t *testing.T) {
	payload := wasmtest.Vec(
		wasmtest.Cat(wasmtest.Name("language"), wasmtest.Vec(
			wasmtest.Cat(wasmtest.Name("C11"), wasmtest.Name("")), wasmtest.Cat(wasmtest.Name("Rust"), wasmtest.Name("1.85")))),
		wasmtest.Cat(wasmtest.Name("sdk"), wasmtest.Vec()))
	got, err := custom(t, "producers", payload).Producers()
	if err != nil {
		t.Error(err)
	}
	language := wasm.ProducerField{Name: "language", Values: []wasm.Producer{{Name: "C11"}, {Name: "Rust", Version: "1.85"}}}
	checkEqual(t, "producers", got, []wasm.ProducerField{language, {Name: "sdk"}})

	m := custom(t, "producers", payload[:len(payload)-8])
	got, err = m.Producers()
	checkError(t, err, "producers", m.Sections[0].End-2, "length out of bounds")
	checkEqual(t, "producers of a cut section", got, []wasm.ProducerField{{Name: "language", Values: language.Values[:1]}})
}

func TestBuildID(t *testing.T) {
	id, err := custom(t, "build_id", []byte{3, 1, 2, 0xff}).BuildID()
	if err != nil || string(id) != "\x01\x02\xff" {
		t.Errorf("got % x, %v", id, err)
	}
	_, err = custom(t, "build_id", []byte{3, 1, 2}).BuildID()
	checkError(t, err, "build_id", 19, "unexpected end: 3 entries in 2 bytes")
	_, err = custom(t, "build_id", []byte{1, 1, 2}).BuildID()
	checkError(t, err, "build_id", 21, "section size mismatch: 1 bytes")
}

func TestDebugURLs(t *testing.T) {
	url, err := custom(t, "external_debug_info", wasmtest.Name("a.debug.wasm")).ExternalDebugInfo()
	if err != nil || url != "a.debug.wasm" {
		t.Errorf("external_debug_info: %q, %v", url, err)
	}
	url, err = custom(t, "sourceMappingURL", wasmtest.Name("./a.wasm.map")).SourceMappingURL()
	if err != nil || url != "./a.wasm.map" {
		t.Errorf("sourceMappingURL: %q, %v", url, err)
	}
	_, err = custom(t, "sourceMappingURL", wasmtest.Name("\xff")).SourceMappingURL()
	checkError(t, err, "sourceMappingURL", 28, "malformed UTF-8 encoding")
}

func TestTargetFeatures(t *testing.T) {
	payload := wasmtest.Vec(append([]byte{'+'}, wasmtest.Name("simd128")...), append([]byte{'-'}, wasmtest.Name("atomics")...))
	got, err := custom(t, "target_features", payload).TargetFeatures()
	if err != nil {
		t.Error(err)
	}
	checkEqual(t, "features", got, []wasm.TargetFeature{{Mark: '+', Name: "simd128"}, {Mark: '-', Name: "atomics"}})
	m := custom(t, "target_features", []byte{1, '*', 0})
	_, err = m.TargetFeatures()
	checkError(t, err, "target_features", m.Sections[0].Start+1, "malformed feature prefix 0x2a")
}

// hinted returns a module with branch hints. Function 0 is imported; in function 1 there is an if at offset 5 and
// a br_if at offset 12, in function 2 nothing.
func hinted(t *testing.T, functions ...[]byte) *wasm.Module {
	t.Helper()
	b := wasmtest.New()
	b.ImportFunc("m", "f", nil, nil)
	b.Func(nil, nil, []wasm.ValType{wasm.I32},
		wasmtest.I(op.LocalGet, 0), wasmtest.I(op.If), wasmtest.I(op.Nop), wasmtest.I(op.End), // 3, 5, 7, 8
		wasmtest.I(op.LocalGet, 0), wasmtest.I(op.Nop), wasmtest.I(op.BrIf, 0)) // 9, 11, 12
	b.Func(nil, nil, nil)
	b.CustomBefore(wasm.SectionCode, "metadata.code.branch_hint", wasmtest.Vec(functions...))
	return mustDecode(t, b.Bytes())
}

func TestBranchHints(t *testing.T) {
	got, err := hinted(t, []byte{1, 2, 5, 1, 1, 12, 1, 0}, []byte{2, 0}).BranchHints()
	if err != nil {
		t.Error(err)
	}
	checkEqual(t, "hints", got, []wasm.FuncHints{
		{Func: 1, Hints: []wasm.BranchHint{{Offset: 5, Likely: true}, {Offset: 12}}}, {Func: 2}})
}

func TestBranchHintsBad(t *testing.T) {
	tests := []struct {
		name      string
		functions [][]byte
		off       wasm.FileOffset // in the section's payload
		msg       string
		invalid   bool
	}{
		{"imported function", [][]byte{{0, 0}}, 1, "unknown function 0: hints are for defined functions", true},
		{"unknown function", [][]byte{{3, 0}}, 1, "unknown function 3", true},
		{"functions out of order", [][]byte{{2, 0}, {1, 0}}, 3, "function 1 repeats or is out of order", true},
		{"function twice", [][]byte{{1, 0}, {1, 0}}, 3, "function 1 repeats or is out of order", true},
		{"hints out of order", [][]byte{{1, 2, 12, 1, 0, 5, 1, 0}}, 6, "invalid target", true},
		{"hint twice", [][]byte{{1, 2, 5, 1, 0, 5, 1, 0}}, 6, "invalid target", true},
		{"other instruction", [][]byte{{1, 1, 3, 1, 0}}, 3, "invalid target: no br_if or if at offset 0x3", true},
		{"inside an instruction", [][]byte{{1, 1, 6, 1, 0}}, 3, "invalid target", true},
		{"beyond the body", [][]byte{{1, 1, 120, 1, 0}}, 3, "invalid target", true},
		{"size", [][]byte{{1, 1, 5, 2, 0, 0}}, 3, "malformed branch hint: a hint of 2 bytes", false},
		{"value", [][]byte{{1, 1, 5, 1, 2}}, 3, "malformed branch hint 0x02", false},
		{"cut", [][]byte{{1, 2, 5, 1, 0}}, 6, "unexpected end", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := hinted(t, test.functions...)
			hints, err := m.BranchHints()
			section := m.Custom("metadata.code.branch_hint")[0]
			checkError(t, err, "metadata.code.branch_hint", section.Start+test.off, test.msg)
			if e := asError(t, err); e.Invalid != test.invalid || hints != nil {
				t.Errorf("invalid: %v, want %v; hints %v, want none", e.Invalid, test.invalid, hints)
			}
		})
	}
}

func TestBranchHintsPlace(t *testing.T) {
	b := wasmtest.New()
	b.Func(nil, nil, nil)
	b.Custom("metadata.code.branch_hint", []byte{0})
	_, err := mustDecode(t, b.Bytes()).BranchHints()
	if err == nil {
		t.Fatal("hints after the code section are accepted")
	}
	checkEqual(t, "message", asError(t, err).Msg, "the branch hints must come before the code section")
	b.CustomBefore(wasm.SectionCode, "metadata.code.branch_hint", []byte{0})
	_, err = mustDecode(t, b.Bytes()).BranchHints()
	checkEqual(t, "message", asError(t, err).Msg, "there are 2 sections of branch hints: at most 1 is allowed")
}
