package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/wasi"
	"github.com/wdbg/wdbg/wasm"
)

// size is a flag that takes a number of bytes with a suffix such as k, M or GiB.
type size struct {
	bytes uint64 // 0: not given
	text  string
}

func (s *size) String() string { return s.text }
func (s *size) Type() string   { return "" }

// Set takes a size.
func (s *size) Set(text string) error {
	n, err := parseSize(text)
	if err != nil {
		return err
	}
	s.bytes, s.text = n, text
	return nil
}

// parseSize reads a positive number of bytes; the suffixes are powers of 1024.
func parseSize(text string) (uint64, error) {
	digits := strings.TrimRight(text, "kKmMgGtTiIbB")
	shift, ok := map[string]uint{"": 0, "b": 0, "k": 10, "m": 20, "g": 30, "t": 40}[unit(text[len(digits):])]
	n, err := strconv.ParseUint(digits, 10, 64)
	switch {
	case err != nil || !ok:
		return 0, fmt.Errorf("not a size: a number of bytes, or of k, M, G or T")
	case n == 0:
		return 0, fmt.Errorf("must be at least 1")
	case n > math.MaxInt64>>shift:
		return 0, fmt.Errorf("too large")
	}
	return n << shift, nil
}

// unit returns the letter of a suffix: k for K, kB and KiB.
func unit(suffix string) string {
	s := strings.ToLower(suffix)
	if len(s) > 1 {
		s = strings.TrimSuffix(strings.TrimSuffix(s, "b"), "i")
	}
	return s
}

// parseDir reads HOST[::GUEST][:ro]; without GUEST the guest sees HOST.
func parseDir(s string) (d wasi.Dir, err error) {
	rest, ro := strings.CutSuffix(s, ":ro")
	host, guest, named := strings.Cut(rest, "::")
	if !named {
		guest = host
	}
	if host == "" || guest == "" {
		return d, usagef("--dir %q: must be HOST[::GUEST][:ro]", s)
	}
	return wasi.Dir{Host: host, Guest: guest, ReadOnly: ro}, nil
}

// parseArgs reads the arguments of a function.
func parseArgs(texts []string, params []wasm.ValType) ([]engine.Value, error) {
	if len(texts) != len(params) {
		given := fmt.Sprintf("%d arguments", len(texts))
		if len(texts) == 1 {
			given = "1 argument"
		}
		return nil, fmt.Errorf("%s given, %d needed", given, len(params))
	}
	values := make([]engine.Value, len(texts))
	for i, s := range texts {
		v, err := parseValue(s, params[i])
		if err != nil {
			return nil, fmt.Errorf("argument %d: %q is not %s", i+1, s, err)
		}
		values[i] = v
	}
	return values, nil
}

// parseValue reads a value of a type. The error says what it is not.
func parseValue(s string, t wasm.ValType) (v engine.Value, err error) {
	v.Type = t
	switch t {
	case wasm.I32:
		v.Lo, err = parseInt(s, 32)
	case wasm.I64:
		v.Lo, err = parseInt(s, 64)
	case wasm.F32:
		v.Lo, err = parseFloat(s, 32)
	case wasm.F64:
		v.Lo, err = parseFloat(s, 64)
	case wasm.V128:
		v.Lo, v.Hi, err = parseVector(s)
	default:
		if s != "null" || !t.Nullable() {
			err = fmt.Errorf("a value of type %v: only null can be given, where the type has it", t)
		}
	}
	return v, err
}

// parseInt reads an integer, signed or unsigned, decimal or with 0x hexadecimal.
func parseInt(s string, bits int) (uint64, error) {
	n, ok := parseBig(s)
	low := new(big.Int).Lsh(big.NewInt(-1), uint(bits-1))
	high := new(big.Int).Lsh(big.NewInt(1), uint(bits))
	if !ok || n.Cmp(low) < 0 || n.Cmp(high) >= 0 {
		return 0, fmt.Errorf("an i%d: an integer from %v to %v", bits, low, high.Sub(high, big.NewInt(1)))
	}
	if n.Sign() < 0 {
		n.Add(n, high)
	}
	return n.Uint64(), nil
}

// parseBig reads an integer of a length that has a chance to fit.
func parseBig(s string) (*big.Int, bool) {
	neg := strings.HasPrefix(s, "-")
	digits := strings.ReplaceAll(strings.TrimLeft(s, "+-"), "_", "")
	if len(s)-len(strings.TrimLeft(s, "+-")) > 1 || len(digits) > 200 {
		return nil, false
	}
	base := 10
	if hex, ok := strings.CutPrefix(strings.ToLower(digits), "0x"); ok {
		base, digits = 16, hex
	}
	if strings.ContainsAny(digits, "+-") {
		return nil, false
	}
	n, ok := new(big.Int).SetString(digits, base)
	if ok && neg {
		n.Neg(n)
	}
	return n, ok
}

// parseFloat reads a floating-point number in decimal or hexadecimal notation, inf, nan, or nan:0x with a payload.
func parseFloat(s string, bits int) (uint64, error) {
	if raw, ok := parseNaN(s, bits); ok {
		return raw, nil
	}
	f, err := strconv.ParseFloat(s, bits)
	if err != nil {
		return 0, fmt.Errorf("an f%d: a number such as 1.5, -2e10, 0x1p-3, inf, nan", bits)
	}
	if bits == 32 {
		return uint64(math.Float32bits(float32(f))), nil
	}
	return math.Float64bits(f), nil
}

// parseNaN reads a NaN: plain is canonical, positive.
func parseNaN(s string, bits int) (raw uint64, ok bool) {
	mantissa := map[int]uint{32: 23, 64: 52}[bits]
	rest, neg := strings.CutPrefix(strings.ToLower(s), "-")
	payload, ok := strings.CutPrefix(rest, "nan")
	if !ok {
		return 0, false
	}
	raw = uint64(1) << (mantissa - 1)
	if payload != "" {
		hex, ok := strings.CutPrefix(payload, ":0x")
		n, err := strconv.ParseUint(hex, 16, 64)
		if !ok || err != nil || n == 0 || n >= 1<<mantissa {
			return 0, false
		}
		raw = n
	}
	raw |= (1<<(uint(bits)-1-mantissa) - 1) << mantissa
	if neg {
		raw |= 1 << (bits - 1)
	}
	return raw, true
}

// parseVector reads a v128 as one hexadecimal number.
func parseVector(s string) (lo, hi uint64, err error) {
	n, ok := parseBig(s)
	if !ok || !strings.HasPrefix(strings.ToLower(s), "0x") || n.BitLen() > 128 {
		return 0, 0, fmt.Errorf("a v128: up to 32 hexadecimal digits after 0x, the first lane last")
	}
	var b [16]byte
	n.FillBytes(b[:])
	return binary.BigEndian.Uint64(b[8:]), binary.BigEndian.Uint64(b[:8]), nil
}
