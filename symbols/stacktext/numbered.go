package stacktext

import "strings"

// wamr finds a frame of WAMR: "#02: 0x0158 - NAME" or "… - $fINDEX"; with the fast JIT "#02 NAME". What the offset
// means is not in the text: the classic interpreter writes file offsets of the next instruction, compiled code file
// offsets of the call or trap itself, and the fast interpreter offsets into its own code.
func (r *Recognizer) wamr(line string) (f Frame, ok bool) {
	start := findWord(line, "#", 0)
	if start < 0 {
		return f, false
	}
	n, rest, ok := decimal(line[start+1:])
	if !ok || len(line)-len(rest)-start < len("#00") {
		return f, false
	}
	f = Frame{Engine: WAMR, Index: int(n), Start: start, End: len(line)}
	name := ""
	if place, colon := strings.CutPrefix(rest, ": "); colon {
		v, digits, after, isHex := hex(place)
		if !isHex || digits < 4 {
			return f, false
		}
		if name, ok = strings.CutPrefix(after, " - "); !ok {
			return f, false
		}
		f.Offset, f.Meaning, f.Points = v, FileOffset, AtOrAfter
	} else {
		// So little text is a frame only where the stack began with number 0.
		if name, ok = strings.CutPrefix(rest, " "); !ok || strings.ContainsAny(name, " \t") ||
			n > 0 && r.state != inBare {
			return f, false
		}
	}
	if name == "" {
		return f, false
	}
	if number, isIndex := strings.CutPrefix(name, "$f"); isIndex {
		if i, rest, ok := index(number); ok && rest == "" {
			f.Func, f.HasFunc = i, true
			return f, true
		}
	}
	if cut, isCut := strings.CutSuffix(name, "..."); isCut && f.End-start > wamrLine {
		name, f.NameCut = cut, true
	}
	f.Name = name
	return f, true
}

// wamrLine is a length that lines which WAMR cuts exceed: it cuts at 255 bytes.
const wamrLine = 240

// wdbg finds a frame of wdbg's own reports: "#0 NAME  func 3 @ 0x1f2 in MODULE".
func (r *Recognizer) wdbg(line string) (f Frame, ok bool) {
	const mark = " func "
	at := strings.LastIndex(line, mark)
	start := findWord(line, "#", 0)
	if at < 0 || start < 0 || start > at {
		return f, false
	}
	n, rest, ok := decimal(line[start+1:])
	if !ok || !strings.HasPrefix(rest, " ") {
		return f, false
	}
	f = Frame{Engine: Wdbg, Index: int(n), Start: start}
	if name := strings.TrimSpace(line[len(line)-len(rest) : at+1]); name != "" {
		f.Name, f.NameCut = strings.CutSuffix(name, "…")
	}
	if f.Func, rest, f.HasFunc = index(line[at+len(mark):]); !f.HasFunc {
		return f, false
	}
	if rest, ok = strings.CutPrefix(rest, " @ "); !ok {
		return f, false
	}
	if f.Offset, _, rest, ok = hex(rest); !ok {
		return f, false
	}
	f.Meaning = FileOffset
	f.End = len(line) - len(rest)
	if module, has := strings.CutPrefix(rest, " in "); has {
		f.Module, f.End = module, len(line)
	}
	return f, true
}

