package main

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/engine/wasi"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// hintMissing says where imports of some well-known sorts come from, or how to provide others.
func hintMissing(m *wasm.Module, missing []wasm.Import) string {
	for i := range missing {
		if hint := wellKnown(m, &missing[i]); hint != "" {
			return hint
		}
	}
	name := symbols.Printable(missing[0].Module)
	return fmt.Sprintf("--link %s=FILE provides the exports of another module; "+
		"--stub-imports makes up what is missing: functions trap when called", name)
}

// wellKnown says what sort of module has an import; "" if that is unknown.
func wellKnown(m *wasm.Module, imp *wasm.Import) string {
	const stub = "; or use --stub-imports"
	switch {
	case imp.Module == wasi.ModuleName:
		return symbols.Printable(imp.Name) + " is not a function of WASI preview 1"
	case imp.Module == "wasi_unstable":
		return "wasi_unstable is a version of WASI from before preview 1; build the program with a newer toolchain"
	case strings.Contains(imp.Module, ":"):
		return "the names are those of a component; wdbg runs core modules with WASI preview 1"
	case imp.Module == "gojs" || imp.Module == "go":
		return "the module was built for JavaScript (GOOS=js); build it with GOOS=wasip1"
	case imp.Module == "wbg" || strings.HasPrefix(imp.Module, "__wbindgen"):
		return "the module was built by wasm-bindgen for JavaScript; build it for wasm32-wasip1" + stub
	case imp.Module == "env" && (strings.HasPrefix(imp.Name, "emscripten_") || strings.HasPrefix(imp.Name, "_emscripten_")):
		return "the module was built by Emscripten for JavaScript; build it with -sSTANDALONE_WASM" + stub
	case imp.Module == "env" && imp.Name == "abort" && imp.Kind == wasm.ExternFunc:
		return "AssemblyScript calls env.abort when an assertion fails; --stub-imports turns that into a trap"
	case imp.Name == "__linear_memory" || imp.Name == "__stack_pointer" && len(m.Custom("linking")) > 0:
		return "this looks like an object file; link it first, e.g. with wasm-ld"
	}
	return ""
}
