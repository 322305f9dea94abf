package report

import (
	"io"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/unwind"
)

// Style says how much is reported.
type Style uint8

// Styles of reports.
const (
	// Short has a line for each frame, and leaves frames out where there are many.
	Short Style = iota
	// Full adds the locals and operands of each frame, and the stacks of the other threads.
	Full
	// JSON is Full as one JSON object on one line.
	JSON
	// Off has only what happened.
	Off
)

// Options say how to report.
type Options struct {
	Style Style
	// Color allows terminal colours.
	Color bool
	// Status is the exit status that the process will have.
	Status int
	// Symbols adds what debug information says.
	Symbols Symbols
}

// Bounds on how many items of a stack, after folding, are reported.
const (
	shortItems = 45
	fullItems  = 900
	// maxValues bounds the locals and the operands of one frame.
	maxValues = 100
)

// Trap reports a trap. The memory it takes is bounded, whatever the depth of the stack.
func Trap(w io.Writer, trap *engine.Trap, opts Options) error {
	if opts.Style == JSON {
		return writeJSON(w, trap, opts)
	}
	t := text{color: opts.Color, full: opts.Style == Full, symbols: &opts.Symbols}
	t.headline(trap)
	if opts.Style != Off {
		t.threads(trap)
		t.notes()
	}
	_, err := w.Write(t.out.Bytes())
	return err
}

// collect returns the stack of a thread.
func collect(t *engine.Thread) *unwind.Stack {
	return unwind.Collect(func(visit func(unwind.Physical) bool) {
		t.Walk(func(f engine.FrameInfo) bool {
			p := unwind.Physical{Offset: f.Offset, Depth: f.Depth, Func: f.Func.Index}
			if inst := f.Func.Instance; inst != nil {
				p.Module, p.Instance = inst.Module, inst.Name
			} else {
				p.Host = f.Func.Name()
			}
			return visit(p)
		})
	})
}

// values are the locals or the operands of a frame, or why there are none.
type values struct {
	list []engine.Value
	err  error
}

// locals and operands read the values of a frame of a thread.
func locals(t *engine.Thread, p *unwind.Physical) values { return read(t.Locals, p) }

func operands(t *engine.Thread, p *unwind.Physical) values { return read(t.Operands, p) }

func read(get func(depth int) ([]engine.Value, error), p *unwind.Physical) values {
	if p.IsHost() || p.Depth < 0 {
		return values{}
	}
	list, err := get(p.Depth)
	return values{list, err}
}
