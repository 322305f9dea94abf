package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/report"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

var (
	i32   = []wasm.ValType{wasm.I32}
	instr = wasmtest.I
)

// trap instantiates a module and calls its export "f", which must trap.
func trap(t *testing.T, b *wasmtest.Builder, resolve engine.Resolver, args ...engine.Value) *engine.Trap {
	t.Helper()
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	store := engine.NewStore(engine.Config{Tier: interp.New()})
	t.Cleanup(store.Close)
	if resolve == nil {
		resolve = func(string, string) (engine.Extern, bool) { return nil, false }
	}
	inst, err := store.Instantiate(m, "main.wasm", func(module, name string) (engine.Extern, bool) {
		if module == "host" {
			return store.NewHostFunc(&engine.HostFunc{Module: module, Name: name,
				Call: func(*engine.Call) error { return errors.New("refused\x07") }}), true
		}
		return resolve(module, name)
	})
	if err != nil {
		t.Fatal(err)
	}
	f, ok := inst.ExportedFunc("f")
	if !ok {
		t.Fatal("no export f")
	}
	_, err = store.Invoke(f, args...)
	var trap *engine.Trap
	if !errors.As(err, &trap) {
		t.Fatalf("%v", err)
	}
	return trap
}

func text(t *testing.T, trap *engine.Trap, opts report.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Trap(&b, trap, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// divider is a module whose f(x) calls a function that divides 7 by x.
func divider() *wasmtest.Builder {
	b := wasmtest.New()
	div := b.Func(i32, i32, i32, instr(op.I32Const, 7), instr(op.LocalGet, 0), instr(op.I32DivS))
	f := b.Func(i32, i32, nil, instr(op.I32Const, 100000), instr(op.LocalGet, 0), instr(op.Call, div), instr(op.I32Add))
	b.ExportFunc("f", f)
	b.FuncName(div, "_Z6divideIiEvT_")
	b.LocalName(div, 0, "divisor")
	return b
}

func TestShort(t *testing.T) {
	got := text(t, trap(t, divider(), nil, engine.I32Value(0)), report.Options{})
	want := `trap: integer divide by zero: 7 / 0
backtrace, innermost first:
  #0 void divide<int>(int)  func 0 @ 0x27
  #1 f                      func 1 @ 0x31
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFull(t *testing.T) {
	got := text(t, trap(t, divider(), nil, engine.I32Value(0)), report.Options{Style: report.Full})
	want := `trap: integer divide by zero: 7 / 0
backtrace, innermost first:
  #0 void divide<int>(int)  func 0 @ 0x27
       wasm locals: divisor = i32 0, 1 = i32 0
       operands: 0 = i32 7, 1 = i32 0
  #1 f                      func 1 @ 0x31
       wasm locals: 0 = i32 0
       operands: 0 = i32 100000 (0x186a0)
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOff(t *testing.T) {
	got := text(t, trap(t, divider(), nil, engine.I32Value(0)), report.Options{Style: report.Off})
	if got != "trap: integer divide by zero: 7 / 0\n" {
		t.Errorf("got %q", got)
	}
}

func TestColor(t *testing.T) {
	tr := trap(t, divider(), nil, engine.I32Value(0))
	if plain := text(t, tr, report.Options{}); strings.Contains(plain, "\x1b") {
		t.Errorf("escape sequences without Color: %q", plain)
	}
	if got := text(t, tr, report.Options{Color: true}); !strings.HasPrefix(got, "\x1b[1;31mtrap:\x1b[0m ") {
		t.Errorf("got %q", got)
	}
}

func TestGuestsNamesDoNotReachTheTerminal(t *testing.T) {
	b := wasmtest.New()
	h := b.ImportFunc("host", "\x1b]0;title\x07", nil, nil)
	f := b.Func(nil, nil, nil, instr(op.Call, h))
	b.ExportFunc("f", f)
	b.FuncName(f, "evil\x1b[2J\nname")
	tr := trap(t, b, nil)
	for _, style := range []report.Style{report.Short, report.Full, report.Off, report.JSON} {
		got := text(t, tr, report.Options{Style: style})
		if i := strings.IndexFunc(strings.ReplaceAll(got, "\n", ""), func(r rune) bool { return r < ' ' }); i >= 0 {
			t.Errorf("style %d: control character in %q", style, got)
		}
		if strings.Count(got, "evil") > 0 && strings.Contains(got, "evil\x1b[2J\n") {
			t.Errorf("style %d: %q", style, got)
		}
	}
	short := text(t, tr, report.Options{})
	for _, want := range []string{`evil\x1b[2J\nname`, `host.\x1b]0;title\a`, "host function\n"} {
		if !strings.Contains(short, want) {
			t.Errorf("no %s in\n%s", want, short)
		}
	}
}

func TestUnnamed(t *testing.T) {
	b := wasmtest.New()
	g := b.Func(nil, nil, nil, instr(op.Unreachable))
	b.ExportFunc("f", b.Func(nil, nil, nil, instr(op.Call, g)))
	got := text(t, trap(t, b, nil), report.Options{})
	if !strings.Contains(got, "#0 <unnamed>  func 0") || !strings.Contains(got, "#1 f          func 1") {
		t.Errorf("got\n%s", got)
	}
}

func TestRecursionIsFolded(t *testing.T) {
	b := wasmtest.New()
	odd := b.Declare(b.FuncType(nil, nil))
	even := b.Func(nil, nil, nil, instr(op.Call, odd))
	b.Body(odd, nil, instr(op.Call, even))
	b.ExportFunc("f", even)
	b.FuncName(odd, "odd")
	b.FuncName(even, "even")
	tr := trap(t, b, nil)
	got := text(t, tr, report.Options{})
	lines := strings.Split(strings.TrimSpace(got), "\n")
	if len(lines) != 7 || !strings.Contains(lines[4], "folded: even → odd → even") && !strings.Contains(lines[4], "folded: odd → even → odd") {
		t.Errorf("got\n%s", got)
	}
	if !strings.HasPrefix(lines[0], "trap: call stack exhausted: ") {
		t.Errorf("got %s", lines[0])
	}
	var j struct {
		Threads []struct {
			Depth  int
			Frames []struct{ Folded struct{ Frames int } }
		}
	}
	if err := json.Unmarshal([]byte(text(t, tr, report.Options{Style: report.JSON})), &j); err != nil {
		t.Fatal(err)
	}
	th := j.Threads[0]
	if len(th.Frames) != 5 || th.Depth != th.Frames[2].Folded.Frames+4 {
		t.Errorf("%+v", th)
	}
}

func TestJSON(t *testing.T) {
	got := text(t, trap(t, divider(), nil, engine.I32Value(0)), report.Options{Style: report.JSON, Status: 134})
	want := `{"event":"trap","trap":"integer-divide-by-zero","message":"integer divide by zero: 7 / 0","detail":"7 / 0",` +
		`"exit_status":134,"thread":0,"threads":[{"id":0,"depth":2,"frames":[` +
		`{"index":0,"frame":{"function":"void divide<int>(int)","raw_name":"_Z6divideIiEvT_","host":false,"instance":"main.wasm",` +
		`"function_index":0,"file_offset":39,"code_offset":9,"function_offset":7,` +
		`"locals":[{"name":"divisor","type":"i32","value":"0"},{"type":"i32","value":"0"}],` +
		`"operands":[{"type":"i32","value":"7"},{"type":"i32","value":"0"}]}},` +
		`{"index":1,"frame":{"function":"f","raw_name":"f","host":false,"instance":"main.wasm",` +
		`"function_index":1,"file_offset":49,"code_offset":19,"function_offset":7,` +
		`"locals":[{"type":"i32","value":"0"}],"operands":[{"type":"i32","value":"100000"}]}}]}]}` + "\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestUncaughtException(t *testing.T) {
	b := wasmtest.New()
	tag := b.Tag(wasm.I32, wasm.F64)
	b.ExportFunc("f", b.Func(nil, nil, nil, instr(op.I32Const, 42), instr(op.F64Const, 1.5), instr(op.Throw, tag)))
	tr := trap(t, b, nil)
	got := text(t, tr, report.Options{})
	if !strings.HasPrefix(got, "trap: uncaught exception: ") || !strings.Contains(got, "42") || !strings.Contains(got, "1.5") {
		t.Errorf("got\n%s", got)
	}
	if got := text(t, tr, report.Options{Style: report.JSON}); !strings.Contains(got,
		`"exception":{"tag":0,"payload":[{"type":"i32","value":"42"},{"type":"f64","value":"1.5"}]}`) {
		t.Errorf("got\n%s", got)
	}
}

func TestManyLocalsAndLongNames(t *testing.T) {
	b := wasmtest.New()
	var locals []wasm.ValType
	for range 50_000 {
		locals = append(locals, wasm.I64)
	}
	f := b.Func(nil, nil, locals, instr(op.Unreachable))
	b.ExportFunc("f", f)
	b.FuncName(f, strings.Repeat("name", 100_000))
	tr := trap(t, b, nil)
	full := text(t, tr, report.Options{Style: report.Full})
	if len(full) > 10_000 || !strings.Contains(full, "49900 more") {
		t.Errorf("%d bytes: %.300s", len(full), full)
	}
	if got := text(t, tr, report.Options{Style: report.JSON}); !strings.Contains(got, `"locals_error":"49900 more left out"`) {
		t.Errorf("%.300s", got)
	}
}

func TestTrapWithoutThread(t *testing.T) {
	tr := &engine.Trap{Kind: engine.TrapMemoryBounds, Detail: "data segment 0 of 4 bytes at 0x10000"}
	for _, style := range []report.Style{report.Short, report.Full} {
		if got := text(t, tr, report.Options{Style: style}); got != "trap: out of bounds memory access: data segment 0 of 4 bytes at 0x10000\n" {
			t.Errorf("got %q", got)
		}
	}
	if got := text(t, tr, report.Options{Style: report.JSON}); !strings.Contains(got, `"threads":[]`) {
		t.Errorf("got %s", got)
	}
}

func TestEveryKindHasAText(t *testing.T) {
	for k := engine.TrapUnreachable; k <= engine.TrapStub; k++ {
		got := text(t, &engine.Trap{Kind: k}, report.Options{})
		if strings.Contains(got, "unknown") || len(got) < 8 {
			t.Errorf("kind %d: %q", k, got)
		}
	}
}

func ExampleValue() {
	fmt.Println(report.Value(engine.I32Value(42)))
	fmt.Println(report.Value(engine.I32Value(0xfffffff0)))
	fmt.Println(report.Value(engine.I64Value(1 << 40)))
	fmt.Println(report.Value(engine.F64Value(0.25)))
	// Output:
	// 42
	// -16
	// 1099511627776 (0x10000000000)
	// 0.25
}
