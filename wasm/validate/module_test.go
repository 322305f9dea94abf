package validate_test

import (
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
	"github.com/wdbg/wdbg/wasm/validate"
)

// moduleTest is a module with the error it should have, or none.
type moduleTest struct {
	name    string
	build   func(b *wasmtest.Builder)
	section string
	want    string
}

func runModules(t *testing.T, tests []moduleTest) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := wasmtest.New()
			tt.build(b)
			m, err := wasm.Decode(b.Bytes())
			if err != nil {
				t.Fatalf("Decode: %v", err)
			}
			_, err = validate.Module(m)
			checkMsg(t, err, tt.want)
			if err == nil {
				return
			}
			e := asError(t, err)
			if e.Section != tt.section || !e.Invalid || e.HasFunc {
				t.Errorf("got section %q, invalid %t, function %t, want section %q, invalid", e.Section, e.Invalid, e.HasFunc, tt.section)
			}
			if e.Offset == 0 || int(e.Offset) >= len(m.Bytes) {
				t.Errorf("offset 0x%x lies outside of the file's sections", uint64(e.Offset))
			}
		})
	}
}

func TestLimits(t *testing.T) {
	memory := func(l wasm.Limits) func(*wasmtest.Builder) {
		return func(b *wasmtest.Builder) { b.Memory(l) }
	}
	table := func(l wasm.Limits) func(*wasmtest.Builder) {
		return func(b *wasmtest.Builder) { b.Table(wasm.FuncRef(), l) }
	}
	runModules(t, []moduleTest{
		{"4 GiB", memory(wasm.Limits{Min: 1 << 16, Max: 1 << 16, HasMax: true}), "", ""},
		{"more", memory(wasm.Limits{Min: 1<<16 + 1}), "memory", "memory size must be at most 65536 pages (4GiB): minimum 65537"},
		{"maximum", memory(wasm.Limits{Max: 1<<16 + 1, HasMax: true}), "memory", "memory size must be at most 65536 pages (4GiB): maximum 65537"},
		{"order", memory(wasm.Limits{Min: 2, Max: 1, HasMax: true}), "memory", "size minimum must not be greater than maximum: 2 > 1"},
		{"64-bit", memory(wasm.Limits{Min: 1 << 48, Is64: true}), "", ""},
		{"64-bit, more", memory(wasm.Limits{Min: 1<<48 + 1, Is64: true}), "memory", "memory size must be at most 2^48 pages"},
		{"shared", memory(wasm.Limits{Shared: true}), "memory", "shared memory must have maximum"},
		{"imported", func(b *wasmtest.Builder) { b.ImportMemory("m", "n", wasm.Limits{Min: 1 << 17}) }, "import", "memory size must be at most"},
		{"table", table(wasm.Limits{Min: 1<<32 - 1}), "", ""},
		{"larger table", table(wasm.Limits{Min: 1 << 32}), "table", "table size must be at most 2^32-1"},
		{"64-bit table", table(wasm.Limits{Min: 1<<64 - 1, Is64: true}), "", ""},
	})
}

