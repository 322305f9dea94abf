package dap

import (
	"encoding/hex"
	"fmt"
	"strings"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
)

// modules lists the instances of modules.
func (c *conn) modules(r *request, a *proto.ModulesArguments) (any, error) {
	if a.StartModule < 0 || a.ModuleCount < 0 {
		return nil, fmt.Errorf("startModule %d and moduleCount %d: neither can be negative", a.StartModule, a.ModuleCount)
	}
	body := modulesBody{Modules: []module{}}
	err := c.inspect(r, func(in *inspection) error {
		list := in.v.Instances()
		body.TotalModules = len(list)
		list = list[min(a.StartModule, len(list)):]
		if a.ModuleCount > 0 {
			list = list[:min(a.ModuleCount, len(list))]
		}
		for _, inst := range list {
			body.Modules = append(body.Modules, describeModule(in.v, inst))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return body, nil
}

// moduleColumns are what modules have beside what the protocol knows.
func moduleColumns() []proto.ColumnDescriptor {
	return []proto.ColumnDescriptor{
		{AttributeName: "symbols", Label: "Symbols", Type: "string"},
		{AttributeName: "buildId", Label: "Build ID", Type: "string"},
		{AttributeName: "codeOffset", Label: "Code Section", Type: "string"},
	}
}

func describeModule(v *debugger.View, inst target.Instance) module {
	m := module{Module: proto.Module{Id: int(inst.ID), Name: symbols.Printable(inst.Name), Path: inst.Path, IsUserCode: true}}
	if inst.Module == nil {
		return m
	}
	end := inst.Module.CodeStart
	if n := inst.Module.NumFuncs(); n > 0 {
		if b, ok := inst.Module.Body(lastFunc(n)); ok {
			end = b.End
		}
	}
	m.AddressRange = fmt.Sprintf("0x%x-0x%x", codeAddress(inst.ID, inst.Module.CodeStart), codeAddress(inst.ID, end))
	m.CodeOffset = fmt.Sprintf("0x%x", uint64(inst.Module.CodeStart))
	if id, err := inst.Module.BuildID(); err == nil && len(id) > 0 {
		m.BuildID = hex.EncodeToString(id)
	}
	var from []string
	m.SymbolStatus = "no symbols"
	for _, s := range v.Table(inst.ID).Sources() {
		from = append(from, symbols.Printable(s.Describe()))
		if s.Origin() >= symbols.OriginGoTable {
			m.SymbolStatus = "symbols loaded"
		} else if m.SymbolStatus == "no symbols" {
			m.SymbolStatus = "names only"
		}
	}
	m.Symbols = strings.Join(from, "; ")
	return m
}

// tellModules tells the client of the modules that are there.
func (c *conn) tellModules() {
	_ = c.session.Inspect(func(v *debugger.View) error { // modules are not needed for anything
		for _, inst := range v.Instances() {
			c.event("module", moduleEventBody{Reason: "new", Module: describeModule(v, inst)})
		}
		return nil
	})
}

// onLoad is told that a module was loaded.
func (c *conn) onLoad(inst target.Instance) {
	if c.phase == phaseLaunching { // see tellModules
		return
	}
	_ = c.session.Peek(func(v *debugger.View) error { // modules are not needed for anything
		inst, ok := v.Instance(inst.ID)
		if !ok {
			return nil // the program was started again since
		}
		c.event("module", moduleEventBody{Reason: "new", Module: describeModule(v, inst)})
		if c.listed {
			for _, f := range v.Table(inst.ID).Files() {
				if src, found := c.sources.of(c, f); found {
					c.event("loadedSource", proto.LoadedSourceEventBody{Reason: "new", Source: *src})
				}
			}
		}
		return nil
	})
	c.points.onLoad(c)
}

// pointerBits returns the size of addresses of the program, in bits.
func (c *conn) pointerBits() (bits int) {
	bits = 32
	_ = c.session.Inspect(func(v *debugger.View) error { // most have 32
		for _, inst := range v.Instances() {
			for _, m := range v.Target().Memories(inst.ID) {
				if m.Type.Is64 {
					bits = 64
				}
			}
		}
		return nil
	})
	return bits
}

// programName returns the file name of the program.
func (c *conn) programName() string { return symbols.Printable(baseName(c.args.Program)) }
