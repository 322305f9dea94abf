package stacktext

import (
	"bytes"
	"strings"
)

// Line is what a line of text says.
type Line struct {
	// Frames are the frames in the line: more than one only where an engine lists them.
	Frames []Frame
	// Trap is why the program stopped, where HasTrap. Some engines say it before the stack, some after.
	Trap    Trap
	HasTrap bool
	// Detail: the line gives the source position of the frame before it, and the frame's offset where HasOffset.
	Detail    bool
	Offset    uint64
	Meaning   Meaning
	HasOffset bool
	// Stack numbers the stacks of the text; frames of one stack have the same number.
	Stack int
	// Within says that the line belongs to a stack and more of it may follow.
	Within bool
}

// Recognizer reads text line by line. Its zero value recognises all engines.
type Recognizer struct {
	// Only restricts it to one engine. That engine's lines then need no introduction.
	Only Engine

	stack int
	state state
	// frames counts the lines with frames of WebAssembly or of the host in the stack so far.
	frames int
	buf    [8]Frame
}

// state is what the lines so far announce.
type state uint8

const (
	outside    state = iota // no stack
	inBare                  // a stack whose lines are recognisable by themselves
	inWasmtime              // after "wasm backtrace:": of Wasmtime or Wasm3
	inWazero                // after "wasm stack trace:"
)

// maxText bounds the part of a line that is looked at for frames; engines print lines of less than that.
const maxText = 1 << 16

// Line reads the next line, without its end. What it returns refers to the Recognizer and holds until the next call.
func (r *Recognizer) Line(line []byte) Line {
	if len(line) > maxText {
		r.end()
		return Line{Stack: r.stack}
	}
	if r.state == outside && !mayMatter(line, r.Only) {
		return Line{Stack: r.stack}
	}
	text := strings.TrimRight(string(line), "\r\n")
	if strings.Contains(text, "\x1b[") {
		return r.coloured(text)
	}
	return r.plain(text)
}

// coloured reads a line with control sequences for colours. Its frames have the line as a whole for their place.
func (r *Recognizer) coloured(text string) Line {
	out := r.plain(withoutColours(text))
	for i := range out.Frames {
		out.Frames[i].Start, out.Frames[i].End = 0, len(text)
	}
	return out
}

// withoutColours removes control sequences that end in m.
func withoutColours(text string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "\x1b[")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		text = strings.TrimLeft(rest, "0123456789;:")
		if !strings.HasPrefix(text, "m") {
			b.WriteString("\x1b[")
			text = rest
			continue
		}
		text = text[1:]
	}
}

// plain reads a line without its end.
func (r *Recognizer) plain(text string) Line {
	if r.header(text) {
		return Line{Stack: r.stack, Within: true}
	}
	if frames := r.find(text); len(frames) > 0 {
		return r.found(frames)
	}
	if r.state == inWasmtime && wasmtimeDetail(text) || r.state == inWazero && wazeroDetail(text) {
		out := Line{Detail: true, Stack: r.stack, Within: true}
		if v, _, _, ok := hex(strings.TrimLeft(text, " \t")); ok && r.state == inWazero {
			out.Offset, out.Meaning, out.HasOffset = v, CodeOffset, true
		}
		return out
	}
	if r.state == inBare && hostFrame(text) {
		r.frames++
		return Line{Stack: r.stack, Within: true}
	}
	r.end()
	out := Line{Stack: r.stack}
	out.Trap, out.HasTrap = trapOf(text)
	return out
}

// hints are parts of which each first line of a stack, and each line that tells of a trap, has at least one.
var hints = [][]byte{
	[]byte("0x"), []byte("wasm"), []byte("#0"), []byte("calling stack:"), []byte("[trap] "), []byte("xception: "),
	[]byte("RuntimeError: "), []byte("execution failed: "), []byte("(recovered by wazero)"),
}

// mayMatter is a quick test that almost all lines of ordinary text fail.
func mayMatter(line []byte, only Engine) bool {
	if only == Wasmtime || only == Wasm3 || only == Wazero {
		return true
	}
	for _, hint := range hints {
		if bytes.Contains(line, hint) {
			return true
		}
	}
	return false
}

// found completes frames with what the stack so far tells.
func (r *Recognizer) found(frames []Frame) Line {
	first := &frames[0]
	if r.state == outside || first.Index == 0 && r.frames > 0 {
		r.begin(max(r.state, inBare))
	}
	listed := first.Engine == WasmEdge && first.Meaning == NoOffset
	first.Innermost = r.frames == 0 && first.Index <= 0 && !listed
	r.frames++
	return Line{Frames: frames, Stack: r.stack, Within: true}
}

func (r *Recognizer) begin(s state) {
	r.stack++
	r.state = s
	r.frames = 0
}

func (r *Recognizer) end() {
	r.state = outside
	r.frames = 0
}

// header reads a line that announces a stack.
func (r *Recognizer) header(text string) bool {
	trimmed := strings.TrimRight(text, " \t")
	switch {
	case strings.HasSuffix(trimmed, "wasm backtrace:") && r.wants(Wasmtime, Wasm3):
		r.begin(inWasmtime)
	case strings.HasSuffix(trimmed, "wasm stack trace:") && r.wants(Wazero):
		r.begin(inWazero)
	default:
		return false
	}
	return true
}

// wants reports whether frames of one of the engines are looked for.
func (r *Recognizer) wants(engines ...Engine) bool {
	if r.Only == EngineUnknown {
		return true
	}
	for _, e := range engines {
		if e == r.Only {
			return true
		}
	}
	return false
}

// find returns the frames of a line.
func (r *Recognizer) find(text string) []Frame {
	for _, try := range [...]struct {
		engines []Engine
		find    func(*Recognizer, string) (Frame, bool)
	}{
		{[]Engine{V8, SpiderMonkey, JavaScriptCore}, (*Recognizer).wasmFunction},
		{[]Engine{WAMR}, (*Recognizer).wamr},
		{[]Engine{Wdbg}, (*Recognizer).wdbg},
		{[]Engine{Wasmer}, (*Recognizer).wasmer},
		{[]Engine{WasmEdge}, (*Recognizer).wasmEdgeInstruction},
		{[]Engine{Wasmtime, Wasm3}, (*Recognizer).wasmtime},
		{[]Engine{Wazero}, (*Recognizer).wazero},
		{[]Engine{V8}, (*Recognizer).chrome},
	} {
		if !r.wants(try.engines...) {
			continue
		}
		if f, ok := try.find(r, text); ok {
			return append(r.buf[:0], f)
		}
	}
	if r.wants(WasmEdge) {
		return wasmEdgeList(text, r.buf[:0])
	}
	return nil
}

// hostFrame reports whether a line is a frame of JavaScript, as they stand between those of WebAssembly.
func hostFrame(text string) bool {
	trimmed := strings.TrimLeft(text, " \t")
	if strings.HasPrefix(trimmed, "at ") {
		return true
	}
	// name@url:line:column
	_, place, ok := strings.Cut(trimmed, "@")
	if !ok {
		return false
	}
	if place == "[native code]" {
		return true
	}
	for range 2 {
		i := strings.LastIndexByte(place, ':')
		if i < 0 || i+1 == len(place) {
			return false
		}
		if _, rest, ok := decimal(place[i+1:]); !ok || rest != "" {
			return false
		}
		place = place[:i]
	}
	return true
}
