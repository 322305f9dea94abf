package dap

import (
	"errors"
	"fmt"
	"strings"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// stackTrace lists frames of a thread.
func (c *conn) stackTrace(r *request, a *proto.StackTraceArguments) (any, error) {
	if err := c.hasThread(a.ThreadId); err != nil {
		return nil, err
	}
	if a.StartFrame < 0 || a.Levels < 0 {
		return nil, fmt.Errorf("startFrame %d and levels %d: neither can be negative", a.StartFrame, a.Levels)
	}
	levels := a.Levels
	if levels == 0 {
		levels = maxFrames
	}
	body := proto.StackTraceResponseBody{StackFrames: []proto.StackFrame{}}
	start := min(a.StartFrame, 1<<30)
	err := c.inspect(r, func(in *inspection) error {
		thread := threadOf(a.ThreadId)
		list, err := in.v.Frames(thread, start, min(levels, maxFrames))
		if err != nil {
			return err
		}
		for _, f := range list {
			if err := r.stop(); err != nil {
				return err
			}
			body.StackFrames = append(body.StackFrames, in.stackFrame(f, a.Format))
		}
		// The logical frames further out are not counted before they are asked for: there are at least as many as physical ones.
		body.TotalFrames = start + len(list)
		var none *debugger.NoFrameError
		if _, err := in.v.Frame(thread, start); errors.As(err, &none) {
			body.TotalFrames = none.Frames
		}
		if more, err := in.v.Frames(thread, body.TotalFrames, 1); err == nil && len(more) > 0 && len(list) > 0 {
			body.TotalFrames = max(body.TotalFrames+1, in.v.NumFrames(thread))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return body, nil
}

// maxFrames bounds the frames of one answer.
const maxFrames = 20000

func (in *inspection) stackFrame(f *debugger.Frame, format *proto.StackFrameFormat) proto.StackFrame {
	c := in.c
	out := proto.StackFrame{Id: c.handles.frameNumber(in.v.ID(f)), Name: in.frameName(f, format)}
	if f.IsHost() {
		out.PresentationHint = "label"
		return out
	}
	out.ModuleId = int(f.Instance.ID)
	out.CanRestart = f.Last
	at, ok := f.At()
	if ok {
		out.InstructionPointerReference = addressText(codeAddress(f.Instance.ID, f.Instance.Module.FileOffsetOf(at)))
	}
	if src, line, column := c.at(f.Pos); src != nil {
		out.Source, out.Line, out.Column = src, line, column
		return out
	}
	// Without its source, the code is what there is to see.
	if ok {
		if t, err := c.code.text(in.v, f.Instance.ID, f.Physical.Func); err == nil {
			out.Source = c.sources.ofCode(in.v, f.Instance, f.Physical.Func, in.v.FuncName(funcRef(f.Instance, f.Physical.Func)))
			if f.Pos.IsValid() {
				out.Source.Origin = fmt.Sprintf("disassembly: %s:%d was not found", symbols.Printable(f.Pos.File.Path), f.Pos.Line)
			}
			out.Line, out.Column = c.lineOut(t.line(f.Instance.Module.FileOffsetOf(at))), c.client.columns
		}
	}
	return out
}

// frameName returns the name of a frame's function, with what the client wants to have beside it.
func (in *inspection) frameName(f *debugger.Frame, format *proto.StackFrameFormat) string {
	name, source := listing.FrameName(&f.Frame, f.Activation())
	name = listing.Clip(name, listing.MaxName)
	if f.IsHost() {
		return name + "  (host function)"
	}
	if format != nil && source && (format.Parameters || format.IncludeAll) {
		name += "(" + in.parameters(f, format) + ")"
	}
	if f.Inlined {
		name += " [inlined]"
	}
	if format == nil {
		return name
	}
	if format.Module || format.IncludeAll {
		name = symbols.Printable(f.Instance.Name) + "!" + name
	}
	if (format.Line || format.IncludeAll) && f.Pos.IsValid() {
		name += fmt.Sprintf(":%d", f.Pos.Line)
	}
	return name
}

// parameters writes a frame's arguments.
func (in *inspection) parameters(f *debugger.Frame, format *proto.StackFrameFormat) string {
	vals := in.v.Values(f)
	printer := vals.BriefPrinter()
	printer.Hex = in.hex || format.Hex
	var list []string
	for _, variable := range vals.List {
		if variable.Kind != symbols.Parameter || variable.Artificial {
			continue
		}
		var words []string
		if (format.ParameterTypes || format.IncludeAll) && variable.Type != nil {
			words = append(words, symbols.Printable(symbols.ShortenType(variable.Type.String())))
		}
		if format.ParameterNames || format.IncludeAll {
			words = append(words, symbols.Printable(variable.Name))
		}
		if format.ParameterValues || format.IncludeAll {
			if len(words) > 0 {
				words = append(words, "=")
			}
			words = append(words, symbols.Printable(printer.Text(value.Of(vals.Context, variable))))
		}
		list = append(list, strings.Join(words, " "))
	}
	return listing.Clip(strings.Join(list, ", "), 300)
}

// frameText writes a frame in one line, as a backtrace does.
func (c *conn) frameText(v *debugger.View, f *debugger.Frame) string {
	name, source := listing.FrameName(&f.Frame, f.Activation())
	text := listing.Clip(name, listing.MaxName)
	if f.IsHost() {
		return text + "  host function"
	}
	if source {
		text += "(" + v.Values(f).Arguments() + ")"
	}
	if pos := listing.Position(c.program.Dir, f.Pos); pos != "" {
		return text + " at " + pos
	}
	return text + "  " + listing.CodePlace(f.Activation(), len(v.Instances()) > 1)
}
