package stacktext

import "strings"

// wazero finds a frame of wazero, within a stack: "\tMODULE.NAME(i32,i64) i32" or "\tMODULE.$INDEX()". There are no offsets
// in it; where the module has DWARF of version 4, a line for each inlined call follows.
func (r *Recognizer) wazero(line string) (f Frame, ok bool) {
	trimmed := strings.TrimLeft(line, " \t")
	if r.state != inWazero && r.Only != Wazero || len(trimmed) == len(line) {
		return f, false
	}
	f = Frame{Engine: Wazero, Index: -1, Start: len(line) - len(trimmed), End: len(line)}
	name, ok := beforeSignature(trimmed)
	if !ok {
		return f, false
	}
	// A dot separates module and function, but both may contain dots: what is the module's name is for others to say.
	i := strings.IndexByte(name, '.')
	if i < 0 {
		return f, false
	}
	if at := strings.LastIndex(name, ".$"); at >= 0 {
		if number, rest, isIndex := index(name[at+2:]); isIndex && rest == "" {
			f.Module, f.Func, f.HasFunc = name[:at], number, true
			return f, true
		}
	}
	if i == 0 {
		name = name[1:]
	}
	f.Name = name
	return f, f.Name != ""
}

// beforeSignature returns what stands before a list of parameter types, and perhaps one of result types, that end the text.
func beforeSignature(s string) (name string, ok bool) {
	open := strings.LastIndexByte(s, '(')
	if open > 0 && strings.HasSuffix(s[:open], ") ") { // several results
		if !types(s[open:]) {
			return "", false
		}
		s = s[:open-1]
		open = strings.LastIndexByte(s, '(')
	}
	if open < 0 {
		return "", false
	}
	params, result, _ := strings.Cut(s[open:], " ")
	if !types(params) || result != "" && !isType(result) {
		return "", false
	}
	return s[:open], open > 0
}

// types reports whether a text is a list of types in parentheses.
func types(s string) bool {
	inner, ok := strings.CutPrefix(s, "(")
	if inner, ok = cutSuffixIf(inner, ")", ok); !ok {
		return false
	}
	if inner == "" {
		return true
	}
	for t := range strings.SplitSeq(inner, ",") {
		if !isType(t) {
			return false
		}
	}
	return true
}

func cutSuffixIf(s, suffix string, ok bool) (string, bool) {
	if !ok {
		return s, false
	}
	return strings.CutSuffix(s, suffix)
}

func isType(s string) bool {
	switch s {
	case "i32", "i64", "f32", "f64", "v128", "externref", "funcref", "exnref", "anyref", "unknown":
		return true
	}
	return false
}

// wazeroDetail reports whether a line within a stack is a source position: "\t\t0x1a2: /src/x.c:12:3 (inlined)". The offset counts
// from the code section's payload, and is that of the instruction.
func wazeroDetail(line string) bool {
	trimmed := strings.TrimLeft(line, " \t")
	if len(line)-len(trimmed) < 2 {
		return strings.HasPrefix(trimmed, "... maybe followed by omitted frames")
	}
	trimmed = strings.TrimSuffix(trimmed, " (inlined)")
	return strings.Contains(trimmed, ":")
}

// wasmEdgeInstruction finds where WasmEdge stopped: "In instruction: unreachable (0x00) , Bytecode offset: 0x00017741". The
// offset is that of the instruction in the file. Nothing is said of the function.
func (r *Recognizer) wasmEdgeInstruction(line string) (f Frame, ok bool) {
	start := findWord(line, "In instruction: ", 0)
	if start < 0 {
		return f, false
	}
	const mark = ", Bytecode offset: "
	i := strings.Index(line[start:], mark)
	if i < 0 {
		return f, false
	}
	f = Frame{Engine: WasmEdge, Index: -1, Start: start, Meaning: FileOffset}
	v, _, rest, ok := hex(line[start+i+len(mark):])
	f.Offset = v
	f.End = len(line) - len(rest)
	return f, ok
}

// maxListed bounds the frames of one line; WasmEdge lists up to 256.
const maxListed = 1024

// wasmEdgeList finds the frames that WasmEdge lists in one line: "calling stack:main:12, module[0]:5" or, before version
// 0.17, "calling stack:12, 5". The numbers are function indices. Neither order nor completeness can be relied on.
func wasmEdgeList(line string, dst []Frame) []Frame {
	const mark = "calling stack:"
	start := strings.Index(line, mark)
	if start < 0 {
		return dst
	}
	at := start + len(mark)
	for item := range strings.SplitSeq(line[at:], ", ") {
		module, number, named := cutLast(item, ":")
		if !named {
			module, number = "", item
		}
		f, rest, ok := index(number)
		if !ok || rest != "" || len(dst) == maxListed {
			break
		}
		if strings.HasPrefix(module, "module[") {
			module = ""
		}
		dst = append(dst, Frame{
			Engine: WasmEdge, Index: -1, Module: module, Func: f, HasFunc: true, Start: at, End: at + len(item),
		})
		at += len(item) + len(", ")
	}
	return dst
}
