package expr

// Limits of an evaluation.
const (
	maxSteps  = 100_000 // operations executed
	maxStack  = 1024    // entries on the stack
	maxReads  = 1024    // reads of memory
	maxPieces = 1024
	maxDepth  = 16 // expressions called within others, and evaluations made for others
)

// Eval evaluates an expression that locates a value (DW_AT_location and others). Errors are *Error; a result
// whose pieces are all missing is an error of kind OptimizedOut, as is an expression without operations.
func Eval(code []byte, ctx *Context, p Params) (Result, error) {
	m := &machine{params: p}
	if err := m.start(code, ctx); err != nil {
		return Result{}, err
	}
	r, err := m.result()
	if err != nil || m.doubt == 0 || m.confirms(r, code, ctx) {
		return r, err
	}
	return Result{}, errorf(Unsupported, "the debug information does not say whether a value was truncated to the %d bits of the variable", m.doubt)
}

// confirms reports whether the result is the same if all that is read from places is truncated to the width in doubt, or
// that cannot have been meant.
func (m *machine) confirms(r Result, code []byte, ctx *Context) bool {
	again := &machine{params: m.params, truncate: m.doubt}
	err := again.start(code, ctx)
	if again.impossible {
		return true
	}
	if err != nil {
		return false
	}
	other, otherErr := again.result()
	return otherErr == nil && again.doubt == 0 && other.equal(r)
}

// EvalNumber evaluates an expression that yields a number: the bound of an array, the offset of a member, a
// frame base. Where the expression is a location of a value the number is its address; where it is a place or a value it is what is there.
func EvalNumber(code []byte, ctx *Context, p Params) (Number, error) {
	m := &machine{params: p}
	if err := m.start(code, ctx); err != nil {
		return Number{}, err
	}
	v, err := m.single()
	if err != nil {
		return Number{}, err
	}
	switch {
	case v.removed:
		return Number{}, errRemovedGlobal()
	case !v.isInteger():
		return Number{}, errorf(Malformed, "the result is not an integer")
	case v.bits.hi != 0 && v.extended() != wideOf(v.bits.lo).signExtend(64):
		return Number{}, errorf(Unsupported, "the result has more than 64 bits")
	}
	return v.number(), nil
}

// EvalAddress evaluates an expression that yields an address, such as a frame base.
func EvalAddress(code []byte, ctx *Context, p Params) (uint64, error) {
	n, err := EvalNumber(code, ctx, p)
	return n.Uint & p.addrMask(), err
}

// addrMask returns the greatest address.
func (f Format) addrMask() uint64 {
	if f.addrSize() == 8 {
		return 1<<64 - 1
	}
	return 1<<32 - 1
}

// tombstone reports whether the linker wrote an address or offset for something that it dropped.
func (f Format) tombstone(addr uint64) bool {
	mask := f.addrMask()
	return addr&mask >= mask-1
}

// machine is the state of an evaluation.
type machine struct {
	params Params
	stack  []value
	loc    location
	pieces []Piece
	steps  int
	reads  int
	calls  int // how many expressions are being executed
	// truncate is to how many bits what is read from places is truncated; 0 for not at all.
	truncate int
	// impossible: no compiler writes this for operands truncated so far.
	impossible bool
	// doubt is the width with which the result is to be computed again and compared.
	doubt int

	// The expression that is executed.
	code []byte
	ctx  *Context
	next int // position of the next operation

	base      uint64 // the frame base
	baseKnown bool
}

// start executes an expression with the parameters of the machine.
func (m *machine) start(code []byte, ctx *Context) error {
	p := &m.params
	switch {
	case len(code) == 0:
		return errorf(OptimizedOut, "no location")
	case p.Depth > maxDepth:
		return errorf(Malformed, "more than %d evaluations within one another", maxDepth)
	case p.AddrSize != 0 && p.AddrSize != 4 && p.AddrSize != 8:
		return errorf(Unsupported, "addresses of %d bytes", p.AddrSize)
	}
	if ctx == nil {
		ctx = &Context{}
	}
	m.ctx = ctx // also after the expression, for what it left unread
	m.stack = make([]value, 0, 8)
	for _, n := range p.Initial {
		if err := m.push(m.addressValue(n)); err != nil {
			return err
		}
	}
	if err := m.run(code, ctx); err != nil {
		return err
	}
	return nil
}

// run executes an expression. What it leaves is in the machine.
func (m *machine) run(code []byte, ctx *Context) *Error {
	m.calls++
	outerCode, outerCtx, outerNext := m.code, m.ctx, m.next
	m.code, m.ctx = code, ctx
	for m.next = 0; m.next < len(code); {
		if err := m.step(); err != nil {
			return err
		}
	}
	m.code, m.ctx, m.next = outerCode, outerCtx, outerNext
	m.calls--
	return nil
}

