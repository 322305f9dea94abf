package expr

import (
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// state checks the names of the machine's state and of the history.
func (c *checker) state(n *node) (*term, error) {
	name := strings.TrimPrefix(n.text, "$")
	switch name {
	case "pc":
		return c.pc(n)
	case "mem", "stack", "local", "global":
		return nil, c.errorf(n.span, "%s needs an index: %s[0]", n.text, n.text)
	case "", "_", "$":
		return c.history(n, name)
	}
	if digits := strings.TrimPrefix(name, "$"); strings.Trim(digits, "0123456789") == "" {
		return c.history(n, name)
	}
	for _, kind := range []string{"local", "global", "stack"} {
		if digits, ok := strings.CutPrefix(name, kind); ok {
			if i, err := strconv.ParseUint(digits, 10, 32); err == nil {
				return c.word32(n.span, kind, int64(i))
			}
		}
	}
	if i, ok := c.wasmLocal(name); ok {
		return c.word32(n.span, "local", int64(i))
	}
	if i, ok := c.wasmGlobal(name); ok {
		return c.word32(n.span, "global", int64(i))
	}
	return nil, c.errorf(n.span, "there is no '%s': $pc, $localN, $globalN, $stackN, $mem[address], names of wasm locals and globals, $_ and $1 are known",
		symbols.Printable(n.text))
}

// history checks $1, $_ (the last result), $$ (the one before) and $$3.
func (c *checker) history(n *node, name string) (*term, error) {
	h := c.env.History
	if h == nil || h.Results() == 0 {
		return nil, c.errorf(n.span, "there are no results yet")
	}
	number := h.Results()
	if back, ok := strings.CutPrefix(name, "$"); ok {
		ago := 1
		if back != "" {
			ago, _ = strconv.Atoi(back)
		}
		number -= ago
	} else if name != "" && name != "_" {
		number, _ = strconv.Atoi(name)
	}
	v, ok := h.Result(number)
	if !ok {
		return nil, c.errorf(n.span, "there is no result %d: they are numbered from 1 to %d", number, h.Results())
	}
	// Another result may have this number next time.
	return c.lateTerm(n.span, func(r *run) (*term, error) {
		v := v.In(r.ctx)
		// Without an address: what is in memory now does not count.
		return r.checker().objectTerm(n.span, v.Type(), func(*run) value.Value { return v }, nil), nil
	}), nil
}

// pc checks $pc: the instruction's offset in the module's file.
func (c *checker) pc(n *node) (*term, error) {
	if c.env.Module == nil {
		return nil, c.errorf(n.span, "there is no function whose instruction $pc could be")
	}
	typ := c.builtin("uint32_t")
	return c.numberTerm(n.span, typ, func(r *run) (num, error) {
		if r.env.Module == nil {
			return num{}, r.errorf(n.span, "there is no function whose instruction $pc could be")
		}
		return uintNum(uint64(r.env.Module.FileOffsetOf(r.env.At))), nil
	}), nil
}

// stateIndex checks $local[i], $global[name], $stack[i] and $mem[address]; ok is false for other names.
func (c *checker) stateIndex(n *node) (t *term, ok bool, err error) {
	kind := strings.TrimPrefix(n.kids[0].text, "$")
	index := n.kids[1]
	switch kind {
	case "local", "global":
		if index.kind == nodeName {
			i, found := c.wasmLocal(index.text)
			if kind == "global" {
				i, found = c.wasmGlobal(index.text)
			}
			if found {
				t, err := c.word32(n.span, kind, int64(i))
				return t, true, err
			}
		}
	case "stack", "mem":
	default:
		return nil, false, nil
	}
	if index.kind == nodeNumber && !index.num.float && kind != "mem" && index.num.lo < 1<<32 && index.num.hi == 0 {
		t, err := c.word32(n.span, kind, int64(index.num.lo))
		return t, true, err
	}
	i, err := c.check(index)
	if err != nil {
		if kind != "mem" && index.kind == nodeName {
			err = c.errorf(index.span, "there is no wasm %s '%s'", kind, symbols.Printable(index.text))
		}
		return nil, true, err
	}
	t, err = c.with(n.span, []*term{i}, func(c *checker, kids []*term) (*term, error) {
		i, err := c.decayed(kids[0])
		if err != nil {
			return nil, err
		}
		if i.load == nil || i.s.class != integer && i.s.class != pointer {
			return nil, c.notA(i, "a number")
		}
		if kind == "mem" {
			return c.objectAt(&node{span: n.span, typ: &typeNode{}}, c.byteType(), i)
		}
		return c.lateTerm(n.span, func(r *run) (*term, error) {
			x, err := i.load(r)
			if err != nil {
				return nil, err
			}
			return r.checker().word32(n.span, kind, intOf(x, i.s))
		}), nil
	})
	return t, true, err
}

func (c *checker) byteType() *symbols.Type { return c.builtin("uint8_t") }

// memorySlice checks $mem[from:to].
func (c *checker) memorySlice(n *node) (*term, error) {
	if n.kids[1] == nil || n.kids[2] == nil {
		return nil, c.errorf(n.span, "say both ends: $mem[0x400:0x500]")
	}
	var ends [2]*term
	for i := range ends {
		var err error
		if ends[i], err = c.check(n.kids[1+i]); err != nil {
			return nil, err
		}
	}
	return c.with(n.span, ends[:], func(c *checker, kids []*term) (*term, error) {
		for i, t := range kids {
			var err error
			if kids[i], err = c.decayed(t); err != nil {
				return nil, err
			}
			if kids[i].load == nil || kids[i].s.class != integer && kids[i].s.class != pointer {
				return nil, c.notA(t, "an address")
			}
		}
		from, to := kids[0], kids[1]
		return c.lateTerm(n.span, func(r *run) (*term, error) {
			low, err := from.load(r)
			if err != nil {
				return nil, err
			}
			high, err := to.load(r)
			if err != nil {
				return nil, err
			}
			if high.lo < low.lo || high.lo-low.lo > maxSliceBytes {
				return nil, r.errorf(n.span, "0x%x to 0x%x is no range of at most %d bytes", low.lo, high.lo, maxSliceBytes)
			}
			c := r.checker()
			return c.arrayOf(n, value.New(c.ctx, c.byteType(), symbols.Memory(low.lo)), int64(high.lo-low.lo))
		}), nil
	})
}

// word32 returns the term of a wasm local, global or operand.
func (c *checker) word32(at span, kind string, i int64) (*term, error) {
	p := symbols.Piece{Kind: symbols.InLocal, Index: uint32(i)}
	switch kind {
	case "global":
		p.Kind = symbols.InGlobal
	case "stack":
		p.Kind = symbols.InOperand
		if i < 0 {
			return c.fromTop(at, i), nil
		}
	}
	if i < 0 || i > 1<<31 {
		return nil, c.errorf(at, "there is no wasm %s %d", kind, i)
	}
	if typ, ok := c.wordType(kind, uint32(i)); ok {
		return c.wordTerm(at, p, c.stateType(typ)), nil
	} else if kind != "stack" && c.env.Module != nil {
		return nil, c.errorf(at, "there is no wasm %s %d%s", kind, i, c.countOf(kind))
	}
	return c.lateTerm(at, func(r *run) (*term, error) {
		w, err := r.word(p)
		if err != nil {
			return nil, unavailable(r.text, at, err)
		}
		c := r.checker()
		return c.wordTerm(at, p, c.stateType(w.Type)), nil
	}), nil
}

// fromTop returns the term of an operand counted from the top of the stack: -1 is the top.
func (c *checker) fromTop(at span, i int64) *term {
	return c.lateTerm(at, func(r *run) (*term, error) {
		n := int64(0)
		for ; n < 1<<16; n++ {
			if _, err := r.word(symbols.Piece{Kind: symbols.InOperand, Index: uint32(n)}); err != nil {
				if n == 0 {
					return nil, unavailable(r.text, at, err)
				}
				break
			}
		}
		if n+i < 0 {
			return nil, r.errorf(at, "the operand stack has %d values", n)
		}
		return r.checker().word32(at, "stack", n+i)
	})
}

// word reads what a piece is in.
func (r *run) word(p symbols.Piece) (symbols.Word, error) {
	m := r.ctx.Machine
	if m == nil {
		return symbols.Word{}, &symbols.Unavailable{Reason: symbols.NoState, Detail: "there is no machine to read from"}
	}
	switch p.Kind {
	case symbols.InGlobal:
		return m.Global(p.Index)
	case symbols.InOperand:
		return m.Operand(p.Index)
	}
	return m.Local(p.Index)
}

// wordTerm returns the term of a word of the machine.
func (c *checker) wordTerm(at span, p symbols.Piece, typ *symbols.Type) *term {
	loc := symbols.Location{Pieces: []symbols.Piece{p}}
	t := c.objectTerm(at, typ, func(r *run) value.Value { return value.New(r.ctx, typ, loc) }, nil)
	if t.load != nil {
		s := t.s
		t.load = func(r *run) (num, error) {
			w, err := r.word(p)
			if err != nil {
				return num{}, unavailable(r.text, at, err)
			}
			return s.fromBits(w.Lo), nil
		}
	}
	return t
}

// stateType returns the type of a word: numbers are signed.
func (c *checker) stateType(t wasm.ValType) *symbols.Type {
	info := symbols.TypeInfo{Kind: symbols.KindBase, Name: t.String(), Size: 4, Encoding: symbols.EncodingSigned, Language: c.lang}
	switch t {
	case wasm.I32:
	case wasm.I64:
		info.Size = 8
	case wasm.F32:
		info.Encoding = symbols.EncodingFloat
	case wasm.F64:
		info.Size, info.Encoding = 8, symbols.EncodingFloat
	case wasm.V128:
		elem := symbols.NewType(symbols.TypeInfo{Kind: symbols.KindBase, Name: "i32", Size: 4, Encoding: symbols.EncodingSigned, Language: c.lang}, nil, 0)
		info = symbols.TypeInfo{Kind: symbols.KindVector, Name: "v128", Size: 16, Dims: []symbols.Dim{{Count: 4}}, Language: c.lang}
		return symbols.NewType(info, &derivedType{elem: elem}, 0)
	default:
		info = symbols.TypeInfo{Kind: symbols.KindWasmRef, Name: t.String(), Language: c.lang}
	}
	return symbols.NewType(info, nil, 0)
}

// wordType returns the type of a local or a global, as the module has it.
func (c *checker) wordType(kind string, i uint32) (wasm.ValType, bool) {
	switch kind {
	case "global":
		if m := c.env.module(); m != nil && uint64(i) < uint64(m.NumGlobals()) {
			return m.GlobalType(wasm.GlobalIndex(i)).Type, true
		}
	case "local":
		locals := c.localTypes()
		if uint64(i) < uint64(len(locals)) {
			return locals[i], true
		}
	}
	return 0, false
}

// maxLocals is the most locals that a function has, in practice.
const maxLocals = 1 << 16

// localTypes returns the types of the function's parameters and locals.
func (c *checker) localTypes() []wasm.ValType {
	m := c.env.Module
	if m == nil || int(c.env.Index) >= m.NumFuncs() {
		return nil
	}
	types := append([]wasm.ValType(nil), m.FuncType(c.env.Index).Params...)
	body, ok := m.Body(c.env.Index)
	if !ok {
		return types
	}
	var r wasm.InstrReader
	r.Reset(m.Bytes, body.Start, body.End)
	_ = r.Locals(func(n uint32, t wasm.ValType) error { // a wrong body has fewer
		for range min(n, maxLocals) {
			if len(types) < maxLocals {
				types = append(types, t)
			}
		}
		return nil
	})
	return types
}

// countOf says how many locals or globals there are.
func (c *checker) countOf(kind string) string {
	n := c.env.Module.NumGlobals()
	if kind == "local" {
		n = len(c.localTypes())
	}
	return ": there are " + strconv.Itoa(n)
}

// wasmLocal returns the index of a local that the name section names.
func (c *checker) wasmLocal(name string) (uint32, bool) {
	if c.env.Module == nil {
		return 0, false
	}
	names := c.env.Module.Names()
	for i := range c.localTypes() {
		if names.Local(c.env.Index, wasm.LocalIndex(i)) == name {
			return uint32(i), true
		}
	}
	return 0, false
}

// wasmGlobal returns the index of a global that the name section, an import or an export names.
func (c *checker) wasmGlobal(name string) (uint32, bool) {
	m := c.env.module()
	if m == nil {
		return 0, false
	}
	for i := range m.NumGlobals() {
		if known, ok := c.globalName(uint32(i)); ok && known == name {
			return uint32(i), true
		}
	}
	for i := range m.Exports {
		if e := &m.Exports[i]; e.Kind == wasm.ExternGlobal && e.Name == name {
			return e.Index, true
		}
	}
	return 0, false
}

// globalName returns the name that the name section or an import gives a global.
func (c *checker) globalName(i uint32) (string, bool) {
	m := c.env.module()
	if name := m.Names().Global(wasm.GlobalIndex(i)); name != "" {
		return name, true
	}
	if int(i) < len(m.ImportedGlobals) {
		return m.Imports[m.ImportedGlobals[i]].Name, true
	}
	return "", false
}
