package dump_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/golden"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/disasm"
	"github.com/wdbg/wdbg/wasm/disasm/dump"
	"github.com/wdbg/wdbg/wasm/op"
)

var update = flag.Bool("update", false, "rewrite the expected listings")

// everything is a module with something in every section.
func everything() []byte {
	I := wasmtest.I
	b := wasmtest.New()
	b.ModuleName("every\x1bthing")
	b.ImportFunc("env", "log\u202e", []wasm.ValType{wasm.I32}, nil)
	b.ImportTable("env", "table", wasm.ExternRef(), wasm.Limits{Min: 1})
	b.ImportMemory("env", "memory", wasm.Limits{Min: 1, Max: 2, HasMax: true, Shared: true})
	b.ImportGlobal("env", "base", wasm.I32, false)
	b.ImportTag("env", "oops", wasm.I32)
	b.Types(wasm.SubType{Kind: wasm.CompStruct, Fields: []wasm.FieldType{{Type: wasm.RefType(true, 3), Mutable: true}, {Type: wasm.I8}}},
		wasm.SubType{Kind: wasm.CompStruct, HasSuper: true, Super: 1, Final: true,
			Fields: []wasm.FieldType{{Type: wasm.RefType(true, 3), Mutable: true}, {Type: wasm.I8}}})
	b.Array(wasm.I16, true)
	add := b.Func([]wasm.ValType{wasm.I32, wasm.I32}, []wasm.ValType{wasm.I32}, []wasm.ValType{wasm.I64, wasm.F32, wasm.F32},
		I(op.LocalGet, 0), I(op.LocalGet, 1), I(op.I32Add))
	long := b.Func(nil, nil, nil, I(op.Block), I(op.I32Const, 7), I(op.Call, 0), I(op.Br, 0), I(op.End))
	b.Func([]wasm.ValType{wasm.I32}, nil, nil, I(op.Call, long))
	b.Table(wasm.FuncRef(), wasm.Limits{Min: 10, Max: 20, HasMax: true}, I(op.RefFunc, add))
	b.Memory(wasm.Limits{Min: 1, Is64: true})
	b.Tag()
	b.Global(wasm.I32, true, I(op.GlobalGet, 0), I(op.I32Const, 16), I(op.I32Add))
	b.ExportFunc("add", add)
	b.ExportFunc("sum", add)
	b.Export("mem", wasm.ExternMemory, 1)
	b.Start(long)
	b.Elem(1, I(op.I32Const, 3), add, long)
	b.Elem(1, I(op.GlobalGet, 0), add)
	b.PassiveElemExprs(wasm.FuncRef(), I(op.RefNull, wasm.HeapFunc), I(op.RefFunc, long))
	b.DeclareElem(add)
	b.Data(0, I(op.I32Const, 1024), bytes.Repeat([]byte("0123456789abcde\n"), 6))
	b.Data(1, I(op.I64Const, 5), []byte("hi"))
	b.PassiveData(nil)
	b.CustomBefore(wasm.SectionType, "build_id", wasmtest.Name("\x01\xab"))
	b.Custom("producers", wasmtest.Vec(wasmtest.Cat(wasmtest.Name("language"), wasmtest.Vec(wasmtest.Cat(wasmtest.Name("C11"), wasmtest.Name(""))))))
	b.Custom("target_features", wasmtest.Vec(append([]byte("+"), wasmtest.Name("simd128")...)))
	b.Custom("sourceMappingURL", wasmtest.Name("app.wasm.map"))
	b.Custom("external_debug_info", wasmtest.Name("app.debug.wasm"))
	b.Custom(".debug_line", bytes.Repeat([]byte{0xde, 0xad}, 50))
	b.FuncName(add, "_ZN4calc3addEii")
	b.FuncName(long, "loop forever")
	b.LocalName(add, 0, "a")
	b.LocalName(add, 2, "tmp")
	b.NameSubsection(4, wasmtest.NameMap(1, "Node"))
	b.NameSubsection(10, wasmtest.Vec(wasmtest.Cat(wasmtest.U(1), wasmtest.NameMap(0, "next"))))
	return b.Bytes()
}

// demangle stands in for a demangler.
func demangle(symbol string) string {
	if symbol == "_ZN4calc3addEii" {
		return "calc::add(int, int)"
	}
	return symbol
}

