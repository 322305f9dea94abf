package dap

import (
	"fmt"
	"slices"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
)

// Filters of exceptions.
const (
	filterTrap     = "trap"
	filterUncaught = "uncaught"
	filterThrow    = "throw"
	filterHeap     = "heap"
	filterHost     = "host"
	filterLoad     = "load"
)

// exceptionFilters returns what the program can be stopped for beside places.
func exceptionFilters() []proto.ExceptionBreakpointsFilter {
	const isExpression = "An expression in the frame that throws, such as n > 3"
	return []proto.ExceptionBreakpointsFilter{
		{Filter: filterTrap, Label: "Traps", Description: "Stop where the program traps, before it ends", Default: true},
		{
			Filter: filterUncaught, Label: "Uncaught Exceptions", Description: "Stop where an exception is thrown that nothing will catch", Default: true,
			SupportsCondition: true, ConditionDescription: isExpression,
		},
		{
			Filter: filterThrow, Label: "All Exceptions", Description: "Stop where an exception is thrown", SupportsCondition: true,
			ConditionDescription: isExpression,
		},
		{Filter: filterHeap, Label: "Heap Errors", Description: "Stop at double and invalid frees; the launch attribute heap turns on looking for them", Default: true},
		{
			Filter: filterHost, Label: "Calls of the Host", Description: "Stop where a function of the host is about to be called", SupportsCondition: true,
			ConditionDescription: "The function's name, such as fd_write or *_get",
		},
		{Filter: filterLoad, Label: "Loaded Modules", Description: "Stop when a module was loaded, before it runs", SupportsCondition: true,
			ConditionDescription: "The module's name, such as lib*"},
	}
}

// setExceptionBreakpoints replaces what stops the program beside places.
func (c *conn) setExceptionBreakpoints(r *request, a *setExceptionBreakpointsArguments) (any, error) {
	var wanted []want
	c.points.filters = []string{}
	add := func(name, condition string) {
		c.points.filters = append(c.points.filters, name)
		wanted = append(wanted, want{kind: kindException, name: name, condition: condition})
	}
	for _, f := range a.Filters {
		add(f, "")
	}
	for _, f := range a.FilterOptions {
		add(f.FilterId, f.Condition)
	}
	body := c.points.set(c, "exceptions", wanted)
	return body, c.watchHeap()
}

// stopsAtTraps reports whether the client wants to see where the program traps.
func (p *points) stopsAtTraps(c *conn) bool {
	return c.args.stopOnTrap() && (p.filters == nil || slices.Contains(p.filters, filterTrap))
}

// catch adds a catchpoint for a filter.
func (p *points) catch(c *conn, pt *point) (ids []int, err error) {
	spec := debugger.CatchSpec{}
	switch pt.name {
	case filterTrap:
		if !c.args.stopOnTrap() {
			return nil, fmt.Errorf("the launch attribute stopOnTrap is false")
		}
		return nil, nil // the program stops at them anyhow
	case filterHeap:
		if !c.args.Heap {
			return nil, fmt.Errorf("the program's allocator is not followed: the launch attribute heap turns that on")
		}
		return nil, nil // see watchHeap
	case filterUncaught:
		spec.Kind, spec.Condition = debugger.CatchUncaught, pt.condition
	case filterThrow:
		spec.Kind, spec.Condition = debugger.CatchThrow, pt.condition
	case filterHost:
		spec.Kind, spec.Pattern = debugger.CatchHost, pt.condition
	case filterLoad:
		spec.Kind, spec.Pattern = debugger.CatchLoad, pt.condition
	default:
		return nil, fmt.Errorf("there is no filter %.40q", pt.name)
	}
	x, err := c.session.AddCatchpoint(spec)
	if err != nil {
		return nil, err
	}
	return []int{x.ID}, nil
}

// watchHeap has errors of the allocator's use stop the program, or not.
func (c *conn) watchHeap() error {
	if !c.args.Heap {
		return nil
	}
	return c.session.QuietHeap(!slices.Contains(c.points.filters, filterHeap))
}
