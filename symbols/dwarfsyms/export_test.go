package dwarfsyms

import "github.com/wdbg/wdbg/symbols"

// Evaluate locates a variable by its expression, whatever shortcut there is; ok is false for those without an expression.
func Evaluate(l symbols.Locator, m symbols.Machine) (loc symbols.Location, err error, ok bool) {
	p, ok := l.(*place)
	if !ok {
		return loc, nil, false
	}
	loc, err = p.evaluate(m)
	return loc, err, true
}
