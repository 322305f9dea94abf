package expr

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
)

// asm returns the bytes of an expression: operations, bytes, uleb, sleb, u32s, strings of raw bytes.
func asm(parts ...any) []byte {
	var b []byte
	for _, p := range parts {
		switch p := p.(type) {
		case Op:
			b = append(b, byte(p))
		case int:
			b = append(b, byte(p))
		case uleb128:
			b = binary.AppendUvarint(b, uint64(p))
		case sleb128:
			b = appendSleb(b, int64(p))
		case uint16:
			b = binary.LittleEndian.AppendUint16(b, p)
		case uint32:
			b = binary.LittleEndian.AppendUint32(b, p)
		case uint64:
			b = binary.LittleEndian.AppendUint64(b, p)
		case string:
			b = append(b, p...)
		case []byte:
			b = append(b, p...)
		default:
			panic(fmt.Sprintf("%T", p))
		}
	}
	return b
}

type (
	uleb128 uint64
	sleb128 int64
)

func appendSleb(b []byte, v int64) []byte {
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if v == 0 && c&0x40 == 0 || v == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}

// local and others are locations.
func local(n int) []byte    { return asm(OpWasmLocation, 0, n) }
func operandN(n int) []byte { return asm(OpWasmLocation, 2, n) }
func global(n uint32) []byte {
	return asm(OpWasmLocation, 3, n)
}

// Base types of the test's unit.
const (
	tI8 = 0x20 + iota
	tI16
	tI32
	tI64
	tI128
	tU8
	tU32
	tU64
	tU128
	tF32
	tF64
	tF80
	tBool
	tI1
	tAddress
	tComplex
	tHuge
	tEmpty
)

var testTypes = map[uint64]BaseType{
	tI8: {Encoding: ateSigned, Size: 1}, tI16: {Encoding: ateSigned, Size: 2}, tI32: {Encoding: ateSigned, Size: 4},
	tI64: {Encoding: ateSigned, Size: 8}, tI128: {Encoding: ateSigned, Size: 16},
	tU8: {Encoding: ateUnsignedChar, Size: 1}, tU32: {Encoding: ateUnsigned, Size: 4}, tU64: {Encoding: ateUnsigned, Size: 8},
	tU128: {Encoding: ateUnsigned, Size: 16},
	tF32:  {Encoding: ateFloat, Size: 4}, tF64: {Encoding: ateFloat, Size: 8}, tF80: {Encoding: ateFloat, Size: 10},
	tBool: {Encoding: ateBoolean, Size: 1}, tI1: {Encoding: ateSigned, Size: 1, BitSize: 1},
	tAddress: {Encoding: ateAddress, Size: 4}, tComplex: {Encoding: 3, Size: 8}, tHuge: {Encoding: ateSigned, Size: 32}, tEmpty: {Encoding: ateSigned},
}

var errTest = errors.New("test: no such thing")

// testLocals are the locals of the test's frame; local 20 cannot be read.
var testLocals = []Word{
	0:  {Type: I32, Lo: 100},
	1:  {Type: I32, Lo: 0xfffffff9}, // -7
	2:  {Type: I64, Lo: 0x1_0000_0010},
	3:  {Type: I64, Lo: ^uint64(0) - 99}, // -100
	4:  {Type: F32, Lo: uint64(math.Float32bits(1.5))},
	5:  {Type: F64, Lo: math.Float64bits(-2.75)},
	6:  {Type: V128, Lo: 0x0706050403020100, Hi: 0x0f0e0d0c0b0a0908},
	7:  {Type: Ref},
	8:  {Type: I32, Lo: 0x80000000},
	9:  {Type: I32, Lo: 0},
	10: {Type: I32, Lo: 0xff}, // a sign-extended byte without its extension
	11: {Type: F64, Lo: math.Float64bits(math.NaN())},
	12: {Type: F64, Lo: math.Float64bits(1e30)},
}

// testContext has everything: memory of 256 bytes, each holding its address.
func testContext() *Context {
	word := func(words []Word) func(uint32) (Word, error) {
		return func(i uint32) (Word, error) {
			if int(i) >= len(words) {
				return Word{}, errTest
			}
			return words[i], nil
		}
	}
	return &Context{
		Local:   word(testLocals),
		Operand: word([]Word{{Type: I32, Lo: 40}, {Type: I64, Lo: 41}}),
		Global:  word([]Word{{Type: I32, Lo: 0x50}, {Type: I32, Lo: 0x60}}),
		Memory: func(p []byte, addr uint64) error {
			if addr+uint64(len(p)) > 256 {
				return errTest
			}
			for i := range p {
				p[i] = byte(addr) + byte(i)
			}
			return nil
		},
		FrameBase:     func() (uint64, error) { return 0x40, nil },
		ObjectAddress: func() (uint64, error) { return 0x70, nil },
		TLS:           func(offset uint64) (uint64, error) { return 0x30 + offset, nil },
		Addr: func(index uint64) (uint64, error) {
			addrs := []uint64{0x11, 0x22, 0xffffffff, 0xfffffffe}
			if index >= uint64(len(addrs)) {
				return 0, errTest
			}
			return addrs[index], nil
		},
		BaseType: func(offset uint64) (BaseType, error) {
			t, ok := testTypes[offset]
			if !ok {
				return t, errTest
			}
			return t, nil
		},
		Location: func(ref DIERef) ([]byte, *Context, error) {
			switch ref.Offset {
			case 1:
				return asm(OpLit0+3, OpPlus), nil, nil
			case 2:
				return nil, nil, nil
			case 3:
				return asm(OpCall2, uint16(3)), nil, nil // itself
			case 4:
				return asm(OpLit0, OpDiv), nil, nil
			case 5:
				return asm(OpSkip, uint16(0xfffd)), nil, nil // for ever
			}
			return nil, nil, errTest
		},
		EntryValue: func(code []byte, depth int) (Word, error) {
			if len(code) == 0 {
				return Word{}, errTest
			}
			return Word{Type: I32, Lo: 77}, nil
		},
	}
}

// show writes a result for comparison.
func show(r Result, err error) string {
	if err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return "not an *Error: " + err.Error()
		}
		return e.Kind.String()
	}
	var s []string
	for _, p := range r.Pieces {
		s = append(s, showPiece(p))
	}
	return strings.Join(s, ", ")
}

func showPiece(p Piece) string {
	var s string
	switch p.Kind {
	case Memory:
		s = fmt.Sprintf("memory 0x%x", p.Addr)
	case Local:
		s = fmt.Sprintf("local %d", p.Index)
	case Operand:
		s = fmt.Sprintf("operand %d", p.Index)
	case Global:
		s = fmt.Sprintf("global %d", p.Index)
	case Value:
		s = fmt.Sprintf("value %x", p.Bytes)
	case ImplicitPointer:
		s = fmt.Sprintf("pointer 0x%x%+d", p.DIE, p.Offset)
	case Empty:
		s = "empty"
	}
	if p.Bits != 0 || p.BitOffset != 0 {
		s += fmt.Sprintf(" [%d+%d]", p.BitOffset, p.Bits)
	}
	return s
}

func check(t *testing.T, name string, code []byte, p Params, want string) {
	t.Helper()
	if got := show(Eval(code, testContext(), p)); got != want {
		_, err := Eval(code, testContext(), p)
		t.Errorf("%s: %s\n got %s (%v)\nwant %s", name, String(code, p.Format, nil), got, err, want)
	}
}
