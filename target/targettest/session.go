package targettest

import (
	"encoding/binary"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// session is a target of a program under test.
type session struct {
	*target.Target
	t *testing.T
	m *wasm.Module
}

// open makes a target, of which nothing has run.
func open(t *testing.T, make Factory, b *wasmtest.Builder) *session {
	t.Helper()
	file := b.Bytes()
	m, err := wasm.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return &session{Target: make(t, file), t: t, m: m}
}

// loaded makes a target and runs it until the module is there, but nothing of it has run.
func loaded(t *testing.T, make Factory, b *wasmtest.Builder) *session {
	t.Helper()
	s := open(t, make, b)
	if s.Catch == nil {
		t.Skip("the target does not stop when modules are loaded")
	}
	s.catch(target.Catches{Load: true})
	s.resume(target.Loaded)
	s.catch(target.Catches{})
	return s
}

func (s *session) catch(c target.Catches) {
	s.t.Helper()
	if err := s.Catch.SetCatches(c); err != nil {
		s.t.Fatal(err)
	}
}

// resume runs the program to a stop of a reason.
func (s *session) resume(want target.Reason) target.Stop {
	s.t.Helper()
	return s.check(s.Resume(target.Resume{}), want)
}

// instr executes one instruction of the thread that stopped last.
func (s *session) instr(thread target.ThreadID) target.Stop {
	s.t.Helper()
	return s.check(s.Resume(target.Resume{Instr: true, Thread: thread}), target.Stepped)
}

func (s *session) check(st target.Stop, want target.Reason) target.Stop {
	s.t.Helper()
	if st.Reason != want {
		s.t.Fatalf("the program stopped for reason %d, want %d: %+v, trap %v", st.Reason, want, st, st.Trap)
	}
	return st
}

// place returns the nth instruction (from 0 on) of a function that has an opcode.
func (s *session) place(f wasm.FuncIndex, o op.Op, n int) target.Place {
	s.t.Helper()
	for _, in := range instrs(s.m, f) {
		if in.op == o {
			if n == 0 {
				return target.Place{Func: f, Offset: in.at}
			}
			n--
		}
	}
	s.t.Fatalf("function %d has no such %v", f, o)
	return target.Place{}
}

// first returns the first instruction of a function.
func (s *session) first(f wasm.FuncIndex) target.Place {
	return target.Place{Func: f, Offset: instrs(s.m, f)[0].at}
}

type instr struct {
	op op.Op
	at wasm.FuncOffset
}

// instrs returns the instructions of a function.
func instrs(m *wasm.Module, f wasm.FuncIndex) (list []instr) {
	for off, in := range m.Instrs(f) {
		list = append(list, instr{in.Op, off})
	}
	return list
}

// at returns a break for all threads and frames.
func at(p target.Place) *target.Break {
	return &target.Break{Place: p, Thread: target.AnyThread, Depth: target.AnyDepth}
}

func (s *session) add(breaks ...*target.Break) {
	s.t.Helper()
	if err := s.AddBreaks(breaks); err != nil {
		s.t.Fatal(err)
	}
}

func (s *session) remove(breaks ...*target.Break) {
	s.t.Helper()
	if err := s.RemoveBreaks(breaks); err != nil {
		s.t.Fatal(err)
	}
}

// frames returns all frames of a thread.
func (s *session) frames(thread target.ThreadID) []target.Frame {
	s.t.Helper()
	list, err := s.Frames(thread, 0, 1<<20)
	if err != nil {
		s.t.Fatal(err)
	}
	if n := s.NumFrames(thread); n != len(list) {
		s.t.Errorf("%d frames, NumFrames says %d", len(list), n)
	}
	return list
}

// top returns the innermost frame of a thread.
func (s *session) top(thread target.ThreadID) target.Frame {
	s.t.Helper()
	list, err := s.Frames(thread, 0, 1)
	if err != nil || len(list) != 1 {
		s.t.Fatalf("the innermost frame: %v, %v", list, err)
	}
	return list[0]
}

// opAt returns the opcode of the instruction at a place.
func (s *session) opAt(p target.Place) op.Op {
	for _, in := range instrs(s.m, p.Func) {
		if in.at == p.Offset {
			return in.op
		}
	}
	return op.Count
}

// word reads a number of the memory.
func (s *session) word(addr uint64) uint32 {
	s.t.Helper()
	var p [4]byte
	if err := s.ReadMemory(0, 0, p[:], addr); err != nil {
		s.t.Fatal(err)
	}
	return binary.LittleEndian.Uint32(p[:])
}

// local and operand read an i32 of a frame.
func (s *session) local(f target.Frame, n int) uint32 {
	s.t.Helper()
	list, err := s.Locals(f.Thread, f.Depth)
	if err != nil || n >= len(list) {
		s.t.Fatalf("local %d of %v: %v", n, list, err)
	}
	return uint32(list[n].Lo)
}

// operands reads the operands of a frame as i32.
func (s *session) operands(f target.Frame) (values []uint32) {
	s.t.Helper()
	list, err := s.Operands(f.Thread, f.Depth)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, w := range list {
		values = append(values, uint32(w.Lo))
	}
	return values
}
