package stacktext

import (
	"slices"
	"strings"
	"testing"
)

// read returns the frames of a text, with the lines they were found in.
func read(r *Recognizer, text string) (frames []Frame, lines []string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		for _, f := range r.Line([]byte(line)).Frames {
			frames = append(frames, f)
			lines = append(lines, line)
		}
	}
	return frames, lines
}

// plain drops what most tests do not compare.
func plain(f Frame) Frame {
	f.Start, f.End, f.Innermost = 0, 0, false
	return f
}

func TestLines(t *testing.T) {
	// introduce is what stands before some stacks.
	const wasmtime, wasm3, wazero = "error while executing at wasm backtrace:\n", "==== wasm backtrace:\n", "wasm stack trace:\n"
	for _, tt := range []struct {
		before, line string
		want         Frame
	}{
		{"", "#00: 0x03b9 - divide", Frame{Engine: WAMR, Name: "divide", Offset: 0x3b9, Meaning: FileOffset, Points: AtOrAfter}},
		{"", "#12: 0x12345 - $f5", Frame{Engine: WAMR, Index: 12, Func: 5, HasFunc: true, Offset: 0x12345, Meaning: FileOffset, Points: AtOrAfter}},
		{"", "2026-01-02 app: #01: 0x0000 - a b(int)", Frame{Engine: WAMR, Index: 1, Name: "a b(int)", Meaning: FileOffset, Points: AtOrAfter}},
		{"", "#00 divide", Frame{Engine: WAMR, Name: "divide"}},
		{"#00 divide\n", "#01 $f7", Frame{Engine: WAMR, Index: 1, Func: 7, HasFunc: true}},

		{wasmtime, "    0:    0x149 - calls!oob_inner", Frame{Engine: Wasmtime, Module: "calls", Name: "oob_inner", Offset: 0x149, Meaning: FileOffset}},
		{wasmtime, "    1:    0x13d - <unknown>!<wasm function 8>", Frame{Engine: Wasmtime, Index: 1, Func: 8, HasFunc: true, Offset: 0x13d, Meaning: FileOffset}},
		{wasmtime, "    0: calls!recurse", Frame{Engine: Wasmtime, Module: "calls", Name: "recurse"}},
		{wasmtime, "    0:     0x51 - leaf_div", Frame{Engine: Wasmtime, Name: "leaf_div", Offset: 0x51, Meaning: FileOffset, Detailed: true}},
		{wasmtime, "    0:     0x51 - a::operator!=(a const&)", Frame{Engine: Wasmtime, Name: "a::operator!=(a const&)", Offset: 0x51, Meaning: FileOffset, Detailed: true}},
		{wasmtime, "32762: 0x183183 - app.wasm!core::ops::f::{{closure}}", Frame{Engine: Wasmtime, Index: 32762, Module: "app.wasm", Name: "core::ops::f::{{closure}}", Offset: 0x183183, Meaning: FileOffset}},
		{"", "    0: 0x4f3d - <unknown>!opa_value_length", Frame{Engine: Wasmtime, Name: "opa_value_length", Offset: 0x4f3d, Meaning: FileOffset}},
		{"", "web  |     0:    0x149 - calls!oob_inner", Frame{Engine: Wasmtime, Module: "calls", Name: "oob_inner", Offset: 0x149, Meaning: FileOffset}},

		{wasm3, "  0: 0x0003b8 - demo.wasm!divide", Frame{Engine: Wasm3, Module: "demo.wasm", Name: "divide", Offset: 0x3b8, Meaning: FileOffset}},
		{wasm3, "  1: 0x000673 - .unnamed!<unnamed>", Frame{Engine: Wasm3, Index: 1, Offset: 0x673, Meaning: FileOffset}},

		{"", "    at app.wasm.main (wasm://wasm/app.wasm-9a7d2f6e:wasm-function[12]:0x3b9)", Frame{Engine: V8, Index: -1, Module: "app.wasm", Func: 12, HasFunc: true, Name: "main", Offset: 0x3b9, Meaning: FileOffset}},
		{"", "    at wasm://wasm/2dc752fa:wasm-function[0]:0x51", Frame{Engine: V8, Index: -1, HasFunc: true, Offset: 0x51, Meaning: FileOffset}},
		{"", "    at async main (http://localhost:8080/x/app.wasm?v=2:wasm-function[12]:0x3b9)", Frame{Engine: V8, Index: -1, Module: "app.wasm", Func: 12, HasFunc: true, Name: "main", Offset: 0x3b9, Meaning: FileOffset}},
		{"", "at f@g (file:///home/u/app.wasm:wasm-function[1]:0x2)", Frame{Engine: V8, Index: -1, Module: "app.wasm", Func: 1, HasFunc: true, Name: "f@g", Offset: 2, Meaning: FileOffset}},
		{"", "    at main (wasm-function[3]:14)", Frame{Engine: V8, Index: -1, Func: 3, HasFunc: true, Name: "main", Offset: 14, Meaning: OpaqueOffset}},
		{"", "    at main (app.wasm:0x3b9)", Frame{Engine: V8, Index: -1, Module: "app.wasm", Name: "main", Offset: 0x3b9, Meaning: FileOffset}},
		{"", "$main @ app.wasm:0x3b9", Frame{Engine: V8, Index: -1, Module: "app.wasm", Name: "main", Offset: 0x3b9, Meaning: FileOffset}},

		{"", "main@http://host/app.wasm:wasm-function[12]:0x3b9", Frame{Engine: SpiderMonkey, Index: -1, Module: "app.wasm", Func: 12, HasFunc: true, Name: "main", Offset: 0x3b9, Meaning: FileOffset}},
		{"", "wasm-function[12]@http://host/app.wasm:wasm-function[12]:0x3b9", Frame{Engine: SpiderMonkey, Index: -1, Module: "app.wasm", Func: 12, HasFunc: true, Offset: 0x3b9, Meaning: FileOffset}},
		{"", "app.wasm.main@main.js line 4 > WebAssembly.Module:wasm-function[1]:0x6b", Frame{Engine: SpiderMonkey, Index: -1, Func: 1, HasFunc: true, Name: "app.wasm.main", Offset: 0x6b, Meaning: FileOffset}},
		{"", "@strip.js line 4 > WebAssembly.Module:wasm-function[1]:0x6b", Frame{Engine: SpiderMonkey, Index: -1, Func: 1, HasFunc: true, Offset: 0x6b, Meaning: FileOffset}},

		{"", "divide@crash.wasm:wasm-function[1]", Frame{Engine: JavaScriptCore, Index: -1, Module: "crash.wasm", Func: 1, HasFunc: true, Name: "divide"}},
		{"", "3@<?>:wasm-function[3]", Frame{Engine: JavaScriptCore, Index: -1, Func: 3, HasFunc: true}},
		{"", "<?>.wasm-function[main]@[wasm code]", Frame{Engine: JavaScriptCore, Index: -1, Name: "main"}},
		{"", "<?>.wasm-function[a[0]]@[wasm code]", Frame{Engine: JavaScriptCore, Index: -1, Name: "a[0]"}},
		{"", "wasm-function[12]@[wasm code]", Frame{Engine: JavaScriptCore, Index: -1, Func: 12, HasFunc: true}},

		{wazero, "\tapp.wasm.divide(i32,i32) i32", Frame{Engine: Wazero, Index: -1, Name: "app.wasm.divide"}},
		{wazero, "\t.$12()", Frame{Engine: Wazero, Index: -1, Func: 12, HasFunc: true}},
		{wazero, "\t.go(externref) (i64,v128)", Frame{Engine: Wazero, Index: -1, Name: "go"}},
		{wazero, "\tm.std::f(int)(i32)", Frame{Engine: Wazero, Index: -1, Name: "m.std::f(int)"}},

		{"", "[2022-09-06 10:30:12.966] [error]     In instruction: unreachable (0x00) , Bytecode offset: 0x00017741", Frame{Engine: WasmEdge, Index: -1, Offset: 0x17741, Meaning: FileOffset}},
		{"", "    at <unnamed> (<module>[1]:0x77)", Frame{Engine: Wasmer, Index: -1, Func: 1, HasFunc: true, Offset: 0x77, Meaning: FileOffset}},
		{"", "│   1: RuntimeError: x\n", Frame{}},
		{"", "           at f<a (b)> (dir/app.wasm[10]:0x1a)", Frame{Engine: Wasmer, Index: -1, Module: "app.wasm", Func: 10, HasFunc: true, Name: "f<a (b)>", Offset: 0x1a, Meaning: FileOffset}},

		{"", "  #0 divide  func 4 @ 0xc3 in lib", Frame{Engine: Wdbg, Module: "lib", Func: 4, HasFunc: true, Name: "divide", Offset: 0xc3, Meaning: FileOffset}},
		{"", "  #10 a func b(int)  func 4 @ 0xc3", Frame{Engine: Wdbg, Index: 10, Func: 4, HasFunc: true, Name: "a func b(int)", Offset: 0xc3, Meaning: FileOffset}},
	} {
		var r Recognizer
		read(&r, tt.before)
		frames, _ := read(&r, tt.line)
		switch {
		case tt.want == Frame{}:
			if len(frames) > 0 {
				t.Errorf("%q: %+v, want nothing", tt.line, frames)
			}
		case len(frames) != 1:
			t.Errorf("%q: %d frames", tt.line, len(frames))
		case plain(frames[0]) != tt.want:
			t.Errorf("%q:\n got %+v\nwant %+v", tt.line, plain(frames[0]), tt.want)
		}
		if tt.before != "" || tt.want.Engine == EngineUnknown {
			continue
		}
		// Restricted to the engine, the line is the same; to another one, it is none.
		r = Recognizer{Only: tt.want.Engine}
		if only, _ := read(&r, tt.line); len(only) != 1 || plain(only[0]) != tt.want {
			t.Errorf("%q only of %v: %+v", tt.line, tt.want.Engine, only)
		}
	}
}

