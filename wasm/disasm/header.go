package disasm

import (
	"errors"
	"strconv"

	"github.com/wdbg/wdbg/wasm"
)

// maxHeaderExports bounds the export names in a function's header.
const maxHeaderExports = 16

// header renders "(func $main (;12;) (export "main") (type 3) (param ...) (result ...)" and where the
// body lies, in the file and in the code section.
func (p *Printer) header() *Line {
	dst := append(p.text[:0], "(func "...)
	dst = p.AppendDefined(dst, SpaceFunc, uint32(p.f))
	dst = p.appendExports(dst, p.f)
	if int64(p.f) < int64(p.m.NumFuncs()) {
		dst = p.appendFuncType(append(dst, ' '), p.m.FuncTypeIndex(p.f))
	}
	dst = append(dst, " ;; "...)
	dst = p.AppendRange(dst, p.body)
	dst = p.appendRawName(dst)
	p.text = dst
	p.line = Line{Kind: LineFunc, Func: p.f, Offset: p.body.Start, Text: dst}
	return &p.line
}

// AppendRange appends the extent of a body in the file and in the code section, and its size.
func (p *Printer) AppendRange(dst []byte, b wasm.Body) []byte {
	dst = appendHex(dst, uint64(b.Start))
	dst = appendHex(append(dst, '-'), uint64(b.End))
	dst = appendHex(append(dst, ", code+"...), uint64(p.m.CodeOffsetOf(b.Start)))
	dst = append(dst, ", "...)
	dst = strconv.AppendUint(dst, uint64(b.End-b.Start), 10)
	return append(dst, " bytes"...)
}

// appendRawName appends the symbol where the header shows it demangled.
func (p *Printer) appendRawName(dst []byte) []byte {
	if p.opts.Demangle == nil || p.opts.NoNames {
		return dst
	}
	if raw := p.m.FuncName(p.f); raw != "" && raw != p.FuncName(p.f) {
		return AppendIdent(append(dst, ", symbol "...), raw)
	}
	return dst
}

// AppendFunc appends "func $f (;0;) (export "f") (type 3) (param ...)": how a listing of functions shows one. The
// index must be in range.
func (p *Printer) AppendFunc(dst []byte, f wasm.FuncIndex) []byte {
	dst = p.AppendDefined(append(dst, "func "...), SpaceFunc, uint32(f))
	dst = p.appendExports(dst, f)
	return p.AppendTypeUse(append(dst, ' '), p.m.FuncTypeIndex(f))
}

// appendExports appends the names under which a function is exported.
func (p *Printer) appendExports(dst []byte, f wasm.FuncIndex) []byte {
	list := p.exports[f]
	for _, i := range list[:min(len(list), maxHeaderExports)] {
		dst = AppendString(append(dst, " (export "...), p.m.Exports[i].Name)
		dst = append(dst, ')')
	}
	if len(list) > maxHeaderExports {
		dst = appendMore(dst, len(list)-maxHeaderExports)
	}
	return dst
}

// appendFuncType appends a function's type use with the names of its parameters.
func (p *Printer) appendFuncType(dst []byte, t wasm.TypeIndex) []byte {
	dst = append(dst, "(type "...)
	dst = append(p.AppendIndex(dst, SpaceType, uint32(t)), ')')
	ft := p.funcType(t)
	if ft == nil {
		return dst
	}
	return p.appendSignature(dst, ft, true)
}

// appendParams appends the current function's parameters, each that has a name on its own.
func (p *Printer) appendParams(dst []byte, params []wasm.ValType) []byte {
	for i := 0; i < len(params); {
		dst = append(dst, " (param"...)
		if name := p.localName(uint32(i)); name != "" {
			dst = AppendIdent(append(dst, ' '), cutName(name))
			dst = p.AppendValType(append(dst, ' '), params[i])
			i++
		} else {
			for ; i < len(params) && p.localName(uint32(i)) == ""; i++ {
				dst = p.AppendValType(append(dst, ' '), params[i])
			}
		}
		dst = append(dst, ')')
	}
	return dst
}

