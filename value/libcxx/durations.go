package libcxx

import (
	"fmt"
	"strconv"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// ratio is a fraction of a second, or a multiple.
type ratio struct{ num, den int64 }

// units are the suffixes of durations as the library prints them ([time.duration.io]).
var units = map[ratio]string{
	{1, 1e18}: "as", {1, 1e15}: "fs", {1, 1e12}: "ps", {1, 1e9}: "ns", {1, 1e6}: "us", {1, 1e3}: "ms", {1, 100}: "cs", {1, 10}: "ds",
	{1, 1}: "s", {10, 1}: "das", {100, 1}: "hs", {1e3, 1}: "ks", {1e6, 1}: "Ms", {1e9, 1}: "Gs", {1e12, 1}: "Ts", {1e15, 1}: "Ps", {1e18, 1}: "Es",
	{60, 1}: "min", {3600, 1}: "h", {86400, 1}: "d",
}

// suffix returns what is behind the number of a duration.
func (r ratio) suffix() string {
	if s := units[r]; s != "" {
		return s
	}
	if r.den == 1 {
		return fmt.Sprintf("[%d]s", r.num)
	}
	return fmt.Sprintf("[%d/%d]s", r.num, r.den)
}

// duration shows a chrono::duration with its unit.
func duration(v value.Value) (value.Shown, error) {
	count, err := member(v, "__rep_")
	if err != nil {
		return value.Shown{}, err
	}
	period := container.TemplateType(v.Type(), "_Period", 1).Strip()
	num, den := container.Template(period, "_Num", 0), container.Template(period, "_Den", 1)
	if num == nil || num.Value == nil {
		return value.Shown{}, container.ErrLayout
	}
	r := ratio{*num.Value, 1}
	if den != nil && den.Value != nil {
		r.den = *den.Value
	}
	text, ok := numberText(count)
	if !ok {
		// A number of a type of the program: it shows itself, and the unit is in the name of the type.
		return wrap(value.Child{Name: "count()", Value: count}), nil
	}
	return value.Shown{Summary: text + r.suffix()}, nil
}

// numberText returns a number of a base type in base 10; false: it is something else, or cannot be read.
func numberText(v value.Value) (string, bool) {
	t := v.Strip().Type()
	if t == nil || t.Kind != symbols.KindBase || t.Size > 8 {
		return "", false
	}
	switch t.Encoding {
	case symbols.EncodingSigned, symbols.EncodingSignedChar:
		n, err := v.Int()
		return strconv.FormatInt(n, 10), err == nil
	case symbols.EncodingUnsigned, symbols.EncodingUnsignedChar:
		n, err := v.Uint()
		return strconv.FormatUint(n, 10), err == nil
	case symbols.EncodingFloat:
		f, err := v.Float()
		size := 64
		if t.Size == 4 {
			size = 32
		}
		return strconv.FormatFloat(f, 'g', -1, size), err == nil
	}
	return "", false
}