// TestOrdinaryText has lines that look like frames and are none.
func TestOrdinaryText(t *testing.T) {
	const text = `total=106 fact(5)=120 counter=113
#include <stdio.h>
#0  0x00007ffff7e4a in raise () from /lib/libc.so
#1 main at x.c:3
frame #0: 0x00007fff a.out` + "`main" + `
   0:     0x55e0b0a3a7d2 - std::backtrace_rs::backtrace::libunwind::trace::h1
             at /rustc/90b35a6239c3d8bdabc530a6a0816f7ff89a0aaf/library/std/src/../../backtrace/src/backtrace/libunwind.rs:93:5
   1: anyhow::error::<impl core::convert::From<E> for anyhow::Error>::from
    at Object.<anonymous> (/tmp/main.js:6:43)
    at node:internal/main/run_main_module:28:49
callit@sm.js:5:34
	0x1a2: /src/x.c:12:3
	main.foo(i32,i32)
goroutine 1 [running]:
main.f(0x1, 0x2)
	/tmp/main.go:12 +0x1d
address 0x3b9: bad (code[12]:0x3b9)
    Bytecode offset: 0x00000022
wasm-function[x]:0x12
time: 0x12 - 0x13
12: 0xabc - subtract
`
	var r Recognizer
	if frames, lines := read(&r, text); len(frames) > 0 {
		t.Errorf("%q is a frame: %+v", lines[0], frames[0])
	}
}

