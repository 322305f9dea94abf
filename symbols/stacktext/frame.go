package stacktext

import "github.com/wdbg/wdbg/wasm"

// Engine is what printed a stack.
type Engine uint8

// Engines.
const (
	EngineUnknown Engine = iota
	Wdbg
	WAMR
	Wasmtime
	V8             // Node.js, Chrome, Deno
	SpiderMonkey   // Firefox
	JavaScriptCore // Safari, Bun
	Wasm3
	Wazero
	WasmEdge
	Wasmer
)

// engineNames are the names of engines, as in --engine.
var engineNames = [...]string{
	EngineUnknown:  "unknown",
	Wdbg:           "wdbg",
	WAMR:           "wamr",
	Wasmtime:       "wasmtime",
	V8:             "v8",
	SpiderMonkey:   "spidermonkey",
	JavaScriptCore: "jsc",
	Wasm3:          "wasm3",
	Wazero:         "wazero",
	WasmEdge:       "wasmedge",
	Wasmer:         "wasmer",
}

func (e Engine) String() string {
	if int(e) < len(engineNames) {
		return engineNames[e]
	}
	return engineNames[EngineUnknown]
}

// ParseEngine returns the engine of a name that String gives, or that of a program it is part of.
func ParseEngine(name string) (e Engine, ok bool) {
	switch name {
	case "iwasm":
		return WAMR, true
	case "node", "chrome", "deno":
		return V8, true
	case "firefox":
		return SpiderMonkey, true
	case "safari", "javascriptcore", "bun":
		return JavaScriptCore, true
	}
	for i, n := range engineNames {
		if n == name && Engine(i) != EngineUnknown {
			return Engine(i), true
		}
	}
	return EngineUnknown, false
}

// EngineNames returns the names of all engines.
func EngineNames() []string { return append([]string(nil), engineNames[EngineUnknown+1:]...) }

// Meaning is what the number in a frame is relative to.
type Meaning uint8

// Meanings.
const (
	NoOffset     Meaning = iota // there is none
	FileOffset                  // the beginning of the module's file
	CodeOffset                  // the payload of the code section
	FuncOffset                  // the function's body, at its local declarations
	OpaqueOffset                // something that only the engine knows
)

func (m Meaning) String() string {
	switch m {
	case FileOffset:
		return "file"
	case CodeOffset:
		return "code"
	case FuncOffset:
		return "function"
	case OpaqueOffset:
		return "engine"
	}
	return "none"
}

// Points is what an offset points at.
type Points uint8

const (
	// AtInstruction is the first byte of the instruction at fault, and in outer frames of the call.
	AtInstruction Points = iota
	// AfterInstruction is the end of that instruction: of a call, the return address.
	AfterInstruction
	// AtOrAfter depends on how the engine was built or run, which the text does not say. It may also be
	// no place at all: then it belongs to the engine's own code.
	AtOrAfter
)

func (p Points) String() string {
	switch p {
	case AtInstruction:
		return "instruction"
	case AfterInstruction:
		return "return"
	}
	return "unknown"
}

// Frame is a frame of a stack as the engine printed it.
type Frame struct {
	Engine Engine
	// Index is the number that the frame has in the text, -1 where it has none.
	Index int
	// Innermost says that no frame of WebAssembly or of the host was printed before it in its stack.
	Innermost bool
	// Module is what the text calls the module: the last part of a path or URL; "" where it says nothing.
	Module string
	// Func is the function's index in the module, imports counted, where HasFunc.
	Func    wasm.FuncIndex
	HasFunc bool
	// Name is the function's name as printed, "" where it has none. NameCut says that its end is missing.
	Name    string
	NameCut bool
	// Offset means something according to Meaning, and points at something according to Points.
	Offset  uint64
	Meaning Meaning
	Points  Points
	// Detailed says that the engine printed the place in the source itself.
	Detailed bool
	// Start and End delimit the frame in its line.
	Start, End int
}
