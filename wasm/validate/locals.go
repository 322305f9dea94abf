package validate

import (
	"sort"

	"github.com/wdbg/wdbg/wasm"
)

// localTypes are the types of a function's locals. A declaration of a few bytes can
// make 50,000 locals, so only as many as the body has bytes are written out one by one; the
// others are found in the runs they were declared in.
type localTypes struct {
	types []wasm.ValType // the first locals
	most  int            // how many locals may be written out
	runs  []localRun     // all locals
	// params is how many locals are initialised from the start; unset says whether any other
	// local has a type without a default value.
	params uint32
	unset  bool
	// isSet marks initialised locals that have no default value, inits lists them in order.
	isSet []uint64
	inits []uint32
}

// localRun is a run of locals of the same type, from the end of the run before to end.
type localRun struct {
	end uint32
	t   wasm.ValType
}

// reset forgets the locals.
func (l *localTypes) reset() {
	l.uninit(0)
	l.types, l.runs = l.types[:0], l.runs[:0]
	l.params, l.unset = 0, false
}

// begin starts with a function's parameters; bodySize is in bytes.
func (l *localTypes) begin(params []wasm.ValType, bodySize int) {
	l.most = bodySize + len(params)
	l.types = append(l.types, params...)
	for i, t := range params {
		l.runs = append(l.runs, localRun{uint32(i) + 1, t})
	}
	l.params = uint32(len(params))
}

func (l *localTypes) count() uint32 {
	if len(l.runs) == 0 {
		return 0
	}
	return l.runs[len(l.runs)-1].end
}

// declare adds a run of locals.
func (l *localTypes) declare(n uint32, t wasm.ValType) {
	if n == 0 {
		return
	}
	end := l.count() + n
	l.runs = append(l.runs, localRun{end, t})
	for range min(int(n), l.most-len(l.types)) {
		l.types = append(l.types, t)
	}
	if !t.Defaultable() {
		l.unset = true
		for len(l.isSet) < int(end+63)/64 {
			l.isSet = append(l.isSet, 0)
		}
	}
}

// at returns the type of a local; ok is false for one beyond the last.
func (l *localTypes) at(i uint32) (t wasm.ValType, ok bool) {
	if int64(i) < int64(len(l.types)) {
		return l.types[i], true
	}
	if i >= l.count() {
		return wasm.Bot, false
	}
	return l.runs[sort.Search(len(l.runs), func(j int) bool { return i < l.runs[j].end })].t, true
}

// ready reports whether a local of type t may be read.
func (l *localTypes) ready(i uint32, t wasm.ValType) bool {
	return t.Defaultable() || i < l.params || l.isSet[i/64]&(1<<(i%64)) != 0
}

// init marks a local of type t as initialised.
func (l *localTypes) init(i uint32, t wasm.ValType) {
	if l.unset && !l.ready(i, t) {
		l.isSet[i/64] |= 1 << (i % 64)
		l.inits = append(l.inits, i)
	}
}

// uninit takes back all but the first n initialisations.
func (l *localTypes) uninit(n int) {
	for _, i := range l.inits[n:] {
		l.isSet[i/64] &^= 1 << (i % 64)
	}
	l.inits = l.inits[:n]
}
