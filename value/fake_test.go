package value_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// machine is a frame with a memory and some words.
type machine struct {
	memory   []byte
	locals   []symbols.Word
	operands []symbols.Word
	globals  []symbols.Word
	reads    int // calls of ReadMemory
	bytes    int // read by them
}

func word(words []symbols.Word, i uint32, what string) (symbols.Word, error) {
	if int(i) >= len(words) {
		return symbols.Word{}, fmt.Errorf("no %s %d", what, i)
	}
	return words[i], nil
}

func (m *machine) Local(i uint32) (symbols.Word, error) { return word(m.locals, i, "local") }
func (m *machine) Operand(i uint32) (symbols.Word, error) {
	if m.operands == nil {
		return symbols.Word{}, &symbols.Unavailable{Reason: symbols.NoState, Detail: "operand stack"}
	}
	return word(m.operands, i, "operand")
}
func (m *machine) Global(i uint32) (symbols.Word, error) { return word(m.globals, i, "global") }
func (m *machine) MemorySize() uint64                    { return uint64(len(m.memory)) }
func (m *machine) ReadMemory(p []byte, addr uint64) error {
	m.reads++
	m.bytes += len(p)
	if addr > uint64(len(m.memory)) || uint64(len(p)) > uint64(len(m.memory))-addr {
		return errors.New("read outside of the memory")
	}
	copy(p, m.memory[addr:])
	return nil
}

// put writes little-endian numbers and bytes into the memory.
func (m *machine) put(addr int, what ...any) *machine {
	for _, x := range what {
		b, err := binary.Append(nil, binary.LittleEndian, x)
		if s, ok := x.(string); ok {
			b, err = []byte(s), nil
		}
		if err != nil {
			panic(err)
		}
		copy(m.memory[addr:], b)
		addr += len(b)
	}
	return m
}

func i32(x uint32) symbols.Word { return symbols.Word{Type: wasm.I32, Lo: uint64(x)} }

// def is a type whose parts are given.
type def struct {
	*symbols.Type
	elem    *symbols.Type
	details symbols.Details
}

func (d *def) LoadElem(*symbols.Type, uint64) *symbols.Type      { return d.elem }
func (d *def) LoadDetails(*symbols.Type, uint64) symbols.Details { return d.details }

func define(info symbols.TypeInfo) *def {
	d := &def{}
	d.Type = symbols.NewType(info, d, 0)
	return d
}

// lang makes types of a language.
type lang symbols.Language

const (
	inC    = lang(symbols.C)
	inCPP  = lang(symbols.CPlusPlus)
	inRust = lang(symbols.Rust)
)

func (l lang) base(name string, size int64, e symbols.Encoding) *symbols.Type {
	return define(symbols.TypeInfo{Kind: symbols.KindBase, Name: name, Size: size, Encoding: e, Language: symbols.Language(l)}).Type
}

func (l lang) int() *symbols.Type  { return l.base("int", 4, symbols.EncodingSigned) }
func (l lang) char() *symbols.Type { return l.base("char", 1, symbols.EncodingSignedChar) }
func (l lang) float() *symbols.Type {
	return l.base("float", 4, symbols.EncodingFloat)
}

func (l lang) to(kind symbols.Kind, name string, elem *symbols.Type) *symbols.Type {
	info := symbols.TypeInfo{Kind: kind, Name: name, Language: symbols.Language(l)}
	switch {
	case kind == symbols.KindPointer || kind == symbols.KindReference || kind == symbols.KindRvalueRef:
		info.Size = 4
	case elem != nil:
		info.Size = elem.Size
	}
	d := define(info)
	d.elem = elem
	return d.Type
}

func (l lang) pointer(elem *symbols.Type) *symbols.Type { return l.to(symbols.KindPointer, "", elem) }
func (l lang) ref(elem *symbols.Type) *symbols.Type     { return l.to(symbols.KindReference, "", elem) }
func (l lang) constant(elem *symbols.Type) *symbols.Type {
	return l.to(symbols.KindConst, "", elem)
}
func (l lang) typedef(name string, elem *symbols.Type) *symbols.Type {
	return l.to(symbols.KindTypedef, name, elem)
}

// array makes an array; a negative count is a flexible one.
func (l lang) array(elem *symbols.Type, counts ...int64) *symbols.Type {
	info := symbols.TypeInfo{Kind: symbols.KindArray, Size: -1, Language: symbols.Language(l)}
	for _, n := range counts {
		info.Dims = append(info.Dims, symbols.Dim{Count: n})
	}
	d := define(info)
	d.elem = elem
	return d.Type
}

func (l lang) object(kind symbols.Kind, name string, size int64, members ...symbols.Member) *def {
	d := define(symbols.TypeInfo{Kind: kind, Name: name, Size: size, Language: symbols.Language(l)})
	d.details.Members = members
	return d
}

func (l lang) structure(name string, size int64, members ...symbols.Member) *symbols.Type {
	return l.object(symbols.KindStruct, name, size, members...).Type
}

func (l lang) function(result *symbols.Type, params ...*symbols.Type) *symbols.Type {
	d := define(symbols.TypeInfo{Kind: symbols.KindFunc, Language: symbols.Language(l)})
	d.elem, d.details.Params = result, params
	return d.Type
}

func field(name string, offset int64, t *symbols.Type) symbols.Member {
	return symbols.Member{Name: name, Type: t, Offset: offset}
}

func baseClass(offset int64, t *symbols.Type) symbols.Member {
	return symbols.Member{Type: t, Offset: offset, Base: true}
}

// context returns a context over a memory of 4 KiB, which begins with bytes.
func context(bytes ...byte) (*value.Context, *machine) {
	m := &machine{memory: make([]byte, 4096)}
	copy(m.memory, bytes)
	return &value.Context{Machine: m}, m
}

// text prints a value with the defaults.
func text(v value.Value) string { return (&value.Printer{}).Text(v) }

// ofBytes returns a value that is nowhere but in these bytes.
func ofBytes(t *symbols.Type, b ...byte) value.Value {
	ctx, _ := context()
	return value.New(ctx, t, symbols.ConstantBytes(b))
}

func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got  %v\nwant %v", what, got, want)
	}
}