func list(t *testing.T, file []byte, opts dump.Options) string {
	t.Helper()
	out, err := tryList(file, opts)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func tryList(file []byte, opts dump.Options) (string, error) {
	opts.Name = "test.wasm"
	if opts.Disasm.Demangle == nil {
		opts.Disasm.Demangle = demangle
	}
	var out bytes.Buffer
	err := dump.Write(&out, file, opts)
	return out.String(), err
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	golden.Compare(t, *update, filepath.Join("testdata", name+".txt"), got)
}

func TestListings(t *testing.T) {
	tests := []struct {
		name string
		opts dump.Options
	}{
		{"headers", dump.Options{}},
		{"details", dump.Options{Details: true}},
		{"code", dump.Options{Code: true}},
		{"code_bytes", dump.Options{Code: true, Disasm: disasm.Options{ShowBytes: true, NoNames: true}}},
		{"section_data", dump.Options{Section: "data"}},
		{"section_name", dump.Options{Section: "name"}},
		{"section_debug", dump.Options{Section: ".debug_line"}},
		{"json", dump.Options{Headers: true, Details: true, Code: true, JSON: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			compareGolden(t, tt.name, list(t, everything(), tt.opts))
		})
	}
}

// TestPrograms lists programs in the text format's own terms: garbage collection and exceptions.
func TestPrograms(t *testing.T) {
	for _, name := range []string{"gc", "exceptions", "exceptions_legacy"} {
		path := filepath.Join("..", "..", "..", "testdata", "programs", "wat", name, "main.wasm")
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		compareGolden(t, "program_"+name, list(t, file, dump.Options{Headers: true, Details: true, Code: true}))
	}
}

// TestJSONIsJSON checks that each line is an object with a kind, and that its offsets are those of the text.
func TestJSONIsJSON(t *testing.T) {
	file := everything()
	kinds := map[string]int{}
	offsets := map[wasm.FileOffset]string{}
	for line := range strings.Lines(list(t, file, dump.Options{Headers: true, Details: true, Code: true, JSON: true})) {
		var obj struct {
			Kind         string
			Instructions []struct {
				Offset wasm.FileOffset
				Text   string
			}
		}
		if err := json.Unmarshal([]byte(line), &obj); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		kinds[obj.Kind]++
		for _, in := range obj.Instructions {
			offsets[in.Offset] = in.Text
		}
	}
	for _, kind := range []string{"module", "section", "type", "import", "function", "table", "memory", "tag", "global", "export",
		"start", "elem", "element", "data", "bytes", "names", "producer", "build_id", "code"} {
		if kinds[kind] == 0 {
			t.Errorf("no object of kind %s", kind)
		}
	}
	m, err := wasm.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	p := disasm.New(m, disasm.Options{Demangle: demangle})
	if len(offsets) == 0 {
		t.Error("no instructions")
	}
	for off, text := range offsets {
		if l, err := p.Instr(off); err != nil || string(l.Text) != text {
			t.Errorf("at %#x: %q, the disassembler has %v, %v", off, text, l, err)
		}
	}
}

func TestSelectFunctions(t *testing.T) {
	file := everything()
	m, err := wasm.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	body := m.Code[1] // of function 2
	hex := func(off wasm.FileOffset) string { return string(appendHex(off)) }
	tests := []struct{ sel, want string }{ // want: the indices of the functions listed
		{"1", "1"}, {"0", "0"}, {"1-2", "1 2"}, {"2-99", "2 3"},
		{"_ZN4calc3addEii", "1"}, {"calc::add(int, int)", "1"}, {"calc::add", "1"}, {"*add*", "1"}, {"sum", "1"},
		{"loop forever", "2"}, {"*", "0 1 2 3"}, {"loop?forever", "2"}, {"env.*", "0"},
		{hex(body.Start), "2"}, {hex(body.End - 1), "2"}, {hex(body.Start-10) + "-" + hex(body.End+1), "1 2 3"},
	}
	header := regexp.MustCompile(`\(func (?:\$\S+ |\$".*?" )?\(;(\d+);\)`)
	for _, tt := range tests {
		var got []string
		for _, found := range header.FindAllStringSubmatch(list(t, file, dump.Options{Func: tt.sel}), -1) {
			got = append(got, found[1])
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s selects %v, want %s", tt.sel, got, tt.want)
		}
	}
	for sel, want := range map[string]string{
		"nothing": "no function is called", "9": "there is no function 9", "3-1": "end of the range lies before",
		"0x0": "no function lies there", "0xffff-0xfffff": "no function lies there", "*x*y": "no function is called",
	} {
		if _, err := tryList(file, dump.Options{Func: sel}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", sel, err, want)
		}
	}
}

func TestSelectOffsets(t *testing.T) {
	file := everything()
	m, err := wasm.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	at := m.Code[1].Start + 3 // i32.const 7 and the call after it
	out := list(t, file, dump.Options{Func: string(appendHex(at)) + "-" + string(appendHex(at+2))})
	for _, want := range []string{"i32.const 7", "call $"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	if strings.Contains(out, "block") || strings.Contains(out, "br ") {
		t.Errorf("more than the range is listed:\n%s", out)
	}
}

func TestMissingSection(t *testing.T) {
	for _, opts := range []dump.Options{{Section: ".debug_info"}, {Section: "x", Headers: true}} {
		if _, err := tryList(everything(), opts); err == nil || !strings.Contains(err.Error(), "no section") {
			t.Errorf("%+v: %v", opts, err)
		}
	}
}

// TestMalformed lists what can be read of a broken module and returns the fault.
func TestMalformed(t *testing.T) {
	b := wasmtest.New()
	bad := b.Declare(b.FuncType(nil, nil))
	b.RawBody(bad, wasmtest.Hex("00 01 ff 0b"))
	b.RawBody(b.Declare(0), wasmtest.Hex("00 fe 0b"))
	b.Func(nil, nil, nil, wasmtest.I(op.Nop))
	file := b.Bytes()
	for _, js := range []bool{false, true} {
		out, err := tryList(file, dump.Options{Code: true, JSON: js})
		if err == nil || !strings.Contains(err.Error(), "function 0, offset 0x") || !strings.Contains(err.Error(), "and 1 more") {
			t.Errorf("error %v", err)
		}
		if strings.Count(out, "nop") < 2 || !strings.Contains(out, "illegal opcode 0xff") {
			t.Errorf("what decodes is not listed:\n%s", out)
		}
	}
	cut := file[:len(file)-5]
	for _, js := range []bool{false, true} {
		out, err := tryList(cut, dump.Options{Code: true, JSON: js})
		if err == nil || !strings.Contains(out, "function") || strings.Contains(out, "nop") {
			t.Errorf("cut module: %v\n%s", err, out)
		}
	}
	if out, err := tryList([]byte("\x00asm\x0d\x00\x01\x00"), dump.Options{}); err == nil || !strings.Contains(err.Error(), "component") || out != "" {
		t.Errorf("component: %v, %q", err, out)
	}
}

// TestPrefixes lists every truncation of a module: an error, or a shorter listing, but always an end.
func TestPrefixes(t *testing.T) {
	file := everything()
	for n := range file {
		_, err := tryList(file[:n], dump.Options{Headers: true, Details: true, Code: true})
		if _, decodeErr := wasm.Decode(file[:n]); decodeErr != nil && err == nil {
			t.Errorf("the first %d bytes are listed without an error", n)
		}
	}
}

func FuzzDump(f *testing.F) {
	f.Add(everything(), "add", "name", true)
	f.Add(everything(), "0x10-0x200", "", false)
	f.Fuzz(func(t *testing.T, file []byte, sel, section string, js bool) {
		opts := dump.Options{Headers: true, Details: true, Code: true, JSON: js, Func: sel, Section: section}
		out, _ := tryList(file, opts)
		for line := range strings.Lines(out) {
			if js && !json.Valid([]byte(line)) {
				t.Fatalf("not JSON: %s", line)
			}
			for _, c := range strings.TrimSuffix(line, "\n") {
				if c < ' ' || c == 0x7f && !js {
					t.Fatalf("control character in %q", line)
				}
			}
		}
	})
}

func appendHex(off wasm.FileOffset) []byte {
	const digits = "0123456789abcdef"
	out := []byte("0x")
	for shift := 28; shift >= 0; shift -= 4 {
		out = append(out, digits[off>>shift&15])
	}
	return out
}