func TestDefinitions(t *testing.T) {
	runModules(t, []moduleTest{
		{"import of an unknown type", func(b *wasmtest.Builder) { b.ImportFuncOf("m", "n", 0) }, "import", "unknown type 0: the module has 0 types"},
		{"import of a structure", func(b *wasmtest.Builder) { b.ImportFuncOf("m", "n", b.Struct()) }, "import", "non-function type 0"},
		{"function of an unknown type", func(b *wasmtest.Builder) { b.Declare(3) }, "function", "unknown type 3"},
		{"tag with results", func(b *wasmtest.Builder) { b.TagOf(b.FuncType(nil, types(wasm.I32))) }, "tag", "non-empty tag result type: type 0 has 1 results"},
		{"tag of an unknown type", func(b *wasmtest.Builder) { b.TagOf(5) }, "tag", "unknown type 5"},
		{"table of an unknown type", func(b *wasmtest.Builder) { b.Table(refNull(1), wasm.Limits{}) }, "table", "unknown type 1"},
		{"table without initial value", func(b *wasmtest.Builder) { b.Table(ref(wasm.HeapFunc), wasm.Limits{}) }, "table",
			"type mismatch: a table of (ref func) needs an initial value"},
		{"table with initial value", func(b *wasmtest.Builder) {
			b.Func(nil, nil, nil)
			b.Table(ref(wasm.HeapFunc), wasm.Limits{}, i(op.RefFunc, 0))
		}, "", ""},
		{"table of a defined global", func(b *wasmtest.Builder) {
			b.Global(wasm.FuncRef(), false, i(op.RefNull, wasm.HeapFunc))
			b.Table(wasm.FuncRef(), wasm.Limits{}, i(op.GlobalGet, 0))
		}, "table", "unknown global 0"},
		{"table of an imported global", func(b *wasmtest.Builder) {
			b.ImportGlobal("m", "n", wasm.FuncRef(), false)
			b.Table(wasm.FuncRef(), wasm.Limits{}, i(op.GlobalGet, 0))
		}, "", ""},
		{"duplicate export", func(b *wasmtest.Builder) {
			f := b.Func(nil, nil, nil)
			b.ExportFunc("a", f)
			b.ExportFunc("a", f)
		}, "export", `duplicate export name "a"`},
		{"export of an unknown function", func(b *wasmtest.Builder) { b.ExportFunc("a", 0) }, "export", "unknown function 0"},
		{"export of an unknown tag", func(b *wasmtest.Builder) { b.Export("a", wasm.ExternTag, 1) }, "export", "unknown tag 1"},
		{"unknown start", func(b *wasmtest.Builder) { b.Start(1) }, "start", "unknown function 1"},
		{"start with a parameter", func(b *wasmtest.Builder) { b.Start(b.Func(types(wasm.I32), nil, nil)) }, "start",
			"start function must not have parameters or results: function 0 is (i32) -> ()"},
		{"segment of an unknown function", func(b *wasmtest.Builder) { b.PassiveElem(7) }, "element", "unknown function 7"},
		{"segment for an unknown table", func(b *wasmtest.Builder) { b.Elem(0, zero) }, "element", "unknown table 0"},
		{"segment for a table of others", func(b *wasmtest.Builder) {
			b.Table(wasm.ExternRef(), wasm.Limits{})
			b.Elem(0, zero)
		}, "element", "type mismatch: a segment of "},
		{"segment at an i64 address", func(b *wasmtest.Builder) {
			b.Table(wasm.FuncRef(), wasm.Limits{})
			b.Elem(0, zero64)
		}, "element", "type mismatch: the expression at 0x"},
		{"data for an unknown memory", func(b *wasmtest.Builder) { b.Data(0, zero, nil) }, "data", "unknown memory 0"},
		{"data at an i64 address", func(b *wasmtest.Builder) {
			b.Memory(wasm.Limits{Is64: true})
			b.Data(0, zero64, nil)
		}, "", ""},
		{"supertype of another kind", func(b *wasmtest.Builder) {
			b.Types(wasm.SubType{Kind: wasm.CompStruct})
			b.Types(wasm.SubType{HasSuper: true})
		}, "type", "sub type 1 does not match super type 0"},
	})
}

