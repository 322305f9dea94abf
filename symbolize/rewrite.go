package symbolize

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"time"

	"github.com/wdbg/wdbg/symbols/stacktext"
)

// Options say how a text is read and answers are written.
type Options struct {
	// Engine is what printed the text; EngineUnknown finds out.
	Engine stacktext.Engine
	Style  Style
	// JSON writes an object for each frame instead of the text.
	JSON bool
}

// Limits of what is held back.
const (
	maxLine      = 1 << 20 // bytes of a line; longer ones are passed on unread
	maxHeld      = 1 << 10 // lines of a stack
	maxHeldBytes = 1 << 20
)

// idle is how long input has to pause before what is held back of a stack is written.
const idle = 50 * time.Millisecond

// Rewrite copies a text, each frame in it followed by its places in the source. All lines of the input are in the output as
// they were. The lines of a stack are held back until it ends, or the input pauses.
func Rewrite(w io.Writer, r io.Reader, res *Resolver, opts Options) error {
	rw := newRewriter(w, res, opts)
	chunks, recycle := make(chan chunk), make(chan []byte, 2)
	stop := make(chan struct{})
	defer close(stop)
	recycle <- make([]byte, 64<<10)
	recycle <- make([]byte, 64<<10)
	go readChunks(r, chunks, recycle, stop)
	var timer <-chan time.Time
	for {
		select {
		case c := <-chunks:
			rw.write(c.data)
			if c.err != nil {
				rw.end()
				if c.err != io.EOF {
					return fmt.Errorf("read text: %w", c.err)
				}
				return rw.out.Flush()
			}
			recycle <- c.data[:cap(c.data)]
			timer = time.After(idle)
		case <-timer:
			rw.pause()
			timer = nil
		}
		if err := rw.out.Flush(); err != nil {
			return err
		}
	}
}

// chunk is what one read gave.
type chunk struct {
	data []byte
	err  error
}

func readChunks(r io.Reader, chunks chan<- chunk, buffers <-chan []byte, stop <-chan struct{}) {
	for {
		var buf []byte
		select {
		case buf = <-buffers:
		case <-stop:
			return
		}
		n, err := r.Read(buf)
		select {
		case chunks <- chunk{buf[:n], err}:
		case <-stop:
			return
		}
		if err != nil {
			return
		}
	}
}

// rewriter is the state of Rewrite between pieces of input.
type rewriter struct {
	out  *bufio.Writer
	res  *Resolver
	rec  stacktext.Recognizer
	p    *printer
	json bool

	partial []byte // the line so far
	written int    // how much of it has been passed on
	skip    bool   // it is too long
	lines   int    // of the input so far

	held      []heldLine
	heldBytes int
	frames    []stacktext.Frame // of the held lines
	stack     int               // that they belong to
	context   *Context
	trap      stacktext.Trap // said before or after the stack
	trapAge   int            // lines since it was said before
	awaiting  bool           // the stack has ended, but for its trap
	buf       []byte
}

// heldLine is a line that waits for its stack to end.
type heldLine struct {
	text     []byte // what has not been passed on
	full     []byte // without the end
	number   int
	from, to int // its frames
}

func newRewriter(w io.Writer, res *Resolver, opts Options) *rewriter {
	return &rewriter{
		out: bufio.NewWriterSize(w, 64<<10), res: res, p: newPrinter(opts.Style), json: opts.JSON,
		rec: stacktext.Recognizer{Only: opts.Engine},
	}
}

// write takes the next piece of input.
func (rw *rewriter) write(data []byte) {
	for len(data) > 0 {
		i := bytes.IndexByte(data, '\n')
		if i < 0 {
			rw.add(data)
			return
		}
		if len(rw.partial) == 0 && !rw.skip {
			rw.line(data[:i+1])
		} else {
			rw.add(data[:i+1])
			rw.endLine()
		}
		data = data[i+1:]
	}
}

// add takes a part of a line.
func (rw *rewriter) add(part []byte) {
	if rw.skip {
		rw.pass(part)
		return
	}
	rw.partial = append(rw.partial, part...)
	if len(rw.partial) > maxLine {
		rw.flush()
		rw.pass(rw.partial[rw.written:])
		rw.partial, rw.written, rw.skip = rw.partial[:0], 0, true
	}
}

func (rw *rewriter) endLine() {
	if rw.skip {
		rw.skip = false
		rw.lines++
		return
	}
	rw.line(rw.partial)
	rw.partial, rw.written = rw.partial[:0], 0
}

