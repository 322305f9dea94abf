package wasi

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/wdbg/wdbg/engine"
)

// Tracer is a gate that reports every call of a host function as a line of text, in the
// manner of strace: arguments and results by name, those of WASI calls decoded.
type Tracer struct {
	// Gate performs the calls.
	engine.Gate
	w     io.Writer
	calls map[string]*call
}

// NewTracer returns a tracer that writes to w.
func NewTracer(gate engine.Gate, w io.Writer) *Tracer {
	t := &Tracer{Gate: gate, w: w, calls: map[string]*call{}}
	for _, c := range calls() {
		t.calls[c.name] = &c
	}
	return t
}

// HostCall performs the call and writes its line once it has returned.
func (t *Tracer) HostCall(c *engine.Call) error {
	l := line{call: c, args: slices.Clone(c.Args)}
	if len(c.Thread.Store.Threads) > 1 {
		l.printf("[thread %d] ", c.Thread.ID)
	}
	spec := t.calls[c.Func.Host.Name]
	if c.Func.Host.Module != ModuleName || spec == nil {
		l.plainArgs()
	} else {
		l.wasiArgs(spec)
	}
	err := t.Gate.HostCall(c)
	switch {
	case err != nil:
		l.failure(err)
	case spec != nil && c.Func.Host.Module == ModuleName:
		l.wasiResults(spec)
	default:
		l.plainResults()
	}
	l.text.WriteByte('\n')
	// A trace that cannot be written is no reason to stop the guest.
	_, _ = t.w.Write(l.text.Bytes())
	return err
}

// line is the line of one call while it is made.
type line struct {
	call *engine.Call
	args []uint64 // as they were before the call
	text bytes.Buffer
}

func (l *line) printf(format string, args ...any) { fmt.Fprintf(&l.text, format, args...) }

// plainArgs writes name and arguments of a function of unknown meaning.
func (l *line) plainArgs() {
	f := l.call.Func
	l.printf("%s(", printable(f.Name()))
	for i, v := range engine.FromSlots(f.FuncType.Params, l.args) {
		if i > 0 {
			l.printf(", ")
		}
		l.printf("%v", v)
	}
	l.printf(")")
}

func (l *line) plainResults() {
	for i, v := range engine.FromSlots(l.call.Func.FuncType.Results, l.call.Results) {
		if i == 0 {
			l.printf(" = %v", v)
		} else {
			l.printf(", %v", v)
		}
	}
}

func (l *line) failure(err error) {
	var exit *engine.ExitError
	var trap *engine.Trap
	switch {
	case errors.As(err, &exit):
		l.printf(" = ?")
	case errors.As(err, &trap) && trap.Kind == engine.TrapInterrupted:
		l.printf(" = ? (interrupted)")
	default:
		l.printf(" = ? (%s)", printable(err.Error()))
	}
}

// wasiArgs writes name and arguments of a WASI call; where results go is left out.
func (l *line) wasiArgs(spec *call) {
	l.printf("%s(", spec.name)
	sep := ""
	for i, p := range spec.params {
		if p.kind.isResult() || p.kind == argLength {
			continue
		}
		l.printf("%s%s=", sep, p.name)
		sep = ", "
		l.arg(p.kind, i)
	}
	l.printf(")")
}

func (l *line) arg(k kind, i int) {
	v := l.args[i]
	switch k {
	case argNumber, argNumber64:
		l.printf("%d", v)
	case argDescr, argSigned:
		l.printf("%d", int32(v))
	case argSigned64:
		l.printf("%d", int64(v))
	case argPath:
		l.bytes(uint32(v), uint32(l.args[i+1]))
	case argOutBufs:
		l.buffers(uint32(v), uint32(l.args[i+1]), unlimited)
	case argInBufs:
		l.printf("%d bytes", l.bufferSize(uint32(v), uint32(l.args[i+1])))
	case argBuffer:
		l.printf("%d bytes", uint32(l.args[i+1]))
	case argRights:
		l.printf("0x%x", v)
	case argAddress:
		l.printf("0x%x", uint32(v))
	default:
		l.printf("%s", symbol(k, uint32(v)))
	}
}

// wasiResults writes the errno and, on success, what the call has written to memory.
func (l *line) wasiResults(spec *call) {
	if len(l.call.Results) == 0 {
		return
	}
	e := errno(l.call.Results[0])
	if e != errnoSuccess {
		l.printf(" = %v", e)
		return
	}
	l.printf(" = OK")
	var count uint32 // of the last result: how much of a buffer is filled
	for i, p := range spec.params {
		if p.kind.isResult() {
			count = l.result(p, uint32(l.args[i]))
		}
	}
	for i, p := range spec.params {
		switch {
		case p.kind == argInBufs:
			l.printf(" ")
			l.buffers(uint32(l.args[i]), uint32(l.args[i+1]), count)
		case p.kind == argBuffer && spec.name == "path_readlink":
			l.printf(" ")
			l.bytes(uint32(l.args[i]), count)
		case p.kind == argBuffer && spec.name == "fd_prestat_dir_name":
			l.printf(" ")
			l.bytes(uint32(l.args[i]), uint32(l.args[i+1]))
		}
	}
}
