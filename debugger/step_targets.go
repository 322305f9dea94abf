package debugger

import (
	"maps"
	"slices"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
)

// indirectCall is the name of a call whose function is known only when it is made.
const indirectCall = "(through a pointer)"

// StepTargets returns the calls of a frame's current statement, in the order of the code.
func (v *View) StepTargets(f *Frame) ([]StepTarget, error) {
	if f.IsHost() {
		return nil, nil
	}
	table := v.s.table(f.Instance)
	fl := v.s.flow(f.Instance, f.Physical.Func)
	i, ok := fl.find(f.Physical.Offset)
	if !ok {
		return nil, nil
	}
	level := v.ID(f).Inlined
	s := search{f: fl, table: table, into: true, skipped: func(*symbols.Frame) bool { return false }}
	s.run(i, level, lineOf(f.Pos))
	var list []StepTarget
	for _, at := range slices.Sorted(maps.Keys(s.found)) {
		place := f.Physical.Place
		place.Offset = fl.instrs[at].at
		chain := fl.chain(table, at)
		t := StepTarget{Place: place}
		if level < len(chain) {
			t.Pos = chain[level].Pos
		}
		in := &fl.instrs[at]
		switch found := s.found[at]; {
		case found.stop && len(chain) > level+1 && lineOf(t.Pos) == lineOf(f.Pos):
			t.Name, t.Inlined = funcName(&chain[level+1]), true
		case found.stop || !found.call:
			continue
		case in.indirect():
			t.Name = indirectCall
			if ref, ok := v.target.Callee(f.Thread); ok && at == i && f.Number == 0 {
				t.Name = v.FuncName(ref)
			}
		default:
			ref, ok := v.target.Resolve(place.Instance, in.index)
			if !ok {
				ref = target.FuncRef{Instance: place.Instance, Func: in.index}
			}
			if ref.Host != nil {
				continue
			}
			t.Name = v.FuncName(ref)
		}
		list = append(list, t)
	}
	return list, nil
}
