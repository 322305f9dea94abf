package wasm

import (
	"bytes"
	"encoding/binary"
)

const (
	magic      = "\x00asm"
	headerSize = 8
	version    = 1
	// componentVersion is the version and layer of the component model's binary format.
	componentVersion = 0x0001_000d
)

// checkHeader checks the magic number and the version (§5.5.16). What is no module but well known is named.
func checkHeader(file []byte) *Error {
	n := min(len(file), len(magic))
	if len(file) == 0 || string(file[:n]) != magic[:n] {
		return notWasm(file)
	}
	if len(file) < headerSize {
		return Malformedf(FileOffset(len(file)), "unexpected end: the file has %d bytes, its header alone 8", len(file))
	}
	switch v := binary.LittleEndian.Uint32(file[4:]); v {
	case version:
		return nil
	case componentVersion:
		return Malformedf(4, "unknown binary version: this is a WebAssembly component, not a core module; "+
			"extract its core modules first, e.g. with wasm-tools component unbundle")
	default:
		return Malformedf(4, "unknown binary version 0x%x: expected 1", v)
	}
}

// notWasm returns the error of a file that does not begin with the magic number.
func notWasm(file []byte) *Error {
	if len(file) == 0 {
		return Malformedf(0, "unexpected end: the file is empty")
	}
	if what := foreign(file); what != "" {
		return Malformedf(0, "magic header not detected: %s", what)
	}
	if len(file) < len(magic) {
		return Malformedf(0, "unexpected end: the file has %d bytes and does not begin with \"\\0asm\"", len(file))
	}
	return Malformedf(0, "magic header not detected: the file begins with %q, not with \"\\0asm\"", file[:len(magic)])
}

// foreign says what a file is that is no module and what to do with it; "" if unknown.
func foreign(file []byte) string {
	if isText(file) {
		return "this is the text format; assemble it first, e.g. with wat2wasm"
	}
	prefixes := []struct{ magic, what string }{
		{"\x1f\x8b", "this is gzip-compressed; decompress it first"},
		{"\x28\xb5\x2f\xfd", "this is zstd-compressed; decompress it first"},
		{"PK\x03\x04", "this is a zip archive; extract the module first"},
		{"\x7fELF", "this is an ELF file, a native program or a module compiled ahead of time; the .wasm file it was made from is needed"},
		{"\xcf\xfa\xed\xfe", "this is a Mach-O file, a native program; the .wasm file is needed"},
		{"MZ", "this is a Windows program; the .wasm file is needed"},
		{"\x00aot", "this is a module compiled ahead of time for WAMR; the .wasm file it was made from is needed"},
		{"BC\xc0\xde", "this is LLVM bitcode; compile and link it first"},
		{"!<arch>", "this is a static library; link it first"},
		{"#!", "this is a script"},
		{"version https://git-lfs", "this is a Git LFS pointer; fetch the file itself first"},
		{"<", "this is HTML or XML, perhaps an error page saved by a download"},
	}
	for _, p := range prefixes {
		if bytes.HasPrefix(file, []byte(p.magic)) {
			return p.what
		}
	}
	return ""
}

// isText reports whether a file looks like the text format: an opening parenthesis or a comment comes first.
func isText(file []byte) bool {
	file = bytes.TrimPrefix(file[:min(len(file), 4096)], []byte("\xef\xbb\xbf"))
	file = bytes.TrimLeft(file, " \t\r\n")
	return bytes.HasPrefix(file, []byte("(")) || bytes.HasPrefix(file, []byte(";;"))
}
