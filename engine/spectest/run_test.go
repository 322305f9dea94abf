package spectest_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/engine/spectest"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// sample is a module with a function that returns 7, one that traps, one that throws, one that recurses for
// ever, and a global.
func sample() []byte {
	b := wasmtest.New()
	seven := b.Func(nil, []wasm.ValType{wasm.I32}, nil, wasmtest.I(op.I32Const, 7))
	b.ExportFunc("seven", seven)
	b.ExportFunc("trap", b.Func(nil, nil, nil, wasmtest.I(op.Unreachable)))
	b.ExportFunc("throw", b.Func(nil, nil, nil, wasmtest.I(op.Throw, 0)))
	b.ExportFunc("deep", b.Func(nil, nil, nil, wasmtest.I(op.Call, 3)))
	b.Export("global", wasm.ExternGlobal, uint32(b.Global(wasm.I64, false, wasmtest.I(op.I64Const, 9))))
	b.Tag()
	return b.Bytes()
}

// importer is a module that imports a function of the registered sample.
func importer(name string) []byte {
	b := wasmtest.New()
	b.ImportFunc("M", name, nil, []wasm.ValType{wasm.I32})
	return b.Bytes()
}

// starter is a module whose start function traps.
func starter() []byte {
	b := wasmtest.New()
	b.Start(b.Func(nil, nil, nil, wasmtest.I(op.Unreachable)))
	return b.Bytes()
}

// invalid is a module with a function that lacks its result.
func invalid() []byte {
	b := wasmtest.New()
	b.Func(nil, []wasm.ValType{wasm.I32}, nil)
	return b.Bytes()
}

// script parses the commands of a script, in which MODULE(name) stands for the fields of a module.
func script(t *testing.T, commands string) *spectest.Script {
	t.Helper()
	for name, file := range map[string][]byte{
		"sample": sample(), "starter": starter(), "invalid": invalid(), "importer": importer("seven"), "missing": importer("none"),
		"mistyped": importer("trap"), "empty": wasmtest.Raw(), "malformed": wasmtest.Raw([]byte{99, 0}),
	} {
		fields := `"module_type":"binary","wasm":"` + base64.StdEncoding.EncodeToString(file) + `"`
		commands = strings.ReplaceAll(commands, "MODULE("+name+")", fields)
	}
	var s spectest.Script
	if err := json.Unmarshal([]byte(`{"commands":[`+commands+`]}`), &s); err != nil {
		t.Fatal(err)
	}
	return &s
}

// TestVerdicts checks that commands fail where they should: a harness that passes everything is of no use.
func TestVerdicts(t *testing.T) {
	const invoke = `"action":{"type":"invoke","args":[],"field":`
	for _, test := range []struct {
		command string
		fails   bool
	}{
		{`{"type":"assert_return",` + invoke + `"seven"},"expected":[{"type":"i32","value":"7"}]}`, false},
		{`{"type":"assert_return",` + invoke + `"seven"},"expected":[{"type":"i32","value":"8"}]}`, true},
		{`{"type":"assert_return",` + invoke + `"seven"},"expected":[]}`, true},
		{`{"type":"assert_return",` + invoke + `"trap"},"expected":[]}`, true},
		{`{"type":"assert_return",` + invoke + `"none"},"expected":[]}`, true},
		{`{"type":"assert_return","action":{"type":"get","field":"global"},"expected":[{"type":"i64","value":"9"}]}`, false},
		{`{"type":"assert_return","action":{"type":"get","field":"global"},"expected":[{"type":"i64","value":"8"}]}`, true},
		{`{"type":"action",` + invoke + `"seven"}}`, false},
		{`{"type":"action",` + invoke + `"trap"}}`, true},
		{`{"type":"assert_trap",` + invoke + `"trap"},"text":"unreachable"}`, false},
		{`{"type":"assert_trap",` + invoke + `"trap"},"text":"unreachable 2"}`, false},
		{`{"type":"assert_trap",` + invoke + `"trap"},"text":"integer overflow"}`, true},
		{`{"type":"assert_trap",` + invoke + `"seven"},"text":"unreachable"}`, true},
		{`{"type":"assert_exhaustion",` + invoke + `"deep"},"text":"call stack exhausted"}`, false},
		{`{"type":"assert_exhaustion",` + invoke + `"trap"},"text":"call stack exhausted"}`, true},
		{`{"type":"assert_exception",` + invoke + `"throw"}}`, false},
		{`{"type":"assert_exception",` + invoke + `"trap"}}`, true},
		{`{"type":"assert_exception",` + invoke + `"seven"}}`, true},
		{`{"type":"module",MODULE(empty)}`, false},
		{`{"type":"module",MODULE(invalid)}`, true},
		{`{"type":"module",MODULE(missing)}`, true},
		{`{"type":"module_definition",MODULE(missing)}`, false},
		{`{"type":"module_definition",MODULE(invalid)}`, true},
		{`{"type":"module_instance","module":"$M"}`, false},
		{`{"type":"module_instance","module":"$none"}`, true},
		{`{"type":"assert_invalid","text":"type mismatch",MODULE(invalid)}`, false},
		{`{"type":"assert_invalid","text":"type mismatch",MODULE(empty)}`, true},
		{`{"type":"assert_malformed","text":"malformed section id",MODULE(malformed)}`, false},
		{`{"type":"assert_malformed","text":"malformed section id",MODULE(invalid)}`, true},
		{`{"type":"assert_malformed","text":"malformed section id",MODULE(empty)}`, true},
		{`{"type":"assert_unlinkable","text":"unknown import",MODULE(missing)}`, false},
		{`{"type":"assert_unlinkable","text":"incompatible import type",MODULE(mistyped)}`, false},
		{`{"type":"assert_unlinkable","text":"unknown import",MODULE(mistyped)}`, true},
		{`{"type":"assert_unlinkable","text":"unknown import",MODULE(importer)}`, true},
		{`{"type":"assert_uninstantiable","text":"unreachable",MODULE(starter)}`, false},
		{`{"type":"assert_uninstantiable","text":"integer overflow",MODULE(starter)}`, true},
		{`{"type":"assert_uninstantiable","text":"unreachable",MODULE(empty)}`, true},
		{`{"type":"register","as":"N"}`, false},
		{`{"type":"register","as":"N","name":"$none"}`, true},
		{`{"type":"wait","thread":"$none"}`, true},
		{`{"type":"surprise"}`, true},
	} {
		s := script(t, `{"type":"module","name":"$M",MODULE(sample)},{"type":"register","as":"M"},`+test.command)
		result, err := spectest.Run(s, spectest.Mode{NewStore: newStore})
		if err != nil {
			t.Errorf("%s: %v", test.command, err)
			continue
		}
		if failed := len(result.Failures) > 0; failed != test.fails || result.Commands() != 3 {
			t.Errorf("%s: failed %v, want %v: %v", test.command, failed, test.fails, result.Failures)
		}
	}
}