// wasmtime finds a frame of Wasmtime or Wasm3. Offsets are those of the instruction in the file, also in outer frames.
//
//	  0:    0x149 - calls!oob           Wasmtime
//	  1:    0x13d - <unknown>!<wasm function 8>
//	  2: calls!recurse                  Wasmtime does not know the offset
//	  3:     0x51 - leaf_div            Wasmtime, with details: source positions follow
//	0: 0x0003b8 - demo.wasm!divide      Wasm3
func (r *Recognizer) wasmtime(line string) (f Frame, ok bool) {
	start := len(line) - len(strings.TrimLeft(line, " \t"))
	n, rest, ok := decimal(line[start:])
	if !ok {
		if start, n, rest, ok = numberWithin(line); !ok {
			return f, false
		}
	}
	if rest, ok = strings.CutPrefix(rest, ": "); !ok {
		return f, false
	}
	f = Frame{Engine: Wasmtime, Index: int(n), Start: start, End: len(line)}
	announced := r.state == inWasmtime || r.Only == Wasmtime || r.Only == Wasm3
	name := rest
	if v, digits, after, isHex := hex(strings.TrimLeft(rest, " ")); isHex {
		if name, ok = strings.CutPrefix(after, " - "); !ok {
			return f, false
		}
		f.Offset, f.Meaning = v, FileOffset
		// Wasmtime pads with spaces, Wasm3 with zeros.
		if pad := strings.TrimLeft(rest, " ")[len("0x"):]; digits == 6 && pad[0] == '0' {
			f.Engine = Wasm3
		}
	} else if !announced {
		return f, false
	}
	// Native stacks of Rust look alike, but have no modules.
	module, function, has := cutModule(name)
	switch {
	case !has && (!announced || name == "" || f.Meaning == NoOffset):
		return f, false
	case !has:
		f.Name, f.Detailed = name, true
		return f, true
	}
	if module != "<unknown>" && module != ".unnamed" {
		f.Module = module
	}
	if number, isIndex := strings.CutPrefix(function, "<wasm function "); isIndex {
		if f.Func, rest, f.HasFunc = index(number); f.HasFunc && rest == ">" {
			return f, true
		}
	}
	if function != "<unnamed>" {
		f.Name = function
	}
	return f, true
}

// numberWithin finds a frame's number after something that a logger wrote before it.
func numberWithin(line string) (start int, n uint64, rest string, ok bool) {
	sep := strings.Index(line, ": 0x")
	if spaced := strings.Index(line, ":  "); spaced >= 0 && (sep < 0 || spaced < sep) {
		sep = spaced
	}
	if sep < 0 {
		return 0, 0, "", false
	}
	start = sep
	for start > 0 && isDigit(line[start-1]) {
		start--
	}
	if start == sep || !wordStart(line, start) {
		return 0, 0, "", false
	}
	n, rest, ok = decimal(line[start:])
	return start, n, rest, ok
}

// cutModule splits MODULE!FUNCTION. The exclamation mark of a C++ operator is none of that.
func cutModule(s string) (module, function string, ok bool) {
	module, function, ok = strings.Cut(s, "!")
	if !ok || module == "" || function == "" || strings.HasSuffix(module, "operator") || strings.ContainsAny(module, "(<") && module != "<unknown>" {
		return "", s, false
	}
	return module, function, true
}

// wasmtimeDetail reports whether a line within a stack is a source position, or the name of what a call was inlined into.
func wasmtimeDetail(line string) bool {
	trimmed := strings.TrimLeft(line, " \t")
	return len(trimmed) < len(line) && (strings.HasPrefix(trimmed, "at ") || strings.HasPrefix(trimmed, "- "))
}

// wasmer finds a frame of Wasmer: "at NAME (MODULE[INDEX]:0xOFFSET)", the offset being that of the instruction in the file.
func (r *Recognizer) wasmer(line string) (f Frame, ok bool) {
	mark := strings.LastIndex(line, "]:0x")
	if mark < 0 {
		return f, false
	}
	start := findWord(line, "at ", 0)
	open := strings.LastIndexByte(line[:mark], '[')
	if start < 0 || open < start {
		return f, false
	}
	f = Frame{Engine: Wasmer, Index: -1, Start: start, Meaning: FileOffset}
	number, rest, isIndex := index(line[open+1:])
	if !isIndex || len(line)-len(rest) != mark {
		return f, false
	}
	f.Func, f.HasFunc = number, true
	if f.Offset, _, rest, ok = hex(line[mark+2:]); !ok || !strings.HasPrefix(rest, ")") {
		return f, false
	}
	f.End = len(line) - len(rest) + 1
	name, module, has := cutLast(line[start+len("at "):open], " (")
	if !has {
		return f, false
	}
	if name != "<unnamed>" {
		f.Name = name
	}
	if module != "<module>" {
		f.Module = base(module)
	}
	return f, true
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
