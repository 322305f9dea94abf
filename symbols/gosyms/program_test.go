package gosyms_test

import (
	"encoding/binary"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// Addresses in the programs that the tests make.
const (
	tableAddr  = 0x2000
	treeAddr   = 0x3000 // of the functions' data
	recordAddr = 0x4000 // of runtime.firstmoduledata
)

// strtab is strings that end with zeros.
type strtab []byte

func (s *strtab) add(text string) uint32 {
	off := uint32(len(*s))
	*s = append(append(*s, text...), 0)
	return off
}

// steps encodes a table from blocks to values: pairs of a value and the number of blocks that have it.
func steps(pairs ...int) []byte {
	var b []byte
	last := -1
	for i := 0; i < len(pairs); i += 2 {
		d := pairs[i] - last
		last = pairs[i]
		b = binary.AppendUvarint(b, uint64(uint32(d<<1)^uint32(d>>31)))
		b = binary.AppendUvarint(b, uint64(pairs[i+1]))
	}
	return append(b, 0)
}

// goImage makes the memory of a program of two functions: main.main, of 8 blocks, and main.leaf, of 2. In main.main blocks 2 and 3 are
// of main.inlined, which is called in block 4; in block 3 main.deep is inlined in that, called in block 2.
func goImage(magic byte, shifted bool) []byte {
	le := binary.LittleEndian
	names := strtab{0}
	main, leaf, inlined, deep := names.add("main.main"), names.add("main.(*T).leaf"), names.add("main.inlined"), names.add("main.deep")
	files := strtab{}
	units := le.AppendUint32(le.AppendUint32(nil, files.add("main.go")), files.add("other.go"))
	values := []byte{0}
	value := func(pairs ...int) uint32 {
		off := uint32(len(values))
		values = append(values, steps(pairs...)...)
		return off
	}
	v118 := magic == 0xf0
	record := func(i, name, startLine, file, line, nodes uint32) []byte {
		entry := 0x1000 + i
		if shifted {
			entry = i << 16
		}
		var b []byte
		for _, w := range []uint32{entry, name, 0, 0, 0, file, line, 3, 0} {
			b = le.AppendUint32(b, w)
		}
		if !v118 {
			b = le.AppendUint32(b, startLine)
		}
		b = append(b, 0, 0, 0, 4)
		for _, w := range []uint32{0, 0, nodes, 1<<32 - 1, 1<<32 - 1, 1<<32 - 1} {
			b = le.AppendUint32(b, w)
		}
		if nodes != 0 {
			b = le.AppendUint32(b, 0x10) // the tree
		} else {
			b = le.AppendUint32(b, 1<<32-1)
		}
		return b
	}
	first := record(0, main, 10, value(0, 2, 1, 2, 0, 4), value(11, 1, 12, 1, 101, 1, 201, 1, 14, 4), value(-1, 2, 0, 1, 1, 1, -1, 4))
	second := record(1, leaf, 30, value(0, 2), value(31, 2), 0)
	const functab = 2*8 + 4
	var funcs []byte
	for _, w := range []uint32{le.Uint32(first), functab, le.Uint32(second), functab + uint32(len(first)), le.Uint32(second) + 1} {
		funcs = le.AppendUint32(funcs, w)
	}
	funcs = append(append(funcs, first...), second...)

	var header []byte
	parts := [][]byte{names, units, files, values, funcs}
	offset := uint64(72)
	for _, w := range []uint64{2, 2, 0} {
		header = le.AppendUint64(header, w)
	}
	for _, p := range parts {
		header = le.AppendUint64(header, offset)
		offset += uint64(len(p))
	}
	mem := make([]byte, recordAddr+48*8)
	table := append([]byte{magic, 0xff, 0xff, 0xff, 0, 0, 1, 8}, header...)
	for _, p := range parts {
		table = append(table, p...)
	}
	copy(mem[tableAddr:], table)
	for i, node := range [][2]uint32{{inlined, 4}, {deep, 2}} {
		b := mem[treeAddr+0x10+16*i:]
		le.PutUint32(b[4:], node[0])
		le.PutUint32(b[8:], node[1])
		le.PutUint32(b[12:], uint32(100*(i+1)))
	}
	le.PutUint64(mem[recordAddr:], tableAddr)
	le.PutUint64(mem[recordAddr+8:], tableAddr+72)
	le.PutUint64(mem[recordAddr+40*8:], treeAddr)
	return mem
}

// goCall is the code of a call with a program counter, as the compiler writes it.
func goCall(pc int64, callee wasm.FuncIndex) []byte {
	return wasmtest.Cat(
		wasmtest.I(op.LocalGet, 1), wasmtest.I(op.I32Const, 8), wasmtest.I(op.I32Sub), wasmtest.I(op.LocalTee, 1), wasmtest.I(op.GlobalSet, 0),
		wasmtest.I(op.LocalGet, 1), wasmtest.I(op.I64Const, pc), wasmtest.I(op.I64Store),
		wasmtest.I(op.I32Const, 0), wasmtest.I(op.Call, callee),
		wasmtest.I(op.GlobalGet, 0), wasmtest.I(op.LocalSet, 1), wasmtest.I(op.BrIf, 0))
}

// pc is the program counter that a call in a block stores.
func pc(index, block int64) int64 { return (0x1000+index)<<16 | (block + 1) }

// program is a module to be made in a test.
type program struct {
	image  []byte
	caller int64            // the function whose program counters main stores
	funcs  []wasm.FuncIndex // the table from 0x1000 on; nil for none
	names  []string         // in the name section
}

// defaultProgram is what goImage is of.
func defaultProgram() program {
	return program{image: goImage(0xf1, false), funcs: []wasm.FuncIndex{1, 2}, names: []string{"main.main", "main.__T_.leaf"}}
}

func (p program) build(t testing.TB) *wasm.Module {
	t.Helper()
	b := wasmtest.New()
	b.ImportFunc("env", "host", nil, nil)
	i32 := []wasm.ValType{wasm.I32}
	enter := wasmtest.Cat(wasmtest.I(op.GlobalGet, 0), wasmtest.I(op.LocalSet, 1))
	frame := wasmtest.Cat(wasmtest.I(op.LocalGet, 1), wasmtest.I(op.I32Const, 32), wasmtest.I(op.I32Sub), wasmtest.I(op.LocalTee, 1), wasmtest.I(op.GlobalSet, 0))
	code := [][]byte{enter, frame, wasmtest.I(op.Nop)}
	for block := range int64(5) {
		code = append(code, goCall(pc(p.caller, block), 2), wasmtest.I(op.Nop))
	}
	b.Func(i32, i32, i32, append(code, wasmtest.I(op.I32Const, 0))...)
	b.Func(i32, i32, i32, enter, wasmtest.I(op.Nop), wasmtest.I(op.I32Const, 0))
	b.Global(wasm.I32, true, wasmtest.I(op.I32Const, 0))
	b.Pages(1, 1)
	if p.funcs != nil {
		b.Table(wasm.FuncRef(), wasm.Limits{Min: 0x1000 + uint64(len(p.funcs))})
		b.Elem(0, wasmtest.I(op.I32Const, 0x1000), p.funcs...)
	}
	b.Data(0, wasmtest.I(op.I32Const, 0), p.image)
	b.CustomBefore(wasm.SectionType, "go:buildid")
	for i, n := range p.names {
		b.FuncName(wasm.FuncIndex(i+1), n)
	}
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return m
}
