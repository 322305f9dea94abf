package symbolize

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// Base is what plain offsets count from.
type Base uint8

// Bases.
const (
	FromFile Base = iota // the beginning of the file
	FromCode             // the payload of the code section
)

// ParseOffset reads an offset: hexadecimal, with or without 0x, from base; or code:OFFSET from the code section's payload,
// file:OFFSET from the beginning of the file, or FUNCTION+OFFSET from a function's body, given by index or name.
func (m *Module) ParseOffset(s string, base Base) (wasm.FileOffset, error) {
	if v, ok := parseHex(s); ok {
		return m.fromBase(v, base)
	}
	if rest, ok := strings.CutPrefix(s, "code:"); ok {
		base, s = FromCode, rest
	} else if rest, ok := strings.CutPrefix(s, "file:"); ok {
		base, s = FromFile, rest
	} else if i := strings.LastIndexByte(s, '+'); i > 0 {
		return m.inFunction(s[:i], s[i+1:])
	}
	v, ok := parseHex(s)
	if !ok {
		return 0, fmt.Errorf("%s is no offset: write 0x1f2, code:0x1f2 or FUNCTION+0x12", quote(s))
	}
	return m.fromBase(v, base)
}

// parseHex reads a hexadecimal number without allocating.
func parseHex(s string) (v uint64, ok bool) {
	if len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		s = s[2:]
	}
	if s == "" || len(s) > 16 {
		return 0, false
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		v = v<<4 | uint64(c)
	}
	return v, true
}

func (m *Module) fromBase(v uint64, base Base) (wasm.FileOffset, error) {
	if base == FromCode {
		if v > math.MaxUint64-uint64(m.Wasm.CodeStart) {
			return 0, fmt.Errorf("0x%x is beyond the module", v)
		}
		return m.Wasm.FileOffsetOf(wasm.CodeOffset(v)), nil
	}
	return wasm.FileOffset(v), nil
}

// inFunction returns the place of an offset in the body of a function.
func (m *Module) inFunction(name, offset string) (wasm.FileOffset, error) {
	v, ok := parseHex(offset)
	if !ok {
		return 0, fmt.Errorf("%s is no offset in a function", quote(offset))
	}
	var f wasm.FuncIndex
	if n, err := strconv.ParseUint(name, 10, 32); err == nil {
		f = wasm.FuncIndex(n)
	} else {
		switch funcs := m.called(name); len(funcs) {
		case 0:
			return 0, fmt.Errorf("%s has no function %s", m.Name, quote(name))
		case 1:
			f = funcs[0]
		default:
			return 0, fmt.Errorf("functions %d and %d of %s are called %s: give an index",
				funcs[0], funcs[1], m.Name, quote(name))
		}
	}
	b, ok := m.Wasm.Body(f)
	switch {
	case !ok && int(f) < m.Wasm.NumFuncs():
		return 0, fmt.Errorf("%s of %s is imported", m.describe(f), m.Name)
	case !ok:
		return 0, fmt.Errorf("%s has no function %d", m.Name, f)
	case v >= uint64(b.End-b.Start):
		return 0, fmt.Errorf("%s of %s has only 0x%x bytes", m.describe(f), m.Name, uint64(b.End-b.Start))
	}
	return b.Start + wasm.FileOffset(v), nil
}

// manyLookups is after how many lookups symbols are asked to prepare for very many, and several goroutines are used.
const manyLookups = 256

// preparer is implemented by Symbols that can do at once what they do little by little otherwise.
type preparer interface{ Prepare() }

// Offsets reads an offset from each line and writes it with the places it stands for, as Rewrite does for frames. Lines are
// answered before it waits for more. The module's Symbols have to bear several goroutines.
func Offsets(w io.Writer, r io.Reader, m *Module, base Base, opts Options) error {
	l := newLookup(m, base, opts, &sync.Mutex{})
	in, out := bufio.NewReaderSize(r, 64<<10), bufio.NewWriterSize(w, 64<<10)
	for l.number < manyLookups && !manyWaiting(in) {
		line, err := in.ReadSlice('\n')
		if len(line) > 0 {
			l.dst = l.line(l.dst[:0], line)
			if _, err := out.Write(l.dst); err != nil {
				return err
			}
		}
		if err != nil || in.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
		if err != nil {
			return readError(err, l.number)
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if p, ok := m.symbols.(preparer); ok {
		p.Prepare()
	}
	return l.bulk(w, in)
}

// manyWaiting reports whether very many lines are there to be read already. It waits for the first.
func manyWaiting(in *bufio.Reader) bool {
	if _, err := in.Peek(1); err != nil {
		return false
	}
	waiting, _ := in.Peek(in.Buffered())
	return bytes.Count(waiting, []byte("\n")) >= manyLookups
}

// readError returns what to say of an error in reading line n.
func readError(err error, n int) error {
	switch {
	case err == io.EOF:
		return nil
	case errors.Is(err, bufio.ErrBufferFull):
		return fmt.Errorf("line %d is too long for an offset", n)
	}
	return fmt.Errorf("read offsets: %w", err)
}

// lookup answers for offsets. It is for one goroutine.
type lookup struct {
	module *Module
	base   Base
	opts   Options
	p      *printer
	mu     *sync.Mutex // of the module
	frames []symbols.Frame
	dst    []byte
	number int // lines so far
}

func newLookup(m *Module, base Base, opts Options, mu *sync.Mutex) *lookup {
	return &lookup{module: m, base: base, opts: opts, p: newPrinter(opts.Style), mu: mu}
}

// line appends an answer. That this does not allocate for an offset which is known is what makes many of them fast.
func (l *lookup) line(dst, line []byte) []byte {
	l.number++
	full := bytes.TrimRight(line, "\r\n")
	eol := "\n"
	if bytes.HasSuffix(line, []byte("\r\n")) {
		eol = "\r\n"
	}
	if !l.opts.JSON {
		dst = append(append(dst, full...), eol...)
	}
	text := bytes.TrimSpace(full)
	if len(text) == 0 {
		return dst
	}
	v, ok := parseHex(string(text)) // the compiler makes no copy for a function that is inlined, or does not keep it
	if ok && !l.opts.JSON && l.module.symbols != nil {
		at, err := l.module.fromBase(v, l.base)
		if err == nil {
			l.frames = l.module.symbols.Frames(l.frames[:0], l.module.Wasm.CodeOffsetOf(at))
			if positioned(l.frames) {
				return l.p.frames(dst, l.frames, "", eol)
			}
		}
	}
	return l.slow(dst, string(text), eol)
}

func (l *lookup) parse(text string) (wasm.FileOffset, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.module.ParseOffset(text, l.base)
}

// slow appends an answer for an offset of any form.
func (l *lookup) slow(dst []byte, text, eol string) []byte {
	a := Answer{Module: l.module}
	a.Frame.Index = -1
	if at, err := l.parse(text); err != nil {
		a.Why = err.Error()
	} else {
		a = l.module.At(at)
	}
	if l.opts.JSON {
		dst, _ = l.p.json(dst, &a, l.number, text)
		return dst
	}
	return l.p.answer(dst, &a, eol)
}