// TestSkips checks what is not run, and why.
func TestSkips(t *testing.T) {
	s := script(t, `{"type":"assert_malformed","module_type":"text","wat":""},{"type":"assert_invalid","obsolete":true,MODULE(empty)}`)
	result, err := spectest.Run(s, spectest.Mode{NewStore: newStore})
	if err != nil || len(result.Skipped) != 2 || result.Commands() != 2 {
		t.Errorf("got %+v, %v; want two commands skipped", result, err)
	}
}

// TestThreads checks that the threads of a script interleave, with stops at every instruction too: the first waits until
// the second has notified it.
func TestThreads(t *testing.T) {
	b := wasmtest.New()
	b.Memory(wasm.Limits{Min: 1, Max: 1, HasMax: true, Shared: true})
	b.ExportFunc("wait", b.Func(nil, []wasm.ValType{wasm.I32}, nil,
		wasmtest.I(op.I32Const, 0), wasmtest.I(op.I32Const, 0), wasmtest.I(op.I64Const, -1), wasmtest.I(op.MemoryAtomicWait32)))
	b.ExportFunc("notify", b.Func(nil, []wasm.ValType{wasm.I32}, nil,
		wasmtest.I(op.I32Const, 0), wasmtest.I(op.I32Const, 1), wasmtest.I(op.MemoryAtomicNotify)))
	b.ExportFunc("insist", b.Func(nil, nil, nil,
		wasmtest.I(op.Loop), wasmtest.I(op.Call, 1), wasmtest.I(op.I32Eqz), wasmtest.I(op.BrIf, 0), wasmtest.I(op.End)))
	file := base64.StdEncoding.EncodeToString(b.Bytes())
	s := script(t, `{"type":"module","name":"$M","module_type":"binary","wasm":"`+file+`"},
		{"type":"thread","name":"$T1","shared":["$M"],"commands":[
			{"type":"assert_return","action":{"type":"invoke","module":"$M","field":"wait","args":[]},"expected":[{"type":"i32","value":"0"}]}]},
		{"type":"thread","name":"$T2","shared":["$M"],"commands":[
			{"type":"assert_return","action":{"type":"invoke","module":"$M","field":"insist","args":[]},"expected":[]}]},
		{"type":"wait","thread":"$T1"},{"type":"wait","thread":"$T2"}`)
	var l looker
	for _, mode := range []spectest.Mode{{NewStore: newStore}, {NewStore: newStore, Prepare: l.prepare}} {
		result, err := spectest.Run(s, mode)
		if err != nil || result.Passed != 7 || len(result.Failures) > 0 {
			t.Errorf("got %+v, %v; want 7 commands passed", result, err)
		}
	}
}
