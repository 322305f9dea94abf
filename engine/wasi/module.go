package wasi

import (
	"encoding/binary"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// memoryExport is the proxy module's name for its memory.
const memoryExport = "memory"

// proxyModule assembles the proxy module: it imports the calls, exports a function for each that passes its
// arguments on, and has the memory that the calls read and write.
func proxyModule(list []call) []byte {
	var types, imports, funcs, exports, code vector
	exports.add(name(memoryExport), []byte{byte(wasm.ExternMemory), 0})
	for i, c := range list {
		t := c.funcType()
		types.add([]byte{0x60}, valTypes(t.Params), valTypes(t.Results))
		imports.add(name(ModuleName), name(c.name), []byte{byte(wasm.ExternFunc)}, leb(i))
		funcs.add(leb(i))
		exports.add(name(c.name), []byte{byte(wasm.ExternFunc)}, leb(len(list)+i))
		body := []byte{0} // no locals
		for p := range t.Params {
			body = append(append(body, byte(op.LocalGet)), leb(p)...)
		}
		body = append(append(body, byte(op.Call)), leb(i)...)
		body = append(body, byte(op.End))
		code.add(leb(len(body)), body)
	}
	memory := vector{}
	memory.add([]byte{0, 0}) // from 0 pages, without a maximum

	file := []byte("\x00asm\x01\x00\x00\x00")
	for _, s := range []struct {
		id   wasm.SectionID
		data *vector
	}{
		{wasm.SectionType, &types}, {wasm.SectionImport, &imports}, {wasm.SectionFunction, &funcs},
		{wasm.SectionMemory, &memory}, {wasm.SectionExport, &exports}, {wasm.SectionCode, &code},
	} {
		payload := append(leb(s.data.n), s.data.items...)
		file = append(append(file, byte(s.id)), leb(len(payload))...)
		file = append(file, payload...)
	}
	return file
}

// vector is the content of a section: a counted sequence of encoded items.
type vector struct {
	n     int
	items []byte
}

func (v *vector) add(parts ...[]byte) {
	v.n++
	for _, p := range parts {
		v.items = append(v.items, p...)
	}
}

func leb(n int) []byte { return binary.AppendUvarint(nil, uint64(n)) }

func name(s string) []byte { return append(leb(len(s)), s...) }

func valTypes(ts []wasm.ValType) []byte {
	b := leb(len(ts))
	for _, t := range ts {
		b = append(b, byte(t))
	}
	return b
}
