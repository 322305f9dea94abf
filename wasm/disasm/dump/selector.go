package dump

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/wasm"
)

// selection is what a function selector stands for.
type selection struct {
	funcs []wasm.FuncIndex // by name
	// first and last bound the functions selected by index; they count where funcs is nil.
	first, last uint64
	// from and to bound the instructions shown, where to is not 0.
	from, to wasm.FileOffset
}

// len returns the number of functions selected.
func (s *selection) len() int {
	if s.funcs != nil {
		return len(s.funcs)
	}
	if s.last < s.first {
		return 0
	}
	return int(s.last - s.first + 1)
}

// get returns selected function i.
func (s *selection) get(i int) wasm.FuncIndex {
	if s.funcs != nil {
		return s.funcs[i]
	}
	return wasm.FuncIndex(s.first + uint64(i))
}

// selectFuncs resolves the function selector; without one all defined functions are selected.
func (d *dumper) selectFuncs() (*selection, error) {
	sel := d.opts.Func
	if sel == "" {
		n := uint64(len(d.m.ImportedFuncs))
		s := &selection{first: n, last: n + uint64(len(d.m.Code)) - 1}
		if len(d.m.Code) == 0 {
			s.funcs = []wasm.FuncIndex{}
		}
		return s, nil
	}
	if s, ok, err := d.selectByNumber(sel); ok || err != nil {
		return s, err
	}
	return d.selectByName(sel)
}

// selectByNumber resolves an index, a range of them, a file offset, or a range of them; ok is false for a name.
func (d *dumper) selectByNumber(sel string) (s *selection, ok bool, err error) {
	low, high, isRange := strings.Cut(sel, "-")
	first, hex, ok := number(low)
	if !ok {
		return nil, false, nil
	}
	last, lastHex := first, hex
	if isRange {
		if last, lastHex, ok = number(high); !ok || hex != lastHex {
			return nil, false, nil
		}
	}
	if last < first {
		return nil, true, fmt.Errorf("%s: the end of the range lies before its start", sel)
	}
	if hex {
		s, err := d.selectByOffset(wasm.FileOffset(first), wasm.FileOffset(last), isRange)
		return s, true, err
	}
	if n := uint64(d.m.NumFuncs()); first >= n {
		return nil, true, fmt.Errorf("there is no function %d: the module has %d functions", first, n)
	}
	return &selection{first: first, last: min(last, uint64(d.m.NumFuncs())-1)}, true, nil
}

// number parses an index in decimal or an offset in hexadecimal with 0x.
func number(s string) (v uint64, hex, ok bool) {
	digits, hex := strings.CutPrefix(s, "0x")
	base := 10
	if hex {
		base = 16
	}
	v, err := strconv.ParseUint(digits, base, 64)
	return v, hex, err == nil
}

// selectByOffset selects the function around a file offset, or the instructions of a range of offsets, its end included.
func (d *dumper) selectByOffset(first, last wasm.FileOffset, isRange bool) (*selection, error) {
	code := d.m.Code
	lo, hi := 0, len(code)
	for lo < hi { // the first body that ends after first
		if mid := (lo + hi) / 2; code[mid].End <= first {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	end := lo
	for end < len(code) && code[end].Start <= last {
		end++
	}
	if lo == end {
		return nil, fmt.Errorf("%s: no function lies there", d.opts.Func)
	}
	n := uint64(len(d.m.ImportedFuncs))
	s := &selection{first: n + uint64(lo), last: n + uint64(end) - 1}
	if isRange {
		s.from, s.to = first, last
	}
	return s, nil
}

// selectByName selects the functions with a name: exactly, or up to its parameter list, or by a pattern with * and ?.
func (d *dumper) selectByName(sel string) (*selection, error) {
	exact := func(name string) bool { return name == sel }
	start := func(name string) bool { before, _, _ := strings.Cut(name, "("); return before == sel }
	matches := []func(string) bool{exact, start}
	if strings.ContainsAny(sel, "*?") {
		matches = append(matches, func(name string) bool { return glob(sel, name) })
	}
	for _, match := range matches {
		exported := d.exportedFuncs(match)
		var funcs []wasm.FuncIndex
		for f := range wasm.FuncIndex(d.m.NumFuncs()) {
			name, symbol := d.funcNames(f)
			if match(name) || symbol != "" && match(symbol) || exported[f] {
				funcs = append(funcs, f)
			}
		}
		if len(funcs) > 0 {
			return &selection{funcs: funcs}, nil
		}
	}
	return nil, fmt.Errorf("no function is called %q", sel)
}

// exportedFuncs returns the functions exported under a name that matches.
func (d *dumper) exportedFuncs(match func(string) bool) map[wasm.FuncIndex]bool {
	found := map[wasm.FuncIndex]bool{}
	for i := range d.m.Exports {
		if e := &d.m.Exports[i]; e.Kind == wasm.ExternFunc && match(e.Name) {
			found[wasm.FuncIndex(e.Index)] = true
		}
	}
	return found
}

// glob reports whether name matches a pattern, in which * stands for any characters and ? for one.
func glob(pattern, name string) bool {
	p, n := 0, 0
	star, mark := -1, 0 // the last * and what it is taken to end at
	for n < len(name) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, n
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == name[n]):
			p++
			n++
		case star >= 0:
			mark++
			p, n = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
