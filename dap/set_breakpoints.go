package dap

import (
	"errors"
	"fmt"
	"slices"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// setBreakpoints replaces the breakpoints of one source.
func (c *conn) setBreakpoints(r *request, a *setBreakpointsArguments) (any, error) {
	if a.Source.Path == "" && a.Source.SourceReference <= 0 && len(a.Source.AdapterData) == 0 {
		return nil, errors.New("the source has neither a path nor a reference")
	}
	path, err := c.pathIn(a.Source.Path)
	if err != nil {
		return nil, err
	}
	if a.Breakpoints == nil {
		for _, line := range a.Lines {
			a.Breakpoints = append(a.Breakpoints, sourceBreakpoint{SourceBreakpoint: proto.SourceBreakpoint{Line: line}})
		}
	}
	list := "source " + path
	if a.Source.SourceReference > 0 || path == "" {
		list = fmt.Sprintf("source %d %s", a.Source.SourceReference, a.Source.AdapterData)
	}
	wanted := make([]want, 0, len(a.Breakpoints))
	for _, b := range a.Breakpoints {
		wanted = append(wanted, want{
			kind: kindSource, source: path, ref: a.Source.SourceReference, data: string(a.Source.AdapterData), line: b.Line, column: b.Column,
			condition: b.Condition, hits: b.HitCondition, message: b.LogMessage, how: b.Mode,
		})
	}
	done := c.working("Looking for the source of " + baseName(path))
	defer done()
	return c.points.set(c, list, wanted), nil
}

// specs returns what the session needs for a breakpoint at a place.
func (p *points) specs(c *conn, pt *point) (specs []debugger.BreakpointSpec, err error) {
	switch pt.kind {
	case kindFunction:
		return []debugger.BreakpointSpec{{Location: pt.name}}, nil
	case kindInstruction:
		err = c.session.Peek(func(v *debugger.View) error {
			inst, at, err := parseAddress(v, pt.name, pt.offset)
			if err != nil {
				return err
			}
			specs = []debugger.BreakpointSpec{instructionSpec(inst, at)}
			return nil
		})
		return specs, err
	}
	if pt.line < c.client.lines {
		return nil, fmt.Errorf("there is no line %d", pt.line)
	}
	if pt.how != "" && pt.how != modeLine && pt.how != modeCode {
		return nil, fmt.Errorf("there is no mode %.40q of source breakpoints", pt.how)
	}
	err = c.session.Peek(func(v *debugger.View) error {
		specs, err = p.sourceSpecs(c, v, pt)
		return err
	})
	if err == nil && len(specs) == 0 {
		if pt.ref > 0 || pt.source == "" {
			return nil, errors.New("this source is not a part of the program")
		}
		specs = []debugger.BreakpointSpec{{File: pt.source, Line: c.lineIn(pt.line), Column: max(0, pt.column-c.client.columns+1)}}
	}
	return specs, err
}

// sourceSpecs finds the places of a breakpoint in a source; none where nothing is known of it.
func (p *points) sourceSpecs(c *conn, v *debugger.View, pt *point) ([]debugger.BreakpointSpec, error) {
	src := &proto.Source{Path: pt.source, SourceReference: pt.ref, AdapterData: []byte(pt.data)}
	what, isVirtual, err := c.sources.virtual(v, src)
	if err != nil {
		return nil, err
	}
	if isVirtual && what.file == nil {
		t, err := c.code.text(v, what.inst, what.fn)
		if err != nil {
			return nil, err
		}
		at, ok := t.instr(c.lineIn(pt.line))
		if !ok {
			return nil, errors.New("no instruction begins here")
		}
		inst, _ := v.Instance(what.inst)
		return []debugger.BreakpointSpec{instructionSpec(inst, at)}, nil
	}
	var specs []debugger.BreakpointSpec
	var seen []string
	for _, inst := range v.Instances() {
		files := []*symbols.File{what.file}
		if !isVirtual {
			files = c.sources.files(c, v.Table(inst.ID), pt.source)
		}
		for _, f := range files {
			if pt.how == modeCode {
				specs = append(specs, c.everyPlace(v, inst, f, pt)...)
			} else if !slices.Contains(seen, f.Path) {
				seen = append(seen, f.Path)
				specs = append(specs, debugger.BreakpointSpec{File: f.Path, Line: c.lineIn(pt.line), Column: c.columnIn(f, c.lineIn(pt.line), pt.column)})
			}
		}
	}
	return specs, nil
}

// everyPlace returns breakpoints at all pieces of code of a line.
func (c *conn) everyPlace(v *debugger.View, inst target.Instance, f *symbols.File, pt *point) (specs []debugger.BreakpointSpec) {
	line := c.lineIn(pt.line)
	for _, place := range v.Table(inst.ID).Places(f, line, c.columnIn(f, line, pt.column)) {
		specs = append(specs, instructionSpec(inst, inst.Module.FileOffsetOf(place.At)))
	}
	return specs
}

// instructionSpec is a breakpoint at an instruction.
func instructionSpec(inst target.Instance, at wasm.FileOffset) debugger.BreakpointSpec {
	return debugger.BreakpointSpec{Location: fmt.Sprintf("%s!*0x%x", inst.Name, uint64(at))}
}

func funcRef(inst target.Instance, fn wasm.FuncIndex) target.FuncRef {
	return target.FuncRef{Instance: inst.ID, Func: fn}
}
