package groundtruth

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"sort"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// comparer compares values of variables with what gdb showed.
type comparer struct {
	ctx *value.Context
	// numbers are the parts of values that were compared: numbers, pointers, texts.
	numbers int
	// wrong and unavailable are the parts that differ or cannot be read, with what they are parts of.
	wrong, unavailable []string
}

func (c *comparer) differs(path, format string, args ...any) {
	c.wrong = append(c.wrong, path+": "+fmt.Sprintf(format, args...))
}

// failed counts a value that cannot be read.
func (c *comparer) failed(path string, err error) {
	var why *symbols.Unavailable
	if errors.As(err, &why) && why.Reason != symbols.Malformed {
		c.unavailable = append(c.unavailable, path+": "+err.Error())
		return
	}
	c.differs(path, "%v", err)
}

// compare compares a value, which path names in reports, with gdb's.
func (c *comparer) compare(path string, want any, v value.Value) {
	v = v.Strip()
	if t := v.Type(); t != nil && (t.Kind == symbols.KindReference || t.Kind == symbols.KindRvalueRef) {
		v = v.Deref()
	}
	if err := v.Err(); err != nil {
		c.failed(path, err)
		return
	}
	switch want := want.(type) {
	case bool:
		c.integer(path, map[bool]string{false: "0", true: "1"}[want], v)
	case json.Number:
		c.integer(path, want.String(), v)
	case []any:
		c.array(path, want, v)
	case map[string]any:
		c.object(path, want, v)
	default:
		c.differs(path, "the truth has %T", want)
	}
}

func (c *comparer) integer(path, want string, v value.Value) {
	got, err := v.BigInt()
	if err != nil {
		c.failed(path, err)
		return
	}
	c.numbers++
	if wanted, ok := new(big.Int).SetString(want, 10); !ok || wanted.Cmp(got) != 0 {
		c.differs(path, "%v, gdb has %s", got, want)
	}
}

func (c *comparer) array(path string, want []any, v value.Value) {
	n, ok := v.Len()
	if !ok {
		c.failed(path, &symbols.Unavailable{Reason: symbols.OptimizedOut, Detail: "its length is not known"})
		return
	}
	if n != int64(len(want)) {
		c.differs(path, "%d elements, gdb has %d", n, len(want))
		return
	}
	for i, w := range want {
		c.compare(fmt.Sprintf("%s[%d]", path, i), w, v.Index(int64(i)))
	}
}

// object compares what JSON has an object for: structures, and what it has no type for.
func (c *comparer) object(path string, want map[string]any, v value.Value) {
	only := ""
	for key := range want {
		only = key
	}
	if w := want["enum"]; w != nil {
		c.integer(path, w.(json.Number).String(), v)
		return
	}
	if len(want) == 1 {
		if compare := c.special(only); compare != nil {
			compare(path, want[only], v)
			return
		}
	}
	keys := make([]string, 0, len(want))
	for key := range want {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		m, ok := member(v, key)
		if !ok {
			c.differs(path, "no member %s of %s", key, v.Type())
			continue
		}
		c.compare(path+"."+key, want[key], m)
	}
}

// member returns a member or a base class.
func member(v value.Value, key string) (value.Value, bool) {
	base, isBase := strings.CutPrefix(key, "base ")
	if !isBase {
		return v.Member(key)
	}
	for _, m := range v.Members() {
		if m.Base && m.Value.Type().Strip().Name == base {
			return m.Value, true
		}
	}
	return value.Value{}, false
}

// special returns how to compare a kind of value that has one key of its own; nil for a structure.
func (c *comparer) special(key string) func(path string, want any, v value.Value) {
	switch key {
	case "float":
		return c.float
	case "complex":
		return c.complex
	case "pointer":
		return c.pointer
	case "text":
		return c.text
	case "function":
		return c.function
	case "member":
		return c.memberPointer
	case "flexible", "unavailable", "deep":
		return func(string, any, value.Value) {} // gdb does not say
	}
	return nil
}

func (c *comparer) float(path string, want any, v value.Value) {
	got, err := v.Float()
	if err != nil {
		c.failed(path, err)
		return
	}
	c.number(path, want, got)
}

func (c *comparer) number(path string, want any, got float64) {
	c.numbers++
	wanted, err := strconv.ParseFloat(want.(string), 64)
	if err != nil || math.Float64bits(wanted) != math.Float64bits(got) && !(math.IsNaN(wanted) && math.IsNaN(got)) {
		c.differs(path, "%v, gdb has %v", got, wanted)
	}
}

func (c *comparer) complex(path string, want any, v value.Value) {
	b, err := v.Bytes()
	if err != nil {
		c.failed(path, err)
		return
	}
	for i, w := range want.([]any) {
		half := b[i*len(b)/2 : (i+1)*len(b)/2]
		bits := uint64(0)
		for j := range half {
			bits |= uint64(half[j]) << (8 * j)
		}
		if len(half) == 4 {
			c.number(path, w, float64(math.Float32frombits(uint32(bits))))
		} else {
			c.number(path, w, math.Float64frombits(bits))
		}
	}
}

func (c *comparer) pointer(path string, want any, v value.Value) {
	if want == nil || want == "void" || want == "seen" || want == "wild" {
		addr, err := v.Uint()
		if err != nil {
			c.failed(path, err)
			return
		}
		c.numbers++
		if (addr == 0) != (want == nil) {
			c.differs(path, "0x%x, gdb has %v", addr, want)
		}
		return
	}
	c.compare("(*"+path+")", want, v.Deref())
}

func (c *comparer) text(path string, want any, v value.Value) {
	for i, w := range append(want.([]any), json.Number("0")) {
		before := len(c.wrong) + len(c.unavailable)
		c.compare(fmt.Sprintf("%s[%d]", path, i), w, v.Index(int64(i)))
		if len(c.wrong)+len(c.unavailable) > before {
			return
		}
	}
}

// function compares a pointer to a function, or to a member function: a structure whose first word is an index of table 0.
func (c *comparer) function(path string, want any, v value.Value) {
	b, err := v.Bytes()
	if err != nil {
		c.failed(path, err)
		return
	}
	index := uint64(0)
	for i := range min(4, len(b)) {
		index |= uint64(b[i]) << (8 * i)
	}
	c.numbers++
	name, ok := c.ctx.Func(index)
	name, _, _ = strings.Cut(name, "(")
	if !ok || name != want {
		c.differs(path, "function %q (%v) at %d, gdb has %v", name, ok, index, want)
	}
}

// memberPointer compares a pointer to a data member, which gdb shows as "&Base::value".
func (c *comparer) memberPointer(path string, want any, v value.Value) {
	got := value.Formatters(nil).Show(v)
	if got.Err != nil {
		c.failed(path, got.Err)
		return
	}
	c.numbers++
	if text := want.(string); text == "NULL" && got.Summary != "null" && got.Summary != "nullptr" && got.Summary != "NULL" ||
		text != "NULL" && !strings.Contains(got.Summary, text) {
		c.differs(path, "%q, gdb has %s", got.Summary, text)
	}
}