func TestStacks(t *testing.T) {
	const text = `RuntimeError: divide by zero
    at app.divide (wasm://wasm/app-858c223a:wasm-function[0]:0x51)
    at host (/tmp/v8.js:6:11)
    at app.run (wasm://wasm/app-858c223a:wasm-function[3]:0x131)
    at Module._compile (node:internal/modules/cjs/loader:1521:14)

Error: host
    at app.run (wasm://wasm/app-858c223a:wasm-function[3]:0x131)
#00: 0x03b9 - divide
#01: 0x0679 - main

Exception: integer divide by zero
#00: 0x03b9 - divide
#00: 0x03b9 - divide
`
	var r Recognizer
	var stacks []int
	var innermost []bool
	var traps []Trap
	for line := range strings.Lines(text) {
		info := r.Line([]byte(strings.TrimSuffix(line, "\n")))
		if info.HasTrap {
			traps = append(traps, info.Trap)
		}
		for _, f := range info.Frames {
			stacks, innermost = append(stacks, info.Stack), append(innermost, f.Innermost)
		}
	}
	if want := []int{1, 1, 2, 3, 3, 4, 5}; !slices.Equal(stacks, want) {
		t.Errorf("stacks %v, want %v", stacks, want)
	}
	if want := []bool{true, false, true, true, false, true, true}; !slices.Equal(innermost, want) {
		t.Errorf("innermost %v, want %v", innermost, want)
	}
	if want := []Trap{TrapDivideByZero, TrapDivideByZero}; !slices.Equal(traps, want) {
		t.Errorf("traps %v, want %v", traps, want)
	}
}

func TestDetails(t *testing.T) {
	const text = "error while executing at wasm backtrace:\n" +
		"    0:     0xe2 - inlined_helper\n" +
		"                    at /src/prog.c:19:10\n" +
		"                - middle\n" +
		"                    at /src/prog.c:25:22\n" +
		"\n" +
		"wasm error: integer divide by zero\nwasm stack trace:\n" +
		"\tapp.middle(i32) i32\n" +
		"\t\t0xbd: crash.c:24:10 (inlined)\n" +
		"\t\t      crash.c:28:11\n" +
		"\t... maybe followed by omitted frames\n" +
		"done\n"
	var r Recognizer
	got := ""
	for line := range strings.Lines(text) {
		switch info := r.Line([]byte(strings.TrimSuffix(line, "\n"))); {
		case info.HasOffset:
			if info.Offset != 0xbd || info.Meaning != CodeOffset || !info.Detail {
				t.Errorf("%q: %+v", line, info)
			}
			got += "o"
		case info.Detail:
			got += "d"
		case len(info.Frames) > 0:
			got += "f"
		case info.Within:
			got += "h"
		default:
			got += "."
		}
	}
	if want := "hfddd..hfodd."; got != want {
		t.Errorf("lines are %s, want %s", got, want)
	}
}