// pass copies input to output.
func (rw *rewriter) pass(text []byte) {
	if !rw.json {
		rw.out.Write(text) // an error stays until Flush
	}
}

// line takes a complete line, with its end.
func (rw *rewriter) line(text []byte) {
	rw.lines++
	rest := text[min(rw.written, len(text)):]
	full := bytes.TrimRight(text, "\r\n")
	info := rw.rec.Line(full)
	if info.Within && info.Stack != rw.stack || len(rw.held) > maxHeld || rw.heldBytes > maxHeldBytes {
		rw.flush()
	}
	if info.Within && info.Stack != rw.stack {
		rw.begin(info.Stack)
	}
	switch {
	case len(info.Frames) > 0:
		from := len(rw.frames)
		rw.frames = append(rw.frames, info.Frames...)
		rw.hold(rest, full, from)
	case info.Detail && len(rw.frames) > 0:
		last := &rw.frames[len(rw.frames)-1]
		last.Detailed = true
		if info.HasOffset && last.Meaning == stacktext.NoOffset {
			last.Offset, last.Meaning = info.Offset, info.Meaning
		}
		rw.hold(rest, full, len(rw.frames))
	case info.Within && len(rw.held) > 0:
		rw.hold(rest, full, len(rw.frames))
	case len(rw.held) > 0 && len(full) == 0 && !rw.awaiting && rw.frames[0].Engine == stacktext.WAMR:
		rw.awaiting = true
		rw.hold(rest, full, len(rw.frames))
	default:
		if rw.awaiting && info.HasTrap {
			rw.trap = info.Trap
		}
		rw.flush()
		rw.pass(rest)
		rw.remember(&info)
	}
}

// begin prepares for a stack.
func (rw *rewriter) begin(stack int) {
	rw.stack = stack
	rw.context = &Context{}
	if rw.trapAge > maxTrapAge {
		rw.trap = stacktext.TrapUnknown
	}
}

// maxTrapAge is how many lines before a stack the reason may stand.
const maxTrapAge = 3

// remember keeps the reason for a stack that may follow.
func (rw *rewriter) remember(info *stacktext.Line) {
	rw.trapAge++
	if info.HasTrap {
		rw.trap, rw.trapAge = info.Trap, 0
	}
}

func (rw *rewriter) hold(rest, full []byte, from int) {
	h := heldLine{number: rw.lines, from: from, to: len(rw.frames)}
	all := append(bytes.Clone(rest), full...)
	h.text, h.full = all[:len(rest):len(rest)], all[len(rest):]
	rw.held = append(rw.held, h)
	rw.heldBytes += len(all)
}

// flush resolves and writes what is held back.
func (rw *rewriter) flush() {
	if len(rw.held) == 0 {
		return
	}
	answers := rw.res.Stack(rw.frames, rw.trap, rw.context)
	for i := range rw.held {
		h := &rw.held[i]
		rw.pass(h.text)
		if h.to == h.from {
			continue
		}
		eol := "\n"
		if bytes.HasSuffix(h.text, []byte("\r\n")) {
			eol = "\r\n"
		}
		rw.buf = rw.buf[:0]
		for j := h.from; j < h.to; j++ {
			rw.answer(&answers[j], h, eol)
		}
		if len(rw.buf) > 0 && !rw.json && !bytes.HasSuffix(h.text, []byte("\n")) {
			rw.out.WriteString(eol)
		}
		rw.out.Write(rw.buf)
	}
	rw.held, rw.heldBytes, rw.frames, rw.awaiting = rw.held[:0], 0, rw.frames[:0], false
	rw.trap, rw.trapAge = stacktext.TrapUnknown, 0
}

func (rw *rewriter) answer(a *Answer, h *heldLine, eol string) {
	switch {
	case rw.json:
		// Marshal fails on no value that there can be.
		rw.buf, _ = rw.p.json(rw.buf, a, h.number, string(h.full[a.Frame.Start:a.Frame.End]))
	case a.Frame.Detailed || a.Why == whyHost:
	default:
		rw.buf = rw.p.answer(rw.buf, a, eol)
	}
}

// pause writes all there is, as the input may go on only much later.
func (rw *rewriter) pause() {
	rw.flush()
	if !rw.skip && rw.written < len(rw.partial) {
		rw.pass(rw.partial[rw.written:])
		rw.written = len(rw.partial)
	}
}

// end takes the end of input.
func (rw *rewriter) end() {
	if len(rw.partial) > 0 {
		rw.endLine()
	}
	rw.flush()
}