// numParams returns the number of parameters of the current function, which come first among its locals.
func (p *Printer) numParams() uint64 {
	if int64(p.f) >= int64(p.m.NumFuncs()) {
		return 0
	}
	if ft := p.funcType(p.m.FuncTypeIndex(p.f)); ft != nil {
		return uint64(len(ft.Params))
	}
	return 0
}

// errStopped ends the reading of locals when the consumer of the lines has had enough.
var errStopped = errors.New("stopped")

// localLines yields the local declarations; false where the consumer stops. A decoding error is kept in p.err.
func (p *Printer) localLines(yield func(*Line) bool) bool {
	count := wasm.NewReader(p.m.Bytes, p.body.Start, p.body.End)
	count.U32()
	run := localRun{at: count.Pos(), first: p.numParams()}
	p.err = p.reader.Locals(func(n uint32, t wasm.ValType) error {
		run.end, run.n, run.t = p.reader.Pos(), uint64(n), t
		if !p.localRun(run, yield) {
			return errStopped
		}
		run.at, run.first = run.end, run.first+run.n
		return nil
	})
	if errors.Is(p.err, errStopped) {
		p.err = nil
		return false
	}
	return true
}

// localRun is a run of n locals of one type, declared by the bytes from at to end.
type localRun struct {
	at, end  wasm.FileOffset
	first, n uint64
	t        wasm.ValType
}

// maxLocalsPerLine is the number of locals of one type and without names that a line spells out.
const maxLocalsPerLine = 16

// namedLocals bounds the locals whose names are looked up for their declarations: a few bytes can declare
// a billion locals, and a module can do so in every function.
func (p *Printer) namedLocals() uint64 {
	return min(256+16*uint64(p.body.End-p.body.Start), 50_000)
}

// localRun yields the lines of one run: each named local on its own, those without names together.
func (p *Printer) localRun(run localRun, yield func(*Line) bool) bool {
	shown, named := p.m.Bytes[run.at:run.end], p.namedLocals()
	for i := run.first; i < run.first+run.n; {
		name, next := "", i+1
		if i < named {
			name = p.localName(uint32(i))
		}
		if name == "" {
			next = p.unnamedEnd(i, run.first+run.n, named)
		}
		p.text = p.appendLocals(p.text[:0], name, i, next, run.t)
		p.line = Line{
			Kind: LineLocal, Func: p.f, Offset: run.at, FuncOffset: p.funcOffset(run.at), Depth: 1,
			Text: p.text, Bytes: shown,
		}
		if !yield(&p.line) {
			return false
		}
		shown, i = nil, next
	}
	return true
}

// unnamedEnd returns the end of the locals without a name from i on, at most end; from named on none has a name.
func (p *Printer) unnamedEnd(i, end, named uint64) uint64 {
	for i++; i < min(end, named); i++ {
		if p.localName(uint32(i)) != "" {
			return i
		}
	}
	return end
}

// appendLocals appends the declaration of locals i to end-1, which have one type and no name, or of
// one local with a name.
func (p *Printer) appendLocals(dst []byte, name string, i, end uint64, t wasm.ValType) []byte {
	dst = append(dst, "(local "...)
	if name != "" {
		dst = append(AppendIdent(dst, name), ' ')
	}
	dst = p.AppendValType(dst, t)
	if n := end - i; n > maxLocalsPerLine {
		dst = strconv.AppendUint(append(dst, " (;x "...), n, 10)
		dst = append(dst, ";)"...)
	} else {
		for range n - 1 {
			dst = p.AppendValType(append(dst, ' '), t)
		}
	}
	dst = strconv.AppendUint(append(dst, ") (;"...), i, 10)
	if end-i > 1 {
		dst = strconv.AppendUint(append(dst, '-'), end-1, 10)
	}
	return append(dst, ";)"...)
}
