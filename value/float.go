package value

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/symbols"
)

// floatFormat is a binary floating-point format: one sign bit, exponent, fraction.
type floatFormat struct{ exponent, fraction int }

// formatOf returns the format of a floating-point type by its size in bytes; long double is IEEE 754's binary128.
func formatOf(size int64, name string) (floatFormat, bool) {
	switch {
	case size == 2 && strings.Contains(name, "bf"): // __bf16
		return floatFormat{8, 7}, true
	case size == 2:
		return floatFormat{5, 10}, true
	case size == 4:
		return floatFormat{8, 23}, true
	case size == 8:
		return floatFormat{11, 52}, true
	case size == 16:
		return floatFormat{15, 112}, true
	}
	return floatFormat{}, false
}

// Float returns a floating-point number, rounded where it has more digits than a float64.
func (v Value) Float() (float64, error) {
	f, b, err := v.float()
	if err != nil {
		return 0, err
	}
	if f.fraction == 52 {
		return math.Float64frombits(leUint(b)), nil
	}
	x, special := f.decode(b)
	switch {
	case special == "":
		y, _ := x.Float64()
		return y, nil
	case strings.HasSuffix(special, "inf"):
		return strconv.ParseFloat(special, 64)
	}
	return math.NaN(), nil
}

// float reads the bytes of a floating-point number.
func (v Value) float() (floatFormat, []byte, error) {
	v = v.Strip()
	if v.err != nil {
		return floatFormat{}, nil, v.err
	}
	if v.typ == nil || v.typ.Kind != symbols.KindBase || v.typ.Encoding != symbols.EncodingFloat {
		return floatFormat{}, nil, unsupported("%s is not a floating-point number", v.typ.String())
	}
	f, ok := formatOf(v.typ.Size, v.typ.Name)
	if !ok {
		return f, nil, unsupported("floating-point number of %d bytes", v.typ.Size)
	}
	b, err := v.Bytes()
	if err == nil && v.typ.BigEndian {
		slices.Reverse(b)
	}
	return f, b, err
}

// decode returns the number in a format's bytes; special is the text of what is none: "inf", "-nan(0x8000)".
func (f floatFormat) decode(b []byte) (x *big.Float, special string) {
	be := slices.Clone(b)
	slices.Reverse(be)
	raw := new(big.Int).SetBytes(be)
	fraction := new(big.Int).And(raw, mask(f.fraction))
	exponent := int(new(big.Int).And(new(big.Int).Rsh(raw, uint(f.fraction)), mask(f.exponent)).Int64())
	sign := ""
	if raw.Bit(f.exponent+f.fraction) != 0 {
		sign = "-"
	}
	top := 1<<f.exponent - 1
	switch {
	case exponent == top && fraction.Sign() == 0:
		return nil, sign + "inf"
	case exponent == top:
		return nil, fmt.Sprintf("%snan(0x%x)", sign, fraction)
	case exponent == 0:
		exponent = 1
	default:
		fraction.SetBit(fraction, f.fraction, 1)
	}
	prec := f.fraction + 1
	x = new(big.Float).SetPrec(uint(prec)).SetInt(fraction)
	x.SetMantExp(x, exponent-(top/2)-f.fraction)
	if sign != "" {
		x.Neg(x)
	}
	return x, ""
}

func mask(bits int) *big.Int {
	one := big.NewInt(1)
	return one.Sub(one.Lsh(one, uint(bits)), big.NewInt(1))
}

// text returns the shortest decimal number that means the same in its format.
func (f floatFormat) text(b []byte) string {
	switch {
	case f.fraction == 23:
		if x := float64(math.Float32frombits(uint32(leUint(b)))); !math.IsNaN(x) {
			return shortest(x, 32)
		}
	case f.fraction == 52:
		if x := math.Float64frombits(leUint(b)); !math.IsNaN(x) {
			return shortest(x, 64)
		}
	}
	x, special := f.decode(b)
	if special != "" {
		return special
	}
	return f.shortestBig(x)
}

// shortest returns a number of 32 or 64 bits without an exponent unless it is very large or small.
func shortest(x float64, bits int) string {
	switch abs := math.Abs(x); {
	case math.IsInf(x, 0):
		return strings.TrimPrefix(strings.ToLower(strconv.FormatFloat(x, 'g', -1, 64)), "+")
	case abs != 0 && (abs < 1e-4 || abs >= 1e16):
		return strconv.FormatFloat(x, 'e', -1, bits)
	}
	return strconv.FormatFloat(x, 'f', -1, bits)
}

// shortestBig is shortest for other formats.
func (f floatFormat) shortestBig(x *big.Float) string {
	exp := x.MantExp(nil) // |x| = m * 2^exp, 0.5 <= m < 1
	if x.Sign() == 0 || exp >= -13 && exp <= 53 {
		return x.Text('f', -1)
	}
	// The smallest numbers have less precision.
	smallest := 2 - 1<<(f.exponent-1) - f.fraction
	x.SetPrec(uint(min(f.fraction+1, exp-smallest)))
	return x.Text('e', -1)
}