// step executes one operation.
func (m *machine) step() *Error {
	pos := m.next
	op := Op(m.code[pos])
	at := func(e *Error) *Error {
		if e.Op == "" {
			e.Op, e.Offset = op.String(), pos
		}
		return e
	}
	if m.steps++; m.steps > maxSteps {
		return at(errorf(Malformed, "more than %d operations executed", maxSteps))
	}
	in, err := decode(m.code, pos, m.params.Format)
	if err != nil {
		kind := Malformed
		if class := ops[op].class; class == unknown || class == unsupported || class == llvmUser {
			kind = Unsupported
		}
		return at(errorf(kind, "%v", err))
	}
	m.next = in.next
	if m.loc.set && !mayFollowLocation(ops[op].class) {
		return at(errorf(Malformed, "follows a complete location"))
	}
	if err := m.execute(&in); err != nil {
		if e, ok := err.(*Error); ok {
			return at(e)
		}
		return at(&Error{Kind: Malformed, Err: err})
	}
	return nil
}

// mayFollowLocation reports whether an operation may come after one that says where the value is.
func mayFollowLocation(c class) bool {
	return c == piece || c == nop || c == uninitialized || c == llvmUser
}

// execute executes a decoded operation.
func (m *machine) execute(in *instr) error {
	switch ops[in.op].class {
	case pushAddress, pushUnsigned, pushSigned, pushLiteral, pushIndexed, pushFrameBase, pushObject, pushEntryValue, pushTyped, pushWasm:
		v, err := m.load(in)
		if err != nil {
			return err
		}
		return m.push(v)
	case registers:
		return errorf(Unsupported, "WebAssembly has no registers")
	case callFrame:
		return errorf(Unsupported, "WebAssembly has no call frame information")
	case stack:
		return m.rearrange(in)
	case deref:
		return m.dereference(in)
	case derefTyped:
		return m.dereferenceTyped(in)
	case unary, convert, reinterpret:
		return m.replace(in)
	case arithmetic:
		return m.binary(in.op)
	case plusUconst:
		return m.plusUconst(in.args[0])
	case branch:
		return m.branch(in)
	case nop:
		return nil
	case call:
		return m.call(in)
	case tlsAddress:
		return m.threadLocal()
	case piece:
		return m.piece(in)
	case implicitValue:
		return m.locate(Piece{Kind: Value, Bytes: in.block})
	case implicitPointer:
		return m.locate(Piece{Kind: ImplicitPointer, DIE: in.args[0], Offset: int64(in.args[1])})
	case stackValue:
		return m.stackValue()
	case uninitialized:
		return errorf(OptimizedOut, "not initialized")
	case llvmUser:
		return m.llvm(in)
	}
	return errorf(Unsupported, "not known how to evaluate")
}

// push puts a value on the stack.
func (m *machine) push(v value) error {
	if len(m.stack) >= maxStack {
		return errorf(Malformed, "more than %d entries on the stack", maxStack)
	}
	m.stack = append(m.stack, v)
	return nil
}

// entry returns an entry of the stack, 0 being the top.
func (m *machine) entry(i int) (value, error) {
	if i >= len(m.stack) {
		return value{}, errorf(Malformed, "needs %d entries on the stack, there are %d", i+1, len(m.stack))
	}
	return m.stack[len(m.stack)-1-i], nil
}

// pop takes a value from the stack, read from its place if it has one.
func (m *machine) pop() (value, error) {
	v, err := m.entry(0)
	if err != nil {
		return v, err
	}
	m.stack = m.stack[:len(m.stack)-1]
	return m.read(v)
}

// popAddress takes an address from the stack.
func (m *machine) popAddress() (uint64, error) {
	v, err := m.pop()
	if err != nil {
		return 0, err
	}
	return m.addressOf(v)
}

// addressOf returns a value as an address.
func (m *machine) addressOf(v value) (uint64, error) {
	switch {
	case v.removed:
		return 0, errRemovedGlobal()
	case !v.isInteger():
		return 0, errorf(Malformed, "the address is not an integer")
	}
	return v.bits.lo & m.params.addrMask(), nil
}

func errRemovedGlobal() *Error {
	return errorf(Removed, "the global that holds it was removed by the linker")
}

// addressValue returns a number with the width of addresses.
func (m *machine) addressValue(n uint64) value {
	return genericValue(n, 8*m.params.addrSize())
}

// read reads a value from its place unless that is done.
func (m *machine) read(v value) (value, error) {
	if !v.unread {
		return v, nil
	}
	fetch, what := m.ctx.Local, "local"
	switch v.place.kind {
	case Operand:
		fetch, what = m.ctx.Operand, "operand"
	case Global:
		fetch, what = m.ctx.Global, "global"
	}
	if fetch == nil {
		return v, errorf(NoState, "%s %d cannot be read here", what, v.place.index)
	}
	w, err := fetch(v.place.index)
	if err != nil {
		return v, contextError(NoState, err, "%s %d", what, v.place.index)
	}
	r, err := wordValue(w)
	if m.truncate > 0 && r.kind == generic && m.truncate < r.width {
		r = genericValue(r.bits.lo, m.truncate)
	}
	r.place, r.hasPlace = v.place, true
	return r, err
}

// memory reads up to 16 bytes of memory.
func (m *machine) memory(addr uint64, size int) (wide, error) {
	if m.reads++; m.reads > maxReads {
		return wide{}, errorf(Malformed, "more than %d reads of memory", maxReads)
	}
	if m.ctx.Memory == nil {
		return wide{}, errorf(NoState, "memory cannot be read here")
	}
	b := make([]byte, size)
	if err := m.ctx.Memory(b, addr); err != nil {
		return wide{}, contextError(NoState, err, "%d bytes at 0x%x", size, addr)
	}
	return fromBytes(b), nil
}
