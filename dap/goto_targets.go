package dap

import (
	"fmt"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// gotoTargets lists the places of a line where the innermost frame of the thread that stopped may go on.
func (c *conn) gotoTargets(r *request, a *proto.GotoTargetsArguments) (any, error) {
	path, err := c.pathIn(a.Source.Path)
	if err != nil {
		return nil, err
	}
	body := proto.GotoTargetsResponseBody{Targets: []proto.GotoTarget{}}
	err = c.inspect(r, func(in *inspection) error {
		thread, ok := in.v.Thread()
		if !ok {
			return fmt.Errorf("the program has no thread")
		}
		sites, err := in.jumpSites(thread, a, path)
		if err != nil {
			return err
		}
		for _, s := range sites {
			n := c.handles.next()
			c.handles.jumps[n] = jump{thread, s}
			t := proto.GotoTarget{Id: n, Label: fmt.Sprintf("%s:%d", symbols.Printable(s.Func), s.Pos.Line), Line: a.Line}
			if s.Pos.IsValid() && a.Source.SourceReference == 0 {
				t.Line, t.Column = c.lineOut(s.Pos.Line), c.columnOut(s.Pos)
			}
			if inst, ok := in.v.Instance(s.Place.Instance); ok {
				if b, ok := inst.Module.Body(s.Place.Func); ok {
					t.InstructionPointerReference = addressText(codeAddress(inst.ID, b.Start+wasm.FileOffset(s.Place.Offset)))
				}
			}
			body.Targets = append(body.Targets, t)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return body, nil
}

// jumpSites returns where a thread may go on that a line of a source means.
func (in *inspection) jumpSites(thread target.ThreadID, a *proto.GotoTargetsArguments, path string) ([]debugger.Site, error) {
	c := in.c
	line := c.lineIn(a.Line)
	what, isVirtual, err := c.sources.virtual(in.v, &a.Source)
	if err != nil {
		return nil, err
	}
	if isVirtual && what.file == nil {
		t, err := c.code.text(in.v, what.inst, what.fn)
		if err != nil {
			return nil, err
		}
		at, ok := t.instr(line)
		if !ok {
			return nil, fmt.Errorf("no instruction begins here")
		}
		inst, _ := in.v.Instance(what.inst)
		site, err := in.v.LocateJump(thread, instructionSpec(inst, at).Location, nil)
		return []debugger.Site{site}, err
	}
	if what.file != nil {
		return in.v.JumpTargets(thread, what.file.Path, line)
	}
	f, err := in.v.Frame(thread, 0)
	if err != nil {
		return nil, err
	}
	for _, file := range c.sources.files(c, in.v.Table(f.Instance.ID), path) {
		sites, err := in.v.JumpTargets(thread, file.Path, line)
		if err == nil || file.Path == "" {
			return sites, nil
		}
		if last := err; last != nil && f.Pos.File != nil && f.Pos.File.Path == file.Path {
			return nil, last
		}
	}
	return nil, fmt.Errorf("the innermost frame is not of a function of %s: a jump stays within the function", symbols.Printable(baseName(path)))
}
