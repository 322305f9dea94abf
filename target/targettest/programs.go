package targettest

import (
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

const wasiModule = "wasi_snapshot_preview1"

// Functions of the program of basic.
const (
	schedYield = wasm.FuncIndex(iota) // of the host
	sum                               // of the numbers up to its parameter, in a loop
	twice
	tail     // calls twice in place of itself
	indirect // calls twice through element 1 of the table
	fact     // calls itself
	poke     // writes the global to memory and calls the host
	begin    // the start function: sets the global
	main
	spin      // does not end
	overwrite // sets the global to its parameter and traps
)

// twiceElement and hostElement are elements of the table that calls go through.
const (
	twiceElement = 1
	hostElement  = 3
)

// basic is a program of calls: its results are at the addresses 8, 12, 16, 20 and 64 of the memory.
func basic() *wasmtest.Builder {
	i := wasmtest.I
	i32 := []wasm.ValType{wasm.I32}
	b := wasmtest.New()
	unary := b.FuncType(i32, i32)
	b.ImportFunc(wasiModule, "sched_yield", nil, i32)
	b.Func(i32, i32, i32,
		i(op.Loop), i(op.LocalGet, 1), i(op.LocalGet, 0), i(op.I32Add), i(op.LocalSet, 1),
		i(op.LocalGet, 0), i(op.I32Const, 1), i(op.I32Sub), i(op.LocalTee, 0), i(op.BrIf, 0), i(op.End),
		i(op.LocalGet, 1))
	b.Func(i32, i32, nil, i(op.LocalGet, 0), i(op.LocalGet, 0), i(op.I32Add))
	b.Func(i32, i32, nil, i(op.LocalGet, 0), i(op.ReturnCall, twice))
	b.Func(i32, i32, nil, i(op.LocalGet, 0), i(op.I32Const, twiceElement), i(op.CallIndirect, unary, 0))
	b.Func(i32, i32, nil,
		i(op.LocalGet, 0), i(op.I32Eqz), i(op.If, wasm.I32), i(op.I32Const, 1), i(op.Else),
		i(op.LocalGet, 0), i(op.LocalGet, 0), i(op.I32Const, 1), i(op.I32Sub), i(op.Call, fact), i(op.I32Mul), i(op.End))
	b.Func(nil, nil, nil, i(op.I32Const, 64), i(op.GlobalGet, 0), i(op.I32Store), i(op.Call, schedYield), i(op.Drop))
	b.Func(nil, nil, nil, i(op.I32Const, 7), i(op.GlobalSet, 0))
	b.Func(nil, nil, nil,
		i(op.I32Const, 8), i(op.I32Const, 10), i(op.Call, sum), i(op.I32Store),
		i(op.I32Const, 12), i(op.I32Const, 21), i(op.Call, tail), i(op.I32Store),
		i(op.I32Const, 16), i(op.I32Const, 4), i(op.Call, indirect), i(op.I32Store),
		i(op.I32Const, 20), i(op.I32Const, 5), i(op.Call, fact), i(op.I32Store),
		i(op.Call, poke))
	b.Func(i32, nil, nil, i(op.Loop), i(op.LocalGet, 0), i(op.I32Const, 1), i(op.I32Add), i(op.LocalSet, 0), i(op.Br, 0), i(op.End))
	b.Func(i32, nil, nil, i(op.LocalGet, 0), i(op.GlobalSet, 0), i(op.Unreachable))
	b.Pages(1, 2)
	b.Global(wasm.I32, true, i(op.I32Const, 3))
	b.Table(wasm.FuncRef(), wasm.Limits{Min: 5})
	b.Elem(0, i(op.I32Const, twiceElement), twice)
	b.Elem(0, i(op.I32Const, hostElement), schedYield)
	b.Start(begin)
	return command(b, main)
}

// command exports what a command of WASI exports.
func command(b *wasmtest.Builder, f wasm.FuncIndex) *wasmtest.Builder {
	b.ExportFunc("_start", f)
	b.Export("memory", wasm.ExternMemory, 0)
	return b
}

// Functions of the program of throwing.
const (
	thrower = wasm.FuncIndex(iota) // throws an exception as many calls further down as its parameter says
	catcher                        // has a handler, with a value that it stores
	direct                         // returns what it catches
	thrown                         // calls them, and does not catch the last exception
)

// throwing is a program of exceptions. The tag is named "problem" and carries an i32.
func throwing() *wasmtest.Builder {
	i := wasmtest.I
	i32 := []wasm.ValType{wasm.I32}
	clause := wasm.CatchClause{Kind: wasm.CatchTag, Tag: 0, Label: 0}
	b := wasmtest.New()
	b.Func(i32, nil, nil,
		i(op.LocalGet, 0), i(op.I32Eqz), i(op.If), i(op.I32Const, 42), i(op.Throw, 0), i(op.End),
		i(op.LocalGet, 0), i(op.I32Const, 1), i(op.I32Sub), i(op.Call, thrower))
	b.Func(i32, i32, i32,
		i(op.Block, wasm.I32), i(op.TryTable, wasm.BlockType{}, clause), i(op.LocalGet, 0), i(op.Call, thrower), i(op.End), i(op.I32Const, 0), i(op.End),
		i(op.LocalSet, 1), i(op.LocalGet, 1), i(op.I32Const, 1), i(op.I32Add))
	b.Func(i32, i32, nil,
		i(op.TryTable, wasm.BlockType{}, clause), i(op.LocalGet, 0), i(op.Call, thrower), i(op.End), i(op.I32Const, 0))
	b.Func(nil, nil, nil,
		i(op.I32Const, 8), i(op.I32Const, 3), i(op.Call, catcher), i(op.I32Store),
		i(op.I32Const, 12), i(op.I32Const, 2), i(op.Call, direct), i(op.I32Store),
		i(op.I32Const, 1), i(op.Call, thrower))
	b.Tag(wasm.I32)
	b.NameSubsection(11, wasmtest.NameMap(uint32(0), "problem"))
	b.Pages(1, 1)
	return command(b, thrown)
}

// exiting is a program that ends with a status, in a function that another calls; spinning one that does not end; broken one that cannot
// be instantiated.
func exiting(status int) *wasmtest.Builder {
	i := wasmtest.I
	b := wasmtest.New()
	exit := b.ImportFunc(wasiModule, "proc_exit", []wasm.ValType{wasm.I32}, nil)
	leave := b.Func(nil, nil, nil, i(op.I32Const, status), i(op.Call, exit))
	b.Pages(1, 1)
	return command(b, b.Func(nil, nil, nil, i(op.Call, leave)))
}

func spinning() *wasmtest.Builder {
	i := wasmtest.I
	b := wasmtest.New()
	f := b.Func(nil, nil, []wasm.ValType{wasm.I32},
		i(op.Loop), i(op.LocalGet, 0), i(op.I32Const, 1), i(op.I32Add), i(op.LocalSet, 0),
		i(op.I32Const, 0), i(op.I32Load), i(op.I32Eqz), i(op.BrIf, 0), i(op.End))
	b.Pages(1, 1)
	return command(b, f)
}

func broken() *wasmtest.Builder {
	b := wasmtest.New()
	b.ImportFunc("nowhere", "nothing", nil, nil)
	b.Pages(1, 1)
	return command(b, b.Func(nil, nil, nil))
}
