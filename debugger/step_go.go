package debugger

import (
	"encoding/binary"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// goFrame tells an activation of a function of Go's compiler. When a goroutine is switched, all functions on the machine's stack return;
// the goroutine is resumed by calling its innermost function anew, with the place to go on. So what tells an activation is
// the goroutine and where on its stack the frame is. Stacks move when they grow: what stays is the distance to their beginning.
type goFrame struct {
	known    bool
	instance target.InstanceID
	g        uint64
	size     uint64 // of the stack from its beginning to the frame's end
}

// Globals of the modules that Go's linker makes, a field of its runtime, and the function that resumes goroutines.
const (
	goStackPointer  = wasm.GlobalIndex(0)
	goGoroutine     = wasm.GlobalIndex(2)
	goResumer       = "wasm_pc_f_loop"
	goStackHigh     = 8 // offset of stack.hi in a g
	goReturnAddress = 8 // its size
)

// noDepth is the depth of no frame.
const noDepth = -2

// goState reads which activation is executed.
func (p *stepper) goState(i target.InstanceID) goFrame {
	sp, err := p.s.target.Global(i, goStackPointer)
	if err != nil {
		return goFrame{}
	}
	g, err := p.s.target.Global(i, goGoroutine)
	if err != nil {
		return goFrame{}
	}
	var high [8]byte // g.stack.hi
	if err := p.s.target.ReadMemory(i, 0, high[:], g.Lo+goStackHigh); err != nil {
		return goFrame{}
	}
	return goFrame{known: true, instance: i, g: g.Lo, size: binary.LittleEndian.Uint64(high[:]) - sp.Lo}
}

// goFrameAt returns the activation of a frame; it is unknown for other languages, and where a function has not made its frame.
func (p *stepper) goFrameAt(f target.Frame, fl *flow, i int32) goFrame {
	chain := fl.chain(p.table(f), i)
	if len(chain) == 0 || !isGo(chain[0].Func) || fl.rowAt[i] <= 0 {
		return goFrame{}
	}
	return p.goState(f.Instance)
}

func isGo(fn *symbols.Func) bool {
	return fn != nil && fn.Language == symbols.Go && fn.Origin == symbols.OriginGoTable
}

// goTest returns what a break of a kind has to test.
func (p *stepper) goTest(kind breakKind) func(target.Frame) bool {
	want := p.golang
	return func(target.Frame) bool {
		now := p.goState(want.instance)
		if kind == breakReturn || kind == breakResume {
			return now.g == want.g && now.known && now.size < want.size
		}
		if kind == breakCall { // the return address is on the stack
			now.size -= goReturnAddress
		}
		return now == want
	}
}

// resumes reports whether a frame is of the function that resumes goroutines.
func (p *stepper) resumes(f target.Frame) bool {
	return p.golang.known && p.instance(f.Place).Module.FuncName(f.Func) == goResumer
}

// resumed adds breaks where the function that is about to be resumed goes on. The result is that function; ok is false if there is none.
func (p *stepper) resumed() (ref target.FuncRef, ok bool) {
	ref, ok = p.s.target.Callee(p.thread)
	if !ok || ref.Host != nil {
		return ref, false
	}
	p.golang = p.goState(ref.Instance)
	fl := p.s.flow(p.s.target.Instances()[ref.Instance], ref.Func)
	for i := range fl.instrs {
		if fl.instrs[i].op != op.BrTable {
			continue
		}
		for to := range fl.successors(int32(i)) {
			p.arm(target.Place{Instance: ref.Instance, Func: ref.Func, Offset: fl.instrs[to].at}, target.AnyDepth, breakResumed, 0)
		}
		return ref, true
	}
	return ref, true
}
