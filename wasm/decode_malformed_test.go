package wasm_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
)

func TestDecodeHeader(t *testing.T) {
	tests := []struct {
		name, file string
		off        wasm.FileOffset
		msg        string
	}{
		{"empty", "", 0, "unexpected end: the file is empty"},
		{"cut magic", "\x00as", 3, "unexpected end: the file has 3 bytes"},
		{"cut version", "\x00asm\x01\x00", 6, "unexpected end: the file has 6 bytes"},
		{"short junk", "x", 0, "unexpected end: the file has 1 bytes"},
		{"junk", "abcdefgh", 0, `magic header not detected: the file begins with "abcd"`},
		{"component", "\x00asm\x0d\x00\x01\x00", 4, "unknown binary version: this is a WebAssembly component, not a core module"},
		{"version 2", "\x00asm\x02\x00\x00\x00", 4, "unknown binary version 0x2: expected 1"},
		{"text", "(module)", 0, "magic header not detected: this is the text format; assemble it first, e.g. with wat2wasm"},
		{"text after blanks", "\xef\xbb\xbf\n\t (module (func))", 0, "magic header not detected: this is the text format"},
		{"text after a comment", ";; hello\n(module)", 0, "magic header not detected: this is the text format"},
		{"parenthesis", "(", 0, "magic header not detected: this is the text format"},
		{"gzip", "\x1f\x8b\x08\x00", 0, "magic header not detected: this is gzip-compressed"},
		{"ELF", "\x7fELF\x02\x01\x01", 0, "magic header not detected: this is an ELF file"},
		{"WAMR", "\x00aot\x05\x00\x00\x00", 0, "magic header not detected: this is a module compiled ahead of time for WAMR"},
		{"HTML", "<!doctype html>", 0, "magic header not detected: this is HTML"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := wasm.Decode([]byte(test.file))
			checkError(t, err, "", test.off, test.msg)
		})
	}
}

// TestDecodeMalformed has one fault per row, in a payload that starts at offset 10.
func TestDecodeMalformed(t *testing.T) {
	tests := []struct {
		name    string
		id      wasm.SectionID
		payload string
		off     wasm.FileOffset
		msg     string
	}{
		{"empty custom", wasm.SectionCustom, "", 10, "unexpected end"},
		{"custom name too long", wasm.SectionCustom, "05 61", 10, "length out of bounds: the name has 5 bytes, only 1 are left"},
		{"custom name not UTF-8", wasm.SectionCustom, "03 61 ff 62", 12, "malformed UTF-8 encoding"},
		{"count too long", wasm.SectionType, "80 80 80 80 80 00", 10, "integer representation too long: more than 32 bits"},
		{"count too large", wasm.SectionType, "ff ff ff ff 7f", 10, "integer too large: more than 32 bits"},
		{"more types than bytes", wasm.SectionType, "05 60 00 00", 10, "unexpected end: 5 entries (recursion group) in 3 bytes"},
		{"type limit", wasm.SectionType, "81 80 80 02", 10, "implementation limit: 4194305 of at most 4194304"},
		{"composite type", wasm.SectionType, "01 61 00 00", 11, "malformed composite type 0x61: expected 0x60 (func), 0x5f"},
		{"two supertypes", wasm.SectionType, "01 50 02 00 00 60 00 00", 12, "a type has 2 supertypes"},
		{"parameter type", wasm.SectionType, "01 60 01 40 00", 13, "malformed value type 0x40"},
		{"packed parameter", wasm.SectionType, "01 60 01 78 00", 13, "malformed value type 0x78"},
		{"long heap type", wasm.SectionType, "01 60 01 63 f0 7f 00", 14, "malformed heap type"},
		{"heap type index", wasm.SectionType, "01 60 01 63 80 80 80 02 00", 14, "type index 4194304 is over the limit"},
		{"parameter limit", wasm.SectionType, "01 60 e9 07 00", 12, "implementation limit: 1001 of at most 1000 (parameters)"},
		{"mutability", wasm.SectionType, "01 5e 78 02", 13, "malformed mutability 0x02: expected 0 (const) or 1 (var)"},
		{"field in group", wasm.SectionType, "02 60 00 00 4e 02 60 00 00 5f 01 7f 05", 22,
			"malformed mutability 0x05: expected 0 (const) or 1 (var) (type 2) (recursion group 1)"},
		{"import kind", wasm.SectionImport, "01 00 00 05 00", 13, "malformed import kind 0x05"},
		{"import name", wasm.SectionImport, "02 00 00 00 00 01 61 01 c0 00 00", 18, "malformed UTF-8 encoding (import 1)"},
		{"import cut", wasm.SectionImport, "01 01 61 01 66 00", 16, "unexpected end: expected an integer (import 0)"},
		{"tag attribute", wasm.SectionImport, "01 00 00 04 01 00", 14, "zero byte expected: tag attribute 0x01"},
		{"table type", wasm.SectionTable, "01 7f 00 00", 11, "malformed reference type 0x7f"},
		{"table with value", wasm.SectionTable, "01 40 01 70 00 00 d0 70 0b", 12, "zero byte expected"},
		{"table flags", wasm.SectionTable, "01 70 08 00", 12, "malformed limits flags 0x08"},
		{"memory flags", wasm.SectionMemory, "01 08 00 00", 11, "malformed limits flags 0x08"},
		{"memory minimum", wasm.SectionMemory, "01 00 ff ff ff ff ff ff ff ff ff 02", 12, "integer too large: more than 64 bits"},
		{"two memories of one", wasm.SectionMemory, "01 00 00 00 00", 13, "section size mismatch: 2 bytes are left"},
		{"global mutability", wasm.SectionGlobal, "01 7f 02 41 00 0b", 12, "malformed mutability 0x02"},
		{"no end", wasm.SectionGlobal, "01 7f 00 41 00", 15, "unexpected end: END opcode expected in the constant expression at 0xd"},
		{"unclosed block", wasm.SectionGlobal, "01 7f 00 02 40 0b", 16, "unexpected end: END opcode expected"},
		{"opcode", wasm.SectionGlobal, "01 7f 00 27 0b", 13, "illegal opcode 0x27 (global 0)"},
		{"constant", wasm.SectionGlobal, "01 7f 00 41 80 80 80 80 70 0b", 14, "integer too large: more than 32 bits"},
		{"export kind", wasm.SectionExport, "01 00 05 00", 12, "malformed export kind 0x05"},
		{"start empty", wasm.SectionStart, "", 10, "unexpected end"},
		{"start long", wasm.SectionStart, "00 00", 11, "section size mismatch: 1 bytes"},
		{"element kind", wasm.SectionElement, "01 08 00 00", 11, "malformed elements segment kind 8"},
		{"element of kind 1", wasm.SectionElement, "01 01 01 00", 12, "malformed element kind 0x01"},
		{"element type", wasm.SectionElement, "01 05 7f 00", 12, "malformed reference type 0x7f"},
		{"elements missing", wasm.SectionElement, "01 01 00 03 00", 13, "unexpected end: 3 entries (functions of a segment) in 1 bytes"},
		{"data kind", wasm.SectionData, "01 03 00", 11, "malformed data segment kind 3"},
		{"data length", wasm.SectionData, "01 01 04 00", 12, "length out of bounds: the segment has 4 bytes, the section only 1 more"},
		{"bodies without functions", wasm.SectionCode, "01 02 00 0b", 10, "function and code section have inconsistent lengths: 0 functions are declared, 1 have a body"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := wasm.Decode(hexModule(test.id, test.payload))
			checkError(t, err, test.id.String(), test.off, test.msg)
		})
	}
}

