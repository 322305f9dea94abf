package symbolize

import (
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// The functions of crash.wasm: divide 0x64, load 0x79, recurse 0x8d, middle 0xd7, run 0x1b2, direct 0x1c7, plain 0x1d6.

func TestStack(t *testing.T) {
	const fast = " is no place in crash.wasm; WAMR's fast interpreter prints such offsets"
	const zero = "WAMR recorded no offset"
	for _, tt := range []struct {
		name, text string
		mode       Mode
		want       []string
	}{
		{"classic", "#00: 0x006c - divide\n#01: 0x0125 - middle\n#02: 0x01bb - run\n\nException: integer divide by zero\n", 0,
			[]string{"0x6b", "0x11f", "0x1b5"}},
		{"classic by index", "#00: 0x006c - $f1\n#01: 0x0125 - $f4\n#02: 0x01bb - $f5\n\nException: integer divide by zero\n", 0,
			[]string{"0x6b", "0x11f", "0x1b5"}},
		{"classic after immediates", "#00: 0x008a - load\n#01: 0x0146 - middle\n#02: 0x01bb - run\n\nException: out of bounds memory access\n", 0,
			[]string{"0x87", "0x140", "0x1b5"}},
		{"aot", "#00: 0x006b - divide\n#01: 0x011f - middle\n#02: 0x01b5 - run\n\nException: integer divide by zero\n", 0,
			[]string{"0x6b", "0x11f", "0x1b5"}},
		{"aot at another trap", "#00: 0x006b - divide\n#01: 0x011f - middle\n#02: 0x01b5 - run\n\nException: unreachable\n", 0,
			[]string{"0x6b is stale: i32.div_s there cannot be what failed", "0x11f", "0x1b5"}},
		{"stale in another function", "#00: 0x2e27 - load\n#01: 0x0146 - middle\n#02: 0x01bb - run\n\nException: out of bounds memory access\n", 0,
			[]string{"0x2e27 is not in load", "0x140", "0x1b5"}},
		{"stale after a call", "#00: 0x0146 - middle\n#01: 0x01bb - run\n\nException: out of bounds memory access\n", 0,
			[]string{"0x146 is stale: call there cannot be what failed", "0x1b5"}},
		{"stale, nothing said", "#00: 0x0161 - middle\n#01: 0x01bb - run\n", 0,
			[]string{"0x161 is stale: call_indirect there cannot be what failed", "0x1b5"}},
		{"fast", "#00: 0x000e - divide\n#01: 0x00d6 - middle\n#02: 0x0010 - run\n\nException: integer divide by zero\n", 0,
			[]string{"0xe" + fast, "0xd6" + fast, "0x1b5 the only call of function 4, middle"}},
		{"one frame", "#00: 0x0000 - run\n\nException: unreachable\n", 0,
			[]string{zero + "; compiled code has offsets after wamrc --enable-dump-call-stack"}},
		{"one frame, classic", "#00: 0x01d4 - direct\n\nException: unreachable\n", 0, []string{"0x1d3"}},
		{"one frame, nothing said", "#00: 0x01d4 - direct\n", 0,
			[]string{"what WAMR's offset means depends on how it ran the module; see --engine"}},
		{"one frame, mode said", "#00: 0x01d4 - direct\n", ModeClassic, []string{"0x1d3"}},
		{"mode said wrong", "#00: 0x006c - divide\n#01: 0x0125 - middle\n", ModeAOT,
			[]string{"0x6c is stale: local.tee there cannot be what failed", "there is no call at 0x125; is crash.wasm what ran?"}},
		{"host", "#00: 0x0821 - host\n#01: 0x01df - plain\n#02: 0x017c - middle\n", 0, []string{whyHost, "0x1d9", "0x171"}},
		{"unknown function", "#00: 0x006c - nobody\n#01: 0x0125 - $f99\n", 0,
			[]string{`crash.wasm has no function "nobody"`, "crash.wasm has no function 99"}},
		{"no offsets", "#00 divide\n#01 middle\n", 0, []string{"WAMR prints no offset here", "WAMR prints no offset here"}},

		{"v8", "at crash.wasm.divide (wasm://wasm/crash.wasm-7b1f233e:wasm-function[1]:0x6b)\n" +
			"at crash.wasm.middle (wasm://wasm/crash.wasm-7b1f233e:wasm-function[4]:0x11f)\n", 0, []string{"0x6b", "0x11f"}},
		{"v8, another function", "at wasm://wasm/7b1f233e:wasm-function[2]:0x6b\n", 0, []string{"0x6b is not in function 2"}},
		{"v8, another name", "at other (wasm://wasm/7b1f233e:wasm-function[1]:0x6b)\n", 0, []string{"in crash.wasm, that is function 1, divide"}},
		{"v8, not an instruction", "at wasm://wasm/7b1f233e:wasm-function[4]:0x120\n", 0,
			[]string{"0x120 is not at an instruction; is crash.wasm what ran?"}},
		{"v8, no call", "at wasm://wasm/7b1f233e:wasm-function[1]:0x6b\nat wasm://wasm/7b1f233e:wasm-function[4]:0x125\n", 0,
			[]string{"0x6b", "0x11f"}}, // after the call of the frame before: certain enough
		{"v8, another call", "at wasm://wasm/7b1f233e:wasm-function[1]:0x6b\nat wasm://wasm/7b1f233e:wasm-function[4]:0x140\n", 0,
			[]string{"0x6b", "the call at 0x140 is of function 2, load"}},
		{"old v8", "at divide (wasm-function[1]:9)\n", 0, []string{"the offset is not a place in the module"}},
		{"jsc", "divide@crash.wasm:wasm-function[1]\nmiddle@crash.wasm:wasm-function[4]\n", 0,
			[]string{"JavaScriptCore prints no offset here", "JavaScriptCore prints no offset here"}},
		{"wasmer", "at divide (crash.wasm[1]:0x77)\nat middle (crash.wasm[4]:0x11f)\n", 0,
			[]string{"0x77 is stale: end there cannot be what failed", "0x11f"}},
		{"wasmer in the host", "at plain (crash.wasm[7]:0x1d9)\nat middle (crash.wasm[4]:0x171)\n", 0, []string{"0x1d9", "0x171"}},
		{"wasmedge", "In instruction: i32.div_s (0x6d) , Bytecode offset: 0x0000006b\n", 0, []string{"0x6b"}},
		{"wasmedge outside", "In instruction: i32.div_s (0x6d) , Bytecode offset: 0x00000012\n", 0, []string{"0x12 is in no function of crash.wasm"}},
		{"wazero", "wasm error: unreachable\nwasm stack trace:\n\tcrash.wasm.direct(i32) i32\n\tcrash.wasm.middle(i32) i32\n\tcrash.wasm.run(i32) i32\n", 0,
			[]string{"wazero prints no offset here", "wazero prints no offset here", "0x1b5 the only call of function 4, middle"}},
		{"wasmtime", "wasm backtrace:\n    0: crash.wasm!divide\n    1:    0x11f - crash.wasm!middle\n", 0,
			[]string{"Wasmtime prints no offset here", "0x11f"}},
		{"wasmtime with details", "wasm backtrace:\n    0:     0x6b - divide\n    1:    0x11f - other\n", 0, []string{"0x6b", `0x11f is not in "other"`}},
		{"wdbg", "  #0 divide  func 1 @ 0x6b\n  #1 middle  func 4 @ 0x11f\n", 0, []string{"0x6b", "0x11f"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := &Resolver{Modules: []*Module{offsetModule("crash.wasm", readModule(t, "crash.wasm"))}, Mode: tt.mode}
			frames, trap := stack(tt.text)
			if got := brief(res.Stack(frames, trap, nil)); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// adjacentModule has two calls of one function in a row, so that the end of one is the beginning of the other.
func adjacentModule() (*Module, wasm.FileOffset) {
	b := wasmtest.New()
	leaf := b.Func(nil, nil, nil, wasmtest.I(op.Unreachable))
	outer := b.Func(nil, nil, nil, wasmtest.I(op.Call, leaf), wasmtest.I(op.Call, leaf))
	b.FuncName(leaf, "leaf")
	b.FuncName(outer, "outer")
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		panic(err)
	}
	mod := offsetModule("adjacent.wasm", m)
	body := mod.body(outer)
	return mod, body.instrs[0].end
}

func TestAmbiguousMode(t *testing.T) {
	mod, between := adjacentModule()
	leaf := mod.body(0).instrs[0]
	for _, tt := range []struct {
		mode Mode
		want string
	}{
		{ModeUnknown, "what WAMR's offset means depends on how it ran the module; see --engine"},
		{ModeClassic, hexText(between - 2)},
		{ModeAOT, hexText(between)},
	} {
		res := &Resolver{Modules: []*Module{mod}, Mode: tt.mode}
		frames, trap := stack("#00: " + padded(leaf.at) + " - leaf\n#01: " + padded(between) + " - outer\n\nException: unreachable\n")
		if got := brief(res.Stack(frames, trap, nil)); got[1] != tt.want {
			t.Errorf("mode %d: %q, want %q", tt.mode, got[1], tt.want)
		}
	}
}

func padded(at wasm.FileOffset) string { return "0x00" + strings.TrimPrefix(hexText(at), "0x") }

func hexText(at wasm.FileOffset) string { return brief([]Answer{{At: at}})[0] }

func TestSeveralModules(t *testing.T) {
	crash := offsetModule("crash.wasm", readModule(t, "crash.wasm"))
	other, _ := adjacentModule()
	twin := offsetModule("twin.wasm", readModule(t, "crash.wasm"))
	for _, tt := range []struct {
		name    string
		modules []*Module
		text    string
		want    []string
	}{
		{"by name", []*Module{crash, twin}, "wasm backtrace:\n    0:     0x6b - twin!divide\n    1:    0x11f - crash.wasm!middle\n",
			[]string{"twin.wasm 0x6b", "crash.wasm 0x11f"}},
		{"by function", []*Module{crash, other}, "#00: 0x006c - divide\n#01: 0x0125 - middle\n\nException: integer divide by zero\n",
			[]string{"crash.wasm 0x6b", "crash.wasm 0x11f"}},
		{"by offset", []*Module{other, crash}, "at wasm://wasm/7b1f233e:wasm-function[1]:0x6b\n", []string{"crash.wasm 0x6b"}},
		{"by the stack", []*Module{other, crash}, "0@<?>:wasm-function[0]\n1@<?>:wasm-function[1]\n4@<?>:wasm-function[4]\n",
			[]string{"crash.wasm " + whyHost, "crash.wasm JavaScriptCore prints no offset here", "crash.wasm JavaScriptCore prints no offset here"}},
		{"ambiguous", []*Module{twin, crash}, "#00: 0x006c - divide\n", []string{"it may belong to twin.wasm or crash.wasm"}},
		{"another name", []*Module{crash}, "wasm backtrace:\n    0:     0x6b - app!divide\n    1:    0x11f - app!middle\n",
			[]string{"crash.wasm 0x6b", "crash.wasm 0x11f"}},
		{"two names", []*Module{crash}, "wasm backtrace:\n    0:     0x6b - lib!divide\n    1:    0x11f - crash.wasm!middle\n",
			[]string{`which module is "lib"? see --module`, "crash.wasm 0x11f"}},
		{"none", []*Module{other, crash}, "#00: 0x006c - nobody\n", []string{"no module given fits"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := &Resolver{Modules: tt.modules}
			frames, trap := stack(tt.text)
			answers := res.Stack(frames, trap, nil)
			got := brief(answers)
			for i := range got {
				if answers[i].Module != nil {
					got[i] = answers[i].Module.Name + " " + got[i]
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestNames(t *testing.T) {
	b := wasmtest.New()
	imported := b.ImportFunc("env", "host", nil, nil)
	add := b.Func(nil, nil, nil, wasmtest.I(op.Nop))
	write := b.Func(nil, nil, nil, wasmtest.I(op.Nop))
	exported := b.Func(nil, nil, nil, wasmtest.I(op.Nop))
	nameless := b.Func(nil, nil, nil, wasmtest.I(op.Nop))
	b.FuncName(add, "_ZN4calc3addEi")
	b.FuncName(write, "_ZN4core3fmt9Formatter9write_str17h0123456789abcdefE")
	b.ExportFunc("run", exported)
	b.ModuleName("calc")
	wm, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	m := NewModule("dir/app.debug.wasm", wm, nil)
	for name, want := range map[string]wasm.FuncIndex{
		"_ZN4calc3addEi": add, "calc::add(int)": add, "core::fmt::Formatter::write_str": write,
		"core::fmt::Formatter::write_str::h0123456789abcdef": write, "run": exported, "calc.run": exported,
		"host": imported, "env.host": imported, "__imported_env_host": imported,
	} {
		if got := m.called(name); !slices.Equal(got, []wasm.FuncIndex{want}) {
			t.Errorf("%s is %v, want %d", name, got, want)
		}
		if !m.mayBeCalled(want, name, false) {
			t.Errorf("function %d may not be called %s", want, name)
		}
	}
	if !m.mayBeCalled(add, "calc::add", false) || !m.mayBeCalled(nameless, "anything", false) || !m.mayBeCalled(add, "_ZN4calc", true) {
		t.Error("names that may be are refused")
	}
	if m.mayBeCalled(add, "run", false) || m.mayBeCalled(write, "calc::add(int)", false) || m.mayBeCalled(add, "_ZN4core", true) {
		t.Error("names of others are accepted")
	}
	for _, name := range []string{"app.debug.wasm", "app.wasm", "app", "calc"} {
		if !m.isCalled(name) {
			t.Errorf("the module is not called %s", name)
		}
	}
}
