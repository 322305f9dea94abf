package stacktext

import (
	"strconv"
	"strings"
)

// wasmFunction finds the frames of engines of JavaScript. They share the location URL:wasm-function[INDEX]:0xOFFSET
// (WebAssembly Web API, "conventions"), the offset being that of the instruction in the file:
//
//	at app.wasm.main (wasm://wasm/app.wasm-9a7d2f6e:wasm-function[12]:0x3b9)   V8
//	at wasm://wasm/9a7d2f6e:wasm-function[12]:0x3b9                            V8, without a name
//	main@http://host/app.wasm:wasm-function[12]:0x3b9                          SpiderMonkey
//	main@app.wasm:wasm-function[12]                                            JavaScriptCore
//	app.wasm-function[main]@[wasm code]                                        JavaScriptCore before 2023
func (r *Recognizer) wasmFunction(line string) (f Frame, ok bool) {
	const mark = "wasm-function["
	at := strings.LastIndex(line, mark)
	if at < 0 {
		return f, false
	}
	if end := strings.LastIndex(line, "]@[wasm code]"); end > at {
		return jscOld(line, at, end), r.wants(JavaScriptCore)
	}
	f = Frame{Index: -1}
	rest := line[at+len(mark):]
	if f.Func, rest, f.HasFunc = index(rest); !f.HasFunc {
		return f, false
	}
	if rest, ok = strings.CutPrefix(rest, "]"); !ok {
		return f, false
	}
	hasOffset := false
	if place, colon := strings.CutPrefix(rest, ":"); colon {
		if v, _, after, isHex := hex(place); isHex {
			f.Offset, f.Meaning, hasOffset, rest = v, FileOffset, true, after
		} else if v, after, isDec := decimal(place); isDec {
			// V8 before version 8: a position in the function, counted from where is not said.
			f.Offset, f.Meaning, rest = v, OpaqueOffset, after
		}
	}
	f.End = len(line) - len(rest)
	head := line[:at]
	if i := findWord(head, "at ", 0); i >= 0 {
		v8Head(&f, line, i, at)
	} else {
		geckoHead(&f, head, hasOffset)
	}
	if f.Name == strconv.Itoa(int(f.Func)) { // the index stands for a name
		f.Name = ""
	}
	return f, r.wants(f.Engine)
}

// v8Head reads "at NAME (URL:" or "at URL:", which begins at position i and ends before position end.
func v8Head(f *Frame, line string, i, end int) {
	f.Engine, f.Start = V8, i
	head := strings.TrimPrefix(line[i+len("at "):end], "async ")
	url := head
	if open := strings.LastIndex(head, " ("); open >= 0 {
		f.Name, url = head[:open], head[open+2:]
		if strings.HasPrefix(line[f.End:], ")") {
			f.End++
		}
	}
	url = strings.TrimSuffix(url, ":")
	if path, ok := strings.CutPrefix(url, "wasm://wasm/"); ok {
		f.Module = withoutHash(path)
	} else {
		f.Module = base(url)
	}
	if f.Module != "" {
		f.Name = strings.TrimPrefix(f.Name, f.Module+".")
	}
}

// withoutHash returns the name in NAME-HASH; V8 writes a hash of the module alone where it has no name.
func withoutHash(name string) string {
	const digits = 8
	hash := name[max(0, len(name)-digits):]
	for i := range len(hash) {
		if !isHex(hash[i]) {
			return name
		}
	}
	if len(hash) < digits {
		return name
	}
	return strings.TrimSuffix(name[:len(name)-digits], "-")
}

// geckoHead reads "NAME@URL:". JavaScriptCore writes the same, without offsets.
func geckoHead(f *Frame, head string, hasOffset bool) {
	f.Engine = JavaScriptCore
	if hasOffset {
		f.Engine = SpiderMonkey
	}
	url := head
	if i := strings.IndexByte(head, '@'); i >= 0 {
		name := head[:i]
		f.Start = strings.LastIndexAny(name, "\t ") + 1
		f.Name, url = name[f.Start:], head[i+1:]
	}
	url = strings.TrimSuffix(url, ":")
	switch {
	case strings.HasSuffix(url, "> WebAssembly.Module"), strings.HasSuffix(url, "> WebAssembly.instantiate"), url == "<?>":
		return // made from bytes
	}
	f.Module = base(url)
	if f.Module != "" {
		f.Name = strings.TrimPrefix(f.Name, f.Module+".")
	}
	f.Name = strings.TrimPrefix(f.Name, "wasm-function["+strconv.Itoa(int(f.Func))+"]")
}

// jscOld reads MODULE.wasm-function[WHAT]@[wasm code]: an index, or a name which is at [at:end].
func jscOld(line string, at, end int) (f Frame) {
	const mark = "wasm-function["
	f = Frame{Engine: JavaScriptCore, Index: -1, End: end + len("]@[wasm code]")}
	what := line[at+len(mark) : end]
	if i, rest, isIndex := index(what); isIndex && rest == "" {
		f.Func, f.HasFunc = i, true
	} else {
		f.Name = what
	}
	f.Start = strings.LastIndexAny(line[:at], "\t ") + 1
	if module := strings.TrimSuffix(line[f.Start:at], "."); module != "<?>" {
		f.Module = module
	}
	return f
}

// chrome finds what Chrome's console shows instead: "NAME @ app.wasm:0x3b9" and "at NAME (app.wasm:0x3b9)".
func (r *Recognizer) chrome(line string) (f Frame, ok bool) {
	colon := strings.LastIndex(line, ":0x")
	if colon < 0 {
		return f, false
	}
	v, _, rest, ok := hex(line[colon+1:])
	if !ok || rest != "" && rest != ")" {
		return f, false
	}
	from := strings.LastIndexAny(line[:colon], " (\t") + 1
	file := line[from:colon]
	if !strings.HasSuffix(file, ".wasm") && withoutHash(file) == file {
		return f, false
	}
	f = Frame{Engine: V8, Index: -1, Offset: v, Meaning: FileOffset, End: len(line), Module: base(withoutHash(file))}
	head := strings.TrimRight(line[:from], " (")
	if name, isConsole := strings.CutSuffix(head, " @"); isConsole {
		f.Start = strings.LastIndexAny(name, " \t") + 1
		f.Name = strings.TrimPrefix(name[f.Start:], "$")
		return f, true
	}
	i := findWord(line[:from], "at ", 0)
	if i < 0 {
		return f, false
	}
	f.Start = i
	if from > i+len("at ") {
		f.Name = strings.TrimPrefix(strings.TrimPrefix(head[min(len(head), i+len("at ")):], f.Module+"."), "$")
	}
	return f, true
}