func TestDecodeFraming(t *testing.T) {
	fun := wasmtest.Section(wasm.SectionFunction, []byte{1, 0})
	tests := []struct {
		name, section string
		file          []byte
		off           wasm.FileOffset
		msg           string
	}{
		{"section id", "", wasmtest.Raw([]byte{14, 0}), 8, "malformed section id 14: expected 0 to 13"},
		{"no size", "type", wasmtest.Raw([]byte{1}), 9, "unexpected end: expected an integer"},
		{"size beyond the file", "type", wasmtest.Raw([]byte{1, 9, 0}), 9, "length out of bounds: the section has 9 bytes, the file only 1 more"},
		{"size too long", "type", wasmtest.Raw([]byte{1, 0x80, 0x80, 0x80, 0x80, 0x80, 0}), 9, "integer representation too long"},
		{"repeated", "memory", hexModule(wasm.SectionMemory, "00", wasm.SectionMemory, "00"), 11, "unexpected content after last section: there are two memory sections"},
		{"order", "import", hexModule(wasm.SectionFunction, "00", wasm.SectionImport, "00"), 11, "unexpected content after last section: the import section must come before the function section"},
		{"tag after global", "tag", hexModule(wasm.SectionGlobal, "00", wasm.SectionTag, "00"), 11, "unexpected content after last section: the tag section must come before the global section"},
		{"data count after code", "data count", hexModule(wasm.SectionCode, "00", wasm.SectionDataCount, "00"), 11, "unexpected content after last section: the data count section must come before the code section"},
		{"functions without bodies", "code", wasmtest.Raw(fun), 12, "function and code section have inconsistent lengths: 1 functions are declared, 0 have a body"},
		{"two bodies for one", "code", wasmtest.Raw(fun, wasmtest.Section(wasm.SectionCode, []byte{2, 2, 0, 11, 2, 0, 11})), 14, "function and code section have inconsistent lengths"},
		{"body too long", "code", wasmtest.Raw(fun, wasmtest.Section(wasm.SectionCode, []byte{1, 3, 0, 11})), 15, "length out of bounds: the body has 3 bytes, the section only 2 more (function 0)"},
		{"data count, no data", "data", hexModule(wasm.SectionDataCount, "01"), 11, "data count and data section have inconsistent lengths: 1 segments are declared, 0 are there"},
		{"data count differs", "data", hexModule(wasm.SectionDataCount, "01", wasm.SectionData, "02 01 00 01 00"), 13, "data count and data section have inconsistent lengths: 1 segments are declared, 2 are there"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := wasm.Decode(test.file)
			checkError(t, err, test.section, test.off, test.msg)
		})
	}
}

// TestDecodeManySections checks the limit on sections, which is the only thing that bounds what lies outside of
// any vector.
func TestDecodeManySections(t *testing.T) {
	file := wasmtest.Raw(bytes.Repeat(wasmtest.Custom(""), wasm.MaxSections+1))
	_, err := wasm.Decode(file)
	checkError(t, err, "", wasm.FileOffset(len(file)-3), "implementation limit: more than 1000000 sections")
}

// TestSectionString looks for identifiers without a name.
func TestSectionString(t *testing.T) {
	var names []string
	for id := range wasm.SectionTag + 1 {
		names = append(names, id.String())
	}
	if all := strings.Join(names, " "); strings.Contains(all, "section ") {
		t.Errorf("an identifier lacks a name: %s", all)
	}
	slices.Sort(names)
	if len(slices.Compact(names)) != int(wasm.SectionTag)+1 {
		t.Errorf("two identifiers share a name: %v", names)
	}
}