func TestWasmEdgeList(t *testing.T) {
	for text, want := range map[string][]Frame{
		"[2026-01-01] [error] calling stack:main:12, module[0]:5": {
			{Engine: WasmEdge, Index: -1, Module: "main", Func: 12, HasFunc: true},
			{Engine: WasmEdge, Index: -1, Func: 5, HasFunc: true},
		},
		"[error] calling stack:7, 3": {
			{Engine: WasmEdge, Index: -1, Func: 7, HasFunc: true},
			{Engine: WasmEdge, Index: -1, Func: 3, HasFunc: true},
		},
		"[error] calling stack:":     nil,
		"[error] calling stack: foo": nil,
	} {
		var r Recognizer
		frames, _ := read(&r, text)
		for i := range frames {
			if got := text[frames[i].Start:frames[i].End]; got == "" || strings.Contains(got, ",") {
				t.Errorf("%q: frame %d is at %q", text, i, got)
			}
			if frames[i].Innermost {
				t.Errorf("%q: frame %d is said to be the innermost", text, i)
			}
			frames[i] = plain(frames[i])
		}
		if !slices.Equal(frames, want) {
			t.Errorf("%q: %+v", text, frames)
		}
	}
}

func TestCutName(t *testing.T) {
	var r Recognizer
	line := "#00: 0x1234 - " + strings.Repeat("x", 238) + "..."
	frames, _ := read(&r, line)
	if len(frames) != 1 || !frames[0].NameCut || len(frames[0].Name) != 238 {
		t.Errorf("%+v", frames)
	}
	if frames, _ = read(&r, "#01: 0x1234 - f(...)..."); len(frames) != 1 || frames[0].NameCut {
		t.Errorf("%+v", frames)
	}
}

func TestColours(t *testing.T) {
	var r Recognizer
	const line = "\x1b[1;31m#00: \x1b[0m0x03b9 - divide\x1b[m\r\n"
	frames, _ := read(&r, line)
	if len(frames) != 1 || frames[0].Name != "divide" || frames[0].Start != 0 || frames[0].End != len(line)-2 {
		t.Errorf("%+v", frames)
	}
	if frames, _ = read(&r, "\x1b[2K#00: 0x03b9 - divide"); len(frames) != 0 {
		t.Errorf("%+v", frames)
	}
}

func TestParseEngine(t *testing.T) {
	for _, name := range EngineNames() {
		if e, ok := ParseEngine(name); !ok || e.String() != name {
			t.Errorf("%s: %v %v", name, e, ok)
		}
	}
	if e, ok := ParseEngine("node"); !ok || e != V8 {
		t.Errorf("node: %v %v", e, ok)
	}
	for _, name := range []string{"", "unknown", "jvm"} {
		if e, ok := ParseEngine(name); ok {
			t.Errorf("%q: %v", name, e)
		}
	}
}

func FuzzRecognize(f *testing.F) {
	f.Add("#00: 0x03b9 - divide\n#01: 0x0679 - $f12\n\nException: unreachable\n")
	f.Add("wasm backtrace:\n    0:    0x149 - a!b\n      at x.c:1:2\n    1: c!d\n")
	f.Add("wasm stack trace:\n\ta.b(i32,i64) (f32,f64)\n\t\t0x12: x.c:1:2 (inlined)\n\t.$3()\n")
	f.Add("    at a.b (wasm://wasm/a-12345678:wasm-function[1]:0x2)\nc@d.wasm:wasm-function[3]:0x4\n<?>.wasm-function[e]@[wasm code]\n$f @ g.wasm:0x5\n")
	f.Add("[error] In instruction: x (0x00) , Bytecode offset: 0x01\ncalling stack:m:1, module[0]:2, 3\nat <unnamed> (<module>[1]:0x2)\n#0 f  func 1 @ 0x2 in g\n")
	f.Fuzz(func(t *testing.T, text string) {
		for e := EngineUnknown; e <= Wasmer; e++ {
			r := Recognizer{Only: e}
			for line := range strings.Lines(text) {
				info := r.Line([]byte(line))
				if len(info.Frames) > maxListed {
					t.Errorf("%q: %d frames", line, len(info.Frames))
				}
				for i, f := range info.Frames {
					if f.Start < 0 || f.Start >= f.End || f.End > len(line) {
						t.Errorf("%q: frame %d is at %d to %d", line, i, f.Start, f.End)
					}
					if f.Engine == EngineUnknown || e != EngineUnknown && f.Engine != e && !(e == Wasmtime || e == Wasm3) {
						t.Errorf("%q: of %v, asked for %v", line, f.Engine, e)
					}
				}
			}
		}
	})
}
