package debugger

import (
	"fmt"
	"regexp"
	"strconv"
)

// hitRule compares the number of hits.
type hitRule struct {
	op string // "" is always
	n  uint64
}

var hitRulePattern = regexp.MustCompile(`^\s*(>=|>|==|=|<=|<|!=|%)?\s*(\d+)\s*$`)

// parseHitRule reads a hit condition. A number alone means that one and all after it.
func parseHitRule(text string) (hitRule, error) {
	if text == "" {
		return hitRule{}, nil
	}
	m := hitRulePattern.FindStringSubmatch(text)
	if m == nil {
		return hitRule{}, fmt.Errorf("the hit condition %q is not of the form '> 5', '== 3', '%% 10' or '7'", text)
	}
	n, err := strconv.ParseUint(m[2], 10, 63)
	if err != nil {
		return hitRule{}, fmt.Errorf("the hit condition %q: %s is too large", text, m[2])
	}
	r := hitRule{m[1], n}
	switch r.op {
	case "":
		r.op = ">="
	case "=":
		r.op = "=="
	case "%":
		if n == 0 {
			return hitRule{}, fmt.Errorf("the hit condition %q: no number is a multiple of 0", text)
		}
	}
	return r, nil
}

// holds reports whether the n-th hit counts.
func (r hitRule) holds(n uint64) bool {
	switch r.op {
	case ">=":
		return n >= r.n
	case ">":
		return n > r.n
	case "==":
		return n == r.n
	case "<=":
		return n <= r.n
	case "<":
		return n < r.n
	case "!=":
		return n != r.n
	case "%":
		return n%r.n == 0
	}
	return true
}