func TestConstantExpressions(t *testing.T) {
	global := func(typ wasm.ValType, init ...[]byte) func(*wasmtest.Builder) {
		return func(b *wasmtest.Builder) {
			b.Struct(wasm.FieldType{Type: wasm.I8})
			b.Array(wasm.I32, false)
			b.Func(nil, nil, nil)
			b.Global(wasm.I32, false, zero)
			b.Global(wasm.I32, true, zero)
			b.Global(typ, false, init...)
			b.Global(wasm.I32, false, zero)
		}
	}
	runModules(t, []moduleTest{
		{"extended", global(wasm.I32, i(op.GlobalGet, 0), zero, i(op.I32Mul)), "", ""},
		{"of a mutable global", global(wasm.I32, i(op.GlobalGet, 1)), "global", "constant expression required: global 1 is mutable"},
		{"of a later global", global(wasm.I32, i(op.GlobalGet, 3)), "global", "unknown global 3"},
		{"of itself", global(wasm.I32, i(op.GlobalGet, 2)), "global", "unknown global 2: there are 2 here"},
		{"not constant", global(wasm.I32, zero, i(op.I32Eqz)), "global", "constant expression required: i32.eqz is not constant"},
		{"block", global(wasm.I32, i(op.Block, wasm.I32), zero, end), "global", "constant expression required"},
		{"empty", global(wasm.I32), "global", "type mismatch: the expression at 0x"},
		{"too much", global(wasm.I32, zero, zero), "global", "type mismatch: the expression at 0x"},
		{"structure", global(ref(0), zero, i(op.StructNew, 0)), "", ""},
		{"array", global(ref(wasm.HeapArray), zero, zero, i(op.ArrayNewFixed, 1, 2)), "", ""},
		{"array from data", global(ref(wasm.HeapArray), zero, zero, i(op.ArrayNewData, 1, 0)), "global", "constant expression required"},
		{"function", global(ref(wasm.HeapFunc), i(op.RefFunc, 0)), "", ""},
		{"unknown function", global(ref(wasm.HeapFunc), i(op.RefFunc, 1)), "global", "unknown function 1"},
		{"conversion", global(wasm.ExternRef(), zero, i(op.RefI31), i(op.ExternConvertAny)), "", ""},
	})
}

// TestDeclaredFunctions checks that every mention outside of the bodies lets ref.func name a function.
func TestDeclaredFunctions(t *testing.T) {
	tests := map[string]func(b *wasmtest.Builder){
		"export":              func(b *wasmtest.Builder) { b.ExportFunc("f", 0) },
		"passive segment":     func(b *wasmtest.Builder) { b.PassiveElem(0) },
		"declarative segment": func(b *wasmtest.Builder) { b.DeclareElem(0) },
		"expression":          func(b *wasmtest.Builder) { b.PassiveElemExprs(wasm.FuncRef(), i(op.RefFunc, 0)) },
		"global":              func(b *wasmtest.Builder) { b.Global(wasm.FuncRef(), false, i(op.RefFunc, 0)) },
		"table":               func(b *wasmtest.Builder) { b.Table(wasm.FuncRef(), wasm.Limits{}, i(op.RefFunc, 0)) },
	}
	for name, mention := range tests {
		t.Run(name, func(t *testing.T) {
			b := wasmtest.New()
			f := b.Func(nil, nil, nil, i(op.RefFunc, 0), i(op.Drop))
			mention(b)
			checkMsg(t, mustModule(t, b.Bytes()).Func(f), "")
		})
	}
	t.Run("start", func(t *testing.T) {
		b := wasmtest.New()
		f := b.Func(nil, nil, nil, i(op.RefFunc, 0), i(op.Drop))
		b.Start(f)
		checkMsg(t, mustModule(t, b.Bytes()).Func(f), "undeclared function reference 0")
	})
}

func TestTypeIDs(t *testing.T) {
	b := wasmtest.New()
	b.Types(wasm.SubType{Kind: wasm.CompStruct})
	b.Types(wasm.SubType{Kind: wasm.CompStruct})
	b.Types(wasm.SubType{Kind: wasm.CompStruct, HasSuper: true, Super: 1})
	c := mustModule(t, b.Bytes())
	ids := c.TypeIDs()
	if len(ids) != 3 || ids[0] != ids[1] || !c.Types().IsSub(ids[2], ids[0]) {
		t.Errorf("got ids %v, want the first two equal and the third below", ids)
	}
}
